"""An attacker reads the whole database: can an answer be linked to whoever gave it?

The attack joins whatever stands beside a person (marks, receipts, sessions, notices, audit, histories) with
whatever holds an answer, by the order of keys, of rows on disk, of transactions and of commands in them, and
by times and equal values. Each test has its control: written naively, the same attack names everybody.
"""

from __future__ import annotations

import random

import pytest
from django.db import connection, transaction

from evaluation import answering, closing
from evaluation.models import Answer, AnswerValue, Invitation, Remark, SealedAnswer
from tests.cast import make_cast, sign_in
from tests.evaluation.wave_world import ANSWERS, answer, invitation_of, open_wave, staff

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 12


def order_of(table: str, column: str, by: str, where: str = "TRUE") -> list[str]:
    """The column in the order of place on disk (ctid), transaction (xmin), command (cmin) or key."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column}::text FROM {table} WHERE {where} ORDER BY {by}")
        return [row[0] for row in cursor.fetchall()]


ORDERS = ("ctid", "xmin::text::bigint, ctid", "xmin::text::bigint, cmin::text::bigint, ctid")


def guessed(people_order: list[str], answer_order: list[str]) -> dict[str, str]:
    return dict(zip(people_order, answer_order, strict=False))


def hits(truth: dict[str, str], people_orders, answer_orders) -> int:
    """How many the best of all guesses gets right: everybody, when an order tells."""
    return max(
        sum(truth.get(person) == one for person, one in guessed(people, answers).items())
        for people in people_orders
        for answers in answer_orders
    )


def by_chance(hits_: int) -> bool:
    """Two orders by chance agree in about one place; in seven of twelve with a chance below 1 in 10,000,
    also for the best of some twenty guesses."""
    return hits_ < 8


def sent_wave():
    """Twelve people answer in an order of chance, each with a text of their own; (wave, text by person)."""
    people = staff(make_cast().bidang_a, PEOPLE)
    wave = open_wave(people)
    random.Random(7).shuffle(people)
    truth = {}
    for place, person in enumerate(people):
        text = f"Tulisan ke-{place}"
        answer(wave, person, {"remark": text, "relevant": 1 + place % 4, "gave": 1, "days": str(place)})
        truth[str(person.pk)] = text
    return wave, truth


def people_orders():
    return [order_of("evaluation_invitation", "respondent_id", by) for by in (*ORDERS, "id", "receipt")]


def text_orders():
    return [order_of("evaluation_remark", "text", by) for by in (*ORDERS, "key")]


def day_orders():
    """The number that each answer holds, in the orders of the values and of the answers themselves."""
    numbers = "evaluation_answervalue v JOIN evaluation_answer a ON a.key = v.answer_id"
    orders = ("v.ctid", "v.key", "a.ctid", "a.key", "a.cmin::text::bigint, a.ctid")
    return [order_of(numbers, "v.number::int", by, "v.number IS NOT NULL") for by in orders]


def test_control_naively_written_answers_name_everybody():
    people = staff(make_cast().bidang_a, PEOPLE)
    wave = open_wave(people)
    random.Random(7).shuffle(people)
    question = wave.version.questions.get(code="remark")
    truth = {}
    for place, person in enumerate(people):
        truth[str(person.pk)] = text = f"Tulisan ke-{place}"
        with transaction.atomic():  # the mark and the answer in one transaction, as anybody would write it
            Invitation.objects.filter(wave=wave, respondent=person).update(has_answered=True)
            Remark.objects.create(wave=wave, question=question, text=text)
    assert hits(truth, people_orders(), text_orders()) == PEOPLE


def test_after_closing_no_order_tells():
    """Not even to somebody who also has the log of the web server, that is the order of answering."""
    wave, truth = sent_wave()
    closing.close_wave(wave, by=None)
    assert len(order_of("evaluation_remark", "text", "key")) == PEOPLE
    people = [*people_orders(), list(truth)]
    assert by_chance(hits(truth, people, text_orders()))
    days = {person: str(place) for place, person in enumerate(truth)}
    assert by_chance(hits(days, people, day_orders()))
    # nor does a text lead to the other answers of whoever wrote it
    beside = {text: days[person] for person, text in truth.items()}
    assert by_chance(hits(beside, text_orders(), day_orders()))


def test_after_closing_all_was_written_by_one_transaction():
    wave, _truth = sent_wave()
    closing.close_wave(wave, by=None)
    for table in (
        "evaluation_invitation",
        "evaluation_answer",
        "evaluation_answervalue",
        "evaluation_remark",
    ):
        assert len(set(order_of(table, "xmin", "ctid"))) == 1, table
    assert order_of("evaluation_invitation", "id", "ctid") == order_of("evaluation_invitation", "id", "id")


def test_no_dead_row_stays_behind():
    wave, _truth = sent_wave()
    closing.close_wave(wave, by=None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_size('evaluation_sealedanswer')")
        assert cursor.fetchone()[0] == 0  # emptied, and given back to the system


def test_no_table_has_an_answer_beside_a_person_or_a_time():
    """Every column of every table, also of those that keep histories: only the named ones may know whose."""
    for model in (SealedAnswer, Answer, AnswerValue, Remark):
        names = {field.name for field in model._meta.concrete_fields}
        assert not names & {"created_at", "sent_at", "answered_at", "at", "user", "respondent", "id"}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE 'pgtrigger_history_%'"
        )
        tracked = {row[0] for row in cursor.fetchall()}
    assert "evaluation_interviewparticipant" in tracked
    assert not {t for t in tracked if any(w in t for w in ("answer", "remark", "invitation"))}


def test_while_open_nothing_can_be_read_and_nothing_equal_leads_on():
    """Reading everything while it is open finds the texts nowhere, and no sealed key in another table."""
    _wave, truth = sent_wave()
    everything = dump()
    assert not any(text in everything for text in truth.values())
    for key in SealedAnswer.objects.values_list("key", flat=True):
        assert everything.count(key) == 1
    for receipt in Invitation.objects.exclude(receipt="").values_list("receipt", flat=True):
        assert everything.count(receipt) == 1


def test_after_a_night_not_even_ciphertext_is_linked():
    """While open, two neighbouring transactions wrote mark and ciphertext, so a copy of the database together
    with the key would tell (the control). After the nightly rewriting it does not."""
    wave, truth = sent_wave()
    key_of = {}
    for row in SealedAnswer.objects.all():
        from evaluation.sealing import unseal  # noqa: PLC0415 - the thief of the key

        key_of[row.key] = unseal(row.body, wave=wave.pk).values["remark"]

    def best():
        sealed = [
            [key_of[key] for key in order_of("evaluation_sealedanswer", "key", by)] for by in (*ORDERS, "key")
        ]
        return hits(truth, people_orders(), sealed)

    assert best() == PEOPLE
    closing.blur_open()
    assert by_chance(best())
    assert SealedAnswer.objects.count() == PEOPLE


def test_through_the_pages_nothing_else_is_written_down():
    """Sessions, audit, notices and jobs after answering in the browser: no text, no key, no secret."""
    (person,) = staff(make_cast().bidang_a, 1)
    wave = open_wave([person])
    invitation, client = invitation_of(wave, person), sign_in(person.user)
    base = f"/evaluasi/kuesioner-saya/{invitation.pk}/"
    assert client.post(base).status_code == 302
    secret = client.cookies[f"kuesioner-{invitation.pk}"].value
    before = dump(but="evaluation_")
    form = {f"q-{code}": value for code, value in (ANSWERS | {"remark": "Rahasia sekali"}).items()}
    for number in (1, 2):
        assert client.post(f"{base}bagian/{number}/", form).status_code == 302
    assert client.post(f"{base}kirim/").status_code == 302
    assert Invitation.objects.get().has_answered
    after = dump(but="evaluation_")
    for word in (secret, "Rahasia sekali", *SealedAnswer.objects.values_list("key", flat=True)):
        assert word not in after
    assert len(after) - len(before) < 600  # a session that says it was seen, and nothing that grows


def dump(but: str = "nothing") -> str:
    """All rows of all tables as text."""
    tables = [t for t in connection.introspection.table_names() if not t.startswith(but)]
    lines = []
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT t::text FROM {connection.ops.quote_name(table)} t")
            lines += [f"{table}: {row[0]}" for row in cursor.fetchall()]
    return "\n".join(lines)


def test_the_standing_of_others_cannot_be_asked():
    _wave, _truth = sent_wave()
    one, other = Invitation.objects.order_by("pk")[:2]
    assert not Invitation.objects.of(other.respondent.user).filter(pk=one.pk).exists()
    assert answering.draft_of(one, "A" * 43) is None
