"""Who rates whom when superiors are away, and who may say so."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from personnel.models import AuditEntry, CivilServant, Notice
from planning.models import RaterDeputy
from planning.raters import (
    end_deputy,
    is_rater,
    name_deputy,
    people_rated_by,
    person_with_rater,
    rater_of,
    rates_somebody,
    superiors_of,
    team_of,
    with_rater,
    without_direct_rater,
    without_rater,
)
from tests.factories import CivilServantFactory, UserFactory

pytestmark = pytest.mark.django_db

AWAY = CivilServant.LegalState.STUDY
TODAY = timezone.localdate
DAY = dt.timedelta(days=1)


def deputy(superior, person, starts=-1, ends=None, **fields):
    return RaterDeputy.objects.create(
        superior=superior,
        deputy=person,
        starts_on=TODAY() + starts * DAY,
        ends_on=None if ends is None else TODAY() + ends * DAY,
        reason="Cuti",
        **fields,
    )


def go_away(person, state=AWAY):
    CivilServant.objects.filter(pk=person.pk).update(legal_state=state)


@pytest.fixture
def people(cast):
    """owner → superior (Kepala Bidang) → unit_head (Kepala Dinas); the colleague beside the owner."""
    return {name: user.civil_servant for name, user in cast.members.items() if user.civil_servant}


def test_the_direct_superior_rates(cast, people):
    assert rater_of(people["owner"]) == people["superior"]
    assert set(people_rated_by(people["superior"].pk)) == {people["owner"], people["colleague"]}
    assert is_rater(cast.superior, people["owner"])
    assert not is_rater(cast.unit_head, people["owner"])
    assert not is_rater(cast.pyb, people["owner"])
    assert rates_somebody(people["superior"].pk)
    assert not rates_somebody(people["owner"].pk)


def test_a_deputy_in_force_comes_before_the_superior(cast, people):
    deputy(people["superior"], people["unit_hr"])
    assert rater_of(people["owner"]) == people["unit_hr"]
    assert not people_rated_by(people["superior"].pk).exists()
    assert set(people_rated_by(people["unit_hr"].pk)) == {people["owner"], people["colleague"]}


@pytest.mark.parametrize(("starts", "ends"), [(1, None), (-5, -1)])
def test_a_deputy_of_another_day_does_not_count(cast, people, starts, ends):
    deputy(people["superior"], people["unit_hr"], starts, ends)
    assert rater_of(people["owner"]) == people["superior"]


def test_the_first_and_the_last_day_count(cast, people):
    deputy(people["superior"], people["unit_hr"], 0, 0)
    assert rater_of(people["owner"]) == people["unit_hr"]
    assert rater_of(people["owner"], TODAY() + DAY) == people["superior"]
    assert set(people_rated_by(people["superior"].pk, TODAY() + DAY)) == {
        people["owner"],
        people["colleague"],
    }


def test_a_deputy_who_is_away_is_passed_over(cast, people):
    deputy(people["superior"], people["unit_hr"])
    go_away(people["unit_hr"])
    assert rater_of(people["owner"]) == people["superior"]


def test_nobody_rates_themself_as_deputy(cast, people):
    deputy(people["superior"], people["colleague"])
    assert rater_of(people["owner"]) == people["colleague"]
    assert rater_of(people["colleague"]) == people["superior"]
    assert set(people_rated_by(people["colleague"].pk)) == {people["owner"]}


def test_the_next_one_above_rates_for_a_superior_who_is_away(cast, people):
    go_away(people["superior"])
    assert rater_of(people["owner"]) == people["unit_head"]
    assert people["owner"] in people_rated_by(people["unit_head"].pk)


def test_the_deputy_of_the_next_one_above_too(cast, people):
    go_away(people["superior"])
    deputy(people["unit_head"], people["unit_hr"])
    assert rater_of(people["owner"]) == people["unit_hr"]
    assert people["owner"] in people_rated_by(people["unit_hr"].pk)


def test_three_up_and_no_further(cast, people):
    top = CivilServantFactory(unit=cast.dinas_sosial)
    beyond = CivilServantFactory(unit=cast.dinas_sosial)
    CivilServant.objects.filter(pk=people["unit_head"].pk).update(superior=top)
    CivilServant.objects.filter(pk=top.pk).update(superior=beyond)
    go_away(people["superior"])
    go_away(people["unit_head"])
    assert rater_of(people["owner"]) == top
    assert people["owner"] in people_rated_by(top.pk)
    go_away(top)
    assert rater_of(people["owner"]) is None
    assert people["owner"] in without_rater(cast.dinas_sosial.pk)
    assert people["owner"] not in people_rated_by(beyond.pk)


def test_a_circle_of_superiors_ends_with_nobody(cast, people):
    owner, superior = people["owner"], people["superior"]
    CivilServant.objects.filter(pk=superior.pk).update(superior=owner)
    go_away(superior)
    assert rater_of(owner) is None


def test_without_a_rater(cast, people):
    assert set(without_rater(cast.dinas_sosial.pk)) == {people["unit_head"]}
    assert {people["city_hr"], people["stranger"], people["unit_head"]} == set(without_rater())


def test_whoever_is_without_a_rater_has_no_superior_or_one_who_is_away(cast, people):
    opd = cast.dinas_sosial.pk
    go_away(people["unit_head"])
    go_away(people["superior"])
    alone, below_somebody_away = map(set, without_direct_rater(CivilServant.objects.filter(unit__opd=opd)))
    assert people["owner"] in below_somebody_away
    assert not alone & below_somebody_away
    assert set(without_rater(opd)) <= alone | below_somebody_away


def test_only_active_people_are_rated(cast, people):
    go_away(people["colleague"])
    assert set(people_rated_by(people["superior"].pk)) == {people["owner"]}


def test_lists_and_single_answers_agree(cast, people):
    deputy(people["superior"], people["colleague"])
    go_away(people["unit_head"])
    rated = with_rater(CivilServant.objects.plan_targets())
    assert len(rated) >= 3
    for person in rated:
        found = rater_of(person)
        assert person.rater == person_with_rater(person.pk).rater == (found.pk if found else None)
        for member, other in people.items():
            assert people_rated_by(other.pk).filter(pk=person.pk).exists() == (other == found)
            assert is_rater(cast.members[member], person) == (other == found)
    for member, other in people.items():
        team = people_rated_by(other.pk)
        assert sorted(team_of(cast.members[member])) == sorted(one.pk for one in team)
        assert rates_somebody(other.pk) == team.exists()


@pytest.mark.parametrize("more", [0, 2])
def test_one_query_for_any_number(cast, people, more):
    for _ in range(more):
        CivilServantFactory(unit=cast.bidang_a, superior=people["superior"])
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert len(people_rated_by(people["superior"].pk)) == 2 + more
    assert len(queries) == 1


# ------------------------------------------------------------------------------------------------ deputies

#: Written by hand: BKPSDMD, and the HR of the superior's unit.
MAY = {"city_hr", "unit_hr"}


def name(cast, by, person=None, **fields):
    return name_deputy(
        cast.superior.civil_servant,
        person or cast.colleague.civil_servant,
        **{"starts_on": TODAY(), "reason": "Cuti besar", "by": by, **fields},
    )


def test_who_may_name_a_deputy(cast):
    for n, (part, user) in enumerate(cast.members.items()):
        if part in MAY:
            name(cast, user, starts_on=TODAY() + n * DAY, ends_on=TODAY() + n * DAY)
        else:
            with pytest.raises(PermissionDenied):
                name(cast, user)
    assert RaterDeputy.objects.count() == len(MAY)


def test_naming_is_recorded_and_told(cast):
    account = cast.colleague
    named = name(cast, cast.unit_hr)
    entry = AuditEntry.objects.get(action="deputy_named")
    assert (entry.actor, entry.subject, entry.facts["deputy"]) == (
        cast.unit_hr,
        cast.superior.civil_servant,
        cast.colleague.civil_servant_id,
    )
    assert Notice.objects.get().user == account
    assert rater_of(cast.owner.civil_servant) == named.deputy


@pytest.mark.parametrize("part", ["unit_hr", "city_hr"])
def test_nobody_names_themself(cast, part):
    with pytest.raises(ValidationError, match="diri sendiri"):
        name(cast, getattr(cast, part), getattr(cast, part).civil_servant)


def test_a_unit_names_its_own_people_and_bkpsdmd_anybody(cast):
    outsider = cast.stranger.civil_servant
    with pytest.raises(ValidationError, match="OPD yang sama"):
        name(cast, cast.unit_hr, outsider)
    assert name(cast, cast.city_hr, outsider).deputy == outsider


def test_what_cannot_be_named(cast, people):
    with pytest.raises(ValidationError, match="orang lain"):
        name(cast, cast.unit_hr, people["superior"])
    with pytest.raises(ValidationError):
        name(cast, cast.unit_hr, reason="  ")
    with pytest.raises(ValidationError, match="sudah lewat"):
        name(cast, cast.unit_hr, starts_on=TODAY() - 9 * DAY, ends_on=TODAY() - DAY)
    with pytest.raises(ValidationError):
        name(cast, cast.unit_hr, starts_on=TODAY() + 2 * DAY, ends_on=TODAY() + DAY)
    go_away(people["colleague"])
    with pytest.raises(ValidationError, match="aktif"):
        name(cast, cast.unit_hr)
    assert not RaterDeputy.objects.exists()


def test_one_deputy_at_a_time(cast):
    name(cast, cast.unit_hr, ends_on=TODAY() + 5 * DAY)
    other = CivilServantFactory(unit=cast.bidang_a)
    for first, last in ((5, None), (-3, 0), (2, 3)):
        with pytest.raises(ValidationError, match="sudah menjadi penilai pengganti"):
            name(
                cast,
                cast.unit_hr,
                other,
                starts_on=TODAY() + first * DAY,
                ends_on=None if last is None else TODAY() + last * DAY,
            )
    assert name(cast, cast.unit_hr, other, starts_on=TODAY() + 6 * DAY)


def test_ending(cast, people):
    named = deputy(people["superior"], people["colleague"])
    for user in (cast.superior, cast.colleague, cast.stranger, cast.unit_head):
        with pytest.raises(PermissionDenied):
            end_deputy(named, by=user)
    end_deputy(named, by=cast.unit_hr)
    assert rater_of(people["owner"]) == people["superior"]
    assert AuditEntry.objects.get(action="deputy_ended").facts["deputy"] == people["colleague"].pk
    with pytest.raises(ValidationError, match="sudah berakhir"):
        end_deputy(named, by=cast.unit_hr)


def test_ending_one_that_has_not_begun(cast, people):
    named = deputy(people["superior"], people["colleague"], starts=3)
    end_deputy(named, by=cast.city_hr)
    assert not RaterDeputy.objects.exists()


def test_whose_deputies_somebody_may_name(cast, people):
    assert set(superiors_of(cast.unit_hr)) == {people["superior"], people["unit_head"]}
    assert not superiors_of(cast.stranger).exists()
    assert set(superiors_of(cast.city_hr)) == {people["superior"], people["unit_head"]}
    assert not superiors_of(UserFactory()).exists()
