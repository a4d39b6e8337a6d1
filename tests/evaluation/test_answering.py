"""Drafts, sending once, every point at which it can break off, and races on real connections."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import OperationalError

from evaluation import answering, closing
from evaluation.answering import Standing
from evaluation.models import Answer, Invitation, SealedAnswer, Wave
from evaluation.questionnaire import load
from evaluation.sealing import new_secret
from personnel.models import AuditEntry
from tests.cast import make_cast
from tests.evaluation.wave_world import ANSWERS, answer, invitation_of, open_wave, staff
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(cast):
    """(invitation, its person's account, the questionnaire)."""
    (person,) = staff(cast.bidang_a, 1)
    wave = open_wave([person])
    return invitation_of(wave, person), person.user, load(wave.version)


def marks():
    return list(Invitation.objects.values_list("has_answered", flat=True))


def sealed():
    return list(SealedAnswer.objects.values_list("is_sent", flat=True))


def test_a_draft_is_found_again_by_its_secret_alone(asked):
    invitation, user, _questions = asked
    mine, other = new_secret(), new_secret()
    answering.save_draft(invitation, mine, {"relevant": 4}, by=user)
    answering.save_draft(invitation, mine, {"relevant": 3}, by=user)
    assert answering.draft_of(invitation, mine) == {"relevant": 3}
    assert answering.draft_of(invitation, other) is None
    assert answering.draft_of(invitation, "x") is None
    assert (sealed(), marks()) == ([False], [False])


def test_sent_once_and_the_same_form_again(asked):
    invitation, user, questions = asked
    secret = new_secret()
    for _ in range(3):
        answering.send(invitation, secret, ANSWERS, questions, by=user)
    assert (sealed(), marks()) == ([True], [True])
    with pytest.raises(ValidationError, match="sudah kami terima"):
        answering.send(invitation, new_secret(), ANSWERS, questions, by=user)
    with pytest.raises(ValidationError, match="sudah kami terima"):
        answering.save_draft(invitation, new_secret(), ANSWERS, by=user)
    answering.save_draft(invitation, secret, {"relevant": 1}, by=user)  # changes nothing any more
    assert sealed() == [True]


def test_what_is_missing_is_not_sent(asked):
    invitation, user, questions = asked
    with pytest.raises(ValidationError, match="belum dijawab"):
        answering.send(invitation, new_secret(), {"relevant": 4}, questions, by=user)
    assert (sealed(), marks()) == ([], [False])


def test_nobody_answers_for_somebody_else(asked, cast):
    invitation, _user, questions = asked
    for other in (cast.owner, cast.city_hr, cast.pyb):
        with pytest.raises(PermissionDenied):
            answering.send(invitation, new_secret(), ANSWERS, questions, by=other)
        with pytest.raises(PermissionDenied):
            answering.save_draft(invitation, new_secret(), ANSWERS, by=other)


def test_nothing_is_recorded_of_answering(asked):
    invitation, user, questions = asked
    before = AuditEntry.objects.count()
    answering.send(invitation, new_secret(), ANSWERS, questions, by=user)
    assert AuditEntry.objects.count() == before


# -------------------------------------------------------------------------------- where it may break off


class Killed(BaseException):
    """As if the process had ended here: no handler of ours sees it."""


def test_killed_between_the_mark_and_the_answer(asked, monkeypatch):
    invitation, user, questions = asked
    secret = new_secret()

    def kill():
        raise Killed

    monkeypatch.setattr(answering, "after_mark", kill)
    with pytest.raises(Killed):
        answering.send(invitation, secret, ANSWERS, questions, by=user)
    monkeypatch.undo()
    invitation.refresh_from_db()
    assert (sealed(), marks()) == ([], [True])
    assert answering.standing(invitation, secret) is Standing.INTERRUPTED
    assert answering.standing(invitation, new_secret()) is Standing.SENT
    with pytest.raises(ValidationError):  # another device cannot make it two
        answering.send(invitation, new_secret(), ANSWERS, questions, by=user)
    answering.send(invitation, secret, ANSWERS, questions, by=user)
    assert (sealed(), marks()) == ([True], [True])
    assert answering.standing(invitation, secret) is Standing.SENT


def test_a_refused_answer_takes_its_mark_back(asked, monkeypatch):
    invitation, user, questions = asked

    def refuse():
        raise ValidationError("Terlalu panjang.")

    monkeypatch.setattr(answering, "after_mark", refuse)
    with pytest.raises(ValidationError):
        answering.send(invitation, new_secret(), ANSWERS, questions, by=user)
    assert (sealed(), marks()) == ([], [False])


def test_a_broken_line_keeps_the_mark_for_the_same_form(asked, monkeypatch):
    invitation, user, questions = asked
    secret = new_secret()

    def break_off():
        raise OperationalError

    monkeypatch.setattr(answering, "after_mark", break_off)
    with pytest.raises(OperationalError):
        answering.send(invitation, secret, ANSWERS, questions, by=user)
    monkeypatch.undo()
    assert marks() == [True]
    answering.send(invitation, secret, ANSWERS, questions, by=user)
    assert (sealed(), marks()) == ([True], [True])


def test_closed_between_the_mark_and_the_answer(asked, monkeypatch):
    invitation, user, questions = asked
    monkeypatch.setattr(answering, "after_mark", lambda: closing.close_wave(invitation.wave, by=None))
    with pytest.raises(ValidationError, match="sudah ditutup"):
        answering.send(invitation, new_secret(), ANSWERS, questions, by=user)
    assert (sealed(), marks()) == ([], [False])


# ---------------------------------------------------------------------------------------------- races


@pytest.mark.django_db(transaction=True)
def test_two_devices_at_once_send_one_answer():
    cast = make_cast()
    (person,) = staff(cast.bidang_a, 1)
    wave = open_wave([person])
    invitation, questions = invitation_of(wave, person), load(wave.version)
    ends = at_once(
        *[lambda: answering.send(invitation, new_secret(), ANSWERS, questions, by=person.user)] * 2
    )
    assert sorted(type(end).__name__ for end in ends) == ["NoneType", "ValidationError"]
    assert (sealed(), marks()) == ([True], [True])


@pytest.mark.django_db(transaction=True)
def test_the_same_form_twice_at_once_is_one_answer():
    cast = make_cast()
    (person,) = staff(cast.bidang_a, 1)
    wave = open_wave([person])
    invitation, questions, secret = invitation_of(wave, person), load(wave.version), new_secret()
    ends = at_once(*[lambda: answering.send(invitation, secret, ANSWERS, questions, by=person.user)] * 3)
    assert ends == [None, None, None]
    assert (sealed(), marks()) == ([True], [True])


@pytest.mark.django_db(transaction=True)
def test_whoever_sends_while_it_closes_is_in_or_is_told():
    cast = make_cast()
    people = staff(cast.bidang_a, 8)
    wave = open_wave(people)
    for person in people[:5]:
        answer(wave, person)
    questions = load(wave.version)

    def sender(person):
        invitation = invitation_of(wave, person)
        return lambda: answering.send(invitation, new_secret(), ANSWERS, questions, by=person.user)

    ends = at_once(
        *[sender(person) for person in people[5:]], lambda: closing.close_wave(wave, by=None) and None
    )
    told = [end for end in ends if isinstance(end, ValidationError)]
    assert all(end is None or end in told for end in ends)
    assert Wave.objects.get().state == "closed"
    assert Answer.objects.count() == 8 - len(told) == sum(marks())
    assert not sealed()
