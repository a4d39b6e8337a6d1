"""What is typed about training elsewhere, and about the export for SIASN."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from personnel.forms.fields import DecimalField, SentFileField
from personnel.forms.filters import FilterForm
from personnel.forms.people import UnitChoiceField, as_tree
from personnel.forms.rows import StampedForm
from personnel.models import Unit
from personnel.sent_files import ALLOWED, Sent
from planning.learning_hours import jp_minutes, length_of_jp
from planning.models import Competency, DevelopmentForm
from training import siasn
from training.models import OutsideTraining
from training.outside import FIELDS


class OutsideForm(StampedForm):
    """One certificate; made for a phone, one column, the file last."""

    quantity = DecimalField(
        label="Banyaknya",
        required=False,
        max_digits=6,
        decimal_places=2,
        help_text=(
            "Isi hanya untuk seminar, lokakarya, dan sosialisasi (berapa hari), coaching, mentoring, dan "
            "detasering (berapa kali), atau tugas belajar (berapa semester)."
        ),
    )
    file = SentFileField(
        label="Berkas sertifikat",
        required=False,
        help_text=f"{ALLOWED} Foto dari ponsel boleh, asal terbaca.",
        error_messages={"required": "Lampirkan sertifikatnya: PDF, JPG, atau PNG."},
    )

    class Meta:
        model = OutsideTraining
        fields = FIELDS
        labels = {
            "name": "Nama pelatihan",
            "institution": "Penyelenggara",
            "certificate_number": "Nomor sertifikat",
            "starts_on": "Tanggal mulai",
            "ends_on": "Tanggal selesai",
            "form": "Bentuk",
            "jp_proposed": "JP menurut sertifikat",
            "competency": "Kompetensi yang dikembangkan",
        }
        help_texts = {
            "name": "Seperti tertulis pada sertifikat.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields[
            "jp_proposed"
        ].help_text = f"{length_of_jp()}. Bila hanya tertulis jam, kalikan 60 lalu bagi {jp_minutes()}."
        fields["form"].queryset = DevelopmentForm.objects.filter(is_active=True)
        fields["form"].empty_label = "Pilih bentuk"
        fields["competency"].queryset = Competency.objects.active()
        fields["competency"].empty_label = "Tidak disebut"
        fields["file"].required = not self.instance.pk
        if self.instance.pk:
            fields["file"].label = "Ganti berkas sertifikat"
            fields["file"].help_text = "Kosongkan bila berkas yang sudah ada tetap dipakai."

    @property
    def sent_file(self) -> Sent | None:
        return self.cleaned_data.get("file")

    @property
    def file_to_choose_again(self) -> bool:
        """Something else was wrong: a browser does not send the file a second time by itself."""
        return bool(self.errors and self.files and "file" not in self.errors)


class OutsideFilter(FilterForm):
    """Filters of HR's list; an unknown value filters nothing."""

    q = forms.CharField(label="Nama pegawai", required=False, max_length=100)
    keadaan = forms.ChoiceField(
        label="Keadaan",
        required=False,
        choices=[
            ("", OutsideTraining.State.WAITING.label),
            (OutsideTraining.State.VERIFIED, OutsideTraining.State.VERIFIED.label),
            (OutsideTraining.State.DECLINED, OutsideTraining.State.DECLINED.label),
            ("semua", "Semua"),
        ],
    )
    unit = UnitChoiceField(
        label="Unit kerja", required=False, queryset=Unit.objects.none(), empty_label="Semua"
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = as_tree(units)  # type: ignore[attr-defined]

    def narrow(self, rows: QuerySet[OutsideTraining]) -> QuerySet[OutsideTraining]:
        """The ones that fit: the oldest first while they wait, else the newest answer."""
        self.is_valid()
        chosen = self.cleaned_data
        for word in chosen.get("q", "").split():
            rows = rows.filter(civil_servant__name__icontains=word)
        if unit := chosen.get("unit"):
            rows = rows.filter(civil_servant__unit__path__startswith=unit.path)
        state = chosen.get("keadaan") or OutsideTraining.State.WAITING
        if state == "semua":
            return rows.order_by("-created_at", "-pk")
        rows = rows.filter(state=state)
        if state == OutsideTraining.State.WAITING:
            return rows.order_by("created_at", "pk")
        return rows.order_by("-answered_at", "-pk")


class SiasnFilter(FilterForm):
    """Of which year and which people."""

    tahun = forms.TypedChoiceField(label="Tahun", coerce=int, required=False)
    unit = UnitChoiceField(
        label="Unit kerja", required=False, queryset=Unit.objects.none(), empty_label="Semua"
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        self.years = siasn.years()
        fields["tahun"].choices = [(year, str(year)) for year in self.years]
        fields["unit"].queryset = as_tree(units)

    @property
    def year(self) -> int:
        self.is_valid()
        return self.cleaned_data.get("tahun") or self.years[0]

    @property
    def chosen_unit(self) -> Unit | None:
        self.is_valid()
        return self.cleaned_data.get("unit")


class SiasnCodesForm(forms.Form):
    """All ids by which SIASN knows the city."""

    stamp = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = siasn.codes_in_force()
        self.initial["stamp"] = siasn.stamp(codes)
        for code, value in codes.items():
            self.fields[code.value] = forms.CharField(
                label=f"{code.label} ({code.value})", required=False, max_length=64, initial=value
            )

    @property
    def wanted(self) -> dict[siasn.Code, str]:
        return {code: self.cleaned_data.get(code.value, "") for code in siasn.Code}
