"""Allocation of an OPD and the city, from the rows to the plan; the solver by itself in its own file."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from jobs.models import Job
from jobs.queue import work_off
from personnel.models import AuditEntry, CivilServant, RoleAssignment
from planning.allocation import AT_ONCE, KEPT, compute, start_allocation, use_allocation
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
from tests.planning.world import (
    CompetencyFactory,
    CycleFactory,
    FormFactory,
    ItemFactory,
    PlanFactory,
    ProgrammeFactory,
    RuleFactory,
    TargetFactory,
    need,
    people,
    performance,
)

D = Decimal
Reason = AllocationLine.Reason
State = Allocation.State
Origin = PlanItem.Origin
#: Only the gap counts, so that a score can be computed by hand: gap ÷ 5 × 100.
GAP_ONLY = dict.fromkeys(PARTS, D(0)) | {"gap": D(100)}


@pytest.fixture
def elearning(db):
    return RuleFactory(form=FormFactory(code="C3")).form


@pytest.fixture
def cycle(cast):
    """Nobody has to be brought to 20 JP but those whom a test names."""
    CivilServant.objects.update(employment="pppk_paruh_waktu")
    return CycleFactory()


def start(cast, ceiling=10**9, unit="dinas_sosial", by=None, weights=GAP_ONLY, **options) -> Allocation:
    where = getattr(cast, unit) if unit else None
    by = by or cast.unit_hr
    return start_allocation(CycleFactory(), where, ceiling=D(ceiling), weights=weights, by=by, **options)


def allocate(cast, *args, **options) -> Allocation:
    allocation = start(cast, *args, **options)
    assert work_off(allocation.job).status == Job.Status.DONE, allocation.job.error
    allocation.refresh_from_db()
    return allocation


def taken(allocation):
    """(person, programme, reason) in the order of the ranks."""
    return list(
        allocation.lines.filter(is_taken=True)
        .order_by("rank")
        .values_list("civil_servant", "programme__name", "reason")
    )


def left(allocation):
    return {
        (line.civil_servant_id, line.competency.code): line.reason
        for line in allocation.lines.filter(is_taken=False).select_related("competency")
    }


def offer(code, name="program", form=None, **fields):
    return ProgrammeFactory(
        name=name, competency=CompetencyFactory(code=code), form=form or FormFactory(), **fields
    )


# ------------------------------------------------------------------------------------------ what is chosen


def test_value_is_the_score_by_the_share_of_the_gap_that_is_closed(cast, cycle, elearning):
    offer("M.01", "setengah", level_to=2, cost_per_person=100)
    person = people(cast.bidang_b, 1)[0]
    CivilServant.objects.filter(pk=person.pk).update(employment="pppk_paruh_waktu")
    need(person, CompetencyFactory(code="M.01"), required=3, attained=1)
    allocation = allocate(cast)
    line = allocation.lines.get()
    assert (line.score, line.gap, line.closed, line.value) == (40, 2, 1, 20)  # 2 ÷ 5 × 100, half of the gap
    assert (allocation.value, allocation.bound, allocation.distance) == (20, 20, 0)
    assert (allocation.cost, allocation.people, allocation.price) == (100, 1, 0)


def test_money_goes_where_a_rupiah_gives_most_and_not_to_the_highest_score(cast, cycle, elearning):
    """The draft would take the longest gap alone (40 points for 600), the allocation two of 20 for 250."""
    offer("M.01", "mahal", level_to=3, cost_per_person=600)
    offer("M.02", "murah", level_to=2, cost_per_person=250)
    large, first, second = people(cast.bidang_b, 3, employment="pppk_paruh_waktu")
    need(large, CompetencyFactory(code="M.01"), required=3, attained=1)
    for person in (first, second):
        need(person, CompetencyFactory(code="M.02"), required=2, attained=1)
    assert taken(allocate(cast, 499)) == [(first.pk, "murah", Reason.BEST)]
    both = allocate(cast, 600)
    assert (both.value, both.cost, left(both)) == (40, 500, {(large.pk, "M.01"): Reason.FUNDS})
    assert allocate(cast, 850).value == 60
    assert list(left(allocate(cast, 850)).values()) == [Reason.FUNDS]


def test_free_lines_are_always_in(cast, cycle, elearning):
    offer("M.01", "gratis")
    offer("M.02", "berbayar", cost_per_person=100)
    person = people(cast.bidang_b, 1, employment="pppk_paruh_waktu")[0]
    for code in ("M.01", "M.02"):
        need(person, CompetencyFactory(code=code), required=2, attained=1)
    allocation = allocate(cast, 0)
    assert taken(allocation) == [(person.pk, "gratis", Reason.FREE)]
    assert left(allocation) == {(person.pk, "M.02"): Reason.FUNDS}
    assert (allocation.cost, allocation.distance) == (0, 0)
    nothing = dict.fromkeys(PARTS, D(0)) | {"city": D(100)}
    assert taken(allocate(cast, 0, weights=nothing)) == [(person.pk, "gratis", Reason.FREE)]


def test_a_ceiling_larger_than_everything_takes_everything_and_has_no_price(cast, cycle, elearning):
    offer("M.01", cost_per_person=1000)
    for person in people(cast.bidang_b, 3, employment="pppk_paruh_waktu"):
        need(person, CompetencyFactory(code="M.01"), required=2, attained=1)
    allocation = allocate(cast, 10**12)
    assert (len(taken(allocation)), left(allocation), allocation.price, allocation.cost) == (3, {}, 0, 3000)


def test_nothing_to_do(cast, cycle):
    allocation = allocate(cast)
    assert (allocation.value, allocation.bound, allocation.people, allocation.lines.count()) == (0, 0, 0, 0)
    assert allocation.distance == 0


def test_pppk_never_beyond_the_ceiling(cast, cycle, elearning):
    for code in ("M.01", "M.02"):
        offer(code)
    person = people(cast.bidang_b, 1, employment="pppk")[0]
    for code in ("M.01", "M.02"):
        need(person, CompetencyFactory(code=code), required=2, attained=1)
    allocation = allocate(cast)
    assert taken(allocation) == [(person.pk, "program", Reason.FREE)]
    assert left(allocation) == {(person.pk, "M.02"): Reason.CEILING}


def test_a_programme_that_breaks_the_ceiling_by_itself_is_left(cast, cycle):
    offer("M.01", form=FormFactory(code="B99"), quantity=30, jp_proposed=30)
    person = people(cast.bidang_b, 1, employment="pppk")[0]
    need(person, CompetencyFactory(code="M.01"), required=2, attained=1)
    assert left(allocate(cast)) == {(person.pk, "M.01"): Reason.CEILING}


def test_not_more_lines_a_person_than_asked_for(cast, cycle, elearning):
    person = people(cast.bidang_b, 1, employment="pppk_paruh_waktu")[0]
    for code, required in (("M.01", 2), ("M.02", 3), ("M.03", 4)):
        offer(code, level_to=4)
        need(person, CompetencyFactory(code=code), required=required, attained=1)
    allocation = allocate(cast, max_items=2)
    assert (len(taken(allocation)), left(allocation)) == (2, {(person.pk, "M.01"): Reason.ENOUGH})


def test_no_programme_is_said(cast, cycle):
    person = people(cast.bidang_b, 1, employment="pppk_paruh_waktu")[0]
    need(person, CompetencyFactory(code="M.09"), required=2, attained=1)
    assert left(allocate(cast)) == {(person.pk, "M.09"): Reason.NO_PROGRAMME}


def test_the_floor_comes_before_value(cast, cycle, elearning):
    """500 rupiah: a PNS without a gap is brought to 20 JP before anybody's gap is closed."""
    offer("M.01", "batas", cost_per_person=500)
    offer("M.02", "nilai", cost_per_person=500)
    pns = people(cast.bidang_b, 1)[0]
    other = people(cast.bidang_b, 1, employment="pppk_paruh_waktu")[0]
    need(pns, CompetencyFactory(code="M.01"), required=1, attained=1)
    need(other, CompetencyFactory(code="M.02"), required=2, attained=0)
    allocation = allocate(cast, 500)
    assert taken(allocation) == [(pns.pk, "batas", Reason.FLOOR)]
    assert (allocation.value, allocation.below_floor) == (0, 0)
    allocation = allocate(cast, 499)
    assert (taken(allocation), allocation.below_floor) == ([], 1)


