"""First passwords for people, accounts without a person, closing and opening."""

from __future__ import annotations

import datetime as dt
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone

from personnel import accounts, activation
from personnel.models import AuditEntry, CivilServant, User
from personnel.passwords import new_first_password
from tests.factories import PASSWORD, CivilServantFactory


@pytest.fixture
def newcomers(cast):
    return CivilServantFactory.create_batch(3, unit=cast.bidang_b)


def names(issued):
    return {line.civil_servant for line in issued}


def test_a_unit_gets_letters_for_those_who_never_signed_in(cast, newcomers):
    issued = activation.issue_first_passwords(cast.dinas_sosial, by=cast.unit_hr)
    assert names(issued) == set(newcomers)
    for line in issued:
        user = User.objects.get(civil_servant=line.civil_servant)
        assert line.username == user.username == line.civil_servant.nip
        assert user.check_password(line.password)
        assert user.must_change_password
        assert user.first_password_expires_at - timezone.now() < dt.timedelta(hours=72)


def test_each_person_sees_who_issued_it(cast, newcomers):
    activation.issue_first_passwords(cast.dinas_sosial, by=cast.unit_hr)
    entries = AuditEntry.objects.filter(action="first_password", actor=cast.unit_hr)
    assert {entry.subject for entry in entries} == set(newcomers)
    assert not any("password" in str(entry.facts) for entry in entries)


def test_issuing_again_replaces_the_letter_before(cast, newcomers):
    first = {
        line.civil_servant: line for line in activation.issue_first_passwords(cast.bidang_b, by=cast.unit_hr)
    }
    second = activation.issue_first_passwords(cast.bidang_b, by=cast.unit_hr)
    assert names(second) == set(first)
    for line in second:
        user = User.objects.get(civil_servant=line.civil_servant)
        assert user.check_password(line.password)
        assert not user.check_password(first[line.civil_servant].password)


def test_a_letter_never_replaces_a_password_of_ones_own(cast):
    people = CivilServant.objects.filter(pk=cast.owner.civil_servant_id)
    assert activation.issue_first_passwords(people, by=cast.unit_hr) == []
    cast.owner.refresh_from_db()
    assert cast.owner.check_password(PASSWORD)


def test_people_who_left_and_closed_accounts_get_none(cast, newcomers):
    CivilServant.objects.filter(pk=newcomers[0].pk).update(legal_state="pensiun")
    activation.issue_first_passwords(cast.bidang_b, by=cast.unit_hr)
    User.objects.filter(civil_servant=newcomers[1]).update(is_active=False)
    issued = activation.issue_first_passwords(cast.bidang_b, by=cast.unit_hr)
    assert names(issued) == {newcomers[2]}


@pytest.mark.parametrize(
    ("part", "may"), [("unit_head", False), ("stranger", False), ("official", False), ("city_hr", True)]
)
def test_who_prints_letters_of_a_unit(cast, newcomers, part, may):
    if may:
        assert activation.issue_first_passwords(cast.bidang_b, by=cast.members[part])
    else:
        with pytest.raises(PermissionDenied):
            activation.issue_first_passwords(cast.bidang_b, by=cast.members[part])
        assert User.objects.filter(civil_servant__in=newcomers).count() == 0


def test_some_people_of_a_foreign_unit_spoil_the_whole_request(cast, newcomers):
    people = CivilServant.objects.filter(unit__in=[cast.bidang_b, cast.puskesmas])
    CivilServantFactory(unit=cast.puskesmas)
    with pytest.raises(PermissionDenied):
        activation.issue_first_passwords(people, by=cast.unit_hr)


def test_unit_hr_holds_no_letter_of_somebody_with_a_role(cast):
    User.objects.filter(pk=cast.unit_head.pk).update(must_change_password=True)
    head = cast.unit_head.civil_servant
    assert head not in names(activation.issue_first_passwords(cast.dinas_sosial, by=cast.unit_hr))
    assert head in names(activation.issue_first_passwords(cast.dinas_sosial, by=cast.city_hr))


