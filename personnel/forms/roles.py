"""Input about roles, officials and the audit trail."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from personnel import audit
from personnel.forms.people import UnitChoiceField
from personnel.models import RoleAssignment, Unit


class DateInput(forms.DateInput):
    """The browser's own calendar; it sends yyyy-mm-dd."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class RoleForm(forms.Form):
    """A role to give; what may be given is the choice of the rule module."""

    role = forms.ChoiceField(label=_("Peran"))
    unit = UnitChoiceField(
        label=_("Unit kerja"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("Seluruh kota"),
        help_text=_("Untuk pengelola kepegawaian unit dan kepala unit; pejabat pembaca boleh per unit."),
    )
    capacity = forms.ChoiceField(label=_("Kedudukan"), choices=RoleAssignment.Capacity.choices)
    office_title = forms.CharField(
        label=_("Sebutan jabatan"),
        max_length=150,
        required=False,
        help_text=_("Seperti tercetak di atas tanda tangan, misalnya Kepala Dinas Sosial."),
    )
    decree = forms.CharField(
        label=_("Nomor keputusan"),
        max_length=100,
        required=False,
        help_text=_("Wajib untuk PyB, PPK, Plt., dan Plh."),
    )
    starts_on = forms.DateField(label=_("Mulai"), widget=DateInput())
    ends_on = forms.DateField(label=_("Sampai"), widget=DateInput(), required=False)

    def __init__(self, *args: Any, roles: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.active().order_by("opd__name", "path")
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            ("", _("Pilih peran")),
            *(pair for pair in RoleAssignment.Role.choices if pair[0] in roles),
        ]
        self.fields["starts_on"].initial = timezone.localdate


class RoleEndForm(forms.Form):
    ends_on = forms.DateField(
        label=_("Hari terakhir berlaku"),
        widget=DateInput(),
        help_text=_("Kemarin berarti: segera tidak berlaku lagi."),
    )
    reason = forms.CharField(label=_("Alasan"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ends_on"].initial = lambda: timezone.localdate() - dt.timedelta(days=1)


class RoleFilter(forms.Form):
    STATES = [("", _("Berlaku hari ini")), ("nanti", _("Belum mulai")), ("lewat", _("Sudah berakhir"))]

    peran = forms.ChoiceField(
        label=_("Peran"), required=False, choices=[("", _("Semua")), *RoleAssignment.Role.choices]
    )
    keadaan = forms.ChoiceField(label=_("Keadaan"), required=False, choices=STATES)
    q = forms.CharField(label=_("Nama"), required=False, max_length=100)


class DayForm(forms.Form):
    tanggal = forms.DateField(label=_("Pada tanggal"), widget=DateInput(), required=False)


class NameFilter(forms.Form):
    q = forms.CharField(label=_("Nama"), required=False, max_length=100)


class AuditFilter(forms.Form):
    perbuatan = forms.ChoiceField(label=_("Perbuatan"), required=False)
    pelaku = forms.CharField(label=_("Nama pelaku"), required=False, max_length=100)
    dari = forms.DateField(label=_("Dari"), widget=DateInput(), required=False)
    sampai = forms.DateField(label=_("Sampai"), widget=DateInput(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        acts = sorted(((code, str(name)) for code, name in audit.ACT_NAMES.items()), key=lambda act: act[1])
        self.fields["perbuatan"].choices = [("", _("Semua")), *acts]  # type: ignore[attr-defined]
