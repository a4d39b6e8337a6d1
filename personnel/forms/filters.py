"""Forms that stand above a list and are sent by its address."""

from __future__ import annotations

from typing import Any

from django import forms


class GetForm(forms.Form):
    """A form of a list: everything has a default, and nonsense in the address is the default too."""

    def clean(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(name) or field.initial for name, field in self.fields.items()}

    @property
    def values(self) -> dict[str, Any]:
        self.is_valid()
        initial = {name: field.initial for name, field in self.fields.items()}
        return initial | {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}
