"""What is allocated: the needs of an OPD or the city, the offers for each, and what limits every person.

The same words as the draft (``planning.drafting``): the same catalogue, the same lines for people who fall
short in performance without a gap, the same cheapest non-classical programmes to reach the floor.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TypeVar

from personnel.models import CivilServant, Unit
from planning.allocation.person import Option, Person
from planning.drafting.catalogue import Catalogue, Offer
from planning.drafting.choice import Origin, least_to_spare, preferred_costs, without_standard
from planning.models import Cycle, Need, Plan, PlanTarget
from planning.priority import CostScale, Scored, score_needs

T = TypeVar("T")

WITH_FLOOR = (CivilServant.Employment.PNS, CivilServant.Employment.CPNS)
WITH_CEILING = CivilServant.Employment.PPPK


@dataclass(frozen=True, slots=True)
class Wanted:
    """A need that an allocation may answer, with the offers behind its options, in their order.

    ``is_line``: it is answered for its own sake; otherwise only to reach the floor of hours.
    """

    need: Scored
    origin: str
    offers: tuple[Offer, ...]
    is_line: bool


@dataclass(frozen=True, slots=True)
class Goal:
    """A gap of the post to be held, with an option for each offer; ``ceiling``: as of ``Person``."""

    wanted: Wanted
    options: tuple[Option, ...]
    ceiling: int | None


@dataclass
class Kept:
    """What items that people made or changed already give: no draft replaces them."""

    cost: Decimal = Decimal(0)
    taken: set[tuple[int, int]] = field(default_factory=set)
    jp_low: dict[int, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    jp_high: dict[int, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    lines: dict[int, int] = field(default_factory=lambda: defaultdict(int))


@dataclass(frozen=True)
class Problem:
    """The people, and beside each the needs that the options stand for (``people[n].needs[i]`` is for
    ``wanted[n][i]``); the floor of those who have one, in hundredths of a JP; the gaps of posts to be held,
    by score, with the lines that a person may get in all; and what all came from."""

    people: list[Person]
    wanted: list[list[Wanted]]
    units: dict[int, int]
    kept: Kept
    floor: Decimal
    goals: list[Goal]
    most: dict[int, int]
    catalogue: Catalogue
    inputs: str


def newest_plans(cycle: Cycle, unit: Unit | None) -> list[int]:
    """Of each unit the plan or revision that is worked on, or the one that is ratified."""
    plans = (
        Plan.objects.not_discarded().filter(cycle=cycle).order_by("unit_id", "-revision").distinct("unit_id")
    )
    return list((plans.filter(unit=unit) if unit else plans).values_list("pk", flat=True))


def load_kept(plans: Sequence[int]) -> Kept:
    """Hours, lines and money of what people made in these plans."""
    kept = Kept()
    rows = PlanTarget.objects.filter(plan__in=plans, item__is_drafted=False).values_list(
        "civil_servant",
        "item__competency",
        "item__cost_per_person",
        "item__jp_counted",
        "item__jp_proposed",
    )
    for person, competency, cost, counted, proposed in rows:
        kept.cost += cost or 0
        kept.jp_low[person] += counted or 0
        kept.jp_high[person] += max(counted or Decimal(0), proposed or Decimal(0))
        kept.lines[person] += 1
        if competency:
            kept.taken.add((person, competency))
    return kept


def load(cycle: Cycle, unit: Unit | None, weights: Sequence[Decimal], max_items: int) -> Problem:
    """Read everything, in a few statements, and set the problem up in an order that is always the same."""
    catalogue, scale = Catalogue(cycle.year), CostScale()
    opd = unit.pk if unit else None
    kept = load_kept(newest_plans(cycle, unit))
    needs = score_needs(cycle, opd, preferred_costs(opd, catalogue, scale), weights)
    costs = preferred_costs(opd, catalogue, scale, basis=Need.Basis.TARGET)
    aims = [aim for aim in score_needs(cycle, opd, costs, weights, basis=Need.Basis.TARGET) if aim.gap]
    everybody = CivilServant.objects.plan_targets().order_by("pk")
    if opd:
        everybody = everybody.filter(unit__opd=opd)
    staff = list(everybody.values_list("pk", "unit", "unit__opd", "employment"))
    setting = _Setting(cycle, weights, max_items, catalogue, scale, kept)
    by_person: dict[int, list[Scored]] = defaultdict(list)
    for need in needs:
        by_person[need.civil_servant_id].append(need)
    people, wanted = [], []
    for pk, own_unit, _opd, employment in staff:
        person, own = setting.person(pk, own_unit, employment, by_person.get(pk, []))
        people.append(person)
        wanted.append(own)
    return Problem(
        people,
        wanted,
        {pk: own_opd or own_unit for pk, own_unit, own_opd, _employment in staff},
        kept,
        Decimal(cycle.jp_floor),
        [setting.goal(aim) for aim in aims if (aim.civil_servant_id, aim.competency_id) not in kept.taken],
        {pk: setting.most(pk) for pk, *_facts in staff},
        catalogue,
        _inputs(cycle, staff, [*needs, *aims], catalogue, kept),
    )


class _Setting:
    """What is the same for everybody."""

    def __init__(  # noqa: PLR0917 - all of one allocation
        self,
        cycle: Cycle,
        weights: Sequence[Decimal],
        max_items: int,
        catalogue: Catalogue,
        scale: CostScale,
        kept: Kept,
    ) -> None:
        self.weights, self.max_items = weights, max_items
        self.catalogue, self.scale, self.kept = catalogue, scale, kept
        self.floor, self.ceiling = Decimal(cycle.jp_floor), Decimal(cycle.jp_ceiling)
        self._nearest: dict[tuple[int, int | None, int | None, str], tuple[Offer, ...]] = {}
        self._core = catalogue.cheap_core()

    def most(self, pk: int) -> int:
        """Lines beside those that people made."""
        return max(0, self.max_items - self.kept.lines.get(pk, 0))

    def hours_left(self, pk: int, employment: str) -> int | None:
        """Hours that may still be given; None where nothing limits them."""
        if employment != WITH_CEILING:
            return None
        return max(0, _hundredths(self.ceiling - self.kept.jp_high.get(pk, 0)))

    def goal(self, need: Scored) -> Goal:
        """A gap of the post to be held, whose options are worth nothing: the sums tell of today's needs."""
        offers = tuple(self.catalogue.suiting((need.competency_id, need.attained, need.required or 0)))
        options = tuple(replace(self._option(need, offer, need.employment), value=0) for offer in offers)
        wanted = Wanted(need, Origin.GOAL, offers, is_line=True)
        return Goal(wanted, options, self.hours_left(need.civil_servant_id, need.employment))

    def person(self, pk: int, unit: int, employment: str, needs: list[Scored]) -> tuple[Person, list[Wanted]]:
        """The person, and the needs that the options are for."""
        most, floor, ceiling = self.most(pk), 0, self.hours_left(pk, employment)
        if employment in WITH_FLOOR:
            floor = max(0, _hundredths(self.floor - self.kept.jp_low.get(pk, 0)))
        needs = sorted(needs, key=lambda need: not need.gap)
        open_needs = [need for need in needs if (pk, need.competency_id) not in self.kept.taken]
        lines = self._lines(needs, open_needs)
        fillers = self._fillers(pk, unit, employment, needs, most, floor) if floor else {}
        wanted, options = [], []
        for need in [*open_needs, *(n for n in fillers.values() if n not in open_needs)]:
            origin = lines.get(need.competency_id)
            filler = self.catalogue.cheap(need.competency_id) if need.competency_id in fillers else None
            if origin is None and filler is None:
                continue
            offers = self._offers(need, employment) if origin else ()
            row = [self._option(need, offer, employment) for offer in offers]
            if filler:
                row.append(_filler(need, filler))
                offers = (*offers, filler)
            wanted.append(Wanted(need, origin or Origin.DUTY, offers, is_line=origin is not None))
            options.append(tuple(row))
        if ceiling is not None:
            most = min(most, _at_most(options, ceiling))
            options = [tuple(o for o in row if o.jp <= ceiling) for row in options]
        return Person(pk, tuple(options), most, floor, ceiling), wanted

    def _lines(self, needs: list[Scored], open_needs: list[Scored]) -> dict[int, str]:
        """Competency → origin of what is answered for its own sake."""
        if any(need.gap for need in needs):
            return {need.competency_id: Origin.GAP for need in open_needs if need.gap}
        short = least_to_spare(needs)
        return {n.competency_id: Origin.PERFORMANCE for n in open_needs if n in short.values()}

    def _offers(self, need: Scored, employment: str) -> tuple[Offer, ...]:
        """Those of which none is beaten in cost, in what it closes, and in its hours."""
        kind = "low" if employment in WITH_FLOOR else "high" if employment == WITH_CEILING else ""
        key = (need.competency_id, need.attained, need.required, kind)
        if key not in self._nearest:
            kept: list[Offer] = []
            suiting = self.catalogue.suiting((need.competency_id, need.attained, need.required or 0))
            for offer in suiting:
                if not any(_beats(other, offer, need, kind) for other in kept):
                    kept = [other for other in kept if not _beats(offer, other, need, kind)] + [offer]
            self._nearest[key] = tuple(kept)
        return self._nearest[key]

    def _option(self, need: Scored, offer: Offer, employment: str) -> Option:
        part = self.scale.part(need.competency_id, offer.cost)
        score = (need if part == need.parts[-1] else need.with_cost(part, self.weights)).score
        jp = offer.jp_high if employment == WITH_CEILING else offer.jp_low
        value, cents = worth(score, need, offer), _hundredths(score)
        return Option(offer.programme.pk, int(offer.cost), value, _hundredths(jp), score=cents)

    def _fillers(  # noqa: PLR0917 - all of one person
        self, pk: int, unit: int, employment: str, needs: list[Scored], most: int, floor: int
    ) -> dict[int, Scored]:
        """By competency, the needs whose cheap programme may fill the floor: as many as can ever be wanted.

        One that fills it by itself beats all that cost as much. At most ``most`` of them can be in use for
        another line, so no more than one beyond that is ever needed.
        """
        choices = [(need, offer) for need in needs if (offer := self.catalogue.cheap(need.competency_id))]
        choices = choices or [(without_standard(pk, unit, employment, offer), offer) for offer in self._core]
        choices = [choice for choice in choices if (pk, choice[0].competency_id) not in self.kept.taken]
        choices.sort(key=lambda choice: (choice[1].cost, not choice[0].gap))
        found, whole = {}, 0
        for need, offer in choices:
            if whole > most:
                break
            found[need.competency_id] = need
            whole += _hundredths(offer.jp_low) >= floor
        return found


