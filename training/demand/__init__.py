"""From the ratified lines of a quarter to proposed batches: size, days, room, speaker, people (ADR 0014).

Computing changes nothing but proposals. HR adjusts them on the pages of batches, confirms or discards them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from jobs.models import Job
from jobs.queue import enqueue
from personnel import audit
from personnel.models import User
from planning.models import Cycle, Programme
from training.demand.confirming import (
    Confirmed,
    adjusted,
    confirm,
    confirm_all,
    confirm_later,
    discard,
    discard_run,
    waiting,
)
from training.demand.facts import Facts, load
from training.demand.lines import open_lines, programmes_wanted, replaceable, wanted_by_quarter
from training.demand.placing import Placements, Say, arrange
from training.demand.timetable import quarter_days
from training.demand.writing import write
from training.models import Batch, DemandRun
from training.models.demand import DAY_JP
from training.permissions import ask
from training.sessions import booking

State = DemandRun.State
#: Before the first session there must be time to put people forward and to agree.
LEAD = dt.timedelta(days=7)
#: How often it is computed again when somebody books a room or changes a proposal meanwhile.
TRIES = 3

__all__ = [
    "DAY_JP",
    "Confirmed",
    "adjusted",
    "compute",
    "confirm",
    "confirm_all",
    "confirm_later",
    "discard",
    "discard_run",
    "give_up",
    "open_lines",
    "programmes_wanted",
    "start_run",
    "waiting",
    "wanted_by_quarter",
]

audit.name_acts(
    {
        "demand_start": "Meminta usulan angkatan",
        "demand_propose": "Menghitung usulan angkatan",
    }
)


@transaction.atomic
def start_run(
    cycle: Cycle, quarter: int, programmes: Collection[Programme] = (), *, jp_per_day: int = 8, by: User
) -> DemandRun:
    """Ask for proposals for a quarter; a worker computes them. Asked twice while it computes, made once."""
    ask(by)
    cycle = Cycle.objects.select_for_update(of=("self",), no_key=True).get(pk=cycle.pk)
    chosen = sorted(programme.pk for programme in programmes)
    if running := DemandRun.objects.filter(cycle=cycle, quarter=quarter, state=State.COMPUTING).first():
        same = sorted(running.programmes.values_list("pk", flat=True)) == chosen
        if same and running.jp_per_day == jp_per_day:
            return running
        raise ValidationError(
            "Usulan untuk triwulan ini masih dihitung. Tunggu sampai selesai, lalu hitung lagi."
        )
    errors = {}
    if not 1 <= quarter <= 4:
        errors["quarter"] = "Pilih triwulan 1 sampai 4."
    elif quarter_days(cycle.year, quarter)[1] < timezone.localdate() + LEAD:
        errors["quarter"] = "Triwulan ini sudah lewat atau hampir berakhir. Pilih triwulan berikutnya."
    if not DAY_JP[0] <= jp_per_day <= DAY_JP[1]:
        errors["jp_per_day"] = f"Isi {DAY_JP[0]} sampai {DAY_JP[1]} JP."
    if errors:
        raise ValidationError(errors)
    first = max(quarter_days(cycle.year, quarter)[0], timezone.localdate() + LEAD)
    run = DemandRun(cycle=cycle, quarter=quarter, jp_per_day=jp_per_day, starts_from=first, created_by=by)
    run.full_clean()
    run.save()
    run.programmes.set(chosen)
    run.job = enqueue("propose_batches", {"run": run.pk}, by=by, dedupe_key=f"demand:{run.pk}")
    run.save(update_fields=["job"])
    audit.record("demand_start", by=by, on=run, year=cycle.year, quarter=quarter, programmes=chosen)
    return run


class _MovedError(Exception):
    """Somebody booked or changed something while it was computed."""


def compute(run: DemandRun, *, by: User, say: Say = lambda _done, _all: None) -> None:
    """Work the proposals out and keep them. Who asked is asked again: a role may have ended meanwhile."""
    ask(by)
    for _time in range(TRIES):
        facts = load(run)
        plan = arrange(facts, run.jp_per_day, say)
        try:
            _keep(run, facts, plan, by)
        except _MovedError:
            continue
        return
    raise ValidationError(
        "Jadwal terus berubah selagi usulan dihitung. Hitung lagi bila tidak ada yang sedang menyusun jadwal."
    )


@transaction.atomic
def _keep(run: DemandRun, facts: Facts, plan: Placements, by: User) -> None:
    run = DemandRun.objects.select_for_update(of=("self",)).select_related("cycle").get(pk=run.pk)
    if run.state != State.COMPUTING:
        return  # another worker was quicker
    list(Batch.objects.select_for_update().filter(pk__in=facts.replaced).order_by("pk").values_list("pk"))
    if sorted(replaceable(run).values_list("batch", flat=True)) != facts.replaced:
        raise _MovedError
    try:
        with booking():
            write(run, facts, plan, by=by)
    except ValidationError as refusal:
        raise _MovedError from refusal
    run.state = State.READY
    run.lines, run.placed, run.unplaced_count = facts.count, plan.placed, len(plan.left)
    run.batches, run.inputs, run.computed_at = len(plan.placements), facts.inputs, timezone.now()
    run.full_clean()
    run.save()
    audit.record(
        "demand_propose",
        by=by,
        on=run,
        batches=run.batches,
        placed=run.placed,
        unplaced=run.unplaced_count,
        replaced=len(facts.replaced),
    )


def give_up(job: Job) -> None:
    """The job has failed for good; its row says why."""
    DemandRun.objects.filter(pk=job.params["run"], state=State.COMPUTING).update(state=State.FAILED)
