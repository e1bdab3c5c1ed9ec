"""What is no longer needed goes: one rule for each kind of data, periods from RetentionRule, batches, safe to repeat.

Each rule is a function of one `Night`: it works on what is older than `night.edge`, and returns how many it found
(dry) or dealt with. Nobody's name is written anywhere; the run keeps counts.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.core.files.storage import storages
from django.db import models, transaction
from django.db.models import Exists, Max, OuterRef, Q
from django.db.models.functions import Cast
from django.utils import timezone

from accounts.models import FormKey
from audit.forgetting import forget
from audit.models import ACCESS_VERBS, Event
from catalog.needs import before as needs_before
from certification.models import Certificate
from faults.actions import forget_contacts, forget_words
from jobs.models import Job
from privacy import after_restore
from privacy.actions import carry_out
from privacy.drafts import remove_draft, tell_owner, untouched_drafts
from privacy.erasure import erase_businesses, erase_owner, remove_scans
from privacy.leftovers import invitations, visit_drafts, visits_unmatched
from privacy.models import DataRequest, Erasure, RetentionNotice, RetentionRun
from privacy.night import Beat, Night, batches
from privacy.queries import rules_in_force
from registry.models import Business, BusinessEdition, ImportBatch, ImportRow
from review.models import State

NEVER_APPLIED = [
    ImportBatch.State.READING,
    ImportBatch.State.FAILED,
    ImportBatch.State.PREVIEW,
    ImportBatch.State.CHECKING,
]


def drafts(night: Night) -> int:
    """Tell owners of untouched drafts, and take away what stayed untouched after that."""
    if night.dry:
        return untouched_drafts(night.edge).count()
    soon = untouched_drafts(night.edge + night.warn)
    untold = soon.exclude(pk__in=RetentionNotice.objects.values("business"))
    for ids in batches(untold):
        for business in Business.objects.filter(pk__in=ids).select_related("owner__user"):
            tell_owner(business, night.warn)
        night.beat()
    # whoever went on typing after the letter is told anew, should she stop again
    RetentionNotice.objects.exclude(business__in=soon).delete()
    told = RetentionNotice.objects.filter(business=OuterRef("pk"), told_at__lte=timezone.now() - night.warn)
    gone = 0
    for ids in batches(untouched_drafts(night.edge).filter(Exists(told))):
        gone += sum(remove_draft(one, night.edge) for one in ids)
        night.beat()
    return gone


def rejected_ones(edge: datetime) -> models.QuerySet[Business]:
    """Businesses that never went public and whose last round was refused before `edge`."""
    editions = BusinessEdition.objects.filter(business=OuterRef("pk"))
    later = Q(submission__isnull=True) | ~Q(submission__state=State.REJECTED) & Q(is_open=True)
    refused = editions.filter(submission__state=State.REJECTED)
    return Business.objects.filter(
        Exists(refused),
        ~Exists(editions.filter(submission__state=State.APPROVED)),
        ~Exists(editions.filter(later)),
        ~Exists(refused.filter(submission__decided_at__gte=edge)),
        erased_at__isnull=True,
    )


def _erase_in_batches(rows: models.QuerySet[Business], night: Night) -> int:
    if night.dry:
        return rows.count()
    gone = 0
    for ids in batches(rows):
        for business in Business.objects.filter(pk__in=ids).select_related("owner"):
            with transaction.atomic():
                erase_businesses([business])
                others = Business.objects.filter(owner=business.owner_id, erased_at__isnull=True)
                if not others.exists():
                    erase_owner(business.owner)
            gone += 1
        night.beat()
    return gone


def rejected(night: Night) -> int:
    """Anonymise what was refused long ago."""
    return _erase_in_batches(rejected_ones(night.edge), night)


def closed(night: Night) -> int:
    """Anonymise businesses that were closed long ago, and their owners when nothing else is theirs."""
    rows = Business.objects.filter(closed_at__lt=night.edge, erased_at__isnull=True, merged_into__isnull=True)
    return _erase_in_batches(rows, night)


def scans(night: Night) -> int:
    """Remove the files of papers that no longer count and are not in hand: refused, pulled back, revoked, replaced."""
    papers = Certificate.objects.filter(is_live=False, is_open=False).annotate(
        ended=Max("replaced_by__submission__decided_at")
    )
    over = papers.filter(
        Q(revoked_at__lt=night.edge)
        | Q(ended__lt=night.edge)
        | Q(submission__state__in=[State.REJECTED, State.WITHDRAWN], submission__decided_at__lt=night.edge)
    )
    found = Certificate.objects.filter(pk__in=over.values("pk"), scan__isnull=False)
    if night.dry:
        return found.count()
    return sum(remove_scans(Certificate.objects.filter(pk__in=ids)) for ids in batches(found))


def access_log(night: Night) -> int:
    """Forget who looked at what, after the time in which it can be asked about."""
    lines = Event.objects.filter(at__lt=night.edge, verb__in=ACCESS_VERBS)
    return lines.count() if night.dry else _forget(night, only=ACCESS_VERBS)


def diary(night: Night) -> int:
    """Forget the rest of the diary after its ten years."""
    lines = Event.objects.filter(at__lt=night.edge).exclude(verb__in=ACCESS_VERBS)
    return lines.count() if night.dry else _forget(night, never=ACCESS_VERBS)


def _forget(night: Night, **which: Iterable[str]) -> int:
    gone = 0
    while count := forget(night.edge, **which):  # type: ignore[arg-type]
        gone += count
        night.beat()
    return gone


def _with_words(rows: models.QuerySet[ImportRow]) -> models.QuerySet[ImportRow]:
    """Those whose cells still say something: more than brackets, quotes and commas."""
    return rows.annotate(as_text=Cast("cells", models.TextField())).filter(as_text__regex=r'[^\[\]", ]')


def import_rows(night: Night) -> int:
    """Blank the cells of old lists: what was of use became drafts; and throw previews away that nobody applied."""
    rows = _with_words(ImportRow.objects.filter(batch__uploaded_at__lt=night.edge))
    previews = ImportBatch.objects.filter(uploaded_at__lt=night.edge, state__in=NEVER_APPLIED, reviews=None)
    if night.dry:
        return rows.count()
    count = ImportRow.objects.filter(batch__in=previews).delete()[0]
    for path in previews.exclude(stored_path="").values_list("stored_path", flat=True):
        storages["private"].delete(path)
    previews.delete()
    for ids in batches(rows):
        batch = list(ImportRow.objects.filter(pk__in=ids))
        for row in batch:
            row.cells, row.found, row.problems, row.carried = ["" for _ in row.cells], [], [], {}
        count += ImportRow.objects.bulk_update(batch, ["cells", "found", "problems", "carried"])
        night.beat()
    return count


def requests(night: Night) -> int:
    """Empty the words of requests that were answered long ago; kind, dates and outcome stay."""
    rows = DataRequest.objects.filter(answered_at__lt=night.edge).exclude(text="(dihapus)")
    if night.dry:
        return rows.count()
    named = rows.exclude(state=DataRequest.State.CANCELLED)
    return named.update(text="(dihapus)", answer="(dihapus)") + rows.update(text="(dihapus)")


def report_contacts(night: Night) -> int:
    """Forget how to reach people who reported something, some days after the answer."""
    return forget_contacts(night.edge, dry=night.dry)


def reports(night: Night) -> int:
    """Empty the words of reports that were answered long ago; kind, dates and outcome stay."""
    return forget_words(night.edge, dry=night.dry)


def technical(night: Night) -> int:
    """Spent form keys and finished background work."""
    keys = FormKey.objects.filter(created_at__lt=night.edge)
    work = Job.objects.filter(ended_at__lt=night.edge)
    if night.dry:
        return keys.count() + work.count()
    return keys.delete()[0] + work.delete()[0]


def unmet_needs(night: Night) -> int:
    """Words that were looked for in vain, by months."""
    rows = needs_before(night.edge.date())
    return rows.count() if night.dry else rows.delete()[0]


RULES: dict[str, tuple[str, Callable[[Night], int]]] = {
    "drafts": ("Draf pendaftaran yang tidak disentuh", drafts),
    "invitations": ("Undangan anggota yang tidak dijawab", invitations),
    "visit_drafts": ("Catatan kunjungan yang tidak dikirim", visit_drafts),
    "visits_unmatched": ("Kunjungan yang tidak dihubungkan dengan usaha", visits_unmatched),
    "rejected": ("Pendaftaran yang ditolak", rejected),
    "scans": ("Pindaian sertifikat yang tidak dipakai lagi", scans),
    "access_log": ("Catatan siapa melihat data", access_log),
    "diary": ("Catatan harian lain", diary),
    "closed": ("Usaha yang ditutup", closed),
    "import_rows": ("Baris mentah impor", import_rows),
    "requests": ("Isi permintaan data yang sudah dijawab", requests),
    "unmet_needs": ("Kata yang dicari tanpa hasil", unmet_needs),
    "report_contacts": ("Kontak pelapor kesalahan", report_contacts),
    "reports": ("Isi laporan kesalahan yang sudah dijawab", reports),
    "technical": ("Kunci formulir dan pekerjaan latar", technical),
}


def _edge(days: int, now: datetime) -> datetime:
    return now - timedelta(days=days)


def due_erasures(*, dry: bool) -> int:
    """Carry out the erasures whose week is over, and repeat those that a restored backup undid; returns how many."""
    due = Erasure.objects.filter(state=Erasure.State.WAITING, due_at__lte=timezone.now()).select_related("owner")
    if dry:
        return due.count() + after_restore.repeat(dry=True)
    count = after_restore.repeat()
    for one in list(due):
        if carry_out(one):
            after_restore.remember(one.owner)
            count += 1
    return count


def counts(now: datetime | None = None) -> dict[str, int]:
    """What a run would deal with now; nothing is changed."""
    return _all(now or timezone.now(), dry=True, beat=lambda: None)


def _all(now: datetime, *, dry: bool, beat: Beat) -> dict[str, int]:
    found = {"erasures": due_erasures(dry=dry)}
    for key, rule in rules_in_force().items():
        if key in RULES:
            night = Night(_edge(rule.days, now), timedelta(days=rule.warn_days), dry, beat)
            found[key] = RULES[key][1](night)
            beat()
    return found


def run(beat: Beat = lambda: None) -> RetentionRun:
    """One night: every rule in force, and a row that says how many; killed and started again it just goes on."""
    made = RetentionRun.objects.create()
    found = _all(timezone.now(), dry=False, beat=beat)
    RetentionRun.objects.filter(pk=made.pk).update(counts=found, ended_at=timezone.now())
    made.refresh_from_db()
    return made


def work(job: Any, progress: Any) -> dict[str, Any]:
    """The nightly job."""
    return {"run": run(progress.tell).code}