def test_as_many_as_can_reach_the_floor(cast, cycle, elearning):
    offer("M.01", "mahal", cost_per_person=300)
    offer("M.02", "murah", cost_per_person=200)
    dear, *cheap = people(cast.bidang_b, 3)
    need(dear, CompetencyFactory(code="M.01"), required=1, attained=1)
    for person in cheap:
        need(person, CompetencyFactory(code="M.02"), required=1, attained=1)
    allocation = allocate(cast, 499)
    assert {row[0] for row in taken(allocation)} == {person.pk for person in cheap}
    assert allocation.below_floor == 1


def test_floor_without_a_standard(cast, cycle, elearning):
    offer("M.01", "umum")
    person = people(cast.bidang_b, 1)[0]
    assert taken(allocate(cast)) == [(person.pk, "umum", Reason.FLOOR)]


def test_performance_gap_without_a_competency_gap(cast, cycle, elearning):
    for code in ("M.01", "M.02"):
        offer(code, code)
    weak, strong = people(cast.bidang_b, 2, employment="pppk")
    for person in (weak, strong):
        need(person, CompetencyFactory(code="M.01"), required=1, attained=3)
        need(person, CompetencyFactory(code="M.02"), required=2, attained=2)
    performance(weak, 38)
    weights = dict.fromkeys(PARTS, D(0)) | {"performance": D(100)}
    allocation = allocate(cast, weights=weights)
    assert taken(allocation) == [(weak.pk, "M.02", Reason.FREE)]
    assert allocation.value == 50  # half of the target of 76


