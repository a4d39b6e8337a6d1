"""Who may enter which evidence about whom; that it is added and never overwritten."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from personnel.models import AuditEntry, Position
from planning.models import CompetencyRating
from planning.ratings import record_rating
from tests.factories import CompetencyFactory
from tests.planning.city import S, make_standard, table

pytestmark = pytest.mark.django_db

#: Written a second time by hand: part → what that part may enter about the owner.
LAWFUL = {
    "owner": {S.SELF},
    "superior": {S.SUPERIOR},
    "city_hr": {S.DIALOGUE, S.ASSESSMENT},
    "colleague": set(),
    "unit_hr": set(),
    "unit_head": set(),
    "pyb": set(),
    "ppk": set(),
    "official": set(),
    "administrator": set(),
    "stranger": set(),
}


@pytest.fixture
def competency():
    make_standard((Position.Level.PELAKSANA, "A", 3))
    return CompetencyFactory(code="A")


@pytest.mark.parametrize("member", LAWFUL)
@pytest.mark.parametrize("source", list(S))
def test_who_may_enter_what(cast, competency, member, source):
    person = cast.owner.civil_servant
    if source in LAWFUL[member]:
        rating = record_rating(person, competency, level=2, source=source, by=getattr(cast, member))
        assert rating.grade == CompetencyRating.GRADE[source]
        assert table(person)["A"] == (3, 2, 1, "kesenjangan")
        assert AuditEntry.objects.filter(action="rating_recorded", subject=person).exists()
    else:
        with pytest.raises(PermissionDenied):
            record_rating(person, competency, level=2, source=source, by=getattr(cast, member))
        assert not CompetencyRating.objects.exists()


def test_city_hr_assesses_nobody_called_self(cast, competency):
    with pytest.raises(PermissionDenied):
        record_rating(cast.city_hr.civil_servant, competency, level=5, source=S.ASSESSMENT, by=cast.city_hr)


def test_a_newer_rating_counts_and_the_old_one_stays(cast, competency):
    person = cast.owner.civil_servant
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    record_rating(person, competency, level=1, source=S.SELF, rated_on=yesterday, by=cast.owner)
    record_rating(person, competency, level=3, source=S.SELF, by=cast.owner)
    assert CompetencyRating.objects.filter(civil_servant=person).count() == 2
    assert table(person)["A"] == (3, 3, 0, "terpenuhi")


def test_the_same_day_twice_is_refused_in_words(cast, competency):
    person = cast.owner.civil_servant
    record_rating(person, competency, level=1, source=S.SELF, by=cast.owner)
    with pytest.raises(ValidationError, match="tidak dapat ditimpa"):
        record_rating(person, competency, level=3, source=S.SELF, by=cast.owner)


@pytest.mark.parametrize(
    "fields", [{"level": 6}, {"level": -1}, {"level": 1, "rated_on": dt.date(2999, 1, 1)}]
)
def test_what_cannot_be(cast, competency, fields):
    with pytest.raises(ValidationError):
        record_rating(cast.owner.civil_servant, competency, source=S.SELF, by=cast.owner, **fields)
    assert not CompetencyRating.objects.exists()
