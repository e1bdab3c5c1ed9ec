"""One photo of a draft: what it shows, in words, and the frame."""

from django import forms

from review.picture_frames import is_frame


class PhotoForm(forms.Form):
    """Both may stay empty: no words, the whole picture."""

    alt = forms.CharField(
        label="Teks pengganti foto",
        max_length=160,
        required=False,
        help_text="Untuk orang yang tidak bisa melihat fotonya. Contoh: Tiga bungkus gula semut di atas tampah.",
    )
    frame = forms.CharField(max_length=8, required=False)

    def clean_alt(self) -> str:
        """One line, without spaces around."""
        return " ".join(self.cleaned_data["alt"].split())

    def clean_frame(self) -> str:
        """A frame we know."""
        frame = str(self.cleaned_data["frame"])
        if not is_frame(frame):
            raise forms.ValidationError("Pilih salah satu bingkai.")
        return frame
