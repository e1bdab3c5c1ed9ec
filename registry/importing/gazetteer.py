"""Kecamatan and desa as people spell them in tables."""

import re
from dataclasses import dataclass
from functools import lru_cache

from registry.importing.near import nearest, plain
from registry.models import Region
from registry.queries import districts, villages

_BEFORE = re.compile(r"^\s*(kecamatan|kec|desa|ds|kelurahan|kel)\b[.\s]*", re.IGNORECASE)


@dataclass(frozen=True)
class Place:
    """A place that was found; `guessed` when the spelling had to be put right."""

    region: Region
    guessed: bool = False


class Gazetteer:
    """All kecamatan and desa of this portal's regency, read once."""

    def __init__(self) -> None:
        self._districts = {plain(one.name): one for one in districts()}
        self._villages: dict[str, dict[str, Region]] = {}
        for one in villages():
            self._villages.setdefault(str(one.parent_id), {})[plain(one.name)] = one
        self._found = lru_cache(maxsize=5_000)(self._look)  # a list says the same few places over and over

    def district(self, text: str) -> Place | None:
        """The kecamatan that `text` means, None when there is no such one here."""
        return self._found(text[:200], "")

    def village(self, text: str, district: Region) -> Place | None:
        """The desa that `text` means within a kecamatan."""
        return self._found(text[:200], district.code)

    def _look(self, text: str, district: str) -> Place | None:
        return _find(text, self._villages.get(district, {}) if district else self._districts)

    def only_village(self, text: str) -> Region | None:
        """The desa with exactly this name, when the whole regency has just one."""
        found = [names[plain(text)] for names in self._villages.values() if plain(text) in names]
        return found[0] if len(found) == 1 else None


def _find(text: str, names: dict[str, Region]) -> Place | None:
    word = plain(_BEFORE.sub("", text))
    if word in names:
        return Place(names[word])
    meant = nearest(word, names)
    return Place(names[meant], guessed=True) if meant else None
