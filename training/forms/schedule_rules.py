"""The levels of all schedule rules in one form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from personnel.forms.fields import WholeField
from training.rules import Level, all_rules
from training.schedule_rules import Setting, stamp


@dataclass(frozen=True)
class RuleRow:
    """One rule as the form shows it."""

    label: str
    level: forms.BoundField | None
    limit: forms.BoundField | None


class RulesForm(forms.Form):
    stamp = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)

    def __init__(self, *args: Any, settings: Mapping[str, Setting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.settings = settings
        self.initial["stamp"] = stamp(settings)
        for rule in all_rules():
            level, limit = settings[rule.code]
            if not rule.is_fixed:
                self.fields[rule.code] = forms.ChoiceField(
                    label=rule.label, choices=Level.choices, initial=level
                )
            if rule.limit is not None:
                self.fields[f"{rule.code}_limit"] = WholeField(
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

        return [RuleRow(rule.label, field(rule.code), field(f"{rule.code}_limit")) for rule in all_rules()]

    @property
    def wanted(self) -> dict[str, Setting]:
        values = self.cleaned_data
        return {code: (values.get(code, Level.BLOCK), values.get(f"{code}_limit")) for code in self.settings}

    @property
    def shown_at(self) -> dict[str, str]:
        """What the rule says about a rule with a limit stands beside the limit."""
        return {code: f"{code}_limit" for code in self.settings if f"{code}_limit" in self.fields}
