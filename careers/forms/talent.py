"""What is written about an official result."""

from __future__ import annotations

from typing import Any

from django import forms


class WordsForm(forms.Form):
    """An objection, or the answer to one."""

    words = forms.CharField(max_length=1000, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = label
