"""Who gets what, while the money lasts: the choice under one purse, which each choice makes lighter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Sum
from django.db.models.functions import Coalesce

from personnel.models import CivilServant
from planning.drafting.catalogue import Catalogue, Key, Offer
from planning.models import DraftLeftover, Need, Plan, PlanItem, PlanTarget
from planning.priority import PARTS, CostScale, Scored, score_needs, weights_of

Reason = DraftLeftover.Reason
Origin = PlanItem.Origin


@dataclass(frozen=True, slots=True)
class ChosenNeed:
    """A need that the draft takes in, and how."""

    need: Scored
    offer: Offer
    origin: str


@dataclass
class Choice:
    """Who gets what, while the money lasts."""

    plan: Plan
    ceiling: Decimal | None
    max_items: int
    lines: list[ChosenNeed] = field(default_factory=list)
    leftovers: dict[tuple[int, int], tuple[Scored, Offer | None, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        cycle = self.plan.cycle
        self.floor, self.top = Decimal(cycle.jp_floor), Decimal(cycle.jp_ceiling)
        self.weights = weights_of(cycle)
        self.catalogue = Catalogue(cycle.year)
        self.scale = CostScale()
        self._load_kept()

    def _load_kept(self) -> None:
        """Hours, lines and money that items made by people already take."""
        targets = PlanTarget.objects.filter(plan=self.plan)
        self.kept = self.plan.items.count()
        self.spent = targets.aggregate(cost=Coalesce(Sum("item__cost_per_person"), Decimal(0)))["cost"]
        self.taken = set(
            targets.filter(item__competency__isnull=False).values_list("civil_servant", "item__competency")
        )
        self.jp_low: dict[int, Decimal] = defaultdict(Decimal)
        self.jp_high: dict[int, Decimal] = defaultdict(Decimal)
        self.count: dict[int, int] = defaultdict(int)
        for person, counted, proposed in targets.values_list(
            "civil_servant", "item__jp_counted", "item__jp_proposed"
        ):
            self.jp_low[person] += counted or 0
            self.jp_high[person] += max(counted or Decimal(0), proposed or Decimal(0))
            self.count[person] += 1

    def make(self) -> None:
        needs = score_needs(
            self.plan.cycle,
            self.plan.unit_id,
            preferred_costs(self.plan.unit_id, self.catalogue, self.scale),
        )
        with_gap = {need.civil_servant_id for need in needs if need.gap}
        shortfall = least_to_spare(need for need in needs if need.civil_servant_id not in with_gap)
        for need in needs:
            if (need.civil_servant_id, need.competency_id) in self.taken:
                continue
            if need.gap:
                self._answer(need, Origin.GAP)
            elif shortfall.get(need.civil_servant_id) is need:
                self._answer(need, Origin.PERFORMANCE)
        self._prepare_for_the_next_post()
        self._reach_the_floor(needs)

    def _prepare_for_the_next_post(self) -> None:
        """What the post to be held asks for beyond the present one: one line a person, from what is left.
        What does not fit is no leftover, for nobody needs it in the present post."""
        costs = preferred_costs(self.plan.unit_id, self.catalogue, self.scale, basis=Need.Basis.TARGET)
        helped: set[int] = set()
        for need in score_needs(self.plan.cycle, self.plan.unit_id, costs, basis=Need.Basis.TARGET):
            person, key = need.civil_servant_id, (need.civil_servant_id, need.competency_id)
            if not need.gap or key in self.taken or key in self.leftovers:
                continue
            if person in helped or self.count[person] >= self.max_items:
                continue
            for offer in self.catalogue.suiting((need.competency_id, need.attained, need.required or 0)):
                if self._has_room(need, offer) and self._has_money(offer):
                    self._take(need, offer, Origin.GOAL)
                    helped.add(person)
                    break

    def _answer(self, need: Scored, origin: str) -> None:
        """Take the need in with the first offer that money and hours allow, or say why not."""
        offers = self.catalogue.suiting((need.competency_id, need.attained, need.required or 0))
        person = need.civil_servant_id
        if not offers:
            self._leave(need, None, Reason.NO_PROGRAMME)
            return
        if self.count[person] >= self.max_items:
            self._leave(need, offers[0], Reason.ENOUGH)
            return
        room = [offer for offer in offers if self._has_room(need, offer)]
        for offer in room:
            if self._has_money(offer):
                self._take(need, offer, origin)
                return
        self._leave(need, offers[0], Reason.FUNDS if room else Reason.CEILING)

    def _has_room(self, need: Scored, offer: Offer) -> bool:
        if need.employment != CivilServant.Employment.PPPK:
            return True
        return self.jp_high[need.civil_servant_id] + offer.jp_high <= self.top

    def _has_money(self, offer: Offer) -> bool:
        return self.ceiling is None or not offer.cost or self.spent + offer.cost <= self.ceiling

    def _take(self, need: Scored, offer: Offer, origin: str) -> None:
        part = self.scale.part(need.competency_id, offer.cost)
        if part != need.parts[-1]:
            need = need.with_cost(part, self.weights)
        person = need.civil_servant_id
        self.lines.append(ChosenNeed(need, offer, origin))
        self.spent += offer.cost
        self.jp_low[person] += offer.jp_low
        self.jp_high[person] += offer.jp_high
        self.count[person] += 1
        self.taken.add((person, need.competency_id))
        self.leftovers.pop((person, need.competency_id), None)

    def _leave(self, need: Scored, offer: Offer | None, reason: str) -> None:
        self.leftovers[need.civil_servant_id, need.competency_id] = (need, offer, reason)

    def _reach_the_floor(self, needs: Sequence[Scored]) -> None:
        """PNS under the floor: the cheapest non-classical programmes for what their post asks for."""
        below = {
            person: (unit, employment)
            for person, unit, employment in CivilServant.objects.plan_targets()
            .filter(unit__opd=self.plan.unit_id, employment__in=("pns", "cpns"))
            .order_by("pk")
            .values_list("pk", "unit", "employment")
            if self.jp_low[person] < self.floor
        }
        options: dict[int, list[tuple[Scored, Offer]]] = defaultdict(list)
        for need in needs:
            if need.civil_servant_id in below and (offer := self.catalogue.cheap(need.competency_id)):
                options[need.civil_servant_id].append((need, offer))
        core = self.catalogue.cheap_core()
        for person, (unit, employment) in below.items():
            choices = options.get(person) or [
                (without_standard(person, unit, employment, offer), offer) for offer in core
            ]
            # What is needed comes first where it costs the same; the needs are in order of their score.
            for need, offer in sorted(choices, key=lambda choice: (choice[1].cost, not choice[0].gap)):
                if self.jp_low[person] >= self.floor:
                    break
                if (person, need.competency_id) not in self.taken and self._has_money(offer):
                    self._take(need, offer, Origin.GAP if need.gap else Origin.DUTY)


def preferred_costs(
    opd_id: int | None, catalogue: Catalogue, scale: CostScale, *, basis: str = Need.Basis.CURRENT
) -> dict[Key, Decimal]:
    """The cost part of the best offer for each kind of need that occurs in an OPD, or (None) the city."""
    needs = Need.objects.filter(basis=basis)
    if opd_id is not None:
        needs = needs.filter(opd=opd_id)
    keys = needs.order_by().values_list("competency", "attained", "required").distinct()
    return {key: scale.part(key[0], offers[0].cost) for key in keys if (offers := catalogue.suiting(key))}


def least_to_spare(needs: Iterable[Scored]) -> dict[int, Scored]:
    """For each person short in performance, the need with the smallest surplus; unassessed counts as none."""
    performance = PARTS.index("performance")
    found: dict[int, Scored] = {}
    for need in needs:
        if not need.parts[performance]:
            continue
        best = found.get(need.civil_servant_id)
        if best is None or _surplus(need) < _surplus(best):
            found[need.civil_servant_id] = need
    return found


def _surplus(need: Scored) -> tuple[int, int]:
    spare = 0 if need.attained is None or need.required is None else need.attained - need.required
    return spare, need.competency_id


def without_standard(person: int, unit: int, employment: str, offer: Offer) -> Scored:
    nothing = tuple(Decimal("0.000") for _name in PARTS)
    competency = offer.programme.competency_id
    return Scored(person, unit, employment, competency, None, None, None, nothing, Decimal("0.00"))
