"""How the commitment board is filtered and sorted."""

from __future__ import annotations

from django import forms

from evaluation.commitment import Column
from personnel.forms.filters import FilterForm

#: Without a choice the board is sorted by the plan's lines.
ORDERS = [("", Column.LINES.label), *(choice for choice in Column.choices if choice[0] != Column.LINES)]


class CommitmentFilter(FilterForm):
    year = forms.CharField(widget=forms.HiddenInput, required=False, max_length=4)
    q = forms.CharField(label="OPD", max_length=100, required=False)
    urut = forms.ChoiceField(label="Urutkan menurut", choices=ORDERS, required=False)
    arah = forms.ChoiceField(
        label="Urutan",
        choices=[("", "Yang tertinggi dahulu"), ("naik", "Yang terendah dahulu")],
        required=False,
    )
