"""The filler of the demo: killed in the middle, run again, and then looked at."""

from collections.abc import Iterator
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.files.storage import FileSystemStorage
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from audit.models import Event
from catalog.models import Product, ProductSearch
from catalog.queries import public
from catalog.queries import whole as with_photos
from certification.models import Certificate, Kind
from certification.validity import status_of
from claims.models import Claim
from lebak_catalog.demo.filling import names, papers, parts, plan, run
from lebak_catalog.demo.filling.dice import dice
from registry.models import Business, BusinessEdition, Consent, DuplicatePair, Merge, Owner
from registry.secrets import decrypt
from review.documents import clean_document
from review.models import State, Submission


class Killed(BaseException):
    """Stands for SIGKILL: nothing catches it."""


def counts() -> dict[str, int]:
    models = (User, Business, BusinessEdition, Product, Certificate, Submission, Event)
    return {model.__name__: model.objects.count() for model in models}


def killed_run(after: int) -> None:
    """A filling that ends without a word at the business number `after`, in the middle of a step."""
    whole, seen = run.make_one, []

    def make_one(*args):
        seen.append(args)
        if len(seen) > after:
            raise Killed
        whole(*args)

    run.make_one = make_one
    try:
        run.fill("small", lambda _: None)
    except Killed:
        pass
    finally:
        run.make_one = whole


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[SimpleNamespace]:
    folder = tmp_path_factory.mktemp("demo")
    private = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(folder / "private")},
    }
    own = {"MEDIA_ROOT": str(folder / "media"), "STORAGES": {**run.settings.STORAGES, "private": private}}
    with django_db_blocker.unblock(), override_settings(**own), transaction.atomic():
        call_command("load_reference", stdout=StringIO())
        killed_run(after=6)
        halfway = Business.objects.count()
        said: list[str] = []
        added = run.fill("small", said.append)
        letters = len(mail.outbox)
        yield SimpleNamespace(folder=folder, halfway=halfway, added=added, said=said, letters=letters)
        transaction.set_rollback(True)


def test_a_killed_run_leaves_whole_steps_and_the_next_one_adds_the_rest(filled):
    assert filled.halfway == run.AT_ONCE, "the step that was interrupted left nothing"
    assert filled.added == 44 - filled.halfway
    signed_up = Business.objects.filter(owner__user__isnull=False)
    assert signed_up.count() == 44, "those of the old list and of the field officer have no account yet"
    owners = signed_up.values_list("owner", flat=True)
    assert len(owners) == len(set(owners)), "nobody was registered twice"


def test_a_second_run_changes_nothing(filled):
    before = counts()
    said = StringIO()
    call_command("fill_demo", size="small", stdout=said)
    assert counts() == before
    assert "sudah terisi" in said.getvalue()


def test_a_person_of_the_demo_who_changes_her_contact_is_not_registered_again(filled):
    with transaction.atomic():
        owner = Owner.objects.filter(businesses__editions__nib=names.nib(20), user__isnull=False).first()
        User.objects.filter(pk=owner.user_id).update(phone="+6286099990001", email=None)
        with run.prepared("small") as (_, plans):
            missing = run.not_made(plans)
        transaction.set_rollback(True)
    assert missing == []


def test_the_small_demo_holds_what_it_promises(filled):
    assert public().count() >= 190
    assert BusinessEdition.objects.values("village__parent").distinct().count() == 28
    assert ProductSearch.objects.count() == public().count(), "all can be found"
    for role, least in ((Role.REVIEWER, 3), (Role.SUPERVISOR, 1), (Role.PROCUREMENT_OFFICER, 2)):
        assert User.objects.filter(groups__name=role).count() >= least
    assert any("%" in line for line in filled.said)


@pytest.mark.parametrize("kind", ["business", "product", "certificate"])
def test_submissions_stand_in_every_state(filled, kind):
    states = set(Submission.objects.filter(kind=kind).values_list("state", flat=True))
    assert {State.SUBMITTED, State.APPROVED, State.NEEDS_CHANGES, State.REJECTED} <= states


def test_certificates_stand_in_several_ways(filled):
    standings = {status_of(paper) for paper in Certificate.objects.filter(submission__state=State.APPROVED)}
    assert {"valid", "expiring", "revoked"} <= standings
    assert Certificate.objects.filter(replaces__isnull=False, is_live=True).exists()
    assert Certificate.objects.filter(is_open=True, submission__isnull=True).exists(), "a draft"


def test_the_queue_has_old_and_new_taken_and_free(filled):
    waiting = Submission.objects.filter(state=State.SUBMITTED)
    assert waiting.filter(due_at__lt=timezone.now()).exists()
    assert waiting.filter(due_at__gt=timezone.now()).exists()
    assert waiting.filter(assigned_to__isnull=False).exists()
    assert waiting.filter(is_first=False).exists(), "an edit of something public"


def test_every_public_product_has_a_price_and_photos_that_lie_there(filled):
    media = FileSystemStorage(location=filled.folder / "media")
    for edition in with_photos(public()):
        assert edition.product.price_before_vat
        shown = edition.shown_photos.all()
        assert shown
        assert all(media.exists(f"{row.photo.folder}/640.webp") for row in shown)


def test_doubles_are_suspected_decided_and_merged(filled):
    states = list(DuplicatePair.objects.values_list("state", flat=True))
    assert states.count("open") >= 4 and {"different", "merged"} <= set(states)
    assert Merge.objects.filter(undone_at=None).count() == 1


