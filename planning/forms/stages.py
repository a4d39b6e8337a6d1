"""What is typed about the stages of a year: shape and wording only; the rules check everything again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import QueryDict

from personnel.edit_stamps import CHANGED
from personnel.forms.fields import DateField
from personnel.models import Unit
from planning.models import CycleStage

Stage = CycleStage.Stage
DAYS = (("first", "Hari pertama"), ("last", "Hari terakhir"))
Dates = Mapping[Stage, tuple[dt.date, dt.date]]


@dataclass(frozen=True)
class StageFields:
    """The two dates of one stage, as the page lays them out."""

    label: Any
    first: forms.BoundField
    last: forms.BoundField


class StagesForm(forms.Form):
    """First and last day of all nine stages; ``stamp`` says which dates the person has seen."""

    stamp = forms.CharField(widget=forms.HiddenInput, required=False, max_length=600)

    def __init__(self, data: QueryDict | None, *, dates: Dates, stamp: str) -> None:
        super().__init__(data, initial={"stamp": stamp})
        for stage in Stage:
            days = dates.get(stage, (None, None))
            for (name, words), day in zip(DAYS, days, strict=True):
                self.fields[f"{stage.value}_{name}"] = DateField(
                    label=words,
                    initial=day,
                    error_messages={"required": "Isi tanggal ini."},
                )

    @property
    def rows(self) -> list[StageFields]:
        return [StageFields(s.label, self[f"{s.value}_first"], self[f"{s.value}_last"]) for s in Stage]

    @property
    def problems(self) -> list[tuple[str, str, str]]:
        """(id of the field, stage, what is wrong) for the summary: 'Hari pertama' alone names no stage."""
        return [
            (field.id_for_label, str(row.label), str(error))
            for row in self.rows
            for field in (row.first, row.last)
            for error in field.errors
        ]

    @property
    def dates(self) -> Dates:
        """What the rule takes."""
        values = self.cleaned_data
        return {s: (values[f"{s.value}_first"], values[f"{s.value}_last"]) for s in Stage}

    #: What the rule says about a stage stands beside its first day.
    shown_at = {stage.value: f"{stage.value}_first" for stage in Stage}

    @property
    def is_overtaken(self) -> bool:
        """Whether somebody else has changed the dates since the page was opened."""
        return self.has_error(NON_FIELD_ERRORS, CHANGED)


class ExtendForm(forms.Form):
    """More time for one stage."""

    units = forms.ModelMultipleChoiceField(
        label="OPD",
        queryset=Unit.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih paling sedikit satu OPD."},
    )
    ends_on = DateField(
        label="Hari terakhir yang baru",
        error_messages={"required": "Isi tanggal ini."},
    )
    reason = forms.CharField(
        label="Alasan",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Dibaca oleh OPD dan pegawainya pada kalender tahapan.",
        error_messages={"required": "Tulis alasan perpanjangan."},
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = units  # type: ignore[attr-defined]
