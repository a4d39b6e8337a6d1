"""What is chosen and typed about what became of the plans."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from personnel.forms.filters import GetForm
from personnel.models import Unit
from planning import quarters
from training.models import LineMissed
from training.reality import DUE, State


class RealisationFilter(GetForm):
    """An OPD and a quarter; the view gives the units into which the person looks."""

    tahun = forms.CharField(required=False, widget=forms.HiddenInput, initial="")
    unit = forms.ChoiceField(label="Unit kerja", required=False, initial="")
    triwulan = forms.ChoiceField(
        label="Triwulan", required=False, initial="", choices=[("", "Setahun penuh"), *quarters.NAMES.items()]
    )

    def __init__(self, *args: Any, units: Iterable[Unit], everything: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(unit.pk), unit.name) for unit in units]
        self.fields["unit"].choices = [("", everything), *choices]  # type: ignore[attr-defined]

    @property
    def quarter(self) -> int | None:
        return int(self.values["triwulan"]) if self.values["triwulan"] else None

    @property
    def unit_id(self) -> int | None:
        return int(self.values["unit"]) if self.values["unit"] else None


class LineFilter(RealisationFilter):
    keadaan = forms.ChoiceField(
        label="Keadaan",
        required=False,
        initial="",
        choices=[("", "Semua keadaan"), (DUE, "Perlu dicatat sebabnya"), *State.choices],
    )
    q = forms.CharField(label="Nama pegawai", required=False, max_length=100, initial="")


class MissedForm(forms.Form):
    """Why lines did not take place; the rule validates."""

    cause = forms.ChoiceField(
        label="Sebab",
        choices=LineMissed.Cause.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih sebabnya."},
    )
    words = forms.CharField(
        label="Penjelasan",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
        help_text="Wajib diisi bila sebabnya lain. Pegawai yang bersangkutan dapat membacanya.",
    )
    goes_on = forms.BooleanField(
        label="Bawa ke rencana tahun berikutnya",
        required=False,
        initial=True,
        help_text="Kebutuhannya diperiksa lagi sebelum barisnya dibawa.",
    )
