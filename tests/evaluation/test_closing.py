"""Closing: all of it or nothing, shuffled, named only where that was said, and few answers not at all."""

import datetime as dt

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from evaluation import answering, closing, results
from evaluation.models import Answer, AnswerValue, Invitation, Remark, Respondent, SealedAnswer, Wave
from evaluation.sealing import new_secret
from personnel.models import AuditEntry
from tests.evaluation.wave_world import answer, invitation_of, open_wave, staff
from tests.evaluation.world import make_version

pytestmark = pytest.mark.django_db


def answered(cast, n, **fields):
    people = staff(cast.bidang_a, n)
    wave = open_wave(people, **fields)
    for place, person in enumerate(people):
        answer(wave, person, {"relevant": 1 + place % 4, "remark": f"Catatan {place}"})
    return wave, people


def test_answers_are_opened_and_lead_to_nobody(cast):
    wave, people = answered(cast, 6)
    late = invitation_of(wave, people[0])
    assert results.wave_results(wave).why.startswith("Hasil baru dapat dibaca")
    closed = closing.close_wave(wave, by=None)
    assert (closed.state, Answer.objects.count(), Remark.objects.count()) == ("closed", 6, 6)
    assert sorted(AnswerValue.objects.filter(question__code="relevant").values_list("value", flat=True)) == [
        1, 1, 2, 2, 3, 4,
    ]  # fmt: skip
    assert not Answer.objects.exclude(invitation=None, about=None)
    assert not Remark.objects.exclude(answer=None)
    assert not SealedAnswer.objects.exists()
    assert set(Invitation.objects.values_list("has_answered", "receipt", "reminders", "reminded_on")) == {
        (True, "", 0, None)
    }
    entry = AuditEntry.objects.get(action="wave_closed")
    assert (entry.facts, entry.actor) == ({"counts": 6, "reason": ""}, None)
    with pytest.raises(ValidationError, match="sudah ditutup"):
        answering.save_draft(late, new_secret(), {}, by=people[0].user)
    assert closing.close_wave(wave, by=None).closed_at == closed.closed_at  # twice is once


def test_drafts_are_not_answers(cast):
    wave, _people = answered(cast, 5)
    (late,) = staff(cast.bidang_a, 1)
    Invitation.objects.create(wave=wave, respondent=late)
    answering.save_draft(invitation_of(wave, late), new_secret(), {"relevant": 1}, by=late.user)
    closing.close_wave(wave, by=None)
    assert (Answer.objects.count(), SealedAnswer.objects.count()) == (5, 0)


def test_an_anonymous_wave_of_four_keeps_nothing(cast):
    wave, _people = answered(cast, 4)
    closing.close_wave(wave, by=None)
    assert (Answer.objects.count(), Remark.objects.count(), SealedAnswer.objects.count()) == (0, 0, 0)
    assert results.wave_results(Wave.objects.get()).why == results.few()


def test_a_named_wave_says_whose_answer_it_is(cast):
    version = make_version(is_anonymous=False, respondent=Respondent.SUPERIOR)
    alumni = [cast.owner.civil_servant, cast.colleague.civil_servant]
    wave = open_wave(alumni, version)
    boss = cast.superior.civil_servant
    for alumnus in alumni:
        answer(wave, boss, about=alumnus)
    closing.close_wave(wave, by=None)
    assert {(row.invitation.respondent, row.about) for row in Answer.objects.all()} == {
        (boss, alumnus) for alumnus in alumni
    }
    assert set(Answer.objects.values_list("opd", flat=True)) == {cast.dinas_sosial.pk}
    assert Remark.objects.exclude(answer=None).count() == 2


def test_six_answers_of_one_person_are_not_six_people(cast):
    """An anonymous questionnaire for superiors: who leads six alumni is still one; nothing is kept."""
    alumni = staff(cast.bidang_a, 6, superior=cast.superior.civil_servant)
    version = make_version(respondent=Respondent.SUPERIOR)
    wave = open_wave(alumni, version)
    for alumnus in alumni:
        answer(wave, cast.superior.civil_servant, about=alumnus)
    closing.close_wave(wave, by=None)
    assert not Answer.objects.exists()


def test_nor_are_they_shown_where_answers_have_names(cast):
    alumni = staff(cast.bidang_a, 6, superior=cast.superior.civil_servant)
    version = make_version(is_anonymous=False, respondent=Respondent.SUPERIOR)
    wave = open_wave(alumni, version)
    for alumnus in alumni:
        answer(wave, cast.superior.civil_servant, about=alumnus)
    closing.close_wave(wave, by=None)
    assert Answer.objects.count() == 6
    assert results.wave_results(Wave.objects.get()).why == results.few()


@pytest.mark.parametrize(
    ("social", "health", "agency", "named"),
    [
        (6, 0, 0, {"social"}),
        (6, 5, 0, {"social", "health"}),
        (6, 5, 2, {"social"}),  # the two stand with the smallest that makes them five
        (6, 2, 2, set()),
        (9, 3, 2, {"social"}),  # three and two are five together
        (9, 1, 0, set()),  # one would be alone under no name
    ],
)
def test_an_opd_is_named_only_where_nobody_stands_out(cast, social, health, agency, named):
    people = [
        *staff(cast.bidang_a, social),
        *staff(cast.puskesmas, health),
        *staff(cast.bkpsdmd, agency),
    ]
    wave = open_wave(people)
    for person in people:
        answer(wave, person)
    closing.close_wave(wave, by=None)
    units = {"social": cast.dinas_sosial.pk, "health": cast.dinas_kesehatan.pk}
    assert set(Answer.objects.exclude(opd=None).values_list("opd", flat=True)) == {units[n] for n in named}
    assert Answer.objects.count() == len(people)


def test_a_lost_key_closes_nothing(cast, settings):
    wave, _people = answered(cast, 5)
    Wave.objects.update(closes_on=timezone.localdate() - dt.timedelta(days=1), opens_on=dt.date(2026, 1, 1))
    settings.SURVEY_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(ValidationError, match="SURVEY_KEY"), transaction.atomic():
        closing.close_wave(wave, by=None)
    assert closing.close_due() == 0
    assert (Wave.objects.get().state, SealedAnswer.objects.count()) == ("open", 5)
    settings.SURVEY_KEYS = []
    assert closing.close_due() == 1


def test_earlier_only_by_bkpsdmd_with_a_reason(cast):
    wave, _people = answered(cast, 5)
    with pytest.raises(PermissionDenied):
        closing.close_later(wave, "Sudah cukup.", by=cast.unit_hr)
    with pytest.raises(PermissionDenied):
        closing.close_wave(wave, by=cast.unit_hr, reason="Sudah cukup.")
    with pytest.raises(ValidationError, match="alasan"):
        closing.close_wave(wave, by=cast.city_hr, reason=" ")
    closing.close_wave(wave, by=cast.city_hr, reason="Sudah cukup.")
    assert AuditEntry.objects.get(action="wave_closed").facts["reason"] == "Sudah cukup."


def test_the_database_itself_refuses_a_name_on_an_anonymous_answer(cast):
    wave, people = answered(cast, 5)
    closing.close_wave(wave, by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(wave=wave, invitation=invitation_of(wave, people[0]))
