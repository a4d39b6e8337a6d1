"""What was answered in a minute is written anew together; drafts are few; closing takes little memory."""

from __future__ import annotations

import random
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection

from evaluation import answering, beginnings, closing, mixing
from evaluation.models import Answer, AnswerValue, Invitation, Remark, SealedAnswer
from evaluation.questionnaire import load
from evaluation.sealing import Sealed, key_of, new_secret, seal, unseal
from tests.cast import make_cast, sign_in
from tests.evaluation.test_attack_database import ORDERS, PEOPLE, by_chance, hits, order_of, people_orders
from tests.evaluation.wave_world import ANSWERS, answer, invitation_of, open_wave, staff

pytestmark = pytest.mark.django_db(transaction=True)

SEALED = "evaluation_sealedanswer"
INVITED = "evaluation_invitation"


@pytest.fixture(autouse=True)
def _no_beginnings():
    beginnings.forget()


def sealed_orders(wave):
    """What each ciphertext says, in every order that the database has; the key was stolen too."""
    texts = {row.key: unseal(row.body, wave=wave.pk).values["remark"] for row in SealedAnswer.objects.all()}
    orders = (*ORDERS, "key", "pg_column_toast_chunk_id(body)")
    return [[texts[key] for key in order_of(SEALED, "key", by)] for by in orders]


def best(wave, truth):
    return hits(truth, people_orders(), sealed_orders(wave))


def numbers(table):
    """The transactions that have written its rows."""
    return set(order_of(table, "xmin", "ctid"))


def come(wave, people, *, each=lambda: None):
    """They answer one after the other; ``each`` is what the clock does after every one."""
    truth = {}
    for place, person in enumerate(people):
        text = f"Tulisan ke-{place}"
        answer(wave, person, {"remark": text, "relevant": 1 + place % 4, "gave": 1, "days": str(place)})
        truth[str(person.pk)] = text
        each()
    return truth


def shuffled_staff(n=PEOPLE):
    people = staff(make_cast().bidang_a, n)
    random.Random(7).shuffle(people)
    return people


# --- Numbers of transactions ---------------------------------------------------------------------------


def test_after_a_minute_nothing_pairs_answers_with_people():
    people = shuffled_staff()
    wave = open_wave(people)
    truth = come(wave, people)
    assert best(wave, truth) == PEOPLE, "the control: until then two neighbouring numbers name everybody"
    assert mixing.mix_open() == 1
    assert by_chance(best(wave, truth))
    assert numbers(SEALED) == numbers(INVITED)
    assert len(numbers(SEALED)) == 1


def test_nor_when_each_comes_in_a_minute_of_their_own():
    """The order of coming is gone as well: who came last stands among those of before."""
    people = shuffled_staff()
    wave = open_wave(people)
    truth = come(wave, people, each=mixing.mix_open)
    assert by_chance(best(wave, truth))
    assert len(numbers(SEALED) | numbers(INVITED)) == 1


def test_in_a_large_wave_the_youngest_are_mixed_with_others(monkeypatch):
    monkeypatch.setattr(mixing, "A_MINUTES", 8)
    people = shuffled_staff()
    wave = open_wave(people)
    come(wave, people[:9], each=mixing.mix_open)
    before = set(order_of(SEALED, "key", "key"))
    come(wave, people[9:10])
    (newest,) = set(order_of(SEALED, "key", "key")) - before
    mixing.mix_open()
    (mixed,) = order_of(SEALED, "xmin", "age(xmin)")[:1]
    assert order_of(SEALED, "xmin", "key", f"key = '{newest}'") == [mixed]
    assert order_of(INVITED, "xmin", "id", f"respondent_id = {people[9].pk}") == [mixed]
    for table in (SEALED, INVITED):
        assert order_of(table, "xmin", "ctid").count(mixed) == 8
    assert mixing.mix_open() == 0, "nothing has come in since"


def test_nothing_is_lost_or_changed():
    people = shuffled_staff(6)
    wave = open_wave(people)
    come(wave, people[:4])
    secret = new_secret()
    answering.save_draft(invitation_of(wave, people[4]), secret, ANSWERS, by=people[4].user)
    before = (set(SealedAnswer.objects.values_list()), list(Invitation.objects.order_by("pk").values_list()))
    for _minute in range(3):
        mixing.mix_open()
    mixing.blur_open()
    after = (set(SealedAnswer.objects.values_list()), list(Invitation.objects.order_by("pk").values_list()))
    assert [(key, bytes(body)) for key, *_rest, body in sorted(after[0])] == [
        (key, bytes(body)) for key, *_rest, body in sorted(before[0])
    ]
    assert after[1] == before[1]
    invitation = invitation_of(wave, people[4])
    assert answering.draft_of(invitation, secret)["relevant"] == ANSWERS["relevant"]
    answering.send(invitation, secret, ANSWERS, load(wave.version), by=people[4].user)
    closing.close_wave(wave, by=None)
    assert Answer.objects.count() == 5


