"""Leave, duty travel and study of civil servants, in whole days: HR keeps them, each for its people."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.formats import date_format

from personnel import audit
from personnel.models import CivilServant, User
from training import permissions
from training.models import StaffAbsence

YEARS = (2000, 2100)

audit.name_acts(
    {
        "absence_added": "Mencatat ketidakhadiran pegawai",
        "absence_removed": "Menghapus ketidakhadiran pegawai",
    }
)


def _ask(by: User | None, civil_servant: CivilServant) -> None:
    if by is not None and not permissions.may_record_absence(by, civil_servant):
        raise PermissionDenied


@transaction.atomic
def add(
    civil_servant: CivilServant,
    *,
    kind: str,
    starts_on: dt.date,
    ends_on: dt.date,
    note: str = "",
    by: User | None,
) -> StaffAbsence:
    """Days on which somebody is away. The very same again (a double click) is the same absence; days that are
    taken already are refused with a word about what stands there."""
    person = CivilServant.objects.select_for_update(of=("self",)).get(pk=civil_servant.pk)
    _ask(by, person)
    if not all(YEARS[0] <= day.year <= YEARS[1] for day in (starts_on, ends_on)):
        raise ValidationError("Tahun harus antara 2000 dan 2100.")
    same = person.absences.filter(kind=kind, starts_on=starts_on, ends_on=ends_on).first()
    if same:
        return same
    absence = StaffAbsence(
        civil_servant=person,
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        note=" ".join(note.split()),
    )
    absence.full_clean()
    if taken := person.absences.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).first():
        refusal = "Hari itu sudah tercatat: %(kind)s %(first)s sampai %(last)s."
        raise ValidationError(
            refusal
            % {
                "kind": taken.get_kind_display().lower(),
                "first": date_format(taken.starts_on, "j F Y"),
                "last": date_format(taken.ends_on, "j F Y"),
            }
        )
    absence.save()
    audit.record(
        "absence_added", by=by, on=absence, subject=person, kind=kind, starts_on=starts_on, ends_on=ends_on
    )
    return absence


@transaction.atomic
def remove(absence: StaffAbsence, *, by: User | None) -> None:
    """It was a mistake, or they came back. Twice is once."""
    _ask(by, absence.civil_servant)
    found = StaffAbsence.objects.select_for_update(of=("self",)).filter(pk=absence.pk).first()
    if found is None:
        return
    found.delete()
    audit.record(
        "absence_removed",
        by=by,
        subject=absence.civil_servant,
        kind=found.kind,
        starts_on=found.starts_on,
        ends_on=found.ends_on,
    )
