"""What the invented people say fits into the rows and forms of those who really say something."""

import random
import re

import pytest

from demo import elsewhere, surveys
from demo.project_stories import GENERAL, STORIES
from demo.stories import FINDINGS, MISSED
from evaluation.models import Action, Finding, InstrumentVersion, Milestone, Obstacle, Project, ProjectNote
from evaluation.questionnaire import check, load
from evaluation.reference import load_reference
from training.models import LineMissed

PROJECTS = [*STORIES.values(), *GENERAL]


def longest(model, field):
    return model._meta.get_field(field).max_length


@pytest.mark.django_db
def test_every_starter_questionnaire_can_be_filled_in_whole():
    load_reference()
    chance = random.Random("any")
    versions = InstrumentVersion.objects.in_use()
    assert len(versions) >= 3
    for version in versions:
        questionnaire = load(version)
        for mood in (1.5, 2.5, 3.5, 4.5):
            said = surveys._say(questionnaire, mood, surveys._pools(chance), chance)
            assert check(questionnaire, said) == {}, version


@pytest.mark.django_db
def test_what_was_found_rests_on_questions_that_are_asked():
    load_reference()
    asked = {
        (version.instrument.code, question.code)
        for version in InstrumentVersion.objects.in_use().select_related("instrument")
        for question in load(version).questions
    }
    assert all(FINDINGS)
    for found in (found for year in FINDINGS for found in year):
        assert (found.instrument, found.question) in asked
        assert len(found.words) <= longest(Finding, "words")
        assert len(found.action) <= longest(Action, "what")


@pytest.mark.parametrize("story", PROJECTS, ids=lambda story: story.title)
def test_a_project_fits_its_row(story):
    assert len(story.title) <= longest(Project, "title")
    assert len(story.beneficiaries) <= longest(Project, "beneficiaries")
    assert all(len(title) <= longest(Milestone, "title") for title in story.milestones)
    assert story.obstacle[0] in Obstacle.values
    assert max(map(len, (story.progress, story.help, story.answer))) <= longest(ProjectNote, "words")


def test_no_two_projects_have_the_same_title():
    assert len({story.title for story in PROJECTS}) == len(PROJECTS)


def test_causes_of_what_did_not_take_place_are_those_of_the_form():
    assert {row[0] for row in MISSED} <= set(LineMissed.Cause.values)


def test_the_certificate_from_elsewhere_is_a_pdf_whose_table_points_at_its_objects():
    paper = elsewhere._paper(["SERTIFIKAT (contoh)", "16 JP"])
    assert paper.startswith(b"%PDF-1.4\n")
    assert paper.endswith(b"%%EOF\n")
    places = [int(place) for place in re.findall(rb"(\d{10}) 00000 n", paper)]
    assert [paper[place : place + 7] for place in places] == [b"%d 0 obj" % n for n in range(1, 6)]
