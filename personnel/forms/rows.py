"""Forms over one row: shape and wording only, because the rule that is called validates the whole row."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.models import ModelFormMetaclass

from personnel.edit_stamps import stamp_of
from personnel.forms.fields import field_for


class RowFormType(ModelFormMetaclass):
    """Days, amounts and numbers of the row are asked for by our own fields."""

    def __new__(mcs, name: str, bases: tuple[type, ...], attrs: dict[str, Any]) -> Any:
        if meta := attrs.get("Meta"):
            meta.formfield_callback = field_for
        return super().__new__(mcs, name, bases, attrs)


class RowForm(forms.ModelForm, metaclass=RowFormType):
    """What is typed about one row; ``values`` is what the rule takes."""

    def _post_clean(self) -> None:
        """The rule validates the whole row."""

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(name, self.initial.get(name)) for name in self._meta.fields or ()}


class StampedForm(RowForm):
    """The same for a row that two may edit at once: it says what the editor had before them
    (``personnel.edit_stamps``)."""

    stamp = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["stamp"] = stamp_of(self.instance, self._meta.fields or ())

    @property
    def seen(self) -> str | None:
        """For the rule; None while there is no row that somebody else could have changed."""
        return self.cleaned_data["stamp"] if self.instance.pk else None
