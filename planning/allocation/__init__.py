"""Allocation under a ceiling: the best set of lines for an OPD or the city, how far it may be from the best
possible, and what lies just below the line (ADR 0011).

Computing changes no plan. An OPD's allocation may then become the draft of its plan.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from jobs.models import Job
from jobs.queue import enqueue
from personnel import audit
from personnel.models import Unit, User
from personnel.rounding import half_up
from planning.allocation.goals import prepare
from planning.allocation.outcome import Outcome, outcomes, write_lines
from planning.allocation.person import UNIT
from planning.allocation.problem import Problem, Wanted, load
from planning.allocation.solve import Solution, solve
from planning.approval import lock_draft
from planning.drafting import DraftResult, put_down, require_not_talked_over
from planning.drafting.catalogue import Offer
from planning.drafting.choice import ChosenNeed, Origin
from planning.drafting.writing import clear
from planning.models import Allocation, AllocationLine, Cycle, Plan
from planning.permissions import may_allocate
from planning.priority import PARTS, CostScale, Scored, weights_of

State = Allocation.State
Reason = AllocationLine.Reason
Say = Callable[[str], None]

#: How many of one scope are kept; older ones go, unless a plan was made from them.
KEPT = 20
#: How many may be computed for one person at a time.
AT_ONCE = 5
#: The steps that a worker tells about.
STAGES = {
    "load": "Membaca kebutuhan dan program",
    "build": "Menyusun pilihan untuk setiap pegawai",
    "solve": "Mencari harga rupiah terakhir",
    "round": "Membulatkan dan memakai sisa pagu",
    "write": "Menyimpan hasil",
}

audit.name_acts(
    {
        "allocation_start": "Meminta alokasi di bawah pagu",
        "allocation_use": "Memakai alokasi sebagai draf rencana",
    }
)


# ------------------------------------------------------------------------------------------------ asking


@transaction.atomic
def start_allocation(
    cycle: Cycle,
    unit: Unit | None,
    *,
    ceiling: Decimal,
    weights: Mapping[str, Decimal],
    by: User,
    max_items: int = 2,
    name: str = "",
) -> Allocation:
    """Ask for an allocation of an OPD, or (unit None) of the city; a worker computes it. Asked twice while it
    is being computed, made once."""
    if not may_allocate(by, unit):
        raise PermissionDenied
    cycle = Cycle.objects.select_for_update(of=("self",), no_key=True).get(pk=cycle.pk)
    _check(cycle, unit, weights, max_items)
    asked = {
        "cycle": cycle,
        "unit": unit,
        "ceiling": ceiling,
        "max_items": max_items,
        "name": name.strip(),
        "created_by": by,
        **{f"weight_{part}": weights[part] for part in PARTS},
    }
    computing = Allocation.objects.filter(state=State.COMPUTING)
    if same := computing.filter(**asked).first():
        return same
    if computing.filter(created_by=by).count() >= AT_ONCE:
        raise ValidationError(f"{AT_ONCE} alokasi Anda masih dihitung. Tunggu salah satunya selesai.")
    allocation = Allocation(**asked)
    allocation.full_clean()
    allocation.save()
    allocation.job = enqueue(
        "compute_allocation",
        {"allocation": allocation.pk},
        by=by,
        dedupe_key=f"allocation:{allocation.pk}",
        total=len(STAGES),
    )
    allocation.save(update_fields=["job"])
    _forget_old(cycle, unit)
    audit.record(
        "allocation_start",
        by=by,
        on=allocation,
        unit=unit.pk if unit else None,
        year=cycle.year,
        ceiling=ceiling,
    )
    return allocation


def _check(cycle: Cycle, unit: Unit | None, weights: Mapping[str, Decimal], max_items: int) -> None:
    errors: dict[str, str] = {}
    if unit is not None and not unit.is_opd:
        errors["unit"] = "Alokasi dihitung per OPD atau untuk seluruh kota."
    if not cycle.is_open:
        errors["cycle"] = "Siklus ini sudah ditutup."
    if sum(weights[part] for part in PARTS) != 100:
        errors["weight_cost"] = "Jumlah keenam bobot harus 100."
    if not 1 <= max_items <= 10:
        errors["max_items"] = "Isi 1 sampai 10 butir."
    if errors:
        raise ValidationError(errors)


def _forget_old(cycle: Cycle, unit: Unit | None) -> None:
    """Keep the newest of the scope; those that became a plan, and those being computed, stay as well."""
    scope = Allocation.objects.filter(cycle=cycle, unit=unit)
    newest = scope.order_by("-created_at", "-pk").values("pk")[:KEPT]
    scope.filter(used_at__isnull=True).exclude(pk__in=newest).exclude(state=State.COMPUTING).delete()


# --------------------------------------------------------------------------------------------- computing


def compute(allocation: Allocation, *, by: User, say: Say = lambda _stage: None) -> None:
    """Work it out and keep it. Who asked is asked again: a role may have ended meanwhile."""
    if not may_allocate(by, allocation.unit):
        raise PermissionDenied
    say("load")
    problem = load(allocation.cycle, allocation.unit, allocation.weights, allocation.max_items)
    say("build")
    budget = max(0, int(allocation.ceiling - problem.kept.cost))
    solution = solve(problem.people, budget, say)
    lines = [*outcomes(problem, solution), *prepare(problem, solution, budget)]
    say("write")
    _keep(allocation, problem, solution, lines)


@transaction.atomic
def _keep(allocation: Allocation, problem: Problem, solution: Solution, lines: list[Outcome]) -> None:
    allocation = Allocation.objects.select_for_update(of=("self",)).get(pk=allocation.pk)
    if allocation.state != State.COMPUTING:
        return  # another worker was quicker
    write_lines(allocation, problem, lines)
    allocation.state = State.READY
    allocation.value = Decimal(solution.value) / 100
    allocation.bound = Decimal(solution.bound) / 100
    taken = [line for line in lines if line.is_taken]
    allocation.cost = sum(line.option.cost for line in taken if line.option) + problem.kept.cost
    allocation.kept_cost = problem.kept.cost
    allocation.price = half_up(Decimal(solution.price) * 10_000 / UNIT, 6)
    allocation.people = len({line.wanted.need.civil_servant_id for line in taken})
    allocation.below_floor = len(solution.beyond)
    allocation.inputs = problem.inputs
    allocation.computed_at = timezone.now()
    allocation.full_clean()
    allocation.save()


def give_up(job: Job) -> None:
    """The job has failed for good; its row says why."""
    Allocation.objects.filter(pk=job.params["allocation"], state=State.COMPUTING).update(state=State.FAILED)


# ------------------------------------------------------------------------------------------------- using


@transaction.atomic
def use_allocation(allocation: Allocation, plan: Plan, *, by: User) -> DraftResult:
    """Make the draft of the OPD's plan from the lines. Items that somebody made or changed stay as they are.

    Refused when anything that it was computed from has changed since. The scores in the plan are those of the
    year's weights, as in every plan.
    """
    plan = lock_draft(plan, by=by)
    require_not_talked_over(plan)
    allocation = Allocation.objects.select_for_update(of=("self",)).get(pk=allocation.pk)
    if allocation.cycle_id != plan.cycle_id or allocation.unit_id != plan.unit_id:
        raise ValidationError("Alokasi ini bukan untuk OPD dan tahun rencana ini.")
    if allocation.state != State.READY:
        raise ValidationError("Alokasi ini belum selesai dihitung.")
    problem = load(plan.cycle, plan.unit, allocation.weights, allocation.max_items)
    if problem.inputs != allocation.inputs:
        raise ValidationError(
            "Kebutuhan, program, atau butir rencana sudah berubah sejak alokasi ini dihitung. "
            "Hitung lagi, lalu pakai hasil yang baru.",
            code="changed",
        )
    clear(plan)
    lines, leftovers = _draft_of(allocation, problem)
    chosen = "Dipilih oleh alokasi di bawah pagu: nilai terbesar untuk biayanya."
    items = put_down(
        plan, lines, leftovers, problem.catalogue, ceiling=allocation.ceiling, chosen=str(chosen)
    )
    allocation.used_at = timezone.now()
    allocation.save(update_fields=["used_at"])
    result = DraftResult(
        items=items,
        people=len({line.need.civil_servant_id for line in lines}),
        lines=len(lines),
        cost=problem.kept.cost + sum((line.offer.cost for line in lines), Decimal(0)),
        kept=plan.items.count() - items,
        leftovers=len(leftovers),
    )
    audit.record("allocation_use", by=by, on=plan, allocation=allocation.pk, items=items, lines=len(lines))
    return result


def _draft_of(
    allocation: Allocation, problem: Problem
) -> tuple[list[ChosenNeed], list[tuple[Scored, Offer | None, str]]]:
    """The lines of the allocation as lines and leftovers of a draft."""
    scale, weights = CostScale(), weights_of(allocation.cycle)
    wanted = {_key(want): want for own in problem.wanted for want in own}
    aims = {_key(goal.wanted): goal.wanted for goal in problem.goals}
    lines: list[ChosenNeed] = []
    leftovers: list[tuple[Scored, Offer | None, str]] = []
    for row in allocation.lines.order_by("-is_taken", "rank"):
        known = aims if row.reason == Reason.GOAL else wanted
        want = known[row.civil_servant_id, row.competency_id]
        offer = next((o for o in want.offers if o.programme.pk == row.programme_id), None)
        part = scale.part(row.competency_id, offer.cost) if offer else want.need.parts[-1]
        need = want.need.with_cost(part, weights)
        if not row.is_taken or offer is None:
            leftovers.append((need, offer, row.reason))
            continue
        origin = want.origin if want.is_line and row.reason != Reason.FLOOR else _filled(need)
        lines.append(ChosenNeed(need, offer, origin))
    return lines, leftovers


def _key(want: Wanted) -> tuple[int, int]:
    return want.need.civil_servant_id, want.need.competency_id


def _filled(need: Scored) -> str:
    return Origin.GAP if need.gap else Origin.DUTY
