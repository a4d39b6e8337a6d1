"""Filters and choices about people and units."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from personnel.forms.filters import FilterForm
from personnel.models import CivilServant, Position, Turn, Unit, User
from personnel.remembered import remembered
from personnel.selects import LongSelect


class UnitChoiceField(forms.ModelChoiceField):
    """Units as a tree: what lies below is indented."""

    widget = LongSelect

    def label_from_instance(self, unit: Unit) -> str:
        return indented(unit)


def indented(unit: Unit) -> str:
    depth = unit.path.count(".") - 1
    return "\N{EM DASH} " * depth + unit.name


def as_tree(units: QuerySet[Unit]) -> QuerySet[Unit]:
    return units.order_by("opd__name", "path").only("name", "path")


def every_unit() -> list[tuple[str, str]]:
    """All units as choices: hundreds, and the same for each who sees the city."""
    return remembered(_every_unit, "units to choose", rests_on=[Turn.Subject.PEOPLE])


def _every_unit() -> list[tuple[str, str]]:
    return [(str(unit.pk), indented(unit)) for unit in as_tree(Unit.objects.all())]


class CivilServantFilter(FilterForm):
    """Filters of the list of people; an unknown value filters nothing."""

    q = forms.CharField(label="Nama", required=False, max_length=100)
    unit = UnitChoiceField(
        label="Unit kerja", required=False, queryset=Unit.objects.none(), empty_label="Semua"
    )
    jenis = forms.ChoiceField(
        label="Jenis pegawai", required=False, choices=[("", "Semua"), *CivilServant.Employment.choices]
    )
    jenjang = forms.ChoiceField(
        label="Jenjang jabatan", required=False, choices=[("", "Semua"), *Position.Level.choices]
    )
    kedudukan = forms.ChoiceField(
        label="Kedudukan hukum",
        required=False,
        choices=[("", "Semua"), *CivilServant.LegalState.choices],
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit: Any = self.fields["unit"]
        unit.queryset = as_tree(Unit.objects.visible_to(user))
        if user.sees_city:
            unit.widget.choices = [("", unit.empty_label), *every_unit()]

    @property
    def looks_like_a_nip(self) -> bool:
        """Typed into the wrong field: it must not stay in the address."""
        return len(re.sub(r"\D", "", self.data.get("q", ""))) >= 8

    def narrow(self, people: QuerySet[CivilServant]) -> QuerySet[CivilServant]:
        """The people that fit."""
        self.is_valid()
        chosen = self.cleaned_data
        for word in chosen.get("q", "").split():
            people = people.filter(name__icontains=word)
        if unit := chosen.get("unit"):
            people = people.filter(unit__path__startswith=unit.path)
        condition = Q()
        for name, column in (
            ("jenis", "employment"),
            ("jenjang", "position__level"),
            ("kedudukan", "legal_state"),
        ):
            if value := chosen.get(name):
                condition &= Q(**{column: value})
        return people.filter(condition)


class NipForm(forms.Form):
    """Sent by POST, so that no NIP stands in an address or a log."""

    nip = forms.CharField(
        label="NIP",
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class PersonChoiceField(forms.ModelChoiceField):
    """People with the post that tells two of the same name apart."""

    def label_from_instance(self, person: CivilServant) -> str:
        return f"{person.full_name} · {person.position.name}"


class SuperiorForm(forms.Form):
    """The superior is found by name among the people of the same OPD and the leaders of the city."""

    superior = PersonChoiceField(
        label="Atasan langsung",
        queryset=CivilServant.objects.none(),
        required=False,
        empty_label="Tidak ada",
    )

    def __init__(self, *args: Any, candidates: QuerySet[CivilServant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["superior"].queryset = candidates  # type: ignore[attr-defined]


class UnitForm(forms.Form):
    """A new unit."""

    code = forms.CharField(label="Kode", max_length=40, help_text="Kode yang tidak dipakai unit lain.")
    name = forms.CharField(label="Nama", max_length=200)
    kind = forms.ChoiceField(label="Jenis", choices=Unit.Kind.choices)


class UnitChangeForm(forms.Form):
    name = forms.CharField(label="Nama", max_length=200)
    kind = forms.ChoiceField(label="Jenis", choices=Unit.Kind.choices)
    telephone = forms.CharField(
        label="Telepon kantor",
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
        help_text="Misalnya (0451) 421234. Pegawai melihatnya pada Data saya.",
    )
    is_active = forms.BooleanField(
        label="Masih berdiri", required=False, help_text="Hapus tandanya bila unit sudah dibubarkan."
    )


class UnitMoveForm(forms.Form):
    parent = UnitChoiceField(
        label="Induk yang baru",
        queryset=Unit.objects.none(),
        required=False,
        empty_label="Tidak ada: menjadi OPD tersendiri",
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Unit.objects.active().exclude(path__startswith=unit.path)
        self.fields["parent"].queryset = others.order_by("opd__name", "path")  # type: ignore[attr-defined]
