"""The levels of all schedule rules in one form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from personnel.forms.fields import WholeField
from training.schedule_rules import ALWAYS_REFUSED, WITH_LIMIT, Code, Level, Setting, seal


@dataclass(frozen=True)
class RuleRow:
    """One rule as the form shows it."""

    code: Code
    level: forms.BoundField | None
    limit: forms.BoundField | None

    @property
    def label(self) -> str:
        return str(self.code.label)


class RulesForm(forms.Form):
    seal = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)

    def __init__(self, *args: Any, settings: Mapping[Code, Setting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.settings = settings
        self.initial["seal"] = seal(settings)
        for code in Code:
            level, limit = settings[code]
            if code not in ALWAYS_REFUSED:
                self.fields[code.value] = forms.ChoiceField(
                    label=code.label, choices=Level.choices, initial=level
                )
            if code in WITH_LIMIT:
                self.fields[f"{code.value}_limit"] = WholeField(
                    label="Batas (%)",
                    min_value=1,
                    max_value=100,
                    initial=limit,
                    help_text="Persen pegawai unit yang boleh pergi bersamaan.",
                )

    @property
    def rows(self) -> list[RuleRow]:
        def field(name: str) -> forms.BoundField | None:
            return self[name] if name in self.fields else None

        return [RuleRow(code, field(code.value), field(f"{code.value}_limit")) for code in Code]

    @property
    def wanted(self) -> dict[Code, Setting]:
        values = self.cleaned_data
        return {
            code: (values.get(code.value, Level.BLOCK), values.get(f"{code.value}_limit")) for code in Code
        }

    @property
    def shown_at(self) -> dict[str, str]:
        """What the rule says about a rule with a limit stands beside the limit."""
        return {str(code): f"{code}_limit" for code in Code if f"{code}_limit" in self.fields}
