"""What is typed about revisions and versions: shape and wording only; the rules check everything again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from planning.differences import Side


class ReasonForm(forms.Form):
    """Why a ratified plan is changed, or a change given up."""

    reason = forms.CharField(max_length=500, widget=forms.Textarea(attrs={"rows": 4, "maxlength": 500}))

    def __init__(self, *args: Any, label: Any, help_text: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label
        self.fields["reason"].help_text = help_text
        self.fields["reason"].error_messages["required"] = "Tulis alasannya."


class SidesForm(forms.Form):
    """Which two versions to compare."""

    dari = forms.ChoiceField(label="Dari")
    ke = forms.ChoiceField(label="Ke")

    def __init__(self, *args: Any, sides: Sequence[Side], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(side.key, side.label) for side in sides]
        for name in ("dari", "ke"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
