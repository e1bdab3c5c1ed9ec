"""Loads the words that steer search from data/; a word or group that the office touched stays as the office has it."""

from django.db import transaction
from django.utils.text import slugify

from catalog.models import ProductSearch, SearchWord, SynonymGroup
from catalog.search.vocabulary import changed, group_file, of_files
from catalog.word_work import order_rebuild


def group_code(words: tuple[str, ...], *, is_one_way: bool) -> str:
    """What a group of our list is called: its first phrase."""
    return f"{slugify(words[0])[:70]}{'-arah' if is_one_way else ''}"


@transaction.atomic
def load_words() -> int:
    """Bring our lists up to date; returns how many words and groups they hold.

    What our lists no longer hold and nobody touched goes. Search rows follow in the background when they must.
    """
    stems_changed = _load_words()
    groups_changed, count = _load_groups()
    if stems_changed or groups_changed or not SearchWord.objects.exists():
        changed()
    if stems_changed and ProductSearch.objects.exists():
        order_rebuild(by=None)
    else:
        SearchWord.objects.filter(is_settled=False).update(is_settled=True)
    files = of_files()
    return len(files.stop) + len(files.whole) + count


def _load_words() -> bool:
    files = of_files()
    ours = {(SearchWord.Kind.STOP.value, word) for word in files.stop}
    ours |= {(SearchWord.Kind.WHOLE.value, word) for word in files.whole}
    known = {(row.kind, row.word): row for row in SearchWord.objects.all()}
    new = ours - known.keys()
    SearchWord.objects.bulk_create([SearchWord(kind=kind, word=word, is_settled=False) for kind, word in sorted(new)])
    gone = [row.pk for key, row in known.items() if key not in ours and row.edited_at is None]
    SearchWord.objects.filter(pk__in=gone).delete()
    return bool(new or gone)


def _load_groups() -> tuple[bool, int]:
    known = {row.code: row for row in SynonymGroup.objects.all()}
    ours: dict[str, SynonymGroup] = {}
    for (words, is_one_way), note in group_file():
        code = group_code(words, is_one_way=is_one_way)
        if code in ours:
            raise ValueError(f"synonyms.csv: two groups begin with {words[0]}")
        ours[code] = SynonymGroup(code=code, words=list(words), is_one_way=is_one_way, note=note)
    fresh = [
        row
        for code, row in ours.items()
        if code not in known or (known[code].edited_at is None and _told(known[code]) != _told(row))
    ]
    SynonymGroup.objects.bulk_create(
        fresh, update_conflicts=True, unique_fields=["code"], update_fields=["words", "is_one_way", "note"]
    )
    gone = [row.pk for code, row in known.items() if code not in ours and row.edited_at is None]
    SynonymGroup.objects.filter(pk__in=gone).delete()
    return bool(fresh or gone), len(ours)


def _told(row: SynonymGroup) -> tuple[list[str], bool, str]:
    return row.words, row.is_one_way, row.note
