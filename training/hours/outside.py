"""What verified training elsewhere counts, a year of one person at a time."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import Q, QuerySet

from personnel.models import User
from personnel.rounding import half_up
from planning.conversion import Conversion, counted, period_of
from planning.models import ConversionRule
from training.hours.attendance import follow_months
from training.hours.ledger import RECOUNTED, lock, month_after, sum_up, take_over
from training.models import JpEntry, OutsideTraining


@dataclass(frozen=True)
class Wanted:
    """What one training elsewhere counts, by which rule; ``counted`` None where no rule is set."""

    outside: OutsideTraining
    rule: ConversionRule | None
    counted: Decimal | None


def outside_wanted(person: int, year: int, *, also: OutsideTraining | None = None) -> list[Wanted]:
    """What the verified trainings of a year count, in the order in which they ended; ``also`` one that is not
    verified yet, to show what it would count."""
    known = Q(state=OutsideTraining.State.VERIFIED)
    if also is not None:
        known |= Q(pk=also.pk)
    rows = OutsideTraining.objects.filter(known, civil_servant=person, ends_on__year=year)
    conversion = Conversion()
    wanted: list[Wanted] = []
    for outside in rows.order_by("ends_on", "pk"):
        rule = conversion.rule(outside.form_id, outside.ends_on)
        wanted.append(Wanted(outside, rule, _counted(outside, rule, wanted) if rule else None))
    return wanted


def _counted(outside: OutsideTraining, rule: ConversionRule, before: list[Wanted]) -> Decimal | None:
    """JP under one rule, after what earlier ones of the same form have taken of its days and months."""
    period = period_of(outside.ends_on.year, starts_on=outside.starts_on, ends_on=outside.ends_on)
    days, abroad, quantity = period.days or 1, outside.is_international, outside.quantity
    same = [one for one in before if one.outside.form_id == outside.form_id and one.counted]
    if rule.counted_per == ConversionRule.Unit.DAY:
        taken = sum(_shared_days(outside, one.outside) for one in same)
        quantity = min(quantity, Decimal(max(days - taken, 0)))
    elif rule.counted_per == ConversionRule.Unit.TIME and rule.max_times_per_month:
        first, after = outside.starts_on.replace(day=1), month_after(outside.ends_on)
        taken_times = sum((_times(one) for one in same if first <= one.outside.ends_on < after), Decimal(0))
        most = Decimal(rule.max_times_per_month * (period.months or 1))
        quantity = min(quantity, max(most - taken_times, Decimal(0)))
    jp = counted(rule, quantity, international=abroad, period=period)
    cap = rule.max_jp_per_day
    if abroad and rule.max_jp_per_day_international is not None:
        cap = rule.max_jp_per_day_international
    if jp is None or cap is None:
        return jp
    had = sum((_share(one, _shared_days(outside, one.outside)) for one in same), Decimal(0))
    return half_up(min(jp, max(cap * days - had, Decimal(0))), 2)


def _shared_days(one: OutsideTraining, other: OutsideTraining) -> int:
    first, last = max(one.starts_on, other.starts_on), min(one.ends_on, other.ends_on)
    return max((last - first).days + 1, 0)


def _share(wanted: Wanted, days: int) -> Decimal:
    """The JP that lie on so many of its days."""
    length = (wanted.outside.ends_on - wanted.outside.starts_on).days + 1
    return (wanted.counted or Decimal(0)) * days / length


def _times(wanted: Wanted) -> Decimal:
    each, jp = wanted.rule.jp_national if wanted.rule else None, wanted.counted or Decimal(0)
    return max(Decimal(1), half_up(jp / each, 0)) if each else Decimal(1)


@transaction.atomic
def post_outside(outside: OutsideTraining, *, by: User, note: str = "") -> None:
    """Bring the person's ledger in step with their verified trainings elsewhere of the year in which this one
    ended, and attendance after it. Asks nobody: ``training.outside`` has."""
    person, year = outside.civil_servant_id, outside.ends_on.year
    lock([person])
    take_over([person], year)
    standing = {entry.outside_id: entry for entry in _standing(person, year)}
    wanted = {one.outside.pk: one for one in outside_wanted(person, year)}
    for pk, entry in standing.items():
        one = wanted.get(pk) if pk else None
        if one and one.counted == entry.jp_counted and one.outside.form_id == entry.form_id:
            del wanted[one.outside.pk]
        else:
            _reverse(entry, by=by, note=note if note and pk == outside.pk else RECOUNTED)
    for one in wanted.values():
        _enter(one, by=by)
    touched = [one.outside for one in wanted.values()]
    first = min(row.starts_on for row in [outside, *touched])
    last = max(row.ends_on for row in [outside, *touched])
    follow_months([person], first, last, by=by)
    sum_up([person], year)


def _standing(person: int, year: int) -> QuerySet[JpEntry]:
    rows = JpEntry.objects.filter(civil_servant=person, kind=JpEntry.Kind.OUTSIDE, reversal=None)
    return rows.filter(earned_on__year=year).order_by("pk")


def _reverse(entry: JpEntry, *, by: User | None, note: str) -> None:
    JpEntry.objects.create(
        civil_servant_id=entry.civil_servant_id,
        kind=JpEntry.Kind.REVERSAL,
        name=entry.name,
        earned_on=entry.earned_on,
        form_id=entry.form_id,
        rule_id=entry.rule_id,
        jp_proposed=-entry.jp_proposed,
        jp_counted=None if entry.jp_counted is None else -entry.jp_counted,
        certificate_number=entry.certificate_number,
        institution=entry.institution,
        outside_id=entry.outside_id,
        reverses=entry,
        note=note[:300],
        posted_by=by,
    )


def _enter(wanted: Wanted, *, by: User) -> None:
    outside = wanted.outside
    JpEntry.objects.create(
        civil_servant_id=outside.civil_servant_id,
        kind=JpEntry.Kind.OUTSIDE,
        name=outside.name,
        earned_on=outside.ends_on,
        form_id=outside.form_id,
        rule=wanted.rule,
        jp_proposed=outside.jp_proposed,
        jp_counted=wanted.counted,
        certificate_number=outside.certificate_number,
        institution=outside.institution,
        outside=outside,
        posted_by=by,
    )
