"""Closes every secret column with today's first key, a few rows at a time, so that old keys can be thrown away."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from allauth.mfa.adapter import get_adapter
from cryptography.fernet import InvalidToken
from django.apps import apps
from django.conf import settings
from django.db import models, transaction

from audit.models import Verb
from audit.record import record
from privacy.inventory import Column, columns
from privacy.models import KeyRotation
from registry import secrets

BATCH = 500
MFA_NAMES = ("secret", "seed")  # where allauth keeps what our adapter closed
Say = Callable[[str], None]


@dataclass
class State:
    """How many values of one column stand under today's key, under an older one, and under none of ours."""

    current: int = 0
    old: int = 0
    unreadable: int = 0


def fingerprint() -> str:
    """Twelve digits that tell today's first key from others and give nothing of it away."""
    return hashlib.sha256(f"fingerprint:{settings.FIELD_KEYS[0]}".encode()).hexdigest()[:12]


def secret_columns() -> list[Column]:
    """The columns of the inventory that hold something encrypted."""
    return [one for one in columns() if one.kept_as in ("cipher", "cells", "mfa")]


def _rows(column: Column) -> models.QuerySet:
    """The rows with something in this column, in the order of their keys."""
    rows = apps.get_model(column.table)._default_manager.order_by("pk")
    if column.kept_as == "cells":
        return rows.filter(**{f"{column.name}__contains": [{}]})
    return rows.exclude(**{column.name: ""}) if column.kept_as == "cipher" else rows


def _tokens(column: Column, value: Any) -> Iterator[str]:
    """The encrypted texts in one value."""
    if column.kept_as == "cipher":
        yield value
    elif column.kept_as == "cells":
        yield from (cell["secret"] for cell in value if isinstance(cell, dict) and "secret" in cell)
    else:
        yield from (value[name] for name in MFA_NAMES if value.get(name))


def _with(column: Column, value: Any, change: Callable[[str], str]) -> Any:
    """The value with each encrypted text changed."""
    if column.kept_as == "cipher":
        return change(value)
    if column.kept_as == "cells":
        return [
            cell | {"secret": change(cell["secret"])} if isinstance(cell, dict) and "secret" in cell else cell
            for cell in value
        ]
    return value | {name: change(value[name]) for name in MFA_NAMES if value.get(name)}


def _standing(column: Column, token: str) -> str:
    """current, old or unreadable."""
    try:
        if column.kept_as == "mfa":
            adapter = get_adapter()
            if adapter.is_current(token):
                return "current"
            adapter.decrypt(token)
        else:
            if secrets.is_current(token):
                return "current"
            secrets.decrypt(token)
    except (InvalidToken, secrets.Unreadable):
        return "unreadable"
    return "old"


def _renewed(column: Column, token: str) -> str:
    """The same secret under today's first key; one that nobody can open stays as it is."""
    if _standing(column, token) != "old":
        return token
    if column.kept_as == "mfa":
        adapter = get_adapter()
        return str(adapter.encrypt(adapter.decrypt(token)))
    return secrets.rotated(token)


def state_of(column: Column) -> State:
    """Counts over the whole column."""
    state = State()
    for value in _rows(column).values_list(column.name, flat=True).iterator(chunk_size=2000):
        for token in _tokens(column, value):
            standing = _standing(column, token)
            setattr(state, standing, getattr(state, standing) + 1)
    return state


def rotate_column(column: Column, say: Say = lambda words: None) -> int:
    """Close the old values of one column anew, a batch to a transaction; returns how many rows changed.

    Killed and started again it goes on: what stands under today's key already is left alone.
    """
    changed, last = 0, None
    while True:
        with transaction.atomic():
            rows = _rows(column).select_for_update(of=("self",))
            batch = list((rows.filter(pk__gt=last) if last is not None else rows)[:BATCH])
            if not batch:
                return changed
            last, dirty = batch[-1].pk, []
            for row in batch:
                before = getattr(row, column.name)
                after = _with(column, before, lambda token: _renewed(column, token))
                if json.dumps(after) != json.dumps(before):
                    setattr(row, column.name, after)
                    dirty.append(row)
            apps.get_model(column.table)._default_manager.bulk_update(dirty, [column.name])
        changed += len(dirty)
        if dirty:
            say(f"{column.table}.{column.name}: {changed} baris")


def rotate(say: Say = lambda words: None) -> tuple[int, dict[str, State]]:
    """Rotate all secret columns and look at every one again; returns how many rows changed and what is left."""
    changed = sum(rotate_column(column, say) for column in secret_columns())
    states = {f"{column.table}.{column.name}": state_of(column) for column in secret_columns()}
    with transaction.atomic():
        made = KeyRotation.objects.create(fingerprint=fingerprint(), rotated=changed)
        record(Verb.KEYS_ROTATED, made, by=None, rotated=changed, fingerprint=made.fingerprint)
    return changed, states


def findings() -> Iterator[str]:
    """For check_all: what still stands under an old key, and what no key opens."""
    for column in secret_columns():
        state = state_of(column)
        place = f"{column.table}.{column.name}"
        if state.old:
            yield f"{place}: {state.old} nilai masih disandikan dengan kunci lama; jalankan manage.py rotate_keys"
        if state.unreadable:
            yield f"{place}: {state.unreadable} nilai tidak bisa dibuka dengan FIELD_KEY atau OLD_FIELD_KEYS mana pun"


def wrong_key() -> str:
    """A sentence when none of the newest secrets opens: FIELD_KEY is not the one of this database; else empty.

    One spoilt value among good ones is for check_all; it must not keep the portal from starting.
    """
    sampled = [
        _standing(column, token)
        for column in secret_columns()
        for value in _rows(column).order_by("-pk").values_list(column.name, flat=True)[:3]
        for token in _tokens(column, value)
    ]
    if not sampled or any(standing != "unreadable" for standing in sampled):
        return ""
    return (
        f"FIELD_KEY ({fingerprint()}) opens none of the newest secrets of this database. Put the key that closed them "
        "into FIELD_KEY or OLD_FIELD_KEYS; nothing starts before that: new values would be closed wrongly."
    )
