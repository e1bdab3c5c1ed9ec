"""One row of the table, read by the form of the editor: what was typed right, and a sentence at each wrong cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from catalog.bulk.columns import BETWEEN, Asked
from catalog.forms import ProductForm, chosen_certificates, draft_values
from catalog.forms.answers import PREFIX
from catalog.forms.fields import whole_number
from catalog.models import Category, Product, ProductEdition
from catalog.units import unit_of
from certification.models import Certificate
from registry.form_fields import tidy
from registry.importing.reading import Line, Reading
from registry.models import Business
from registry.queries import districts

LONGEST_NUMBER = 40  # of an article
SHOWN = 8  # choices in a sentence
STOCK = whole_number("Stok", 100_000_000, least=0)
ROW = "__all__"
_LETTERS = str.maketrans("", "", " .-/")


class SheetForm(ProductForm):
    """The editor's form, fed with one row after the other: its lists are asked from the database once."""

    def __init__(self, business: Business, category: Category) -> None:
        super().__init__({"category": category.slug}, business=business, with_price=True)
        self.districts = {one.name.casefold(): one.code for one in districts()}
        papers: Any = self.certificates
        self.papers = {_plain(one.number): code for code, one in papers.items() if one.number}

    def take(self, data: Mapping[str, Any]) -> None:
        """Read the next row."""
        self.data = dict(data)
        self._errors = None  # the form checks anew when it is asked


@dataclass
class Typed:
    """What a row says: values of the edition (blank cells leave what is there), and what stands beside it."""

    values: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)
    certificates: list[Certificate] | None = None
    own_code: str = ""
    price: int | None = None
    stock: int | None = None
    availability: str = ""
    photos: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name of the product, empty when the row has none."""
        return str(self.values.get("name", ""))


def read(
    line: Line, form: SheetForm, columns: Mapping[str, Asked], base: ProductEdition | None = None
) -> tuple[Typed, Reading]:
    """The row by the editor's form; `base` is the product that is there already, for cells that go together."""
    reading, typed = Reading(line), Typed()
    reading.take_found(known={})
    data: dict[str, Any] = {}
    for name, asked in columns.items():
        text = tidy(line.texts.get(name, ""), lines=name == "description")
        if not text:
            continue
        try:
            value = _value(asked, text, form)
            if not asked.beside:
                data[name] = value
            elif name in ("own_code", "stock", "availability", "photos"):
                setattr(typed, name, value)
        except ValidationError as wrong:
            reading.error(name, " ".join(wrong.messages))
    filled = set(data)
    _go_together(data, filled, base)
    form.take(data | {"category": str(form.category_now.slug) if form.category_now else ""})
    for name, words in form.errors.items():
        if name in data or name in (ROW, "delivery_districts"):
            reading.error(name if name in columns else None, " ".join(map(str, words)))
    _keep(typed, form, filled)
    return typed, reading


def _keep(typed: Typed, form: SheetForm, filled: set[str]) -> None:
    kept = draft_values(form)
    answers = kept.pop("answers", {})
    typed.answers = {name: value for name, value in answers.items() if f"{PREFIX}{name}" in filled}
    typed.values = {name: value for name, value in kept.items() if name in filled or name == "category"}
    if "certificates" in filled:
        typed.certificates = chosen_certificates(form)
    typed.price = form.cleaned_data.get("price") if "price" not in form.errors else None


def _go_together(data: dict[str, Any], filled: set[str], base: ProductEdition | None) -> None:
    """Where it is delivered and the districts make sense together only."""
    if data.get("delivery_districts") and not data.get("delivers"):
        data["delivers"] = ProductEdition.Delivers.DISTRICTS.value
    elif data.get("delivers") == ProductEdition.Delivers.DISTRICTS and base and "delivery_districts" not in data:
        data["delivery_districts"] = list(base.delivery_districts)
    if {"delivers", "delivery_districts"} & filled:
        filled |= {"delivers", "delivery_districts"}


def _value(asked: Asked, text: str, form: SheetForm) -> Any:
    """A cell as the form takes it. Raises ValidationError in words."""
    match asked.name:
        case "own_code":
            if len(text) > LONGEST_NUMBER:
                raise ValidationError(f"Nomor artikel paling panjang {LONGEST_NUMBER} huruf.")
            return text
        case "stock":
            return STOCK.clean(text)
        case "photos":
            return list(dict.fromkeys(_several(text)))
        case "unit":
            return _one(asked, unit_of(text) or text)
        case "delivery_districts":
            return [_named(one, form.districts, "Kecamatan") for one in _several(text, commas=True)]
        case "certificates":
            if "certificates" not in form.fields:
                raise ValidationError(
                    "Usaha ini belum punya sertifikat di Pusat Usaha. Isi dulu di halaman Sertifikat."
                )
            return [_named(one, form.papers, "Sertifikat", _plain) for one in _several(text, commas=True)]
    if asked.many:
        words = [label for label, _ in asked.choices]
        return [_one(asked, one) for one in _several(text, commas=not any("," in word for word in words))]
    return _one(asked, text) if asked.choices else text


def _several(text: str, *, commas: bool = False) -> list[str]:
    parts = text.replace(",", BETWEEN) if commas else text
    return [one.strip() for one in parts.split(BETWEEN) if one.strip()]


def _one(asked: Asked, text: str) -> str:
    """The value of the choice with these words."""
    said = text.casefold()
    if asked.choices and {value for _, value in asked.choices} == {"ya", "tidak"}:
        said = {"true": "ya", "false": "tidak", "y": "ya", "t": "tidak"}.get(said, said)
    for label, value in asked.choices:
        if said in (label.casefold(), value.casefold()):
            return value
    words = [label for label, _ in asked.choices]
    more = f", atau {len(words) - SHOWN} lainnya di lembar Pilihan" if len(words) > SHOWN else ""
    raise ValidationError(f"“{text[:40]}” tidak ada di pilihan. Tulis salah satu: {', '.join(words[:SHOWN])}{more}.")


def _named(text: str, known: Mapping[str, str], what: str, plain: Any = str.casefold) -> str:
    found = known.get(plain(text))
    if found is None:
        raise ValidationError(f"{what} “{text[:40]}” tidak dikenal. Periksa tulisannya.")
    return found


def _plain(number: str) -> str:
    return number.casefold().translate(_LETTERS)


def offer_of(typed: Typed, product: Product | None) -> tuple[int | None, str, int | None]:
    """(price, availability, stock) after this row; blank cells leave what is there."""
    now = product or Product()
    price = now.price_before_vat if typed.price is None else typed.price
    stock = now.stock if typed.stock is None else typed.stock
    return price, typed.availability or now.availability, stock


def said_by(typed: Typed, base: ProductEdition | None) -> ProductEdition:
    """The edition as it would be: an unsaved one with what is there and what the row says."""
    fields: Sequence[Any] = ProductEdition._meta.concrete_fields
    said = ProductEdition(**{one.attname: getattr(base, one.attname) for one in fields} if base else {})
    for name, value in typed.values.items():
        setattr(said, name, value)
    said.answers = {**said.answers, **typed.answers}
    return said
