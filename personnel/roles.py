"""Giving and ending roles: dated, scoped, recorded, and never to oneself."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from personnel import audit
from personnel.models import RoleAssignment, Unit, User
from personnel.overtaken import Overtaken

Role = RoleAssignment.Role
Capacity = RoleAssignment.Capacity

audit.name_acts(
    {
        "role_grant": "Memberi peran",
        "role_end": "Mengakhiri peran",
        "role_withdraw": "Membatalkan peran yang belum mulai",
    }
)

# Who gives what. BKPSDMD cannot enlarge its own circle; only the administrator can, and not to themself.
GRANTS: dict[str, frozenset[str]] = {
    Role.CITY_HR: frozenset({Role.UNIT_HR, Role.UNIT_HEAD, Role.OFFICIAL}),
    Role.ADMINISTRATOR: frozenset(Role),
}
# Their signature binds the city, so the decision that appoints them is named.
NEEDS_DECREE = frozenset({Role.PYB, Role.PPK})
# One definitive holder at a time; a Plt. or Plh. may stand beside.
SINGLE = frozenset({Role.PYB, Role.PPK, Role.UNIT_HEAD})


def grantable(by: User) -> frozenset[str]:
    """The roles that ``by`` may give and end today."""
    return frozenset[str]().union(*(GRANTS.get(held.role, frozenset()) for held in by.active_roles))


@transaction.atomic
def grant_role(
    *,
    user: User,
    role: str,
    by: User | None,
    unit: Unit | None = None,
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
    capacity: str = Capacity.DEFINITIVE,
    office_title: str = "",
    decree: str = "",
) -> RoleAssignment:
    """Give a capacity from a day (today unless said) until a day (open unless said).

    ``by`` is None only for commands. ``ValidationError`` says what does not fit.
    """
    if by is not None and (role not in grantable(by) or by.pk == user.pk):
        raise PermissionDenied
    # The account is the deciding row: two grants at once see each other.
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    assignment = RoleAssignment(
        user=user,
        role=role,
        unit=unit,
        capacity=capacity,
        office_title=office_title.strip(),
        decree=decree.strip(),
        starts_on=starts_on or timezone.localdate(),
        ends_on=ends_on,
    )
    assignment.full_clean()
    _check(assignment)
    assignment.save()
    audit.record(
        "role_grant",
        by=by,
        on=assignment,
        subject=user.civil_servant,
        account=user.pk,
        role=role,
        unit=unit.pk if unit else None,
        capacity=capacity,
        starts_on=assignment.starts_on,
        ends_on=ends_on,
        decree=assignment.decree,
    )
    return assignment


def _check(assignment: RoleAssignment) -> None:
    if not assignment.user.is_active:
        raise ValidationError("Akun ini ditutup; buka dahulu sebelum memberi peran.")
    if not assignment.decree and (
        assignment.role in NEEDS_DECREE or assignment.capacity != Capacity.DEFINITIVE
    ):
        raise ValidationError(
            {"decree": "Isi nomor keputusan: PyB, PPK, Plt., dan Plh. bertindak atas dasar keputusan."}
        )
    overlapping = overlaps(assignment)
    if overlapping.filter(user=assignment.user, capacity=assignment.capacity).exists():
        raise ValidationError("Akun ini sudah memegang peran itu pada sebagian dari masa tersebut.")
    if assignment.role in SINGLE and assignment.capacity == Capacity.DEFINITIVE:
        holder = (
            overlapping.filter(capacity=Capacity.DEFINITIVE).select_related("user__civil_servant").first()
        )
        if holder:
            raise ValidationError(
                f"{holder.user.get_full_name()} masih memegang jabatan ini secara definitif. Akhiri "
                "dahulu, atau pilih Plt./Plh."
            )


def overlaps(assignment: RoleAssignment) -> QuerySet[RoleAssignment]:
    """Other assignments of the same role and unit that share a day with it."""
    others = RoleAssignment.objects.filter(role=assignment.role, unit=assignment.unit).exclude(
        pk=assignment.pk
    )
    if assignment.ends_on:
        others = others.filter(starts_on__lte=assignment.ends_on)
    return others.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=assignment.starts_on))


@transaction.atomic
def end_role(assignment: RoleAssignment, *, ends_on: dt.date, by: User | None, reason: str = "") -> None:
    """Let a role end with the given day (yesterday ends it at once); one that never began is withdrawn.

    What was signed with it stays valid and keeps naming it.
    """
    if by is not None and assignment.role not in grantable(by):
        raise PermissionDenied
    # All administrators, so that two cannot end each other in the same moment.
    list(
        RoleAssignment.objects.filter(role=Role.ADMINISTRATOR).order_by("pk").select_for_update(of=("self",))
    )
    assignment = RoleAssignment.objects.select_for_update(of=("self",)).get(pk=assignment.pk)
    if assignment.ends_on and assignment.ends_on < timezone.localdate():
        raise Overtaken("Peran ini sudah berakhir.")
    if assignment.starts_on <= timezone.localdate() and ends_on < timezone.localdate() - dt.timedelta(days=1):
        raise ValidationError({"ends_on": "Peran tidak dapat diakhiri dengan tanggal yang sudah lama lewat."})
    _keep_an_administrator(assignment, ends_on)
    account = assignment.user
    facts = {
        "account": account.pk,
        "role": assignment.role,
        "unit": assignment.unit_id,
        "reason": reason.strip(),
    }
    if ends_on < assignment.starts_on:
        audit.record("role_withdraw", by=by, on=assignment, subject=account.civil_servant, **facts)
        assignment.delete()
        return
    assignment.ends_on = ends_on
    assignment.full_clean()
    assignment.save(update_fields=["ends_on"])
    audit.record("role_end", by=by, on=assignment, subject=account.civil_servant, ends_on=ends_on, **facts)


def _keep_an_administrator(assignment: RoleAssignment, ends_on: dt.date) -> None:
    if assignment.role != Role.ADMINISTRATOR:
        return
    others = RoleAssignment.objects.in_force(max(ends_on + dt.timedelta(days=1), timezone.localdate()))
    if not others.filter(role=Role.ADMINISTRATOR, user__is_active=True).exclude(pk=assignment.pk).exists():
        raise ValidationError("Ini administrator yang terakhir. Beri peran itu kepada orang lain dahulu.")
