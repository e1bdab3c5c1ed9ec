"""What people type to order a catalogue."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from catalog.models import Category
from catalog.picked import codes_in
from catalog.showroom import codes_of, in_season
from prints.queries import MOST
from registry.form_fields import Line


class BookletForm(forms.Form):
    """A catalogue of a category, of a collection of the season, or of a list of codes."""

    category = forms.ChoiceField(
        label="Kategori",
        choices=(),
        required=False,
        error_messages={"invalid_choice": "Pilih kategori dari daftar."},
    )
    collection = forms.ChoiceField(
        label="Atau koleksi",
        choices=(),
        required=False,
        error_messages={"invalid_choice": "Koleksi ini sedang tidak tayang. Pilih dari daftar."},
        help_text="Produk yang tayang sekarang, menurut urutan koleksinya.",
    )
    codes = Line(
        label="Atau kode produk",
        longest=8000,
        lines=True,
        required=False,
        help_text="Satu kode per baris, atau dipisah koma. Dipakai bila kategori dan koleksi dikosongkan.",
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
    )
    title = Line(
        label="Judul di sampul",
        longest=60,
        required=False,
        help_text="Boleh kosong: nama kategori atau koleksinya yang dipakai.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Category.objects.filter(is_active=True).order_by("path").values_list("slug", "name", "depth")
        listed = [(slug, f"{'– ' * (depth - 1)}{name}") for slug, name, depth in rows]
        self.fields["category"].choices = [("", "Pilih kategori"), *listed]

        self.collections = {one.slug: one for one in in_season(timezone.localdate())}
        shown = [(slug, one.title) for slug, one in self.collections.items()]
        self.fields["collection"].choices = [("", "Pilih koleksi"), *shown]

    def clean_category(self) -> Category | None:
        """The category behind the slug."""
        slug = self.cleaned_data["category"]
        return Category.objects.get(slug=slug) if slug else None

    def clean_codes(self) -> list[str]:
        """The codes; ValidationError when there is text without any, or too many."""
        typed = self.cleaned_data["codes"]
        codes, too_many = codes_in(typed.replace(",", " ").replace(";", " ").split(), MOST)
        if typed and not codes:
            raise ValidationError("Tidak ada kode produk di sini. Kode produk terdiri dari 8 huruf dan angka.")
        if too_many:
            raise ValidationError(f"Paling banyak {MOST} kode dalam satu katalog.")
        return codes

    def clean(self) -> dict[str, Any]:
        """One of the three; the title falls back to what was chosen. A collection becomes the codes it shows now."""
        given = super().clean() or {}
        collection = None if given.get("category") else self.collections.get(given.get("collection") or "")
        if collection is not None:
            given["codes"] = codes_of(collection)[:MOST]
            if not given["codes"]:
                self.add_error("collection", "Produk koleksi ini sedang tidak ada yang tayang.")
        if not given.get("category") and not given.get("codes") and not self.errors:
            self.add_error("category", "Pilih kategori atau koleksi, atau isi kode produknya.")
        if not given.get("title"):
            category = given.get("category")
            chosen = category.name if category else collection.title if collection else "Produk pilihan"
            given["title"] = chosen[:60]
        return given