def test_the_level_is_reached_or_only_approached_as_the_money_goes(cast, cycle, elearning):
    offer("M.01", "sampai", level_to=3, cost_per_person=1000)
    offer("M.01", "selangkah", level_to=2, cost_per_person=100)
    person = people(cast.bidang_b, 1, employment="pppk_paruh_waktu")[0]
    need(person, CompetencyFactory(code="M.01"), required=3, attained=1)
    assert taken(allocate(cast, 999)) == [(person.pk, "selangkah", Reason.BEST)]
    assert taken(allocate(cast, 1000)) == [(person.pk, "sampai", Reason.BEST)]


def test_items_that_people_made_use_money_hours_and_places(cast, cycle, elearning):
    offer("M.02", cost_per_person=100)
    person = people(cast.bidang_b, 1, employment="pppk")[0]
    need(person, CompetencyFactory(code="M.02"), required=2, attained=1)
    plan = PlanFactory(unit=cast.dinas_sosial)
    own = ItemFactory(plan=plan, competency=CompetencyFactory(code="M.01"), cost_per_person=950)
    target = TargetFactory(item=own, civil_servant=person)
    allocation = allocate(cast, 1050)
    assert left(allocation) == {(person.pk, "M.02"): Reason.CEILING}
    assert (allocation.cost, allocation.kept_cost) == (950, 950)
    target.delete()
    TargetFactory(item=own, civil_servant=people(cast.bidang_b, 1, employment="pppk")[0])
    assert left(allocate(cast, 1049)) == {(person.pk, "M.02"): Reason.FUNDS}
    assert left(allocate(cast, 1050)) == {}
    assert allocate(cast, 100).cost == 950  # more than the ceiling, by people's own doing


def test_the_city_and_only_the_own_opd(cast, cycle, elearning):
    offer("M.01")
    here, there = people(cast.bidang_b, 1, employment="pppk") + people(cast.puskesmas, 1, employment="pppk")
    gone = people(cast.bidang_b, 1, legal_state="cltn")[0]
    for person in (here, there, gone):
        need(person, CompetencyFactory(code="M.01"), required=2, attained=1)
    assert {row[0] for row in taken(allocate(cast))} == {here.pk}
    city = allocate(cast, unit=None, by=cast.city_hr)
    assert {row[0] for row in taken(city)} == {here.pk, there.pk}
    assert set(city.lines.values_list("opd", flat=True)) == {cast.dinas_sosial.pk, cast.dinas_kesehatan.pk}


def test_ranks_go_by_what_a_rupiah_gives(cast, cycle, elearning):
    for code, cost in (("M.01", 100), ("M.02", 200), ("M.03", 300), ("M.04", 400)):
        offer(code, code, cost_per_person=cost)
        need(
            people(cast.bidang_b, 1, employment="pppk")[0],
            CompetencyFactory(code=code),
            required=2,
            attained=1,
        )
    allocation = allocate(cast, 300)
    assert [row[1] for row in taken(allocation)] == ["M.01", "M.02"]
    below = allocation.lines.filter(is_taken=False).order_by("rank")
    assert [(line.rank, line.programme.name) for line in below] == [(1, "M.03"), (2, "M.04")]
    # 20 points for 300 rupiah are not worth it any more, 20 for 200 are.
    assert D(20) / 300 * 10**6 <= allocation.price <= D(20) / 200 * 10**6


def test_the_same_input_gives_the_same_lines(cast, cycle, elearning):
    for code in ("M.01", "M.02", "M.03"):
        offer(code, code, cost_per_person=100)
        for person in people(cast.bidang_b, 5):
            need(person, CompetencyFactory(code=code), required=2, attained=1)

    def picture(allocation):
        return list(
            allocation.lines.order_by("-is_taken", "rank").values_list(
                "is_taken", "rank", "civil_servant", "programme", "reason", "value"
            )
        )

    first = allocate(cast, 900)
    # The rows lie in another order; what is read must not.
    CivilServant.objects.update(name="x")
    for row in CivilServant.objects.order_by("?"):
        row.save()
    second = allocate(cast, 900)
    assert first.pk != second.pk
    assert picture(first) == picture(second)
    assert (first.inputs, first.value) == (second.inputs, second.value)


