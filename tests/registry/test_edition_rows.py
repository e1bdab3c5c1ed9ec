"""The rows of an edition travel with it: into the next draft, before the reviewer, and never out of a sent one."""

import pytest
from django.db import DatabaseError, transaction

from registry import actions
from registry.comparison import FIELDS
from registry.models import ROWS, BusinessEdition
from review.compare import compare
from tests import build
from tests.people import sign_in

SHOP = {"platform": "shopee", "url": "https://shopee.co.id/gula-sari"}


def rows(**more):
    """Rows of every list."""
    return {
        "materials": [{"name": "Nira", "origin": "home", "share_percent": 100}],
        "places": [{"kind": "shop", "region": build.village("Hariang", "Sobang"), "street": "Pasar"}],
        "marketplaces": [SHOP],
        "exports": [{"country": "MY", "year": 2025}],
        "other_activities": [{"activity": other_activity()}],
        **more,
    }


def other_activity(code="47241", edition="2025"):
    from_ = build.activity().__class__
    return from_.objects.get_or_create(kbli_code=code, kbli_edition=edition, defaults={"title": f"Kegiatan {code}"})[0]


@pytest.fixture
def live(sari, rina):
    edition = build.draft_business(sari)
    actions.save_draft(edition, {}, by=sari, rows=rows())
    actions.approve(actions.submit(edition, by=sari), by=rina)
    return BusinessEdition.objects.get(pk=edition.pk)


def counts(edition):
    return {name: getattr(edition, name).count() for name in ROWS}


def test_a_new_draft_begins_with_the_same_rows(live, sari):
    draft = actions.open_draft(live.business, by=sari)
    assert counts(draft) == counts(live) == dict.fromkeys(ROWS, 1)
    assert [row for row in compare(live, draft, FIELDS) if row.change != "same"] == []
    assert actions.open_draft(live.business, by=sari) == draft
    assert counts(draft) == dict.fromkeys(ROWS, 1), "opened twice, copied once"


def test_a_round_pulled_back_keeps_its_rows(live, sari):
    draft = actions.open_draft(live.business, by=sari)
    actions.save_draft(draft, {}, by=sari, rows={"exports": [{"country": "JP"}, {"country": "MY"}]})
    actions.submit(draft, by=sari)
    again = actions.withdraw(BusinessEdition.objects.get(pk=draft.pk), by=sari)
    assert list(again.exports.values_list("country", flat=True)) == ["JP", "MY"]
    assert again.pk != draft.pk


def test_what_was_sent_is_frozen_with_its_rows(live, sari):
    for name in ROWS:
        row = getattr(live, name).get()
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            row.delete()
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        live.exports.create(country="SG")


def test_the_reviewer_sees_which_rows_came_went_and_changed(live, sari, rina, client):
    draft = actions.open_draft(live.business, by=sari)
    changed = rows(
        materials=[{"name": "Nira", "origin": "province"}, {"name": "Jahe", "origin": "imported", "country": "CN"}],
        marketplaces=[],
        exports=[{"country": "MY", "year": 2025}, {"country": "JP"}],
    )
    actions.save_draft(draft, {}, by=sari, rows=changed)
    submission = actions.submit(draft, by=sari)
    found = {row.name: (row.change, row.old, row.new) for row in compare(live, draft, FIELDS) if row.change != "same"}
    assert found["materials"] == (
        "changed", "Nira: Kabupaten Lebak, 100%", "Nira: Daerah lain di Banten\nJahe: Impor dari Tiongkok",
    )  # fmt: skip
    assert found["marketplaces"] == ("removed", "Shopee: https://shopee.co.id/gula-sari", "")
    assert found["exports"][2] == "Malaysia (2025)\nJepang"
    assert found.keys() == {"materials", "marketplaces", "exports"}
    page = sign_in(client, rina).get(f"/petugas/tinjau/usaha/{submission.code}/").content.decode()
    assert "<ins>Jahe: Impor dari Tiongkok</ins>" in page.replace("</ins><ins>", "") or "Jahe:" in page
    assert "Negara tujuan ekspor" in page


def test_a_finding_about_a_list_leads_to_its_page(live, sari, rina, browser):
    submission = actions.submit(actions.open_draft(live.business, by=sari), by=sari)
    actions.send_back(submission, by=rina, words="Satu hal.", findings={"materials": "Tulis asal niranya."})
    code = live.business.code
    to = browser(sari).post(f"/daftar-usaha/{code}/ubah/", {"field": "materials"}).url
    assert to == f"/daftar-usaha/{code}/produksi/#div_id_materials"
    assert "Tulis asal niranya." in browser(sari).get(to).content.decode()


def test_another_owner_cannot_reach_the_new_pages(live, dede, browser):
    for part in ("produksi", "penjualan"):
        path = f"/daftar-usaha/{live.business.code}/{part}/"
        assert browser(dede).get(path).status_code == browser(dede).post(path).status_code == 404
