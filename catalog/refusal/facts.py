"""What the rules look at: a listing with its surroundings as plain values. Pure: it asks no database."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from review.automatic import FAIL, WARN

VALID_PAPER = ("valid", "expiring", "needs_confirmation")  # certification.validity


@dataclass(frozen=True)
class Finding:
    """One thing that will be refused (`fail`) or asked about (`warn`): at which field, why, and what to do.

    `v6` says that Katalog V6 refuses it, though our own reviewers would not.
    """

    state: str
    field: str
    text: str
    fix: str = ""
    v6: bool = False

    @property
    def is_red(self) -> bool:
        """Whether it is refused for sure."""
        return self.state == FAIL

    @property
    def anchor(self) -> str:
        """Where the owner puts it right, within the editor."""
        return {"photos": "foto", "business": ""}.get(self.field, f"div_id_{self.field}")


Found = Iterator[Finding]


def red(name: str, text: str, fix: str = "", *, v6: bool = False) -> Finding:
    """Refused for sure."""
    return Finding(FAIL, name, text, fix, v6)


def amber(name: str, text: str, fix: str = "", *, v6: bool = False) -> Finding:
    """Will be asked about."""
    return Finding(WARN, name, text, fix, v6)


@dataclass(frozen=True)
class Paper:
    """A claimed certificate."""

    kind: str
    label: str
    number: str = ""
    number_rule: str = ""
    is_approved: bool = True
    is_revoked: bool = False
    status: str = "valid"
    status_words: str = "berlaku"
    scope: str = ""
    is_for_food: bool = False

    @property
    def counts(self) -> bool:
        """Approved and in force."""
        return self.is_approved and not self.is_revoked and self.status in VALID_PAPER


@dataclass(frozen=True)
class Maker:
    """The business behind it; `state` is none, waiting, live, suspended or closed."""

    state: str = "live"
    has_nib: bool = True
    kbli_code: str = ""
    kbli_title: str = ""
    kbli_edition: str = "2025"


@dataclass(frozen=True)
class Goods:
    """The category: what is usual in it."""

    name: str = ""
    is_food: bool = False
    usual_permit: str = ""
    kbli_2020: tuple[str, ...] = ()
    kbli_2025: tuple[str, ...] = ()
    kbki: str = ""

    def usual(self, edition: str) -> tuple[str, ...]:
        """KBLI codes of makers of such goods."""
        return self.kbli_2020 if edition == "2020" else self.kbli_2025


@dataclass(frozen=True)
class Listing:
    """Everything the rules ask for. The defaults are those of an empty draft of an approved business."""

    name: str = ""
    description: str = ""
    materials: str = ""
    material_rows: tuple[tuple[str, str], ...] = ()  # (name, origin)
    brand: str = ""
    packaging: str = ""
    unit: str = ""
    goods: Goods | None = None
    maker: Maker = field(default_factory=Maker)
    price: int | None = None
    price_per: tuple[int, str] | None = None  # the price in the measure it is compared in; None: for one unit
    usual_prices: tuple[int, int, int] | None = None  # in that measure: lower quarter, upper quarter, how many
    stock: int | None = None
    minimum_order: int | None = None
    capacity: int | None = None
    largest_order: int | None = None
    lead_time: int | None = None
    net_weight: int | None = None
    net_volume: int | None = None
    gross_weight: int | None = None
    size: tuple[int | None, int | None, int | None] = (None, None, None)
    shelf_life: int | None = None
    delivers: bool = False
    origin: str = "domestic"
    made_here: bool | None = None
    local_workers: bool | None = None
    local_material: bool | None = None
    halal_status: str = ""
    halal_is_duty: bool = False
    papers: tuple[Paper, ...] = ()
    gtin: str = ""
    row_gtins: tuple[tuple[str, str], ...] = ()  # (list, barcode)
    gtin_of_other: str = ""
    photos: tuple[tuple[int, int], ...] = ()
    photo_of_other: bool = False
    open_questions: tuple[str, ...] = ()
    first_question: str = ""

    @property
    def compared(self) -> tuple[int, str]:
        """The amount that `usual_prices` are held against, and for what it is."""
        return self.price_per or (self.price or 0, self.unit)

    @property
    def text(self) -> str:
        """The words a buyer reads."""
        return f"{self.name}\n{self.description}"

    def has_paper(self, *kinds: str) -> bool:
        """Whether an approved paper of one of these kinds is in force."""
        return any(paper.counts and paper.kind in kinds for paper in self.papers)
