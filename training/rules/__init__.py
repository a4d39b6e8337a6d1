"""The rules of scheduling. Each module beside ``rule`` and ``world`` holds some of them and is found by
itself, so that a new rule is one function in one file (ADR 0014).

A rule takes a session as it would be (``Slot``), somebody in it (``Who``) and what is known (``World``), and
yields the cases in which it is broken. Where the world comes from, the rule does not know: from the database
for one session, or for a whole quarter with what a proposal has given away meanwhile.
"""

from importlib import import_module
from pkgutil import iter_modules

from training.rules.rule import Case, Level, Remedy, Rule, Subject, all_rules, rule
from training.rules.world import (
    NOBODY,
    REACH,
    Booking,
    Kind,
    Leave,
    Slot,
    Time,
    Who,
    World,
    inside,
    outside,
)


def find_rules() -> None:
    """Import every file of this package, so that its rules are in the list."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")


find_rules()

__all__ = [
    "NOBODY",
    "REACH",
    "Booking",
    "Case",
    "Kind",
    "Leave",
    "Level",
    "Remedy",
    "Rule",
    "Slot",
    "Subject",
    "Time",
    "Who",
    "World",
    "all_rules",
    "find_rules",
    "inside",
    "outside",
    "rule",
]
