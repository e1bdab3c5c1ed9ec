"""A decision as an officer types it: the button, a ready reason, own words, and notes at single fields."""

from collections.abc import Sequence

from django import forms

from review.models import Reason, State
from review.queries import reasons_for

APPROVE, SEND_BACK, REJECT = State.APPROVED.value, State.NEEDS_CHANGES.value, State.REJECTED.value
BUTTONS = [(APPROVE, "Setujui"), (SEND_BACK, "Minta perbaikan"), (REJECT, "Tolak")]
LONGEST_NOTE = 400
LOOK_AGAIN = "Periksa lagi isian ini."
NUL = "Ada tanda yang tidak bisa disimpan. Hapus lalu ketik ulang."


def reason_words(reason: Reason) -> str:
    """The short label, with the decision it is for when it does not fit both."""
    only = {Reason.Decision.NEEDS_CHANGES: " (minta perbaikan)", Reason.Decision.REJECTED: " (tolak)"}
    return f"{reason.label}{only.get(Reason.Decision(reason.decision), '')}"


class DecisionForm(forms.Form):
    """Valid: `state`, `chosen_reason`, `message` and `findings` are ready for the verb."""

    decision = forms.ChoiceField(
        choices=BUTTONS, error_messages={"required": "Pilih Setujui, Minta perbaikan, atau Tolak."}
    )
    reason = forms.ModelChoiceField(
        label="Alasan siap pakai",
        queryset=Reason.objects.none(),
        to_field_name="code",
        required=False,
        error_messages={"invalid_choice": "Alasan itu tidak ada lagi. Pilih yang lain."},
    )
    words = forms.CharField(
        label="Pesan untuk pemilik",
        required=False,
        max_length=2000,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": "Pesan paling panjang 2.000 huruf. Anda menulis %(show_value)d huruf."},
    )

    def __init__(self, *args: object, kind: str, fields: Sequence[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.marked = list(fields)
        self.fields["reason"].queryset = reasons_for(kind)  # type: ignore[attr-defined]
        for name, label in self.marked:
            self.fields[f"tanda-{name}"] = forms.BooleanField(label=f"{label} perlu diperbaiki", required=False)
            self.fields[f"catatan-{name}"] = forms.CharField(
                label=f"Catatan untuk {label}",
                required=False,
                max_length=LONGEST_NOTE,
                error_messages={"max_length": f"Catatan untuk {label} paling panjang {LONGEST_NOTE} huruf."},
            )
        for field in self.fields.values():
            field.error_messages["null_characters_not_allowed"] = NUL

    def clean(self) -> dict[str, object]:
        """Put reason, words and notes together; say what is missing for a refusal."""
        given = super().clean() or {}
        self.state = str(given.get("decision") or "")
        self.chosen_reason: Reason | None = given.get("reason")
        self.findings = self._findings()
        if not self.state or self.errors:
            return given
        if self.state == APPROVE:
            if self.findings:
                self.add_error(None, "Ada catatan perbaikan. Tekan “Minta perbaikan”, atau hapus dulu catatannya.")
            return given
        reason = self.chosen_reason
        if reason and reason.decision not in (self.state, Reason.Decision.BOTH):
            self.add_error("reason", f"Alasan ini hanya untuk “{reason.get_decision_display()}”. Pilih alasan lain.")
        if reason and reason.field and reason.field in dict(self.marked):
            self.findings.setdefault(reason.field, reason.sentence[:LONGEST_NOTE])
        self.message = self._message(str(given.get("words") or ""))
        if not self.message:
            self.add_error("words", "Pilih atau tulis alasan supaya pemilik tahu apa yang harus dilakukan.")
        return given

    def _findings(self) -> dict[str, str]:
        given = self.cleaned_data
        notes = {name: str(given.get(f"catatan-{name}") or "").strip() for name, _ in self.marked}
        reason = self.chosen_reason
        for name, note in notes.items():
            if given.get(f"tanda-{name}") and not note:
                fits = reason is not None and reason.field == name
                notes[name] = reason.sentence[:LONGEST_NOTE] if reason and fits else LOOK_AGAIN
        return {name: note for name, note in notes.items() if note}

    def _message(self, typed: str) -> str:
        if typed or self.chosen_reason:
            return typed or str(self.chosen_reason.sentence if self.chosen_reason else "")
        labels = [label for name, label in self.marked if name in self.findings]
        return f"Perbaiki isian yang ditandai: {', '.join(labels)}." if labels and self.state == SEND_BACK else ""

    def typed(self) -> list[tuple[str, str]]:
        """What stands in the form (label, text), to show when it can no longer be sent."""
        named = [("Pesan untuk pemilik", "words"), *((label, f"catatan-{name}") for name, label in self.marked)]
        return [(label, text) for label, name in named if (text := str(self.data.get(name, "")).strip())]
