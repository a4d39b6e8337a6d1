"""How the catalogue is searched, and what is typed about it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet

from personnel.forms.fields import DateField
from personnel.forms.filters import FilterForm
from personnel.forms.rows import RowForm
from planning.catalogue import PROGRAMME_FIELDS, RULE_FIELDS
from planning.models import Competency, ConversionRule, DevelopmentForm, Programme, Provider


class ProgrammeFilter(FilterForm):
    kompetensi = forms.ModelChoiceField(
        label="Kompetensi",
        queryset=Competency.objects.active(),
        required=False,
        empty_label="Semua kompetensi",
    )
    jalur = forms.ChoiceField(
        label="Jalur", choices=[("", "Semua jalur"), *DevelopmentForm.Track.choices], required=False
    )

    def narrow(self, programmes: QuerySet[Programme]) -> QuerySet[Programme]:
        values = self.cleaned_data if self.is_valid() else {}
        if values.get("kompetensi"):
            programmes = programmes.filter(competency=values["kompetensi"])
        if values.get("jalur"):
            programmes = programmes.filter(form__track=values["jalur"])
        return programmes


class ConversionForm(RowForm):
    """A rule from a day on; it starts from the one in force."""

    valid_from = DateField(
        label="Berlaku sejak",
        help_text="Paling cepat hari ini; kegiatan sebelum hari itu tetap dihitung dengan aturan lama.",
    )

    class Meta:
        model = ConversionRule
        fields = RULE_FIELDS
        help_texts = {
            "jp_international": "Nilai tetap di luar negeri; atau isi tambahannya di bawah.",
            "max_times_per_month": "Hanya untuk bentuk yang dihitung per kali.",
            "source": "Surat atau peraturan yang menetapkannya.",
        }

    field_order = ("valid_from", *RULE_FIELDS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["counted_per"].required = self.fields["jp_national"].required = True


class ProgrammeForm(RowForm):
    class Meta:
        model = Programme
        fields = PROGRAMME_FIELDS
        labels = {"is_active": "Ditawarkan"}
        help_texts = {
            "code": "Pendek dan tidak berulang, misalnya T-DIG-01.",
            "syllabus": "Pokok bahasan dan hasil belajarnya; satu baris untuk setiap pokok bahasan.",
            "min_seats": "Angkatan dengan peserta kurang dari ini tidak diusulkan.",
            "max_seats": "Lebih dari ini dibagi menjadi beberapa angkatan.",
            "prerequisites": "Program yang diikuti lebih dahulu.",
            "jp_proposed": "Kosongkan agar dihitung dari banyaknya dengan konversi yang berlaku hari ini.",
            "is_active": "Yang tidak ditawarkan hilang dari pilihan; butir rencana yang menyebutnya tetap.",
        }
        widgets = {"prerequisites": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["competency"].queryset = Competency.objects.active()
        fields["form"].queryset = DevelopmentForm.objects.filter(is_active=True)
        # What the entry names already stays a choice, even when it is no longer offered.
        offered = Q(is_active=True) | Q(pk=self.instance.provider_id)
        fields["provider"].queryset = Provider.objects.filter(offered)
        fields["jp_proposed"].required = False
        # What is ticked comes first.
        ticked = Programme.prerequisites.through.objects.filter(
            from_programme=self.instance.pk, to_programme=OuterRef("pk")
        )
        others = Programme.objects.annotate(is_ticked=Exists(ticked)).exclude(pk=self.instance.pk)
        others = others.filter(Q(is_active=True) | Q(is_ticked=True))
        fields["prerequisites"].queryset = others.order_by("-is_ticked", "name")


class ProviderForm(RowForm):
    class Meta:
        model = Provider
        fields = ("name", "is_internal", "is_active")
