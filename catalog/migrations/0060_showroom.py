"""Collections of the office and stories of makers."""

import audit.codes
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0051_photo_files_filled'),
        ('registry', '0060_npwp'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Collection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=audit.codes.new_code, editable=False, max_length=16, unique=True)),
                ('slug', models.SlugField(db_comment='made from the first title, then never changed', max_length=80, unique=True)),
                ('title', models.CharField(max_length=80, verbose_name='Judul')),
                ('intro', models.TextField(blank=True, max_length=600, verbose_name='Pengantar')),
                ('shown_from', models.DateField(blank=True, db_comment='first day, Asia/Jakarta', null=True, verbose_name='Tayang mulai')),
                ('shown_until', models.DateField(blank=True, db_comment='last day, Asia/Jakarta', null=True, verbose_name='Tayang sampai')),
                ('state', models.CharField(choices=[('draft', 'Rancangan'), ('published', 'Diterbitkan'), ('withdrawn', 'Ditarik')], default='draft', max_length=9)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('changed_at', models.DateTimeField(db_comment='of its words, days or products; a form carries it as its version')),
                ('published_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-published_at', '-id'],
                'permissions': [('curate', 'Menyusun koleksi produk')],
            },
        ),
        migrations.CreateModel(
            name='CollectionItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Story',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=audit.codes.new_code, editable=False, max_length=16, unique=True)),
                ('title', models.CharField(max_length=100, verbose_name='Judul')),
                ('text', models.TextField(max_length=4000, verbose_name='Cerita')),
                ('state', models.CharField(choices=[('draft', 'Draf'), ('asked', 'Menunggu izin pemilik'), ('waiting', 'Menunggu pemeriksaan'), ('returned', 'Perlu perbaikan'), ('live', 'Tayang'), ('hidden', 'Tidak tayang'), ('replaced', 'Diganti yang baru')], default='draft', max_length=8)),
                ('is_by_office', models.BooleanField(db_comment='typed by an officer, not by the business', default=False)),
                ('written_at', models.DateTimeField()),
                ('consent_at', models.DateTimeField(blank=True, db_comment='the owner agreed to exactly these words', null=True)),
                ('consent_version', models.CharField(blank=True, db_comment='of the sentence she agreed to', max_length=10)),
                ('consent_withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('reviewed_at', models.DateTimeField(blank=True, null=True)),
                ('note', models.CharField(blank=True, db_comment='what must be put right, or why hidden', max_length=400, verbose_name='Catatan')),
            ],
            options={
                'ordering': ['-reviewed_at', '-id'],
                'permissions': [('tell_story', 'Menulis cerita pembuat')],
            },
        ),
        migrations.AddField(
            model_name='collection',
            name='made_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='collection',
            name='published_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='collectionitem',
            name='collection',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='catalog.collection'),
        ),
        migrations.AddField(
            model_name='collectionitem',
            name='product',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.product'),
        ),
        migrations.AddField(
            model_name='story',
            name='business',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.business'),
        ),
        migrations.AddField(
            model_name='story',
            name='consent_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='story',
            name='photo',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='catalog.productphoto'),
        ),
        migrations.AddField(
            model_name='story',
            name='reviewed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='story',
            name='written_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='collection',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('slug', ''), _negated=True)), name='collection_is_named'),
        ),
        migrations.AddConstraint(
            model_name='collection',
            constraint=models.CheckConstraint(condition=models.Q(('shown_from__isnull', True), ('shown_until__isnull', True), ('shown_from__lte', models.F('shown_until')), _connector='OR'), name='collection_days_in_order'),
        ),
        migrations.AddConstraint(
            model_name='collection',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), models.Q(('published_at__isnull', False), ('published_by__isnull', False)), _connector='OR'), name='collection_is_signed'),
        ),
        migrations.AddConstraint(
            model_name='collectionitem',
            constraint=models.UniqueConstraint(fields=('collection', 'product'), name='collection_product_once'),
        ),
        migrations.AddConstraint(
            model_name='story',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'live')), fields=('business',), name='story_one_live'),
        ),
        migrations.AddConstraint(
            model_name='story',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('draft', 'asked', 'waiting', 'returned'))), fields=('business',), name='story_one_open'),
        ),
        migrations.AddConstraint(
            model_name='story',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('text', ''), _negated=True)), name='story_is_told'),
        ),
        migrations.AddConstraint(
            model_name='story',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('waiting', 'live')), _negated=True), models.Q(('consent_at__isnull', False), ('consent_by__isnull', False), ('consent_withdrawn_at__isnull', True)), _connector='OR'), name='story_shown_with_consent'),
        ),
        migrations.AddConstraint(
            model_name='story',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('consent_at__isnull', True), ('consent_by__isnull', True), ('consent_version', '')), models.Q(('consent_at__isnull', False), ('consent_by__isnull', False), models.Q(('consent_version', ''), _negated=True)), _connector='OR'), name='story_consent_is_signed'),
        ),
        migrations.AddConstraint(
            model_name='story',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'live'), _negated=True), models.Q(('reviewed_at__isnull', False), ('reviewed_by__isnull', False)), _connector='OR'), name='story_live_is_reviewed'),
        ),
        migrations.AddConstraint(
            model_name='story',
            constraint=models.CheckConstraint(condition=models.Q(('reviewed_by__isnull', True), models.Q(('reviewed_by', models.F('written_by')), _negated=True), _connector='OR'), name='story_has_four_eyes'),
        ),
        migrations.AddConstraint(
            model_name='story',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'returned'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='story_return_has_reason'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='story',
            trigger=pgtrigger.compiler.Trigger(name='agreed_words_stay', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."consent_at" IS NOT NULL AND OLD."consent_at" IS NOT NULL AND (OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."text" IS DISTINCT FROM (NEW."text")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='490bd0c5d9b29c8e7f389a9bb9781d208681e6ca', operation='UPDATE', pgid='pgtrigger_agreed_words_stay_36ab1', table='catalog_story', when='BEFORE')),
        ),
    ]
