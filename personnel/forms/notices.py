"""How soon each kind of notices is mailed: shape and wording only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from personnel.notice_groups import Chosen


class NoticeChoiceForm(forms.Form):
    """A row of choices for each kind."""

    def __init__(self, *args: Any, choices: Iterable[Chosen], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for chosen in choices:
            self.fields[chosen.group] = forms.ChoiceField(
                label=chosen.name,
                choices=chosen.paces,
                initial=chosen.pace,
                widget=forms.RadioSelect,
                error_messages={"required": "Pilih salah satu.", "invalid_choice": "Pilih salah satu."},
            )
