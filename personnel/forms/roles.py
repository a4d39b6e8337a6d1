"""Input about roles, officials and the audit trail."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from personnel import audit
from personnel.forms.fields import DateField, yesterday
from personnel.forms.filters import FilterForm
from personnel.forms.people import UnitChoiceField
from personnel.models import RoleAssignment, Unit


class RoleForm(forms.Form):
    """A role to give; what may be given is the choice of the rule module."""

    role = forms.ChoiceField(label="Peran")
    unit = UnitChoiceField(
        label="Unit kerja",
        queryset=Unit.objects.none(),
        required=False,
        empty_label="Seluruh kota",
        help_text="Untuk pengelola kepegawaian unit dan kepala unit; pejabat pembaca boleh per unit.",
    )
    capacity = forms.ChoiceField(label="Kedudukan", choices=RoleAssignment.Capacity.choices)
    office_title = forms.CharField(
        label="Sebutan jabatan",
        max_length=150,
        required=False,
        help_text="Seperti tercetak di atas tanda tangan, misalnya Kepala Dinas Sosial.",
    )
    decree = forms.CharField(
        label="Nomor keputusan",
        max_length=100,
        required=False,
        help_text="Wajib untuk PyB, PPK, Plt., dan Plh.",
    )
    starts_on = DateField(label="Mulai", initial=timezone.localdate)
    ends_on = DateField(label="Sampai", required=False)

    def __init__(self, *args: Any, roles: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.active().order_by("opd__name", "path")
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            ("", "Pilih peran"),
            *(pair for pair in RoleAssignment.Role.choices if pair[0] in roles),
        ]


class RoleEndForm(forms.Form):
    ends_on = DateField(
        label="Hari terakhir berlaku",
        initial=yesterday,
        help_text="Kemarin berarti: segera tidak berlaku lagi.",
    )
    reason = forms.CharField(label="Alasan", max_length=200)


class RoleFilter(FilterForm):
    STATES = [("", "Berlaku hari ini"), ("nanti", "Belum mulai"), ("lewat", "Sudah berakhir")]

    peran = forms.ChoiceField(
        label="Peran", required=False, choices=[("", "Semua"), *RoleAssignment.Role.choices]
    )
    keadaan = forms.ChoiceField(label="Keadaan", required=False, choices=STATES)
    q = forms.CharField(label="Nama", required=False, max_length=100)


class DayForm(forms.Form):
    tanggal = DateField(label="Pada tanggal", required=False)


class NameFilter(FilterForm):
    q = forms.CharField(label="Nama", required=False, max_length=100)


class AuditFilter(FilterForm):
    perbuatan = forms.ChoiceField(label="Tindakan", required=False)
    pelaku = forms.CharField(label="Nama pelaku", required=False, max_length=100)
    dari = DateField(label="Dari", required=False)
    sampai = DateField(label="Sampai", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        acts = sorted(((code, str(name)) for code, name in audit.ACT_NAMES.items()), key=lambda act: act[1])
        self.fields["perbuatan"].choices = [("", "Semua"), *acts]  # type: ignore[attr-defined]
