"""Giving and ending roles: who, what, when, and never to oneself."""

from __future__ import annotations

import datetime as dt
import itertools
import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from personnel import roles
from personnel.models import AuditEntry, RoleAssignment
from tests.cast import MEMBERS
from tests.factories import RoleAssignmentFactory, UserFactory

TODAY = timezone.localdate
UNIT_ROLES = {"unit_hr", "unit_head"}
# Written by hand from the rules of the house, not taken from the code.
LAWFUL = {
    *itertools.product(
        ["administrator"], ["unit_hr", "unit_head", "city_hr", "pyb", "ppk", "official", "administrator"]
    ),
    *itertools.product(["city_hr"], ["unit_hr", "unit_head", "official"]),
}


def grant(cast, role, *, by, user=None, **more):
    unit = cast.bidang_b if role in UNIT_ROLES else None
    more.setdefault("decree", "800/123/2026")
    more.setdefault("capacity", "plh")
    return roles.grant_role(user=user or cast.colleague, role=role, unit=unit, by=by, **more)


def test_every_role_by_everybody(cast):
    granted = set()
    for part, role in itertools.product(sorted(MEMBERS), RoleAssignment.Role.values):
        try:
            grant(cast, role, by=cast.members[part], user=UserFactory())
        except PermissionDenied:
            continue
        granted.add((part, role))
    assert granted == LAWFUL


@pytest.mark.parametrize("role", RoleAssignment.Role.values)
@pytest.mark.parametrize("part", ["administrator", "city_hr"])
def test_nobody_gives_a_role_to_themself(cast, part, role):
    with pytest.raises(PermissionDenied):
        grant(cast, role, by=cast.members[part], user=cast.members[part])


def test_it_is_recorded_with_its_reasons(cast):
    assignment = grant(cast, "unit_hr", by=cast.city_hr, capacity="definitif")
    entry = AuditEntry.objects.get(action="role_grant")
    assert (entry.actor, entry.subject) == (cast.city_hr, cast.colleague.civil_servant)
    assert entry.object_id == str(assignment.pk)
    assert entry.facts["role"] == "unit_hr"
    assert entry.facts["unit"] == cast.bidang_b.pk


def test_a_role_works_from_its_first_day_to_its_last(cast):
    day = dt.timedelta(days=1)
    assignment = grant(
        cast, "official", by=cast.administrator, starts_on=TODAY() + day, ends_on=TODAY() + 3 * day
    )
    held = [
        RoleAssignment.objects.in_force(TODAY() + n * day).filter(pk=assignment.pk).exists() for n in range(5)
    ]
    assert held == [False, True, True, True, False]


@pytest.mark.parametrize(
    ("role", "more"),
    [
        ("ppk", {"decree": ""}),
        ("pyb", {"decree": "  "}),
        ("unit_head", {"capacity": "plt", "decree": ""}),
        ("official", {"starts_on": dt.date(2026, 5, 2), "ends_on": dt.date(2026, 5, 1)}),
        ("raja", {}),
    ],
)
def test_what_does_not_fit_is_refused_in_words(cast, role, more):
    with pytest.raises((ValidationError, PermissionDenied)):
        grant(cast, role, by=cast.administrator, **more)
    assert not cast.colleague.role_assignments.exists()


@pytest.mark.parametrize(("role", "with_unit"), [("unit_hr", False), ("city_hr", True), ("ppk", True)])
def test_the_scope_fits_the_role(cast, role, with_unit):
    with pytest.raises(ValidationError, match="unit"):
        roles.grant_role(
            user=cast.colleague,
            role=role,
            unit=cast.bidang_a if with_unit else None,
            decree="1",
            by=cast.administrator,
        )


def test_the_same_role_twice_at_once(cast):
    grant(cast, "official", by=cast.administrator)
    with pytest.raises(ValidationError, match="sudah memegang"):
        grant(cast, "official", by=cast.administrator)


def test_only_one_definitive_mayor_but_a_deputy_beside(cast):
    with pytest.raises(ValidationError, match="definitif"):
        grant(cast, "ppk", by=cast.administrator, capacity="definitif")
    assert (
        grant(cast, "ppk", by=cast.administrator, capacity="plh").title
        == "Plh. Pejabat pembina kepegawaian (Wali Kota)"
    )


def test_a_closed_account_gets_no_role(cast):
    cast.colleague.is_active = False
    cast.colleague.save()
    with pytest.raises(ValidationError, match="ditutup"):
        grant(cast, "official", by=cast.administrator)


# --- Ending ---------------------------------------------------------------------------------


def yesterday():
    return TODAY() - dt.timedelta(days=1)


