"""What is typed about plans: shape and wording only; the rules check everything again."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from personnel.forms.fields import AmountField, DateField, DecimalField, WholeField
from personnel.forms.filters import FilterForm
from personnel.forms.refusals import put_errors
from personnel.forms.rows import RowForm
from personnel.models import Unit
from planning.drafting import MAX_ITEMS
from planning.item_facts import PARTS, TYPED
from planning.items import EditConflict
from planning.models import Competency, DevelopmentForm, DraftLeftover, Plan, PlanItem, Programme, Provider
from planning.steps import Step


class PlanForm(forms.Form):
    """A new plan."""

    unit = forms.ModelChoiceField(label="OPD", queryset=Unit.objects.none(), empty_label=None)
    budget_ceiling = AmountField(
        label="Pagu anggaran (Rp)",
        required=False,
        help_text="Batas biaya saat draf disusun. Dapat diubah nanti.",
    )
    sub_activity_code = forms.CharField(
        label="Kode subkegiatan",
        max_length=30,
        required=False,
        help_text="Diisikan pada setiap butir APBD dalam draf; contoh 5.03.01.2.05.0009.",
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class DraftForm(forms.Form):
    """How to draft."""

    ceiling = AmountField(label="Pagu anggaran (Rp)", required=False, help_text="Kosongkan bila tanpa batas.")
    max_items = WholeField(
        label="Paling banyak butir untuk satu pegawai",
        min_value=1,
        max_value=10,
        initial=MAX_ITEMS,
        help_text="Butir yang menambah PNS menjadi 20 JP tidak terkena batas ini.",
    )
    sub_activity_code = forms.CharField(
        label="Kode subkegiatan",
        max_length=30,
        required=False,
        help_text="Diisikan pada setiap butir yang dibiayai APBD.",
    )


class ItemForm(RowForm):
    """One item. Only its name and origin are asked for at once; the rest may come later."""

    #: The item as somebody else has changed it meanwhile.
    newer: PlanItem | None = None

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    request_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    quarter = forms.TypedChoiceField(
        label="Triwulan",
        choices=[("", "–"), (1, "I"), (2, "II"), (3, "III"), (4, "IV")],
        coerce=int,
        empty_value=None,
        required=False,
        help_text="Atau isi tanggalnya.",
    )

    class Meta:
        model = PlanItem
        fields = TYPED
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["competency"].queryset = Competency.objects.active()
        fields["programme"].queryset = Programme.objects.active().order_by("name")
        fields["form"].queryset = DevelopmentForm.objects.filter(is_active=True)
        fields["provider"].queryset = Provider.objects.filter(is_active=True)

    def put(self, refusal: ValidationError) -> None:
        """What the rule refused; after somebody else's change, sending once more is a decision about what
        stands now."""
        if not isinstance(refusal, EditConflict):
            return put_errors(self, refusal)
        self.newer = refusal.item
        data = cast(QueryDict, self.data).copy()
        data["version"] = str(refusal.item.version)
        self.data = data
        return None

    @property
    def parts(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields under the headings of the page."""
        return [(title, [self[name] for name in names]) for title, names in PARTS.items()]


class PriorityForm(forms.Form):
    """Another score in the place of the computed one."""

    score = DecimalField(
        label="Skor pengganti",
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        required=False,
        help_text="0 sampai 100. Kosongkan untuk kembali ke skor hitungan.",
    )
    reason = forms.CharField(
        label="Alasan",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Tersimpan bersama skor dan dapat dibaca pegawai yang bersangkutan.",
    )


class SubActivityForm(forms.Form):
    """One code for all items of the APBD that have none."""

    sub_activity_code = forms.CharField(label="Kode subkegiatan", max_length=30)


class StepForm(forms.Form):
    """What a step on the path asks for: a note, and for the ratification the decision."""

    decision_number = forms.CharField(
        label="Nomor keputusan", max_length=100, help_text="Seperti tertulis pada keputusan Wali Kota."
    )
    decision_date = DateField(label="Tanggal keputusan", initial=timezone.localdate)
    note = forms.CharField(label="Catatan", required=False, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, step: Step, left: int = 0, **kwargs: Any) -> None:
        """``left``: so many things of the checklist stay open, and the note says why."""
        super().__init__(*args, **kwargs)
        if left:
            note = self.fields["note"]
            note.label, note.required = "Alasan untuk yang masih terbuka", True
            note.help_text = f"{left} hal masih terbuka. Tulis mengapa rencana tetap diajukan."
            note.error_messages["required"] = "Tulis mengapa rencana tetap diajukan."
        if not step.needs_decision:
            del self.fields["decision_number"], self.fields["decision_date"]
        if step.needs_note:
            self.fields["note"].required = True
            self.fields[
                "note"
            ].help_text = "Tulis apa yang perlu diperbaiki; unit membacanya pada jalur rencana."
            self.fields["note"].error_messages["required"] = "Tulis apa yang perlu diperbaiki."


# ---------------------------------------------------------------------------------------------- filters


class PlanFilter(FilterForm):
    q = forms.CharField(label="OPD", required=False)
    status = forms.ChoiceField(
        label="Keadaan",
        required=False,
        choices=[
            ("", "Semua"),
            ("none", "Belum dibuat"),
            *(choice for choice in Plan.Status.choices if choice[0] != Plan.Status.DISCARDED),
        ],
    )


class ItemFilter(FilterForm):
    q = forms.CharField(label="Kegiatan atau pegawai", required=False)
    competency = forms.ModelChoiceField(
        label="Kompetensi", queryset=Competency.objects.none(), required=False, empty_label="Semua"
    )
    quarter = forms.ChoiceField(
        label="Triwulan",
        required=False,
        choices=[("", "Semua"), ("1", "I"), ("2", "II"), ("3", "III"), ("4", "IV")],
    )
    origin = forms.ChoiceField(
        label="Asal", required=False, choices=[("", "Semua"), *PlanItem.Origin.choices]
    )
    incomplete = forms.BooleanField(label="Hanya yang belum lengkap", required=False)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["competency"].queryset = Competency.objects.filter(  # type: ignore[attr-defined]
            pk__in=plan.items.order_by().values("competency")
        )


class PeopleFilter(FilterForm):
    q = forms.CharField(label="Nama", required=False)
    show = forms.ChoiceField(
        label="Tampilkan",
        required=False,
        choices=[
            ("", "Semua pegawai"),
            ("below", "PNS di bawah batas JP"),
            ("over", "PPPK di atas batas JP"),
            ("none", "Belum mempunyai butir"),
            ("part_time", "PPPK paruh waktu"),
        ],
    )


class LeftoverFilter(FilterForm):
    q = forms.CharField(label="Nama pegawai", required=False)
    reason = forms.ChoiceField(
        label="Sebab", required=False, choices=[("", "Semua"), *DraftLeftover.Reason.choices]
    )


class CandidateFilter(FilterForm):
    q = forms.CharField(label="Nama", required=False)
    need = forms.ChoiceField(
        label="Kebutuhan",
        required=False,
        choices=[
            ("", "Semua pegawai"),
            ("gap", "Dengan kesenjangan"),
            ("unassessed", "Belum dinilai"),
        ],
    )
