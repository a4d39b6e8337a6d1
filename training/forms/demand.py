"""What is typed to ask for proposals, and how they are searched."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from personnel.forms.fields import WholeField
from personnel.forms.filters import FilterForm
from planning import quarters
from planning.models import Cycle, Programme
from training.demand import DAY_JP, programmes_wanted
from training.models import Batch, ProposedBatch, Unplaced
from training.models.demand import DemandRun


class DemandForm(forms.Form):
    """A quarter of a year; some programmes or all; how long a day is."""

    quarter = forms.TypedChoiceField(label="Triwulan", coerce=int, choices=quarters.SHORT)
    jp_per_day = WholeField(
        label="JP paling banyak sehari",
        initial=8,
        min_value=DAY_JP[0],
        max_value=DAY_JP[1],
        help_text="Aturan bentuknya dapat lebih ketat, misalnya 3 JP sehari untuk e-learning.",
    )
    programmes = forms.ModelMultipleChoiceField(
        label="Hanya program ini",
        queryset=Programme.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Kosongkan untuk semua program yang diminta rencana.",
    )

    def __init__(self, *args: Any, cycle: Cycle, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programmes"].queryset = programmes_wanted(cycle)  # type: ignore[attr-defined]


class ProposalFilter(FilterForm):
    q = forms.CharField(label="Program", required=False, max_length=100)
    keadaan = forms.ChoiceField(
        label="Keadaan",
        required=False,
        choices=[
            ("", "Semua"),
            ("menunggu", "Menunggu ditetapkan"),
            ("ditetapkan", "Sudah ditetapkan"),
        ],
    )

    def narrow(self, proposals: QuerySet[ProposedBatch]) -> QuerySet[ProposedBatch]:
        self.is_valid()
        values = self.cleaned_data
        if q := " ".join(values.get("q", "").split()):
            proposals = proposals.filter(batch__programme__name__icontains=q)
        if values.get("keadaan") == "menunggu":
            proposals = proposals.filter(batch__state=Batch.State.PROPOSED)
        elif values.get("keadaan"):
            proposals = proposals.exclude(batch__state=Batch.State.PROPOSED)
        return proposals


class UnplacedFilter(FilterForm):
    q = forms.CharField(label="Nama, unit, atau program", required=False, max_length=100)
    sebab = forms.ChoiceField(label="Sebab", required=False)

    def __init__(self, *args: Any, run: DemandRun, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = set(run.unplaced.order_by().values_list("reason", flat=True).distinct())
        labels = [(value, label) for value, label in Unplaced.Reason.choices if value in there]
        self.fields["sebab"].choices = [("", "Semua"), *labels]  # type: ignore[attr-defined]

    def narrow(self, lines: QuerySet[Unplaced]) -> QuerySet[Unplaced]:
        self.is_valid()
        values = self.cleaned_data
        if q := " ".join(values.get("q", "").split()):
            lines = (
                lines.filter(civil_servant__name__icontains=q)
                | lines.filter(civil_servant__unit__name__icontains=q)
                | lines.filter(item__programme__name__icontains=q)
            )
        if values.get("sebab"):
            lines = lines.filter(reason=values["sebab"])
        return lines
