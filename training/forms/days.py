"""What is typed about holidays, their files, and the absences of civil servants."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from planning.forms.plans import DateInput
from training.days import HOLIDAY_FIELDS
from training.forms.sealed import SealedForm
from training.models import Holiday, StaffAbsence


class HolidayForm(SealedForm):
    class Meta:
        model = Holiday
        fields = HOLIDAY_FIELDS
        widgets = {"date": DateInput}
        help_texts = {"source": _("Surat keputusan yang menetapkannya.")}


class CalendarFileForm(forms.Form):
    """A calendar file and what its days are."""

    file = forms.FileField(
        label=_("Berkas kalender (ICS)"),
        allow_empty_file=True,  # refused with words of our own
        max_length=200,
        widget=forms.ClearableFileInput(attrs={"accept": ".ics,text/calendar"}),
        help_text=_("Paling besar 1 MB."),
    )
    kind = forms.ChoiceField(
        label=_("Jenis hari libur"),
        choices=[
            (Holiday.Kind.NATIONAL, Holiday.Kind.NATIONAL.label),
            (Holiday.Kind.REGIONAL, Holiday.Kind.REGIONAL.label),
        ],
        help_text=_("Yang namanya memuat “cuti bersama” dikenali sendiri."),
    )
    source = forms.CharField(
        label=_("Sumber"),
        max_length=150,
        required=False,
        help_text=_("Misalnya nomor SKB Tiga Menteri."),
    )


class AbsenceForm(forms.ModelForm):
    class Meta:
        model = StaffAbsence
        fields = ("kind", "starts_on", "ends_on", "note")
        widgets = {"starts_on": DateInput, "ends_on": DateInput}
        labels = {"starts_on": _("Hari pertama"), "ends_on": _("Hari terakhir")}
        help_texts = {"note": _("Jangan menulis penyakit atau hal pribadi lain.")}

    def _post_clean(self) -> None:
        """The rule validates the whole row."""


class AbsenceFilter(forms.Form):
    WHEN = [("", _("Sedang atau akan berlangsung")), ("semua", _("Semua, juga yang sudah lewat"))]

    q = forms.CharField(label=_("Nama pegawai"), required=False, max_length=100)
    jenis = forms.ChoiceField(
        label=_("Jenis"), required=False, choices=[("", _("Semua jenis")), *StaffAbsence.Kind.choices]
    )
    waktu = forms.ChoiceField(label=_("Waktu"), required=False, choices=WHEN)

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
