"""What is typed about the people of a business."""

from django import forms

from accounts.forms import ContactField
from registry.form_fields import Choice, Line
from registry.membership import ABOUT, GIVEN


def _roles() -> Choice:
    return Choice(
        label="Peran",
        choices=[(role.value, role.label) for role in GIVEN],
        missing="Pilih peran.",
        hints=dict(ABOUT),
    )


class InviteForm(forms.Form):
    """Whom to invite, how to reach her, and as what."""

    name = Line(
        label="Nama",
        longest=120,
        missing="Isi nama orang yang Anda undang.",
        help_text="Supaya Anda mengenalinya di daftar ini.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    contact = ContactField(
        label="Nomor HP atau surel",
        help_text="Yang dipakai orang itu untuk masuk. Contoh: 0812 3456 7890. Dihapus setelah undangan dijawab.",
        error_messages={"required": "Isi nomor HP atau surelnya.", "max_length": "Isian terlalu panjang."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["role"] = _roles()


class RoleForm(forms.Form):
    """Another role for a member."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["role"] = _roles()
