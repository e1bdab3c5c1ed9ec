"""Merging two records of one business, and parting them again."""

import pytest

from audit.models import Event, Verb
from catalog import actions as catalog
from catalog.models import Product, ProductSearch
from certification import actions as certification
from certification.models import Certificate
from registry import actions
from registry.duplicates import deciding, merging
from registry.models import Business, BusinessEdition, DuplicatePair, Merge
from review.actions import Refused
from review.models import State
from tests import build
from tests.people import person
from tests.registry.doubles import WHY, address, live, merged

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(sari, rina):
    """Sari's business, on display."""
    return live(sari, rina)


@pytest.fixture
def gone(dede, rina):
    """The same business once more, with a product and a certificate, under Dede's account."""
    business = live(dede, rina, name="Gula Aren Bu Sari", description="Sejak 1998")
    paper = build.live_certificate(business, dede, rina)
    edition = build.draft_product(business, dede)
    catalog.save_draft(edition, {}, by=dede, certificates=[paper])
    catalog.approve(catalog.submit(edition, by=dede), by=rina)
    build.draft_product(business, dede, name="Gula Cair")
    build.draft_certificate(business, dede)
    return business


def owners() -> set[tuple[str, int]]:
    """Whose each product and certificate is."""
    return {
        *(("product", pk) for pk in Product.objects.values_list("business", flat=True)),
        *(("paper", pk) for pk in Certificate.objects.values_list("business", flat=True)),
    }


def test_products_and_certificates_move_and_everything_keeps_its_address(kept, gone, rina, client):
    product, paper = Product.objects.first(), Certificate.objects.get(is_live=True)
    done = merged(kept, gone, by=rina)
    assert owners() == {("product", kept.pk), ("paper", kept.pk)}
    assert {key: len(ids) for key, ids in done.moved.items()} == {"catalog.product": 2, "certification.certificate": 2}
    gone.refresh_from_db()
    assert (gone.merged_into, gone.is_shown) == (kept, False)
    assert client.get(f"/sertifikat/{paper.code}/").status_code == 200
    assert client.get(f"/p/{product.code}/", follow=True).status_code == 200
    answer = client.get(address(gone))
    assert (answer.status_code, answer["Location"]) == (301, address(kept))
    assert "max-age" in answer["Cache-Control"]
    assert "Gula Semut Aren" in client.get(address(kept)).content.decode()
    assert set(ProductSearch.objects.values_list("business_id", flat=True)) == {kept.pk}


def test_the_edition_of_the_survivor_stays_as_it_is(kept, gone, rina):
    before = BusinessEdition.objects.filter(business=kept).values().get()
    merged(kept, gone, by=rina)
    assert BusinessEdition.objects.filter(business=kept).values().get() == before


def test_both_histories_tell_of_it_without_personal_data(kept, gone, rina):
    done = merged(kept, gone, by=rina)
    lines = Event.objects.filter(verb=Verb.MERGED)
    assert {line.subject_code for line in lines} == {kept.code, gone.code}
    assert all(line.detail["merge"] == done.code for line in lines)
    assert "Sari" not in str([line.detail for line in lines])


def test_undoing_gives_back_exactly_what_moved(kept, gone, rina, asep, sari, client):
    build.live_product(kept, sari, rina, name="Gula Batok")
    before = (
        set(Product.objects.values_list("pk", "business")),
        set(Certificate.objects.values_list("pk", "business")),
    )
    done = merged(kept, gone, by=rina)
    added = build.draft_product(kept, sari, name="Gula Baru").product
    merging.undo(done, by=asep, reason="Ternyata dua usaha.")
    after = [set(model.objects.values_list("pk", "business")) for model in (Product, Certificate)]
    assert after == [before[0] | {(added.pk, kept.pk)}, before[1]], "what was added since stays"
    gone.refresh_from_db()
    assert (gone.merged_into, gone.is_shown) == (None, True)
    assert client.get(address(gone)).status_code == client.get(address(kept)).status_code == 200
    assert Event.objects.filter(verb=Verb.MERGE_UNDONE).count() == 2
    assert DuplicatePair.objects.get().state == "open"
    with pytest.raises(Refused, match="Pak Asep sudah membatalkan"):
        merging.undo(done, by=rina, reason="Lagi")


