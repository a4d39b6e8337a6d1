"""The plans of years that are over or run: a few were ratified, one revised since, one is being revised."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone

from demo import clock, missed
from personnel.models import CivilServant, Unit
from planning.approval import cost_of, start_plan, take_step
from planning.drafting import draft_plan
from planning.items import edit_item, remove_target
from planning.models import Cycle, Plan
from planning.revision import start_revision

if TYPE_CHECKING:
    from demo.year import Desks

#: OPD → what has happened to its plan since.
PLANS = {"OPD-05": "", "OPD-13": "revised", "OPD-14": "revising"}
REASON_DONE = (
    "Pergeseran anggaran pada perubahan APBD: kegiatan triwulan III dipindahkan ke triwulan IV, "
    "dan pegawai yang pindah tugas dikeluarkan."
)
LEFT_OPEN = "Pagu tahun ini terbatas; yang masih terbuka didahulukan pada rencana berikutnya."
REASON_NOW = "Penyelenggara memundurkan jadwal; dua pegawai memasuki masa persiapan pensiun."


def play(cycle: Cycle, desks: Desks, *, sub_activity: str) -> None:
    """Draft and ratify the plans of a year, in the autumn before it; they take what was missed until then."""
    units = Unit.objects.filter(code__in=PLANS, pk__in=desks.drafters).order_by("code")
    for unit in units:
        with clock.on(dt.date(cycle.year - 1, 10, 20)):
            plan = start_plan(unit, cycle, by=desks.drafters[unit.pk])
            people = CivilServant.objects.plan_targets().filter(unit__opd=unit).count()
            draft_plan(
                plan,
                ceiling=Decimal(500_000) * people,
                sub_activity_code=sub_activity,
                by=desks.drafters[unit.pk],
            )
        former = Plan.objects.current().filter(unit=unit, cycle__year=cycle.year - 1).first()
        if former:
            with clock.on(dt.date(cycle.year - 1, 10, 27)):
                missed.explain(former.cycle, former, desks)
                missed.carry(plan, desks)
        with clock.on(dt.date(cycle.year - 1, 11, 20)):
            number = f"800.1.4/{900 + plan.pk}/BKPSDMD/{cycle.year - 1}"
            ratify(plan, desks, number, timezone.localdate())


def revise(cycle: Cycle, desks: Desks) -> None:
    """In August some plans turn out to need a change; one of the changes is still on its way."""
    plans = Plan.objects.current().filter(cycle=cycle, unit__code__in=PLANS)
    for plan in plans.select_related("unit", "cycle").order_by("unit__code"):
        if PLANS[plan.unit.code]:
            _revise(plan, desks, is_done=PLANS[plan.unit.code] == "revised")


def explain(cycle: Cycle, desks: Desks) -> None:
    """In October HR says why lines of the year did not take place; the rest of them waits for it."""
    plans = Plan.objects.current().filter(cycle=cycle, unit__code__in=PLANS)
    with clock.on(dt.date(cycle.year, 10, 5)):
        for plan in plans.select_related("unit", "cycle").order_by("unit__code"):
            missed.explain(cycle, plan, desks)


def _revise(plan: Plan, desks: Desks, *, is_done: bool) -> None:
    drafter, year = desks.drafters[plan.unit_id], plan.cycle.year
    with clock.on(dt.date(year, 8, 3) if is_done else dt.date(year, 11, 9)):
        revision = start_revision(plan, REASON_DONE if is_done else REASON_NOW, by=drafter)
        for item in revision.items.filter(quarter=3).order_by("number")[:3]:
            edit_item(item, {"quarter": 4}, version=item.version, by=drafter)
        crowded = [item for item in revision.items.order_by("number")[:20] if item.targets.count() > 3]
        for item in crowded[:2]:
            remove_target(item.targets.order_by("-pk")[0], by=drafter)
    if is_done:
        with clock.on(dt.date(year, 8, 14)):
            number = f"800.1.4/{400 + plan.pk}/BKPSDMD/{year}"
            ratify(revision, desks, number, timezone.localdate())


def ceiling_note(plan: Plan) -> str:
    """The reason that a plan above its ceiling needs."""
    plan.refresh_from_db(fields=["budget_ceiling"])  # drafting has set it on a row of its own
    if plan.budget_ceiling is None or cost_of(plan) <= plan.budget_ceiling:
        return ""
    return "Selisih terhadap pagu dipenuhi pada perubahan APBD; kegiatannya wajib menurut standar jabatan."


def ratify(plan: Plan, desks: Desks, number: str, date: dt.date) -> None:
    """Through all offices, each by its own."""
    take_step(plan, "submit", by=desks.heads[plan.unit_id], note=LEFT_OPEN)
    take_step(plan, "verify", by=desks.city_hr)
    take_step(plan, "agree", by=desks.secretary)
    take_step(
        plan,
        "ratify",
        by=desks.mayor,
        note=ceiling_note(plan),
        decision_number=number,
        decision_date=date,
    )
