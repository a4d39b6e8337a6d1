"""Projects that stand still: whom it is told, when, and never twice in a period."""

import datetime as dt

import pytest
import time_machine
from django.core.management import call_command

from evaluation.models import Project
from evaluation.project_reminders import remind_projects
from personnel.models import Notice
from tests.evaluation.project_world import State, milestone_of, project_of, reviewed

WITA = dt.timezone(dt.timedelta(hours=8))
START = dt.date(2026, 11, 2)


def on(days, hour=10):
    """So many days after the last movement, a Monday."""
    day = START + dt.timedelta(days=days)
    return time_machine.travel(dt.datetime.combine(day, dt.time(hour), WITA), tick=False)


@pytest.fixture
def project(cast):
    with on(0):
        return project_of(cast.owner, mentor=cast.colleague.civil_servant)


def told(cast):
    """Who has been told how often."""
    counts = {}
    for part, user in cast.members.items():
        if n := Notice.objects.filter(user=user, key__contains=":still:").count():
            counts[part] = n
    return counts


def test_first_the_leader_then_mentor_and_superior(cast, project):
    with on(19):
        assert remind_projects() == 0
    with on(21):
        assert remind_projects() == 1
        assert remind_projects() == 0
    assert told(cast) == {"owner": 1}
    with on(40):
        assert remind_projects() == 0
    with on(42):
        assert remind_projects() == 3
        assert remind_projects() == 0
    assert told(cast) == {"owner": 2, "colleague": 1, "superior": 1}


def test_a_movement_begins_anew(cast, project):
    with on(21):
        remind_projects()
    Project.objects.filter(pk=project.pk).update(moved_on=START + dt.timedelta(days=22))
    with on(42):
        assert remind_projects() == 0
    with on(43):
        assert remind_projects() == 1
    assert told(cast) == {"owner": 2}


def test_an_overdue_milestone_though_all_moves(cast, project):
    milestone_of(project, due_on=START + dt.timedelta(days=2))
    with on(2):
        assert remind_projects() == 0
    with on(3):
        assert remind_projects() == 1
    assert "Tonggak 1" in Notice.objects.get(key__contains=":still:").text
    Project.objects.filter(pk=project.pk).update(moved_on=START + dt.timedelta(days=4))
    with on(4):
        assert remind_projects() == 0
    with on(24):
        assert remind_projects() == 1
    project.milestones.update(done_on=START + dt.timedelta(days=24))
    with on(45):
        project.refresh_from_db()
        assert remind_projects() == 3  # nothing has moved since, though the milestone is reached


@pytest.mark.parametrize(
    ("state", "whom"),
    [
        (State.OFFERED, {"owner"}),
        (State.PROPOSED, {"superior"}),
        (State.ACTIVE, {"owner"}),
        (State.REPORTED, {"superior", "colleague"}),
        (State.CLOSED, set()),
        (State.STOPPED, set()),
        (State.REFUSED, set()),
    ],
)
def test_whoever_must_act(cast, state, whom):
    with on(0):
        project_of(cast.owner, state, mentor=cast.colleague.civil_servant)
    with on(21):
        remind_projects()
    assert set(told(cast)) == whom


def test_who_has_reviewed_owes_nothing(cast):
    with on(0):
        project = project_of(cast.owner, State.REPORTED, mentor=cast.colleague.civil_servant)
        reviewed(project, cast.colleague, "mentor")
    with on(21):
        remind_projects()
    assert set(told(cast)) == {"superior"}


def test_the_period_is_a_setting(cast, project, settings):
    settings.PROJECT_DAYS = 7
    with on(7):
        assert remind_projects() == 1


@pytest.mark.parametrize(("days", "hour"), [(22, 22), (27, 10)])
def test_not_at_night_nor_on_sundays(cast, project, days, hour, capsys):
    with on(days, hour):
        assert remind_projects() == 0
        call_command("remind_projects")
    assert "Jam tenang" in capsys.readouterr().out
    assert told(cast) == {}


def test_the_command(cast, project, capsys):
    with on(21):
        call_command("remind_projects")
    assert capsys.readouterr().out == "1 pemberitahuan dibuat.\n"
