"""What questionnaires and projects add to the figures, each under its own rule for few."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from evaluation.impact import Scope, impact_of, tables_of
from evaluation.models import Answer, AnswerValue, Level, Project, ProjectNote, Wave
from tests.evaluation.impact_world import YEAR, a_programme, held_batch, people_of
from tests.evaluation.project_world import project_of
from tests.evaluation.wave_world import planned_wave
from tests.evaluation.world import make_version
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def closed_wave(batch, version, opd, values):
    wave = planned_wave(batch, version, state=Wave.State.CLOSED)
    Wave.objects.filter(pk=wave.pk).update(closed_at=timezone.now())
    question = version.questions.get(code="relevant")
    for value in values:
        answer = Answer.objects.create(wave=wave, opd=opd)
        AnswerValue.objects.create(answer=answer, question=question, value=value)
    return wave


def test_level_one_is_what_the_results_say(cast):
    programme = a_programme()
    batch = held_batch(programme, people_of(cast.dinas_sosial, 12))
    version = make_version(is_anonymous=False, level=Level.REACTION)
    closed_wave(batch, version, cast.dinas_sosial, [4] * 6 + [3] * 6)
    for scope, given in ((Scope("batch", batch.pk), batch), (Scope("programme", programme.pk), None)):
        found = impact_of(scope, YEAR, batch=given)
        (survey,) = found.reaction
        assert (survey.answers, survey.mean, survey.points) == (12, Decimal("3.5"), 4)
        assert not found.behaviour
        assert found.reaction_words.startswith("Angka ini menunjukkan pendapat yang menjawab")
    (row,) = tables_of(YEAR).programmes
    assert row.reaction.mean == Decimal("3.5")


def test_four_answers_say_nothing(cast):
    batch = held_batch(a_programme(), people_of(cast.dinas_sosial, 12))
    closed_wave(batch, make_version(is_anonymous=False), cast.dinas_sosial, [4] * 4)
    found = impact_of(Scope("batch", batch.pk), YEAR, batch=batch)
    (survey,) = found.reaction
    assert (survey.answers, survey.mean) == (0, None)
    assert found.reaction_words.startswith("Belum dapat disimpulkan")
    assert tables_of(YEAR).city.reaction is None


@pytest.mark.parametrize(("n", "shown"), [(4, 0), (5, 5)])
def test_obstacles_of_projects_from_five(cast, n, shown):
    people = people_of(cast.dinas_sosial, 6)
    batch = held_batch(a_programme(), people)
    for person, enrolment in zip(people[:n], batch.enrolments.order_by("pk"), strict=False):
        user = UserFactory(civil_servant=person)
        project = project_of(user, Project.State.CLOSED, enrolment=enrolment)
        for _ in range(2):  # said twice is one project
            ProjectNote.objects.create(
                project=project, kind=ProjectNote.Kind.OBSTACLE, obstacle="funds", words="Dana.", by=user
            )
    found = impact_of(Scope("batch", batch.pk), YEAR, batch=batch)
    assert [line.part.count for line in found.obstacles] == [shown] * bool(shown)
    assert bool(found.projects.hidden) is not bool(shown)
    assert (found.projects.closed, found.projects.alive) == (n, 0)
