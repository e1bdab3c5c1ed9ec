"""Reports in each state with words as long as the form allows, a catalogue somebody ordered, a form being changed."""

from accounts.models import User
from catalog import actions as catalog
from catalog.actions import stories
from catalog.models import Category, Product
from faults import actions
from faults.models import Report
from faults.subjects import find
from prints.actions import keep
from prints.models import Booklet
from registry.models import Business
from tests import showroom
from tests.bulk import table_of
from tests.privacy.things import may

LONG = "Panjangsekalitulisannya" * 20


def reported(code: str, kind: str, text: str, **more: object) -> Report:
    """A report of a visitor about a product."""
    subject = find("produk", code)
    assert subject is not None
    return actions.report(subject, kind, text, by=None, **more)


def _showroom(people: dict[str, User], words: dict[str, str]) -> None:
    """A collection with a product that left the display, a story on display and one that the owner is asked about."""
    rina, sari = people["rina"], people["sari"]
    products = list(Product.objects.filter(code__in=[words["product"], words["long_product"]]))
    rina = may(rina, "catalog.curate", "catalog.tell_story", "catalog.decide_product")
    made = showroom.collection(products, rina, title="Panjangsekalijudulkoleksinya" * 2, intro=LONG[:500])
    photo = products[0].photos.first()
    story = showroom.live(
        Business.objects.get(code=words["business"]), sari, rina, title="Judulceritayangpanjang" * 4, photo=photo
    )
    asked = showroom.told(Business.objects.get(code=words["long_business"]), rina, is_by_office=True, text=LONG)
    stories.ask_owner(asked, by=rina)
    words |= {
        "collection": made.code, "collection_slug": made.slug, "story": story.code, "story_slug": story.slug,
        "exported": words["long_product"],
    }  # fmt: skip


def paper(people: dict[str, User], words: dict[str, str]) -> None:
    """Ratna answers reports; one is answered, one waits for its owner and the office."""
    ratna = people["ratna"] = may(people["ratna"], "faults.answer_report")
    done = reported(words["product"], "price", "")
    words_for_all = "Harga sudah diperbarui."
    actions.answer(done, "answered", "Terima kasih. Sudah diperbarui.", by=ratna, public_line=words_for_all)
    contact = {"contact": f"{'panjang' * 9}@contoh.example", "may_contact": True}
    one = reported(words["long_product"], "claim", LONG, **contact)
    actions.take(one, by=ratna, tell=True)
    actions.reply(one, LONG, by=people["dede"])
    booklet = Booklet.objects.create(title="Gula", codes=[words["product"]], ordered_by=people["sari"])
    keep(booklet, b"%PDF-1.7 contoh", 1)
    ratna = people["ratna"] = may(ratna, "catalog.edit_specification")
    sugar = Category.objects.get(slug="gula-semut")
    catalog.start_form(sugar, by=ratna)
    catalog.put_question(sugar, {"key": "ukuran-butir", "label": "Ukuran butir"}, by=ratna)
    _showroom(people, words)
    words |= {"report": one.code, "report_done": done.code, "booklet": booklet.code}
    words["table"] = table_of(words["business"], by=people["sari"], long=LONG).code
