"""Goals: begun by the person, three in order, the first is the post to be held while HR has named none."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from careers import goals
from careers.models import CareerGoal
from personnel.models import AuditEntry
from planning import needs
from planning.drafting import draft_plan
from planning.models import Cycle, Need, PlanItem, PlanTarget, StandardVersion, TargetPosition
from tests.factories import CompetencyFactory, PositionFactory
from tests.planning.city import make_cycle, make_standard, rate
from tests.planning.world import PlanFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(cast):
    return cast.owner.civil_servant


@pytest.fixture
def posts():
    return [PositionFactory(name=f"Kepala Seksi {n}", level="pengawas") for n in range(4)]


def named(person):
    rows = CareerGoal.objects.filter(civil_servant=person).order_by("order")
    return [(row.order, row.position.name) for row in rows]


def aim(person):
    row = TargetPosition.objects.filter(civil_servant=person).first()
    return row.aim if row else None


def test_the_first_of_three_is_the_post_to_be_held(cast, person, posts):
    for post in posts[:3]:
        goals.set_goal(post, "Ingin melayani", by=cast.owner)
    with pytest.raises(ValidationError, match="Paling banyak tiga"):
        goals.set_goal(posts[3], "Satu lagi", by=cast.owner)
    assert aim(person) == posts[0]
    third = CareerGoal.objects.get(position=posts[2])
    goals.put_first(third, by=cast.owner)
    assert named(person) == [(1, "Kepala Seksi 2"), (2, "Kepala Seksi 0"), (3, "Kepala Seksi 1")]
    assert aim(person) == posts[2]
    goals.drop_goal(third, by=cast.owner)
    assert named(person) == [(1, "Kepala Seksi 0"), (2, "Kepala Seksi 1")]
    assert aim(person) == posts[0]
    goals.set_goal(posts[0], "Dengan kata lain", by=cast.owner)
    assert CareerGoal.objects.get(position=posts[0]).reason == "Dengan kata lain"
    acts = AuditEntry.objects.filter(subject=person, action__startswith="career_goal")
    assert acts.count() == 6


def test_what_hr_names_counts_before_the_goal_and_gives_it_back(cast, person, posts):
    goals.set_goal(posts[0], "Ingin melayani", by=cast.owner)
    needs.set_target_position(person, posts[1], reason="Talenta", by=cast.unit_hr)
    assert aim(person) == posts[1]
    goals.drop_goal(CareerGoal.objects.get(), by=cast.owner)
    goals.set_goal(posts[2], "Berubah pikiran", by=cast.owner)
    assert aim(person) == posts[1]
    needs.set_target_position(person, None, by=cast.unit_hr)
    assert aim(person) == posts[2]
    goals.drop_goal(CareerGoal.objects.get(), by=cast.owner)
    assert aim(person) is None


def test_nobody_writes_or_drops_a_goal_of_another(cast, person, posts):
    goal = goals.set_goal(posts[0], "Ingin melayani", by=cast.owner)
    for member in sorted(set(cast.members) - {"owner"}):
        for act in (goals.put_first, goals.drop_goal):
            with pytest.raises(PermissionDenied):
                act(goal, by=cast.members[member])
    with pytest.raises(PermissionDenied):
        goals.set_goal(posts[0], "Bukan pegawai", by=cast.ppk)
    with pytest.raises(ValidationError, match="jabatan Anda sekarang"):
        goals.set_goal(person.position, "Tetap di sini", by=cast.owner)


def test_the_gap_of_the_goal_is_drafted_after_the_present_post_and_within_the_money(cast, person, posts):
    make_standard(("pelaksana", "M.01", 2), ("pengawas", "M.01", 2), ("pengawas", "M.02", 3))
    make_cycle()
    rate(person, "M.01", 1)
    rate(person, "M.02", 1)
    goals.set_goal(posts[0], "Ingin melayani", by=cast.owner)
    held, aimed = (
        dict(Need.objects.filter(civil_servant=person, basis=basis).values_list("competency__code", "gap"))
        for basis in (Need.Basis.CURRENT, Need.Basis.TARGET)
    )
    assert (held, aimed) == ({"M.01": 1}, {"M.01": 1, "M.02": 2})
    for code, cost in (("M.01", 100), ("M.02", 200)):
        ProgrammeFactory(competency=CompetencyFactory(code=code), level_to=3, cost_per_person=cost)
    plan = PlanFactory(
        unit=cast.dinas_sosial, cycle=Cycle.objects.get(), standard_version=StandardVersion.objects.get()
    )

    def drafted(ceiling):
        draft_plan(plan, ceiling=ceiling, by=cast.unit_hr)
        rows = PlanTarget.objects.filter(plan=plan, civil_servant=person, gap__gt=0)
        return sorted(rows.values_list("item__competency__code", "item__origin"))

    assert drafted(300) == [("M.01", "gap"), ("M.02", "goal")]
    item = PlanItem.objects.get(origin="goal")
    assert "tujuan karier" in item.reason
    assert drafted(250) == [("M.01", "gap")]
