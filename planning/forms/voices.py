"""What is typed in suggestions, proposals and their answers: shape and wording; the rules check again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from personnel.forms.fields import AmountField
from personnel.forms.filters import GetForm
from personnel.models import Position, Unit
from planning.models import Competency, DevelopmentForm, PlanItem, Proposal, Suggestion, SuggestionAnswer


class Words(forms.CharField):
    """Text of several lines, each line end one letter, as the browser counts them."""

    def __init__(self, *, rows: int = 4, empty: Any = "", **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)
        if empty:
            self.error_messages["required"] = empty

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)


class SuggestionForm(forms.Form):
    """A new suggestion."""

    kind = forms.ChoiceField(
        label="Tentang apa masukan Anda?",
        choices=Suggestion.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih salah satu."},
    )
    text = Words(
        label="Masukan Anda",
        empty="Tulis masukan Anda.",
        max_length=1500,
        rows=6,
        help_text="Ceritakan apa yang terjadi dan apa yang akan menolong. Paling banyak 1.500 huruf.",
    )
    is_name_hidden = forms.BooleanField(
        label="Sembunyikan nama saya dari rekan kerja",
        required=False,
        help_text="Bila dicentang, jangan pula menulis hal yang menunjukkan siapa Anda. "
        "Pengelola kepegawaian OPD dan BKPSDMD tetap melihat nama Anda.",
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput, required=False)


class TrainingForm(forms.Form):
    """A training that the catalogue lacks. Only its name and the reason are asked for."""

    name = forms.CharField(
        label="Nama pelatihan",
        max_length=200,
        help_text="Contoh: Bahasa isyarat untuk petugas loket.",
        error_messages={"required": "Tulis nama pelatihan."},
    )
    why = Words(
        label="Mengapa Anda memerlukannya?",
        empty="Tulis alasan Anda.",
        max_length=1000,
        help_text="Hubungkan dengan tugas Anda. Paling banyak 1.000 huruf.",
    )
    competency = forms.ModelChoiceField(
        label="Kompetensi yang dituju",
        queryset=Competency.objects.active(),
        required=False,
        empty_label="Belum tahu",
    )
    form = forms.ModelChoiceField(
        label="Bentuk",
        queryset=DevelopmentForm.objects.filter(is_active=True),
        required=False,
        empty_label="Belum tahu",
    )
    provider_name = forms.CharField(label="Penyelenggara yang Anda ketahui", max_length=150, required=False)
    expected_cost = AmountField(label="Perkiraan biaya (Rp)", max_digits=12, required=False)
    request_key = forms.UUIDField(widget=forms.HiddenInput, required=False)


class PositionForm(forms.Form):
    """The post for which somebody wants to prepare."""

    position = forms.ModelChoiceField(
        label="Jabatan yang ingin dituju",
        queryset=Position.objects.order_by("name", "level"),
        error_messages={"required": "Pilih satu jabatan dari daftar."},
    )
    why = Words(
        label="Mengapa jabatan ini?",
        empty="Tulis alasan Anda.",
        max_length=1000,
        help_text="Paling banyak 1.000 huruf.",
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput, required=False)


class ViewForm(forms.Form):
    """The superior's view of a proposal."""

    view = forms.ChoiceField(
        label="Pandangan Anda",
        choices=Proposal.View.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih salah satu."},
    )
    words = Words(
        label="Penjelasan",
        empty="Tulis penjelasan Anda.",
        max_length=500,
        help_text="Dibaca oleh yang mengusulkan dan pengelola kepegawaian.",
    )


