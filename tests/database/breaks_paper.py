"""The promises about reports of faults and about printed catalogues."""

from collections.abc import Callable

from django.utils import timezone

from faults.models import Report
from prints.models import Booklet
from tests.database.things import Things, change

Break = Callable[[Things], object]


def report(t: Things, **values: object) -> Report:
    """A report about Sari's business."""
    now = timezone.now()
    given = {"business": t.business.business, "subject_name": "Gula", "kind": "gone", "reported_at": now, "due_at": now}
    return Report.objects.create(**given | values)


def signed(t: Things, **values: object) -> dict[str, object]:
    """Values of an answer by Rina."""
    return {"state": "answered", "answer": "Sudah.", "answered_by": t.rina, "answered_at": timezone.now(), **values}


def replied(t: Things, **values: object) -> dict[str, object]:
    """Values of a reply by Sari."""
    now = timezone.now()
    return {"told_owner_at": now, "owner_words": "Benar.", "owner_by": t.sari, "owner_at": now, **values}


def booklet(t: Things, **values: object) -> Booklet:
    """An order."""
    return Booklet.objects.create(**{"title": "Gula", "codes": ["zzzzzzzz"], "ordered_by": t.sari, **values})


def made(**values: object) -> dict[str, object]:
    """Values of a finished file."""
    return {"made_at": timezone.now(), "path": "x", "sha256": "0" * 64, "size": 1, "products": 1, **values}


PAPER: dict[str, Break | list[Break]] = {
    "faults.Report.report_about_one_thing": lambda t: report(t, product=t.product.product, certificate=t.paper),
    "faults.Report.report_names_its_subject": lambda t: report(t, subject_name=""),
    "faults.Report.report_contact_with_consent": lambda t: report(t, contact="a@contoh.example"),
    "faults.Report.report_looking_is_signed": [
        lambda t: report(t, state="looking"),
        lambda t: report(t, state="looking", taken_by=t.rina),
        lambda t: report(t, taken_by=t.rina, taken_at=timezone.now()),
    ],
    "faults.Report.report_answer_is_signed": [
        lambda t: report(t, state="nonsense"),
        lambda t: report(t, **signed(t, answer="")),
        lambda t: report(t, **signed(t, answered_by=None)),
        lambda t: report(t, **signed(t, answered_at=None)),
        lambda t: report(t, **signed(t, state="new")),
        lambda t: change(report(t, **signed(t)), state="rejected", answer=""),
    ],
    "faults.Report.report_reply_is_signed": [
        lambda t: report(t, **replied(t, owner_by=None)),
        lambda t: report(t, **replied(t, owner_at=None)),
        lambda t: report(t, **replied(t, told_owner_at=None)),
        lambda t: report(t, **replied(t, owner_words="")),
    ],
    "faults.Report.report_public_after_answer": lambda t: report(t, public_line="Sudah."),
    "prints.Booklet.booklet_of_one_selection": [
        lambda t: booklet(t, category=t.product.category),
        lambda t: booklet(t, codes=[]),
    ],
    "prints.Booklet.booklet_is_named": lambda t: booklet(t, title=""),
    "prints.Booklet.booklet_file_is_whole": [
        lambda t: booklet(t, **made(path="")),
        lambda t: booklet(t, **made(sha256="")),
        lambda t: booklet(t, **made(size=0)),
        lambda t: booklet(t, **made(products=0)),
        lambda t: booklet(t, **made(made_at=None)),
    ],
}
