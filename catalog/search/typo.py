"""Puts misspelt words right, and completes begun ones, with the words of the catalogue itself."""

from django.db import connection, transaction

from catalog.models import Lexicon
from catalog.search.vocabulary import vocabulary
from catalog.search.words import slots_of, split
from registry.spelling import distance, meant, neighbours

CANDIDATES = 40
BEGUN = 3  # letters of a word that can be completed

# Every word of a product's name, business and description; rare words of descriptions are themselves often misspelt.
STATISTICS = """
insert into catalog_lexicon (word, frequency)
select word, least(sum(weight), 2000000000) from (
    select word, ndoc * 1 as weight from ts_stat($$select to_tsvector('simple', regexp_replace(lower(unaccent(
        s.name || ' ' || s.business_name || ' ' || s.district_name)), '[^a-z]+', ' ', 'g'))
        from catalog_productsearch s$$)
    union all
    select word, ndoc from ts_stat($$select to_tsvector('simple', regexp_replace(lower(unaccent(
        e.description || ' ' || e.materials)), '[^a-z]+', ' ', 'g'))
        from catalog_productsearch s join catalog_productedition e on e.product_id = s.product_id and e.is_live$$)
        where ndoc >= 3
    union all
    select word, ndoc from ts_stat($$select to_tsvector('simple', regexp_replace(lower(unaccent(
        c.name || ' ' || c.examples)), '[^a-z]+', ' ', 'g')) from catalog_category c$$)
) counted where length(word) between 3 and 40 group by word
on conflict (word) do update set frequency = excluded.frequency"""

NEAR = """
select asked.word, near.word, near.frequency
from unnest(%(words)s::text[]) asked(word) cross join lateral (
    select word, frequency from catalog_lexicon l where l.word %% asked.word
    order by similarity(l.word, asked.word) desc, frequency desc limit %(most)s) near
union all
select '', word, frequency from catalog_lexicon where word = any(%(made)s)
union all
(select '*', word, frequency from catalog_lexicon where %(begun)s <> '' and word like %(begun)s || '%%'
 order by frequency desc, word limit 3)"""


@transaction.atomic
def rebuild_lexicon() -> int:
    """Count the words of the catalogue anew; returns how many there are."""
    synonyms = vocabulary(sure=True).synonyms
    shortest = {phrase: 3 if len(phrase) == 1 else 4 for phrase in synonyms}  # asn is no word beside telur asn
    spelt = {word for phrase, least in shortest.items() for word in phrase if len(word) >= least}
    known = {word for word in spelt if word.isalpha() and word.isascii()}
    with connection.cursor() as cursor:
        cursor.execute("set local statement_timeout to 0")
        cursor.execute("delete from catalog_lexicon")
        cursor.execute(STATISTICS)
    # words that only the office knows: true, but nothing is put right towards them when makers use another one
    Lexicon.objects.bulk_create([Lexicon(word=word, frequency=0) for word in sorted(known)], ignore_conflicts=True)
    return Lexicon.objects.count()


def _doubtful(words: list[str]) -> list[str]:
    """Words that may be misspelt: no sizes, no words that tell nothing, none of a known phrase."""
    steer = vocabulary()
    asked = {word for slot in slots_of(words, steer) if not slot.is_size for word in slot.typed}
    return sorted({word for word in words if word in asked and word.isalpha() and len(word) > 2})


def corrected(text: str) -> str:
    """The text with words nobody uses replaced by the nearest that somebody does; "" when nothing changes.

    The last word may be just begun: then the word it begins is meant ("kerip": keripik).
    """
    words = split(text)
    doubtful = _doubtful(words)
    if not doubtful:
        return ""
    last = words[-1] if words[-1] in doubtful and len(words[-1]) >= BEGUN else ""
    made = sorted({one for word in doubtful for one in neighbours(word)})
    near: dict[str, dict[str, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(NEAR, {"words": doubtful, "most": CANDIDATES, "made": made, "begun": last})
        for word, found, frequency in cursor.fetchall():
            near.setdefault(word, {})[found] = frequency
    exact, whole = near.pop("", {}), near.pop("*", {})
    right = {word: meant(word, near.get(word, {}), exact) for word in doubtful}
    if last and whole and last not in exact and (right[last] == last or distance(last, right[last]) >= 1):
        right[last] = max(whole, key=lambda one: (whole[one], one))
    better = " ".join(right.get(word, word) for word in words)
    return "" if better == " ".join(words) else better
