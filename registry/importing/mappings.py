"""Mappings kept for the next table: found by the titles, whatever their order, and used without a question."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Verb
from audit.record import record
from registry.headers import key
from registry.importing.corrections import own_columns
from registry.models import ImportBatch, ImportMapping
from review import actions as review

PERMISSION = "registry.import_businesses"


def signature(header: Sequence[str]) -> str:
    """The same for tables with the same titles; columns that we added to a file of problem rows do not count."""
    titles = sorted(name for at in own_columns(header) if (name := key(header[at])))
    return hashlib.sha256("\n".join(titles).encode()).hexdigest()


def kept_for(kind: str, header: Sequence[str]) -> ImportMapping | None:
    """The mapping kept for a table of this kind with these titles."""
    return ImportMapping.objects.filter(kind=kind, signature=signature(header)).first()


def columns_in(mapping: ImportMapping, header: Sequence[str]) -> dict[str, int]:
    """Our field -> column of a table with this header."""
    at = {key(title): column for column, title in reversed(list(enumerate(header))) if key(title)}
    return {field: at[title] for field, title in mapping.fields.items() if title in at}


def keep(
    batch: ImportBatch, mapping: Mapping[str, int], options: Mapping[str, Any], *, name: str, by: User
) -> ImportMapping:
    """Keep how the columns of `batch` were mapped, in place of what was kept for the same titles. In a transaction."""
    values = {
        "name": name[:80],
        "titles": [batch.header[at] for at in own_columns(batch.header)],
        "fields": {field: key(batch.header[at]) for field, at in mapping.items()},
        "options": dict(options),
        "saved_by": by,
        "used_at": timezone.now(),
    }
    kept, _ = ImportMapping.objects.update_or_create(
        kind=batch.kind, signature=signature(batch.header), defaults=values
    )
    return kept


@transaction.atomic
def remove(mapping: ImportMapping, *, by: User) -> None:
    """Forget a mapping; tables that used it keep their columns. Raises Refused."""
    review.require(PERMISSION, by)
    record(Verb.DISCARDED, mapping, by=by, kind=mapping.kind)
    mapping.delete()
