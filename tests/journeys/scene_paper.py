"""Reports in each state with words as long as the form allows, a catalogue somebody ordered, a form being changed."""

from accounts.models import User
from catalog import actions as catalog
from catalog.models import Category
from faults import actions
from faults.models import Report
from faults.subjects import find
from prints.actions import keep
from prints.models import Booklet
from tests.bulk import table_of
from tests.privacy.things import may

LONG = "Panjangsekalitulisannya" * 20


def reported(code: str, kind: str, text: str, **more: object) -> Report:
    """A report of a visitor about a product."""
    subject = find("produk", code)
    assert subject is not None
    return actions.report(subject, kind, text, by=None, **more)


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
    words |= {"report": one.code, "report_done": done.code, "booklet": booklet.code}
    words["table"] = table_of(words["business"], by=people["sari"], long=LONG).code
