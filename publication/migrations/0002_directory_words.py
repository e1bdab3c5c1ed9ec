"""A new word of the directory is a new edition of the catalogue: pages of misspelt words show it."""

from django.db import migrations

from publication.tables import no_trigger, trigger

WORDS = "registry_directoryword"


class Migration(migrations.Migration):
    dependencies = [("publication", "0001_publication"), ("registry", "0061_directory_words")]

    operations = [migrations.RunSQL(trigger(WORDS), no_trigger(WORDS))]
