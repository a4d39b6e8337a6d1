"""'Susun draf': a first plan from the needs, within the money, with the 20 JP floor in mind, and why.

In short:

1. Every gap is scored (``planning.priority``); the most pressing comes first. Whoever falls short in
   performance without any gap gets one line for the competency with the least to spare.
2. Each gets the cheapest programme that reaches the level asked for, not classical where that is equal;
   if money or hours forbid it, the next one. A PPPK never gets beyond the yearly ceiling, nobody gets more
   than ``max_items`` lines, and what falls out is kept with its reason.
3. PNS who are still under the floor get the cheapest non-classical programmes for what their post asks.
4. The people of a programme are spread over quarters so that no unit loses everybody at once.

The rows come from one statement; only the choice under one purse, which each choice makes lighter, is a loop.
The same needs, catalogue and weights give the same draft.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import ceil
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Max, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs.models import Job
from jobs.queue import enqueue
from personnel import audit
from personnel.models import CivilServant, User
from planning.approval import lock_draft
from planning.conversion import Conversion, Period, period_of
from planning.models import (
    Competency,
    DevelopmentForm,
    DraftLeftover,
    Need,
    Plan,
    PlanItem,
    PlanTarget,
    Programme,
)
from planning.priority import PARTS, CostScale, Scored, score_needs, weights_of

Reason = DraftLeftover.Reason
Origin = PlanItem.Origin
Key = tuple[int, int | None, int]

#: Lines for one person that a draft makes at most, unless it is told otherwise.
MAX_ITEMS = 2
#: More people than this are drafted by a worker, with progress.
WAIT_FOR = 300
#: A batch holds about so many people before a programme runs in another quarter as well.
BATCH = 10

audit.name_acts({"plan_draft": gettext_lazy("Menyusun draf rencana")})


@dataclass(frozen=True)
class DraftResult:
    """What the draft made, what it kept and what it left."""

    items: int
    people: int
    lines: int
    cost: Decimal
    kept: int
    leftovers: int


@dataclass(frozen=True)
class Replaced:
    """What a new draft would throw away, and what it would keep."""

    items: int
    lines: int
    kept: int


@dataclass(frozen=True, slots=True)
class Offer:
    """A programme with the hours it counts for: at least, for the floor; at most, for the ceiling."""

    programme: Programme
    cost: Decimal
    jp_low: Decimal
    jp_high: Decimal
    is_classical: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A need that the draft takes in, and how."""

    need: Scored
    offer: Offer
    origin: str


# ------------------------------------------------------------------------------------------- the catalogue


class Catalogue:
    """The active programmes by competency, and which suits a need best."""

    def __init__(self, year: int) -> None:
        self._offers: dict[int, list[Offer]] = defaultdict(list)
        self._ranked: dict[Key, list[Offer]] = {}
        self.conversion = Conversion()
        periods = [period_of(year, quarter=quarter) for quarter in (1, 2, 3, 4)]
        for programme in Programme.objects.active().select_related("form").order_by("pk"):
            self._offers[programme.competency_id].append(self._offer(programme, periods))

    def _offer(self, programme: Programme, periods: Sequence[Period]) -> Offer:
        counted = [
            self.conversion.jp(
                programme.form_id,
                programme.quantity,
                international=programme.is_international,
                period=period,
            )
            for period in periods
        ]
        known = [jp for jp in counted if jp is not None]
        return Offer(
            programme,
            programme.cost_per_person,
            min(known) if len(known) == len(counted) else Decimal(0),
            max([*known, programme.jp_proposed]),
            programme.form.track == DevelopmentForm.Track.CLASSICAL,
        )

    def suiting(self, key: Key) -> list[Offer]:
        """Offers for (competency, attained, required), the best first.

        Those that reach the level asked for come before those that only lead on; then the cheapest, then
        not classical, then the one that aims least too high.
        """
        if key not in self._ranked:
            competency_id, attained, required = key
            start = required if attained is None else min(attained + 1, required)
            self._ranked[key] = sorted(
                (offer for offer in self._offers[competency_id] if offer.programme.level_to >= start),
                key=lambda offer: (
                    offer.programme.level_to < required,
                    offer.cost,
                    offer.is_classical,
                    offer.programme.level_to,
                    offer.programme.pk,
                ),
            )
        return self._ranked[key]

    def cheap(self, competency_id: int) -> Offer | None:
        """The cheapest non-classical offer of a competency that counts for some hours."""
        offers = [o for o in self._offers[competency_id] if not o.is_classical and o.jp_low > 0]
        return min(offers, key=lambda o: (o.cost, o.programme.level_to, o.programme.pk), default=None)

    def cheap_core(self) -> list[Offer]:
        """For people whose post has no standard yet: what everyone may learn."""
        core = Competency.objects.active().core().order_by("order", "code").values_list("pk", flat=True)
        return [offer for pk in core if (offer := self.cheap(pk))]


