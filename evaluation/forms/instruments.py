"""What BKPSDMD types to build a questionnaire: shape and wording; ``evaluation.instruments`` decides."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from evaluation.instruments.content import (
    MOST_OPTIONS,
    QUESTION_FIELDS,
    question_stamp,
    values_of,
)
from evaluation.instruments.guard import lines
from evaluation.instruments.scales import scale_stamp
from evaluation.models import Instrument, InstrumentVersion, Obstacle, Part, Question, Scale
from evaluation.question_kinds import KINDS
from evaluation.question_kinds.number import decimal_of
from personnel.forms.rows import RowForm, StampedForm
from personnel.templatetags.palu import angka, jp

NO_OBSTACLE = "none"


def fresh_code(letter: str) -> str:
    """The name of something that is about to be made, so that the same page sent twice makes one."""
    return f"{letter}-{uuid.uuid4().hex[:10]}"


class SeenForm(forms.Form):
    """Says what its editor had before them (``personnel.edit_stamps``)."""

    stamp = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)


# --------------------------------------------------------------------------------------------- instruments


class InstrumentForm(RowForm):
    """A new questionnaire. The rule validates the whole row."""

    code = forms.SlugField(max_length=40, widget=forms.HiddenInput)

    class Meta:
        model = Instrument
        fields: tuple[str, ...] = ("name", "level", "respondent", "is_anonymous", "code")
        labels = {"is_anonymous": "Jawaban disimpan tanpa nama (anonim)"}
        help_texts = {
            "name": "Nama ini tampak bagi responden.",
            "level": "Tidak dapat diubah sesudah kuesioner dibuat.",
            "respondent": "Tidak dapat diubah sesudah kuesioner dibuat.",
            "is_anonymous": "Dapat diubah sampai kuesioner dibuka bagi responden.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("code", fresh_code("k"))


class CopyForm(InstrumentForm):
    """Level and respondent are those of the original."""

    class Meta(InstrumentForm.Meta):
        fields = ("name", "is_anonymous", "code")


class NameForm(StampedForm):
    class Meta:
        model = Instrument
        fields = ("name",)


class IntroductionForm(StampedForm):
    class Meta:
        model = InstrumentVersion
        fields = ("introduction",)
        widgets = {"introduction": forms.Textarea(attrs={"rows": 6, "maxlength": 2000})}
        help_texts = {
            "introduction": (
                "Dibaca sebelum pertanyaan pertama: untuk apa kuesioner ini, dan berapa lama mengisinya."
            )
        }


# ----------------------------------------------------------------------------------------------- contents


class PartTextForm(StampedForm):
    number = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=1000)

    class Meta:
        model = Part
        fields = ("title", "explanation")
        widgets = {"explanation": forms.Textarea(attrs={"rows": 3, "maxlength": 500})}
        labels = {"explanation": "Penjelasan di atas pertanyaan"}


class QuestionForm(SeenForm):
    """The fields of one kind of question."""

    text = forms.CharField(
        label="Pertanyaan atau pernyataan",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
    )
    help = forms.CharField(label="Petunjuk", max_length=200, required=False)
    scale = forms.ChoiceField(label="Skala", help_text="Skala diatur pada halaman rancangan.")
    lowest = forms.CharField(label="Angka paling kecil", required=False, max_length=15)
    highest = forms.CharField(label="Angka paling besar", required=False, max_length=15)
    options = forms.CharField(
        label="Pilihan jawaban",
        max_length=MOST_OPTIONS * 160,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Satu pilihan pada setiap baris, dari atas ke bawah.",
    )
    is_required = forms.BooleanField(label="Wajib dijawab", required=False, initial=True)
    code = forms.SlugField(max_length=40, widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Any,
        *,
        kind: str,
        scales: Iterable[Scale],
        question: Question | None = None,
        prefix: str | None = None,
    ) -> None:
        super().__init__(data, prefix=prefix)
        self.scales = {str(scale.pk): scale for scale in scales}
        for name in {"scale", "lowest", "highest", "options"} - KINDS[kind].fields:
            del self.fields[name]
        if "scale" in self.fields:
            listed = [(key, scale.name) for key, scale in self.scales.items()]
            self.fields["scale"].choices = listed  # type: ignore[attr-defined]
        if question is None:
            self.initial["code"] = fresh_code("t")
        else:
            self._fill(question)

    def _fill(self, question: Question) -> None:
        self.initial.update({name: getattr(question, name) for name in QUESTION_FIELDS})
        for name in ("lowest", "highest"):
            bound = self.initial[name]
            self.initial[name] = "" if bound is None else jp(bound)
        self.initial["scale"] = str(question.scale_id or "")
        # As a browser sends it: what was not touched is not changed.
        self.initial["options"] = "\r\n".join(option.label for option in question.options.all())
        self.initial["stamp"] = question_stamp(question)

    def _bound(self, name: str) -> Decimal | None:
        typed = self.cleaned_data[name]
        if not typed:
            return None
        value = decimal_of(typed)
        if value is None:
            raise ValidationError("Tulis angka saja, misalnya 12 atau 2,5.")
        return value

    def clean_lowest(self) -> Decimal | None:
        return self._bound("lowest")

    def clean_highest(self) -> Decimal | None:
        return self._bound("highest")

    def clean_scale(self) -> Scale:
        return self.scales[self.cleaned_data["scale"]]

    @property
    def is_blank(self) -> bool:
        """Nothing was typed into it."""
        typed = (self[name].value() for name in ("text", "help", "options") if name in self.fields)
        return not any(str(value or "").strip() for value in typed)

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(name) for name in QUESTION_FIELDS}

    @property
    def option_labels(self) -> list[str]:
        return lines(self.cleaned_data.get("options", ""))


class ConditionForm(forms.Form):
    """At which answers of an earlier question this one is asked."""

    values = forms.MultipleChoiceField(
        label="Diajukan bila dijawab",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih paling sedikit satu jawaban."},
    )

    def __init__(self, data: Any, *, question: Question, on: Question) -> None:
        super().__init__(data)
        field = self.fields["values"]
        field.choices = [(str(value), label) for value, label in values_of(on).items()]  # type: ignore[attr-defined]
        if question.depends_on_id == on.pk:
            self.initial["values"] = [str(value) for value in question.depends_values]

    @property
    def chosen(self) -> list[int]:
        return [int(value) for value in self.cleaned_data["values"]]


class ObstaclesForm(forms.Form):
    """Which obstacle each option stands for."""

    def __init__(self, data: Any, *, question: Question) -> None:
        super().__init__(data)
        for option in question.options.order_by("number"):
            self.fields[f"pilihan_{option.number}"] = forms.ChoiceField(
                label=option.label,
                choices=[(NO_OBSTACLE, "Bukan hambatan yang dihitung"), *Obstacle.choices],
                initial=option.obstacle or NO_OBSTACLE,
            )

    @property
    def marks(self) -> dict[int, str]:
        return {
            int(name.removeprefix("pilihan_")): "" if value == NO_OBSTACLE else value
            for name, value in self.cleaned_data.items()
        }


class ScaleForm(SeenForm):
    """The points of a scale, and how a mean is called."""

    name = forms.CharField(label="Nama skala", max_length=60)
    labels = forms.CharField(
        label="Sebutan, dari yang terendah",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Empat atau lima sebutan, satu pada setiap baris. Baris pertama bernilai 1.",
    )
    bands = forms.CharField(
        label="Kategori nilai rata-rata",
        max_length=800,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Satu kategori pada setiap baris: nilai awal, tanda =, lalu sebutannya. "
        "Misalnya 3,26 = Sangat baik.",
    )

    def __init__(self, data: Any, *, scale: Scale | None = None) -> None:
        super().__init__(data)
        if scale is not None:
            self.initial = {
                "name": scale.name,
                "labels": "\n".join(scale.labels),
                "bands": "\n".join(f"{angka(b.lower_bound, 2)} = {b.label}" for b in scale.bands.all()),
                "stamp": scale_stamp(scale),
            }

    def clean_bands(self) -> list[tuple[Decimal, str]]:
        bands = []
        for line in lines(self.cleaned_data["bands"]):
            bound, _sign, label = line.partition("=")
            at = decimal_of(bound)
            if at is None or not label.strip():
                raise ValidationError(
                    f"Baris “{line[:60]}” tidak terbaca. Tulis misalnya 3,26 = Sangat baik."
                )
            bands.append((at, label.strip()))
        return bands

    @property
    def labels_typed(self) -> list[str]:
        return lines(self.cleaned_data["labels"])
