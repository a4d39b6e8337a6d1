"""A proposal becomes rows: batches, sessions, speakers, and who is meant; many rows in a statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.db.models import Max

from personnel.models import User
from planning.models import Programme
from training.demand.facts import Facts
from training.demand.offers import Placement
from training.demand.placing import Placements
from training.models import Batch, DemandRun, ProposedBatch, ProposedSeat, Session, SessionSpeaker, Unplaced

#: Rows in one statement.
CHUNK = 500


def write(run: DemandRun, facts: Facts, plan: Placements, *, by: User) -> None:
    """All rows of the run. Call it in the transaction that has locked what it replaces."""
    Batch.objects.filter(pk__in=facts.replaced).delete()
    placements = sorted(plan.placements, key=lambda placement: placement.slots[0].time.starts_at)
    batches = Batch.objects.bulk_create(_batches(run, placements, by), batch_size=CHUNK)
    sessions = Session.objects.bulk_create(
        [
            session
            for batch, placement in zip(batches, placements, strict=True)
            for session in _sessions(batch, placement)
        ],
        batch_size=CHUNK,
    )
    teachers = [teacher for placement in placements for teacher in placement.teachers]
    SessionSpeaker.objects.bulk_create(
        [
            SessionSpeaker(
                session=session,
                speaker_id=teacher.pk,
                starts_at=session.starts_at,
                ends_at=session.ends_at,
            )
            for session, teacher in zip(sessions, teachers, strict=True)
            if teacher
        ],
        batch_size=CHUNK,
    )
    proposals = ProposedBatch.objects.bulk_create(
        [
            ProposedBatch(run=run, batch=batch, share=placement.share, share_unit_id=placement.share_unit)
            for batch, placement in zip(batches, placements, strict=True)
        ],
        batch_size=CHUNK,
    )
    ProposedSeat.objects.bulk_create(
        [
            ProposedSeat(proposal=proposal, item_id=line.item, civil_servant_id=line.person)
            for proposal, placement in zip(proposals, placements, strict=True)
            for line in placement.lines
        ],
        batch_size=CHUNK,
    )
    Unplaced.objects.bulk_create(
        [
            Unplaced(run=run, item_id=line.item, civil_servant_id=line.person, reason=reason, words=words)
            for line, reason, words in plan.left
        ],
        batch_size=CHUNK,
    )


def _batches(run: DemandRun, placements: Sequence[Placement], by: User) -> list[Batch]:
    """Numbered by their first day, after those that the programme has; nobody else numbers them meanwhile."""
    programmes = {placement.programme.pk for placement in placements}
    locked = Programme.objects.select_for_update(of=("self",)).filter(pk__in=programmes).order_by("pk")
    list(locked.values_list("pk"))
    numbered = Batch.objects.filter(cycle=run.cycle, programme__in=programmes).order_by().values("programme")
    last = {row["programme"]: row["last"] for row in numbered.annotate(last=Max("number"))}
    batches = []
    for placement in placements:
        programme = placement.programme
        last[programme.pk] = last.get(programme.pk, 0) + 1
        batches.append(
            Batch(
                cycle=run.cycle,
                programme=programme,
                number=last[programme.pk],
                quarter=run.quarter,
                state=Batch.State.PROPOSED,
                capacity=len(placement.lines),
                provider_id=programme.provider_id,
                organiser=by,
            )
        )
    return batches


def _sessions(batch: Batch, placement: Placement) -> Iterator[Session]:
    days = {day: n for n, day in enumerate(placement.timetable.days, start=1)}
    for slot, meeting in zip(placement.slots, placement.timetable.meetings, strict=True):
        title = f"{placement.programme.name[:180]}, hari ke-{days[meeting.day]}"
        yield Session(
            batch=batch,
            title=title,
            starts_at=slot.time.starts_at,
            ends_at=slot.time.ends_at,
            room=placement.room,
            jp=Decimal(meeting.jp) / 100,
        )
