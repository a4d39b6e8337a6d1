"""A form over one row that says what the editor had before them (``personnel.seals``)."""

from __future__ import annotations

from typing import Any

from django import forms

from personnel.seals import seal_of


class SealedForm(forms.ModelForm):
    """Shape and wording only: the rule validates the whole row."""

    seal = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seal"] = seal_of(self.instance, self._meta.fields or ())

    def _post_clean(self) -> None:
        """The rule validates the whole row."""

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(name, self.initial.get(name)) for name in self._meta.fields or ()}

    @property
    def seen(self) -> str | None:
        """For the rule; None while there is no row that somebody else could have changed."""
        return self.cleaned_data["seal"] if self.instance.pk else None
