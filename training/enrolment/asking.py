"""Coming into a batch: HR nominates people, from the plan first; a civil servant applies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from personnel import audit, notices
from personnel.models import CivilServant, User
from personnel.permissions import is_city_hr
from planning.models import Need, PlanTarget, Programme
from planning.permissions import people_of_hr
from planning.raters import person_with_rater, with_rater
from training import permissions
from training.enrolment.answering import Hand, hands_for, hr_of
from training.enrolment.seats import OPEN, collisions, has_begun, lock_batch, lock_people
from training.models import Batch, Certificate, Enrolment

Source, State = Enrolment.Source, Enrolment.State
#: As many as somebody nominates at once.
MOST = 500

audit.name_acts(
    {
        "enrolment_nominate": "Menunjuk peserta pelatihan",
        "enrolment_apply": "Mendaftar pelatihan",
    }
)


@dataclass
class Nominated:
    """What became of a nomination: whoever could not be nominated stands there with the reason."""

    made: list[Enrolment] = field(default_factory=list)
    refused: list[tuple[CivilServant, str]] = field(default_factory=list)


def why_not_open(batch: Batch, user: User | None = None, *, applying: bool = False) -> str:
    """Why nobody can come into the batch now; '' when they can. BKPSDMD may after the closing day."""
    if batch.state not in OPEN:
        return "Angkatan ini belum direncanakan, sudah selesai atau dibatalkan."
    if applying and batch.state != Batch.State.RELEASED:
        return "Jadwal angkatan ini belum diumumkan."
    if has_begun(batch):
        return "Pelatihan ini sudah dimulai."
    closes = batch.enrolment_closes_on
    if closes and closes < timezone.localdate() and not (user is not None and is_city_hr(user)):
        return f"Pendaftaran ditutup pada {date_format(closes, 'j F Y')}."
    return ""


def why_not_again(batch: Batch, user: User) -> str:
    """Why somebody cannot apply a second time; '' when they can."""
    own = batch.enrolments.filter(civil_servant=user.civil_servant_id)
    states = set(own.values_list("state", flat=True))
    if states & set(Enrolment.LIVE):
        return "Anda sudah mendaftar atau ditunjuk pada angkatan ini."
    if State.DECLINED in states:
        return "Pendaftaran Anda pada angkatan ini tidak disetujui. Pilih angkatan lain."
    return ""


# ---------------------------------------------------------------------------------------------- what is asked


def targets_for(batch: Batch) -> QuerySet[PlanTarget]:
    """The lines of the ratified plans of the year that the batch can carry out: of the same programme, or of
    its competency."""
    return PlanTarget.objects.current().filter(
        Q(item__programme=batch.programme_id) | Q(item__competency=batch.programme.competency_id),
        plan__cycle=batch.cycle_id,
        plan__status="ratified",
    )


def lines_for(batch: Batch, people: Iterable[int]) -> dict[int, int]:
    """Of each person the line that the batch carries out; one of the same programme before others."""
    same = Q(item__programme=batch.programme_id)
    targets = targets_for(batch).filter(civil_servant__in=list(people))
    nearest = Case(When(same, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = targets.order_by("civil_servant", nearest, "item").distinct("civil_servant")
    return dict(rows.values_list("civil_servant", "item"))


def lacking(programme: Programme, people: Iterable[int]) -> dict[int, list[str]]:
    """Of whom a prerequisite is not fulfilled: by our certificate, or by having reached its level."""
    asked = list(programme.prerequisites.all())
    people = list(people)
    if not asked or not people:
        return {}
    has: dict[int, set[int]] = defaultdict(set)
    certificates = Certificate.objects.filter(
        revoked_at=None, enrolment__civil_servant__in=people, enrolment__batch__programme__in=asked
    )
    for person, held in certificates.values_list("enrolment__civil_servant", "enrolment__batch__programme"):
        has[person].add(held)
    reached = Need.objects.filter(
        civil_servant__in=people, competency__in=[programme.competency_id for programme in asked]
    )
    for person, competency, level in reached.values_list("civil_servant", "competency", "attained"):
        has[person] |= {p.pk for p in asked if p.competency_id == competency and (level or 0) >= p.level_to}
    return {
        person: missing
        for person in people
        if (missing := [p.name for p in asked if p.pk not in has[person]])
    }


def _refusals(batch: Batch, people: list[CivilServant]) -> dict[int, str]:
    ids = [person.pk for person in people]
    found = {
        person: (f"Prasyarat belum dipenuhi: {', '.join(names)}.")
        for person, names in lacking(batch.programme, ids).items()
    }
    found |= collisions(batch, ids)
    inactive = CivilServant.LegalState.ACTIVE
    found |= {
        person.pk: f"Kedudukan hukumnya: {person.get_legal_state_display()}."
        for person in people
        if person.legal_state != inactive
    }
    return found


# -------------------------------------------------------------------------------------------- who comes in


@transaction.atomic
def nominate(
    batch: Batch, people: Iterable[CivilServant], *, by: User, lines: Mapping[int, int] | None = None
) -> Nominated:
    """Put people forward. It counts as the agreement of whoever does it, but never about themselves.

    ``lines``: of each person the item that it carries out, where that is known; else the nearest is taken.
    Those who are in the batch already stay as they are, so a second click changes nothing.
    """
    if not permissions.may_nominate(by):
        raise PermissionDenied
    batch = lock_batch(batch.pk)
    if why := why_not_open(batch, by):
        raise ValidationError(why)
    ids = {person.pk for person in people}
    if len(ids) > MOST:
        raise ValidationError(f"Paling banyak {MOST} pegawai sekaligus.")
    if people_of_hr(by).filter(pk__in=ids).count() != len(ids):
        raise PermissionDenied
    lock_people(ids)
    there = set(
        batch.enrolments.filter(state__in=Enrolment.LIVE, civil_servant__in=ids).values_list(
            "civil_servant", flat=True
        )
    )
    wanted = with_rater(CivilServant.objects.filter(pk__in=ids - there))
    rows = list(wanted.select_related("unit").order_by("name", "pk"))
    refusals = _refusals(batch, rows)
    lines = lines_for(batch, ids) if lines is None else lines
    made = [_put_forward(batch, row, lines.get(row.pk), by) for row in rows if row.pk not in refusals]
    Enrolment.objects.bulk_create(made)
    result = Nominated(made, [(person, refusals[person.pk]) for person in rows if person.pk in refusals])
    if made:
        _tell_superiors(batch, rows, made)
        people_made = [row.civil_servant_id for row in made]
        audit.record("enrolment_nominate", by=by, on=batch, people=people_made)
    return result


def _put_forward(batch: Batch, person: Any, line: int | None, by: User) -> Enrolment:
    """Somebody with ``rater``; the first hand that is the nominator's has agreed."""
    enrolment = Enrolment(
        batch=batch,
        civil_servant=person,
        unit=person.unit,
        source=Source.PLAN if line else Source.NOMINATED,
        item_id=line,
        created_by=by,
    )
    hands = hands_for(by, person, person.rater)
    if hand := next((hand for hand in Hand if hand in hands), None):
        setattr(enrolment, f"{hand}_ok_by", by)
        setattr(enrolment, f"{hand}_ok_at", timezone.now())
    return enrolment


