"""A quarter that asks for training: ratified lines, rooms, speakers; and runs as the rules leave them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from decimal import Decimal

from jobs.queue import work_off
from planning.models import DevelopmentForm, Plan, PlanItem, Programme
from tests.factories import CivilServantFactory, PositionFactory
from tests.planning.world import (
    CompetencyFactory,
    CycleFactory,
    FormFactory,
    ItemFactory,
    PlanFactory,
    ProgrammeFactory,
    TargetFactory,
)
from tests.training.world import RoomFactory, SessionFactory, SpeakerFactory
from training import demand
from training.conflicts import conflicts_of_batch
from training.models import Batch, DemandRun, ProposedBatch, ProposedSeat, Speaker, Unplaced

#: The quarter of the tests: April to June 2027.
QUARTER, FIRST = 2, dt.date(2027, 4, 1)


def classical(**fields) -> Programme:
    """A programme that is held in a room: 16 JP, three to six people."""
    form = FormFactory(code="B3", track=DevelopmentForm.Track.CLASSICAL)
    facts = {"form": form, "jp_proposed": Decimal(16), "min_seats": 3, "max_seats": 6, **fields}
    return ProgrammeFactory(**facts)


def online(**fields) -> Programme:
    """A programme that needs no room."""
    return ProgrammeFactory(**{"jp_proposed": Decimal(8), "min_seats": 2, "max_seats": 6, **fields})


def staff(unit, n: int, **fields):
    """So many people of one post in a unit."""
    post = fields.pop("position", None) or PositionFactory(name="Penyuluh")
    return [CivilServantFactory(unit=unit, position=post, **fields) for _n in range(n)]


def lines(unit, programme, people, quarter=QUARTER, **fields) -> PlanItem:
    """An item of the unit's ratified plan for these people."""
    plan = Plan.objects.filter(unit=unit.opd or unit, cycle=CycleFactory(), is_current=True).first()
    plan = plan or PlanFactory(unit=unit.opd or unit)
    assert plan.status != Plan.Status.RATIFIED, "Make all items first, then ratify()"
    number = plan.items.count() + 1
    item = ItemFactory(
        plan=plan,
        number=number,
        programme=programme,
        competency=programme.competency,
        form=programme.form,
        quarter=quarter,
        **fields,
    )
    for person in people:
        TargetFactory(item=item, civil_servant=person)
    return item


def ratify() -> None:
    """All plans of the year."""
    Plan.objects.filter(cycle=CycleFactory()).update(
        status=Plan.Status.RATIFIED, decision_number="800/7", decision_date=dt.date(2026, 11, 20)
    )


def means(*programmes, rooms=1, capacity=30) -> list[Speaker]:
    """Rooms, and a speaker for each of the programmes' fields."""
    for _n in range(rooms):
        RoomFactory(capacity=capacity)
    found = []
    for programme in programmes:
        speaker = SpeakerFactory()
        speaker.fields.add(programme.competency)
        found.append(speaker)
    return found


def demand_of(cast, **fields) -> DemandRun:
    """A run as a rule would leave it."""
    facts = {"quarter": QUARTER, "starts_from": FIRST, "created_by": cast.city_hr, **fields}
    return DemandRun.objects.create(cycle=CycleFactory(), **facts)


def proposed(cast) -> DemandRun:
    """A run with one proposed batch for the owner, and the colleague without a place."""
    owner, colleague = cast.owner.civil_servant, cast.colleague.civil_servant
    programme = ProgrammeFactory(competency=CompetencyFactory(code="M.01"))
    item = lines(cast.dinas_sosial, programme, [owner, colleague])
    ratify()
    run = demand_of(
        cast,
        state=DemandRun.State.READY,
        computed_at=dt.datetime(2026, 11, 21, 3, tzinfo=dt.UTC),
        lines=2,
        placed=1,
        unplaced_count=1,
        batches=1,
    )
    batch = SessionFactory(
        batch__state="proposed",
        batch__programme=programme,
        batch__quarter=QUARTER,
        batch__capacity=1,
        starts_at=dt.datetime(2027, 4, 5, 1, tzinfo=dt.UTC),
    ).batch
    proposal = ProposedBatch.objects.create(run=run, batch=batch)
    ProposedSeat.objects.create(proposal=proposal, item=item, civil_servant=owner)
    Unplaced.objects.create(
        run=run, item=item, civil_servant=colleague, reason=Unplaced.Reason.FEW, words="Hanya 1 peserta."
    )
    return run


def run_for(cast, *programmes, **more) -> DemandRun:
    """Asked for and computed, as a worker does it."""
    run = demand.start_run(CycleFactory(), QUARTER, programmes, by=cast.city_hr, **more)
    job = work_off(run.job)
    assert job.status == "done", job.error
    return DemandRun.objects.get(pk=run.pk)


def told(run) -> Counter[str]:
    return Counter(run.unplaced.values_list("reason", flat=True))


def words_of(run) -> set[str]:
    return set(run.unplaced.values_list("words", flat=True))


def said(run) -> list[object]:
    """The whole proposal, as far as it does not depend on keys that are made anew."""
    found: list[object] = []
    for proposal in run.proposals.order_by("batch__programme", "batch__number"):
        batch = proposal.batch
        times = batch.sessions.order_by("starts_at").values_list(
            "title", "starts_at", "ends_at", "room", "jp", "speaking__speaker"
        )
        people = proposal.seats.order_by("civil_servant").values_list("item", "civil_servant")
        found.append((batch.programme_id, batch.number, batch.capacity, list(times), list(people)))
    return found


def against(run) -> list[tuple[str, str]]:
    """Everything that the rules of scheduling say against the proposals."""
    found = []
    for batch in Batch.objects.filter(proposal__run=run):
        rows = batch.sessions.select_related("room__venue")
        rows = rows.prefetch_related("speaking__speaker__civil_servant")
        for conflicts in conflicts_of_batch(batch, rows).values():
            found += [(str(conflict.code), conflict.text) for conflict in conflicts]
    return found