def test_a_quiet_minute_writes_nothing():
    people = shuffled_staff(3)
    wave = open_wave(people)
    come(wave, people)
    mixing.mix_open()
    numbers_before = numbers(SEALED) | numbers(INVITED)
    assert mixing.mix_open() == 0
    assert numbers(SEALED) | numbers(INVITED) == numbers_before
    closing.close_wave(wave, by=None)
    assert mixing.mix_open() == 0


def test_the_clock_does_it_every_minute():
    entries = [
        row for row in settings.CELERY_BEAT_SCHEDULE.values() if row["task"] == "evaluation.mix_answers"
    ]
    assert [entry["schedule"].total_seconds() for entry in entries] == [60]


# --- Drafts --------------------------------------------------------------------------------------------


def test_one_invitation_makes_few_drafts():
    person, other = shuffled_staff(2)
    wave = open_wave([person, other])
    invitation = invitation_of(wave, person)
    for _invented in range(beginnings.A_DAY):
        answering.save_draft(invitation, new_secret(), {}, by=person.user)
    for _invented in range(61):
        with pytest.raises(ValidationError, match="berkali-kali"):
            answering.save_draft(invitation, new_secret(), {}, by=person.user)
    assert SealedAnswer.objects.count() == beginnings.A_DAY
    # The draft that is there goes on, and nobody else is hindered.
    answer(wave, other)
    assert Invitation.objects.get(respondent=other).has_answered


def test_a_draft_that_is_there_is_saved_as_often_as_one_likes():
    (person,) = shuffled_staff(1)
    wave = open_wave([person])
    secret = new_secret()
    for _time in range(30):
        answering.save_draft(invitation_of(wave, person), secret, {"relevant": 2}, by=person.user)
    assert SealedAnswer.objects.count() == 1


def test_restarts_do_not_help_for_ever():
    """The brake is in the memory of a process; the drafts of the whole wave have an end of their own."""
    person, *others = shuffled_staff(2)
    wave = open_wave([person, *others])
    invitation = invitation_of(wave, person)
    for _restart in range(40):
        beginnings.forget()
        try:
            answering.save_draft(invitation, new_secret(), {}, by=person.user)
        except ValidationError:
            break
    assert SealedAnswer.objects.count() == beginnings.OF_ALL * 2


def test_what_was_begun_too_often_is_said_on_the_page():
    (person,) = shuffled_staff(1)
    wave = open_wave([person])
    invitation = invitation_of(wave, person)
    base = f"/evaluasi/kuesioner-saya/{invitation.pk}/"
    form = {f"q-{code}": value for code, value in ANSWERS.items()}
    for _device in range(beginnings.A_DAY):
        client = sign_in(person.user)
        client.post(base)
        assert client.post(f"{base}bagian/1/", form).status_code == 302
    client = sign_in(person.user)
    client.post(base)
    page = client.post(f"{base}bagian/1/", form)
    assert page.status_code == 422
    assert "sudah dimulai berkali-kali hari ini" in page.content.decode()


def test_the_count_stands_in_no_table():
    (person,) = shuffled_staff(1)
    wave = open_wave([person])
    before = list(Invitation.objects.values_list())
    answering.save_draft(invitation_of(wave, person), new_secret(), {}, by=person.user)
    assert list(Invitation.objects.values_list()) == before
    assert not [table for table in connection.introspection.table_names() if "begin" in table]


# --- Closing in pieces ---------------------------------------------------------------------------------

CLOSE = """
import sys, django; django.setup()
from evaluation import closing
from evaluation.models import Wave
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[2]
from django.db import connection; connection.settings_dict["NAME"] = sys.argv[2]
def peak():
    return next(int(l.split()[1]) for l in open("/proc/self/status") if l.startswith("VmHWM:"))
wave = Wave.objects.get(pk=int(sys.argv[1]))
before = peak()
closing.close_wave(wave, by=None)
print(peak() - before)
"""


@pytest.mark.slow
def test_closing_takes_little_memory():
    """2,000 answers and 6,000 drafts, 130 MB of ciphertext, are closed with a few MB more than nothing."""
    people = shuffled_staff(6)
    wave = open_wave(people)
    Invitation.objects.filter(wave=wave).update(has_answered=True)
    body = seal(Sealed(wave.pk, {"relevant": 3, "gave": 1, "remark": "Baik. " * 100, "days": "2"}, None))
    rows = [
        SealedAnswer(key=key_of(f"x{number}", 1), wave=wave, is_sent=number < 2000, body=body)
        for number in range(8000)
    ]
    SealedAnswer.objects.bulk_create(rows, batch_size=500)
    del rows
    result = subprocess.run(
        [sys.executable, "-c", CLOSE, str(wave.pk), connection.settings_dict["NAME"]],
        env={"PALU_LOCAL": "1", "PATH": "/usr/bin:/bin", "DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert (Answer.objects.count(), Remark.objects.count(), AnswerValue.objects.count()) == (2000, 2000, 6000)
    assert int(result.stdout) < 40_000  # KiB
