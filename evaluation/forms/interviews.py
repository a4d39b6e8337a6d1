"""What is typed about a talk: its plan, consent, notes by question, a quote; and the lists it draws on."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from evaluation.interviews import MOST_PEOPLE, people_there, stamp_of_interview, standard_questions
from evaluation.interviews.consenting import CHOICES
from evaluation.interviews.holding import Note
from evaluation.interviews.planning import Arrangement
from evaluation.models import Interview, InterviewParticipant, InterviewQuestion, Theme
from personnel.forms.fields import DateField
from personnel.forms.filters import FilterForm
from personnel.forms.rows import StampedForm
from personnel.models import CivilServant
from training.forms.batches import organisers
from training.forms.places import TimeInput
from training.models import Batch


class PeopleField(forms.ModelMultipleChoiceField):
    """Names with their unit: two people may have one name."""

    def label_from_instance(self, person: CivilServant) -> str:
        return f"{person.full_name} · {person.unit.name}"


class InterviewFilter(FilterForm):
    year = forms.CharField(widget=forms.HiddenInput, required=False, max_length=4)
    q = forms.CharField(label="Program", required=False, max_length=100)
    keadaan = forms.ChoiceField(
        label="Keadaan", required=False, choices=[("", "Semua"), *Interview.State.choices]
    )


class InterviewForm(forms.Form):
    """The plan of a talk about one batch."""

    shown_at = {"planned_at": "day"}

    kind = forms.ChoiceField(label="Jenis", choices=Interview.Kind.choices, widget=forms.RadioSelect)
    day = DateField(label="Tanggal")
    start = forms.TimeField(label="Mulai", widget=TimeInput(), help_text="Waktu WITA.")
    place = forms.CharField(
        label="Tempat", max_length=150, help_text="Ruang, atau cara bertemu secara daring."
    )
    interviewer = forms.ModelChoiceField(label="Pewawancara", queryset=organisers(), empty_label=None)
    people = PeopleField(
        label="Peserta",
        queryset=CivilServant.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text="Hanya yang hadir pada pelatihan ini. Satu orang untuk wawancara, 2 sampai "
        f"{MOST_PEOPLE} orang untuk diskusi.",
        error_messages={"required": "Pilih pesertanya."},
    )
    questions = forms.CharField(
        label="Pertanyaan",
        max_length=9500,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Satu pada setiap baris. Peserta dapat membacanya sebelum bertemu.",
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    stamp = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)

    def __init__(self, *args: Any, batch: Batch, interview: Interview | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.interview = interview
        self.fields["people"].queryset = people_there(batch).select_related("unit")  # type: ignore[attr-defined]
        if interview:
            self.initial = {**_as_it_stands(interview), **self.initial}
            self.fields["kind"].disabled = True

    @property
    def plan(self) -> Arrangement:
        data = self.cleaned_data
        moment = dt.datetime.combine(data["day"], data["start"], tzinfo=timezone.get_current_timezone())
        return Arrangement(
            kind=data["kind"],
            planned_at=moment,
            place=data["place"],
            interviewer=data["interviewer"],
            people=list(data["people"]),
            questions=data["questions"].splitlines(),
        )

    @property
    def seen(self) -> str | None:
        return self.cleaned_data["stamp"] if self.interview else None


def _as_it_stands(interview: Interview) -> dict[str, Any]:
    local = timezone.localtime(interview.planned_at)
    return {
        "kind": interview.kind,
        "day": local.date(),
        "start": local.time(),
        "place": interview.place,
        "interviewer": interview.interviewer_id,
        "people": list(interview.participants.values_list("civil_servant", flat=True)),
        "questions": "\n".join(interview.questions.values_list("text", flat=True)),
        "stamp": stamp_of_interview(interview),
    }


class CancelForm(forms.Form):
    reason = forms.CharField(
        label="Alasan pembatalan",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Dibaca oleh peserta.",
    )


class ConsentForm(forms.Form):
    """One question on a phone."""

    consent = forms.ChoiceField(
        label="Bagaimana kata-kata Anda boleh dipakai?",
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih salah satu."},
    )


class NotesForm(forms.Form):
    """What was said, question by question, with its themes."""

    held_on = DateField(label="Terlaksana pada")
    stamp = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)

    def __init__(self, *args: Any, interview: Interview, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(interview.questions.prefetch_related("themes"))
        planned = timezone.localdate(interview.planned_at)
        self.initial.setdefault("held_on", interview.held_on or min(planned, timezone.localdate()))
        self.initial.setdefault("stamp", stamp_of_interview(interview))
        themes = list(Theme.objects.all())
        for question in self.questions:
            self._add(question, themes)

    def _add(self, question: InterviewQuestion, themes: list[Theme]) -> None:
        coded = [theme.pk for theme in question.themes.all()]
        self.fields[f"note_{question.pk}"] = forms.CharField(
            label=str(question),
            required=False,
            max_length=4000,
            initial=question.note,
            widget=forms.Textarea(attrs={"rows": 4}),
        )
        self.fields[f"themes_{question.pk}"] = forms.TypedMultipleChoiceField(
            label=f"Tema jawaban {question.number}",
            required=False,
            coerce=int,
            initial=coded,
            choices=[(theme.pk, theme.name) for theme in themes if theme.is_active or theme.pk in coded],
            widget=forms.CheckboxSelectMultiple,
        )

    @property
    def notes(self) -> dict[int, Note]:
        themes = Theme.objects.in_bulk()
        data = self.cleaned_data
        return {
            question.pk: Note(
                data[f"note_{question.pk}"], [themes[pk] for pk in data[f"themes_{question.pk}"]]
            )
            for question in self.questions
        }


class ParticipantField(forms.ModelChoiceField):
    def label_from_instance(self, row: InterviewParticipant) -> str:
        return f"{row.civil_servant.full_name} ({row.get_consent_display().lower()})"


class QuoteForm(forms.Form):
    participant = ParticipantField(
        label="Yang mengatakannya",
        queryset=InterviewParticipant.objects.none(),
        empty_label="Pilih peserta",
        help_text="Hanya peserta yang mengizinkan kutipan.",
    )
    question = forms.ModelChoiceField(
        label="Menjawab pertanyaan", queryset=InterviewQuestion.objects.none(), empty_label=None
    )
    text = forms.CharField(
        label="Kutipan",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Kata-katanya sendiri. Hilangkan yang menunjukkan siapa dia bila ia tidak ingin disebut.",
    )

    def __init__(self, *args: Any, interview: Interview, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        may = interview.participants.filter(consent__in=InterviewParticipant.QUOTABLE)
        self.fields["participant"].queryset = may.select_related("civil_servant")  # type: ignore[attr-defined]
        self.fields["question"].queryset = interview.questions.all()  # type: ignore[attr-defined]


class ThemeForm(StampedForm):
    class Meta:
        model = Theme
        fields = ("name", "is_active")
        labels = {"name": "Nama tema", "is_active": "Dipakai untuk catatan baru"}


class StandardQuestionsForm(forms.Form):
    questions = forms.CharField(
        label="Pertanyaan baku",
        max_length=9500,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=(
            "Satu pada setiap baris. Setiap wawancara baru mulai dengan daftar ini dan dapat mengubahnya."
        ),
    )
    stamp = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)

    def __init__(self, *args: Any, kind: str, stamp: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"questions": "\n".join(standard_questions(kind)), "stamp": stamp, **self.initial}
