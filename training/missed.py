"""Lines of a plan that did not take place: HR says why, and whether they go on into the next plan.

Only of lines whose quarter is over and in which nobody took part; whoever takes part later after all, takes
part: the facts of ``training.reality`` come before these words. Withdrawn as long as no later plan holds it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from personnel import audit, notices
from personnel.models import User
from personnel.permissions import is_owner
from planning.models import Plan, PlanTarget
from training import permissions
from training.models import (
    Attendance,
    Batch,
    CarriedLine,
    Enrolment,
    LineMissed,
    OutsideTraining,
    Session,
)
from training.reality import LineOutcome, State, outcomes

Cause = LineMissed.Cause
#: As many as somebody names at once.
MOST = 500

audit.name_acts(
    {
        "line_missed": "Mencatat baris rencana yang tidak terlaksana",
        "line_missed_withdrawn": "Menarik catatan baris rencana yang tidak terlaksana",
    }
)


@dataclass
class Recorded:
    """What became of the lines that were named: what could not be recorded stands there with the reason."""

    made: list[LineMissed] = field(default_factory=list)
    changed: int = 0
    refused: list[tuple[LineOutcome, str]] = field(default_factory=list)


@transaction.atomic
def record_missed(
    targets: Iterable[int], *, cause: str, words: str = "", goes_on: bool = True, by: User
) -> Recorded:
    """Say of lines (ids of targets, of whatever revision) why they did not take place. Twice is once.

    Each person is told. The same again with another cause changes what was said.
    """
    wanted = set(targets)
    if not wanted:
        raise ValidationError("Pilih paling sedikit satu baris rencana.")
    if len(wanted) > MOST:
        raise ValidationError(f"Paling banyak {MOST} baris sekaligus.")
    current = _current(wanted)
    plans = _locked({target.plan_id for target in current})
    if any(not permissions.may_record_missed(by, plan.unit) for plan in plans.values()):
        raise PermissionDenied
    result = Recorded()
    lines = []
    for line in _lines(plans.values(), [target.pk for target in current]):
        if why := refusal(line, by):
            result.refused.append((line, why))
        else:
            lines.append(line)
    if lines:
        _write(result, lines, cause=cause, words=" ".join(words.split()), goes_on=goes_on, by=by)
    return result


def _write(
    result: Recorded, lines: list[LineOutcome], *, cause: str, words: str, goes_on: bool, by: User
) -> None:
    """A fixed number of statements for any number of lines of one item."""
    said = {"cause": cause, "words": words, "goes_on": goes_on, "recorded_by": by}
    old = list(LineMissed.objects.filter(pk__in=[line.missed for line in lines if line.missed]))
    for row in old:
        row.cause, row.words, row.goes_on, row.recorded_by = cause, words, goes_on, by
    new = [line for line in lines if not line.missed]
    made = [LineMissed(item=line.item, civil_servant=line.person, **said) for line in new]
    for row in (*old[:1], *made[:1]):  # what is said is the same of all
        row.full_clean()
    LineMissed.objects.bulk_update(old, list(said))
    result.made, result.changed = LineMissed.objects.bulk_create(made), len(old)
    _tell(new, result.made)
    audit.record_each(
        "line_missed",
        by=by,
        subjects=[line.person for line in lines],
        items=sorted({line.item.pk for line in lines}),
        cause=cause,
        goes_on=goes_on,
    )


def unexplained(opds: Collection[int], year: int, today: dt.date | None = None) -> QuerySet[PlanTarget]:
    """Lines in the plans of these OPD whose quarter is over, which nobody carried out, and about which nobody
    has said why. For asking whether there are any: much cheaper than the sums of ``training.reality``, and
    never more than they find. Of somebody who took training of the same kind elsewhere none is named, where
    ``reality`` looks which line it was.
    """
    over = _quarters_over(year, today or timezone.localdate())
    # Without a quarter of its own a line belongs to the last one.
    quarters = Q(item__quarter__lte=over) | (Q(item__quarter=None) if over == 4 else Q(pk__in=[]))
    targets = PlanTarget.objects.current().filter(
        plan__status=Plan.Status.RATIFIED, plan__cycle__year=year, plan__unit__in=opds
    )
    same = {"item__key": OuterRef("item__key"), "civil_servant": OuterRef("civil_servant")}
    said = LineMissed.objects.filter(**same, item__plan__cycle=OuterRef("plan__cycle"))
    booked = Enrolment.objects.filter(_is_carried_out(), **same, batch__cycle=OuterRef("plan__cycle"))
    elsewhere = OutsideTraining.objects.filter(
        civil_servant=OuterRef("civil_servant"),
        competency=OuterRef("item__competency"),
        state=OutsideTraining.State.VERIFIED,
        ends_on__year=year,
    )
    return targets.filter(
        quarters,
        ~Exists(said),
        ~Exists(booked),
        ~Exists(elsewhere),
    )


def years_unexplained(opds: Collection[int], *, beside: int | None = None) -> list[int]:
    """Of this year and the last, those with such lines, without the ones of one person. Two queries."""
    rows = {year: unexplained(opds, year) for year in years_begun()}
    return [year for year, lines in rows.items() if lines.exclude(civil_servant=beside or 0).exists()]


def years_begun() -> list[int]:
    """The last year, and this one once its first quarter is over: of a later one nothing can be missed."""
    today = timezone.localdate()
    return [year for year in (today.year - 1, today.year) if _quarters_over(year, today)]


def _is_carried_out() -> Q:
    """There, or with a seat in a batch whose attendance is still open."""
    sessions = Session.objects.standing().filter(batch=OuterRef("batch"))
    there = Attendance.objects.filter(enrolment=OuterRef("pk"), is_present=True, session__is_cancelled=False)
    states = (Batch.State.PLANNED, Batch.State.RELEASED, Batch.State.FINISHED)
    is_open = ~Exists(sessions) | Exists(sessions.exclude(check_in__closed_at__isnull=False))
    return Q(Exists(there)) | (Q(seat__isnull=False, batch__state__in=states) & Q(is_open))


def _quarters_over(year: int, today: dt.date) -> int:
    """How many quarters of a year are over."""
    if year != today.year:
        return 4 if year < today.year else 0
    return (today.month - 1) // 3


def refusal(line: LineOutcome, by: User) -> str:
    """Why this line cannot be recorded as missed by this person now; '' when it can."""
    if is_owner(by, line.person):
        return "Baris Anda sendiri dicatat oleh rekan Anda atau BKPSDMD."
    if line.took_place:
        return "Pegawai ini sudah mengikutinya."
    if line.state == State.SCHEDULED:
        return "Pegawai ini masih terdaftar pada sebuah angkatan. Tutup presensinya atau keluarkan dahulu."
    if not line.is_over:
        return "Triwulannya belum berakhir."
    if line.missed and CarriedLine.objects.filter(missed=line.missed).exists():
        return "Baris ini sudah dibawa ke rencana berikutnya."
    return ""


def lines_named(targets: Iterable[int]) -> list[LineOutcome]:
    """The lines of these targets as they stand now."""
    current = _current(targets)
    plans = Plan.objects.filter(pk__in={target.plan_id for target in current}).select_related("cycle")
    return _lines(plans, [target.pk for target in current])


def _current(targets: Iterable[int]) -> list[PlanTarget]:
    """The same lines in the ratified plans that count; a revision may have come in between."""
    asked = PlanTarget.objects.filter(
        pk__in=targets, item__key=OuterRef("item__key"), civil_servant=OuterRef("civil_servant")
    )
    keys = PlanTarget.objects.filter(pk__in=targets).values("item__key")
    rows = PlanTarget.objects.current().filter(plan__status=Plan.Status.RATIFIED, item__key__in=keys)
    return list(rows.filter(Exists(asked)).order_by("pk"))


def _locked(ids: Iterable[int]) -> dict[int, Plan]:
    """The plans decide: all who speak about one of their lines are one after the other."""
    plans = Plan.objects.select_for_update(of=("self",)).filter(pk__in=ids).select_related("unit", "cycle")
    return {plan.pk: plan for plan in plans.order_by("pk")}


def _lines(plans: Iterable[Plan], targets: list[int]) -> list[LineOutcome]:
    by_cycle = {plan.cycle_id: plan.cycle for plan in plans}
    return [line for cycle in by_cycle.values() for line in outcomes(cycle, targets)]


def _tell(lines: list[LineOutcome], rows: list[LineMissed]) -> None:
    """One statement for each item."""
    accounts = dict(
        User.objects.filter(civil_servant__in=[line.person for line in lines]).values_list(
            "civil_servant", "pk"
        )
    )
    groups: dict[int, list[tuple[LineOutcome, LineMissed]]] = defaultdict(list)
    for line, row in zip(lines, rows, strict=True):
        groups[line.item.pk].append((line, row))
    for pairs in groups.values():
        line, row = pairs[0]
        said = (
            "%(name)s: %(cause)s. Baris ini diusulkan lagi untuk rencana tahun berikutnya."
            if row.goes_on
            else "%(name)s: %(cause)s. Bila masih Anda perlukan, sampaikan kepada pengelola unit Anda."
        )
        notices.tell(
            [accounts[line.person.pk] for line, _row in pairs if line.person.pk in accounts],
            key=f"line_missed:{row.pk}",
            subject="Satu baris rencana Anda dicatat tidak terlaksana",
            text=said % {"name": line.item.name, "cause": row.get_cause_display().lower()},
            path=reverse("training:my_lines") + f"?tahun={line.item.plan.cycle.year}",
        )


# ---------------------------------------------------------------------------------------------- taking back


def is_carried(missed: LineMissed) -> bool:
    """Whether a later plan holds it: the person still stands in the item that took it."""
    carried = CarriedLine.objects.filter(missed=missed).first()
    return carried is not None and in_plan(carried).exists()


def in_plan(carried: CarriedLine) -> QuerySet[PlanTarget]:
    """The person in the item that took the line, in plans that were not given up; the newest first."""
    rows = PlanTarget.objects.filter(
        item__key=carried.item_key, civil_servant=carried.missed.civil_servant_id
    ).exclude(plan__status=Plan.Status.DISCARDED)
    return rows.select_related("item", "plan__unit", "plan__cycle").order_by("-plan__is_current", "-plan")


@transaction.atomic
def withdraw_missed(missed: LineMissed, *, by: User) -> None:
    """Take back what was said of a line. Twice is once."""
    rows = LineMissed.objects.select_for_update(of=("self",))
    row = rows.select_related("item__plan__unit", "civil_servant").filter(pk=missed.pk).first()
    opd = (row or missed).item.plan.unit
    person = (row or missed).civil_servant
    if not permissions.may_record_missed(by, opd) or is_owner(by, person):
        raise PermissionDenied
    if row is None:
        return
    if is_carried(row):
        raise ValidationError(
            "Baris ini sudah dibawa ke rencana berikutnya. Keluarkan dahulu pegawainya dari butir itu, "
            "lalu tarik catatan ini."
        )
    CarriedLine.objects.filter(missed=row).delete()
    item, pk = row.item, row.pk
    row.delete()
    audit.record("line_missed_withdrawn", by=by, on=item, subject=person, plan=item.plan_id, missed=pk)
    notices.tell(
        User.objects.filter(civil_servant=person).values_list("pk", flat=True),
        key=f"line_missed:{pk}:withdrawn",
        subject="Catatan tidak terlaksana ditarik",
        text=f"{item.name}: catatan bahwa kegiatan ini tidak terlaksana bagi Anda sudah ditarik.",
        path=reverse("training:my_lines"),
    )
