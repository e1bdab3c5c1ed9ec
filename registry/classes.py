"""Scale and industry class of a business, each with the reason people can check. Computed, never stored."""

from dataclasses import dataclass

from registry.models import BusinessEdition
from registry.scale import (
    BusinessScale,
    capital_decides,
    industry_class,
    is_ikm,
    is_manufacturing,
    is_umkk,
    is_umkm,
    scale_of_ranges,
)

SCALES = {"micro": "Mikro", "small": "Kecil", "medium": "Menengah", "large": "Besar"}
INDUSTRIES = {"small": "Kecil", "medium": "Menengah", "large": "Besar"}
SCALE_LAW, INDUSTRY_LAW = "PP 7/2021 pasal 35", "Permenperin 64/2016"


@dataclass(frozen=True)
class Classes:
    """What a business is by law. `scale` and `industry_class` are None while figures are missing, or for no industry.

    The reasons name ranges of money: for the owner and the office, never for the public.
    """

    scale: str | None
    industry_class: str | None
    is_ikm: bool
    is_umkm: bool
    is_umkk: bool
    is_industry: bool
    scale_reason: str
    industry_reason: str
    scale_by: BusinessScale

    @property
    def scale_words(self) -> str:
        """`Usaha mikro`; empty while unknown."""
        return f"Usaha {SCALES[self.scale].lower()}" if self.scale else ""

    @property
    def industry_words(self) -> str:
        """`Industri kecil`; empty while unknown."""
        return f"Industri {INDUSTRIES[self.industry_class].lower()}" if self.industry_class else ""

    @property
    def disagreement(self) -> str:
        """What capital and sales would each say, when they differ; the reviewer sees both."""
        found = self.scale_by
        if not found.disagrees or not found.by_capital or not found.by_sales:
            return ""
        return (
            f"Modal berarti usaha {SCALES[found.by_capital].lower()}, "
            f"omzet berarti usaha {SCALES[found.by_sales].lower()}."
        )


def classes_of(edition: BusinessEdition) -> Classes:
    """Scale, industry class, and what follows from them, for an edition (reads its activities)."""
    found = scale_of_ranges(edition.capital_range, edition.sales_range, edition.founded_year)
    is_industry = any(is_manufacturing(code) for code in kbli_codes(edition))
    workers, investment = edition.workers, investment_of(edition.investment_range)
    industry = industry_class(workers, investment) if is_industry else None
    return Classes(
        scale=found.scale,
        industry_class=industry,
        is_ikm=is_ikm(industry),
        is_umkm=is_umkm(found.scale),
        is_umkk=is_umkk(found.scale, edition.legal_form),
        is_industry=is_industry,
        scale_reason=_scale_reason(edition, found),
        industry_reason=_industry_reason(edition, industry, is_industry),
        scale_by=found,
    )


def scale_of(edition: BusinessEdition) -> str:
    """The UMKM scale alone, empty while unknown: asks nothing of the database, so lists may ask it for each row."""
    return scale_of_ranges(edition.capital_range, edition.sales_range, edition.founded_year).scale or ""


def kbli_codes(edition: BusinessEdition) -> list[str]:
    """The codes of all its activities, the main one first."""
    main = [edition.activity.kbli_code] if edition.activity else []
    return main + [one.activity.kbli_code for one in edition.other_activities.all()] if edition.pk else main


def investment_of(investment_range: str) -> int | None:
    """The sum a range of investment stands for, whole rupiah; None for no answer.

    The bound of Permenperin 64/2016 excludes Rp1 miliar itself, our ranges include it: one rupiah below counts.
    """
    return int(investment_range) - 1 if investment_range else None


def _range(value: str) -> str:
    return str(BusinessEdition.Range(value).label)


def _scale_reason(edition: BusinessEdition, found: BusinessScale) -> str:
    if found.scale is None:
        return "Skala usaha belum bisa dihitung: modal usaha dan omzet belum diisi."
    by_capital = found.criterion == "capital"
    figure = f"modal {_range(edition.capital_range)}" if by_capital else f"omzet setahun {_range(edition.sales_range)}"
    words = f"Usaha {SCALES[found.scale].lower()}: {figure} ({SCALE_LAW})."
    if edition.capital_range and edition.sales_range:
        words += f" {_why(edition, by_capital)}"
    return words


def _why(edition: BusinessEdition, by_capital: bool) -> str:
    if by_capital:
        return f"Berdiri sejak {capital_decides().year} atau sesudahnya, jadi modal yang menentukan."
    if edition.founded_year:
        return f"Berdiri sebelum {capital_decides().year}, jadi omzet yang menentukan."
    return "Tahun berdiri belum diisi, jadi omzet yang menentukan."


def _industry_reason(edition: BusinessEdition, industry: str | None, is_industry: bool) -> str:
    if not is_industry:
        if edition.activity is None:
            return "Golongan industri belum bisa dihitung: bidang usaha belum dipilih."
        return "Bukan industri pengolahan (KBLI 10 sampai 33), jadi tidak punya golongan industri."
    missing = [
        words
        for words, value in (("jumlah tenaga kerja", edition.workers), ("nilai investasi", edition.investment_range))
        if value is None or value == ""
    ]
    if industry is None:
        return f"Golongan industri belum bisa dihitung: {' dan '.join(missing)} belum diisi."
    figure = f"{edition.workers} tenaga kerja dan investasi {_investment_words(edition.investment_range)}"
    return f"Industri {INDUSTRIES[industry].lower()}: {figure} ({INDUSTRY_LAW})."


def _investment_words(value: str) -> str:
    """The range in the words of the rule, where one of its bounds says more than the range itself."""
    return "di bawah Rp1 miliar" if (investment_of(value) or 0) < 1_000_000_000 else _range(value)
