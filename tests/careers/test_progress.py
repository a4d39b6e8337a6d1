"""After a year: requirements newly met are counted, without a cause and without pointing at anybody."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from careers import goals
from careers.models import GoalCheck
from careers.reports.progress import progress
from tests.careers.world import rule, step
from tests.factories import CivilServantFactory, PositionFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_what_is_newly_met_after_a_year_brings_a_goal_closer(cast):
    step("pelaksana", "pengawas", "vertikal")
    rule("pendidikan", "pengawas", word="s1")
    rule("kinerja", "pengawas", word="baik", number=1)
    post = PositionFactory(name="Kepala Seksi", level="pengawas")
    held = PositionFactory(name="Pengelola", level="pelaksana")
    people = [CivilServantFactory(position=held, unit=cast.bidang_a, education="d3") for _n in range(11)]
    for person in people:
        goals.set_goal(post, "Ingin melayani", by=UserFactory(civil_servant=person))
    free = PositionFactory(name="Tanpa Syarat", level="jpt_madya")
    goals.set_goal(free, "Ingin melayani", by=UserFactory(civil_servant=CivilServantFactory(position=held)))
    today = timezone.localdate()
    assert {row.state for row in GoalCheck.objects.filter(kind="pendidikan")} == {"belum"}
    young = progress(today)
    assert (young.goals, young.young, young.unchecked, young.compared, young.closer) == (12, 11, 1, 0, None)
    assert young.figures[0].note == "11 belum setahun; 1 tanpa syarat untuk dibandingkan"

    a_year = today + dt.timedelta(days=366)
    for person in people[:6]:
        person.education = "s1"
        person.save()
    found = progress(a_year)
    assert (found.compared, found.closer, found.as_before) == (11, 6, 5)
    assert found.kinds == (("Pendidikan", 6),)

    people[6].education = "s2"
    people[6].save()
    assert progress(a_year).closer is None  # only four have not come closer: they would be known
    goals.drop_goal(people[0].career_goals.get(), by=people[0].user)
    assert GoalCheck.objects.filter(goal__civil_servant=people[0]).count() == 0
