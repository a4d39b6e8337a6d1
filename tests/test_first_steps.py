"""Whoever is new reads on the home page what to begin with, until they put it away or are new no longer."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from palu_asn.home.first_steps import BY_ROLE, first_steps_of
from personnel.models import AuditEntry, RoleAssignment, User
from tests.factories import RoleAssignmentFactory

TITLE = "Langkah pertama Anda sebagai"
#: Who of the cast begins with what; nobody is sent to the work of another role.
BEGINS_WITH = {
    "owner": "Periksa data Anda",
    "unit_hr": "Cocokkan daftar pegawai",
    "unit_head": "Baca keadaan unit Anda",
    "city_hr": "Atur tahapan tahun ini",
    "pyb": "Baca keadaan tahun ini",
    "ppk": "Baca keadaan tahun ini",
    "official": "Baca keadaan tahun ini",
    "administrator": "Masukkan data pegawai",
}


def test_every_role_has_three_to_five_steps_that_open(cast, sign_in):
    told = {role for role, _steps, _guide in BY_ROLE}
    assert told == {*RoleAssignment.Role.values, ""}
    for part, begins_with in BEGINS_WITH.items():
        user, client = cast.members[part], sign_in(cast.members[part])
        found = first_steps_of(user)
        assert found.steps[0][0] == begins_with
        assert 3 <= len(found.steps) <= 5
        for what, url, _why in found.steps:
            assert client.get(url, follow=True).status_code == 200, (part, what)
        assert client.get(found.guide).status_code == 200


def test_put_away_they_stay_away_until_a_new_role_begins(cast, sign_in):
    client = sign_in(cast.owner)
    assertContains(client.get("/"), f"{TITLE} pegawai")
    assert client.post(reverse("first_steps_hide")).url == "/"
    assertNotContains(client.get("/"), TITLE)
    assert AuditEntry.objects.get(action="first_steps_hide").actor == cast.owner
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    new = RoleAssignmentFactory(user=cast.owner, role="unit_hr", unit=cast.dinas_sosial, starts_on=tomorrow)
    account = User.objects.get(pk=cast.owner.pk)
    account.active_roles = [RoleAssignmentFactory(user=cast.owner, role="official"), new]
    assert first_steps_of(account).whose == new.title  # of two roles the one with more to do


def test_after_a_month_nobody_is_new(cast):
    User.objects.update(created_at=timezone.now() - dt.timedelta(days=31))
    assert first_steps_of(User.objects.get(pk=cast.owner.pk)) is None