def _filler(need: Scored, offer: Offer) -> Option:
    jp, cents = _hundredths(offer.jp_low), _hundredths(need.score)
    return Option(offer.programme.pk, int(offer.cost), 0, jp, is_extra=True, score=cents)


def closed(need: Scored, offer: Offer) -> int | None:
    """How many levels of the gap the offer closes; None where there is no gap."""
    if not need.gap or need.required is None or need.attained is None:
        return None
    return max(0, min(offer.programme.level_to, need.required) - need.attained)


def worth(score: Decimal, need: Scored, offer: Offer) -> int:
    """Hundredths of a point: the score, scaled by the share of the gap that the offer closes."""
    cents = _hundredths(score)
    levels = closed(need, offer)
    if levels is None or not need.gap:
        return cents
    return (2 * cents * levels + need.gap) // (2 * need.gap)


def _beats(one: Offer, other: Offer, need: Scored, kind: str) -> bool:
    """At least as good in everything that counts. The cheaper one also has the higher score."""
    if one.cost > other.cost or (closed(need, one) or 0) < (closed(need, other) or 0):
        return False
    if kind == "low":
        return one.jp_low >= other.jp_low
    return kind != "high" or one.jp_high <= other.jp_high


def _hundredths(number: Decimal) -> int:
    return int(number * 100)


