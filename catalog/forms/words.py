"""What the office types about the words that steer search."""

import re
from typing import Any

from django import forms

from catalog.models import SearchWord
from catalog.search.words import split, tidy

LEAST, MOST, LONGEST = 2, 20, 60
LONGEST_WORD = 40


class WordsField(forms.Field):
    """Phrases, one on each line or with commas between; kept as search takes them apart."""

    widget = forms.Textarea(attrs={"rows": 6, "spellcheck": "false"})

    def to_python(self, value: Any) -> list[str]:
        """The phrases without doubles. Raises ValidationError."""
        lines = re.split(r"[\n,;|]+", str(value or "")[:4000].replace("\0", " "))
        found = list(dict.fromkeys(phrase for line in lines if (phrase := " ".join(split(tidy(line))))))
        if any(len(phrase) > LONGEST for phrase in found):
            raise forms.ValidationError(f"Satu padanan paling panjang {LONGEST} huruf.")
        if len(found) > MOST:
            raise forms.ValidationError(f"Paling banyak {MOST} padanan. Anda menulis {len(found)}.")
        return found

    def validate(self, value: list[str]) -> None:
        """At least two."""
        if len(value) < LEAST:
            raise forms.ValidationError("Tulis paling sedikit dua kata atau frasa yang berbeda, satu di setiap baris.")


class TidyField(forms.CharField):
    """One clean line; whatever is sent is no error but its length."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.validators = [one for one in self.validators if "Null" not in type(one).__name__]

    def to_python(self, value: Any) -> str:
        """The line."""
        return tidy(super().to_python(value) or "")


class GroupForm(forms.Form):
    """Words that count as each other."""

    words = WordsField(
        label="Kata dan padanannya",
        help_text="Satu di setiap baris, misalnya: boboko, bakul nasi. Huruf besar dan tanda baca tidak berpengaruh.",
    )
    is_one_way = forms.BooleanField(
        label="Satu arah: hanya kata pertama yang ikut menemukan kata lain, tidak sebaliknya", required=False
    )
    note = TidyField(
        label="Catatan", required=False, max_length=200,
        help_text="Untuk petugas, misalnya asal katanya.",
        error_messages={"max_length": "Catatan paling panjang 200 huruf."},
    )  # fmt: skip
    tried = TidyField(
        label="Coba dengan pencarian ini", required=False, max_length=100,
        help_text="Tidak disimpan. “Lihat dulu” menunjukkan berapa produk yang ditemukan sebelum dan sesudahnya.",
        error_messages={"max_length": "Paling panjang 100 huruf."},
    )  # fmt: skip


class WordForm(forms.Form):
    """A word that search leaves out, or leaves whole."""

    kind = forms.ChoiceField(
        label="Perlakuan",
        choices=[
            (SearchWord.Kind.WHOLE, "Kata utuh: imbuhannya tidak dipotong (kemeja bukan meja)"),
            (SearchWord.Kind.STOP, "Kata umum: tidak ikut dicari (yang, untuk, murah)"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih perlakuannya.", "invalid_choice": "Pilih perlakuan dari daftar."},
    )
    word = forms.CharField(label="Kata", max_length=200, error_messages={"required": "Tulis katanya."})
    tried = TidyField(
        label="Coba dengan pencarian ini", required=False, max_length=100,
        help_text="Tidak disimpan.", error_messages={"max_length": "Paling panjang 100 huruf."},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["word"].validators = []

    def clean_word(self) -> str:
        """One word of letters and digits."""
        words = split(tidy(self.cleaned_data["word"]))
        if len(words) != 1 or not words[0].isascii():
            raise forms.ValidationError("Tulis satu kata saja, tanpa spasi dan tanda baca.")
        if len(words[0]) > LONGEST_WORD or (len(words[0]) < 2 and not words[0].isdigit()):
            raise forms.ValidationError(f"Panjang kata 2 sampai {LONGEST_WORD} huruf.")
        return words[0]
