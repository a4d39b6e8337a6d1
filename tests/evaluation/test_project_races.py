"""Two at the same moment, on connections of their own: one counts, nothing is doubled."""

import pytest
from django.core.exceptions import ValidationError

from evaluation import projects, ratings
from evaluation.models import Project, ProjectReview
from planning.models import CompetencyRating
from tests.cast import make_cast
from tests.evaluation.project_world import State, aims, alumnus, project_of
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def kinds(results):
    return sorted(type(result).__name__ for result in results)


def test_two_at_once():
    """One database for all of them: emptying it takes longest."""
    cast = make_cast()

    enrolment = alumnus(cast.owner)
    results = at_once(
        lambda: projects.propose(enrolment, aims(), by=cast.owner),
        lambda: projects.offer([enrolment], title="Antrean", by=cast.city_hr),
        lambda: projects.offer([enrolment], title="Antrean", by=cast.unit_hr),
    )
    assert Project.objects.count() == 1, results
    assert all(isinstance(result, Project | list | ValidationError) for result in results), results
    Project.objects.all().delete()

    project = project_of(cast.owner, State.PROPOSED, enrolment=enrolment)
    results = at_once(
        lambda: projects.take_step(project, "agree", by=cast.superior),
        lambda: projects.take_step(project, "decline", words="Belum", by=cast.superior),
    )
    assert kinds(results) == ["Overtaken", "Project"]
    assert project.notes.count() == 1

    Project.objects.filter(pk=project.pk).update(state="reported", end_reason="", closed_on=None)
    review = [
        lambda n=n: projects.review(project, "superior", verdict=n, words=f"Ulasan {n}", by=cast.superior)
        for n in (1, 4)
    ]
    assert kinds(at_once(*review)) == ["Overtaken", "ProjectReview"]
    assert ProjectReview.objects.count() == 1

    projects.take_step(project, "close", by=cast.superior)
    ratings.propose_level(project, level=3, reason="Mandiri", by=cast.owner)
    results = at_once(
        lambda: ratings.decide_level(project, accepts=True, by=cast.superior),
        lambda: ratings.decide_level(project, accepts=False, answer="Belum", by=cast.superior),
        lambda: ratings.decide_level(project, accepts=True, by=cast.superior),
    )
    assert kinds(results) == ["Overtaken", "Overtaken", "RatingProposal"]
    assert CompetencyRating.objects.count() <= 1
