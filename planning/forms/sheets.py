"""What is typed on rating sheets, in dialogues and about deputies: shape and wording only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone

from personnel.forms.fields import DateField, SentFileField
from personnel.forms.filters import GetForm
from personnel.models import CivilServant
from personnel.sent_files import ALLOWED
from planning.models import Competency, DialogueTurn, RatingDialogue, SheetAnswer
from planning.sheets import BEHAVIOURS

YES_NO = [("1", "Ya"), ("0", "Tidak")]


@dataclass(frozen=True)
class LevelChoice:
    """One level as the page shows it: the words to choose it by, then its behaviours with Ya and Tidak."""

    level: int
    words: str
    is_chosen: bool
    behaviours: list[forms.BoundField]

    @property
    def lowered(self) -> str:
        """What one Tidak does, in words (``SheetAnswer.level``)."""
        lower = f"{self.level - 1}" if self.level > 1 else "0 (belum satu pun)"
        return f"Dengan jawaban Tidak, tingkat yang tercatat menjadi {lower}, bukan {self.level}."


class SheetAnswerForm(forms.Form):
    """One competency. The behaviours of every level are there; only those of the chosen one are read."""

    level = forms.TypedChoiceField(
        label="Tingkat",
        coerce=int,
        choices=[(level, str(level)) for level in range(6)],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Pilih satu tingkat.",
            "invalid_choice": "Pilih satu tingkat dari daftar.",
        },
    )
    note = forms.CharField(
        label="Contoh dari pekerjaan",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    file = SentFileField(
        label="Bukti",
        required=False,
        help_text=f"{ALLOWED} Dilihat orang lain hanya sesudah hasil dibuka.",
    )

    def __init__(self, *args: Any, competency: Competency, answer: SheetAnswer | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._levels = list(competency.levels.all())
        for level in self._levels:
            for indicator in level.indicators.all():
                if 1 <= indicator.position <= BEHAVIOURS:
                    self.fields[f"s{level.level}_{indicator.position}"] = forms.ChoiceField(
                        label=indicator.text, choices=YES_NO, required=False, widget=forms.RadioSelect
                    )
        if answer is not None:
            self.initial.update(level=answer.chosen_level, note=answer.note)
            for position, shown in enumerate((answer.shows_1, answer.shows_2, answer.shows_3), 1):
                if shown is not None:
                    self.initial[f"s{answer.chosen_level}_{position}"] = "1" if shown else "0"
        self._answer_the_rest()

    def _answer_the_rest(self) -> None:
        """One press below the behaviours of a level: the level is meant, and Ya to what has no answer yet."""
        level = str(self.data.get("rest", ""))
        if signs := [name for name in self.fields if name.startswith(f"s{level}_")]:
            sent: Any = self.data
            self.data = filled = sent.copy()
            filled["level"] = level
            for name in signs:
                filled[name] = sent.get(name) or "1"

    @property
    def levels(self) -> list[LevelChoice]:
        chosen = str(self["level"].value())
        return [
            LevelChoice(level.level, level.descriptor, chosen == str(level.level), self._signs(level.level))
            for level in self._levels
        ]

    @property
    def none_is_chosen(self) -> bool:
        """Whether "not even the first" is marked."""
        return str(self["level"].value()) == "0"

    def _signs(self, level: int) -> list[forms.BoundField]:
        names = (f"s{level}_{position}" for position in range(1, BEHAVIOURS + 1))
        return [self[name] for name in names if name in self.fields]

    @property
    def shows(self) -> list[bool | None]:
        """The behaviours of the chosen level, as answered so far."""
        level = self.cleaned_data["level"]
        said = [self.cleaned_data.get(f"s{level}_{position}") for position in range(1, BEHAVIOURS + 1)]
        return [None if word in {None, ""} else word == "1" for word in said]

    def ask_for_the_rest(self) -> None:
        """Mark the behaviours of the chosen level that have no answer."""
        for sign in self._signs(self.cleaned_data["level"]):
            if not self.cleaned_data.get(sign.name):
                self.add_error(sign.name, "Jawab Ya atau Tidak.")

    @property
    def unanswered(self) -> list[forms.BoundField]:
        """The behaviours that were marked."""
        return [self[name] for name in self.errors if name.startswith("s")]

    @property
    def is_empty(self) -> bool:
        """Nothing was chosen or typed: leaving such a page keeps nothing."""
        return (
            not any(value for name, value in self.data.items() if name in self.fields and str(value).strip())
            and not self.files
        )


class TurnForm(forms.Form):
    """One turn of a dialogue; ``seen`` is how many turns the page showed."""

    level = forms.TypedChoiceField(
        label="Tingkat yang Anda usulkan",
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", "Pilih tingkat"), *((level, str(level)) for level in range(6))],
    )
    words = forms.CharField(
        label="Alasan atau contoh dari pekerjaan",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = forms.IntegerField(min_value=0, max_value=100_000, widget=forms.HiddenInput)


class DialogueFilter(GetForm):
    """The list of dialogues for HR."""

    keadaan = forms.ChoiceField(
        label="Keadaan", choices=[("", "Semua"), *RatingDialogue.State.choices], required=False
    )
    q = forms.CharField(label="Nama pegawai", max_length=100, required=False)


class NameFilter(GetForm):
    """Somebody by name."""

    q = forms.CharField(label="Nama", max_length=100, required=False)


class DeputyForm(forms.Form):
    """Who rates for a superior who is away."""

    deputy = forms.ModelChoiceField(
        label="Penilai pengganti",
        queryset=CivilServant.objects.none(),
        empty_label="Pilih pegawai",
        help_text="Pemangku jabatan struktural OPD ini, dan rekan satu unit.",
    )
    starts_on = DateField(label="Mulai", initial=timezone.localdate)
    ends_on = DateField(label="Sampai", required=False, help_text="Kosongkan bila belum diketahui.")
    reason = forms.CharField(
        label="Alasan", max_length=300, help_text="Misalnya cuti besar, atau jabatan belum terisi."
    )

    def __init__(self, *args: Any, candidates: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["deputy"]
        field.queryset = candidates  # type: ignore[attr-defined]
        field.label_from_instance = lambda person: f"{person.full_name} · {person.position.name}"  # type: ignore[attr-defined]


class DecideManyForm(forms.Form):
    """One rule and one reason for the dialogues that BKPSDMD decides together."""

    side = forms.ChoiceField(
        label="Tingkat yang berlaku",
        choices=[
            (DialogueTurn.Side.SUPERIOR, "Yang terakhir diajukan atasan"),
            (DialogueTurn.Side.CIVIL_SERVANT, "Yang terakhir diajukan pegawai"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih tingkat siapa yang berlaku."},
    )
    words = forms.CharField(
        label="Alasan keputusan",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
        help_text="Kedua pihak membacanya. Berlaku untuk semua dialog yang dipilih.",
        error_messages={"required": "Tulis alasan keputusan; kedua pihak membacanya."},
    )
