"""What is typed in a consultation: shape and wording; the rules check everything again."""

from __future__ import annotations

from typing import Any

from django import forms

from personnel.forms.filters import FilterForm
from personnel.models import Unit
from planning import quarters
from planning.forms.voices import Words
from planning.models import ConsultationLine, ConsultationTurn, DevelopmentForm, Plan, PlanItem, Provider

State = ConsultationLine.State
Turn = ConsultationTurn.Act


class DeclineForm(forms.Form):
    """A no, and why."""

    words = Words(
        label="Mengapa Anda menolak butir ini?",
        max_length=500,
        help_text="Pengelola kepegawaian membaca alasan ini dan menanggapinya. Paling banyak 500 huruf.",
        error_messages={"required": "Tulis alasan Anda."},
    )


class CounterForm(forms.Form):
    """Another form, time or provider, and why. What is as it is now is not offered."""

    wanted_form = forms.ModelChoiceField(
        label="Bentuk lain", queryset=DevelopmentForm.objects.none(), required=False
    )
    wanted_quarter = forms.TypedChoiceField(
        label="Waktu lain", coerce=int, empty_value=None, required=False, choices=[]
    )
    wanted_provider = forms.ModelChoiceField(
        label="Penyelenggara lain", queryset=Provider.objects.none(), required=False
    )
    words = Words(
        label="Mengapa usul Anda lebih baik?",
        max_length=500,
        help_text="Paling banyak 500 huruf.",
        error_messages={"required": "Tulis alasan Anda."},
    )

    def __init__(self, *args: Any, item: PlanItem | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        now = "Tetap: %(now)s"
        form, provider = (item.form, item.provider) if item else (None, None)
        schedule, quarter = (item.schedule, item.quarter) if item else ("", None)
        forms_, providers = DevelopmentForm.objects.all(), Provider.objects.all()
        fields["wanted_form"].queryset = forms_.filter(is_active=True).exclude(pk=form.pk if form else 0)
        fields["wanted_form"].empty_label = now % {"now": form or "–"}
        fields["wanted_provider"].queryset = providers.filter(is_active=True).exclude(
            pk=provider.pk if provider else 0
        )
        fields["wanted_provider"].empty_label = now % {"now": provider or "–"}
        others = [(n, name) for n, name in quarters.NAMES.items() if n != quarter]
        fields["wanted_quarter"].choices = [("", now % {"now": schedule or "–"}), *others]

    @property
    def values(self) -> dict[str, Any]:
        """What the rule takes."""
        return {
            "words": self.cleaned_data["words"],
            "form": self.cleaned_data["wanted_form"],
            "quarter": self.cleaned_data["wanted_quarter"],
            "provider": self.cleaned_data["wanted_provider"],
        }


class ReplyForm(forms.Form):
    """HR's answer to one line."""

    act = forms.ChoiceField(
        label="Tanggapan Anda",
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih salah satu tanggapan."},
    )
    words = Words(label="Penjelasan untuk pegawai", max_length=500, required=False)

    def __init__(self, *args: Any, wishes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        acts = [
            (Turn.KEEP.value, "Pertahankan butir ini seperti adanya"),
            (Turn.DROP.value, "Keluarkan pegawai dari butir ini"),
        ]
        if wishes:
            acts.insert(0, (Turn.CHANGE.value, "Ubah sesuai usul pegawai"))
        fields: dict[str, Any] = self.fields
        fields["act"].choices = acts
        fields["words"].required = not wishes
        fields["words"].error_messages["required"] = "Tulis penjelasan untuk pegawai."
        fields["words"].help_text = (
            "Wajib diisi kecuali Anda mengubahnya sesuai usul. Paling banyak 500 huruf."
            if wishes
            else "Pegawai membacanya. Paling banyak 500 huruf."
        )

    def clean(self) -> dict[str, Any] | None:
        values = super().clean() or {}
        if values.get("act") in {Turn.KEEP, Turn.DROP} and not values.get("words") and "words" in values:
            self.add_error("words", "Tulis penjelasan untuk pegawai.")
        return values


class DropForm(forms.Form):
    """Why somebody who has been asked is taken out."""

    words = Words(
        label="Alasan",
        max_length=500,
        help_text="Pegawai yang bersangkutan sudah ditanyai tentang butir ini dan membaca alasan Anda.",
        error_messages={"required": "Tulis alasannya."},
    )


class LineFilter(FilterForm):
    q = forms.CharField(label="Nama pegawai", required=False)
    state = forms.ChoiceField(
        label="Keadaan",
        required=False,
        choices=[("", "Semua"), ("unreplied", "Perlu ditanggapi"), *State.choices],
    )
    unit = forms.ModelChoiceField(
        label="Unit kerja", queryset=Unit.objects.none(), required=False, empty_label="Semua"
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(opd=plan.unit_id).order_by("path")  # type: ignore[attr-defined]
