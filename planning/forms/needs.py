"""What is typed about needs, ratings and posts to be held: shape and wording only; the rules check again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from personnel.forms.fields import DateField, DecimalField, WholeField
from personnel.forms.filters import GetForm
from personnel.models import CivilServant, Position
from planning.forms.choices import PostField
from planning.models import Competency, CompetencyRating, PerformanceBand
from planning.performance import FIRST_YEAR

KINDS = [
    ("core", "Manajerial dan sosial kultural"),
    ("teknis", "Semua teknis"),
    ("pendidikan", "Teknis: pendidikan"),
    ("kesehatan", "Teknis: kesehatan"),
    ("sosial", "Teknis: sosial"),
    ("manajemen_proyek", "Teknis: manajemen proyek"),
]
EMPLOYMENTS: dict[str, tuple[str, ...]] = {
    "pns": (CivilServant.Employment.PNS, CivilServant.Employment.CPNS),
    "pppk": (CivilServant.Employment.PPPK,),
    "pppk_paruh_waktu": (CivilServant.Employment.PPPK_PART_TIME,),
}


class HeatMapFilter(GetForm):
    """Which competencies, whose, in which order."""

    kelompok = forms.ChoiceField(label="Kelompok", choices=KINDS, required=False, initial="core")
    jenis = forms.ChoiceField(
        label="Jenis pegawai",
        choices=[
            ("", "PNS dan PPPK"),
            ("pns", "PNS dan CPNS"),
            ("pppk", "PPPK"),
            ("pppk_paruh_waktu", "PPPK paruh waktu"),
        ],
        required=False,
    )
    jenjang = forms.ChoiceField(
        label="Jenjang", choices=[("", "Semua jenjang"), *Position.Level.choices], required=False
    )
    urutan = forms.ChoiceField(
        label="Urutkan",
        choices=[("gap", "Kesenjangan terbesar"), ("people", "Pegawai terbanyak"), ("name", "Nama")],
        required=False,
        initial="gap",
    )

    @property
    def arguments(self) -> dict[str, Any]:
        """For ``reports.heat_map.heat_map``."""
        values = self.values
        return {
            "kind": values["kelompok"],
            "employment": EMPLOYMENTS.get(values["jenis"]),
            "level": values["jenjang"],
            "order": values["urutan"],
        }


class PeopleFilter(GetForm):
    """The people of a unit."""

    kelompok = forms.ChoiceField(label="Kelompok", choices=KINDS, required=False, initial="core")
    kompetensi = forms.ModelChoiceField(
        label="Kompetensi",
        queryset=Competency.objects.active(),
        required=False,
        empty_label="Semua kompetensi",
    )
    keadaan = forms.ChoiceField(
        label="Keadaan",
        choices=[
            ("", "Semua"),
            ("kesenjangan", "Dengan kesenjangan"),
            ("belum_dinilai", "Belum dinilai"),
            ("terpenuhi", "Terpenuhi"),
        ],
        required=False,
    )
    urutan = forms.ChoiceField(
        label="Urutkan",
        choices=[("gap", "Kesenjangan terbesar"), ("name", "Nama")],
        required=False,
        initial="gap",
    )


class RatingForm(forms.Form):
    """One rating: the level is chosen by what can be seen."""

    level = forms.TypedChoiceField(
        label="Tingkat yang terlihat",
        coerce=int,
        widget=forms.RadioSelect,
        help_text="Pilih tingkat tertinggi yang perilakunya terlihat dalam pekerjaan sehari-hari.",
    )
    source = forms.ChoiceField(label="Sumber penilaian")
    rated_on = DateField(label="Tanggal penilaian", initial=timezone.localdate)
    note = forms.CharField(
        label="Catatan",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Contoh nyata yang mendasari penilaian. Terlihat oleh pegawai yang dinilai.",
    )

    def __init__(
        self, *args: Any, competency: Competency, sources: list[CompetencyRating.Source], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        words = {level.level: f" · {level.descriptor}" for level in competency.levels.all()}
        levels = [(level, f"{level}{words.get(level, '')}") for level in range(1, 6)]
        self.fields["level"].choices = [(0, "0 · Tingkat 1 pun belum terlihat"), *levels]  # type: ignore[attr-defined]
        self.fields["source"].choices = [(source.value, source.label) for source in sources]  # type: ignore[attr-defined]
        if len(sources) == 1:
            self.fields["source"].widget = forms.HiddenInput()
            self.fields["source"].initial = sources[0].value


class TargetPositionForm(forms.Form):
    """The post to be held; empty takes it away."""

    position = PostField(label="Jabatan yang akan diduduki", required=False, empty_label="Tidak ada")
    reason = forms.CharField(
        label="Alasan", max_length=300, required=False, help_text="Misalnya hasil uji talenta."
    )


class PerformanceForm(forms.Form):
    """The result of one year."""

    year = WholeField(label="Tahun kinerja", min_value=FIRST_YEAR)
    score = DecimalField(
        label="Nilai",
        min_value=0,
        max_value=120,
        max_digits=5,
        decimal_places=2,
        required=False,
        help_text="Nilai SKP, 0 sampai 120. Isi nilai, predikat, atau keduanya.",
    )
    predicate = forms.ChoiceField(
        label="Predikat",
        choices=[("", "Tidak diisi"), *PerformanceBand.Predicate.choices],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = lambda: timezone.localdate().year - 1
