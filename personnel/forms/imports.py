"""Input of the import pages."""

from __future__ import annotations

from typing import Any

from django import forms

from personnel.forms.filters import FilterForm
from personnel.imports.drafts import SKIP
from personnel.models import ImportAnomaly, ImportRow


class UploadForm(forms.Form):
    """One file. What it holds is looked at by ``personnel.imports.files``."""

    file = forms.FileField(
        label="Berkas CSV atau XLSX",
        allow_empty_file=True,  # refused with words of our own
        max_length=200,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
    )


class RowFilter(FilterForm):
    """Which rows of a preview."""

    tindakan = forms.ChoiceField(
        label="Tindakan", required=False, choices=[("", "Semua baris"), *ImportRow.Action.choices]
    )
    q = forms.CharField(label="Nama", required=False, max_length=100)


class FindingFilter(FilterForm):
    """Which findings of a preview."""

    tingkat = forms.ChoiceField(
        label="Tingkat",
        required=False,
        choices=[("", "Semua tingkat"), *ImportAnomaly.Severity.choices],
    )
    kolom = forms.ChoiceField(label="Kolom", required=False)

    def __init__(self, *args: Any, columns: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kolom"].choices = [("", "Semua kolom"), *((name, name) for name in columns if name)]  # type: ignore[attr-defined]


class QuestionsForm(forms.Form):
    """A select for each question of one page."""

    def __init__(
        self, *args: Any, questions: list[dict[str, Any]], answers: dict[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for question in questions:
            choices = [
                ("", "Belum dijawab"),
                *question["choices"],
                (SKIP, "Jangan impor baris-baris ini"),
            ]
            self.fields[question["name"]] = forms.ChoiceField(
                label=question["text"],
                required=False,
                choices=choices,
                initial=answers.get(question["name"]) or question["suggestion"],
            )
