"""Input about the legal bases of documents."""

from __future__ import annotations

from django import forms
from django.utils import timezone

from personnel import legal_bases
from personnel.forms.fields import DateField, WholeField, yesterday


class LegalBasisForm(forms.Form):
    text = forms.CharField(
        label="Bunyi",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Seperti tercetak, misalnya Undang-Undang Nomor 20 Tahun 2023 tentang …",
    )
    order = WholeField(
        label="Urutan",
        initial=legal_bases.next_order,
        min_value=1,
        max_value=999,
        help_text="Angka kecil dicetak lebih dahulu.",
    )
    valid_from = DateField(label="Dicetak sejak", initial=timezone.localdate)


class LegalBasisEndForm(forms.Form):
    valid_to = DateField(label="Hari terakhir dicetak", initial=yesterday)
