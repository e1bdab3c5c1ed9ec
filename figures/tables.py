"""Tables of the office: the same rows for the page, the CSV and the XLSX."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from accounts.templatetags.portal import date_id
from figures import publishing
from figures.definitions import (
    BY_KEY,
    CLASS_WORDS,
    KIND_WORDS,
    SCALE_WORDS,
    SEX_WORDS,
    STATE_WORDS,
    Figure,
    division_words,
)
from figures.models import SourcedFigure
from figures.publishing import HIDDEN
from figures.queries import Count
from registry.models import BusinessEdition, LegalForm

RANGE_WORDS = {str(value): str(words) for value, words in BusinessEdition.Range.choices} | {"": "Tidak diisi"}
FORM_WORDS = {str(value): str(words) for value, words in LegalForm.choices} | {"": "Belum diisi"}
MAPPED = tuple(figure for figure in BY_KEY.values() if figure.value and figure.by_district)
RANGES = [str(value) for value in BusinessEdition.Range.values]


@dataclass(frozen=True)
class Sheet:
    """A table: `name` for the file, `title` above it, `header`, and rows; None is a hidden cell."""

    name: str
    title: str
    header: list[str]
    rows: list[list[Any]]

    def cells(self) -> list[list[Any]]:
        """The rows as a file writes them."""
        return [[HIDDEN if cell is None else cell for cell in row] for row in self.rows]


@dataclass(frozen=True)
class Breakdown:
    """One dimension: what to call it, the words of its keys, and their order (else the largest first)."""

    key: str
    title: str
    words: Callable[[str], str]
    order: tuple[str, ...] = ()


def _words(table: Mapping[str, str]) -> Callable[[str], str]:
    return lambda key: table.get(key, key)


BREAKDOWNS = {
    one.key: one
    for one in (
        Breakdown("scale", "Menurut skala", _words(SCALE_WORDS), tuple(SCALE_WORDS)),
        Breakdown("kind", "IKM dan bukan IKM", _words(KIND_WORDS), tuple(KIND_WORDS)),
        Breakdown("industry_class", "Menurut golongan industri", _words(CLASS_WORDS), tuple(CLASS_WORDS)),
        Breakdown("division", "Menurut bidang (KBLI)", division_words),
        Breakdown("owner_sex", "Menurut jenis kelamin pemilik", _words(SEX_WORDS), tuple(SEX_WORDS)),
        Breakdown("legal_form", "Menurut bentuk usaha", _words(FORM_WORDS)),
        Breakdown("sales_range", "Omzet setahun menurut kisaran", _words(RANGE_WORDS), (*RANGES, "")),
        Breakdown("capital_range", "Modal usaha menurut kisaran", _words(RANGE_WORDS), (*RANGES, "")),
    )
}
SLUGS = {
    "skala": "scale", "jenis": "kind", "golongan": "industry_class", "bidang": "division", "pemilik": "owner_sex",
    "bentuk": "legal_form", "omzet": "sales_range", "modal": "capital_range",
}  # fmt: skip


def keys_in_order(breakdown: Breakdown, cells: Mapping[str, Mapping[str, int]]) -> list[str]:
    """The keys a count has: in the order of the definition, else the largest first and the unknown last."""
    if breakdown.order:
        return [key for key in breakdown.order if key in cells] + sorted(cells.keys() - set(breakdown.order))
    return sorted(cells, key=lambda key: (key == "", -cells[key]["units"], key))


def breakdown_sheet(count: Count, slug: str) -> Sheet:
    """One dimension of a count. Raises KeyError for a slug that is none."""
    one = BREAKDOWNS[SLUGS[slug]]
    cells = count.totals[one.key]
    rows = [
        [one.words(key), cells[key]["units"], cells[key]["workers"], cells[key]["women"]]
        for key in keys_in_order(one, cells)
    ]
    return Sheet(f"usaha-{slug}", one.title, ["Kelompok", "Usaha", "Tenaga kerja", "Milik perempuan"], rows)


def district_sheet(count: Count, names: Mapping[str, str]) -> Sheet:
    """Every measure by kecamatan, by name, with the sum beneath."""
    cells = count.totals["district"]
    rows: list[list[Any]] = [
        [code, name, *(figure.value(cells.get(code, {})) for figure in MAPPED if figure.value)]
        for code, name in sorted(names.items(), key=lambda one: one[1])
    ]
    rows.append([settings.REGION_CODE, "Jumlah", *(figure.value(count.total) for figure in MAPPED if figure.value)])
    header = ["Kode", "Kecamatan", *(figure.name for figure in MAPPED)]
    return Sheet("angka-kecamatan", "Menurut kecamatan", header, rows)


def trend_sheet(counts: list[Count]) -> Sheet:
    """Every measure over the counts."""
    rows = [
        [one.label, date_id(one.as_of), *(figure.value(one.total) for figure in MAPPED if figure.value)]
        for one in counts
    ]
    return Sheet("angka-tren", "Dari waktu ke waktu", ["Potret", "Per tanggal", *(f.name for f in MAPPED)], rows)


def state_sheet(count: Count) -> Sheet:
    """Businesses that are on record but not counted as active."""
    rows = [[words, count.totals["states"].get(state, 0)] for state, words in STATE_WORDS.items()]
    return Sheet("usaha-tidak-aktif", "Tercatat tetapi tidak aktif", ["Keadaan", "Usaha"], rows)


def sourced_sheet(found: list[SourcedFigure]) -> Sheet:
    """Figures of other sources."""
    header = ["Angka", "Tahun", "Nilai", "Satuan", "Sumber", "Keterangan sumber", "Alamat web", "Catatan"]
    rows: list[list[Any]] = [
        [
            BY_KEY[one.figure].name if one.figure in BY_KEY else one.figure, one.year or "tidak disebut", one.value,
            one.unit, one.source, one.source_detail, one.source_url, one.note,
        ]
        for one in found
    ]  # fmt: skip
    return Sheet("angka-sumber-lain", "Dari sumber lain", header, rows)


def names_of(count: Count, home: Mapping[str, str]) -> dict[str, str]:
    """The kecamatan to show: those of today, and those a frozen count knows by the name they had."""
    return {**home, **{code: name for code, name in count.totals["names"].items() if code}}


def median_range(cells: Mapping[str, Mapping[str, int]]) -> str:
    """The words of the range in which the middle of all answers lies; empty without any answer."""
    answers = [(words, cells[key]["units"]) for key, words in RANGE_WORDS.items() if key and key in cells]
    half = sum(units for _, units in answers) / 2
    for words, units in answers:
        half -= units
        if half <= 0 and units:
            return words
    return ""


def change(now: int, before: int) -> str:
    """How much a figure moved, in words: "+12", "-3", "tetap"."""
    difference = now - before
    return "tetap" if not difference else f"{difference:+,d}".replace(",", ".")


def figure_sheet(figure: Figure, counts: list[Count], home: Mapping[str, str], *, public: bool) -> Sheet:
    """One figure: kecamatan or groups down, counts across, the sum beneath. `public` hides small cells."""
    columns = [_column(figure, one, home, public=public) for one in counts]
    keys = list(dict.fromkeys(key for column, _ in columns for key in column))
    words = _words_of(figure, counts, home)
    if figure.dimension:
        breakdown = BREAKDOWNS[figure.dimension]
        order = [*breakdown.order, *sorted(set(keys) - set(breakdown.order))]
        keys = [key for key in order if key in keys]
    elif figure.by_district:
        keys.sort(key=words)
    rows: list[list[Any]] = [[words(key), *(column.get(key, 0) for column, _ in columns)] for key in keys]
    if figure.value:
        rows.append(["Jumlah", *(total for _, total in columns)])
    title = "Kecamatan" if figure.by_district else "Kelompok"
    return Sheet(f"angka-{figure.key}", figure.name, [title, *(one.label for one in counts)], rows)


def _column(
    figure: Figure, count: Count, home: Mapping[str, str], *, public: bool
) -> tuple[dict[str, int | None], int | None]:
    """The cells and the sum of one count."""
    if figure.value is None:
        return {state: count.totals["states"].get(state, 0) for state in STATE_WORDS}, None
    if figure.dimension:
        cells = count.totals[figure.dimension]
        if public:
            return publishing.breakdown(figure, count.totals), publishing.whole(count.totals)
        return {key: cell["units"] for key, cell in cells.items()}, count.total["units"]
    codes = names_of(count, home)
    if public:
        return publishing.districts(figure, count.totals, codes), publishing.total(figure, count.totals)
    cells = count.totals["district"]
    return {code: figure.value(cells.get(code, {})) for code in codes}, figure.value(count.total)


def _words_of(figure: Figure, counts: list[Count], home: Mapping[str, str]) -> Callable[[str], str]:
    if figure.dimension:
        return BREAKDOWNS[figure.dimension].words
    if figure.value is None:
        return _words(STATE_WORDS)
    return _words({code: name for one in counts for code, name in names_of(one, home).items()})
