"""What a business does: the main activity, further ones, and the question when an old code was split."""

from collections.abc import Mapping
from typing import Any, cast

from registry.crosswalk import is_settled, way_of
from registry.form_fields import Choice
from registry.forms_part import PartForm
from registry.models import BusinessActivity, BusinessEdition
from registry.queries import activity_by_key

GONE = "hapus"
MOST_OTHERS = 10


class ActivityForm(PartForm):
    """The main activity is chosen from what was found by words; a code of an old KBLI offers its heirs.

    Pressed `also`: the choice becomes a further activity. Pressed `drop`: that further activity goes.
    """

    outside = frozenset({"activity"})

    activity = Choice(label="Pilih yang paling cocok", choices=(), missing="Pilih bidang usaha.")

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        edition: BusinessEdition,
        found: list[BusinessActivity],
        more: str = "",
        without: str = "",
    ) -> None:
        self.others = [row.activity for row in edition.other_activities.all()]
        super().__init__(data, edition=edition)
        self.refused = ""
        self._main(data, edition.activity, found)
        self.old_others = {self._instead(one): one for one in self.others if not is_settled(one)}

    def _main(
        self, data: Mapping[str, Any] | None, main: BusinessActivity | None, found: list[BusinessActivity]
    ) -> None:
        field = cast(Choice, self.fields["activity"])
        chosen = [main] if main else []
        self.way = None
        if main is not None and not is_settled(main):
            self.way = way_of(main)
            chosen = list(self.way.heirs)
            field.label = self.way.question
        typed = activity_by_key(str(data.get("activity", ""))) if data else None
        listed = list(dict.fromkeys([*chosen, *([typed] if typed and is_settled(typed) else []), *found]))
        field.choices = [(one.key, one.title) for one in listed]
        field.choice_hints = {one.key: f"KBLI {one.kbli_edition}: {one.kbli_code}" for one in listed}
        self.initial["activity"] = main.key if main and is_settled(main) else None

    def _instead(self, old: BusinessActivity) -> str:
        """A question of its own for a further activity whose code is of an old KBLI; the name of its field."""
        way, name = way_of(old), f"ganti_{old.kbli_code}"
        choices = [(one.key, one.title) for one in way.heirs]
        field = Choice(
            label=f"{old.title}. {way.question}",
            choices=[*choices, (GONE, "Bidang ini tidak lagi dikerjakan")],
            missing=f"Pilih pengganti kode {old.kbli_code}.",
            hints={one.key: f"KBLI {one.kbli_edition}: {one.kbli_code}" for one in way.heirs},
        )
        self.fields[name] = field
        return name

    @property
    def is_adding(self) -> bool:
        """Whether the choice shall become a further activity."""
        return "also" in self.data

    def values(self) -> dict[str, Any]:
        """The chosen main activity; nothing changes while none is chosen."""
        self.is_valid()
        key = self.cleaned_data.get("activity")
        return {"activity": activity_by_key(key)} if key and not self.is_adding and "drop" not in self.data else {}

    def row_values(self) -> dict[str, list[dict[str, Any]]]:
        """The further activities after what was pressed and answered."""
        kept = [one for one in self.others if one.key != str(self.data.get("drop", ""))]
        answers = {old: self.cleaned_data.get(name) for name, old in self.old_others.items()}
        kept = [new for one in kept for new in self._answered(one, answers.get(one))]
        key = self.cleaned_data.get("activity")
        if self.is_adding:
            chosen = activity_by_key(key) if key else None
            if chosen is None or chosen == self.edition.activity or chosen in kept:
                self.refused = "Cari dan pilih dulu bidang yang belum ada di daftar Anda."
            elif self.edition.activity is None:
                self.refused = "Simpan dulu bidang utamanya, lalu tambah bidang lain."
            elif len(kept) >= MOST_OTHERS:
                self.refused = f"Bidang lain paling banyak {MOST_OTHERS}. Pilih yang paling sering dikerjakan."
            else:
                kept.append(chosen)
        return {"other_activities": [{"activity": one} for one in kept]}

    def _answered(self, one: BusinessActivity, key: str | None) -> list[BusinessActivity]:
        if key == GONE:
            return []
        heir = activity_by_key(key) if key else None
        return [heir or one]
