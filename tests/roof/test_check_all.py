"""`manage.py check_all` finds what does not fit together, and only that."""

import pytest
from django.core.files.storage import default_storage, storages
from django.core.management import CommandError, call_command

from catalog import actions
from catalog.models import ProductEdition, ProductSearch
from certification.models import Scan
from tests import build


@pytest.fixture
def product(sari, rina):
    business = build.live_business(sari, rina).business
    build.live_certificate(business, sari, rina)
    return build.live_product(business, sari, rina).product


def findings(capsys) -> str:
    with pytest.raises(CommandError, match="hal tidak cocok"):
        call_command("check_all")
    return capsys.readouterr().out


def test_a_sound_portal_has_no_findings(product, sari, capsys):
    actions.submit(actions.open_draft(product, by=sari), by=sari)
    call_command("check_all")
    assert "Semua cocok" in capsys.readouterr().out


def test_a_pointer_that_contradicts_its_submission_is_found(product, capsys):
    ProductEdition.objects.filter(product=product).update(is_live=False, is_open=True)
    assert "tanda buka atau tayang" in findings(capsys)


def test_an_older_live_edition_is_found(product, sari, asep, capsys):
    first = ProductEdition.objects.get(product=product)
    second = actions.open_draft(product, by=sari)
    actions.approve(actions.submit(second, by=sari), by=asep)
    ProductEdition.objects.filter(pk=second.pk).update(is_live=False)
    ProductEdition.objects.filter(pk=first.pk).update(is_live=True)
    assert "versi yang lebih lama yang tayang" in findings(capsys)


def test_missing_and_extra_search_rows_are_found(product, capsys):
    row = ProductSearch.objects.get()
    row.delete()
    assert "tidak ada di pencarian" in findings(capsys)


def test_missing_files_are_found(product, capsys):
    photo = product.photos.get()
    default_storage.delete(f"{photo.folder}/640.webp")
    storages["private"].delete(Scan.objects.get().path)
    out = findings(capsys)
    assert "berkas tidak ada" in out and "pindaian tidak ada" in out
