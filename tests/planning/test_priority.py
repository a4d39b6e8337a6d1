from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from personnel.models import AuditEntry, CivilServant
from personnel.recounts import SUMS
from planning.cycles import set_weights
from planning.models import CityPriority, Cycle, PlanTarget
from planning.priority import (
    PARTS,
    CostScale,
    explain,
    override_priority,
    score_needs,
    score_of,
    score_people,
    weights_of,
)
from tests.planning.world import (
    CompetencyFactory,
    CycleFactory,
    ItemFactory,
    PlanFactory,
    ProgrammeFactory,
    TargetFactory,
    learned,
    need,
    people,
    performance,
)

D = Decimal


@pytest.fixture
def cycle(db) -> Cycle:
    return CycleFactory()


@pytest.fixture
def competency(db):
    return CompetencyFactory(code="M.05")


def test_every_part_by_hand(cast, cycle, competency):
    """gap 2 of 5 = .4 · share 1 of 2 = .5 · city .8 · performance 19/76 = .25 · 2 years = .4 · cost .75."""
    owner, colleague = cast.owner.civil_servant, cast.colleague.civil_servant
    need(owner, competency, required=3, attained=1)
    need(colleague, competency, required=3, attained=3)
    CityPriority.objects.create(cycle=cycle, competency=competency, strength=D("0.8"), reason="RPJMD")
    performance(owner, 57)
    performance(owner, 90, year=2024)
    learned(owner, 2024)
    learned(owner, 2025, jp=0)

    scored = score_needs(cycle, cast.dinas_sosial.pk, {(competency.pk, 1, 3): D("0.75")})

    assert [row.civil_servant_id for row in scored] == [owner.pk, colleague.pk]
    assert scored[0].parts == (D("0.4"), D("0.5"), D("0.8"), D("0.25"), D("0.4"), D("0.75"))
    # 40×.4 + 15×.5 + 15×.8 + 15×.25 + 10×.4 + 5×.75 = 47
    assert scored[0].score == D("47.00")
    assert score_of(scored[0].parts, weights_of(cycle)) == D("47.00")


def test_unknown_counts_as_nothing(cast, cycle, competency):
    need(cast.owner.civil_servant, competency, required=1, attained=0)
    (row,) = score_needs(cycle, cast.dinas_sosial.pk, {})
    assert row.parts == (D("0.2"), 1, 0, 0, 0, 0)
    assert row.score == D("23.00")


def test_unassessed_has_no_gap_to_score(cast, cycle, competency):
    need(cast.owner.civil_servant, competency, required=3, attained=None)
    (row,) = score_needs(cycle, cast.dinas_sosial.pk, {})
    assert (row.gap, row.parts[0]) == (None, 0)


def test_years_without_development(cast, cycle, competency):
    owner = cast.owner.civil_servant
    need(owner, competency, required=2, attained=1)
    for year, expected in ((2026, 0), (2025, D("0.2")), (2018, 1)):
        owner.learning_years.all().delete()
        learned(owner, year)
        (row,) = score_needs(cycle, cast.dinas_sosial.pk, {})
        assert row.parts[4] == expected
    owner.learning_years.all().delete()
    for year in (2024, 2025, 2026):  # recorded since 2024, and never any hour: three years at least
        learned(owner, year, jp=0)
    assert score_needs(cycle, cast.dinas_sosial.pk, {})[0].parts[4] == D("0.6")


def test_good_performance_never_lowers_a_score(cast, cycle, competency):
    owner = cast.owner.civil_servant
    need(owner, competency, required=2, attained=1)
    performance(owner, 110)
    assert score_needs(cycle, cast.dinas_sosial.pk, {})[0].parts[3] == 0


def test_share_counts_assessed_active_people_of_the_own_unit(cast, cycle, competency):
    owner = cast.owner.civil_servant
    need(owner, competency, required=2, attained=1)
    need(cast.colleague.civil_servant, competency, required=2, attained=None)  # unassessed: not counted
    gone, elsewhere = people(cast.bidang_a, 1)[0], people(cast.bidang_b, 1)[0]
    need(gone, competency, required=2, attained=2)
    CivilServant.objects.filter(pk=gone.pk).update(legal_state="cltn")
    need(elsewhere, competency, required=2, attained=2)
    rows = {row.civil_servant_id: row for row in score_needs(cycle, cast.dinas_sosial.pk, {})}
    assert rows[owner.pk].parts[1] == 1
    assert gone.pk not in rows


def test_ties_are_broken_by_person_and_competency_and_the_order_is_the_same_again(cast, cycle):
    first, second = CompetencyFactory(code="M.01"), CompetencyFactory(code="M.02")
    for person in reversed(people(cast.bidang_b, 4)):
        need(person, second, required=2, attained=1)
        need(person, first, required=2, attained=1)
    rows = score_needs(cycle, cast.dinas_sosial.pk, {})
    keys = [(row.civil_servant_id, row.competency_id) for row in rows]
    assert keys == sorted(keys)
    assert rows == score_needs(cycle, cast.dinas_sosial.pk, {})


