"""What the categories ask of a product: which questions, what an answer may be, and how it is put into words.

A category asks what its ancestors ask, then its own. Answers are kept by the key of their question, so that they live
on from version to version of a form; a question nobody asks any more is still shown where an edition answered it.
"""

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from catalog.models import Category, ProductEdition, SpecificationField, SpecificationForm
from registry.form_fields import tidy
from review.checked import Invalid, is_digits

Kind = SpecificationField.Kind
TEXT_LONGEST = 200
DECIMALS = 3
LONGEST_NUMBER = 11  # digits before the comma


def lineage(category: Category) -> list[str]:
    """The paths of a category and of those above it, the root first."""
    step = Category.steplen
    return [category.path[:end] for end in range(step, len(category.path) + 1, step)]


def active_forms(category: Category) -> QuerySet[SpecificationForm]:
    """The forms in use of a category and of those above it, the root's first."""
    in_use = SpecificationForm.objects.filter(state="active", category__path__in=lineage(category))
    return in_use.order_by("category__path")


def form_for(category: Category | None) -> SpecificationForm | None:
    """The nearest form in use: of the category itself, else of one above it."""
    return active_forms(category).last() if category else None


def questions_of(category: Category | None) -> list[SpecificationField]:
    """What a product of this category is asked today; where two levels ask the same, the nearer one asks."""
    if category is None:
        return []
    # not by way of active_forms: five tables joined in a row take minutes before the database knows their sizes
    in_use = SpecificationField.objects.filter(form__state="active", form__category__path__in=lineage(category))
    fields = in_use.order_by("form__category__path", "position", "id")
    asked: dict[str, SpecificationField] = {}
    for field in fields:
        asked[field.key] = field
    return list(asked.values())


def once_asked(*editions: ProductEdition) -> list[SpecificationField]:
    """For each key that was answered the question as it was asked: by an edition's own form, else as in `choose`."""
    answered = [one for one in editions if one.category and one.answers]
    keys = {key for one in answered for key in one.answers}
    if not keys:
        return []
    own = {one.form_id for one in answered if one.form_id}
    paths = {path for one in answered if one.category for path in lineage(one.category)}
    asked = SpecificationField.objects.filter(Q(form__category__path__in=paths) | Q(form__in=own), key__in=keys)
    return choose(asked.exclude(form__state="draft").select_related("form__category"), own)


def choose(fields: Iterable[SpecificationField], own: Collection[int | None]) -> list[SpecificationField]:
    """One question for each key, in the order of the levels: of the forms `own`, else in use, the nearest, the newest.

    Needs `form.category`.
    """

    def weight(field: SpecificationField) -> tuple[bool, bool, int, int]:
        form = field.form
        return form.pk in own, form.state == "active", len(form.category.path), form.version

    best: dict[str, SpecificationField] = {}
    for field in fields:
        if field.key not in best or weight(field) > weight(best[field.key]):
            best[field.key] = field
    return sorted(best.values(), key=lambda field: (field.form.category.path, field.position, field.pk))


def answered(edition: ProductEdition) -> list[tuple[str, str]]:
    """(question, answer) in words, for pages; what a category does not know is left out."""
    found = ((field.label, words_of(field, edition.answers.get(field.key))) for field in once_asked(edition))
    return [(label, words) for label, words in found if words]


def unanswered(edition: ProductEdition) -> list[SpecificationField]:
    """Needed questions without a usable answer."""
    return [f for f in questions_of(edition.category) if f.is_needed and not fits(f, edition.answers.get(f.key))]


def keep_asked(edition: ProductEdition) -> dict[str, Any]:
    """The answers to what is asked today: what an edition is sent with."""
    return {f.key: edition.answers[f.key] for f in questions_of(edition.category) if f.key in edition.answers}