@transaction.atomic
def apply(batch: Batch, *, by: User) -> Enrolment:
    """Ask for a place for oneself. The superior and the unit's HR agree to it."""
    if by.civil_servant_id is None:
        raise PermissionDenied
    batch = lock_batch(batch.pk)
    lock_people([by.civil_servant_id])
    person = person_with_rater(by.civil_servant_id)
    own = batch.enrolments.filter(civil_servant=person).order_by("-pk")
    if live := own.filter(state__in=Enrolment.LIVE).first():
        return live
    if why := why_not_open(batch, applying=True):
        raise ValidationError(why)
    if why := why_not_again(batch, by):
        raise ValidationError(why)
    if why := _refusals(batch, [person]).get(person.pk, ""):
        raise ValidationError(why)
    enrolment = Enrolment(
        batch=batch,
        civil_servant=person,
        unit=person.unit,
        source=Source.APPLIED,
        item_id=lines_for(batch, [person.pk]).get(person.pk),
        created_by=by,
    )
    enrolment.full_clean()
    enrolment.save()
    _tell_superiors(batch, [person], [enrolment])
    notices.tell(
        hr_of(person.unit),
        key=f"enrolment:{batch.pk}:hr:{enrolment.pk}",
        subject="Pendaftaran pelatihan menunggu persetujuan Anda",
        text=f"{person.full_name} mendaftar pada {batch}.",
        path=reverse("training:approval_list"),
    )
    audit.record("enrolment_apply", by=by, on=enrolment, subject=person, batch=batch.pk)
    return enrolment


def _tell_superiors(batch: Batch, people: list[CivilServant], made: list[Enrolment]) -> None:
    """One word to each superior who has still to agree, however many of theirs are asked about."""
    waiting = {row.civil_servant_id for row in made if row.superior_ok_at is None}
    raters = {person.rater for person in people if person.pk in waiting}  # type: ignore[attr-defined]
    notices.tell(
        User.objects.filter(civil_servant__in=raters - {None}).values_list("pk", flat=True),
        key=f"enrolment:{batch.pk}:superior:{min(row.pk for row in made)}",
        subject="Kepesertaan bawahan menunggu persetujuan Anda",
        text=f"Bawahan Anda akan mengikuti {batch}.",
        path=reverse("training:approval_list"),
    )
