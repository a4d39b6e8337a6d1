"""What people type about documents."""

from __future__ import annotations

from django import forms

from documents.models import CHECK_ALPHABET
from personnel.forms.fields import WholeField


class RequestForm(forms.Form):
    """Which document; the buttons of the pages fill it in."""

    kind = forms.SlugField()
    object_id = WholeField(required=False, min_value=1)
    year = WholeField(required=False, min_value=2020, max_value=2100)


class CheckNumberForm(forms.Form):
    """The check number, as printed at the foot of each page."""

    nomor = forms.CharField(
        label="Nomor periksa",
        max_length=20,
        help_text="Tercetak di kaki setiap halaman, misalnya ABCD-2345-WXYZ.",
        error_messages={"required": "Tulis nomor periksa yang tercetak pada dokumen."},
    )

    def clean_nomor(self) -> str:
        """Without the dashes, in capitals; a sign that no number has is left out."""
        return "".join(letter for letter in self.cleaned_data["nomor"].upper() if letter in CHECK_ALPHABET)
