"""Proposals for the fullest quarter by a worker's steps, beside cutting the same lines without a rule."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from django.db import transaction

from bench import place
from bench.pages import holder
from bench.report import Line
from bench.size import Size
from jobs.queue import work_off
from personnel.models import RoleAssignment
from planning.models import Competency, Cycle
from training import demand
from training.demand.confirming import confirm_all, discard_run
from training.demand.writing import CHUNK
from training.models import Batch, DemandRun, ProposedBatch, ProposedSeat, Room, Speaker, Venue

#: The whole, in a worker; and what one worker may hold.
AIM = {"seconds": 60.0, "peak_mb": 600.0}
ROOMS, SPEAKERS = 12, 30


def measure(_size: Size) -> list[Line]:
    """Twice: the second must give the same proposals. Then what confirming all of them takes."""
    furnish()
    first, figures = place.beside("cut", "propose")
    again, confirmed = place.apart("propose"), place.apart("confirm_proposals")
    same = "the same again" if again["said"] == first["said"] else "NOT THE SAME AGAIN"
    note = (
        f"{first['placed']:.0f} placed in {first['batches']:.0f} batches, {same}; ratio of CPU;"
        " floor: the lines cut into batches by number and written"
    )
    confirming = {name: confirmed[name] for name in ("seconds", "cpu_seconds", "peak_mb")}
    return [
        Line("demand", f"{first['lines']:.0f} lines of a quarter", figures, AIM, note),
        Line("demand", f"confirm {confirmed['batches']:.0f} batches", confirming, {}, "one after the other"),
    ]


def furnish() -> None:
    """Rooms and speakers for a city; the fill has none."""
    venue, _new = Venue.objects.get_or_create(
        name="Gedung Diklat", defaults={"opens_at": dt.time(7, 30), "closes_at": dt.time(17)}
    )
    for number in range(ROOMS):
        Room.objects.get_or_create(
            venue=venue, name=f"Ruang {number + 1}", defaults={"capacity": 20 + 10 * (number % 4)}
        )
    fields = list(Competency.objects.order_by("pk"))
    for number in range(SPEAKERS):
        speaker, _new = Speaker.objects.get_or_create(name=f"Narasumber {number + 1}", institution="Contoh")
        speaker.fields.set(fields[number % 3 :: 3])


def quarter() -> tuple[Cycle, int]:
    """The one that asks for most."""
    cycle = Cycle.objects.get(is_open=True)
    wanted = demand.wanted_by_quarter(cycle)
    return cycle, max(wanted, key=lambda number: wanted[number])


def propose() -> dict[str, Any]:
    """From the request to the written proposals, as a worker does it."""
    cycle, number = quarter()
    run = demand.start_run(cycle, number, by=holder(RoleAssignment.Role.CITY_HR))
    assert run.job is not None
    work_off(run.job)
    run.refresh_from_db()
    seats = ProposedSeat.objects.filter(proposal__run=run).order_by("pk")
    said = seats.values_list("civil_servant", "proposal__batch__programme", "proposal__batch__number")
    return {
        "lines": run.lines,
        "placed": run.placed,
        "batches": run.batches,
        "said": hash(tuple(said)) % 10**9,
    }


def cut() -> dict[str, Any]:
    """The plainest way: lines in the order of their programme, so many to a batch; no rule is looked at."""
    cycle, number = quarter()
    with transaction.atomic():
        run = DemandRun.objects.create(
            cycle=cycle,
            quarter=number,
            starts_from=dt.date(cycle.year, 1, 1),
            created_by=holder(RoleAssignment.Role.CITY_HR),
        )
        replaced = list(ProposedBatch.objects.values_list("batch", flat=True))
        lines = demand.open_lines(run, replaced).select_related("item__programme")
        seats: dict[tuple[int, int], ProposedSeat] = {}
        taken: Counter[int] = Counter()
        proposals: dict[tuple[int, int], ProposedBatch] = {}
        for line in lines.order_by("item__programme", "pk"):
            programme = line.item.programme
            assert programme is not None
            place_of = (programme.pk, taken[programme.pk] // programme.max_seats)
            if place_of not in proposals:
                batch = Batch.objects.create(
                    cycle=cycle,
                    programme=programme,
                    number=10_000 + place_of[1],
                    quarter=number,
                    capacity=programme.max_seats,
                    provider_id=programme.provider_id,
                )
                proposals[place_of] = ProposedBatch.objects.create(run=run, batch=batch)
            seats[programme.pk, line.civil_servant_id] = ProposedSeat(
                proposal=proposals[place_of], item_id=line.item_id, civil_servant_id=line.civil_servant_id
            )
            taken[programme.pk] += 1
        ProposedSeat.objects.bulk_create(seats.values(), batch_size=CHUNK)
        transaction.set_rollback(True)
    return {"lines": len(seats)}


def confirm_proposals() -> dict[str, Any]:
    """All of the newest run."""
    run = DemandRun.objects.filter(state=DemandRun.State.READY).latest("pk")
    done = confirm_all(run, by=run.created_by)
    discard_run(run, by=run.created_by)
    return {"batches": done.batches}
