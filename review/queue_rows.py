"""A submission as a row of a list: its words, its age against the promise, its address."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from review.addresses import review_address
from review.models import Batch, Kind, Submission
from review.queries import promise_used

WHAT = {
    (Kind.BUSINESS, True): ("Usaha baru", "tag-sugar"),
    (Kind.BUSINESS, False): ("Perubahan usaha", "tag-info"),
    (Kind.PRODUCT, True): ("Produk baru", "tag-ok"),
    (Kind.PRODUCT, False): ("Perubahan produk", "tag-info"),
    (Kind.CERTIFICATE, True): ("Sertifikat", "tag-line"),
    (Kind.CERTIFICATE, False): ("Sertifikat pengganti", "tag-line"),
    (Kind.CLAIM, True): ("Klaim usaha", "tag-warn"),
    (Kind.CLAIM, False): ("Klaim usaha, diulang", "tag-warn"),
}


@dataclass(frozen=True)
class QueueRow:
    """What a list shows of one submission."""

    submission: Submission
    address: str
    what: str
    look: str
    age: str
    percent: int
    round: int
    unread: bool = False
    in_batch: bool = False

    @property
    def key(self) -> tuple[object, ...]:
        """What a drawn row depends on, the person who looks aside (accounts.templatetags.keep)."""
        one = self.submission
        holder = (one.assigned_to_id, str(one.assigned_to) if one.assigned_to else "")
        return (
            one.code, one.title, one.business_name, one.region_name, one.assignment_note, *holder, self.address,
            self.what, self.age, self.percent, self.round, self.unread, self.in_batch,
        )  # fmt: skip


def duration_words(span: timedelta) -> str:
    """40 menit, 22 jam, 4,2 hari."""
    minutes = max(0, int(span.total_seconds() // 60))
    if minutes < 60:
        return f"{minutes} menit"
    if minutes < 24 * 60:
        return f"{minutes // 60} jam"
    return f"{minutes / 1440:.1f} hari".replace(".", ",").replace(",0 ", " ")


def what_words(submission: Submission | Batch) -> tuple[str, str]:
    """What kind of submission it is (or a batch of such), in words and with the colour of its tag."""
    return WHAT[(Kind(submission.kind), submission.is_first)]


def queue_row(submission: Submission, query: str = "", now: datetime | None = None) -> QueueRow:
    """The row of a waiting submission; `query` travels on, so that the review page knows the list it came from."""
    now = now or timezone.now()
    what, look = what_words(submission)
    return QueueRow(
        submission=submission,
        address=f"{review_address(submission)}{f'?{query}' if query else ''}",
        what=what,
        look=look,
        age=duration_words(now - submission.submitted_at),
        percent=promise_used(submission, now),
        round=getattr(submission, "rounds", 1),
        unread=getattr(submission, "unread", False),
        in_batch=getattr(submission, "in_batch", False),
    )
