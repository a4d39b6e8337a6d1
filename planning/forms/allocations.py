"""What is typed about allocations: shape and wording only."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet

from personnel.forms.fields import AmountField, DecimalField, WholeField
from personnel.forms.filters import FilterForm
from personnel.models import Unit
from personnel.templatetags.palu import angka, rupiah
from planning.drafting import MAX_ITEMS
from planning.models import Allocation, AllocationLine, Competency
from planning.priority import LABELS, PARTS

#: Chosen instead of an OPD.
CITY = "kota"


class AllocationForm(forms.Form):
    """A ceiling, six weights, and a name to know it by."""

    unit = forms.ChoiceField(label="Untuk")
    name = forms.CharField(
        label="Nama",
        max_length=100,
        required=False,
        help_text="Agar mudah dikenali saat dibandingkan; contoh: Pagu turun 20 persen.",
    )
    ceiling = AmountField(label="Pagu anggaran (Rp)")
    max_items = WholeField(
        label="Paling banyak butir untuk satu pegawai",
        min_value=1,
        max_value=10,
        initial=MAX_ITEMS,
        help_text="Butir yang menambah PNS menjadi 20 JP tidak terkena batas ini.",
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], whole_city: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._units = {str(unit.pk): unit for unit in units}
        unit: Any = self.fields["unit"]
        unit.choices = [(CITY, "Seluruh kota")] if whole_city else []
        unit.choices += [(pk, unit.name) for pk, unit in self._units.items()]
        for part in PARTS:
            self.fields[f"weight_{part}"] = DecimalField(
                label=LABELS[part], min_value=0, max_value=100, max_digits=5, decimal_places=2
            )

    def clean_unit(self) -> Unit | None:
        """None: the whole city."""
        return self._units.get(self.cleaned_data["unit"])

    @property
    def weights(self) -> dict[str, Decimal]:
        return {part: self.cleaned_data[f"weight_{part}"] for part in PARTS}

    @property
    def values(self) -> dict[str, Any]:
        """What the rule takes."""
        asked = {name: self.cleaned_data[name] for name in ("ceiling", "max_items", "name")}
        return {"unit": self.cleaned_data["unit"], "weights": self.weights, **asked}

    @property
    def main_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("unit", "name", "ceiling", "max_items")]

    @property
    def weight_fields(self) -> list[forms.BoundField]:
        return [self[f"weight_{part}"] for part in PARTS]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        weights = [values[name] for part in PARTS if (name := f"weight_{part}") in values]
        if len(weights) == len(PARTS) and sum(weights) != 100:
            self.add_error(
                f"weight_{PARTS[0]}",
                f"Jumlah keenam bobot harus 100; sekarang {angka(sum(weights), 2)}.",
            )
        return values


class LineFilter(FilterForm):
    """Over the lines of one allocation; the tab is carried along."""

    q = forms.CharField(label="Nama pegawai", required=False)
    opd = forms.ModelChoiceField(
        label="OPD", queryset=Unit.objects.opd(), required=False, empty_label="Semua"
    )
    competency = forms.ModelChoiceField(
        label="Kompetensi", queryset=Competency.objects.active(), required=False, empty_label="Semua"
    )
    reason = forms.ChoiceField(label="Sebab", required=False)
    garis = forms.CharField(required=False, widget=forms.HiddenInput)

    TAKEN = (
        AllocationLine.Reason.BEST,
        AllocationLine.Reason.FREE,
        AllocationLine.Reason.FLOOR,
        AllocationLine.Reason.GOAL,
    )

    def __init__(self, *args: Any, allocation: Allocation, below: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        if allocation.unit_id:
            del self.fields["opd"]
        reasons = [reason for reason in AllocationLine.Reason if (reason in self.TAKEN) != below]
        fields["reason"].choices = [("", "Semua"), *((reason.value, reason.label) for reason in reasons)]


class AllocationChoice(forms.ModelChoiceField):
    """Known by name and ceiling: many have no name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(f"{obj}, pagu {rupiah(obj.ceiling)}")


class OtherForm(forms.Form):
    """Which allocation to put beside this one."""

    dengan = AllocationChoice(label="Bandingkan dengan", queryset=Allocation.objects.none(), empty_label=None)

    def __init__(self, *args: Any, others: QuerySet[Allocation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dengan"].queryset = others  # type: ignore[attr-defined]
