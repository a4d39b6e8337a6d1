"""How the list of speakers is searched, and what is typed about one."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet

from personnel.forms.fields import DateField
from personnel.forms.filters import FilterForm
from personnel.forms.rows import StampedForm
from planning.models import Competency
from training.models import Speaker
from training.speakers import OWN_RECORD, SPEAKER_FIELDS, free_on


class DateTimeInput(forms.DateTimeInput):
    """The browser's own calendar and clock."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class SpeakerFilter(FilterForm):
    q = forms.CharField(label="Nama atau instansi", required=False, max_length=100)
    bidang = forms.ModelChoiceField(
        label="Bidang keahlian",
        queryset=Competency.objects.active(),
        required=False,
        empty_label="Semua bidang",
    )
    bebas = DateField(label="Bebas sepanjang hari pada", required=False)

    def clean_bebas(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["bebas"]
        if day and not 2000 <= day.year <= 2100:
            raise forms.ValidationError("Tahun harus antara 2000 dan 2100.")
        return day

    def narrow(self) -> QuerySet[Speaker]:
        self.is_valid()
        values = self.cleaned_data
        speakers = free_on(values["bebas"]).active() if values.get("bebas") else Speaker.objects.all()  # type: ignore[attr-defined]
        if q := " ".join(values.get("q", "").split()):
            speakers = speakers.filter(
                Q(name__icontains=q)
                | Q(institution__icontains=q)
                | Q(civil_servant__name__icontains=q)
                | Q(civil_servant__unit__name__icontains=q)
            )
        if values.get("bidang"):
            speakers = speakers.filter(fields=values["bidang"])
        return speakers


class SpeakerForm(StampedForm):
    """One from outside; of one from inside, what their own record does not say."""

    class Meta:
        model = Speaker
        fields = SPEAKER_FIELDS
        widgets = {"fields": forms.CheckboxSelectMultiple, "biography": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "name": "Dengan gelarnya, seperti pada sertifikat.",
            "phone": "Hanya dibaca oleh BKPSDMD.",
            "email": "Hanya dibaca oleh BKPSDMD.",
            "fields": "Kompetensi yang diajarkannya.",
            "is_active": "Yang tidak dapat diundang hilang dari pilihan; sesi yang menyebutnya tetap.",
        }

    def __init__(self, *args: Any, is_inside: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What is ticked comes first, and stays a choice when it is in the dictionary no longer.
        ticked = Speaker.fields.through.objects.filter(speaker=self.instance.pk, competency=OuterRef("pk"))
        choices = Competency.objects.annotate(is_ticked=Exists(ticked))
        choices = choices.filter(Q(pk__in=Competency.objects.active()) | Q(is_ticked=True))
        self.fields["fields"].queryset = choices.order_by("-is_ticked", "order")  # type: ignore[attr-defined]
        self.fields["name"].required = not is_inside
        if is_inside:
            for name in OWN_RECORD:
                del self.fields[name]

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(name, "") for name in SPEAKER_FIELDS}


class SpeakerAbsenceForm(forms.Form):
    starts_at = forms.DateTimeField(label="Mulai", widget=DateTimeInput(), help_text="Waktu WITA.")
    ends_at = forms.DateTimeField(label="Sampai", widget=DateTimeInput())
    reason = forms.CharField(
        label="Alasan", required=False, max_length=150, help_text="Hanya dibaca oleh BKPSDMD."
    )
