"""/gaya/: the living page of our components, each in every state, for those who build and check the portal."""

import datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.gates import has_permission
from accounts.templatetags.portal import icon_names

HINTS = {"perorangan": "Dikelola sendiri atau bersama keluarga"}


class SampleForm(forms.Form):
    """Every kind of field we draw."""

    name = forms.CharField(label="Nama usaha", help_text="Nama yang dikenal pembeli. Muncul di katalog.", max_length=60)
    legal_form = forms.ChoiceField(
        label="Bentuk usaha",
        widget=forms.RadioSelect,
        choices=[("perorangan", "Perorangan"), ("kelompok", "Kelompok (KUB) atau koperasi")],
    )
    district = forms.ChoiceField(
        label="Kecamatan", choices=[("", "Pilih kecamatan"), ("14", "Rangkasbitung"), ("2", "Bayah")]
    )
    price = forms.IntegerField(
        label="Harga",
        help_text="Hanya angka, misalnya 22500.",
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "data-before": "Rp", "data-after": "/ bungkus", "class": "num"}
        ),
    )
    since = forms.IntegerField(label="Tahun mulai", required=False, widget=forms.TextInput(attrs={"class": "w-s num"}))
    ways = forms.MultipleChoiceField(
        label="Cara kirim",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("ambil", "Ambil sendiri"), ("kurir", "Kurir")],
    )
    note = forms.CharField(label="Keterangan", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    scan = forms.FileField(label="Pindaian", required=False, help_text="PDF, JPG atau PNG, paling besar 5 MB.")
    agree = forms.BooleanField(
        label="Saya setuju data usaha saya diperiksa petugas.", help_text="Wajib sebelum dikirim."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["legal_form"].choice_hints = HINTS  # type: ignore[attr-defined]  # drawn by parts/field.html


Card = dict[str, Any]
HALAL, ENDING = {"label": "Halal", "state": "valid"}, {"label": "P-IRT", "state": "expiring"}
CARDS: list[Card] = [
    {
        "name": "Keripik talas gurih asin, kemasan 250 g",
        "price_words": "Rp22.500",
        "unit_price_words": "Rp90.000 per kg",
        "category": "keripik-talas",
        "badges": [HALAL, ENDING],
        "ready": True,
    },
    {
        "name": "Gula semut aren",
        "price_words": "Rp42.000",
        "category": "gula-semut",
        "badges": [],
        "minimum": "20 kemasan",
    },
    {"name": "Lemari arsip", "category": "furnitur-kantor", "badges": [HALAL], "paused": True},
    {
        "name": "Barang tanpa kategori",
        "price_words": "Rp1.250.000",
        "category": "",
        "badges": [{"label": "TKDN", "state": "claimed"}],
    },
]
for card in CARDS:
    card |= {"address": "#kartu", "unit": "bungkus", "business": "Contoh Usaha Bu Enok", "place": "Rangkasbitung"}
CERTIFICATE_STATES = ["valid", "expiring", "expired", "needs_confirmation", "revoked", "in_process", "claimed"]
COLOURS = [f"{name}{tone}" for name in ("brand", "sugar", "ok", "warn", "bad") for tone in ("", "-soft")]
STEPS = [
    {"state": "done", "title": "Dikirim", "note": "Kamis 19 November, 14.05"},
    {"state": "done", "title": "Diterima", "note": "Jumat 20 November, 08.12"},
    {"state": "now", "title": "Sedang diperiksa", "note": "oleh Rina, sejak hari ini"},
    {"state": "later", "title": "Tayang", "note": "perkiraan Senin 23 November"},
]
RETURNED = [STEPS[0], {"state": "bad", "title": "Perlu diperbaiki", "note": "Foto label belum terbaca"}]


@require_safe
@has_permission("review.view_queue")
def style_page(request: HttpRequest) -> HttpResponse:
    """Show every component."""
    wrong = SampleForm({"name": "Sari Talas", "price": "22rb", "district": "", "agree": ""})
    context = {
        "empty_form": SampleForm(prefix="kosong"),
        "wrong_form": wrong,
        "states": ["", "submitted", "in_review", "needs_changes", "approved", "rejected", "withdrawn", "suspended"],
        "certificate_states": CERTIFICATE_STATES,
        "until": datetime.date(2026, 12, 18),
        "moment": datetime.datetime(2026, 11, 21, 7, 5, tzinfo=datetime.UTC),
        "cards": CARDS,
        "steps": STEPS,
        "returned": RETURNED,
        "ages": [("3 jam", 8), ("2,1 hari", 70), ("4,2 hari", 140)],
        "page": Paginator(range(240), 10).page(12),
        "icons": sorted(icon_names()),
        "colours": COLOURS,
        "kinds": ["info", "ok", "warn", "bad"],
        "tasks": ["todo", "started", "done", "fix", "locked"],
    }
    return render(request, "lebak_catalog/style.html", context)
