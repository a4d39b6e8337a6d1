"""What is chosen on the pages about fairness and about the hours of the year."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from personnel.forms.filters import GetForm
from personnel.models import Unit
from planning.reports.forecast import State
from planning.reports.left_out import SPANS


class OpdFilter(GetForm):
    """One OPD; the view has already refused what the person may not see."""

    opd = forms.ChoiceField(label="OPD", required=False, initial="")

    def __init__(self, *args: Any, opds: Iterable[Unit], everything: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(opd.pk), opd.name) for opd in opds]
        self.fields["opd"].choices = [("", "Seluruh kota"), *choices] if everything else choices  # type: ignore[attr-defined]


class LeftOutFilter(OpdFilter):
    q = forms.CharField(label="Nama", required=False, max_length=100, initial="")
    lama = forms.ChoiceField(
        label="Lama tanpa pengembangan",
        required=False,
        initial="",
        choices=[("", "Semua"), *SPANS.items()],
    )


class OutlookFilter(GetForm):
    q = forms.CharField(label="Nama", required=False, max_length=100, initial="")
    keadaan = forms.ChoiceField(
        label="Prakiraan", required=False, initial="", choices=[("", "Semua"), *State.choices]
    )
    unit = forms.CharField(required=False, widget=forms.HiddenInput, initial="")
