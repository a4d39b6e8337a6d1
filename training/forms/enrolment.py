"""What is typed about who takes part: filters, reasons, quotas."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from personnel.forms.fields import DateField, WholeField
from personnel.forms.filters import FilterForm
from personnel.models import Unit
from training.models import Batch, Enrolment


class ReasonForm(forms.Form):
    """Why somebody does not take part; the person reads it."""

    reason = forms.CharField(
        label="Alasan",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
        error_messages={"required": "Tulis alasannya."},
    )


class EnrolmentFilter(FilterForm):
    q = forms.CharField(label="Nama pegawai", required=False, max_length=100)
    keadaan = forms.ChoiceField(
        label="Keadaan",
        required=False,
        choices=[("", "Semua keadaan"), *Enrolment.State.choices],
    )

    def narrow(self, rows: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
        values: dict[str, Any] = self.cleaned_data if self.is_valid() else {}
        if name := " ".join(values.get("q", "").split()):
            rows = rows.filter(Q(civil_servant__name__icontains=name))
        if values.get("keadaan"):
            rows = rows.filter(state=values["keadaan"])
        return rows


class NominateFilter(FilterForm):
    """Empty: those whose plan asks for it. A name: anybody of one's people."""

    q = forms.CharField(
        label="Cari pegawai lain",
        required=False,
        max_length=100,
        help_text="Kosongkan untuk melihat yang ada dalam rencana.",
    )

    @property
    def name(self) -> str:
        values: dict[str, Any] = self.cleaned_data if self.is_valid() else {}
        return " ".join(values.get("q", "").split())


class QuotaForm(forms.Form):
    unit = forms.ModelChoiceField(
        queryset=Unit.objects.opd().active().order_by("name"), label="OPD", empty_label="Pilih OPD"
    )
    seats = WholeField(
        label="Kuota kursi",
        required=False,
        min_value=1,
        help_text="Kosongkan untuk menghapus kuota.",
    )

    def __init__(self, *args: Any, batch: Batch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seats"].help_text = (
            f"Dari {batch.capacity} kursi. Kosongkan untuk menghapus kuota. Yang sudah mendapat "
            "kursi tetap terdaftar."
        )


class LetterForm(forms.Form):
    """The number and date that the OPD's own register gives."""

    opd = forms.ModelChoiceField(queryset=Unit.objects.none(), label="OPD", empty_label="Pilih OPD")
    number = forms.CharField(
        label="Nomor surat",
        max_length=100,
        help_text="Seperti dalam buku agenda, misalnya 800/12/DINSOS.",
    )
    dated = DateField(
        label="Tanggal surat",
        help_text="Yang menandatangani ialah kepala unit, Plt. atau Plh. yang menjabat pada tanggal ini.",
    )

    def __init__(self, *args: Any, opds: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["opd"]
        choice.queryset = opds
