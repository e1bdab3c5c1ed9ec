"""The step of a product on its way into Katalog V6."""

from typing import Any

from django import forms

from catalog.models import InaprocListing
from registry.form_fields import Line


class InaprocForm(forms.Form):
    """Where it is going, with what that step needs. Which steps there are is said by the page."""

    use_required_attribute = False
    state = forms.ChoiceField(choices=InaprocListing.State, widget=forms.HiddenInput)
    reason = Line(label="Alasan dari Katalog V6", longest=400, required=False, lines=True)
    url = Line(
        label="Alamat produk di Katalog V6",
        longest=300,
        required=False,
        help_text="Salin dari baris alamat, misalnya https://katalog.inaproc.id/…",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none", "autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, state: str = "", url: str = "") -> None:
        super().__init__(data, initial={"state": state, "url": url})
        for name in ("reason", "url"):
            self.fields[name].needed = True  # by the step that shows it
