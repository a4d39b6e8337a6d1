"""How batches are searched, and what is typed about one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from personnel.forms.fields import WholeField
from personnel.forms.filters import FilterForm
from personnel.forms.rows import StampedForm
from personnel.models import RoleAssignment, User
from planning import quarters
from planning.models import Cycle, Programme, Provider
from training.batches import BATCH_FIELDS
from training.models import Batch


class BatchFilter(FilterForm):
    year = forms.CharField(widget=forms.HiddenInput, required=False, max_length=4)
    q = forms.CharField(label="Program", required=False, max_length=100)
    triwulan = forms.ChoiceField(
        label="Triwulan",
        required=False,
        choices=[("", "Semua"), *quarters.SHORT.items()],
    )
    keadaan = forms.ChoiceField(
        label="Keadaan", required=False, choices=[("", "Semua"), *Batch.State.choices]
    )

    def narrow(self, batches: QuerySet[Batch]) -> QuerySet[Batch]:
        self.is_valid()
        values = self.cleaned_data
        if q := " ".join(values.get("q", "").split()):
            batches = batches.filter(Q(programme__name__icontains=q) | Q(programme__code__iexact=q))
        if values.get("triwulan"):
            batches = batches.filter(quarter=values["triwulan"])
        if values.get("keadaan"):
            batches = batches.filter(state=values["keadaan"])
        return batches


def organisers() -> QuerySet[User]:
    """Who may be in charge of a batch."""
    roles = RoleAssignment.objects.in_force().filter(role=RoleAssignment.Role.CITY_HR)
    return User.objects.filter(is_active=True, pk__in=roles.values("user")).select_related("civil_servant")


class BatchForm(StampedForm):
    class Meta:
        model = Batch
        fields = BATCH_FIELDS
        widgets = {
            "quarter": forms.Select(choices=[*quarters.SHORT.items()]),
        }
        help_texts = {
            "capacity": "Ruang setiap sesi harus memuatnya.",
            "enrolment_closes_on": "Kosongkan bila pendaftaran terbuka sampai sesi pertama.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.instance
        self.fields["capacity"] = WholeField(
            label="Jumlah kursi",
            min_value=1,
            max_value=1000,
            widget=self.fields["capacity"].widget,
            help_text=self.fields["capacity"].help_text,
        )
        provider = self.fields["provider"]
        provider.queryset = Provider.objects.filter(Q(is_active=True) | Q(pk=chosen.provider_id))  # type: ignore[attr-defined]
        provider.empty_label = None  # type: ignore[attr-defined]
        organiser = self.fields["organiser"]
        organiser.queryset = organisers()  # type: ignore[attr-defined]
        organiser.empty_label = "Belum ditentukan"  # type: ignore[attr-defined]


class NewBatchForm(BatchForm):
    """With the programme and the year, which never change afterwards."""

    cycle = forms.ModelChoiceField(label="Tahun", queryset=Cycle.objects.all(), empty_label=None)
    programme = forms.ModelChoiceField(
        label="Program", queryset=Programme.objects.none(), empty_label="Pilih program"
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    field_order = ("programme", "cycle")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programmes = Programme.objects.filter(is_active=True).order_by("name")
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]
        cycles = self.fields["cycle"].queryset  # type: ignore[attr-defined]
        self.initial.setdefault("cycle", cycles.order_by("-year").first())


class CancelForm(forms.Form):
    reason = forms.CharField(
        label="Alasan pembatalan",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Dibaca oleh peserta dan narasumber.",
    )
