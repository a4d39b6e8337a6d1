"""A proposal becomes a plan: its people are nominated from their lines. Or it is discarded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from jobs.queue import enqueue
from personnel import audit
from personnel.models import CivilServant, User
from planning.models import PlanTarget
from training import batches, enrolment
from training.batches import locked, locked_open
from training.demand.reasons import Reason, words
from training.models import Batch, DemandRun, ProposedBatch, ProposedSeat, Unplaced
from training.permissions import ask

State = DemandRun.State

audit.name_acts(
    {
        "demand_confirm": "Menetapkan semua usulan angkatan",
        "demand_discard": "Membuang usulan angkatan",
        "demand_discard_one": "Membuang satu usulan angkatan",
    }
)


@dataclass
class Confirmed:
    """What became of a run's proposals."""

    batches: int = 0
    nominated: int = 0
    refused: int = 0
    failed: list[tuple[Batch, str]] = field(default_factory=list)


def waiting(run: DemandRun) -> QuerySet[ProposedBatch]:
    """The proposals of a run that nobody has decided about."""
    return run.proposals.filter(batch__state=Batch.State.PROPOSED).order_by("batch")


@transaction.atomic
def confirm(batch: Batch, *, by: User) -> enrolment.Nominated:
    """A proposal becomes a plan, and those meant for it are nominated from their lines. Twice is once.

    Whoever cannot be nominated any more stays beside the proposal with the reason; their line waits again.
    """
    ask(by)
    batch = locked_open(batch)
    if batch.state != Batch.State.PROPOSED:
        return enrolment.Nominated()
    batch = batches.confirm_batch(batch, by=by)
    proposal = ProposedBatch.objects.select_for_update(of=("self",)).filter(batch=batch).first()
    if proposal is None:
        return enrolment.Nominated()
    seats = {seat.civil_servant_id: seat for seat in proposal.seats.select_related("item")}
    lines = _lines_now(list(seats.values()))
    people = list(CivilServant.objects.filter(pk__in=lines))
    result = enrolment.nominate(batch, people, by=by, lines=lines) if people else enrolment.Nominated()
    refusals = {person.pk: why for person, why in result.refused}
    gone = [seat for pk, seat in seats.items() if pk not in lines]
    refusals |= {seat.civil_servant_id: "Tidak lagi ada dalam rencana yang berlaku." for seat in gone}
    for pk, why in refusals.items():
        seats[pk].refusal = why[:300]
    ProposedSeat.objects.bulk_update([seats[pk] for pk in refusals], ["refusal"])
    found = CivilServant.objects.in_bulk([seat.civil_servant_id for seat in gone])
    result.refused += [(found[seat.civil_servant_id], seat.refusal) for seat in gone]
    proposal.confirmed_at, proposal.confirmed_by = timezone.now(), by
    proposal.save(update_fields=["confirmed_at", "confirmed_by"])
    return result


def _lines_now(seats: list[ProposedSeat]) -> dict[int, int]:
    """Of each person the item as it stands in the plan that counts; a revision has another row for it."""
    wanted = {(seat.item.key, seat.civil_servant_id) for seat in seats}
    rows = PlanTarget.objects.current().filter(
        plan__status="ratified",
        item__key__in={key for key, _person in wanted},
        civil_servant__in={person for _key, person in wanted},
    )
    return {
        person: item
        for key, person, item in rows.values_list("item__key", "civil_servant_id", "item_id")
        if (key, person) in wanted
    }


@transaction.atomic
def confirm_later(run: DemandRun, *, by: User) -> DemandRun:
    """Confirm all that wait, in a worker. Asked twice while it runs, done once."""
    ask(by)
    run = DemandRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    count = waiting(run).count()
    if run.state != State.READY or not count:
        raise ValidationError("Tidak ada usulan yang menunggu untuk ditetapkan.")
    run.confirm_job = enqueue(
        "confirm_demand", {"run": run.pk}, by=by, dedupe_key=f"confirm-demand:{run.pk}", total=count
    )
    run.save(update_fields=["confirm_job"])
    return run


def confirm_all(run: DemandRun, *, by: User, say: Callable[[], None] = lambda: None) -> Confirmed:
    """One after the other, each by itself: what one of them refuses does not hinder the others."""
    ask(by)
    done = Confirmed()
    for proposal in list(waiting(run).select_related("batch__programme", "batch__cycle")):
        try:
            result = confirm(proposal.batch, by=by)
        except ValidationError as refusal:
            done.failed.append((proposal.batch, " ".join(refusal.messages)))
        else:
            done.batches += 1
            done.nominated += len(result.made)
            done.refused += len(result.refused)
        say()
    if done.batches or done.failed:
        with transaction.atomic():
            audit.record(
                "demand_confirm",
                by=by,
                on=run,
                batches=done.batches,
                people=done.nominated,
                refused=done.refused,
                failed=[batch.pk for batch, _why in done.failed],
            )
    return done


# ---------------------------------------------------------------------------------------------- discarding


@transaction.atomic
def discard_run(run: DemandRun, *, by: User) -> int:
    """Give up all proposals of a run that are not confirmed; how many. Their lines wait again."""
    ask(by)
    run = DemandRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if run.state not in (State.READY, State.DISCARDED):
        raise ValidationError("Usulan ini belum selesai dihitung.")
    locked_batches = Batch.objects.select_for_update(of=("self",)).filter(
        proposal__run=run, state=Batch.State.PROPOSED
    )
    ids = list(locked_batches.order_by("pk").values_list("pk", flat=True))
    if run.state == State.DISCARDED:
        return 0
    Batch.objects.filter(pk__in=ids).delete()
    run.state = State.DISCARDED
    run.save(update_fields=["state"])
    audit.record("demand_discard", by=by, on=run, batches=len(ids))
    return len(ids)


@transaction.atomic
def discard(batch: Batch, *, by: User) -> None:
    """Give up one proposal. Its people stand among those without a place, with that reason."""
    ask(by)
    if not Batch.objects.filter(pk=batch.pk).exists():
        return
    batch = locked(batch)
    proposal = ProposedBatch.objects.filter(batch=batch).select_related("run").first()
    if proposal is None or batch.state != Batch.State.PROPOSED:
        raise ValidationError("Hanya usulan yang belum ditetapkan dapat dibuang.")
    run = DemandRun.objects.select_for_update(of=("self",)).get(pk=proposal.run_id)
    seats = list(proposal.seats.all())
    Unplaced.objects.bulk_create(
        [
            Unplaced(
                run=run,
                item_id=seat.item_id,
                civil_servant_id=seat.civil_servant_id,
                reason=Reason.DISCARDED,
                words=words(Reason.DISCARDED),
            )
            for seat in seats
        ],
        ignore_conflicts=True,
    )
    run.placed -= len(seats)
    run.unplaced_count += len(seats)
    run.batches -= 1
    run.save(update_fields=["placed", "unplaced_count", "batches"])
    programme, number = batch.programme_id, batch.number
    batch.delete()
    audit.record("demand_discard_one", by=by, on=run, programme=programme, number=number, people=len(seats))


def adjusted(run: DemandRun) -> int:
    """How many of the waiting proposals somebody has changed by hand."""
    return waiting(run).filter(~Q(batch__version=1)).count()