class AnswerForm(forms.Form):
    """HR's answer to a suggestion; which fields, the outcome says."""

    items = forms.ModelMultipleChoiceField(
        label="Butir rencana yang menjawabnya",
        queryset=PlanItem.objects.none(),
        error_messages={
            "required": "Pilih paling sedikit satu butir.",
            "invalid_choice": "Butir yang dipilih sudah tidak ada dalam draf. Pilih lagi.",
            "invalid_pk_value": "Butir yang dipilih sudah tidak ada dalam draf. Pilih lagi.",
        },
    )
    passed_to = forms.CharField(
        label="Diteruskan kepada",
        max_length=150,
        help_text="Contoh: Bagian Organisasi Setda.",
        error_messages={"required": "Tulis kepada siapa masukan diteruskan."},
    )
    reason = Words(
        label="Penjelasan",
        empty="Tulis penjelasan Anda.",
        max_length=600,
        help_text="Dibaca oleh yang memberi masukan dan tercetak dalam rencana. Paling banyak 600 huruf.",
    )

    def __init__(self, *args: Any, outcome: str, items: QuerySet[PlanItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if outcome == SuggestionAnswer.Outcome.TAKEN_UP:
            self.fields["items"].queryset = items  # type: ignore[attr-defined]
        else:
            del self.fields["items"]
        if outcome != SuggestionAnswer.Outcome.PASSED_ON:
            del self.fields["passed_to"]

    @property
    def values(self) -> dict[str, Any]:
        """What the rule takes."""
        said = self.cleaned_data
        items = [item.pk for item in said.get("items", ())]
        return {"reason": said["reason"], "items": items, "passed_to": said.get("passed_to", "")}


class OutcomeForm(forms.Form):
    """HR's answer to a proposal; an accepted training also asks into which item it goes."""

    item = forms.ModelChoiceField(
        label="Masuk ke butir mana?",
        queryset=PlanItem.objects.none(),
        required=False,
        error_messages={"invalid_choice": "Butir itu sudah tidak ada dalam draf. Pilih lagi."},
    )
    words = Words(
        label="Penjelasan",
        empty="Tulis penjelasan Anda.",
        max_length=600,
        help_text="Dibaca oleh yang mengusulkan dan tercetak dalam rencana. Paling banyak 600 huruf.",
    )

    def __init__(self, *args: Any, items: QuerySet[PlanItem] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if items is None:
            del self.fields["item"]
        else:
            self.fields["item"].queryset = items  # type: ignore[attr-defined]

    @property
    def item_pk(self) -> int | None:
        """The item that was chosen."""
        item = self.cleaned_data.get("item")
        return item.pk if item else None


# ---------------------------------------------------------------------------------------------- filters


class SuggestionFilter(GetForm):
    """What colleagues may look for: never a name."""

    q = forms.CharField(label="Kata dalam masukan", required=False, max_length=100)
    kind = forms.ChoiceField(label="Jenis", required=False, choices=[("", "Semua"), *Suggestion.Kind.choices])
    state = forms.ChoiceField(
        label="Keadaan", required=False, choices=[("", "Semua"), *Suggestion.State.choices]
    )
    year = forms.ChoiceField(label="Tahun", required=False)
    mine = forms.BooleanField(label="Hanya milik saya", required=False)

    def __init__(self, *args: Any, years: list[int], year: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(str(each), str(each)) for each in years]  # type: ignore[attr-defined]
        self.fields["year"].initial = year
        if len(years) < 2:
            del self.fields["year"]

    @property
    def is_used(self) -> bool:
        """Whether the list is not the one that everybody sees at first."""
        return any(self.data.get(self.add_prefix(name)) for name in self.fields)


class OpdFilter(GetForm):
    """The OPD of a worklist, if there is a choice."""

    opd = forms.ModelChoiceField(
        label="OPD", queryset=Unit.objects.none(), required=False, empty_label="Semua"
    )

    def __init__(self, *args: Any, opds: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["opd"].queryset = opds  # type: ignore[attr-defined]
        if len(opds) < 2:
            del self.fields["opd"]


class SuggestionWorklistFilter(OpdFilter):
    q = forms.CharField(label="Kata atau nama", required=False, max_length=100)
    kind = forms.ChoiceField(label="Jenis", required=False, choices=[("", "Semua"), *Suggestion.Kind.choices])
    state = forms.ChoiceField(
        label="Keadaan", required=False, choices=[("", "Semua"), *Suggestion.State.choices]
    )


class ProposalWorklistFilter(OpdFilter):
    q = forms.CharField(label="Kata atau nama", required=False, max_length=100)
    kind = forms.ChoiceField(label="Jenis", required=False, choices=[("", "Semua"), *Proposal.Kind.choices])
    state = forms.ChoiceField(
        label="Keadaan",
        required=False,
        choices=[("", "Semua"), ("waiting", "Belum ditanggapi"), *Proposal.Outcome.choices],
    )
