"""Keeps the directory of businesses equal to what is public."""

from collections.abc import Iterable
from typing import Any

from django.db import connection, models
from django.db.models import F, Func, Value
from django.db.models.functions import Lower

from registry.directory_words import learn, learn_all
from registry.models import BusinessEdition, DirectoryEntry
from registry.queries import public

COLUMNS = ("business_id", "code", "name", "activity_id", "village_id", "district_id", "text")


def _rows() -> models.QuerySet[BusinessEdition, Any]:
    """What the directory should hold, in the order of COLUMNS."""
    told = ("name", "activity__title", "activity__words", "village__name", "village__parent__name")
    words = Lower(Func(Value(" "), *told, function="concat_ws", output_field=models.TextField()))
    return (
        public()
        .select_related(None)
        .order_by()
        .annotate(plate_code=F("business__code"), district=F("village__parent"), words=words)
        .values_list("business_id", "plate_code", "name", "activity_id", "village_id", "district", "words")
    )


def _write(rows: models.QuerySet[BusinessEdition, Any]) -> None:
    sql, values = rows.query.sql_with_params()
    names = ", ".join(COLUMNS)
    fresh = ", ".join(f"{name} = excluded.{name}" for name in COLUMNS[1:])
    with connection.cursor() as cursor:
        cursor.execute(
            f"insert into registry_directoryentry ({names}) {sql} on conflict (business_id) do update set {fresh}",
            values,
        )


def refresh(businesses: Iterable[int]) -> None:
    """Bring the rows of these businesses (ids) up to date."""
    ids = list(businesses)
    shown = public().filter(business__in=ids).values("business")
    DirectoryEntry.objects.filter(business__in=ids).exclude(business__in=shown).delete()
    _write(_rows().filter(business__in=ids))
    learn(ids)


def rebuild() -> int:
    """Write the whole directory anew; returns how many rows it holds."""
    DirectoryEntry.objects.exclude(business__in=public().values("business")).delete()
    _write(_rows())
    learn_all()
    return DirectoryEntry.objects.count()


def drift() -> int:
    """How many businesses are shown but not listed, or listed but not shown; 0 when all is well."""
    shown = public().values("business")
    missing = public().exclude(business__in=DirectoryEntry.objects.values("business")).count()
    return missing + DirectoryEntry.objects.exclude(business__in=shown).count()
