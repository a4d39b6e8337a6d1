"""What is typed about goals, evidence and credit: shape and wording only; the rules check again."""

from __future__ import annotations

from typing import Any

from django import forms

from careers.models import CareerEvidence, CareerGoal
from personnel.forms.fields import DateField, DecimalField
from personnel.forms.rows import RowForm
from personnel.models import Position
from planning.forms.choices import PostField


class GoalForm(forms.Form):
    """Which post, and why, in own words."""

    position = PostField(label="Jabatan tujuan")
    reason = forms.CharField(
        label="Mengapa jabatan ini",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Dengan kata-kata Anda sendiri. Terbaca oleh atasan dan pengelola kepegawaian Anda.",
    )

    def __init__(self, *args: Any, goal: CareerGoal | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if goal is not None:
            self.fields["position"].widget = forms.HiddenInput()
            self.initial = {"position": goal.position_id, "reason": goal.reason}


class EvidenceForm(RowForm):
    """What HR has seen on paper."""

    class Meta:
        model = CareerEvidence
        fields = ("kind", "level", "holds", "number", "words", "letter", "dated", "valid_to")
        help_texts = {
            "level": "Kosongkan bila berlaku untuk setiap jenjang.",
            "holds": "Kosongkan bila surat menyatakan syaratnya belum terpenuhi.",
            "number": "Hanya untuk syarat angka kredit.",
            "words": "Misalnya: lulus uji kompetensi kenaikan jenjang ke ahli madya.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [("", "Setiap jenjang"), *Position.Level.choices]  # type: ignore[attr-defined]


class CreditForm(forms.Form):
    """The balance that somebody enters about themself, as the letter says it."""

    number = DecimalField(
        label="Saldo angka kredit", min_value=0, max_digits=8, decimal_places=2, help_text="Misalnya 112,5."
    )
    letter = forms.CharField(
        label="Nomor surat penetapan angka kredit (PAK)",
        max_length=120,
        help_text="Satu surat, yang terbaru: angka kredit konvensional dan konversi tidak dijumlahkan.",
    )
    dated = DateField(label="Tanggal surat")
