"""What an owner agrees to and declares."""

from collections.abc import Mapping
from typing import Any

from django import forms

from registry.consents import OPTIONAL
from registry.forms_part import PartForm
from registry.models import BusinessEdition


class AgreementForm(forms.Form):
    """What may be shown to everybody: each asked for itself, none ticked before she ticks it."""

    def __init__(self, data: Mapping[str, Any] | None, *, agreed: set[str]) -> None:
        forms.Form.__init__(self, data)
        for text in OPTIONAL:
            self.fields[text.purpose] = forms.BooleanField(
                label=text.question, help_text=text.meaning, required=False, initial=text.purpose in agreed
            )

    def answers(self) -> dict[str, bool]:
        """Purpose -> whether she agrees; call on a valid form."""
        return {text.purpose: bool(self.cleaned_data.get(text.purpose)) for text in OPTIONAL}


class ConsentForm(AgreementForm, PartForm):
    """The same questions as a part of the registration; the answers belong to the person, not to the edition."""

    def __init__(self, data: Mapping[str, Any] | None, *, edition: BusinessEdition, agreed: set[str]) -> None:
        self.edition, self.lists = edition, []
        AgreementForm.__init__(self, data, agreed=agreed)

    def values(self) -> dict[str, Any]:
        """Nothing for the edition."""
        return {}


class DeclarationForm(forms.Form):
    """What she declares when she sends."""

    true = forms.BooleanField(
        label="Data ini benar. Saya pemilik usaha atau diberi kuasa, dan bersedia tempat usaha dikunjungi petugas.",
        error_messages={"required": "Centang pernyataan bahwa data ini benar."},
    )

    def __init__(self, data: Mapping[str, Any] | None, *, for_owner: bool = False) -> None:
        super().__init__(data)
        if for_owner:
            self.fields["true"].label = (
                "Saya mengisi ini di depan pemilik, menurut keterangannya dan dengan izinnya. Pemilik diminta "
                "mengonfirmasi, dan petugas lain yang memutuskan."
            )
