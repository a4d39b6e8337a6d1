"""What BKPSDMD types about a requirement; which fields a kind uses, ``careers.rules`` says."""

from __future__ import annotations

from typing import Any

from django import forms

from careers.asked import WORDS
from careers.models import CareerRule
from careers.rules import COLUMNS, VALUES
from personnel.forms.fields import DateField
from personnel.forms.rows import RowForm
from personnel.models import Position
from planning.forms.choices import PostField

LABELS = {
    CareerRule.Kind.EDUCATION: {"word": "Pendidikan paling rendah"},
    CareerRule.Kind.EXPERIENCE: {"word": "Jenjang yang diduduki", "number": "Paling sedikit (tahun)"},
    CareerRule.Kind.FIELD: {"number": "Paling sedikit (tahun)"},
    CareerRule.Kind.RANK: {"rank": "Pangkat paling rendah"},
    CareerRule.Kind.PERFORMANCE: {"word": "Predikat paling rendah", "number": "Selama tahun terakhir"},
    CareerRule.Kind.MATCH: {"number": "JPM paling rendah (%)"},
    CareerRule.Kind.AGE: {"number": "Paling tinggi (tahun)"},
    CareerRule.Kind.CREDIT: {"number": "Angka kredit"},
}


class RuleTargetForm(forms.Form):
    """Of which level or post, and of which kind, a new requirement is."""

    jenjang = forms.ChoiceField(
        label="Jenjang", choices=[("", "Pilih jenjang"), *Position.Level.choices], required=False
    )
    jabatan = PostField(
        label="Atau satu jabatan",
        required=False,
        empty_label="Semua jabatan jenjang itu",
        help_text="Syarat satu jabatan menggantikan syarat sejenis dari jenjangnya.",
    )
    syarat = forms.ChoiceField(label="Syarat", choices=CareerRule.Kind.choices)

    @property
    def target(self) -> dict[str, Any]:
        values = self.cleaned_data
        position = values["jabatan"]
        return {
            "level": "" if position else values["jenjang"],
            "position": position,
            "kind": values["syarat"],
        }

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if not values.get("jenjang") and not values.get("jabatan"):
            self.add_error("jenjang", "Pilih satu jenjang atau satu jabatan.")
        return values


class RuleForm(RowForm):
    """One version of a requirement, from a day on."""

    valid_from = DateField(label="Berlaku sejak", help_text="Paling cepat hari ini.")

    class Meta:
        model = CareerRule
        fields = VALUES
        help_texts = {
            "text": "Wajib bila syarat ini tidak mempunyai nilai yang dapat diperiksa dari data.",
            "source": "Peraturan dengan pasalnya, surat, atau keterangan bahwa naskahnya belum ditemukan.",
            "group": "Syarat sekelompok adalah pilihan: cukup salah satu terpenuhi. Boleh kosong.",
        }

    field_order = ("valid_from", "word", "number", "rank", "text", "group", "only_for", "source", "standing")

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        used, labels = COLUMNS.get(kind, ()), LABELS.get(CareerRule.Kind(kind), {})
        for name in ("word", "number", "rank"):
            if name in used:
                self.fields[name].label = labels[name]
                self.fields[name].help_text = ""
            else:
                del self.fields[name]
        if "word" in self.fields:
            choices = [("", "Belum ditetapkan"), *WORDS[CareerRule.Kind(kind)].items()]
            self.fields["word"] = forms.ChoiceField(label=labels["word"], choices=choices, required=False)

    @property
    def values(self) -> dict[str, Any]:
        empty = {"word": "", "number": None, "rank": None}
        return {name: self.cleaned_data.get(name, empty.get(name)) for name in VALUES}


class RuleEndForm(forms.Form):
    """The last day on which it is asked for."""

    valid_to = DateField(label="Hari terakhir berlaku")
