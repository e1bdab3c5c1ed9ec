"""The words of the directory, each once, in place of the index that compared whole names."""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

FILL = """
insert into registry_directoryword (word, frequency)
select word, count(*) from registry_directoryentry, regexp_split_to_table(text, '[^[:alpha:]]+') word
where length(word) between 3 and 40 group by word"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0060_npwp")]

    operations = [
        migrations.CreateModel(
            name="DirectoryWord",
            fields=[
                ("word", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("frequency", models.PositiveIntegerField()),
            ],
            options={
                "indexes": [GinIndex(fields=["word"], name="directory_word_trigram", opclasses=["gin_trgm_ops"])],
            },
        ),
        migrations.RemoveIndex(model_name="directoryentry", name="directory_by_likeness"),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
