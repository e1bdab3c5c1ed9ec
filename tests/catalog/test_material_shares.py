"""The materials of a product are parts of one whole: more than 100 percent is refused, with a sentence at the row."""

import pytest

from catalog import actions
from review.actions import Refused
from tests import build
from tests.catalog.test_editor_details import edit, rows
from tests.catalog.test_owner_pages import typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(sari, rina):
    """An empty draft of Sari's business."""
    return actions.start_product(build.live_business(sari, rina).business, by=sari)


def materials(*shares):
    """Rows of materials with these shares."""
    return [{"name": f"Bahan {at}", "origin": "home", "share_percent": share} for at, share in enumerate(shares)]


def test_a_whole_is_kept_and_more_is_refused(draft, sari):
    actions.save_draft(draft, {}, by=sari, rows={"material_rows": materials(60, 40, None)})
    with pytest.raises(Refused, match="101%, paling banyak 100%"):
        actions.save_draft(draft, {}, by=sari, rows={"material_rows": materials(60, 41)})
    assert [one.share_percent for one in draft.material_rows.all()] == [60, 40, None]


def test_the_editor_says_it_at_the_last_row_and_keeps_what_was_typed(client, sari, draft):
    client.force_login(sari)
    given = [{"name": f"Bahan {at}", "origin": "home", "share_percent": share} for at, share in enumerate(("80", "30"))]
    page = client.post(edit(draft), typed(**rows("bahan", *given)))
    assert page.status_code == 200 and "Jumlah semua bagian 110%" in page.text and 'value="Bahan 1"' in page.text
    assert not draft.material_rows.exists()
