"""What the requirements in force ask of one move, in the form that the checks read, and in words."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from careers.models import CareerRule, CareerStep, Standing
from careers.models.steps import group_of
from personnel.models import CivilServant, Position
from personnel.templatetags.palu import angka
from planning.models import PerformanceBand

Kind, OnlyFor = CareerRule.Kind, CareerRule.OnlyFor
WORDS = {
    Kind.EDUCATION: dict(CivilServant.Education.choices),
    Kind.EXPERIENCE: dict(Position.Level.choices),
    Kind.PERFORMANCE: dict(PerformanceBand.Predicate.choices),
}


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """One requirement with its value; which kinds read which of ``word`` and ``number``: ``wording``.

    Each is itself alone, so that many may be looked up fast; a book makes one of a rule and a level.
    """

    kind: str
    word: str = ""
    number: Decimal | None = None
    rank_order: int | None = None
    rank: str = ""
    text: str = ""
    group: str = ""
    level: str = ""  # of the post that asks
    source: str = ""
    standing: str = ""
    valid_from: dt.date | None = None
    rule: int = 0

    @property
    def words(self) -> str:
        return wording(self)

    @property
    def label(self) -> str:
        return str(Kind(self.kind).label)

    @property
    def standing_label(self) -> str:
        return str(Standing(self.standing).label) if self.standing else ""


#: Alternatives: one of them suffices.
Choice = tuple[Asked, ...]


def wording(asked: Asked) -> str:
    """What is asked for, in words; the rule's own text where it has no value."""
    word = WORDS.get(Kind(asked.kind), {}).get(asked.word, "")
    number = angka(asked.number, 2).rstrip("0").rstrip(",") if asked.number is not None else ""
    said = {
        Kind.EDUCATION: f"Paling rendah {word}" if word else "",
        Kind.EXPERIENCE: _experience(word, number),
        Kind.FIELD: f"Pengalaman {number} tahun dalam bidang tugasnya" if number else "",
        Kind.RANK: f"Paling rendah {asked.rank}" if asked.rank else "",
        Kind.PERFORMANCE: f"Paling rendah {word}" + (f", {number} tahun terakhir" if number else "")
        if word
        else "",
        Kind.MATCH: f"JPM paling rendah {number} %" if number else "",
        Kind.AGE: f"Paling tinggi {number} tahun" if number else "",
        Kind.CREDIT: f"Angka kredit {number}" if number else "",
    }.get(Kind(asked.kind), "")
    return said or asked.text or "Nilainya belum ditetapkan"


def _experience(word: str, number: str) -> str:
    if not word:
        return ""
    return (
        f"{word} paling sedikit {number} tahun"
        if number
        else f"Menduduki atau pernah menduduki {word.lower()}"
    )


class RuleBook:
    """All requirements in force on a day, read once, for any move. One query."""

    def __init__(self, on: dt.date, rules: Iterable[CareerRule] | None = None) -> None:
        listed = CareerRule.objects.in_force(on).select_related("rank").order_by("kind", "pk")
        self._of_level: dict[str, list[CareerRule]] = defaultdict(list)
        self._of_post: dict[int, list[CareerRule]] = defaultdict(list)
        self._made: dict[tuple[int | None, str, str, str], tuple[Choice, ...]] = {}
        self._asked: dict[tuple[int, str], Asked] = {}
        for rule in listed if rules is None else rules:
            if rule.position_id:
                self._of_post[rule.position_id].append(rule)
            else:
                self._of_level[rule.level].append(rule)

    def choices(self, *, post: int, level: str, held: str, move: str) -> tuple[Choice, ...]:
        """What the post asks of somebody who holds the level ``held``, in the order of the kinds."""
        own = post if post in self._of_post else None
        key = (own, level, held, move)
        if key not in self._made:
            self._made[key] = self._make(own, level, held, move)
        return self._made[key]

    def _make(self, post: int | None, level: str, held: str, move: str) -> tuple[Choice, ...]:
        own = self._of_post[post] if post else []
        replaced = {rule.kind for rule in own}
        rules = own + [rule for rule in self._of_level[level] if rule.kind not in replaced]
        groups: dict[tuple[str, str], list[Asked]] = defaultdict(list)
        for number, rule in enumerate(rules):
            if _concerns(rule, level, held, move):
                groups[rule.kind, rule.group or f"#{number}"].append(self._of(rule, level))
        order = list(Kind.values)
        keys = sorted(groups, key=lambda key: order.index(key[0]))
        return tuple(tuple(groups[key]) for key in keys)

    def _of(self, rule: CareerRule, level: str) -> Asked:
        key = (rule.pk or id(rule), level)
        if key not in self._asked:
            self._asked[key] = asked_of(rule, level)
        return self._asked[key]


def _concerns(rule: CareerRule, level: str, held: str, move: str) -> bool:
    if rule.only_for == OnlyFor.ENTRY:
        return held != level
    return rule.only_for != OnlyFor.VERTICAL or move == CareerStep.Move.VERTICAL


def asked_of(rule: CareerRule, level: str = "") -> Asked:
    """A rule as the checks read it; ``level`` of the post that asks, where the rule is of the post itself."""
    return Asked(
        kind=rule.kind,
        word=rule.word,
        number=rule.number,
        rank_order=rule.rank.order if rule.rank else None,
        rank=rule.rank.code if rule.rank else "",
        text=rule.text,
        group=rule.group,
        level=level or rule.level,
        source=rule.source,
        standing=rule.standing,
        valid_from=rule.valid_from,
        rule=rule.pk or 0,
    )


#: From low to high; the skilled grades of a functional post lie beside the expert ones, not below.
LADDERS: Sequence[Sequence[str]] = (
    (Position.Level.PELAKSANA, Position.Level.PENGAWAS, Position.Level.ADMINISTRATOR),
    (Position.Level.JPT_PRATAMA, Position.Level.JPT_MADYA, Position.Level.JPT_UTAMA),
    (
        Position.Level.JF_PEMULA,
        Position.Level.JF_TERAMPIL,
        Position.Level.JF_MAHIR,
        Position.Level.JF_PENYELIA,
    ),
    (
        Position.Level.JF_AHLI_PERTAMA,
        Position.Level.JF_AHLI_MUDA,
        Position.Level.JF_AHLI_MADYA,
        Position.Level.JF_AHLI_UTAMA,
    ),
)


def is_higher_in_group(held: str, level: str) -> bool:
    """Whether ``level`` lies above ``held`` on one ladder."""
    ladder = next((ladder for ladder in LADDERS if held in ladder and level in ladder), None)
    return (
        ladder is not None and group_of(held) == group_of(level) and ladder.index(level) > ladder.index(held)
    )
