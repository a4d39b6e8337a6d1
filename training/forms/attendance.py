"""What is typed about who was there."""

from __future__ import annotations

from django import forms


class CodeForm(forms.Form):
    """The code on the screen, typed or brought by the QR code. The rule says whether it holds."""

    code = forms.CharField(
        label="Kode di layar",
        max_length=20,
        help_text="Enam angka yang sekarang tampil di layar ruangan. Kode berganti setiap menit.",
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "code-input"}
        ),
        error_messages={"required": "Ketik kode yang tampil di layar."},
    )


class CorrectionForm(forms.Form):
    """One person was there or not, and why the record says otherwise."""

    is_present = forms.TypedChoiceField(
        label="Kehadiran",
        choices=[("1", "Hadir"), ("0", "Tidak hadir")],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih hadir atau tidak hadir."},
    )
    reason = forms.CharField(
        label="Alasan",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
        help_text="Tersimpan dalam jejak audit dan dapat dibaca pegawai yang bersangkutan.",
        error_messages={"required": "Tulis alasan perbaikan."},
    )
