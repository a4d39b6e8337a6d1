"""What is written about an official result."""

from __future__ import annotations

from typing import Any

from django import forms

from careers.models import OfficialTalentResult, TalentBox
from personnel.forms.filters import GetForm
from personnel.models import Unit, User
from planning import quarters
from planning.models import Programme


class WordsForm(forms.Form):
    """An objection, or the answer to one."""

    words = forms.CharField(max_length=1000, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = label


class ResultFilter(GetForm):
    """Whose results are listed."""

    opd = forms.ModelChoiceField(
        label="OPD", queryset=Unit.objects.none(), required=False, empty_label="Semua OPD"
    )
    kotak = forms.ModelChoiceField(
        label="Kotak", queryset=TalentBox.objects.all(), required=False, empty_label="Semua kotak"
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["opd"].queryset = Unit.objects.opds_of(user).order_by("name")
        fields["kotak"].label_from_instance = lambda box: f"{box.number} · {box}"


class ProgrammeField(forms.ModelChoiceField):
    """A programme of the catalogue, with the competency that it serves."""

    def label_from_instance(self, programme: Programme) -> str:
        return f"{programme.competency.name}: {programme.name}"


class FollowUpForm(forms.Form):
    """Which follow-up, with which programme, in which quarter."""

    words = forms.ChoiceField(label="Tindak lanjut")
    programme = ProgrammeField(
        label="Program katalog",
        queryset=Programme.objects.active()
        .select_related("competency")
        .order_by("competency__order", "name"),
        empty_label="Pilih program",
    )
    quarter = forms.TypedChoiceField(label="Triwulan", choices=quarters.SHORT, coerce=int)

    def __init__(self, *args: Any, result: OfficialTalentResult, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(words, words.capitalize()) for words in result.box.developments]
        self.fields["words"].choices = choices  # type: ignore[attr-defined]