def test_a_pair_can_be_merged_again_after_it_was_undone(kept, gone, rina, asep):
    merging.undo(merged(kept, gone, by=rina), by=asep, reason="Keliru")
    merging.merge(gone, kept, by=asep, reason=WHY)
    assert (Merge.objects.count(), Merge.objects.get(undone_at=None).loser) == (2, kept)


def test_values_taken_over_wait_for_another_officer(kept, gone, rina, asep, client):
    done = merged(kept, gone, by=rina, fields=["name", "description"])
    draft = BusinessEdition.objects.get(pk=done.draft_edition)
    assert (draft.business, draft.name, draft.description) == (kept, "Gula Aren Bu Sari", "Sejak 1998")
    assert draft.submission.state == State.SUBMITTED
    shown = client.get(address(kept), follow=True).content.decode()
    assert "Gula Aren Ibu Sari" in shown and "Sejak 1998" not in shown, "the public sees no change yet"
    with pytest.raises(Refused, match="ikut mengisi"):
        actions.approve(draft.submission, by=rina)
    actions.approve(draft.submission, by=asep)
    assert BusinessEdition.objects.get(business=kept, is_live=True).name == "Gula Aren Bu Sari"


def test_the_nib_of_the_other_can_be_taken_over_and_given_back(sari, dede, rina, asep):
    kept = live(sari, rina, nib_status="none", nib="")
    gone = live(dede, rina, nib="0000777777777")
    done = merged(kept, gone, by=rina, fields=["nib"])
    taken = BusinessEdition.objects.get(pk=done.draft_edition)
    actions.approve(taken.submission, by=asep)
    assert BusinessEdition.objects.get(business=kept, is_live=True).nib == "0000777777777"
    with pytest.raises(Refused, match="NIB 0000777777777 sekarang dipakai"):
        merging.undo(done, by=asep, reason="Keliru")
    assert Business.objects.get(pk=gone.pk).merged_into == kept


def test_values_nobody_decided_yet_go_away_with_the_merge(kept, gone, rina, asep):
    done = merged(kept, gone, by=rina, fields=["name"])
    merging.undo(done, by=asep, reason="Keliru")
    draft = BusinessEdition.objects.get(pk=done.draft_edition)
    assert (draft.is_open, draft.submission.state) == (False, State.WITHDRAWN)
    assert actions.open_draft(kept, by=asep).is_draft


def test_values_cannot_be_taken_while_the_owner_is_typing(kept, gone, rina, sari):
    actions.open_draft(kept, by=sari)
    with pytest.raises(Refused, match="sedang diubah"):
        merged(kept, gone, by=rina, fields=["name"])
    merged(kept, gone, by=rina)


@pytest.mark.parametrize("words", ["", "  ", "\n"])
def test_a_merge_and_its_undoing_need_a_reason(kept, gone, rina, words):
    with pytest.raises(Refused, match="Tulis alasan"):
        merged(kept, gone, by=rina, reason=words)
    done = merged(kept, gone, by=rina)
    with pytest.raises(Refused, match="Tulis alasan"):
        merging.undo(done, by=rina, reason=words)


def test_only_those_with_the_permission_merge(kept, gone, rina, sari, wulan):
    deciding.point_out(kept, gone, by=rina)
    for who in (sari, wulan):
        with pytest.raises(Refused, match="Peran Anda"):
            merging.merge(kept, gone, by=who, reason=WHY)
        with pytest.raises(Refused, match="Peran Anda"):
            deciding.not_a_duplicate(DuplicatePair.objects.get(), by=who)
        with pytest.raises(Refused, match="Peran Anda"):
            deciding.point_out(kept, gone, by=who)
    done = merging.merge(kept, gone, by=rina, reason=WHY)
    with pytest.raises(Refused, match="Peran Anda"):
        merging.undo(done, by=sari, reason="Keliru")


def test_a_waiting_registration_is_decided_first(kept, dede, rina):
    draft = build.draft_business(dede, name="Gula Aren Bu Sari")
    submission = actions.submit(draft, by=dede)
    with pytest.raises(Refused, match="Putuskan dulu pengajuan itu"):
        merged(kept, draft.business, by=rina)
    actions.send_back(submission, by=rina, state=State.REJECTED, words="Sudah terdaftar.")
    assert merging.merge(kept, draft.business, by=rina, reason=WHY).live_edition is None


