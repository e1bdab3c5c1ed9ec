"""What is no longer needed goes at its time, not a day earlier, and a second run finds nothing more."""

from datetime import timedelta

import pgtrigger
import pytest
from django.core import mail
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from accounts.models import User
from audit.models import Event, Verb
from audit.record import record
from certification import actions as certification
from certification.models import Certificate, Scan
from jobs.actions import order
from jobs.models import Job
from jobs.repeated import CALENDAR
from jobs.work import perform
from privacy.loading import load_retention
from privacy.models import RetentionNotice, RetentionRule, RetentionRun
from privacy.queries import rules_in_force
from privacy.retention import counts, run
from registry import actions as registry
from registry.closing import close_business
from registry.models import Business, BusinessEdition, ImportBatch, ImportRow, Owner
from review.models import State, Submission
from tests import build
from tests.privacy.things import as_, may

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rules(db):
    load_retention()


def ago(days: float):
    return timezone.now() - timedelta(days=days)


def aged(model, days: float, *fields: str, **which) -> None:
    """Move moments of rows back, past every guard: time cannot be waited for."""
    guards = [f"{model._meta.label}:{one.name}" for one in getattr(model._meta, "triggers", [])]
    with pgtrigger.ignore(*guards) if guards else pgtrigger.ignore():
        model.objects.filter(**which).update(**dict.fromkeys(fields, ago(days)))


def test_an_untouched_draft_goes_only_after_its_owner_was_told(sari):
    code = build.draft_business(sari).business.code
    aged(BusinessEdition, 75, "changed_at")
    run()
    assert not mail.outbox
    aged(BusinessEdition, 91, "changed_at")
    run()
    assert code in mail.outbox[-1].body
    assert "akan dihapus" in mail.outbox[-1].body or "hapus setelah" in mail.outbox[-1].body
    assert Business.objects.filter(code=code).exists(), "told today, so not today"
    run()
    assert len(mail.outbox) == 1
    aged(RetentionNotice, 15, "told_at")
    assert counts()["drafts"] == 1
    assert run().counts["drafts"] == 1
    assert not Business.objects.filter(code=code).exists()
    assert not Owner.objects.exists()
    assert User.objects.filter(pk=sari.pk, is_active=True).exists()
    assert Event.objects.get(verb="discarded", subject_code=code).detail == {"why": "retention"}


def test_whoever_goes_on_typing_keeps_the_draft(sari):
    edition = build.draft_business(sari)
    aged(BusinessEdition, 80, "changed_at")
    run()
    assert RetentionNotice.objects.exists()
    registry.save_draft(edition, {"street": "Kp. Baru"}, by=sari)
    aged(RetentionNotice, 15, "told_at")
    run()
    assert Business.objects.exists()
    assert not RetentionNotice.objects.exists()


def test_a_draft_with_products_and_papers_goes_whole_with_its_files(sari, django_capture_on_commit_callbacks):
    business = build.draft_business(sari).business
    build.draft_product(business, sari)
    build.draft_certificate(business, sari)
    path = Scan.objects.get().path
    aged(BusinessEdition, 91, "changed_at")
    run()
    aged(RetentionNotice, 15, "told_at")
    with django_capture_on_commit_callbacks(execute=True):
        run()
    assert not Business.objects.exists()
    assert not storages["private"].exists(path)


def test_sent_and_live_businesses_are_never_taken_for_drafts(sari, dede, rina):
    build.live_business(sari, rina)
    registry.submit(build.draft_business(dede), by=dede)
    aged(BusinessEdition, 400, "changed_at")
    assert counts()["drafts"] == 0


def test_what_was_refused_a_year_ago_is_anonymised(sari, rina):
    edition = build.draft_business(sari)
    submission = registry.submit(edition, by=sari)
    registry.send_back(submission, by=rina, state=State.REJECTED, words="Bukan usaha di Lebak.")
    aged(Submission, 364, "decided_at")
    assert counts()["rejected"] == 0
    aged(Submission, 366, "decided_at")
    assert counts()["rejected"] == 1
    assert run().counts["rejected"] == 1
    edition.refresh_from_db()
    assert (edition.owner_name, edition.phone) == ("(dihapus)", "")
    assert Owner.objects.get().erased_at is not None
    assert run().counts["rejected"] == 0


def test_a_refused_one_that_is_being_put_right_stays(sari, rina):
    edition = build.draft_business(sari)
    registry.send_back(registry.submit(edition, by=sari), by=rina, state=State.REJECTED, words="Kurang jelas.")
    registry.open_draft(edition.business, by=sari)
    aged(Submission, 400, "decided_at")
    assert counts()["rejected"] == 0


