"""KBLI codes of old lists, brought to the edition in force."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from registry.importing.near import plain
from registry.models import BusinessActivity
from registry.rules_in_force import CURRENT_KBLI

OLD_KBLI = BusinessActivity.Edition.KBLI_2020
_CODE = re.compile(r"(?<!\d)\d{4,5}(?!\d)")


@dataclass(frozen=True)
class Answer:
    """The activity, None when it is unknown; `message` says how it was read, `doubt` that it needs a look.

    A code of the old edition that was split stays as it is, so that its owner can be asked (registry.crosswalk).
    """

    activity: BusinessActivity | None
    message: str = ""
    doubt: bool = False


class Activities:
    """Both editions and the way from the old to the new one, read once."""

    def __init__(self) -> None:
        self._by_code: dict[str, dict[str, BusinessActivity]] = {CURRENT_KBLI: {}, OLD_KBLI: {}}
        for one in BusinessActivity.objects.prefetch_related("successors"):
            self._by_code.setdefault(one.kbli_edition, {})[one.kbli_code] = one
        self._answers = lru_cache(maxsize=5_000)(self._read)  # a list says the same few codes over and over

    def guess_edition(self, rows: Iterable[tuple[str, str]]) -> str:
        """The edition whose titles and codes fit the (code, title) pairs of a table better; the old one in doubt."""
        points = {CURRENT_KBLI.value: 0, OLD_KBLI.value: 0}
        for text, title in rows:
            code = next(iter(codes(text)), "")
            for edition in points:
                activity = self._by_code[edition].get(code)
                points[edition] += (
                    0 if activity is None else 5 if title and plain(activity.title) == plain(title) else 1
                )
        return CURRENT_KBLI if points[CURRENT_KBLI] > points[OLD_KBLI] else OLD_KBLI

    def read(self, text: str, edition: str) -> Answer:
        """The activity a cell such as "10722" or "10391 / 10307" means, of the edition in force if it has one there."""
        return self._answers(text[:200], edition)

    def _read(self, text: str, edition: str) -> Answer:
        found = codes(text)
        if not found:
            return Answer(None, "Kode KBLI tidak terbaca; harus 5 angka. Bidang usaha dipilih nanti.", doubt=True)
        now, before = self._by_code[CURRENT_KBLI], self._by_code[OLD_KBLI]
        for second in found[1:]:  # offices write the old code and the new one behind it
            if second in now:
                return Answer(now[second], f"Memakai KBLI {CURRENT_KBLI}: {now[second]}.")
        code = found[0]
        if edition == CURRENT_KBLI and code in now:
            return Answer(now[code])
        if code in before:
            return self._onward(before[code])
        if code in now:
            return Answer(now[code], f"Kode {code} dibaca sebagai KBLI {CURRENT_KBLI}: {now[code].title}.", doubt=True)
        return Answer(None, f"Kode KBLI {code} tidak ada di daftar. Bidang usaha dipilih nanti.", doubt=True)

    def _onward(self, old: BusinessActivity) -> Answer:
        new = list(old.successors.all())
        if len(new) == 1:
            same = new[0].kbli_code == old.kbli_code
            words = f"KBLI {OLD_KBLI} {old.kbli_code} menjadi KBLI {CURRENT_KBLI} {new[0]}."
            return Answer(new[0], "" if same else words)
        if not new:
            words = f"KBLI {OLD_KBLI} {old.kbli_code} tidak punya padanan di KBLI {CURRENT_KBLI}. Dipilih nanti."
            return Answer(old, words, doubt=True)
        choices = "; ".join(str(one) for one in sorted(new, key=lambda one: one.kbli_code)[:4])
        return Answer(old, f"KBLI {OLD_KBLI} {old.kbli_code} terpecah. Pilih salah satu: {choices}.", doubt=True)


def codes(text: str) -> list[str]:
    """The different codes in a cell, in order; a leading zero that a spreadsheet dropped is put back."""
    return list(dict.fromkeys(code.zfill(5) for code in _CODE.findall(text[:200])))