def test_nobody_in_it_can_be_real(filled):
    phones = User.objects.exclude(phone=None).values_list("phone", flat=True)
    assert all(phone.startswith("+62860") for phone in phones)
    emails = User.objects.exclude(email=None).values_list("email", flat=True)
    assert all(email.endswith(".example") for email in emails)
    editions = BusinessEdition.objects.exclude(nib="")
    assert editions.exists()
    assert all(edition.nib.startswith("0000") for edition in editions)
    assert all(not e.phone or e.phone.startswith("+62860") for e in editions)
    ciphers = Owner.objects.exclude(nik_cipher="").values_list("nik_cipher", flat=True)
    assert all(decrypt(cipher).startswith("360299") for cipher in ciphers)


def test_officers_decide_and_owners_do_not(filled):
    decided = Submission.objects.exclude(decided_by=None).select_related("decided_by")
    assert decided.exists()
    assert all(s.decided_by_id not in (s.submitted_by_id, *s.hands) for s in decided)
    officers = {s.decided_by for s in decided}
    assert all(officer.has_perm("review.view_queue") for officer in officers)


def test_it_happened_over_the_past_year_and_nothing_in_the_future(filled):
    times = Event.objects.order_by("at").values_list("at", flat=True)
    assert (timezone.now() - times[0]).days > 300
    assert not Event.objects.filter(at__gt=timezone.now()).exists()
    assert not Submission.objects.filter(decided_at__gt=timezone.now()).exists()
    late = [s for s in Submission.objects.exclude(decided_at=None) if s.decided_at < s.submitted_at]
    assert not late


def test_owners_choose_differently_what_is_shown(filled):
    shown = Consent.objects.filter(purpose="show_contact", withdrawn_at=None).values("owner").count()
    assert 0 < shown < Owner.objects.exclude(nik_hash=None).count()
    told = Consent.objects.filter(purpose="notice")
    assert told.filter(owner__user__isnull=False).count() == Owner.objects.exclude(user=None).count()
    assert told.filter(owner__user=None).count() == 1, "the owner whom a field officer registered was told, too"


def test_the_people_one_can_be_have_something_to_do(filled):
    sari = Business.objects.get(owner__user__phone="+6286012345601")
    states = {edition.state for product in sari.products.all() for edition in product.editions.all()}
    assert {"submitted", "needs_changes", "approved", "draft"} <= states
    assert 0 < filled.letters <= run.LETTERS, "a handful of letters, not thousands"


def test_a_business_has_several_people_and_an_old_one_is_claimed(filled):
    sari = Business.objects.get(owner__user__phone="+6286012345601")
    active = [member for member in sari.members.all() if member.is_active]
    assert sorted(member.role for member in active) == ["helper", "manager"]
    assert [member.name for member in sari.members.all() if member.is_invited] == ["Yayah Komariah"]
    claim = Claim.objects.get()
    assert (claim.is_open, claim.claimant.phone, claim.business.owner.user) == (True, "+6286012345603", None)


def test_every_scan_says_that_it_is_an_example_and_would_be_taken(filled):
    path = next((filled.folder / "private" / "scans").rglob("*.pdf"))
    assert b"BUKAN DOKUMEN RESMI" in path.read_bytes()
    assert clean_document(path.read_bytes()).pages == 1


def test_production_refuses_it(settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="portal sungguhan"):
        call_command("fill_demo")


def test_without_the_lists_it_says_what_to_do(db):
    with pytest.raises(CommandError, match="load_reference"):
        call_command("fill_demo", size="small")


@pytest.mark.parametrize("size", ["besar", "0", "-5", "1.5", "٣", "99999999"])
def test_a_size_that_is_none_is_refused(size):
    with pytest.raises(CommandError, match="Ukuran demo"):
        call_command("fill_demo", size=size)


def test_any_number_of_products_is_a_size():
    businesses, products, _ = run.size_of("700")
    assert (businesses, products) == (154, 700)


def test_special_fates_come_at_least_once():
    fates = plan.fates_of(40, plan.BUSINESS_FATES, dice("test"))
    assert len(fates) == 40
    assert set(plan.BUSINESS_FATES) <= set(fates)


def test_numbers_of_businesses_never_repeat():
    numbers = range(1, 5000)
    assert len({names.phone(n) for n in numbers}) == len({names.nib(n) for n in numbers}) == len(numbers)
    niks = {names.nik(n, dice(n), is_woman=bool(n % 2)) for n in numbers}
    assert len(niks) == len(numbers)


@pytest.mark.parametrize("standing", ["valid", "expiring", "expired", "old"])
@pytest.mark.parametrize("code", ["halal", "pirt", "trademark", "slhs"])
def test_papers_stand_as_planned(standing, code):
    today = timezone.localdate()
    kind = Kind(code=code, has_expiry=code != "halal", expiring_days=90, validity_years=5)
    for n in range(20):
        entered = today - timezone.timedelta(days=300)
        issued, expires = papers.dates(kind, standing, entered, today, dice(standing, code, n))
        assert issued <= entered
        expected = {"valid": "valid", "expiring": "expiring", "expired": "expired", "old": "valid"}[standing]
        if code == "halal":
            expected = "needs_confirmation" if standing == "old" else "valid"
        assert status_of(Certificate(kind=kind, issued_on=issued, expires_on=expires), today) == expected


def test_two_halves_hold_everything_once(filled):
    world_places = run.look_around(run.make_people, run.Clock())
    plans = run.make_plan(120, 500, 2, world_places.places, world_places.categories)
    one, two = parts.halves(plans)
    assert sorted(p.number for p in one + two) == [p.number for p in plans]
    assert abs(parts.work_of(one) - parts.work_of(two)) < parts.work_of(plans) / 5
