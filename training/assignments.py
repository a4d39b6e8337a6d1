"""Letters of assignment: an OPD sends those of its people who have a seat."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from personnel import audit, notices
from personnel.models import Unit, User
from training import permissions
from training.models import AssignmentLetter, Batch, Enrolment

audit.name_acts({"assignment_letter": "Membuat surat tugas"})
State = Batch.State


def opds_of(batch: Batch, user: User) -> QuerySet[Unit]:
    """The OPD whose people have a seat, and for which somebody may write."""
    seated = batch.enrolments.filter(state=Enrolment.State.ENROLLED)
    opds = Unit.objects.filter(pk__in=seated.values("unit__opd")).order_by("name")
    if permissions.may_organise(user):
        return opds
    return opds.filter(
        pk__in=[unit.pk for unit in user.role_units if permissions.may_write_letter(user, unit)]
    )


@transaction.atomic
def write_letter(batch: Batch, opd: Unit, *, number: str, dated: dt.date, by: User) -> AssignmentLetter:
    """A letter for all of an OPD's people who are enrolled now. The same number again is the same letter."""
    if not permissions.may_write_letter(by, opd):
        raise PermissionDenied
    batch = (
        Batch.objects.select_for_update(of=("self",)).select_related("cycle", "programme").get(pk=batch.pk)
    )
    number = " ".join(number.split())
    if made := AssignmentLetter.objects.filter(batch=batch, opd=opd, number=number, dated=dated).first():
        return made
    if batch.state in (State.PROPOSED, State.CANCELLED):
        raise ValidationError("Angkatan ini belum ditetapkan atau sudah dibatalkan.")
    if abs(dated.year - batch.cycle.year) > 1:
        raise ValidationError({"dated": "Tahun surat tidak sesuai dengan tahun pelatihan."})
    people = list(
        batch.enrolments.filter(state=Enrolment.State.ENROLLED, unit__opd=opd).select_related("civil_servant")
    )
    if not people:
        raise ValidationError("Belum ada pegawai OPD ini yang terdaftar pada angkatan ini.")
    letter = AssignmentLetter(batch=batch, opd=opd, number=number, dated=dated, created_by=by)
    letter.full_clean()
    letter.save()
    letter.enrolments.set(people)
    named = [enrolment.civil_servant_id for enrolment in people]
    notices.tell(
        User.objects.filter(civil_servant__in=named).values_list("pk", flat=True),
        key=f"letter:{letter.pk}",
        subject="Surat tugas Anda sudah ada",
        text=f"Unduh surat tugas untuk {batch} dari halaman pelatihan Anda.",
        path=reverse("training:my_enrolments"),
    )
    audit.record("assignment_letter", by=by, on=letter, batch=batch.pk, unit=opd.pk, people=named)
    return letter