# ------------------------------------------------------------------------------------------------ the rules


def replaced_by_draft(plan: Plan) -> Replaced:
    """For the page that asks before drafting again."""
    made = plan.items.filter(is_drafted=True)
    return Replaced(
        items=made.count(),
        lines=PlanTarget.objects.filter(item__in=made).count(),
        kept=plan.items.filter(is_drafted=False).count(),
    )


@transaction.atomic
def draft_plan(
    plan: Plan,
    *,
    ceiling: Decimal | None,
    by: User,
    max_items: int = MAX_ITEMS,
    sub_activity_code: str | None = None,
) -> DraftResult:
    """Draft a plan anew; items that somebody made or changed stay as they are. ``ceiling`` None: no limit."""
    plan = lock_draft(plan, by=by)
    if ceiling is not None and ceiling < 0:
        raise ValidationError({"ceiling": _("Pagu tidak boleh kurang dari nol.")})
    _clear(plan)
    choice = Choice(plan, ceiling=ceiling, max_items=max_items)
    choice.make()
    if sub_activity_code is not None:
        plan.sub_activity_code = sub_activity_code.strip()
    items = _write(plan, choice)
    plan.budget_ceiling = ceiling
    plan.needs_taken_at = timezone.now()
    plan.full_clean()
    plan.save()
    result = DraftResult(
        items=items,
        people=len({line.need.civil_servant_id for line in choice.lines}),
        lines=len(choice.lines),
        cost=choice.spent,
        kept=choice.kept,
        leftovers=len(choice.leftovers),
    )
    audit.record(
        "plan_draft",
        by=by,
        on=plan,
        items=result.items,
        lines=result.lines,
        ceiling=ceiling,
        kept=result.kept,
    )
    return result


def draft_later(
    plan: Plan, *, ceiling: Decimal | None, by: User, max_items: int, sub_activity_code: str
) -> Job:
    """The same by a worker (``planning.tasks``), for the large OPD. Asked twice, done once."""
    with transaction.atomic():
        lock_draft(plan, by=by)  # refuse now what would be refused then
        return enqueue(
            "draft_plan",
            {
                "plan": plan.pk,
                "ceiling": None if ceiling is None else str(ceiling),
                "max_items": max_items,
                "sub_activity_code": sub_activity_code,
            },
            by=by,
            dedupe_key=f"draft_plan:{plan.pk}",
            total=1,
        )


def people_of(plan: Plan) -> int:
    """How many people the plan must cover."""
    return CivilServant.objects.plan_targets().filter(unit__opd=plan.unit_id).count()


# ----------------------------------------------------------------------------------------------- the choice


@dataclass
class Choice:
    """Who gets what, while the money lasts."""

    plan: Plan
    ceiling: Decimal | None
    max_items: int
    lines: list[Line] = field(default_factory=list)
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
        needs = score_needs(self.plan.cycle, self.plan.unit_id, self._preferred_costs())
        with_gap = {need.civil_servant_id for need in needs if need.gap}
        shortfall = _least_to_spare(need for need in needs if need.civil_servant_id not in with_gap)
        for need in needs:
            if (need.civil_servant_id, need.competency_id) in self.taken:
                continue
            if need.gap:
                self._answer(need, Origin.GAP)
            elif shortfall.get(need.civil_servant_id) is need:
                self._answer(need, Origin.PERFORMANCE)
        self._reach_the_floor(needs)

    def _preferred_costs(self) -> dict[Key, Decimal]:
        """The cost part of the best offer for each kind of need that occurs."""
        keys = (
            Need.objects.current()
            .filter(opd=self.plan.unit_id)
            .order_by()
            .values_list("competency", "attained", "required")
            .distinct()
        )
        return {
            key: self.scale.part(key[0], offers[0].cost)
            for key in keys
            if (offers := self.catalogue.suiting(key))
        }

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
        self.lines.append(Line(need, offer, origin))
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
                (_without_standard(person, unit, employment, offer), offer) for offer in core
            ]
            # What is needed comes first where it costs the same; the needs are in order of their score.
            for need, offer in sorted(choices, key=lambda choice: (choice[1].cost, not choice[0].gap)):
                if self.jp_low[person] >= self.floor:
                    break
                if (person, need.competency_id) not in self.taken and self._has_money(offer):
                    self._take(need, offer, Origin.GAP if need.gap else Origin.DUTY)


