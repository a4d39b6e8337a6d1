"""The year before: a few plans that were ratified, one revised since, one being revised now."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pgtrigger
from django.db import connection, transaction

from personnel.models import CivilServant, Unit
from planning.approval import start_plan, take_step
from planning.drafting import draft_plan
from planning.items import edit_item, remove_target
from planning.models import Cycle, Plan
from planning.revision import start_revision

if TYPE_CHECKING:
    from palu_asn.demo.year import Desks

#: OPD → what has happened to its plan since.
PLANS = {"OPD-05": "", "OPD-13": "revised", "OPD-14": "revising"}
REASON_DONE = (
    "Pergeseran anggaran pada perubahan APBD: kegiatan triwulan III dipindahkan ke triwulan IV, "
    "dan pegawai yang pindah tugas dikeluarkan."
)
REASON_NOW = "Penyelenggara memundurkan jadwal; dua pegawai memasuki masa persiapan pensiun."


def play(cycle: Cycle, desks: Desks, *, sub_activity: str) -> None:
    """Draft, ratify and revise the plans of a year that is over but for its carrying out."""
    units = Unit.objects.filter(code__in=PLANS, pk__in=desks.drafters).order_by("code")
    for unit in units:
        plan = start_plan(unit, cycle, by=desks.drafters[unit.pk])
        people = CivilServant.objects.plan_targets().filter(unit__opd=unit).count()
        draft_plan(
            plan,
            ceiling=Decimal(500_000) * people,
            sub_activity_code=sub_activity,
            by=desks.drafters[unit.pk],
        )
        ratify(
            plan, desks, f"800.1.4/{900 + plan.pk}/BKPSDMD/{cycle.year - 1}", dt.date(cycle.year - 1, 11, 20)
        )
        put_back(plan, 365)
        if PLANS[unit.code]:
            _revise(plan, desks, is_done=PLANS[unit.code] == "revised")


def _revise(plan: Plan, desks: Desks, *, is_done: bool) -> None:
    drafter = desks.drafters[plan.unit_id]
    revision = start_revision(plan, REASON_DONE if is_done else REASON_NOW, by=drafter)
    for item in revision.items.filter(quarter=3).order_by("number")[:3]:
        edit_item(item, {"quarter": 4}, version=item.version, by=drafter)
    crowded = [item for item in revision.items.order_by("number")[:20] if item.targets.count() > 3]
    for item in crowded[:2]:
        remove_target(item.targets.order_by("pk")[0], by=drafter)
    if is_done:
        year = plan.cycle.year
        ratify(revision, desks, f"800.1.4/{400 + plan.pk}/BKPSDMD/{year}", dt.date(year, 8, 14))
        put_back(revision, 102)


def ratify(plan: Plan, desks: Desks, number: str, date: dt.date) -> None:
    """Through all offices, each by its own."""
    take_step(plan, "submit", by=desks.heads[plan.unit_id])
    take_step(plan, "verify", by=desks.city_hr)
    take_step(plan, "agree", by=desks.secretary)
    take_step(plan, "ratify", by=desks.mayor, decision_number=number, decision_date=date)


@transaction.atomic
def put_back(plan: Plan, days: int) -> None:
    """Move its steps to earlier days. Only a made-up city may do that: the triggers have to be told."""
    with (
        pgtrigger.ignore("planning.PlanStep:append_only", "planning.PlanVersion:append_only"),
        connection.cursor() as cursor,
    ):
        for table, column in (("planning_planstep", "at"), ("planning_planversion", "taken_at")):
            cursor.execute(
                f"UPDATE {table} SET {column} = {column} - %s * interval '1 day' WHERE plan_id = %s",  # noqa: S608
                [days, plan.pk],
            )
