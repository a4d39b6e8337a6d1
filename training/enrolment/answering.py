"""What is said about an enrolment: agreed to by the superior and by HR, declined, withdrawn, accepted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from enum import StrEnum
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from personnel import audit, notices
from personnel.composed import Given
from personnel.models import CivilServant, RoleAssignment, Unit, User
from personnel.overtaken import Overtaken
from personnel.permissions import is_city_hr, is_owner, may_manage_people
from planning.permissions import people_of_hr
from planning.raters import may_rate_somebody, people_rated_by, person_with_rater, with_rater
from training.enrolment.seats import OPEN, collisions, fill, has_begun, lock_batch, release_seats, tell
from training.models import Batch, Enrolment, Session
from training.rules import Level
from training.unit_service import protection_of

State = Enrolment.State

audit.name_acts(
    {
        "enrolment_approve": "Menyetujui kepesertaan pelatihan",
        "enrolment_decline": "Tidak menyetujui kepesertaan pelatihan",
        "enrolment_withdraw": "Membatalkan kepesertaan pelatihan",
        "enrolment_accept": "Menerima kursi yang ditawarkan",
    }
)


class Hand(StrEnum):
    """Whose agreement it is. Each is needed once, and nobody gives both."""

    SUPERIOR = "superior"
    HR = "hr"


# ----------------------------------------------------------------------------------------------- who


def hands_for(user: User, person: CivilServant, rater: int | None) -> set[Hand]:
    """As what somebody may agree: whoever rates the person today, HR; BKPSDMD where nobody rates them."""
    if is_owner(user, person):
        return set()
    hands = set()
    if rater is not None and rater == user.civil_servant_id:
        hands.add(Hand.SUPERIOR)
    if rater is None and is_city_hr(user):
        hands.add(Hand.SUPERIOR)
    if may_manage_people(user, person.unit):
        hands.add(Hand.HR)
    return hands


def hand_of(user: User, enrolment: Enrolment) -> Hand | None:
    """The agreement that somebody can give now; None when there is none, or theirs has been given."""
    if enrolment.state != State.ASKED or user.pk in (enrolment.superior_ok_by_id, enrolment.hr_ok_by_id):
        return None
    person = person_with_rater(enrolment.civil_servant_id)
    return next(iter(_open_hands(hands_for(user, person, person.rater), enrolment)), None)


def _open_hands(hands: set[Hand], enrolment: Enrolment) -> list[Hand]:
    given = {Hand.SUPERIOR: enrolment.superior_ok_at, Hand.HR: enrolment.hr_ok_at}
    return [hand for hand in Hand if hand in hands and given[hand] is None]


def asked_of(user: User, team: Collection[int] | None = None) -> QuerySet[Enrolment]:
    """What waits for somebody's agreement: of whom they rate, and of the people whose HR they are.

    ``team``: whom they rate, for callers who have it at hand.
    """
    superior = Q(pk__in=[])
    if team is not None:
        superior = Q(civil_servant__in=team)
    elif user.civil_servant_id and may_rate_somebody(user.civil_servant_id):
        superior = Q(civil_servant__in=people_rated_by(user.civil_servant_id).values("pk"))
    if is_city_hr(user):
        # Only of those who wait: whom nobody rates is costly to find in a whole city.
        waiting = Enrolment.objects.filter(state=State.ASKED, superior_ok_at=None).values("civil_servant")
        nobody = with_rater(CivilServant.objects.filter(pk__in=waiting)).filter(rater__isnull=True)
        superior |= Q(civil_servant__in=nobody.values("pk"))
    of_hr = Q(civil_servant__in=people_of_hr(user).values("pk"))
    begun = Session.objects.standing().filter(batch=OuterRef("batch"), starts_at__lte=timezone.now())
    return (
        Enrolment.objects.filter(~Exists(begun), state=State.ASKED, batch__state__in=OPEN)
        .filter((superior & Q(superior_ok_at=None)) | (of_hr & Q(hr_ok_at=None)))
        .exclude(civil_servant=user.civil_servant_id)
        .exclude(Q(superior_ok_by=user) | Q(hr_ok_by=user))
        .order_by(F("batch__enrolment_closes_on").asc(nulls_last=True), "created_at", "pk")
    )


def offers_to(person: int | Given | None, now: dt.datetime | Given | None = None) -> QuerySet[Enrolment]:
    """Seats that wait for somebody's own answer, the most urgent first."""
    own = Enrolment.objects.filter(civil_servant=person, state=State.OFFERED)
    waiting = own.filter(batch__state__in=OPEN, offer_ends_at__gt=now or timezone.now())
    return waiting.order_by("offer_ends_at")