def _least_to_spare(needs: Iterable[Scored]) -> dict[int, Scored]:
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


def _without_standard(person: int, unit: int, employment: str, offer: Offer) -> Scored:
    nothing = tuple(Decimal("0.000") for _name in PARTS)
    competency = offer.programme.competency_id
    return Scored(person, unit, employment, competency, None, None, None, nothing, Decimal("0.00"))


# ---------------------------------------------------------------------------------------------- the quarters


def spread(lines: Sequence[Line], sizes: dict[int, int], offset: int) -> dict[int, list[Line]]:
    """The people of one programme, by quarter: about ten a batch, never most of a unit at once."""
    by_unit: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        by_unit[line.need.unit_id].append(line)
    batches = min(4, ceil(len(lines) / BATCH))
    if any(len(group) > 1 and 2 * len(group) > sizes.get(unit, 0) for unit, group in by_unit.items()):
        batches = max(batches, 2)
    quarters: dict[int, list[Line]] = defaultdict(list)
    turn = 0
    for _unit, group in sorted(by_unit.items()):
        for line in group:
            quarters[(offset + (turn % batches) * 4 // batches) % 4 + 1].append(line)
            turn += 1
    return quarters


# ----------------------------------------------------------------------------------------------- the writing


def _clear(plan: Plan) -> None:
    """Remove what the last draft made and nobody has touched, and its leftovers."""
    made = plan.items.filter(is_drafted=True)
    PlanTarget.objects.filter(item__in=made).delete()
    made.delete()
    DraftLeftover.objects.filter(plan=plan).delete()


def _write(plan: Plan, choice: Choice) -> int:
    groups: dict[tuple[int, str], list[Line]] = defaultdict(list)
    for line in choice.lines:
        groups[line.offer.programme.pk, line.origin].append(line)
    sizes: dict[int, int] = defaultdict(int)
    for unit in (
        CivilServant.objects.plan_targets().filter(unit__opd=plan.unit_id).values_list("unit", flat=True)
    ):
        sizes[unit] += 1
    batches = [
        (quarter, lines)
        for offset, key in enumerate(sorted(groups))
        for quarter, lines in spread(groups[key], sizes, offset).items()
    ]
    batches.sort(
        key=lambda b: (-max(x.need.score for x in b[1]), b[1][0].offer.programme.pk, b[1][0].origin, b[0])
    )
    last = plan.items.aggregate(last=Coalesce(Max("number"), 0))["last"]
    names = dict(Competency.objects.values_list("pk", "name"))
    items = [
        _item(plan, last + n, quarter, lines, choice.catalogue.conversion, names)
        for n, (quarter, lines) in enumerate(batches, 1)
    ]
    PlanItem.objects.bulk_create(items)
    _insert_targets(plan, zip(items, (lines for _quarter, lines in batches), strict=True))
    _insert_leftovers(plan, choice.leftovers.values())
    return len(items)


def _item(  # noqa: PLR0917 - all of one batch
    plan: Plan,
    number: int,
    quarter: int,
    lines: Sequence[Line],
    conversion: Conversion,
    names: dict[int, str],
) -> PlanItem:
    programme, origin = lines[0].offer.programme, lines[0].origin
    paid = programme.cost_per_person > 0
    return PlanItem(
        plan=plan,
        number=number,
        name=programme.name,
        programme=programme,
        competency_id=programme.competency_id,
        form_id=programme.form_id,
        is_international=programme.is_international,
        quantity=programme.quantity,
        jp_proposed=programme.jp_proposed,
        jp_counted=conversion.jp(
            programme.form_id,
            programme.quantity,
            international=programme.is_international,
            period=period_of(plan.cycle.year, quarter=quarter),
        ),
        provider_id=programme.provider_id,
        quarter=quarter,
        curriculum=programme.curriculum,
        cost_per_person=programme.cost_per_person,
        funding=PlanItem.Funding.APBD if paid else PlanItem.Funding.NONE,
        sub_activity_code=plan.sub_activity_code if paid else "",
        origin=origin,
        reason=_why(origin, lines, names[programme.competency_id], plan)[:400],
        is_drafted=True,
    )


def _why(origin: str, lines: Sequence[Line], competency: str, plan: Plan) -> str:
    """Why the item is in, in two sentences."""
    people = len(lines)
    scores = [line.need.score for line in lines]
    facts = {
        "people": people,
        "competency": competency,
        "floor": plan.cycle.jp_floor,
        "scores": _span(min(scores), max(scores)),
        "gap": _comma(Decimal(sum(line.need.gap or 0 for line in lines)) / people),
    }
    if origin == Origin.GAP:
        return (
            _(
                "%(people)d pegawai memiliki kesenjangan %(competency)s, rata-rata %(gap)s tingkat; "
                "skor prioritas %(scores)s. Dipilih program termurah yang sesuai dengan tingkat "
                "yang diwajibkan."
            )
            % facts
        )
    if origin == Origin.PERFORMANCE:
        return (
            _(
                "%(people)d pegawai mencapai nilai kinerja di bawah target tanpa kesenjangan kompetensi. "
                "%(competency)s adalah kompetensi yang paling dekat dengan batasnya."
            )
            % facts
        )
    return (
        _(
            "%(people)d PNS belum mencapai %(floor)d JP setahun. Ditambahkan program nonklasikal termurah "
            "untuk kompetensi yang diminta jabatannya."
        )
        % facts
    )


def _span(low: Decimal, high: Decimal) -> str:
    if _comma(low) == _comma(high):
        return _comma(low)
    return str(_("%(low)s sampai %(high)s") % {"low": _comma(low), "high": _comma(high)})


def _comma(number: Decimal) -> str:
    return f"{number:.1f}".replace(".", ",")


# Thousands of rows: as columns in one statement each, which is several times faster than bulk_create.
def _insert(table: str, types: dict[str, str], rows: list[tuple[Any, ...]]) -> None:
    if not rows:
        return
    arrays = ", ".join(f"%s::{kind}[]" for kind in types.values())
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(types)}) SELECT * FROM UNNEST({arrays})",  # noqa: S608 - our own names
            [list(column) for column in zip(*rows, strict=True)],
        )


