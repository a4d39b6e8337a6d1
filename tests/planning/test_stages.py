"""The dated stages: what may be done when, for whom longer, and who sets them."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from personnel.models import AuditEntry, Notice
from planning.approval import (
    available_steps,
    lock_draft,
    may_edit_now,
    start_plan,
    take_step,
)
from planning.models import CycleStage, Plan, StageExtension
from planning.stages import (
    Act,
    Calendar,
    Stage,
    extend_stage,
    proposed_dates,
    require,
    set_stages,
    stamp_of,
)
from planning.steps import STEPS
from tests.cast import make_cast
from tests.planning.world import CycleFactory, StandardVersionFactory, complete_plan
from tests.races import at_once

DAY = dt.timedelta(days=1)
WITA = dt.timezone(dt.timedelta(hours=8))
NOTE, DECISION = "Perbaiki anggaran.", {"decision_number": "800/12", "decision_date": dt.date(2026, 8, 1)}

# From the first day of one stage to the last of another: a second time, by hand.
LAWFUL = {
    "rate": ("rating", "rating"),
    "talk": ("rating", "drafting"),
    "suggest": ("input", "input"),
    "propose": ("input", "input"),
    "answer": ("input", "verification"),
    "draft": ("drafting", "ratification"),
    "open_consultation": ("drafting", "consultation"),
    "consult": ("consultation", "consultation"),
    "reply": ("consultation", "verification"),
    "submit": ("consultation", "verification"),
    "verify": ("verification", "ratification"),
    "agree": ("verification", "ratification"),
    "ratify": ("verification", "ratification"),
    "revise": ("carrying_out", "carrying_out"),
}
#: What the code says of them: acts, and the steps of a plan.
TIMED = {act.name.lower(): act for act in Act} | {str(step.hand): step for step in STEPS}


def noon(day):
    return dt.datetime.combine(day, dt.time(12), WITA)


@pytest.fixture
def dates(cycle):
    return proposed_dates(cycle)


@pytest.fixture
def cycle(db):
    return CycleFactory()


@pytest.fixture
def staged(cycle, dates):
    """The year with its dates set."""
    set_stages(cycle, dates, by=None)
    return cycle


def refused(act, cycle, day, opd=None):
    with time_machine.travel(noon(day), tick=False):
        try:
            require(TIMED[act], cycle, opd)
        except ValidationError as refusal:
            return refusal.messages[0] if refusal.code == "stage" else refusal.code
    return ""


# ------------------------------------------------------------------------------------------ what when


def test_the_table_is_the_one_written_by_hand():
    assert {name: tuple(map(str, act.window)) for name, act in TIMED.items()} == LAWFUL
    assert len({act.doing for act in TIMED.values()}) == len(LAWFUL)


@pytest.mark.parametrize("act", LAWFUL)
def test_each_act_before_on_and_after_its_days(staged, dates, act):
    first, last = dates[Stage(LAWFUL[act][0])][0], dates[Stage(LAWFUL[act][1])][1]
    assert "baru dimulai" in refused(act, staged, first - DAY)
    assert refused(act, staged, first) == refused(act, staged, last) == ""
    assert "sudah berakhir" in refused(act, staged, last + DAY)


def test_a_year_without_stages_forbids_nothing(cycle):
    assert not Calendar(cycle)
    assert all(Calendar(cycle).allows(act) for act in Act)


def test_a_day_is_a_day_in_wita(staged, dates):
    """In UTC the last evening is over at 16.00, and the first morning begins the day before."""
    first, last = dates[Stage.RATING]
    for moment, allowed in (
        (dt.datetime.combine(first - DAY, dt.time(23, 59), WITA), False),
        (dt.datetime.combine(first, dt.time(0, 0), WITA), True),
        (dt.datetime.combine(last, dt.time(23, 59), WITA), True),
        (dt.datetime.combine(last + DAY, dt.time(0, 0), WITA), False),
    ):
        with time_machine.travel(moment, tick=False):
            assert Calendar(staged).allows(Act.RATE) is allowed, moment


def test_a_refusal_names_the_act_and_its_days(staged, dates):
    assert refused("consult", staged, dates[Stage.DATA][0]) == (
        "Waktu untuk menjawab butir konsultasi baru dimulai 12 Oktober 2026"
        " dan berlangsung sampai 23 Oktober 2026."
    )


def test_the_calendar_is_one_query(staged, django_assert_num_queries):
    with django_assert_num_queries(1):
        calendar = Calendar(staged)
        assert [calendar.window_of(act) for act in Act]


# ------------------------------------------------------------------------------------------ the dates


def test_the_proposal_is_lawful_and_ends_before_the_budget(cycle, dates):
    assert list(dates) == list(Stage)
    assert dates[Stage.RATIFICATION][1] == dt.date(2026, 11, 30)
    assert dates[Stage.CARRYING_OUT] == (dt.date(2027, 1, 1), dt.date(2027, 12, 31))
    set_stages(cycle, dates, by=None)
    assert cycle.stages.count() == 9


def test_setting_is_recorded_with_before_and_after(cast, staged, dates):
    later = dates | {Stage.EVALUATION: (dt.date(2028, 1, 1), dt.date(2028, 2, 15))}
    set_stages(staged, later, by=cast.city_hr)
    entry = AuditEntry.objects.filter(action="stages_set").latest("pk")
    assert entry.actor == cast.city_hr
    assert entry.facts["before"]["evaluation"] == ["2028-01-01", "2028-01-31"]
    assert entry.facts["after"]["evaluation"] == ["2028-01-01", "2028-02-15"]
    set_stages(staged, later, by=cast.city_hr)  # the same again is no act
    assert AuditEntry.objects.filter(action="stages_set").latest("pk") == entry


@pytest.mark.parametrize(
    ("stage", "days", "field"),
    [
        (Stage.INPUT, (dt.date(2026, 9, 18), dt.date(2026, 9, 1)), "input"),  # ends before it begins
        (Stage.INPUT, (dt.date(2026, 8, 1), dt.date(2026, 9, 18)), "input"),  # begins before the former
        (Stage.VERIFICATION, (dt.date(2026, 10, 12), dt.date(2026, 10, 20)), "verification"),  # ends before
        (Stage.EVALUATION, (dt.date(2028, 1, 1), dt.date(2208, 1, 31)), "evaluation"),  # a slip of the pen
    ],
)
def test_dates_out_of_order_name_their_stage(cycle, dates, stage, days, field):
    with pytest.raises(ValidationError) as refusal:
        set_stages(cycle, dates | {stage: days}, by=None)
    assert set(refusal.value.message_dict) == {field}
    assert not cycle.stages.exists()


def test_a_stage_left_out_is_named(cycle, dates):
    del dates[Stage.CONSULTATION]
    with pytest.raises(ValidationError) as refusal:
        set_stages(cycle, dates, by=None)
    assert set(refusal.value.message_dict) == {"consultation"}


def test_only_bkpsdmd_sets_and_extends(cast, staged, dates):
    stage = staged.stages.get(stage="rating")
    for part, user in cast.members.items():
        if part == "city_hr":
            continue
        with pytest.raises(PermissionDenied):
            set_stages(staged, dates, by=user)
        with pytest.raises(PermissionDenied):
            extend_stage(stage, [cast.dinas_sosial], ends_on=stage.ends_on + DAY, reason="x", by=user)


def test_whoever_saw_older_dates_is_told(cast, staged, dates):
    seen = stamp_of(staged)
    later = dates | {Stage.EVALUATION: (dt.date(2028, 1, 1), dt.date(2028, 2, 15))}
    set_stages(staged, later, by=cast.city_hr, seen=seen)
    with pytest.raises(ValidationError) as refusal:
        set_stages(staged, dates, by=cast.city_hr, seen=seen)
    assert refusal.value.code == "changed"
    assert staged.stages.get(stage="evaluation").ends_on == dt.date(2028, 2, 15)


@pytest.mark.django_db(transaction=True)
def test_two_editors_at_once_do_not_overwrite_each_other():
    cast, cycle = make_cast(), CycleFactory()
    dates = proposed_dates(cycle)
    set_stages(cycle, dates, by=None)
    seen = stamp_of(cycle)

    def edit(day):
        mine = dates | {Stage.EVALUATION: (dt.date(2028, 1, 1), dt.date(2028, 2, day))}
        set_stages(cycle, mine, by=cast.city_hr, seen=seen)
        return day

    ends = at_once(lambda: edit(10), lambda: edit(20))
    assert [end.code for end in ends if isinstance(end, ValidationError)] == ["changed"]
    (won,) = (end for end in ends if isinstance(end, int))
    assert cycle.stages.get(stage="evaluation").ends_on == dt.date(2028, 2, won)
    assert AuditEntry.objects.filter(action="stages_set").count() == 2  # the first dates, and the faster one


# ----------------------------------------------------------------------------------------- extensions


def test_an_extension_moves_only_its_opd(cast, staged, dates):
    stage, last = staged.stages.get(stage="rating"), dates[Stage.RATING][1]
    extend_stage(stage, [cast.dinas_sosial], ends_on=last + 5 * DAY, reason=" Banjir. ", by=cast.city_hr)
    assert refused("rate", staged, last + 5 * DAY, cast.dinas_sosial.pk) == ""
    assert refused("rate", staged, last + 6 * DAY, cast.dinas_sosial.pk)
    assert refused("rate", staged, last + DAY, cast.dinas_kesehatan.pk)
    assert refused("rate", staged, last + DAY)
    entry = AuditEntry.objects.latest("pk")
    assert (entry.action, entry.actor) == ("stage_extended", cast.city_hr)
    assert entry.facts == {
        "unit": cast.dinas_sosial.pk,
        "stage": "rating",
        "ends_on": (last + 5 * DAY).isoformat(),
        "reason": "Banjir.",
    }


def test_an_extension_tells_whoever_acts_for_the_opd(cast, staged, dates):
    stage = staged.stages.get(stage="rating")
    extend_stage(
        stage,
        [cast.dinas_sosial, cast.dinas_kesehatan],
        ends_on=dates[Stage.RATING][1] + DAY,
        reason="Banjir",
        by=cast.city_hr,
    )
    told = Notice.objects.order_by("user").values_list("user", flat=True)
    assert set(told) == {cast.unit_hr.pk, cast.unit_head.pk, cast.stranger.pk}
    assert "diperpanjang sampai 12 September 2026" in Notice.objects.first().subject


def test_the_newest_extension_counts_and_never_shortens(cast, staged, dates):
    stage, last = staged.stages.get(stage="rating"), dates[Stage.RATING][1]
    for days in (3, 5):
        extend_stage(stage, [cast.dinas_sosial], ends_on=last + days * DAY, reason="x", by=cast.city_hr)
    window = Calendar(staged).window(Stage.RATING, cast.dinas_sosial.pk)
    assert window.ends_on == last + 5 * DAY
    for days in (0, 4, 5):
        with pytest.raises(ValidationError) as refusal:
            extend_stage(stage, [cast.dinas_sosial], ends_on=last + days * DAY, reason="x", by=cast.city_hr)
        assert set(refusal.value.message_dict) == {"ends_on"}
    # All for the city may later be longer than one OPD's extension.
    longer = dates | {Stage.RATING: (dates[Stage.RATING][0], last + 7 * DAY)}
    set_stages(staged, longer, by=cast.city_hr)
    assert Calendar(staged).window(Stage.RATING, cast.dinas_sosial.pk).ends_on == last + 7 * DAY


def test_an_extension_needs_an_opd_and_a_reason(cast, staged, dates):
    stage, later = staged.stages.get(stage="rating"), dates[Stage.RATING][1] + DAY
    for units, reason in (([cast.bidang_a], "x"), ([], "x"), ([cast.dinas_sosial], "  ")):
        with pytest.raises(ValidationError):
            extend_stage(stage, units, ends_on=later, reason=reason, by=cast.city_hr)
    # One that is refused takes the others along.
    with pytest.raises(ValidationError), transaction.atomic():
        extend_stage(stage, [cast.dinas_sosial, cast.bidang_a], ends_on=later, reason="x", by=cast.city_hr)
    assert not StageExtension.objects.exists()


# ------------------------------------------------------------------------------------- plans obey it


def consulted_plan(cast, status="draft"):
    """A plan about which its people have been asked, as a year with stages wants it."""
    plan = complete_plan(cast, status)
    Plan.objects.filter(pk=plan.pk).exclude(status="ratified").update(consultation_opened_at=timezone.now())
    plan.refresh_from_db()
    return plan


WAY = [
    ("draft", "submit", "unit_head"),
    ("submitted", "verify", "city_hr"),
    ("submitted", "return", "city_hr"),
    ("verified", "agree", "pyb"),
    ("verified", "return", "pyb"),
    ("agreed", "ratify", "ppk"),
    ("agreed", "return", "ppk"),
]
HAND = {"draft": "submit", "submitted": "verify", "verified": "agree", "agreed": "ratify"}


@pytest.mark.parametrize(("status", "step", "part"), WAY)
def test_each_step_is_refused_outside_its_days(cast, status, step, part):
    plan, by = consulted_plan(cast, status), getattr(cast, part)
    set_stages(plan.cycle, proposed_dates(plan.cycle), by=None)
    window = Calendar(plan.cycle).window_of(TIMED[HAND[status]])
    for day in (window.starts_on - DAY, window.ends_on + DAY):
        with time_machine.travel(noon(day), tick=False):
            assert available_steps(plan, by) == []
            with pytest.raises(ValidationError) as refusal:
                take_step(plan, step, by=by, note=NOTE, **DECISION)
            assert refusal.value.code == "stage"
    assert Plan.objects.get(pk=plan.pk).status == status
    with time_machine.travel(noon(window.ends_on), tick=False):
        assert step in {row.step for row in available_steps(plan, by)}
        take_step(plan, step, by=by, note=NOTE, **DECISION)


def test_a_draft_changes_only_in_its_days(cast):
    plan = complete_plan(cast)
    set_stages(plan.cycle, proposed_dates(plan.cycle), by=None)
    window = Calendar(plan.cycle).window_of(Act.DRAFT)
    for day, allowed in (
        (window.starts_on - DAY, False),
        (window.starts_on, True),
        (window.ends_on, True),
        (window.ends_on + DAY, False),
    ):
        with time_machine.travel(noon(day), tick=False):
            assert may_edit_now(plan, cast.unit_hr) is allowed
            with transaction.atomic():
                if allowed:
                    lock_draft(plan, by=cast.unit_hr)
                else:
                    with pytest.raises(ValidationError, match="menyusun dan mengubah rencana"):
                        lock_draft(plan, by=cast.unit_hr)


def test_a_plan_begins_only_in_its_days(cast):
    cycle = CycleFactory(standard_version=StandardVersionFactory())
    set_stages(cycle, proposed_dates(cycle), by=None)
    start = Calendar(cycle).window_of(Act.DRAFT).starts_on
    with time_machine.travel(noon(start - DAY), tick=False), pytest.raises(ValidationError):
        start_plan(cast.dinas_sosial, cycle, by=cast.unit_hr)
    with time_machine.travel(noon(start), tick=False):
        assert start_plan(cast.dinas_sosial, cycle, by=cast.unit_hr)


def test_an_extension_lets_the_plan_of_its_opd_through(cast):
    plan = consulted_plan(cast)
    set_stages(plan.cycle, proposed_dates(plan.cycle), by=None)
    stage = plan.cycle.stages.get(stage="verification")
    late = noon(stage.ends_on + DAY)
    with time_machine.travel(late, tick=False):
        assert available_steps(plan, cast.unit_head) == []
        extend_stage(stage, [plan.unit], ends_on=timezone.localdate(), reason="x", by=cast.city_hr)
        assert [row.step for row in available_steps(plan, cast.unit_head)] == ["submit"]
        take_step(plan, "submit", by=cast.unit_head, note="Dana terbatas.")


def test_a_revision_walks_its_path_while_the_year_is_carried_out(cast):
    plan = complete_plan(cast, "ratified")
    set_stages(plan.cycle, proposed_dates(plan.cycle), by=None)
    revision = Plan.objects.create(
        unit=plan.unit,
        cycle=plan.cycle,
        standard_version=plan.standard_version,
        revision=1,
        revises=plan,
        revision_reason="Anggaran berkurang",
        is_current=False,
    )
    carrying_out = Calendar(plan.cycle).window(Stage.CARRYING_OUT)
    with time_machine.travel(noon(dt.date(2026, 10, 20)), tick=False):  # a lawful day for a plan itself
        assert not may_edit_now(revision, cast.unit_hr)
        with pytest.raises(ValidationError, match="mengubah rencana yang sudah ditetapkan"):
            take_step(revision, "submit", by=cast.unit_head, note="Dana terbatas.")
    for day in (carrying_out.starts_on, carrying_out.ends_on):
        with time_machine.travel(noon(day), tick=False):
            assert may_edit_now(revision, cast.unit_hr)
            assert available_steps(revision, cast.unit_head)
    with time_machine.travel(noon(carrying_out.ends_on + DAY), tick=False):
        assert not may_edit_now(revision, cast.unit_hr)


def test_stage_rows_are_nine_at_most(staged):
    assert staged.stages.count() == len(CycleStage.Stage)