def _at_most(options: Iterable[tuple[Option, ...]], ceiling: int) -> int:
    """How many lines fit under a ceiling of hours at the very most."""
    count = used = 0
    for least in sorted(min(option.jp for option in row) for row in options if row):
        used += least
        if used > ceiling:
            break
        count += 1
    return count


def _inputs(
    cycle: Cycle,
    staff: Iterable[tuple[int, int, int | None, str]],
    needs: Iterable[Scored],
    catalogue: Catalogue,
    kept: Kept,
) -> str:
    """A fingerprint of all that the choice depends on, apart from what the person asks for."""

    def rows() -> Iterator[object]:
        yield cycle.pk, cycle.jp_floor, cycle.jp_ceiling
        yield from staff
        for need in sorted(needs, key=lambda n: (n.civil_servant_id, n.competency_id)):
            yield need.civil_servant_id, need.competency_id, need.required, need.attained, need.parts[:-1]
        for offer in catalogue.all():
            yield (
                offer.programme.pk,
                offer.programme.competency_id,
                offer.programme.level_to,
                offer.cost,
                offer.jp_low,
                offer.jp_high,
                offer.is_classical,
            )
        yield kept.cost, sorted(kept.taken)
        for numbers in (kept.jp_low, kept.jp_high, kept.lines):
            yield sorted((pk, number) for pk, number in numbers.items() if number)

    digest = hashlib.sha256()
    for row in rows():
        digest.update(repr(row).encode())
    return digest.hexdigest()
