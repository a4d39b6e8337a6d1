"""What is typed about a finding and what follows from it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from evaluation.findings import owners
from evaluation.models import Action, Finding, Interview, Level, Obstacle, Project, Wave
from personnel.forms.fields import DateField
from personnel.forms.filters import FilterForm
from personnel.models import Unit, User
from personnel.permissions import is_city_hr
from planning.models import Competency, Cycle, Programme
from training.models import Batch


class FindingFilter(FilterForm):
    year = forms.CharField(widget=forms.HiddenInput, required=False, max_length=4)
    q = forms.CharField(label="Kata dalam temuan", required=False, max_length=100)
    tindak_lanjut = forms.ChoiceField(
        label="Tindak lanjut",
        required=False,
        choices=[
            ("", "Semua"),
            ("belum", "Belum ada"),
            ("berjalan", "Dikerjakan"),
            ("terlambat", "Terlambat"),
            ("saya", "Tanggung jawab saya"),
        ],
    )


class FindingForm(forms.Form):
    """Comes filled from a page of results: the source travels in hidden fields."""

    words = forms.CharField(
        label="Temuan",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Satu kalimat tentang pelatihan atau cara kerja, bukan tentang satu orang.",
    )
    basis = forms.CharField(
        label="Dasarnya",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Angka dengan jumlah jawabannya, misalnya: 14 dari 22 alumni menyebut kurangnya sarana.",
    )
    opd = forms.ModelChoiceField(label="Tentang OPD", queryset=Unit.objects.none(), required=False)
    cycle = forms.ModelChoiceField(
        label="Tahun pelatihan",
        queryset=Cycle.objects.order_by("-year"),
        empty_label=None,
    )
    programme = forms.ModelChoiceField(
        label="Program",
        queryset=Programme.objects.order_by("name"),
        required=False,
        empty_label="Tidak tentang satu program",
    )
    competency = forms.ModelChoiceField(
        label="Kompetensi",
        queryset=Competency.objects.active().order_by("order", "code"),
        required=False,
        empty_label="Tidak tentang satu kompetensi",
    )
    level = forms.TypedChoiceField(
        label="Tingkat evaluasi",
        choices=[("", "Tidak tentang satu tingkat"), *Level.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    obstacle = forms.ChoiceField(
        label="Hambatan",
        choices=[("", "Bukan tentang hambatan"), *Obstacle.choices],
        required=False,
    )
    batch = forms.ModelChoiceField(queryset=Batch.objects.all(), required=False, widget=forms.HiddenInput)
    wave = forms.ModelChoiceField(queryset=Wave.objects.all(), required=False, widget=forms.HiddenInput)
    interview = forms.ModelChoiceField(
        queryset=Interview.objects.none(), required=False, widget=forms.HiddenInput
    )
    project = forms.ModelChoiceField(
        queryset=Project.objects.none(), required=False, widget=forms.HiddenInput
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    #: What a link from elsewhere may bring: its key in the address, and the field.
    FROM_LINK = {
        "opd": "opd",
        "siklus": "cycle",
        "program": "programme",
        "kompetensi": "competency",
        "tingkat": "level",
        "hambatan": "obstacle",
        "angkatan": "batch",
        "gelombang": "wave",
        "wawancara": "interview",
        "proyek": "project",
    }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._query("interview", Interview.objects.visible_to(user))
        self._query("project", Project.objects.visible_to(user))
        opds = Unit.objects.opd().active().order_by("name")
        opd = self.fields["opd"]
        if is_city_hr(user):
            self._query("opd", opds)
            opd.empty_label = "Seluruh kota"  # type: ignore[attr-defined]
        else:
            self._query("opd", opds.filter(pk__in=user.role_opds))
            opd.required = True
            opd.empty_label = None  # type: ignore[attr-defined]

    def _query(self, name: str, rows: QuerySet[Any]) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "request_key"}


class ActionForm(forms.Form):
    what = forms.CharField(
        label="Apa yang dilakukan", max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
    owner = forms.ModelChoiceField(
        label="Penanggung jawab", queryset=User.objects.none(), empty_label="Pilih orang"
    )
    due_on = DateField(label="Paling lambat")
    for_cycle = forms.ModelChoiceField(
        label="Tampil pada bahan penyusunan rencana tahun",
        queryset=Cycle.objects.none(),
        required=False,
        empty_label="Tidak ditampilkan",
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, finding: Finding, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = owners(finding.opd)  # type: ignore[attr-defined]
        years = Cycle.objects.filter(year__gte=finding.cycle.year).order_by("-year")
        self.fields["for_cycle"].queryset = years  # type: ignore[attr-defined]


class EndForm(forms.Form):
    state = forms.ChoiceField(
        label="Bagaimana akhirnya?",
        choices=[(Action.State.DONE, "Selesai"), (Action.State.DROPPED, "Tidak dilanjutkan")],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih salah satu."},
    )
    outcome = forms.CharField(
        label="Hasilnya, atau mengapa tidak dilanjutkan",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
