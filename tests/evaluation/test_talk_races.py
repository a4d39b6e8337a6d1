"""Consent, quotes and reports at the same moment, and a form sent twice, on connections of their own."""

from __future__ import annotations

import uuid

import pytest
from django.core.exceptions import ValidationError

from evaluation import findings, interviews
from evaluation.models import Finding, Interview, Quote
from tests.cast import make_cast
from tests.evaluation.finding_world import values
from tests.evaluation.talk_world import a_batch, a_held_talk, a_plan
from tests.races import in_the_middle_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast():
    return make_cast()


def test_who_refuses_is_not_quoted_whoever_was_first(cast):
    for refusal_first in (True, False):
        talk = a_held_talk(cast)
        question, row = talk.questions.first(), talk.participants.get()
        acts = [
            lambda row=row: interviews.give_consent(row, "refused", by=cast.owner),
            lambda question=question, row=row: interviews.add_quote(
                question, row, "Kutipan", by=cast.city_hr
            ),
        ]
        first, second = in_the_middle_of(*(acts if refusal_first else reversed(acts)))
        quoted = second if refusal_first else first
        assert isinstance(quoted, ValidationError) is refusal_first
        assert not Quote.objects.filter(participant=row).exists()


def test_no_consent_is_changed_in_the_middle_of_the_report(cast):
    talk = a_held_talk(cast)
    row = talk.participants.get()
    first, second = in_the_middle_of(
        lambda: interviews.report_talks(talk.batch, by=cast.city_hr),
        lambda: interviews.give_consent(row, "named", by=cast.owner),
    )
    assert first == 1
    assert isinstance(second, ValidationError)


def test_a_form_sent_twice_at_once(cast):
    batch, plan, key = a_batch(cast), a_plan(cast), uuid.uuid4()
    first, second = in_the_middle_of(
        lambda: interviews.plan_interview(batch, plan, by=cast.city_hr, request_key=key),
        lambda: interviews.plan_interview(batch, plan, by=cast.city_hr, request_key=key),
    )
    assert first == second == Interview.objects.get()
    facts = values()
    first, second = in_the_middle_of(
        lambda: findings.record_finding(facts, by=cast.city_hr, request_key=key),
        lambda: findings.record_finding(facts, by=cast.city_hr, request_key=key),
    )
    assert first == second == Finding.objects.get()