def hr_of(unit: Unit) -> QuerySet[Any]:
    """The accounts of a unit's HR."""
    above = [int(key) for key in unit.path.rstrip(".").split(".")]
    held = RoleAssignment.objects.in_force().filter(role=RoleAssignment.Role.UNIT_HR, unit__in=above)
    return held.values_list("user", flat=True)


def _locked(enrolment: Enrolment) -> tuple[Batch, Enrolment, Any]:
    """The batch's row first, then the enrolment as it stands now, and the person with ``rater``."""
    batch = lock_batch(enrolment.batch_id)
    now = Enrolment.objects.select_for_update(of=("self",)).get(pk=enrolment.pk)
    person = person_with_rater(now.civil_servant_id)
    now.batch, now.civil_servant = batch, person
    return batch, now, person


# ----------------------------------------------------------------------------------------------- acts


@transaction.atomic
def approve(enrolment: Enrolment, *, by: User) -> Enrolment:
    """Agree, as superior or as HR. With both, the person gets a seat if one is free, else waits for one."""
    batch, enrolment, person = _locked(enrolment)
    hands = hands_for(by, person, person.rater)
    if not hands:
        raise PermissionDenied
    given = by.pk in (enrolment.superior_ok_by_id, enrolment.hr_ok_by_id)
    if given and enrolment.state in Enrolment.LIVE:
        return enrolment  # a second click, or somebody who would agree with themself
    _require_asked(batch, enrolment)
    hand = next(iter(_open_hands(hands, enrolment)), None)
    if hand is None:
        raise Overtaken("Orang lain sudah menyetujuinya. Persetujuan yang satu lagi masih ditunggu.")
    setattr(enrolment, f"{hand}_ok_by", by)
    setattr(enrolment, f"{hand}_ok_at", timezone.now())
    both = enrolment.superior_ok_at is not None and enrolment.hr_ok_at is not None
    if both:
        _require_free(batch, enrolment)
        enrolment.state, enrolment.queued_at = State.WAITING, timezone.now()
    enrolment.full_clean()
    enrolment.save()
    if both:
        fill(batch, fresh=enrolment)
        enrolment.refresh_from_db()
        _tell_outcome(batch, enrolment)
    audit.record("enrolment_approve", by=by, on=enrolment, subject=person, office=hand, state=enrolment.state)
    return enrolment


def _require_asked(batch: Batch, enrolment: Enrolment) -> None:
    if enrolment.state != State.ASKED:
        raise Overtaken(f"Kepesertaan ini sudah diputuskan: {str(State(enrolment.state).label).lower()}.")
    if batch.state not in OPEN or has_begun(batch):
        raise ValidationError("Pelatihan ini sudah dimulai, selesai atau dibatalkan.")


def _require_free(batch: Batch, enrolment: Enrolment) -> None:
    """Nobody comes into the line for a time at which they sit elsewhere, or whose unit cannot spare them."""
    person = CivilServant.objects.select_related("unit", "position").get(pk=enrolment.civil_servant_id)
    if collision := collisions(batch, [person.pk]).get(person.pk):
        raise ValidationError(collision)
    if broken := protection_of(batch, [person]).refusals(person):
        raise ValidationError(broken)


def warnings_of(enrolment: Enrolment) -> list[str]:
    """What the unit's service would suffer, where the city takes it as a warning only."""
    person = CivilServant.objects.select_related("unit", "position").get(pk=enrolment.civil_servant_id)
    return protection_of(enrolment.batch, [person]).refusals(person, level=Level.WARN)