# -------------------------------------------------------------------------------------------- who and when


@pytest.mark.parametrize(
    "part", ["owner", "superior", "unit_head", "stranger", "pyb", "ppk", "official", "administrator"]
)
def test_the_wrong_person_is_refused(cast, cycle, part):
    with pytest.raises(PermissionDenied):
        start(cast, by=getattr(cast, part))


def test_the_city_is_for_bkpsdmd(cast, cycle):
    with pytest.raises(PermissionDenied):
        start(cast, unit=None)
    assert start(cast, unit=None, by=cast.city_hr).unit is None
    assert start(cast, by=cast.city_hr).unit == cast.dinas_sosial


def test_who_sees_what(cast, cycle):
    own, city = start(cast), start(cast, unit=None, by=cast.city_hr)
    for part in ("unit_hr", "unit_head"):
        assert list(Allocation.objects.visible_to(getattr(cast, part))) == [own]
    for part in ("stranger", "owner"):
        assert list(Allocation.objects.visible_to(getattr(cast, part))) == []
    for part in ("city_hr", "official", "pyb"):
        assert set(Allocation.objects.visible_to(getattr(cast, part))) == {own, city}


def test_nonsense_is_refused(cast, cycle):
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
    cycle.is_open = False
    cycle.save()
    with pytest.raises(ValidationError, match="ditutup"):
        start(cast)
    assert not Allocation.objects.exists()
    assert not Job.objects.exists()


def test_asked_twice_made_once(cast, cycle):
    first = start(cast)
    assert start(cast) == first
    assert start(cast, 5) != first
    assert Job.objects.count() == 2
    work_off(first.job)
    assert start(cast) != first  # the needs may have changed meanwhile


def test_not_too_many_at_once(cast, cycle):
    for n in range(AT_ONCE):
        start(cast, n)
    with pytest.raises(ValidationError, match="masih dihitung"):
        start(cast, 99)
    assert start(cast, 99, by=cast.city_hr)


def test_it_is_recorded(cast, cycle):
    allocation = start(cast)
    entry = AuditEntry.objects.get(action="allocation_start")
    assert (entry.actor, entry.object_id, entry.facts["unit"]) == (
        cast.unit_hr,
        str(allocation.pk),
        cast.dinas_sosial.pk,
    )


def test_the_worker_asks_again(cast, cycle):
    allocation = start(cast)
    RoleAssignment.objects.filter(user=cast.unit_hr).delete()
    work_off(allocation.job)
    allocation.refresh_from_db()
    assert (allocation.state, allocation.job.status) == (State.FAILED, Job.Status.FAILED)
    assert "tidak lagi berwenang" in allocation.job.error
    assert not allocation.lines.exists()


def test_a_second_worker_changes_nothing(cast, cycle, elearning):
    offer("M.01")
    need(people(cast.bidang_b, 1)[0], CompetencyFactory(code="M.01"), required=2, attained=1)
    allocation = allocate(cast)
    compute(allocation, by=cast.unit_hr)
    assert allocation.lines.count() == 1


def test_the_newest_of_a_scope_are_kept(cast, cycle):
    unit = {"cycle": cycle, "unit": cast.dinas_sosial, "ceiling": 1, "created_by": cast.unit_hr}
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
def ready(cast, cycle, elearning):
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


def test_other_weights_than_the_years_may_fill_the_floor_otherwise(cast, cycle, elearning):
    plan = PlanFactory(unit=cast.dinas_sosial)
    person = people(cast.bidang_b, 1)[0]
    for n in range(1, 6):
        offer(f"M.0{n}", f"M.0{n}")
        need(person, CompetencyFactory(code=f"M.0{n}"), required=1, attained=1)
    CityPriority.objects.create(
        cycle=cycle, competency=CompetencyFactory(code="M.05"), strength=1, reason="x"
    )
    Cycle.objects.update(**{f"weight_{part}": weight for part, weight in GAP_ONLY.items()})
    weights = dict.fromkeys(PARTS, D(0)) | {"city": D(100)}
    allocation = allocate(cast, weights=weights, max_items=1)
    assert taken(allocation) == [(person.pk, "M.05", Reason.FLOOR)]
    use_allocation(allocation, plan, by=cast.unit_hr)
    target = PlanTarget.objects.get(plan=plan)
    assert (target.item.name, target.score, target.part_city) == ("M.05", 0, 1)


def test_what_is_left_prepares_the_post_to_be_held(cast, cycle, elearning):
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
