"""How the catalogue is searched."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from planning.models import Competency, DevelopmentForm, Programme


class ProgrammeFilter(forms.Form):
    kompetensi = forms.ModelChoiceField(
        label=_("Kompetensi"),
        queryset=Competency.objects.none(),
        required=False,
        empty_label=_("Semua kompetensi"),
    )
    jalur = forms.ChoiceField(
        label=_("Jalur"), choices=[("", _("Semua jalur")), *DevelopmentForm.Track.choices], required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kompetensi"].queryset = Competency.objects.active()  # type: ignore[attr-defined]

    def narrow(self, programmes: QuerySet[Programme]) -> QuerySet[Programme]:
        values = self.cleaned_data if self.is_valid() else {}
        if values.get("kompetensi"):
            programmes = programmes.filter(competency=values["kompetensi"])
        if values.get("jalur"):
            programmes = programmes.filter(form__track=values["jalur"])
        return programmes
