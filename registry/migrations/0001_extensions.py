"""Trigram search must exist before the indexes that use it."""

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations


class Migration(migrations.Migration):
    """Create the extensions; a normal database user may, since both are trusted (PostgreSQL 13+)."""

    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [TrigramExtension(), UnaccentExtension()]