def test_one_person_who_forgot_gets_a_new_one(cast):
    line = activation.issue_again(cast.owner.civil_servant, by=cast.unit_hr)
    cast.owner.refresh_from_db()
    assert cast.owner.check_password(line.password)
    assert not cast.owner.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("of", "by"),
    [("unit_head", "unit_hr"), ("unit_hr", "unit_hr"), ("city_hr", "city_hr"), ("owner", "stranger")],
)
def test_nobody_takes_over_an_account(cast, of, by):
    before = cast.members[of].password
    with pytest.raises(PermissionDenied):
        activation.issue_again(cast.members[of].civil_servant, by=cast.members[by])
    cast.members[of].refresh_from_db()
    assert cast.members[of].password == before


def test_letters_for_many_take_a_constant_number_of_queries(cast, django_assert_num_queries, newcomers):
    with django_assert_num_queries(11):
        activation.issue_first_passwords(cast.bidang_b, by=cast.unit_hr)
    CivilServantFactory.create_batch(20, unit=cast.bidang_b)
    with django_assert_num_queries(11):
        assert len(activation.issue_first_passwords(cast.bidang_b, by=cast.unit_hr)) == 23


def test_first_passwords_are_long_and_never_the_same():
    made = {new_first_password() for _n in range(500)}
    assert len(made) == 500
    assert all(len(password.replace("-", "")) == 20 for password in made)


# --- Accounts without a person ------------------------------------------------------------------


def test_an_administrator_makes_an_account(cast):
    user, password = accounts.add_account(username="Sekpri", name="Sekretaris Pribadi", by=cast.administrator)
    assert user.username == "sekpri"
    assert user.check_password(password)
    assert user.must_change_password
    assert AuditEntry.objects.filter(action="account_add", actor=cast.administrator).exists()


@pytest.mark.parametrize("username", ["walikota", "WALIKOTA", "199001012015011001", ""])
def test_a_name_that_cannot_be_taken(cast, username):
    with pytest.raises(ValidationError):
        accounts.add_account(username=username, name="Orang Lain", by=cast.administrator)


@pytest.mark.parametrize("part", ["city_hr", "ppk", "owner"])
def test_nobody_else_makes_accounts(cast, part):
    with pytest.raises(PermissionDenied):
        accounts.add_account(username="baru", name="Baru", by=cast.members[part])


def test_a_closed_account_is_out_at_once(cast, sign_in):
    client = sign_in(cast.owner)
    accounts.close_account(cast.owner, by=cast.administrator)
    assert client.get("/data-saya/").status_code == 302
    accounts.open_account(cast.owner, by=cast.administrator)
    assert sign_in(cast.owner).get("/data-saya/").status_code == 200
    assert set(AuditEntry.objects.values_list("action", flat=True)) >= {"account_close", "account_open"}


@pytest.mark.parametrize(("of", "by"), [("administrator", "administrator"), ("owner", "city_hr")])
def test_who_does_not_close_an_account(cast, of, by):
    with pytest.raises(PermissionDenied):
        accounts.close_account(cast.members[of], by=cast.members[by])


def test_the_command_makes_the_first_administrator(db):
    out = StringIO()
    call_command("create_administrator", "Admin", stdout=out)
    user = User.objects.get(username="admin")
    assert user.has_role("administrator")
    assert user.check_password(out.getvalue().rsplit(": ", 1)[1].strip())
    with pytest.raises(CommandError):
        call_command("create_administrator", "admin", stdout=StringIO())


def test_the_command_helps_the_last_administrator(cast):
    call_command("reset_second_factor", "admin", stdout=StringIO())
    assert AuditEntry.objects.filter(action="second_factor_reset", actor=None).exists()
    with pytest.raises(CommandError):
        call_command("reset_second_factor", "tidak-ada", stdout=StringIO())
