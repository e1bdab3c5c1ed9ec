"""Every photo that was there gets its files, in small steps; killed in the middle, it goes on."""

from django.db import migrations, transaction

MADE = """
insert into catalog_photofiles (code, business_id, folder, original, pixels, frame, width, height, sizes, hints, state,
    failure, made_at, created_at)
select distinct on (r.business_id, p.folder) substr(translate(md5(random()::text || p.id), '01', 'gh'), 1, 12),
    r.business_id, p.folder, p.folder || '/asli.jpg', '', '', p.width, p.height, p.sizes, '[]', 'ready', '',
    p.uploaded_at, p.uploaded_at
from catalog_productphoto p join catalog_product r on r.id = p.product_id
where p.id > %(after)s and p.id <= %(upto)s and p.files_id is null and p.sizes <> '[]'
on conflict (business_id, folder) do nothing
"""
TIED = """
update catalog_productphoto p set files_id = f.id
from catalog_product r, catalog_photofiles f
where p.id > %(after)s and p.id <= %(upto)s and p.files_id is null and r.id = p.product_id
    and f.business_id = r.business_id and f.folder = p.folder
"""
STEP = 2000


def fill(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("select coalesce(max(id), 0) from catalog_productphoto")
        last = cursor.fetchone()[0]
    for after in range(0, last, STEP):
        with transaction.atomic(schema_editor.connection.alias), schema_editor.connection.cursor() as cursor:
            for statement in (MADE, TIED):
                cursor.execute(statement, {"after": after, "upto": after + STEP})


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('catalog', '0050_photo_files'),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
