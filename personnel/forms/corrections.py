"""What is typed about wrong data: shape and wording only."""

from __future__ import annotations

from django import forms

from personnel.models import DataCorrection

State = DataCorrection.State


class CorrectionForm(forms.Form):
    """What is wrong, what it should be, and what shows it."""

    subject = forms.ChoiceField(
        label="Yang keliru",
        choices=DataCorrection.Subject.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih yang keliru.", "invalid_choice": "Pilih yang keliru."},
    )
    wanted = forms.CharField(
        label="Seharusnya",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Tulis bagaimana seharusnya."},
    )
    basis = forms.CharField(
        label="Dasar",
        max_length=300,
        required=False,
        help_text="Misalnya nomor dan tanggal SK atau ijazah. Boleh dikosongkan.",
    )


class CorrectionAnswerForm(forms.Form):
    """Corrected, or not; in both cases with a word."""

    state = forms.ChoiceField(
        label="Keputusan",
        choices=[
            (State.CORRECTED, "Diperbaiki, di SIASN atau di sini"),
            (State.DECLINED, "Tidak diubah"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih salah satu.", "invalid_choice": "Pilih salah satu."},
    )
    words = forms.CharField(
        label="Jawaban untuk yang meminta",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Tulis jawaban untuk yang meminta."},
    )