def test_a_role_ends_and_stays_in_the_history(cast):
    assignment = cast.unit_hr.role_assignments.get()
    roles.end_role(assignment, ends_on=yesterday(), by=cast.city_hr, reason="pindah tugas")
    assert not RoleAssignment.objects.in_force().filter(pk=assignment.pk).exists()
    assert RoleAssignment.objects.filter(pk=assignment.pk).exists()
    assert AuditEntry.objects.get(action="role_end").facts["reason"] == "pindah tugas"


def test_a_role_that_never_began_is_withdrawn(cast):
    assignment = grant(cast, "official", by=cast.city_hr, starts_on=TODAY() + dt.timedelta(days=9))
    roles.end_role(assignment, ends_on=yesterday(), by=cast.city_hr)
    assert not cast.colleague.role_assignments.exists()
    assert AuditEntry.objects.filter(action="role_withdraw").exists()


@pytest.mark.parametrize(
    ("part", "role"),
    [("city_hr", "ppk"), ("city_hr", "administrator"), ("unit_hr", "unit_head"), ("ppk", "pyb")],
)
def test_who_may_not_end_it(cast, part, role):
    with pytest.raises(PermissionDenied):
        roles.end_role(RoleAssignment.objects.get(role=role), ends_on=yesterday(), by=cast.members[part])


def test_the_last_administrator_stays(cast):
    own = cast.administrator.role_assignments.get()
    with pytest.raises(ValidationError, match="terakhir"):
        roles.end_role(own, ends_on=yesterday(), by=cast.administrator)
    RoleAssignmentFactory(role="administrator")
    roles.end_role(own, ends_on=yesterday(), by=cast.administrator)


def test_an_end_is_not_dated_back(cast):
    with pytest.raises(ValidationError, match="lewat"):
        roles.end_role(cast.unit_hr.role_assignments.get(), ends_on=dt.date(2024, 1, 1), by=cast.city_hr)


# --- Pages -----------------------------------------------------------------------------------


def test_an_error_of_the_rule_stands_at_its_field(cast, sign_in):
    answer = sign_in(cast.administrator).post(
        f"/pengaturan/akun/{cast.colleague.pk}/peran/",
        {"role": "ppk", "capacity": "plt", "starts_on": "2026-11-24"},
    )
    assert answer.status_code == 422
    assert "keputusan" in str(answer.context["form"].errors["decree"])


def test_city_hr_is_not_offered_what_it_may_not_give(cast, sign_in):
    page = sign_in(cast.city_hr).get(f"/pengaturan/akun/{cast.colleague.pk}/peran/")
    assert {value for value, _label in page.context["form"].fields["role"].choices} == {
        "",
        *[r for p, r in LAWFUL if p == "city_hr"],
    }
    answer = sign_in(cast.city_hr).post(
        f"/pengaturan/akun/{cast.colleague.pk}/peran/",
        {"role": "administrator", "capacity": "definitif", "starts_on": "2026-11-24"},
    )
    assert answer.status_code == 422


def test_the_list_costs_the_same_for_one_and_for_many(cast, sign_in, django_assert_num_queries):
    client = sign_in(cast.city_hr)
    with django_assert_num_queries(6):
        client.get("/pengaturan/peran/?peran=official")
    RoleAssignmentFactory.create_batch(3)
    with django_assert_num_queries(6):
        assert len(client.get("/pengaturan/peran/?peran=official").context["page_obj"]) == 4


@pytest.mark.parametrize(("state", "number"), [("", 8), ("nanti", 1), ("lewat", 1)])
def test_the_list_by_state(cast, sign_in, state, number):
    RoleAssignmentFactory(starts_on=TODAY() + dt.timedelta(days=1))
    RoleAssignmentFactory(ends_on=yesterday())
    page = sign_in(cast.city_hr).get("/pengaturan/peran/", {"keadaan": state})
    assert len(page.context["page_obj"]) == number


def test_officials_of_a_day(cast, sign_in):
    grant(cast, "pyb", by=cast.administrator, starts_on=dt.date(2026, 1, 1), ends_on=dt.date(2026, 1, 31))
    client = sign_in(cast.official)
    assert len(client.get("/pejabat/").context["offices"]) == 3
    assert len(client.get("/pejabat/?tanggal=2026-01-15").context["offices"]) == 4
    assert client.get("/pejabat/?tanggal=kemarin").status_code == 200


def test_names_and_offices_are_public_and_numbers_are_not(cast, sign_in):
    """Everybody with a role sees this page; nobody needs the NIP of a head of office for it."""
    page = sign_in(cast.stranger).get("/pejabat/").content.decode()
    assert cast.unit_head.civil_servant.name in page
    assert cast.unit_head.civil_servant.nip not in re.sub(r"[^0-9A-Za-z]", "", page)
