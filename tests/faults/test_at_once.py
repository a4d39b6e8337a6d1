"""What begins twice at the same moment, or while something else goes on, happens once and loses nothing."""

import datetime as dt

import pytest
from django.utils import timezone

from evaluation import answering, waves
from evaluation.models import Invitation, SealedAnswer, Wave
from evaluation.questionnaire import load
from evaluation.sealing import new_secret
from personnel.models import AuditEntry, Notice
from planning.reminders import remind
from tests.cast import make_cast
from tests.evaluation.wave_world import ANSWERS, ended_batch, invitation_of, open_wave, planned_wave, staff
from tests.planning.test_reminders import ASN, at, day_of, staged, told
from tests.planning.world import people
from tests.races import at_once
from tests.training.certificate_world import held
from training.certificates import issue
from training.models import Certificate

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_first_certificates_issued_at_once_leave_no_gap_and_give_no_number_twice():
    cast = make_cast()
    batches = [held(cast.city_hr, dict.fromkeys(people(cast.bidang_a, 2), 1), sessions=1) for _n in range(2)]
    # Each batch is issued twice at the same moment, too.
    answers = at_once(*[lambda one=one: issue(one, by=cast.city_hr) for one in batches * 2])
    assert sorted(len(answer) for answer in answers) == [0, 0, 2, 2], answers
    assert sorted(Certificate.objects.values_list("sequence", flat=True)) == [1, 2, 3, 4]


def test_two_rounds_of_reminders_tell_once():
    cast = make_cast()
    staged(cast)
    with at(day_of("2026-08-15")):
        counts = at_once(remind, remind)
    keys = list(Notice.objects.values_list("user", "key"))
    assert len(keys) == len(set(keys)) == sum(counts)
    assert told(cast, "own_sheet") == ASN


def test_a_new_wave_opens_twice_while_answers_to_the_one_before_arrive():
    cast = make_cast()
    asked = staff(cast.bidang_a, 6)
    former = open_wave(asked)
    questions = load(former.version)
    new = planned_wave(ended_batch(asked), former.version, opens_on=timezone.localdate() - dt.timedelta(1))

    def sender(person):
        invitation = invitation_of(former, person)
        return lambda: answering.send(invitation, new_secret(), ANSWERS, questions, by=person.user)

    ends = at_once(*map(sender, asked), *[lambda: waves.open_wave(new)] * 2)
    assert sorted(ends[-2:]) == [False, True], ends
    assert ends[:-2] == [None] * 6
    assert SealedAnswer.objects.filter(wave=former, is_sent=True).count() == 6
    assert Invitation.objects.filter(wave=former, has_answered=True).count() == 6
    assert Invitation.objects.filter(wave=new, has_answered=False).count() == 6
    assert Wave.objects.get(pk=new.pk).state == Wave.State.OPEN
    assert AuditEntry.objects.filter(action="wave_opened", object_id=str(new.pk)).count() == 1
