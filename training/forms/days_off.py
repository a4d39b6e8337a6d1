"""What is typed about holidays, their files, and the absences of civil servants."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from personnel.forms.filters import FilterForm
from personnel.forms.rows import RowForm, StampedForm
from training.calendar_files import MOST_BYTES
from training.holidays import HOLIDAY_FIELDS
from training.models import Holiday, StaffAbsence


class HolidayForm(StampedForm):
    class Meta:
        model = Holiday
        fields = HOLIDAY_FIELDS
        help_texts = {"source": "Surat keputusan yang menetapkannya."}


class CalendarFileForm(forms.Form):
    """A calendar file and what its days are."""

    file = forms.FileField(
        label="Berkas kalender (ICS)",
        allow_empty_file=True,  # refused with words of our own
        max_length=200,
        widget=forms.ClearableFileInput(attrs={"accept": ".ics,text/calendar"}),
        help_text="Paling besar 1 MB.",
    )
    kind = forms.ChoiceField(
        label="Jenis hari libur",
        choices=[
            (Holiday.Kind.NATIONAL, Holiday.Kind.NATIONAL.label),
            (Holiday.Kind.REGIONAL, Holiday.Kind.REGIONAL.label),
        ],
        help_text="Yang namanya memuat “cuti bersama” dikenali sendiri.",
    )
    source = forms.CharField(
        label="Sumber",
        max_length=150,
        required=False,
        help_text="Misalnya nomor SKB Tiga Menteri.",
    )

    @property
    def content(self) -> bytes:
        """One byte more than may be: what is larger is refused without being read."""
        return self.cleaned_data["file"].read(MOST_BYTES + 1)

    @property
    def named_source(self) -> str:
        """Where the days come from: as it was said, else the name of the file."""
        return self.cleaned_data["source"] or self.cleaned_data["file"].name or ""


class AbsenceForm(RowForm):
    class Meta:
        model = StaffAbsence
        fields = ("kind", "starts_on", "ends_on", "note")
        labels = {"starts_on": "Hari pertama", "ends_on": "Hari terakhir"}
        help_texts = {"note": "Jangan menulis penyakit atau hal pribadi lain."}


class AbsenceFilter(FilterForm):
    WHEN = [("", "Sedang atau akan berlangsung"), ("semua", "Semua, juga yang sudah lewat")]

    q = forms.CharField(label="Nama pegawai", required=False, max_length=100)
    jenis = forms.ChoiceField(
        label="Jenis", required=False, choices=[("", "Semua jenis"), *StaffAbsence.Kind.choices]
    )
    waktu = forms.ChoiceField(label="Waktu", required=False, choices=WHEN)

    @property
    def name(self) -> str:
        values: dict[str, Any] = self.cleaned_data if self.is_valid() else {}
        return " ".join(values.get("q", "").split())

    def narrow(self, absences: QuerySet[StaffAbsence]) -> QuerySet[StaffAbsence]:
        values: dict[str, Any] = self.cleaned_data if self.is_valid() else {}
        if self.name:
            absences = absences.filter(Q(civil_servant__name__icontains=self.name))
        if values.get("jenis"):
            absences = absences.filter(kind=values["jenis"])
        if values.get("waktu") != "semua":
            absences = absences.filter(ends_on__gte=timezone.localdate())
        return absences