def test_a_business_closed_for_five_years_is_anonymised_and_cannot_come_back(sari, rina):
    business = build.live_business(sari, rina).business
    other = build.live_business(sari, rina, name="Cabang").business
    close_business(business, by=sari, reason="Tidak berproduksi lagi")
    Business.objects.filter(pk=business.pk).update(closed_at=ago(1824))
    assert counts()["closed"] == 0
    Business.objects.filter(pk=business.pk).update(closed_at=ago(1826))
    assert run().counts["closed"] == 1
    assert Business.objects.get(pk=business.pk).erased_at
    assert Owner.objects.get(user=sari).nik_hash, "her other business is alive"
    assert Business.objects.get(pk=other.pk).is_shown
    assert as_(sari).post(f"/pusat-usaha/data-pribadi/buka/{business.code}/").status_code == 302
    assert Business.objects.get(pk=business.pk).closed_at


def test_scans_of_papers_that_no_longer_count_go_after_a_month(sari, rina, django_capture_on_commit_callbacks):
    business = build.live_business(sari, rina).business
    live = build.live_certificate(business, sari, rina)
    refused = build.draft_certificate(business, sari)
    submission = certification.submit(refused, by=sari)
    certification.send_back(submission, by=rina, state=State.REJECTED, words="Bukan sertifikat.")
    aged(Submission, 29, "decided_at")
    assert counts()["scans"] == 0
    aged(Submission, 31, "decided_at")
    path = Scan.objects.get(certificate=refused).path
    with django_capture_on_commit_callbacks(execute=True):
        assert run().counts["scans"] == 1
    assert not Scan.objects.filter(certificate=refused).exists()
    assert not storages["private"].exists(path)
    assert Scan.objects.filter(certificate=live).exists()
    assert Certificate.objects.filter(pk=refused.pk).exists()


def test_looks_are_forgotten_after_two_years_and_decisions_after_ten(sari, rina):
    owner = build.live_business(sari, rina).business.owner
    registry.reveal_nik(owner, by=rina, purpose="review")
    aged(Event, 731, "at")
    before = Event.objects.exclude(verb="secret_viewed").count()
    assert run().counts["access_log"] == 1
    assert not Event.objects.filter(verb="secret_viewed").exists()
    assert Event.objects.count() == before
    aged(Event, 3651, "at")
    assert run().counts["diary"] == before


def test_no_setting_takes_a_young_line_away(sari, rina):
    owner = build.live_business(sari, rina).business.owner
    registry.reveal_nik(owner, by=rina, purpose="review")
    RetentionRule.objects.filter(key__in=["access_log", "diary"]).update(days=1)
    aged(Event, 300, "at")
    with pytest.raises(Exception, match="append_only"):
        run()


def test_the_cells_of_old_lists_are_blanked_and_forgotten_previews_go(rina):
    def batch(**values):
        made = ImportBatch.objects.create(
            kind="business", file_name="a.csv", sha256="0" * 64, uploaded_by=rina, **values
        )
        ImportRow.objects.create(batch=made, number=2, cells=["Ani", {"secret": "x", "end": "2345"}], state="ready")
        return made

    kept = batch(state="applied", applied_at=timezone.now())
    preview = batch()
    aged(ImportBatch, 366, "uploaded_at")
    assert run().counts["import_rows"] == 2
    assert ImportRow.objects.get(batch=kept).cells == ["", ""]
    assert not ImportBatch.objects.filter(pk=preview.pk).exists()
    assert run().counts["import_rows"] == 0


def test_a_dry_run_counts_and_changes_nothing(sari, rina, capsys):
    owner = build.live_business(sari, rina).business.owner
    registry.reveal_nik(owner, by=rina, purpose="review")
    aged(Event, 731, "at")
    call_command("retention", "--dry-run")
    assert "Catatan siapa melihat data: 1" in capsys.readouterr().out
    assert Event.objects.filter(verb="secret_viewed").exists()
    assert not RetentionRun.objects.exists()
    call_command("retention")
    assert RetentionRun.objects.get().counts["access_log"] == 1


def test_a_rule_that_begins_tomorrow_does_not_count_today():
    today = timezone.localdate()
    RetentionRule.objects.create(key="drafts", from_date=today + timedelta(days=1), days=5, source="Keputusan baru")
    assert rules_in_force()["drafts"].days == 90
    assert rules_in_force(today + timedelta(days=1))["drafts"].days == 5
    load_retention()
    assert RetentionRule.objects.filter(key="drafts").count() == 2


def test_the_night_is_in_the_calendar_and_leaves_a_row(rina, ratna):
    assert CALENDAR["privacy.retention"].cron == "40 2 * * *"
    job = order("privacy.retention", by=None, title="Masa simpan")
    perform.call(job.pk)
    assert Job.objects.get().state == "done"
    head = may(ratna, "privacy.handle_breach")
    page = as_(head).get("/petugas/data-pribadi/masa-simpan/").content.decode()
    assert "Tidak ada yang perlu dihapus." in page
    assert as_(rina).get("/petugas/data-pribadi/masa-simpan/").status_code == 403


def test_the_door_of_the_diary_opens_for_one_transaction_only(sari, rina):
    record(Verb.APPROVED, sari, by=rina)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('audit.pseudonym', true)")
        assert cursor.fetchone()[0] in (None, "")
