"""What is typed about certificates: their rules, and the code of one on paper."""

from __future__ import annotations

from typing import Any

from django import forms

from personnel.forms.rows import StampedForm
from personnel.models import Unit
from training.certificates import RULE_FIELDS
from training.models import CertificateRules


class CertificateRulesForm(StampedForm):
    class Meta:
        model = CertificateRules
        fields = RULE_FIELDS
        help_texts = {
            "signing_unit": (
                "Kepala OPD ini, Plt. atau Plh. yang menjabat pada tanggal sertifikat. Tanpa pilihan, tempat "
                "nama dibiarkan kosong."
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units: Any = self.fields["signing_unit"]
        units.queryset = Unit.objects.opd().active().order_by("name")
        units.empty_label = "Belum dipilih"

    @property
    def seen(self) -> str | None:
        """The row has its key before it is kept, so the stamp is always asked for."""
        return self.cleaned_data["stamp"]


class CodeForm(forms.Form):
    """The code below the QR code of a certificate."""

    kode = forms.CharField(
        label="Kode sertifikat",
        max_length=30,
        help_text="Tercetak di bawah kode QR, misalnya ABCD-2345-EFGH-6789.",
        error_messages={"required": "Tulis kode yang tercetak pada sertifikat."},
    )

    def clean_kode(self) -> str:
        """Without the dashes, in capitals."""
        typed = self.cleaned_data["kode"].upper()
        return "".join(letter for letter in typed if letter.isalnum() and letter.isascii())
