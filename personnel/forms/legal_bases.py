"""Input about the legal bases of documents."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from personnel import legal_bases
from personnel.forms.fields import DateField, WholeField


class LegalBasisForm(forms.Form):
    text = forms.CharField(
        label="Bunyi",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Seperti tercetak, misalnya Undang-Undang Nomor 20 Tahun 2023 tentang …",
    )
    order = WholeField(
        label="Urutan", min_value=1, max_value=999, help_text="Angka kecil dicetak lebih dahulu."
    )
    valid_from = DateField(label="Dicetak sejak")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["order"].initial = legal_bases.next_order
        self.fields["valid_from"].initial = timezone.localdate


class LegalBasisEndForm(forms.Form):
    valid_to = DateField(label="Hari terakhir dicetak")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_to"].initial = lambda: timezone.localdate() - dt.timedelta(days=1)
