"""What is typed about a year."""

from __future__ import annotations

from django import forms

from personnel.forms.fields import DecimalField, WholeField
from personnel.forms.rows import RowForm
from planning.cycles import RULES, WEIGHTS
from planning.models import Competency, Cycle


class CycleForm(forms.Form):
    year = WholeField(label="Tahun", min_value=2020, max_value=2100)


class WeightsForm(RowForm):
    class Meta:
        model = Cycle
        fields = WEIGHTS


class RulesForm(RowForm):
    class Meta:
        model = Cycle
        fields = RULES


class PriorityForm(forms.Form):
    competency = forms.ModelChoiceField(label="Kompetensi", queryset=Competency.objects.active())
    strength = DecimalField(
        label="Kekuatan",
        min_value=0,
        max_value=1,
        max_digits=3,
        decimal_places=2,
        help_text="0 sampai 1; 0 menghapusnya dari daftar prioritas.",
    )
    reason = forms.CharField(label="Alasan", max_length=300, help_text="Sasaran RPJMD yang dimaksud.")
