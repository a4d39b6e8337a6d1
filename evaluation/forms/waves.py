"""Forms of waves: shape and wording; the rules decide."""

from __future__ import annotations

from typing import Any

from django import forms

from evaluation.models import Instrument, Wave, WaveRule
from evaluation.waves import programmes_with_batches
from personnel.forms.fields import DateField, WholeField
from personnel.forms.filters import FilterForm
from personnel.forms.rows import RowForm
from planning.models import Programme
from training.models import Batch


class DaysForm(forms.Form):
    """When a wave is open, and how often people are reminded."""

    opens_on = DateField(label="Dibuka")
    closes_on = DateField(label="Hari terakhir menjawab")
    remind_every = WholeField(label="Ingatkan setiap (hari)", min_value=1, max_value=60, initial=4)


class NewWaveForm(DaysForm):
    """An instrument for a batch on days of one's own choice."""

    instrument = forms.ModelChoiceField(
        label="Kuesioner", queryset=Instrument.objects.none(), empty_label="Pilih kuesioner"
    )
    field_order = ["instrument", "opens_on", "closes_on", "remind_every"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        used = Instrument.objects.filter(is_active=True, versions__state="in_use")
        self.fields["instrument"].queryset = used.order_by("level", "name")  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label="Alasan", max_length=300, widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300})
    )


class ExtendForm(ReasonForm):
    closes_on = DateField(label="Hari terakhir yang baru")
    field_order = ["closes_on", "reason"]


class RuleForm(RowForm):
    """The rule validates the whole row."""

    class Meta:
        model = WaveRule
        fields = ["programme", "instrument", "days_after", "days_open", "remind_every", "is_active"]
        help_texts = {
            "programme": "Kosongkan untuk semua program yang tidak mempunyai jadwal sendiri.",
            "days_after": "0 berarti pada hari pelatihan berakhir.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programmes = programmes_with_batches()
        if self.instance.programme_id:
            programmes = Programme.objects.filter(pk=self.instance.programme_id) | programmes
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]
        self.fields["programme"].empty_label = "Semua program"  # type: ignore[attr-defined]


class WaveFilter(FilterForm):
    """Which waves; anything else in the address is left aside."""

    state = forms.ChoiceField(label="Keadaan", required=False, choices=[("", "Semua"), *Wave.State.choices])
    instrument = forms.ModelChoiceField(
        label="Kuesioner",
        required=False,
        queryset=Instrument.objects.order_by("level", "name"),
        empty_label="Semua",
    )

    def narrow(self, rows: Any) -> Any:
        self.is_valid()
        for name, lookup in (("state", "state"), ("instrument", "version__instrument")):
            if value := self.cleaned_data.get(name):
                rows = rows.filter(**{lookup: value})
        return rows


class BatchFilter(FilterForm):
    """Find the batch that is to be asked."""

    q = forms.CharField(label="Nama program", required=False, max_length=100)

    def narrow(self, rows: Any) -> Any:
        self.is_valid()
        words = self.cleaned_data.get("q", "").replace("\0", "")
        return rows.filter(programme__name__icontains=words) if words else rows


def batches_to_ask() -> Any:
    return Batch.objects.filter(state__in=[Batch.State.RELEASED, Batch.State.FINISHED])
