"""Another key closes the secrets: all of them, once, and a wrong key is never passed over in silence."""

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.management import CommandError, call_command
from django.utils import timezone

from audit.models import Event
from catalog.models import ProductBatch, ProductBatchRow
from privacy import rotation
from privacy.models import THREE_DAYS, DataRequest
from registry import secrets
from registry.actions import set_npwp
from registry.importing.cells import kept, opened
from registry.models import ImportBatch, ImportRow, Owner
from tests import build

pytestmark = pytest.mark.django_db
OLD, NEW, OTHER = "lama" * 16, "baru" * 16, "lain" * 16
NIK = "3602991708412345"


@pytest.fixture
def closed_with_the_old(settings, sari, rina):
    """A secret in every place where one is kept, closed with the old key; then the new key comes first."""
    settings.FIELD_KEYS = [OLD]
    business = build.draft_business(sari).business
    owner = business.owner
    set_npwp(business, NIK, by=sari)
    Owner.objects.filter(pk=owner.pk).update(nik_cipher=secrets.encrypt(NIK), nik_last4=NIK[-4:])
    batch = ImportBatch.objects.create(kind="business", file_name="a.csv", sha256="0" * 64, uploaded_by=rina)
    cells = ["Keripik", kept(NIK, secret=True), ""]
    ImportRow.objects.create(batch=batch, number=2, cells=cells, state="ready")
    ImportRow.objects.create(batch=batch, number=3, cells=["Opak", "", ""], state="ready")
    table = ProductBatch.objects.create(
        business=business, category=build.category(), file_name="b.csv", uploaded_by=sari
    )
    ProductBatchRow.objects.create(batch=table, number=2, cells=cells, state="error")
    now = timezone.now()
    DataRequest.objects.create(
        owner=owner,
        kind="correction",
        text="x",
        nik_cipher=secrets.encrypt(NIK),
        asked_at=now,
        due_at=now + THREE_DAYS,
        entered_by=sari,
    )
    TOTP.activate(rina, generate_totp_secret())
    settings.FIELD_KEYS = [NEW, OLD]
    return owner


def states():
    return {f"{column.table}.{column.name}": rotation.state_of(column) for column in rotation.secret_columns()}


def test_everything_moves_to_the_new_key_and_the_old_one_may_go(closed_with_the_old, settings, rina, capsys):
    assert {state.old for state in states().values()} == {1}
    call_command("rotate_keys")
    assert "OLD_FIELD_KEYS boleh dikosongkan" in capsys.readouterr().out
    settings.FIELD_KEYS = [NEW]
    assert {(state.current, state.old, state.unreadable) for state in states().values()} == {(1, 0, 0)}
    assert secrets.decrypt(Owner.objects.get(pk=closed_with_the_old.pk).nik_cipher) == NIK
    assert opened(ImportRow.objects.get(number=2).cells[1]) == NIK
    assert opened(ProductBatchRow.objects.get().cells[1]) == NIK
    assert ImportRow.objects.get(number=3).cells == ["Opak", "", ""]
    authenticator = Authenticator.objects.get(user=rina)
    assert len(get_adapter().decrypt(authenticator.data["secret"])) >= 16
    line = Event.objects.get(verb="keys_rotated")
    assert line.detail == {"rotated": 6, "fingerprint": rotation.fingerprint()}
    assert NEW not in str(line.detail)


def test_a_second_run_changes_nothing(closed_with_the_old):
    assert rotation.rotate()[0] == 6
    before = Owner.objects.get(pk=closed_with_the_old.pk).nik_cipher
    assert rotation.rotate()[0] == 0
    assert Owner.objects.get(pk=closed_with_the_old.pk).nik_cipher == before


def test_killed_in_the_middle_it_goes_on(closed_with_the_old, monkeypatch, dede, sari):
    for person in (dede,):
        Owner.objects.create(
            user=person,
            nik_cipher=Owner.objects.exclude(nik_cipher="")[0].nik_cipher,
            nik_hash="f" * 64,
            nik_last4="0001",
        )
    monkeypatch.setattr(rotation, "BATCH", 1)
    column = next(one for one in rotation.secret_columns() if one.table == "registry.Owner")

    def die(words: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rotation.rotate_column(column, die)
    assert (rotation.state_of(column).current, rotation.state_of(column).old) == (1, 1)
    assert rotation.rotate_column(column) == 1
    assert rotation.state_of(column).old == 0


def test_what_no_key_opens_is_told_and_left_alone(closed_with_the_old, settings):
    settings.FIELD_KEYS = [NEW]
    before = Owner.objects.get(pk=closed_with_the_old.pk).nik_cipher
    with pytest.raises(CommandError, match="tidak bisa dibuka"):
        call_command("rotate_keys")
    assert Owner.objects.get(pk=closed_with_the_old.pk).nik_cipher == before


def test_the_nightly_check_counts_old_and_unreadable_values(closed_with_the_old, settings, capsys):
    with pytest.raises(CommandError):
        call_command("check_all")
    said = capsys.readouterr().out
    assert "registry.Owner.nik_cipher: 1 nilai masih disandikan dengan kunci lama" in said
    settings.FIELD_KEYS = [OTHER]
    with pytest.raises(CommandError):
        call_command("check_all")
    assert "tidak bisa dibuka" in capsys.readouterr().out


def test_a_wrong_key_is_told_before_anything_starts(closed_with_the_old, settings):
    assert rotation.wrong_key() == ""
    settings.FIELD_KEYS = [OTHER]
    assert "opens none of the newest secrets" in rotation.wrong_key()
    assert OTHER not in rotation.wrong_key()


def test_one_spoilt_value_does_not_keep_the_portal_from_starting(closed_with_the_old):
    Owner.objects.filter(pk=closed_with_the_old.pk).update(nik_cipher="rusak")
    assert rotation.wrong_key() == ""
    assert any("tidak bisa dibuka" in one for one in rotation.findings())


def test_an_empty_portal_has_no_wrong_key():
    assert rotation.wrong_key() == ""
