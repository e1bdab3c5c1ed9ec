"""What a category asks: drafts of its form, their questions, putting one in use, going back to a former one."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Verb
from audit.record import record
from catalog.models import Category, SpecificationField, SpecificationForm
from catalog.specification import as_data
from review import actions as review
from review.actions import Refused

PERMISSION = "catalog.edit_specification"
MOST_QUESTIONS = 30
State = SpecificationForm.State


def _lock(category: Category) -> None:
    """Two people of the office never shape the form of one category at the same moment."""
    Category.objects.select_for_update().get(pk=category.pk)


def _draft(category: Category) -> SpecificationForm:
    draft = SpecificationForm.objects.filter(category=category, state=State.DRAFT).first()
    if draft is None:
        raise Refused("Rancangan ini sudah dipakai atau dibuang. Mulai rancangan baru.")
    return draft


def _next(category: Category) -> int:
    last = SpecificationForm.objects.filter(category=category).order_by("-version").first()
    return last.version + 1 if last else 1


def fill(form: SpecificationForm, questions: Sequence[Mapping[str, Any]]) -> None:
    """Write the questions of a draft, in this order."""
    SpecificationField.objects.bulk_create(
        [SpecificationField(form=form, position=at, **question) for at, question in enumerate(questions)]
    )


@transaction.atomic
def start_form(category: Category, *, by: User) -> SpecificationForm:
    """The draft of a category, begun from what is in use when there is none yet."""
    review.require(PERMISSION, by)
    _lock(category)
    draft = SpecificationForm.objects.filter(category=category, state=State.DRAFT).first()
    if draft is not None:
        return draft
    active = SpecificationForm.objects.filter(category=category, state=State.ACTIVE).first()
    draft = SpecificationForm.objects.create(category=category, version=_next(category), made_by=by)
    if active is not None:
        fill(draft, as_data(list(active.fields.all())))
    record(Verb.DRAFT_OPENED, draft, by=by, category=category.code, version=draft.version)
    return draft


@transaction.atomic
def put_question(
    category: Category, values: Mapping[str, Any], *, by: User, instead_of: str = ""
) -> SpecificationField:
    """Add a question to the draft, or rewrite the one with key `instead_of` (its key and place stay).

    Raises Refused when the key is taken or the draft is gone or full.
    """
    review.require(PERMISSION, by)
    _lock(category)
    draft = _draft(category)
    fields = SpecificationField.objects.filter(form=draft)
    if instead_of:
        field = fields.filter(key=instead_of).first()
        if field is None:
            raise Refused("Pertanyaan ini sudah dihapus dari rancangan.")
        for name, value in values.items():
            if name != "key":
                setattr(field, name, value)
        field.save()
        return field
    if fields.count() >= MOST_QUESTIONS:
        raise Refused(f"Satu kategori paling banyak {MOST_QUESTIONS} pertanyaan.")
    if fields.filter(key=values["key"]).exists():
        raise Refused("Sudah ada pertanyaan dengan nama itu di rancangan ini.")
    last = fields.order_by("-position").first()
    return SpecificationField.objects.create(form=draft, position=last.position + 1 if last else 0, **values)


@transaction.atomic
def remove_question(category: Category, key: str, *, by: User) -> None:
    """Take a question out of the draft; answers of products stay with their editions."""
    review.require(PERMISSION, by)
    _lock(category)
    SpecificationField.objects.filter(form=_draft(category), key=key).delete()


@transaction.atomic
def move_question(category: Category, key: str, *, up: bool, by: User) -> None:
    """One place up or down."""
    review.require(PERMISSION, by)
    _lock(category)
    fields = list(SpecificationField.objects.filter(form=_draft(category)))
    at = next((place for place, field in enumerate(fields) if field.key == key), None)
    to = None if at is None else at + (-1 if up else 1)
    if at is None or to is None or not 0 <= to < len(fields):
        return
    fields[at], fields[to] = fields[to], fields[at]
    for place, field in enumerate(fields):
        if field.position != place:
            SpecificationField.objects.filter(pk=field.pk).update(position=place)


@transaction.atomic
def discard_form(category: Category, *, by: User) -> None:
    """Throw the draft away; what is in use stays."""
    review.require(PERMISSION, by)
    _lock(category)
    draft = _draft(category)
    record(Verb.DISCARDED, draft, by=by, category=category.code, version=draft.version)
    SpecificationField.objects.filter(form=draft).delete()
    draft.delete()


@transaction.atomic
def activate_form(category: Category, *, by: User) -> SpecificationForm:
    """Ask these questions from now on; the form that was in use retires. Products on display stay as they are."""
    review.require(PERMISSION, by)
    _lock(category)
    draft = _draft(category)
    put_in_use(draft, by=by)
    record(Verb.APPROVED, draft, by=by, category=category.code, version=draft.version)
    return draft


def put_in_use(draft: SpecificationForm, *, by: User | None) -> None:
    """Retire what is in use and put `draft` in its place; call inside a transaction."""
    in_use = SpecificationForm.objects.filter(category=draft.category_id, state=State.ACTIVE)
    in_use.update(state=State.RETIRED)
    draft.state, draft.activated_by, draft.activated_at = State.ACTIVE, by, timezone.now()
    draft.save(update_fields=["state", "activated_by", "activated_at"])


@transaction.atomic
def use_again(former: SpecificationForm, *, by: User) -> SpecificationForm:
    """Go back: a new version with the questions of a former one, in use at once. A draft in work stays as it is."""
    review.require(PERMISSION, by)
    _lock(former.category)
    if former.state != State.RETIRED:
        raise Refused("Hanya versi lama yang bisa dipakai lagi.")
    draft = SpecificationForm.objects.filter(category=former.category, state=State.DRAFT).first()
    if draft is not None:
        raise Refused("Masih ada rancangan. Pakai atau buang rancangan itu dulu.")
    made = SpecificationForm.objects.create(category=former.category, version=_next(former.category), made_by=by)
    fill(made, as_data(list(former.fields.all())))
    put_in_use(made, by=by)
    record(Verb.APPROVED, made, by=by, category=former.category.code, version=made.version, again=former.version)
    return made
