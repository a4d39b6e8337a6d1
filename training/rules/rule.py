"""What a rule of scheduling is, and the list of all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

from training.models import ScheduleRule, Unplaced
from training.rules.world import Slot, Who, World

Level = ScheduleRule.Level


class Subject(Enum):
    """Of what a rule is asked. The placing asks as soon as that much of a session is chosen."""

    TIME = auto()  #: the day and the hours, before anything else
    PLACE = auto()  #: the room at that time, for so many seats
    SPEAKER = auto()  #: each of its speakers
    WHOLE = auto()  #: the session once time, room and speakers are chosen
    PARTICIPANT = auto()  #: each of those who sit in it
    SERVICE = auto()  #: each civil servant whom it takes from their work, with all who go at the time


class Remedy(Enum):
    """What somebody could choose otherwise so that the rule is kept."""

    ROOM = auto()
    TIME = auto()
    SPEAKER = auto()


class Case(NamedTuple):
    """One way in which a rule is broken, in words without a full stop."""

    text: str
    #: A proposal may stand with it where the city only warns: choosing otherwise would not help.
    may_stand: bool = False


Check = Callable[[Slot, Who, World, int | None], Iterable[Case]]


@dataclass(frozen=True)
class Rule:
    """One rule of scheduling: what it is called, how strictly it is taken unless BKPSDMD says otherwise, and
    the function that looks. The session form, the page of a batch and the proposals all ask this function."""

    code: str
    label: str
    meaning: str
    subjects: tuple[Subject, ...]
    check: Check
    level: Level = Level.WARN
    #: In percent, for a rule that has a limit.
    limit: int | None = None
    #: The database itself refuses it, so nobody may take it less strictly.
    is_fixed: bool = False
    remedies: frozenset[Remedy] = frozenset({Remedy.TIME})
    #: Among which of those without a place a line stands that it keeps out of every proposal.
    reason: Unplaced.Reason = Unplaced.Reason.RULE
    #: Rules are told in this order.
    place: int = 1000


RULES: dict[str, Rule] = {}


def all_rules() -> list[Rule]:
    """Every rule there is, in the order in which they are told."""
    return sorted(RULES.values(), key=lambda rule: (rule.place, rule.code))


def rule(
    code: str,
    label: str,
    meaning: str,
    *subjects: Subject,
    level: Level = Level.WARN,
    limit: int | None = None,
    is_fixed: bool = False,
    remedies: Iterable[Remedy] = (Remedy.TIME,),
    reason: Unplaced.Reason = Unplaced.Reason.RULE,
    place: int = 1000,
) -> Callable[[Check], Rule]:
    """Make a rule of a function that yields the cases in which it is broken, and put it into the list."""

    def of(check: Check) -> Rule:
        made = Rule(
            code, label, meaning, subjects, check, level, limit, is_fixed, frozenset(remedies), reason, place
        )
        if not subjects or code in RULES:
            raise ValueError(f"Rule {code} looks at nothing, or is there already")
        RULES[code] = made
        return made

    return of
