"""The grid of results: a row for each participant, a cell for each test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from personnel.forms.fields import DecimalField
from personnel.templatetags.palu import angka
from training import results
from training.models import Enrolment
from training.results import Marks

PASSED = {"": None, "1": True, "0": False}
PASSED_WORDS = {None: "belum diputuskan", True: "Lulus", False: "Tidak lulus"}


@dataclass(frozen=True)
class GridRow:
    """One participant as the form shows them, each test with its label: ``cells`` to fill in or, where one
    may not, ``read``: what stands there, its look, and a note."""

    enrolment: Enrolment
    cells: Sequence[tuple[str, forms.BoundField]] = ()
    read: Sequence[tuple[str, str, str, str]] = ()


def score(label: Any) -> DecimalField:
    """The rule asks the same; asked here too, so that all messages of a page come at once."""
    words = "Isi angka 0 sampai 100, misalnya 82,5, atau kosongkan bila tidak dites."
    return DecimalField(
        label=label,
        required=False,
        max_digits=5,
        decimal_places=2,
        min_value=0,
        max_value=100,
        widget=forms.TextInput(attrs={"class": "score", "size": 6, "maxlength": 8}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value", "max_digits"), words),
    )


class SheetForm(forms.Form):
    """A spreadsheet as a file or as lines copied from it; ``stamp`` is what stood there when they were shown
    as they were read, ``sheet`` the sheet from which they come."""

    file = forms.FileField(
        label="Berkas lembar kerja",
        required=False,
        help_text="XLSX atau CSV, paling besar 2 MB. Isinya diperlihatkan dahulu.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    text = forms.CharField(
        label="Atau baris yang disalin dari lembar kerja",
        max_length=100_000,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
    )
    sheet = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100)
    stamp = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)

    def clean(self) -> None:
        """One of both; a file that is chosen goes before what stood there."""
        if not self.errors and not self.cleaned_data["file"] and not self.cleaned_data["text"].strip():
            self.add_error("file", "Pilih berkasnya, atau tempelkan paling sedikit satu baris.")

    def show(self, **values: str) -> None:
        """Put into the form what the preview rests on."""
        data = self.data.copy()  # type: ignore[attr-defined]
        for name, value in values.items():
            data[name] = value
        self.data = data


class ResultsForm(forms.Form):
    """A page of participants. ``own`` is whoever looks: their row has no fields, and none has where the
    results are ``closed``."""

    stamp = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)

    def __init__(
        self, *args: Any, page: Sequence[Enrolment], own: int | None, closed: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.page, self.closed = page, closed
        self.editable = [row for row in page if row.civil_servant_id != own]
        self.initial["stamp"] = results.stamp(self.editable)
        for row in self.editable:
            self._add_cells(row)

    def _add_cells(self, row: Enrolment) -> None:
        name, marks = row.civil_servant.full_name, results.marks_of(row)
        fields: dict[str, forms.Field] = {
            "pre_test": score(f"Tes awal {name}"),
            "post_test": score(f"Tes akhir {name}"),
            "has_passed": forms.ChoiceField(
                label=f"Kelulusan {name}",
                required=False,
                choices=[(key, PASSED_WORDS[value]) for key, value in PASSED.items()],
            ),
        }
        for cell, field in fields.items():
            self.fields[f"{row.pk}-{cell}"] = field
            value = getattr(marks, cell)
            self.initial[f"{row.pk}-{cell}"] = (
                {None: "", True: "1", False: "0"}[value] if cell == "has_passed" else value
            )

    @property
    def rows(self) -> list[GridRow]:
        return [self._shown(row) for row in self.page]

    def _shown(self, row: Enrolment) -> GridRow:
        if row in self.editable and not self.closed:
            return GridRow(row, [(label, self[f"{row.pk}-{cell}"]) for cell, label in CELLS.items()])
        marks = results.marks_of(row)
        look = "muted" if marks.has_passed is None else ""
        note = "" if self.closed else "diisi petugas lain: ini hasil Anda"
        read = (
            (CELLS["pre_test"], angka(marks.pre_test, 2), "", ""),
            (CELLS["post_test"], angka(marks.post_test, 2), "", ""),
            (CELLS["has_passed"], PASSED_WORDS[marks.has_passed], look, note),
        )
        return GridRow(row, read=read)

    def clean(self) -> None:
        """The page that was filled in must be the page that is there: somebody may have come or gone."""
        sent = sorted(key for key in self.data.getlist("row") if key)  # type: ignore[attr-defined]
        if sent != sorted(str(row.pk) for row in self.editable):
            raise ValidationError("Daftar pesertanya sudah berubah. Periksa isian Anda, lalu simpan lagi.")

    @property
    def wanted(self) -> dict[int, Marks]:
        values = self.cleaned_data
        return {
            row.pk: Marks(
                values.get(f"{row.pk}-pre_test"),
                values.get(f"{row.pk}-post_test"),
                PASSED[values.get(f"{row.pk}-has_passed", "")],
            )
            for row in self.editable
        }


CELLS = {"pre_test": "Tes awal", "post_test": "Tes akhir", "has_passed": "Kelulusan"}
