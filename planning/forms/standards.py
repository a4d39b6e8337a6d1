"""What is typed about standards."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from personnel.forms.fields import DateField, DecimalField
from personnel.forms.filters import FilterForm
from personnel.models import Position
from planning.forms.choices import PostField
from planning.models import Competency


class PostFilter(FilterForm):
    q = forms.CharField(label="Nama jabatan", required=False, max_length=100)


class RequirementForm(forms.Form):
    """For a level of posts or for one post, never for both."""

    position_level = forms.ChoiceField(
        label="Jenjang",
        choices=[("", "– pilih bila untuk semua jabatan sejenjang –"), *Position.Level.choices],
        required=False,
    )
    position = PostField(
        label="Jabatan", required=False, empty_label="– pilih bila hanya untuk satu jabatan –"
    )
    competency = forms.ModelChoiceField(label="Kompetensi", queryset=Competency.objects.active())
    level = forms.TypedChoiceField(
        label="Tingkat wajib",
        choices=[("", "Tidak dipersyaratkan pada jabatan ini"), *((n, str(n)) for n in range(1, 6))],
        coerce=int,
        empty_value=None,
        required=False,
    )
    weight = DecimalField(label="Bobot", min_value=0, max_digits=5, decimal_places=2, initial=1)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if bool(values.get("position_level")) == bool(values.get("position")):
            self.add_error("position_level", "Pilih salah satu: jenjang atau jabatan.")
        if values.get("position_level") and values.get("level") is None:
            self.add_error("level", "Untuk jenjang, pilih tingkat 1 sampai 5.")
        return values


class InForceForm(forms.Form):
    decision = forms.CharField(label="Nomor keputusan", max_length=120)
    effective_from = DateField(label="Berlaku sejak", initial=timezone.localdate)
