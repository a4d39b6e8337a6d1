"""The path is one table: whoever adds a step to it has told the guard, every page and every notice."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import TextChoices
from django.urls import reverse

from personnel.models import Notice
from personnel.states import StateChoices, Tone
from planning import steps
from planning.approval import available_steps, next_office, take_step
from planning.models import Plan, PlanStep
from planning.reminders import remind
from planning.reports.board import STAGES, cell, counts_of
from planning.reports.paths import path_of
from planning.revision import revisions_awaiting, start_revision
from planning.stages import Calendar, Stage, proposed_dates, set_stages
from planning.steps import Reminder, Step, Tray, Words
from tests.planning.test_reminders import at
from tests.planning.world import CycleFactory, complete_plan


class MoreStatus(StateChoices):
    """The states with one more: the words that the table speaks of live in the model."""

    DRAFT = "draft", Tone.PLAIN, "Draf"
    SUBMITTED = "submitted", Tone.INFO, "Diajukan"
    VERIFIED = "verified", Tone.INFO, "Terverifikasi"
    REVIEWED = "reviewed", Tone.INFO, "Ditelaah"
    AGREED = "agreed", Tone.INFO, "Disetujui"
    RATIFIED = "ratified", Tone.DONE, "Ditetapkan"
    DISCARDED = "discarded", Tone.LATE, "Dibatalkan"


class MoreSteps(TextChoices):
    REVIEW = "review", "Menelaah"


REVIEW = Step(
    MoreSteps.REVIEW,
    MoreStatus.VERIFIED,
    MoreStatus.REVIEWED,
    "official",
    office="Inspektorat",
    label="Telaah Inspektorat",
    words=Words("Telaah rencana", "Rencana diteruskan kepada Sekretaris Daerah.", "Rencana sudah ditelaah."),
    of_revision=Words("Telaah perubahan", "Perubahan diteruskan.", "Perubahan sudah ditelaah."),
    window=(Stage.VERIFICATION, Stage.VERIFICATION),
    due=(Stage.VERIFICATION, Stage.VERIFICATION),
    reminder=Reminder("Telaah rencana yang terverifikasi", "Sekretaris Daerah menunggunya."),
    tray=Tray("rencana menunggu telaah Anda", "Belum ada yang menelaahnya.", "Telaah"),
    needs_note=True,
)


@pytest.fixture
def longer_path(monkeypatch):
    """One row more, between BKPSDMD and the secretary, who now takes up what was reviewed."""
    submit, verify, agree, ratify = steps.STEPS
    agree = replace(agree, from_status=MoreStatus.REVIEWED)
    monkeypatch.setattr(steps, "STEPS", (submit, verify, REVIEW, agree, ratify))
    monkeypatch.setattr(Plan, "Status", MoreStatus)
    kinds = [*PlanStep.Step.choices, *MoreSteps.choices]
    for model, name, choices in (
        (Plan, "status", MoreStatus.choices),
        (PlanStep, "from_status", MoreStatus.choices),
        (PlanStep, "to_status", MoreStatus.choices),
        (PlanStep, "step", kinds),
    ):
        monkeypatch.setattr(model._meta.get_field(name), "choices", choices)


@pytest.fixture
def calendar(cast):
    cycle = CycleFactory()
    set_stages(cycle, proposed_dates(cycle), by=None)
    return Calendar(cycle)


@pytest.fixture
def in_time(calendar):
    with at(calendar.stages[Stage.VERIFICATION].starts_on):
        yield


def page(sign_in, user, name, *args):
    return " ".join(sign_in(user).get(reverse(name, args=args)).content.decode().split())


def test_the_guard_asks_the_table(cast, longer_path, in_time):
    plan = complete_plan(cast, "verified")
    for wrong in (cast.pyb, cast.city_hr, cast.unit_head):
        with pytest.raises(PermissionDenied):
            take_step(plan, "review", by=wrong, note="Baik")
    with pytest.raises(ValidationError, match="Terverifikasi"):
        take_step(plan, "agree", by=cast.pyb)
    with pytest.raises(ValidationError):
        take_step(plan, "review", by=cast.official)
    done = take_step(plan, "review", by=cast.official, note="Baik")
    assert (done.from_status, done.to_status, done.get_step_display()) == ("verified", "reviewed", "Menelaah")
    plan.refresh_from_db()
    assert plan.status == "reviewed"
    take_step(plan, "agree", by=cast.pyb)


def test_the_office_may_return_the_plan_and_is_one_hand(cast, longer_path, in_time):
    plan = complete_plan(cast, "verified")
    assert [row.step for row in available_steps(plan, cast.official)] == ["review", "return"]
    take_step(plan, "return", by=cast.official, note="Biaya belum beralasan")
    assert Plan.objects.get(pk=plan.pk).status == "draft"
    Plan.objects.filter(pk=plan.pk).update(status="submitted")
    with pytest.raises(PermissionDenied):
        take_step(plan, "verify", by=cast.official)


def test_outside_its_window_it_is_refused_by_name(cast, longer_path, calendar):
    plan = complete_plan(cast, "verified")
    with at(calendar.stages[Stage.RATIFICATION].ends_on):
        assert available_steps(plan, cast.official) == []
        with pytest.raises(ValidationError, match="Waktu untuk menelaah rencana sudah berakhir"):
            take_step(plan, "review", by=cast.official, note="Baik")


def test_the_page_shows_button_label_and_office(cast, longer_path, in_time, sign_in):
    plan = complete_plan(cast, "verified")
    assert next_office(plan) == "Inspektorat"
    shown = page(sign_in, cast.official, "planning:plan_detail", plan.pk)
    for words in ("Telaah rencana", "Telaah Inspektorat", "Inspektorat memeriksa rencana ini"):
        assert words in shown
    assert "Telaah rencana" not in page(sign_in, cast.pyb, "planning:plan_detail", plan.pk)
    assert "Rencana diteruskan kepada Sekretaris Daerah." in page(
        sign_in, cast.official, "planning:plan_step", plan.pk, "review"
    )


def test_the_message_says_what_was_done(cast, longer_path, in_time, sign_in):
    plan = complete_plan(cast, "verified")
    client = sign_in(cast.official)
    url = reverse("planning:plan_step", args=[plan.pk, "review"])
    answer = client.post(url, {"note": "Baik"}, follow=True).content.decode()
    assert "Rencana sudah ditelaah." in answer
    assert "Ditelaah" in answer
    plan.refresh_from_db()
    stops = path_of(plan, plan.steps.all())
    assert [(stop.label, stop.state) for stop in stops[2:5]] == [
        ("Verifikasi BKPSDMD", "done"),
        ("Telaah Inspektorat", "done"),
        ("Persetujuan Sekda", "current"),
    ]


def test_of_a_revision_it_speaks_of_the_change(cast, longer_path):
    plan = complete_plan(cast, "ratified")
    assert REVIEW.about(plan).verb == "Telaah rencana"
    revision = start_revision(plan, "Anggaran berubah", by=cast.unit_hr)
    assert REVIEW.about(revision).verb == "Telaah perubahan"
    Plan.objects.filter(pk=revision.pk).update(status="verified")
    assert list(revisions_awaiting(cast.official)) == [revision]
    assert list(revisions_awaiting(cast.pyb)) == []


def test_the_office_is_reminded(cast, longer_path, calendar):
    complete_plan(cast, "verified")
    with at(calendar.stages[Stage.VERIFICATION].starts_on):
        remind()
    told = Notice.objects.filter(key__contains=":review:")
    assert [notice.user for notice in told] == [cast.official]
    assert told[0].subject.startswith("Telaah rencana yang terverifikasi")
    assert told[0].path.endswith("?keadaan=verified")


def test_the_board_waits_for_it(cast, longer_path, calendar):
    plan = complete_plan(cast, "verified")
    today = calendar.stages[Stage.VERIFICATION].starts_on

    def tone():
        counts = counts_of(plan.cycle, [plan.unit_id])[plan.unit_id]
        return cell(Stage.VERIFICATION, counts, calendar, plan.unit_id, today).tone

    assert Stage.VERIFICATION in STAGES
    assert tone() != "done"
    Plan.objects.filter(pk=plan.pk).update(status="reviewed")
    assert tone() == "done"


def test_the_home_page_of_the_office_counts_them(cast, longer_path, in_time, sign_in):
    complete_plan(cast, "verified")
    shown = page(sign_in, cast.official, "home")
    assert "1 rencana menunggu telaah Anda" in shown
    assert "menunggu persetujuan Anda" not in page(sign_in, cast.pyb, "home")


def test_the_stages_of_the_year_name_it(cast, longer_path, calendar, sign_in):
    assert "menelaah rencana" in page(sign_in, cast.city_hr, "planning:stage_list", calendar.cycle.year)


def test_every_step_says_everything():
    """What the table must hold of each step, whatever it is."""
    assert len(steps.STEPS) == 4
    for row in steps.STEPS:
        said = (row.office, row.label, *vars(row.words).values(), *vars(row.of_revision).values())
        assert all(said), row.hand
        assert all((row.reminder.task, row.reminder.why, *vars(row.tray).values())), row.hand
    assert [row.to_status for row in steps.STEPS[:-1]] == [row.from_status for row in steps.STEPS[1:]]