def _insert_targets(plan: Plan, batches: Iterable[tuple[PlanItem, Sequence[Line]]]) -> None:
    types = {
        "plan_id": "bigint",
        "item_id": "bigint",
        "override_reason": "text",
        "civil_servant_id": "bigint",
        "level_required": "int",
        "level_attained": "int",
        "gap": "int",
        "score": "numeric",
        **{f"part_{name}": "numeric" for name in PARTS},
    }
    rows = [
        (
            plan.pk,
            item.pk,
            "",
            need.civil_servant_id,
            need.required,
            need.attained,
            need.gap,
            need.score,
            *need.parts,
        )
        for item, lines in batches
        for need in (line.need for line in lines)
    ]
    _insert(PlanTarget._meta.db_table, types, rows)


def _insert_leftovers(plan: Plan, leftovers: Iterable[tuple[Scored, Offer | None, str]]) -> None:
    types = {
        "plan_id": "bigint",
        "civil_servant_id": "bigint",
        "competency_id": "bigint",
        "programme_id": "bigint",
        "reason": "text",
        "gap": "int",
        "score": "numeric",
    }
    rows = [
        (
            plan.pk,
            need.civil_servant_id,
            need.competency_id,
            offer.programme.pk if offer else None,
            str(reason),
            need.gap,
            need.score,
        )
        for need, offer, reason in leftovers
    ]
    _insert(DraftLeftover._meta.db_table, types, rows)
