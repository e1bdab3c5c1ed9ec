"""What people looked for and nobody makes yet: counted without a trace of who looked.

Counting never harms a page: one small statement in a savepoint of its own, that gives up rather than wait, and any
failure of it is only written to the log.
"""

import logging
import re
from datetime import date
from typing import Any

from django.db import DatabaseError, connection, models, transaction
from django.db.models import Sum
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User
from audit.models import Verb
from audit.record import record
from catalog.models import UnmetNeed
from catalog.search.vocabulary import vocabulary
from catalog.search.words import slots_of, split
from review.actions import require

log = logging.getLogger(__name__)
MOST_A_MONTH = 5_000  # different texts; what floods us stops there
MOST_WORDS, LONGEST, LONGEST_WORD = 6, 60, 20
BOTS = re.compile(r"bot|crawl|spider|slurp|curl|wget|python|java/|go-http|headless|scan|monitor|preview|fetch", re.I)
PLAIN = re.compile(r"[a-z0-9 .,'&+/%-]+")
MANY_DIGITS = re.compile(r"(?:[0-9][ .,/'-]*){6}")  # NIK, phones, account numbers, NIB
WEIRD = re.compile(r"(.)\1\1|[bcdfghjklmnpqrstvwxz]{5}")
PERSON = frozenset(
    ("pak", "bapak", "bpk", "bu", "ibu", "haji", "hajah", "hj", "ustad", "kang", "mang", "ceu", "saudara")
)
CODE_LIKE = re.compile(r"select|union|script|http|www|\.php|\.com|\.id\b|0x|\.\.|//|--", re.I)

KEEP = """
set local lock_timeout = '100ms';
insert into catalog_unmetneed (month, words, filters, count)
select %(month)s, %(words)s, %(filters)s, 1
where (select count(*) from (select from catalog_unmetneed where month = %(month)s limit %(most)s) held) < %(most)s
   or exists (select from catalog_unmetneed where month = %(month)s and words = %(words)s and filters = %(filters)s)
on conflict (month, words, filters) do update set count = catalog_unmetneed.count + 1"""


def normal(text: str) -> str:
    """The words of a need in one form; "" for what must not be kept: personal data, codes, attacks, noise."""
    plain = text.strip().lower()
    if "@" in plain or not PLAIN.fullmatch(plain) or MANY_DIGITS.search(plain) or CODE_LIKE.search(plain):
        return ""
    words, steer = split(plain), vocabulary()
    asked = [word for slot in slots_of(words, steer) if not slot.is_size for word in slot.typed]
    if steer.silent.issuperset(asked):
        return ""
    if not asked or len(asked) > MOST_WORDS or any(len(word) > LONGEST_WORD for word in asked):
        return ""
    if (
        PERSON & set(words)
        or any(WEIRD.search(word) for word in asked)
        or any(char.isdigit() for char in "".join(asked))
    ):
        return ""
    if not any(len(word) > 2 and re.search("[aeiou]", word) for word in asked):
        return ""
    return " ".join(asked)[:LONGEST].strip()


def is_person(request: HttpRequest) -> bool:
    """Whether a person seems to look: a browser that asks for the page itself."""
    agent = request.headers.get("User-Agent", "")
    ahead = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    return request.method == "GET" and bool(agent) and not BOTS.search(agent) and "prefetch" not in ahead


def note(text: str, filters: str = "") -> bool:
    """Count one page that found nothing for `text`; returns whether it was counted. Raises nothing."""
    words = normal(text)
    if not words:
        return False
    values: dict[str, Any] = {
        "month": timezone.localdate().replace(day=1), "words": words, "filters": filters[:200], "most": MOST_A_MONTH,
    }  # fmt: skip
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(KEEP, values)
    except DatabaseError:
        log.warning("an unmet need was not counted", exc_info=True)
        return False
    return True


def ranked(since: date, until: date) -> models.QuerySet[UnmetNeed, Any]:
    """The needs of the months from `since` to `until` (first days, both included), the most wanted first."""
    rows = UnmetNeed.objects.filter(month__range=(since, until)).order_by().values("words", "filters")
    return rows.annotate(total=Sum("count"), newest=models.Max("month")).order_by("-total", "words", "filters")


@transaction.atomic
def forget(words: str, *, by: User) -> int:
    """Take a text out of all months, because it names a person or is nonsense; the diary keeps no word of it."""
    require("catalog.edit_words", by)
    rows = UnmetNeed.objects.filter(words=words)
    first = rows.first()
    if first is None:
        return 0
    record(Verb.CHANGED, first, by=by, removed=rows.count())
    return rows.delete()[0]


def before(edge: date) -> models.QuerySet[UnmetNeed]:
    """What is older than the office keeps it."""
    return UnmetNeed.objects.filter(month__lt=edge.replace(day=1))