def fits(field: SpecificationField, value: Any) -> bool:
    """Whether a stored answer is one to this question as it is asked now."""
    if value in (None, "", []):
        return False
    if field.kind == Kind.NUMBER:
        return isinstance(value, int | float) and not isinstance(value, bool) and _bounds(field, Decimal(str(value)))
    if field.kind == Kind.YES_NO:
        return isinstance(value, bool)
    if field.kind == Kind.CHOICE:
        return value in field.choices
    if field.kind == Kind.CHOICES:
        return isinstance(value, list) and all(one in field.choices for one in value)
    return isinstance(value, str)


def _bounds(field: SpecificationField, number: Decimal) -> bool:
    above = field.lowest is None or number >= field.lowest
    return above and (field.highest is None or number <= field.highest)


def read_decimal(label: str, text: str) -> Decimal | None:
    """A number as people write it here: comma before decimals, dots between thousands; 2.5 is understood too.

    None for nothing; raises Invalid in words.
    """
    typed = tidy(text)[:40].replace(" ", "").replace("−", "-")
    if not typed:
        return None
    whole, comma, decimals = typed.removeprefix("-").partition(",")
    head, dot, tail = whole.rpartition(".")
    if not comma and dot and len(tail) != 3 and "." not in head:  # typed with a point
        whole, comma, decimals = head, dot, tail
    groups = whole.split(".")
    grouped = len(groups) == 1 or (len(groups[0]) <= 3 and all(len(one) == 3 for one in groups[1:]))
    digits = "".join(groups)
    if not grouped or not is_digits(digits) or (comma and not is_digits(decimals)):
        raise Invalid("chars", f"{label} harus angka, contoh 2,5.")
    if len(decimals) > DECIMALS or len(digits) > LONGEST_NUMBER:
        raise Invalid("range", f"{label}: paling banyak {DECIMALS} angka di belakang koma, contoh 2,5.")
    return Decimal(f"{'-' if typed.startswith('-') else ''}{digits}.{decimals or 0}")


def read_number(field: SpecificationField, text: str) -> int | float | None:
    """An answer to a question for a number. Raises Invalid in words."""
    number = read_decimal(field.label, text)
    if number is None:
        return None
    if not _bounds(field, number):
        raise Invalid("range", f"{field.label} harus {bounds_in_words(field)}.")
    return int(number) if number == number.to_integral_value() else float(number)


def bounds_in_words(field: SpecificationField) -> str:
    """antara 1 dan 50 cm; paling sedikit 1 cm; paling banyak 50 cm."""
    unit = f" {field.unit}" if field.unit else ""
    low, high = (number_in_words(one) if one is not None else "" for one in (field.lowest, field.highest))
    if low and high:
        return f"antara {low} dan {high}{unit}"
    return f"paling sedikit {low}{unit}" if low else f"paling banyak {high}{unit}" if high else ""


def number_in_words(number: Decimal | int | float) -> str:
    """1250.5 -> 1.250,5"""
    text = f"{Decimal(str(number)):,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def words_of(field: SpecificationField, value: Any) -> str:
    """A stored answer in words; empty for none or for one that does not belong to this kind of question."""
    if value in (None, "", []):
        return ""
    if field.kind == Kind.YES_NO:
        return {True: "Ya", False: "Tidak"}.get(value, "") if isinstance(value, bool) else ""
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{number_in_words(value)} {field.unit}".strip()
    return str(value)


def as_data(fields: Sequence[SpecificationField]) -> list[dict[str, Any]]:
    """What the questions of a form say, without their form: to copy and to compare."""
    names = ("key", "label", "kind", "unit", "choices", "lowest", "highest", "is_needed", "help")
    return [{name: getattr(field, name) for name in names} for field in fields]


def in_brief(field: SpecificationField) -> str:
    """The kind of a question with its bounds or choices, for the office's lists."""
    kind = str(field.get_kind_display())
    if field.choices:
        return f"{kind}: {', '.join(field.choices)}"
    bounds = bounds_in_words(field) if field.kind == Kind.NUMBER else ""
    return f"{kind}, {bounds or field.unit}" if bounds or field.unit else kind