def test_products_that_wait_go_along_and_keep_waiting(kept, gone, dede, rina, asep):
    waiting = catalog.submit(build.draft_product(gone, dede, name="Gula Kawung"), by=dede)
    merged(kept, gone, by=rina)
    catalog.approve(waiting, by=asep)
    assert Product.objects.get(code=waiting.subject_code).business == kept


def test_the_survivor_must_be_on_display(kept, gone, rina, ratna):
    actions.suspend(kept, by=ratna, reason="Pindah")
    with pytest.raises(Refused, match="sedang tidak tayang"):
        merged(kept, gone, by=rina)
    with pytest.raises(Refused, match="produknya akan tampil lagi"):
        merged(gone, kept, by=rina)


def test_a_draft_does_not_swallow_what_is_on_display(kept, dede, rina):
    draft = build.draft_business(dede).business
    with pytest.raises(Refused, match=r"belum tayang.*Pertahankan Gula Aren Ibu Sari"):
        merged(draft, kept, by=rina)


def test_merges_in_a_row_lead_to_the_last_and_are_undone_from_there(kept, gone, rina, asep, client):
    third = live(person("Tini", phone="+6286011119999"), rina, name="Gula Aren Tini")
    first, second = merged(kept, gone, by=rina), merged(third, kept, by=rina)
    assert owners() == {("product", third.pk), ("paper", third.pk)}
    assert client.get(address(gone))["Location"] == client.get(address(kept))["Location"] == address(third)
    with pytest.raises(Refused, match=r"sudah digabungkan ke Gula Aren Tini\. Batalkan penggabungan itu lebih dulu"):
        merging.undo(first, by=asep, reason="Keliru")
    merging.undo(second, by=asep, reason="Keliru")
    assert owners() == {("product", kept.pk), ("paper", kept.pk)}
    merging.undo(first, by=asep, reason="Keliru")
    assert owners() == {("product", gone.pk), ("paper", gone.pk)}


def test_a_merged_business_is_not_merged_again(kept, gone, rina):
    third = live(person("Tini", phone="+6286011119999"), rina, name="Gula Aren Tini")
    deciding.point_out(gone, third, by=rina)
    merged(kept, gone, by=rina)
    assert DuplicatePair.objects.filter(state="open").count() == 0, "other suspicions about it are void"
    with pytest.raises(Refused, match="Bu Rina sudah menggabungkan"):
        merging.merge(third, gone, by=rina, reason=WHY)
    with pytest.raises(Refused, match="Bu Rina sudah menggabungkan"):
        merging.merge(kept, gone, by=rina, reason=WHY)
    with pytest.raises(Refused, match="sudah digabungkan"):
        deciding.point_out(gone, third, by=rina)


def test_nothing_new_belongs_to_a_merged_business(kept, gone, dede, rina):
    paper = Certificate.objects.filter(business=gone).first()
    merged(kept, gone, by=rina)
    for act in (
        lambda: actions.open_draft(gone, by=dede),
        lambda: catalog.start_product(gone, by=dede),
        lambda: certification.enter(gone, paper.kind, {}, by=dede),
    ):
        with pytest.raises(Refused, match="sudah digabungkan"):
            act()


def test_a_certificate_renewed_since_keeps_the_merge(kept, gone, rina, asep, sari):
    done = merged(kept, gone, by=rina)
    paper = Certificate.objects.get(is_live=True)
    draft = certification.copy_for_fix(paper, by=sari)
    with pytest.raises(Refused, match="sudah diperbarui sesudah penggabungan"):
        merging.undo(done, by=asep, reason="Keliru")
    certification.discard(draft, by=sari)
    merging.undo(done, by=asep, reason="Keliru")


def test_a_product_that_claims_a_certificate_of_the_other_keeps_the_merge(kept, gone, rina, asep, sari):
    paper, product = (
        Certificate.objects.get(is_live=True),
        build.live_product(kept, sari, rina, name="Gula Batok").product,
    )
    done = merged(kept, gone, by=rina)
    draft = catalog.open_draft(product, by=sari)
    catalog.save_draft(draft, {}, by=sari, certificates=[Certificate.objects.get(pk=paper.pk)])
    with pytest.raises(Refused, match=r"Produk “Gula Batok” memakai .* dari usaha satunya"):
        merging.undo(done, by=asep, reason="Keliru")
    catalog.save_draft(draft, {}, by=sari, certificates=[])
    merging.undo(done, by=asep, reason="Keliru")
