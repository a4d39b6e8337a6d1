"""Tujuan karier: the person begins, in own words; the first goal is the post to be held while HR has named
none."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from careers import reach
from careers.models import CareerGoal, GoalCheck
from careers.models.goals import MOST_GOALS
from careers.reports.readiness import examine, numbered
from personnel import audit
from personnel.models import CivilServant, Position, User
from planning.needs import follow_goal

audit.name_acts(
    {
        "career_goal_set": "Menulis tujuan karier",
        "career_goal_first": "Mendahulukan tujuan karier",
        "career_goal_dropped": "Melepas tujuan karier",
    }
)


@transaction.atomic
def set_goal(position: Position, reason: str, *, by: User) -> CareerGoal:
    """Aim at a post; a second time changes the reason."""
    person = _speaker(by)
    if position.pk == person.position_id:
        raise ValidationError({"position": "Ini jabatan Anda sekarang. Pilih jabatan lain."})
    goals = CareerGoal.objects.filter(civil_servant=person)
    goal = goals.filter(position=position).first()
    if goal is None:
        last = goals.aggregate(last=Max("order"))["last"] or 0
        if last >= MOST_GOALS:
            raise ValidationError("Paling banyak tiga tujuan. Lepaskan satu lebih dahulu.", code="full")
        goal = CareerGoal(civil_servant=person, position=position, order=last + 1)
    goal.reason = reason.strip()
    goal.full_clean()
    goal.save()
    if not goal.checks.exists():
        _note_where_it_began(goal)
    _follow(person)
    audit.record("career_goal_set", by=by, on=goal, subject=person, position=position.pk, order=goal.order)
    return goal


@transaction.atomic
def put_first(goal: CareerGoal, *, by: User) -> None:
    """Make a goal the first; the others keep their order behind it."""
    person = _speaker(by)
    goals = list(CareerGoal.objects.filter(civil_servant=person).order_by("order"))
    chosen = _own(goal, goals)
    _number([chosen, *(other for other in goals if other.pk != chosen.pk)])
    _follow(person)
    audit.record("career_goal_first", by=by, on=chosen, subject=person, position=chosen.position_id)


@transaction.atomic
def drop_goal(goal: CareerGoal, *, by: User) -> None:
    """Aim at it no more; the ones behind move up."""
    person = _speaker(by)
    goals = list(CareerGoal.objects.filter(civil_servant=person).order_by("order"))
    chosen = _own(goal, goals)
    audit.record("career_goal_dropped", by=by, on=chosen, subject=person, position=chosen.position_id)
    staying = [other for other in goals if other.pk != chosen.pk]
    chosen.delete()
    _number(staying)
    _follow(person)


def _note_where_it_began(goal: CareerGoal) -> None:
    """The state of each requirement today: what a year later is held against."""
    today = timezone.localdate()
    (found,) = examine([reach.post_for(goal.civil_servant, goal.position, today)], today)[1]
    GoalCheck.objects.bulk_create(
        GoalCheck(goal=goal, kind=kind, place=place, state=line.state, checked_on=today)
        for (kind, place), line in numbered(found.lines).items()
    )


def _speaker(by: User) -> CivilServant:
    """The locked person behind the account: two tabs at once see each other's goals."""
    if by.civil_servant_id is None:
        raise PermissionDenied
    person = CivilServant.objects.select_for_update(of=("self",)).get(pk=by.civil_servant_id)
    if person.legal_state in {CivilServant.LegalState.LEFT, CivilServant.LegalState.RETIRED}:
        raise PermissionDenied
    return person


def _own(goal: CareerGoal, goals: list[CareerGoal]) -> CareerGoal:
    found = next((own for own in goals if own.pk == goal.pk), None)
    if found is None:
        raise PermissionDenied
    return found


def _number(goals: list[CareerGoal]) -> None:
    for order, goal in enumerate(goals, 1):
        if goal.order != order:
            goal.order = order
            goal.save(update_fields=["order", "set_at"])


def _follow(person: CivilServant) -> None:
    first = (
        CareerGoal.objects.filter(civil_servant=person).select_related("position").order_by("order").first()
    )
    follow_goal(person, first.position if first else None)
