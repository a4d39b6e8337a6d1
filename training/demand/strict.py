"""The rules of scheduling as a proposal keeps them: nobody is there to accept a warning, so it is a no."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from training.models import Unplaced
from training.rules import NOBODY, Level, Rule, Slot, Subject, Who, World, all_rules
from training.schedule_rules import Setting


class Refusal(NamedTuple):
    """A rule that a proposal would break, in words, and on which day."""

    rule: Rule
    text: str
    day: dt.date

    @property
    def reason(self) -> Unplaced.Reason:
        return self.rule.reason


class Strict:
    """All rules that the city has not put aside, asked of one world."""

    def __init__(self, settings: Mapping[str, Setting], world: World) -> None:
        self.world = world
        self.rules: dict[Subject, list[tuple[Rule, bool, int | None]]] = {subject: [] for subject in Subject}
        for rule in all_rules():
            level, limit = settings[rule.code]
            if level != Level.IGNORE:
                for subject in rule.subjects:
                    self.rules[subject].append((rule, level == Level.BLOCK, limit))

    def against(self, subject: Subject, slots: Iterable[Slot], who: Who = NOBODY) -> Refusal | None:
        """The first thing that stands against it; what no other choice would mend may stand as a warning."""
        world, rules = self.world, self.rules[subject]
        for slot in slots:
            for rule, blocks, limit in rules:
                for case in rule.check(slot, who, world, limit):
                    if blocks or not case.may_stand:
                        return Refusal(rule, case.text, slot.day)
        return None
