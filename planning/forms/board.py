"""How the board is filtered."""

from __future__ import annotations

from django import forms

from personnel.forms.filters import FilterForm


class BoardFilter(FilterForm):
    q = forms.CharField(label="OPD", max_length=100, required=False)
    state = forms.ChoiceField(
        label="Keadaan",
        choices=[("", "Semua"), ("late", "Ada yang terlambat"), ("soon", "Segera berakhir")],
        required=False,
    )
