"""Scale and industry class with the reason people can check."""

import pytest

from registry import actions
from registry.classes import classes_of, investment_of
from registry.models import BusinessActivity, BusinessEdition
from tests import build
from tests.people import sign_in
from tests.registry.conftest import words

R = BusinessEdition.Range


def edition(**values):
    usual = {"founded_year": 2023, "workers_male": 1, "workers_female": 3, "capital_range": R.UP_TO_50M}
    activity = BusinessActivity(kbli_code=values.pop("kbli", "10722"), kbli_edition="2025", title="Gula")
    return BusinessEdition(activity=activity, **{**usual, "investment_range": R.UP_TO_50M, **values})


def test_a_maker_of_palm_sugar_is_micro_and_a_small_industry():
    found = classes_of(edition())
    assert (found.scale, found.industry_class) == ("micro", "small")
    assert (found.is_umkm, found.is_ikm, found.is_umkk) == (True, True, True)
    assert found.scale_reason == "Usaha mikro: modal sampai Rp50 juta (PP 7/2021 pasal 35)."
    words_ = "Industri kecil: 4 tenaga kerja dan investasi di bawah Rp1 miliar (Permenperin 64/2016)."
    assert found.industry_reason == words_


def test_a_shop_is_umkm_but_no_ikm():
    found = classes_of(edition(kbli="47241"))
    assert (found.scale, found.industry_class, found.is_ikm) == ("micro", None, False)
    assert "Bukan industri pengolahan" in found.industry_reason


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ({"workers_male": None, "workers_female": None}, "jumlah tenaga kerja belum diisi"),
        ({"investment_range": ""}, "nilai investasi belum diisi"),
        (
            {"investment_range": "", "workers_male": None, "workers_female": None},
            "jumlah tenaga kerja dan nilai investasi belum diisi",
        ),
    ],
)
def test_what_is_missing_is_named(missing, said):
    found = classes_of(edition(**missing))
    assert found.industry_class is None
    assert said in found.industry_reason


def test_no_money_no_scale():
    found = classes_of(edition(capital_range=""))
    assert (found.scale, found.is_umkm) == (None, False)
    assert "modal usaha dan omzet belum diisi" in found.scale_reason


def test_capital_decides_for_the_young_and_sales_for_the_old_and_both_are_told():
    money = {"capital_range": R.UP_TO_300M, "sales_range": R.UP_TO_5B}
    young, old = classes_of(edition(**money)), classes_of(edition(founded_year=2012, **money))
    assert (young.scale, old.scale) == ("micro", "small")
    assert "jadi modal yang menentukan" in young.scale_reason
    assert "jadi omzet yang menentukan" in old.scale_reason
    assert young.disagreement == "Modal berarti usaha mikro, omzet berarti usaha kecil."
    unknown = classes_of(edition(founded_year=None, **money))
    assert "Tahun berdiri belum diisi" in unknown.scale_reason


def test_the_bound_of_one_milliard_belongs_to_small_industry_as_the_range_means_it():
    assert investment_of(R.UP_TO_1B) == 999_999_999
    assert classes_of(edition(investment_range=R.UP_TO_1B)).industry_class == "small"
    assert classes_of(edition(investment_range=R.UP_TO_2B)).industry_class == "medium"
    assert classes_of(edition(investment_range=R.UP_TO_15B, workers_male=90)).industry_class == "medium"
    assert classes_of(edition(investment_range=R.UP_TO_50B, workers_male=90)).industry_class == "large"
    assert classes_of(edition(workers_male=17)).industry_class == "medium", "20 workers"


def test_a_cooperative_is_umkk_whatever_its_size():
    found = classes_of(edition(legal_form="coop", capital_range=R.ABOVE))
    assert (found.scale, found.is_umkm, found.is_umkk) == ("large", False, True)


def test_a_further_industrial_activity_makes_an_industry(sari):
    shop = BusinessActivity.objects.create(kbli_code="47241", kbli_edition="2025", title="Toko")
    made = build.draft_business(sari, activity=shop, investment_range=R.UP_TO_50M)
    assert not classes_of(made).is_industry
    actions.save_draft(made, {}, by=sari, rows={"other_activities": [{"activity": build.activity()}]})
    assert classes_of(made).industry_class == "small"


def test_the_owner_and_the_reviewer_read_the_reasons_and_the_public_does_not(sari, rina, browser, client):
    money = {"capital_range": R.UP_TO_300M, "sales_range": R.UP_TO_5B, "investment_range": R.UP_TO_50M}
    made = build.draft_business(sari, founded_year=2023, **money)
    scale = "Usaha mikro: modal di atas Rp50 juta sampai Rp300 juta (PP 7/2021 pasal 35)."
    for path in ("/daftar-usaha/", "/daftar-usaha/periksa/", "/pusat-usaha/profil/"):
        page = words(browser(sari).get(path))
        assert scale in page, path
        assert "Industri kecil: 4 tenaga kerja" in page, path
    submission = actions.submit(made, by=sari)
    page = words(sign_in(client, rina).get(f"/petugas/tinjau/usaha/{submission.code}/"))
    assert scale in page
    assert "Modal dan omzet tidak sejalan. Modal berarti usaha mikro, omzet berarti usaha kecil." in page
    actions.approve(submission, by=rina)
    public = words(browser(sari).get(f"/usaha/{made.slug}-{made.business.code}/"))
    assert "Usaha mikro" in public
    assert "Industri kecil" in public
    assert "Rp50 juta" not in public and "Rp300 juta" not in public and "investasi" not in public


def test_a_pt_of_one_person_that_is_too_large_and_an_odd_investment_are_pointed_out(sari, rina, client):
    made = build.draft_business(
        sari, legal_form="pt_solo", founded_year=2023, capital_range=R.UP_TO_10B, investment_range=R.UP_TO_50B
    )
    submission = actions.submit(made, by=sari)
    page = words(sign_in(client, rina).get(f"/petugas/tinjau/usaha/{submission.code}/"))
    assert "PT Perorangan hanya untuk usaha mikro dan kecil" in page
    assert "Nilai investasi lebih besar daripada modal usaha" in page
    assert "PT Perorangan perlu surat pernyataan pendirian" in page
