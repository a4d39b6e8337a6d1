"""An attacker reads the whole database: can an answer be linked to whoever gave it?

The attack joins whatever stands beside a person (marks, receipts, sessions, notices, audit, histories) with
whatever holds an answer, by the order of keys, of rows on disk, of transactions and of commands in them, and
by times and equal values. Each test has its control: written naively, the same attack names everybody.
"""

from __future__ import annotations

import json
import random

import pytest
from django.db import connection, transaction

from evaluation import answering, closing, mixing
from evaluation.models import Answer, AnswerValue, Invitation, Remark, SealedAnswer
from tests.cast import make_cast, sign_in
from tests.evaluation.wave_world import ANSWERS, answer, invitation_of, open_wave, staff

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 12


def order_of(table: str, column: str, by: str, where: str = "TRUE") -> list[str]:
    """The column in the order of place on disk (ctid), transaction (xmin), command (cmin) or key."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column}::text AS told FROM {table} WHERE {where} ORDER BY {by}")
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


#: Written by hand: every column that may stand beside an answer, and its type (ADR 0015).
BESIDE = {
    "evaluation_sealedanswer": {"key": "varchar", "wave_id": "int8", "is_sent": "bool", "body": "bytea"},
    "evaluation_answer": {
        "key": "uuid",
        "wave_id": "int8",
        "opd_id": "int8",  # none where it could single somebody out
        "invitation_id": "int8",  # these two only where the instrument is not anonymous: a trigger refuses
        "about_id": "int8",
    },
    "evaluation_answervalue": {
        "key": "uuid",
        "answer_id": "uuid",
        "question_id": "int8",
        "value": "int2",
        "number": "numeric",
    },
    "evaluation_remark": {
        "key": "uuid",
        "wave_id": "int8",
        "question_id": "int8",
        "text": "text",
        "answer_id": "uuid",  # as above
    },
}
#: What stands beside the mark that somebody has answered. No time of it.
MARK = {
    "id": "int8",
    "wave_id": "int8",
    "respondent_id": "int8",
    "about_id": "int8",
    "has_answered": "bool",
    "receipt": "varchar",
    "reminded_on": "date",  # of days on which they had not answered
    "reminders": "int2",
}
LEADS_TO_ANSWERS = {"evaluation_answervalue.answer_id", "evaluation_remark.answer_id"}


def catalogue() -> dict[str, dict[str, str]]:
    """Every column of every table of the database, as the database itself tells: table → column → type."""
    found: dict[str, dict[str, str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name, udt_name FROM information_schema.columns"
            " WHERE table_schema = 'public' ORDER BY 1, ordinal_position"
        )
        for table, column, kind in cursor.fetchall():
            found.setdefault(table, {})[column] = kind
    return found


def asked(statement: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"tables": list(BESIDE)})
        return {row[0] for row in cursor.fetchall()}


def test_no_table_has_an_answer_beside_a_person_or_a_time():
    found = catalogue()
    assert len(found) > 100
    assert {table: found[table] for table in BESIDE} == BESIDE
    assert found["evaluation_invitation"] == MARK
    # No other table holds answers under another name, and no row anywhere points at one.
    spoken_of = {table for table in found if any(word in table for word in ("answer", "remark", "sealed"))}
    assert {table for table in spoken_of if not table.startswith("planning_")} == BESIDE.keys()
    pointing = asked(
        "SELECT c.conrelid::regclass || '.' || a.attname FROM pg_constraint c"
        " JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY(c.conkey)"
        " WHERE c.contype = 'f' AND c.confrelid::regclass::text = ANY(%(tables)s)"
    )
    assert pointing == LEADS_TO_ANSWERS


def test_no_answer_is_numbered_and_none_is_copied_when_it_is_written():
    """Neither a sequence, which counts in the order of answering, nor a trigger that writes a history."""
    numbered = "SELECT column_default FROM information_schema.columns WHERE table_name = ANY(%(tables)s)"
    counted = "is_identity = 'YES' OR column_default IS NOT NULL"
    assert asked(f"{numbered} AND ({counted})") == set()
    triggers = asked(
        "SELECT regexp_replace(tgname, '_[0-9a-f]+$', '') FROM pg_trigger"
        " WHERE NOT tgisinternal AND tgrelid::regclass::text = ANY(%(tables)s)"
    )
    # What is only added to is refused every change; neither of these triggers writes anything.
    held = {"pgtrigger_append_only", "pgtrigger_never_emptied"}
    # This one writes down of no row, only that a transaction has written (all answers of a wave come by
    # one), so that remembered figures are made anew.
    turns = {"pgtrigger_turns"}
    assert triggers - held - turns == {"pgtrigger_nameless", "pgtrigger_nameless_text"}
    told = "SELECT column_name FROM information_schema.columns WHERE table_name = 'personnel_turn'"
    assert asked(told) == {"id", "subject", "transaction", "at"}
    of_rows = "SELECT 1 FROM pg_trigger WHERE tgname LIKE 'pgtrigger_turns_%%' AND tgtype & 1 = 1"
    assert asked(of_rows) == set()


def test_no_column_of_any_table_repeats_an_answer():
    """After closing: keys and texts of answers stand where they must, and nowhere else in the database."""
    wave, truth = sent_wave()
    sealed = {sealed.key for sealed in SealedAnswer.objects.all()}
    closing.close_wave(wave, by=None)
    marks = {
        str(key)
        for model in (Answer, AnswerValue, Remark)
        for key in model.objects.values_list("key", flat=True)
    }
    marks |= set(truth.values()) | {text.encode().hex() for text in truth.values()} | sealed
    assert len(marks) > 6 * PEOPLE
    holders, looked_at = set(), 0
    for table, columns in catalogue().items():
        looked_at += len(columns)
        for row in rows_of(table):
            holders |= {f"{table}.{column}" for column in columns if found_in(row[column], marks)}
    assert looked_at > 1000
    assert holders == {
        "evaluation_answer.key",
        "evaluation_answervalue.key",
        "evaluation_answervalue.answer_id",
        "evaluation_remark.key",
        "evaluation_remark.text",
    }


def rows_of(table: str) -> list[dict[str, object]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT to_jsonb(t) FROM {connection.ops.quote_name(table)} t")
        return [json.loads(row[0]) for row in cursor.fetchall()]


def found_in(value: object, marks: set[str]) -> bool:
    text = value if isinstance(value, str) else json.dumps(value)
    return text in marks or (len(text) > 8 and any(mark in text for mark in marks))


def test_while_open_nothing_can_be_read_and_nothing_equal_leads_on():
    """Reading everything while it is open finds the texts nowhere, and no sealed key in another table."""
    _wave, truth = sent_wave()
    everything = dump()
    assert not any(text in everything for text in truth.values())
    keys = list(SealedAnswer.objects.values_list("key", flat=True))
    receipts = list(Invitation.objects.exclude(receipt="").values_list("receipt", flat=True))
    assert len(keys) == len(receipts) == PEOPLE
    for value in keys + receipts:
        assert everything.count(value) == 1


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
    mixing.blur_open()
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
