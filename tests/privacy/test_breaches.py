"""An incident: whose data an account could see, the 72 hours, and the letters."""

import csv
import stat
import uuid
from datetime import timedelta

import pgtrigger
import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.actions import grant_role, revoke_role
from accounts.models import User
from audit.models import Event
from lebak_catalog.roles import sync_roles
from privacy.breach_list import reach_of, roles_between
from privacy.models import Breach
from registry import actions as registry
from tests import build
from tests.people import person
from tests.privacy.things import as_, may

PAGE = "/petugas/insiden/"


@pytest.fixture
def officer(db):
    sync_roles()
    user = person("Pak Tono", email="tono@contoh.example")
    grant_role(user, "reviewer", by=None)
    return User.objects.get(pk=user.pk)


def dated(verb: str, days: int) -> None:
    with pgtrigger.ignore("audit.Event:append_only"):
        Event.objects.filter(verb=verb).update(at=timezone.now() - timedelta(days=days))


def test_the_list_names_everybody_a_reviewer_could_see_and_what_was_opened(officer, sari, dede, rina, tmp_path, capsys):
    owner = build.live_business(sari, rina).business.owner
    build.live_business(dede, rina, name="=HYPERLINK(1)", owner_name="Pak Dede")
    registry.reveal_nik(owner, by=officer, purpose="review")
    path = tmp_path / "daftar.csv"
    call_command("breach_list", officer.email, "--csv", str(path))
    said = capsys.readouterr().out
    assert "Peran pada masa itu: Petugas" in said
    assert "dapat dilihat: 2" in said
    assert "benar-benar dibuka: 1" in said
    assert "Sari" not in said
    assert "6286011110001" not in said
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = {row["kode_pemilik"]: row for row in csv.DictReader(lines, delimiter=";")}
    assert rows[owner.code]["nama"] == "Ibu Sari"
    assert rows[owner.code]["telepon"] == "'+6286011110001"
    assert rows[owner.code]["dibuka"] == "1"
    assert "NIK" in rows[owner.code]["dapat_dilihat"]
    others = [row for code, row in rows.items() if code != owner.code]
    assert [(row["usaha"], row["dibuka"]) for row in others] == [("'=HYPERLINK(1)", "0")]
    assert Event.objects.filter(verb="exported", subject_code=officer.code).exists()


def test_a_file_that_is_there_already_is_not_written_over(officer, tmp_path):
    path = tmp_path / "daftar.csv"
    path.write_text("lama")
    with pytest.raises(CommandError, match="tidak bisa ditulis"):
        call_command("breach_list", officer.code, "--csv", str(path))
    assert path.read_text() == "lama"


@pytest.mark.parametrize("given", [["tidakada"], ["{code}", "--from", "kemarin"], ["{code}", "--from", "2026-13-45"]])
def test_nonsense_is_told(officer, given):
    with pytest.raises(CommandError):
        call_command("breach_list", *[one.format(code=officer.code) for one in given])


def test_days_in_the_wrong_order_are_told(officer):
    with pytest.raises(CommandError, match="sebelum"):
        call_command("breach_list", officer.code, "--from", "2026-02-01", "--to", "2026-01-01")


def test_an_owner_could_see_her_own_only(officer, sari, dede, rina, capsys):
    build.live_business(sari, rina)
    build.live_business(dede, rina)
    call_command("breach_list", sari.phone)
    assert "dapat dilihat: 1" in capsys.readouterr().out


def test_the_roles_are_those_of_that_time(officer, rina):
    now = timezone.now()
    dated("role_granted", 100)
    revoke_role(officer, "reviewer", by=None)
    dated("role_revoked", 50)
    assert not officer.groups.exists()
    for begin, end, expected in ((90, 60, ["reviewer"]), (40, 0, []), (200, 110, []), (120, 0, ["reviewer"])):
        assert roles_between(officer, now - timedelta(days=begin), now - timedelta(days=end)) == expected, (begin, end)


def test_a_role_given_before_the_diary_counts(officer, rina):
    rina.groups.add(Group.objects.get(name="supervisor"))
    reach = reach_of(User.objects.get(pk=rina.pk), timezone.now() - timedelta(days=9), timezone.now())
    assert reach.roles == ["supervisor"]
    assert "registry.view_secret" in reach.permissions


@pytest.fixture
def head(ratna):
    return may(ratna, "privacy.handle_breach")


def incident(**values):
    words = {
        "title": "Laptop hilang",
        "what": "Daftar usaha.",
        "remedy": "Akun ditutup.",
        "affected": "1.250",
    }
    at = timezone.localtime() - timedelta(hours=2)
    return words | {"discovered_at": f"{at:%Y-%m-%dT%H:%M}", "form_key": str(uuid.uuid4())} | values


def test_an_incident_is_entered_once_and_its_letters_are_ready(head):
    client, given = as_(head), incident()
    for _ in range(2):
        assert client.post(PAGE, given).status_code == 302
    one = Breach.objects.get()
    assert (one.affected, one.due_at - one.discovered_at) == (1250, timedelta(hours=72))
    page = client.get(f"{PAGE}{one.code}/").content.decode()
    for words in (
        "Yth. Bapak/Ibu pemilik data",
        "pasal 46",
        "Daftar usaha.",
        "Akun ditutup.",
        "1.250",
        "Sisa",
    ):
        assert words in page
    for whom in ("people", "authority", "people", "lain"):
        client.post(f"{PAGE}{one.code}/diberitahu/", {"whom": whom})
    one.refresh_from_db()
    assert one.is_told
    assert not one.is_late
    assert "Sudah diberi tahu" in client.get(PAGE).content.decode()
    assert Event.objects.filter(verb="changed", subject_code=one.code).count() == 2
    client.post(f"{PAGE}{one.code}/", incident(affected="2000", title="Laptop hilang di jalan"))
    one.refresh_from_db()
    assert one.affected == 2000


def test_it_is_late_when_the_hours_are_over(head):
    at = timezone.localtime() - timedelta(hours=80)
    as_(head).post(PAGE, incident(discovered_at=f"{at:%Y-%m-%dT%H:%M}"))
    assert Breach.objects.get().is_late
    assert "Lewat batas" in as_(head).get(PAGE).content.decode()


@pytest.mark.parametrize(
    "given",
    [
        {"title": ""},
        {"what": ""},
        {"affected": "-1"},
        {"affected": "9" * 40},
        {"discovered_at": ""},
        {"discovered_at": "2999-01-01T00:00"},
        {"discovered_at": "0001-01-01T00:00"},
        {"discovered_at": "9" * 60},
        {"what": "NIK 3602991708412345"},
    ],
)
def test_nonsense_keeps_nothing(head, given):
    assert "<title>Galat:" in as_(head).post(PAGE, incident(**given)).content.decode()
    assert not Breach.objects.exists()


def test_only_who_handles_incidents_sees_them(sari, rina, wulan):
    for other in (sari, rina, wulan):
        for address in (PAGE, "/petugas/data-pribadi/inventaris/"):
            assert as_(other).get(address).status_code == 403


def test_the_register_of_processing_names_classes_and_periods(head):
    from_data = as_(head).get("/petugas/data-pribadi/inventaris/").content.decode()
    for words in ("Pendaftaran usaha", "pasal 20", "Rahasia", "Nama pemilik"):
        assert words in from_data