def test_weights_of_zero_give_zero(cast, cycle, competency):
    for name in ("gap", "share", "city", "performance", "years", "cost"):
        setattr(cycle, f"weight_{name}", D(0))
    need(cast.owner.civil_servant, competency, required=2, attained=1)
    assert score_needs(cycle, cast.dinas_sosial.pk, {})[0].score == 0
    assert score_of([D(1)] * 6, [D(0)] * 6) == 0


def test_cost_scale(competency):
    for cost in (0, 1000, 4000):
        ProgrammeFactory(competency=competency, cost_per_person=cost)
    ProgrammeFactory(competency=competency, cost_per_person=9999, is_active=False)
    scale = CostScale()
    assert [scale.part(competency.pk, D(c)) for c in (0, 1000, 4000, 5000)] == [1, D("0.75"), 0, 0]
    assert scale.part(None, D(1)) == scale.part(competency.pk, None) == 0


def test_people_without_a_need_are_scored_too(cast, cycle, competency):
    owner, outsider = cast.owner.civil_servant, cast.stranger.civil_servant
    rows = score_people(
        cycle,
        cast.dinas_sosial.pk,
        competency_id=competency.pk,
        people=[owner.pk, outsider.pk],
        cost_part=D(1),
    )
    assert [(row.civil_servant_id, row.required, row.gap, row.score) for row in rows] == [
        (owner.pk, None, None, D("5.00"))
    ]


def test_one_statement_whatever_the_number(cast, cycle, competency, django_assert_num_queries):
    for person in people(cast.bidang_b, 3):
        need(person, competency, required=2, attained=1)
    with django_assert_num_queries(1):
        score_needs(cycle, cast.dinas_sosial.pk, {})


# --------------------------------------------------------------------------------------- override and origin


@pytest.fixture
def target(cast, competency) -> PlanTarget:
    plan = PlanFactory(unit=cast.dinas_sosial)
    item = ItemFactory(plan=plan, competency=competency, is_drafted=True)
    return TargetFactory(
        item=item,
        civil_servant=cast.owner.civil_servant,
        part_gap=D("0.4"),
        part_share=D("0.5"),
        score=D("23.50"),
    )


def test_explanation_adds_up(target, cycle):
    explanation = explain(target, cycle)
    assert sum(line.points for line in explanation.lines) == explanation.total == target.score
    assert "kesenjangan dan bagian unit" in explanation.sentence
    assert "dihitung 0" in explanation.sentence
    assert "Bobot" not in explanation.sentence
    cycle.weight_gap = 10
    assert "Bobot tahun ini berubah" in explain(target, cycle).sentence


def test_the_recount_knows_the_weights_of_then_and_finds_another_score(target, cast, cycle):
    def found():
        return [(one.kept, one.counted) for one in SUMS["planning_plantarget"].differences()]

    weights = {f"weight_{name}": D(0) for name in PARTS} | {"weight_gap": D(100)}
    set_weights(cycle, weights, by=cast.city_hr)
    assert found() == []
    PlanTarget.objects.update(score=D("23.51"))
    assert found() == [("23.51", "40.00")]


def test_override_with_a_reason(target, cast):
    override_priority(target, D(90), " Ditugaskan memimpin layanan baru ", by=cast.unit_hr)
    target.refresh_from_db()
    assert (target.priority, target.score) == (90, D("23.50"))
    assert target.override_reason == "Ditugaskan memimpin layanan baru"
    assert target.overridden_by == cast.unit_hr
    assert not PlanTarget.objects.get(pk=target.pk).item.is_drafted  # a new draft leaves it alone
    entry = AuditEntry.objects.get(action="priority_override")
    assert (entry.actor, entry.subject) == (cast.unit_hr, cast.owner.civil_servant)
    override_priority(target, None, "", by=cast.unit_hr)
    target.refresh_from_db()
    assert (target.priority, target.override_reason, target.overridden_by) == (D("23.50"), "", None)


@pytest.mark.parametrize(("score", "reason"), [(D(90), "  "), (D(101), "alasan"), (D(-1), "alasan")])
def test_override_refused(target, cast, score, reason):
    with pytest.raises(ValidationError) as refusal:
        override_priority(target, score, reason, by=cast.unit_hr)
    assert refusal.value.message_dict.keys() <= {"reason", "override_score"}
    target.refresh_from_db()
    assert target.override_score is None


@pytest.mark.parametrize("part", ["owner", "superior", "unit_head", "stranger", "pyb", "ppk", "official"])
def test_only_who_draws_up_the_plan_overrides(target, cast, part):
    with pytest.raises(PermissionDenied):
        override_priority(target, D(90), "alasan", by=getattr(cast, part))
