"""Forms that stand above a list and are sent by its address."""

from __future__ import annotations

from typing import Any

from django import forms

#: Addresses are Indonesian and say a thing in one word, as pages do; code keeps its own word.
KEYS = {
    "begins": "dari",
    "competency": "kompetensi",
    "day": "tanggal",
    "ends": "sampai",
    "incomplete": "belum_lengkap",
    "instrument": "kuesioner",
    "kind": "jenis",
    "mine": "milik_saya",
    "need": "kebutuhan",
    "origin": "asal",
    "quarter": "triwulan",
    "reason": "sebab",
    "seats": "kursi",
    "show": "lihat",
    "state": "keadaan",
    "status": "keadaan",
    "year": "tahun",
}


class FilterForm(forms.Form):
    """A form that is sent by the address of its list: its fields have the keys of ``KEYS`` there."""

    def add_prefix(self, field_name: str) -> str:
        return super().add_prefix(KEYS.get(field_name, field_name))


class GetForm(FilterForm):
    """A form of a list: everything has a default, and nonsense in the address is the default too."""

    def clean(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(name) or field.initial for name, field in self.fields.items()}

    @property
    def values(self) -> dict[str, Any]:
        self.is_valid()
        initial = {name: field.initial for name, field in self.fields.items()}
        return initial | {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}
