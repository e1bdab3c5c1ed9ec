"""How complete a listing is: 100 points, each with its reason."""

import pytest

from catalog import actions
from catalog.completeness import checks, score
from tests import build


@pytest.mark.parametrize("is_food", [True, False])
def test_the_points_add_up_to_100_and_each_has_a_reason(sari, rina, is_food):
    business = build.live_business(sari, rina).business
    category = build.category("kopi" if is_food else "tikar", "X", is_food=is_food)
    found = checks(build.draft_product(business, sari, category=category), photos=1)
    assert sum(one.points for one in found) == 100
    assert all(one.why and one.field for one in found)


def test_telling_more_raises_it_to_100(sari, rina):
    business = build.live_business(sari, rina).business
    edition = actions.start_product(business, by=sari)
    assert score(checks(edition, photos=0)) == 0
    whole = build.whole_product(
        description="x" * 100, gross_weight_grams=1, length_mm=1, width_mm=1, height_mm=1, materials="nira",
        specification=[["Warna", "cokelat"]], delivers="country", is_made_here=True, has_local_workers=False,
        has_local_material=True, shelf_life_days=90,
    )  # fmt: skip
    actions.save_draft(edition, whole, by=sari)
    actions.set_price(edition.product, 1000, by=sari)
    assert score(checks(edition, photos=3)) == 100
