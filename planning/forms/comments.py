"""What an office types about an item; ``planning.comments`` decides."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms

from planning.comments import OFFICES


class CommentForm(forms.Form):
    """A comment, and whom it is meant for."""

    text = forms.CharField(
        label="Komentar", max_length=1000, widget=forms.Textarea(attrs={"rows": 3, "maxlength": 1000})
    )
    mentions = forms.MultipleChoiceField(
        label="Beri tahu",
        required=False,
        choices=[(role.value, str(role.label)) for role in OFFICES],
        widget=forms.CheckboxSelectMultiple,
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.initial["request_key"] = uuid.uuid4()