@transaction.atomic
def decline(enrolment: Enrolment, reason: str, *, by: User) -> Enrolment:
    """Do not agree, with a reason that the person reads."""
    batch, enrolment, person = _locked(enrolment)
    if not hands_for(by, person, person.rater):
        raise PermissionDenied
    if enrolment.state == State.DECLINED:
        return enrolment
    _require_asked(batch, enrolment)
    _end(enrolment, State.DECLINED, reason)
    subject = f"Kepesertaan tidak disetujui: {batch}"
    tell(batch, [enrolment], "declined", subject, enrolment.reason)
    audit.record(
        "enrolment_decline", by=by, on=enrolment, subject=person, batch=batch.pk, reason=enrolment.reason
    )
    return enrolment


@transaction.atomic
def withdraw(enrolment: Enrolment, reason: str, *, by: User) -> Enrolment:
    """Step back: the person before the beginning, HR at any time. The seat goes to the first in line."""
    batch, enrolment, person = _locked(enrolment)
    own = is_owner(by, person)
    if not own and not may_manage_people(by, person.unit):
        raise PermissionDenied
    if enrolment.state == State.WITHDRAWN:
        return enrolment
    if enrolment.state not in Enrolment.LIVE:
        raise Overtaken("Kepesertaan ini sudah berakhir.")
    if batch.state == Batch.State.FINISHED:
        raise ValidationError("Pelatihan ini sudah selesai.")
    if own and has_begun(batch):
        raise ValidationError(
            "Pelatihan sudah dimulai. Mintalah pengelola kepegawaian membatalkan kepesertaan Anda."
        )
    was_seated = enrolment.seat is not None
    _end(enrolment, State.WITHDRAWN, reason)
    release_seats([enrolment])
    fill(batch)
    if not own:
        subject = f"Kepesertaan Anda dibatalkan: {batch}"
        tell(batch, [enrolment], "withdrawn", subject, enrolment.reason)
    elif was_seated:
        _tell_hr(batch, enrolment, person)
    audit.record(
        "enrolment_withdraw", by=by, on=enrolment, subject=person, batch=batch.pk, reason=enrolment.reason
    )
    return enrolment


def _tell_hr(batch: Batch, enrolment: Enrolment, person: CivilServant) -> None:
    """Somebody gave up a seat: whoever planned with them hears why."""
    users = {*hr_of(person.unit), batch.organiser_id} - {None}
    notices.tell(
        users,
        key=f"enrolment:{batch.pk}:left:{enrolment.pk}",
        subject=(f"Peserta mundur: {batch}")[:150],
        text=f"{person.full_name}: {enrolment.reason}",
        path=reverse("training:enrolment_list", args=[batch.pk]),
    )


def _end(enrolment: Enrolment, state: State, reason: str) -> None:
    enrolment.state, enrolment.seat, enrolment.offer_ends_at = state, None, None
    enrolment.reason = " ".join(reason.split())
    if not enrolment.reason:
        raise ValidationError({"reason": "Tulis alasannya."})
    enrolment.full_clean()
    enrolment.save()


@transaction.atomic
def accept_offer(enrolment: Enrolment, *, by: User) -> Enrolment:
    """Take the seat that was offered, in time."""
    batch, enrolment, person = _locked(enrolment)
    if not is_owner(by, person):
        raise PermissionDenied
    if enrolment.state == State.ENROLLED:
        return enrolment
    late = enrolment.offer_ends_at is not None and enrolment.offer_ends_at <= timezone.now()
    if enrolment.state != State.OFFERED or late or batch.state not in OPEN:
        raise Overtaken("Tawaran ini sudah berakhir.")
    enrolment.state, enrolment.offer_ends_at = State.ENROLLED, None
    enrolment.full_clean()
    enrolment.save()
    audit.record("enrolment_accept", by=by, on=enrolment, subject=person, batch=batch.pk)
    return enrolment


def _tell_outcome(batch: Batch, enrolment: Enrolment) -> None:
    if enrolment.state == State.ENROLLED:
        subject, text = "Anda terdaftar: %(batch)s", "Jadwalnya ada pada halaman pelatihan Anda."
    elif enrolment.state == State.WAITING:
        subject, text = "Anda dalam daftar tunggu: %(batch)s", enrolment.reason
    else:
        return
    tell(batch, [enrolment], enrolment.state, subject % {"batch": batch}, text)
