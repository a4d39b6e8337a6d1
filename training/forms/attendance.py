"""What is typed about who was there."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class CodeForm(forms.Form):
    """The code on the screen, typed or brought by the QR code. The rule says whether it holds."""

    code = forms.CharField(
        label=_("Kode di layar"),
        max_length=20,
        help_text=_("Enam angka yang sekarang tampil di layar ruangan. Kode berganti setiap menit."),
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "code-input"}
        ),
        error_messages={"required": _("Ketik kode yang tampil di layar.")},
    )


class CorrectionForm(forms.Form):
    """One person was there or not, and why the record says otherwise."""

    is_present = forms.TypedChoiceField(
        label=_("Kehadiran"),
        choices=[("1", _("Hadir")), ("0", _("Tidak hadir"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih hadir atau tidak hadir.")},
    )
    reason = forms.CharField(
        label=_("Alasan"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
        help_text=_("Tersimpan dalam riwayat dan dapat dibaca pegawai yang bersangkutan."),
        error_messages={"required": _("Tulis alasan perbaikan.")},
    )
