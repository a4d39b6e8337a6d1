"""How the list of seats is narrowed, and what is typed about a key post or a known move."""

from __future__ import annotations

from typing import Any

from django import forms

from careers.reports.seats import HORIZON_NAMES
from personnel.forms.fields import DateField
from personnel.forms.filters import GetForm
from personnel.models import Position, Unit, User
from personnel.models.people import STRUCTURAL_LEVELS


class SeatFilter(GetForm):
    """Which posts, and until when they are vacant."""

    opd = forms.ModelChoiceField(
        label="OPD", queryset=Unit.objects.none(), required=False, empty_label="Semua OPD"
    )
    jenjang = forms.ChoiceField(label="Jenjang", required=False)
    waktu = forms.ChoiceField(
        label="Kosong",
        choices=[
            ("", "Semua jabatan"),
            *((name, words.capitalize()) for name, words in HORIZON_NAMES.items()),
        ],
        required=False,
    )
    kritikal = forms.BooleanField(label="Hanya jabatan kritikal", required=False)
    tanpa = forms.BooleanField(label="Hanya yang belum ada calonnya", required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["opd"].queryset = Unit.objects.opds_of(user).order_by("name")
        levels = [(value, label) for value, label in Position.Level.choices if value in STRUCTURAL_LEVELS]
        fields["jenjang"].choices = [("", "Semua jenjang"), *levels]


class NominationForm(forms.Form):
    """Why somebody is named."""

    words = forms.CharField(
        label="Mengapa pegawai ini",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Terbaca oleh pegawai yang dinominasikan.",
    )
    is_emergency = forms.BooleanField(label="Pengganti darurat bila jabatan mendadak kosong", required=False)


class EndForm(forms.Form):
    """Why a nomination ends."""

    words = forms.CharField(
        label="Mengapa nominasi berakhir", max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class MoveForm(forms.Form):
    """When and why the holder of a seat leaves it."""

    leaves_on = DateField(
        label="Ditinggalkan mulai",
        required=False,
        help_text="Kosongkan kedua isian untuk mencabut catatan ini.",
    )
    leaves_reason = forms.CharField(
        label="Karena", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class KeyForm(forms.Form):
    """Why a post is key."""

    reason = forms.CharField(
        label="Mengapa jabatan ini kritikal",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kosongkan untuk mencabut tandanya.",
    )
