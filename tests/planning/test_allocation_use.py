"""Who may ask for an allocation and when, and how it becomes the draft of a plan."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from jobs.models import Job
from jobs.queue import work_off
from personnel.models import AuditEntry, CivilServant, RoleAssignment
from planning.allocation import AT_ONCE, KEPT, compute, use_allocation
from planning.models import (
    Allocation,
    AllocationLine,
    CityPriority,
    Cycle,
    Need,
    Plan,
    PlanItem,
    PlanTarget,
    Programme,
)
from planning.priority import PARTS
from planning.reports.plans import jp_coverage
from tests.planning.allocation_world import GAP_ONLY, D, allocate, offer, start, taken
from tests.planning.world import (
    CompetencyFactory,
    ItemFactory,
    PlanFactory,
    TargetFactory,
    need,
    people,
)

Reason = AllocationLine.Reason
State = Allocation.State
Origin = PlanItem.Origin


# -------------------------------------------------------------------------------------------- who and when


@pytest.mark.parametrize(
    "part", ["owner", "superior", "unit_head", "stranger", "pyb", "ppk", "official", "administrator"]
)
def test_the_wrong_person_is_refused(cast, free_year, part):
    with pytest.raises(PermissionDenied):
        start(cast, by=getattr(cast, part))


def test_the_city_is_for_bkpsdmd(cast, free_year):
    with pytest.raises(PermissionDenied):
        start(cast, unit=None)
    assert start(cast, unit=None, by=cast.city_hr).unit is None
    assert start(cast, by=cast.city_hr).unit == cast.dinas_sosial


def test_who_sees_what(cast, free_year):
    own, city = start(cast), start(cast, unit=None, by=cast.city_hr)
    for part in ("unit_hr", "unit_head"):
        assert list(Allocation.objects.visible_to(getattr(cast, part))) == [own]
    for part in ("stranger", "owner"):
        assert list(Allocation.objects.visible_to(getattr(cast, part))) == []
    for part in ("city_hr", "official", "pyb"):
        assert set(Allocation.objects.visible_to(getattr(cast, part))) == {own, city}


def test_nonsense_is_refused(cast, free_year):
    uneven = GAP_ONLY | {"gap": D(99)}
    for options in (
        {"weights": uneven},
        {"weights": GAP_ONLY | {"gap": D(101), "cost": D(-1)}},
        {"max_items": 0},
        {"max_items": 11},
        {"ceiling": -1},
        {"unit": "bidang_a"},
        {"name": "x" * 101},
    ):
        with pytest.raises(ValidationError):
            start(cast, **options)
    free_year.is_open = False
    free_year.save()
    with pytest.raises(ValidationError, match="ditutup"):
        start(cast)
    assert not Allocation.objects.exists()
    assert not Job.objects.exists()


def test_asked_twice_made_once(cast, free_year):
    first = start(cast)
    assert start(cast) == first
    assert start(cast, 5) != first
    assert Job.objects.count() == 2
    work_off(first.job)
    assert start(cast) != first  # the needs may have changed meanwhile


def test_not_too_many_at_once(cast, free_year):
    for n in range(AT_ONCE):
        start(cast, n)
    with pytest.raises(ValidationError, match="masih dihitung"):
        start(cast, 99)
    assert start(cast, 99, by=cast.city_hr)


def test_it_is_recorded(cast, free_year):
    allocation = start(cast)
    entry = AuditEntry.objects.get(action="allocation_start")
    assert (entry.actor, entry.object_id, entry.facts["unit"]) == (
        cast.unit_hr,
        str(allocation.pk),
        cast.dinas_sosial.pk,
    )


def test_the_worker_asks_again(cast, free_year):
    allocation = start(cast)
    RoleAssignment.objects.filter(user=cast.unit_hr).delete()
    work_off(allocation.job)
    allocation.refresh_from_db()
    assert (allocation.state, allocation.job.status) == (State.FAILED, Job.Status.FAILED)
    assert "tidak lagi berwenang" in allocation.job.error
    assert not allocation.lines.exists()


def test_a_second_worker_changes_nothing(cast, free_year, elearning):
    offer("M.01")
    need(people(cast.bidang_b, 1)[0], CompetencyFactory(code="M.01"), required=2, attained=1)
    allocation = allocate(cast)
    compute(allocation, by=cast.unit_hr)
    assert allocation.lines.count() == 1


def test_the_newest_of_a_scope_are_kept(cast, free_year):
    unit = {"cycle": free_year, "unit": cast.dinas_sosial, "ceiling": 1, "created_by": cast.unit_hr}
    unit |= {f"weight_{part}": weight for part, weight in GAP_ONLY.items()}
    done = {"state": State.READY, "value": 0, "bound": 0, "cost": 0, "people": 0, "price": 0}
    elsewhere = Allocation.objects.create(**unit | done | {"unit": None})
    old = [Allocation.objects.create(**unit, **done) for _n in range(KEPT + 2)]
    Allocation.objects.filter(pk=old[0].pk).update(used_at="2026-11-24T00:00Z")
    start(cast)
    rest = Allocation.objects.all()
    assert elsewhere in rest
    assert [allocation in rest for allocation in old[:4]] == [True, False, False, True]
    assert len(rest) == 1 + 1 + KEPT


# ------------------------------------------------------------------------------------------- into the plan


@pytest.fixture
def ready(cast, free_year, elearning):
    """An allocation with a line of each kind, and the plan to fill."""
    CivilServant.objects.exclude(pk=cast.owner.civil_servant_id).update(employment="pppk_paruh_waktu")
    plan = PlanFactory(unit=cast.dinas_sosial, sub_activity_code="5.1")
    offer("M.01", "berbayar", cost_per_person=100)
    offer("M.02", "gratis")
    one, two = people(cast.bidang_b, 2, employment="pppk_paruh_waktu")
    pns = people(cast.bidang_b, 1)[0]
    need(one, CompetencyFactory(code="M.01"), required=2, attained=1)
    need(two, CompetencyFactory(code="M.01"), required=3, attained=1)
    need(pns, CompetencyFactory(code="M.02"), required=1, attained=1)
    return plan, allocate(cast, 100)


def test_it_becomes_the_draft(cast, ready):
    plan, allocation = ready
    result = use_allocation(allocation, plan, by=cast.unit_hr)
    assert (result.lines, result.cost, result.leftovers) == (2, 100, 1)
    plan.refresh_from_db()
    assert (plan.budget_ceiling, plan.needs_taken_at is None) == (100, False)
    lines = set(PlanTarget.objects.filter(plan=plan).values_list("item__programme__name", "item__origin"))
    assert lines == {("berbayar", Origin.GAP), ("gratis", Origin.DUTY)}
    assert "Dipilih oleh alokasi" in plan.items.get(origin=Origin.GAP).reason
    assert plan.leftovers.get().reason == Reason.FUNDS
    assert jp_coverage([cast.dinas_sosial], plan.cycle).pns_reached == 1
    allocation.refresh_from_db()
    assert allocation.used_at
    assert AuditEntry.objects.get(action="allocation_use").facts["allocation"] == allocation.pk
    use_allocation(allocation, plan, by=cast.unit_hr)  # pressed twice
    assert PlanTarget.objects.filter(plan=plan).count() == 2


def test_scores_in_the_plan_are_those_of_the_year(cast, ready):
    plan, allocation = ready
    use_allocation(allocation, plan, by=cast.unit_hr)
    target = PlanTarget.objects.get(plan=plan, item__origin=Origin.GAP)
    assert target.score != allocation.lines.get(is_taken=True, reason=Reason.BEST).score


def test_other_weights_than_the_years_may_fill_the_floor_otherwise(cast, free_year, elearning):
    plan = PlanFactory(unit=cast.dinas_sosial)
    person = people(cast.bidang_b, 1)[0]
    for n in range(1, 6):
        offer(f"M.0{n}", f"M.0{n}")
        need(person, CompetencyFactory(code=f"M.0{n}"), required=1, attained=1)
    CityPriority.objects.create(
        cycle=free_year, competency=CompetencyFactory(code="M.05"), strength=1, reason="x"
    )
    Cycle.objects.update(**{f"weight_{part}": weight for part, weight in GAP_ONLY.items()})
    weights = dict.fromkeys(PARTS, D(0)) | {"city": D(100)}
    allocation = allocate(cast, weights=weights, max_items=1)
    assert taken(allocation) == [(person.pk, "M.05", Reason.FLOOR)]
    use_allocation(allocation, plan, by=cast.unit_hr)
    target = PlanTarget.objects.get(plan=plan)
    assert (target.item.name, target.score, target.part_city) == ("M.05", 0, 1)


def test_what_is_left_prepares_the_post_to_be_held(cast, free_year, elearning):
    """After the needs of the present posts, within the ceiling, one line a person; of no value."""
    plan = PlanFactory(unit=cast.dinas_sosial)
    offer("M.01", "sekarang", cost_per_person=100)
    offer("M.02", "nanti", cost_per_person=100)
    offer("M.03", "nanti juga", cost_per_person=100)
    aiming, other = people(cast.bidang_b, 2, employment="pppk_paruh_waktu")
    for person in (aiming, other):
        need(person, CompetencyFactory(code="M.01"), required=1, attained=0)
    for code, required in (("M.01", 5), ("M.02", 1), ("M.03", 1)):
        need(aiming, CompetencyFactory(code=code), required=required, attained=0, basis=Need.Basis.TARGET)
    assert {reason for *_line, reason in taken(allocate(cast, 299))} == {Reason.BEST}
    allocation = allocate(cast, 1000)
    assert [line for line in taken(allocation) if line[2] == Reason.GOAL] == [
        (aiming.pk, "nanti", Reason.GOAL)
    ]
    assert (allocation.cost, allocation.people, allocation.value) == (300, 2, 40)
    assert allocation.bound == 40
    assert len(taken(allocate(cast, 1000, max_items=1))) == 2
    use_allocation(allocation, plan, by=cast.unit_hr)
    assert PlanTarget.objects.get(item__origin=Origin.GOAL).civil_servant == aiming


@pytest.mark.parametrize("part", ["unit_head", "stranger", "official", "owner"])
def test_the_wrong_person_may_not_use_it(cast, ready, part):
    plan, allocation = ready
    with pytest.raises(PermissionDenied):
        use_allocation(allocation, plan, by=getattr(cast, part))


def test_not_for_a_plan_that_is_no_draft_or_is_talked_over(cast, ready):
    plan, allocation = ready
    Plan.objects.filter(pk=plan.pk).update(consultation_opened_at="2026-11-24T00:00Z")
    with pytest.raises(ValidationError, match="Konsultasi"):
        use_allocation(allocation, plan, by=cast.unit_hr)
    Plan.objects.filter(pk=plan.pk).update(consultation_opened_at=None, status="submitted")
    with pytest.raises(ValidationError, match="tidak dapat diubah"):
        use_allocation(allocation, plan, by=cast.unit_hr)
    assert not plan.items.exists()


def test_not_for_another_opd_nor_the_citys_nor_before_it_is_ready(cast, ready):
    plan, _allocation = ready
    city = allocate(cast, unit=None, by=cast.city_hr)
    for wrong in (city, start(cast, 7)):
        with pytest.raises(ValidationError):
            use_allocation(wrong, plan, by=cast.city_hr)


def test_not_when_the_needs_have_changed(cast, ready):
    plan, allocation = ready
    changed = Need.objects.get(required=3)
    changed.required, changed.gap = 4, 3
    changed.save()
    with pytest.raises(ValidationError, match="berubah sejak"):
        use_allocation(allocation, plan, by=cast.unit_hr)


def test_not_when_people_came_or_went(cast, ready):
    plan, allocation = ready
    people(cast.bidang_b, 1)
    with pytest.raises(ValidationError, match="berubah sejak"):
        use_allocation(allocation, plan, by=cast.unit_hr)


def test_not_when_a_price_or_somebodys_item_has_changed(cast, ready):
    plan, allocation = ready
    item = ItemFactory(plan=plan, number=50)
    target = TargetFactory(item=item, civil_servant=cast.colleague.civil_servant)
    with pytest.raises(ValidationError, match="berubah sejak"):
        use_allocation(allocation, plan, by=cast.unit_hr)
    target.delete()
    use_allocation(allocation, plan, by=cast.unit_hr)
    programme = Programme.objects.get(name="berbayar")
    programme.cost_per_person = 99
    programme.save()
    with pytest.raises(ValidationError, match="berubah sejak"):
        use_allocation(allocation, plan, by=cast.unit_hr)
