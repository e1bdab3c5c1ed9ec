"""What people may be about to type: words and known phrases of the catalogue, categories, businesses, kecamatan."""

from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.urls import reverse

from catalog.search.vocabulary import plain, vocabulary
from catalog.search.words import LONGEST, split, tidy
from registry.models import BusinessEdition

LEAST, MOST = 2, 8
WORD, CATEGORY, BUSINESS, DISTRICT = "kata", "kategori", "usaha", "kecamatan"

# One statement; businesses only from three letters on, because a trigram needs them.
NEAR = """
(select 'kata' as what, word as name, '' as slug, frequency as weight from catalog_lexicon
 where word like %(last)s and word <> %(word)s and frequency > 0 order by frequency desc, word limit 6)
union all
(select 'kategori', name, slug, numchild from catalog_category
 where is_active and lower(name) ~ %(begins)s order by numchild desc, length(name), path limit 3)
union all
(select 'kecamatan', name, slug, 0 from registry_region
 where level = 'district' and parent_id = %(home)s and lower(name) like %(start)s order by name limit 2)
union all
(select 'usaha', name, code, 0 from (
    select name, code from registry_directoryentry where %(long)s and name ilike %(inside)s limit 200) one
 where lower(name) ~ %(begins)s order by lower(name) like %(start)s desc, length(name), name limit 3)"""


@dataclass(frozen=True)
class Suggestion:
    """One line: what it is, its words, and the page it leads to ("" for words: they are looked for)."""

    kind: str
    words: str
    address: str = ""


def _escaped(text: str) -> str:
    """For LIKE; a word holds letters and digits only, but a name may be typed with marks."""
    return text.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")


def suggestions(typed: str) -> list[Suggestion]:
    """At most eight lines for what was typed so far; none below two letters."""
    text = tidy(typed)[:LONGEST]
    words = split(text)
    if not words or len("".join(words)) < LEAST:
        return []
    joined, last = " ".join(words), words[-1]
    values = {
        "last": f"{last}%" if len(last) >= LEAST else "-",
        "word": last,
        "begins": rf"\m{joined}",
        "start": f"{joined}%",
        "inside": f"%{_escaped(joined)}%",
        "long": len(joined) >= LEAST + 1,
        "home": settings.REGION_CODE,
    }
    with connection.cursor() as cursor:
        cursor.execute(NEAR, values)
        rows = cursor.fetchall()
    before = " ".join(words[:-1])
    completed = [f"{before} {name}".strip() for what, name, _, _ in rows if what == WORD]
    completed = completed[:2] if before else completed
    found = [Suggestion(WORD, one) for one in dict.fromkeys((*_phrases(joined), *completed))][:4]
    for what, name, slug, _ in rows:
        if what == CATEGORY:
            found.append(Suggestion(what, name, reverse("catalog:category", args=[slug])))
        elif what == DISTRICT:
            found.append(Suggestion(what, name, reverse("catalog:district", args=[slug])))
        elif what == BUSINESS:
            page = reverse("catalog:business", args=[BusinessEdition(name=name).slug, slug])
            found.append(Suggestion(what, name, page))
    return found[:MOST]


def _phrases(joined: str) -> list[str]:
    """Phrases of the office's synonyms that begin so; of several words, because single ones come with the catalogue."""
    known = vocabulary().synonyms
    begun = {" ".join(one) for one in known if len(one) > 1 and " ".join(one).startswith(joined)}
    return sorted(one for one in begun if one != joined and plain(one) == one)[:2]
