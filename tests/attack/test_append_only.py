"""Attacks on what is only ever added to: by whoever took over a page, and by the owner of the database.

The first acts as the application's own role and is refused. The second gets past triggers and grants, and is
found by seals whose key it does not have; with the key too, by a head that was sent away.
"""

from __future__ import annotations

import uuid
from functools import partial

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.utils import ProgrammingError

from evaluation import closing
from palu_asn.database_roles import grant
from personnel import audit, audit_heads, audit_keys
from personnel.append_only import append_only_tables
from personnel.models import AuditEntry
from tests.evaluation.wave_world import answer, open_wave, staff
from tests.factories import RatingFactory

pytestmark = pytest.mark.django_db

#: Written a second time, by hand, so that a table cannot lose its guard unnoticed.
PROMISED = [
    "careers_careerevidence",
    "careers_nominationcheck",
    "careers_officialtalentresult",
    "evaluation_answer",
    "evaluation_answervalue",
    "evaluation_remark",
    "personnel_auditentry",
    "personnel_rowchange",
    "planning_competencyrating",
    "planning_consultationturn",
    "planning_dialogueturn",
    "planning_itemcomment",
    "planning_needsnapshot",
    "planning_planstep",
    "planning_planversion",
    "planning_suggestionanswer",
    "planning_versionitem",
    "planning_versiontarget",
    "training_jpentry",
    "training_release",
    "training_releasedsession",
]


@pytest.fixture
def as_application():
    """``as_application(sql)`` runs a statement as the application's role, made as `migrate` makes it."""
    role = f"palu_app_{uuid.uuid4().hex[:8]}"
    execute(f"CREATE ROLE {role}")
    grant(role)

    def run(statement):
        with transaction.atomic():
            execute(f"SET LOCAL ROLE {role}")
            found = execute(statement)
            execute("RESET ROLE")
            return found

    return run


@pytest.fixture
def chain(cast):
    return [audit.record("try", by=cast.owner, number=n) for n in range(4)]


def execute(statement, params=None):
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall() if cursor.description else cursor.rowcount


def refused(act, error=DatabaseError, **words):
    with pytest.raises(error, **words), transaction.atomic():
        act()


def past_all_triggers(statement, params=None):
    """As the database's own administrator can."""
    execute("SET LOCAL session_replication_role = replica")
    rows = execute(statement, params)
    execute("SET LOCAL session_replication_role = origin")
    return rows


def test_the_list_of_tables_is_the_promised_one():
    assert append_only_tables() == sorted(PROMISED)


def test_the_application_can_only_add(as_application):
    for table in PROMISED:
        with connection.cursor() as cursor:
            key = connection.introspection.get_primary_key_column(cursor, table)
        for statement in (
            f"UPDATE {table} SET {key} = {key}",
            f"DELETE FROM {table}",
            f"TRUNCATE {table} CASCADE",
            f"ALTER TABLE {table} DISABLE TRIGGER ALL",
        ):
            refused(partial(as_application, statement), ProgrammingError, match="permission|owner")
        assert as_application(f"SELECT has_table_privilege('{table}', 'INSERT')") == [(True,)]
        # And who owns the table stumbles at least over the trigger.
        refused(partial(execute, f"TRUNCATE {table} CASCADE"), match="only ever added")


def test_control_the_application_writes_elsewhere(as_application, cast):
    assert as_application("UPDATE personnel_unit SET name = name") > 0
    assert as_application("DELETE FROM personnel_notice") == 0
    rating = RatingFactory()  # and the owner would change a rating, were it not for the trigger
    assert (
        past_all_triggers("UPDATE planning_competencyrating SET note = 'x' WHERE id = %s", [rating.pk]) == 1
    )


def test_the_application_cannot_get_past_triggers(as_application, chain):
    refused(partial(as_application, "SET LOCAL session_replication_role = replica"), ProgrammingError)
    # What pgtrigger lets anybody say does not help without the right to the table.
    told = "SET LOCAL pgtrigger.ignore = '{pgtrigger_append_only}'; DELETE FROM personnel_auditentry"
    refused(partial(as_application, told), ProgrammingError, match="permission")
    refused(partial(as_application, "DELETE FROM django_migrations"), ProgrammingError, match="permission")
    refused(partial(as_application, "CREATE TABLE palu_other (n int)"), ProgrammingError, match="permission")
    assert audit.verify().is_whole


def test_a_row_forged_by_the_application_is_found(as_application, chain):
    last = chain[-1]
    as_application(
        "INSERT INTO personnel_auditentry"
        " (at, action, object_type, object_id, facts, key_id, previous_hash, hash)"
        f" SELECT at, 'ratify', '', '', '{{}}', key_id, hash, md5('a') || md5('b') FROM personnel_auditentry"
        f" WHERE id = {last.pk}"
    )
    verdict = audit.verify()
    assert (verdict.entries, verdict.reason) == (4, "isinya tidak cocok dengan segelnya")


def test_the_last_rows_deleted_are_found_by_the_head(chain):
    heads = {audit_heads.newest().number: audit_heads.newest().seal}
    assert audit.verify(heads).is_whole
    past_all_triggers("DELETE FROM personnel_auditentry WHERE id >= %s", [chain[2].pk])
    assert audit.verify().is_whole  # what the chain alone cannot know
    assert "dipotong" in audit.verify(heads).reason


def rewrite(chain):
    """The chain without its second entry, every seal made anew by the key of the settings."""
    past_all_triggers("DELETE FROM personnel_auditentry WHERE id = %s", [chain[1].pk])
    previous = audit.FIRST_SEAL
    for entry in AuditEntry.objects.order_by("pk"):
        entry.key_id, entry.previous_hash = audit_keys.newest(), previous
        entry.hash = previous = audit.seal(entry)
        past_all_triggers(
            "UPDATE personnel_auditentry SET key_id = %s, previous_hash = %s, hash = %s WHERE id = %s",
            [entry.key_id, entry.previous_hash, entry.hash, entry.pk],
        )


def test_a_chain_rewritten_without_the_key_is_found(chain, settings):
    own = settings.SECRET_KEY
    settings.SECRET_KEY = "bukan kunci kami"
    rewrite(chain)
    assert audit.verify().is_whole  # by the forger's own key
    settings.SECRET_KEY = own
    assert "tidak ada di AUDIT_KEY" in audit.verify().reason


def test_a_chain_rewritten_with_the_key_is_found_by_the_head(chain):
    heads = {3: chain[2].hash}
    rewrite(chain)
    assert audit.verify().is_whole  # what the chain alone cannot know
    assert "ditulis ulang" in audit.verify(heads).reason


def test_closed_answers_stay_as_they_were_given(cast):
    """Also where the role may change rows: the owner stumbles over the trigger."""
    people = staff(cast.bidang_a, 5)
    wave = open_wave(people)
    for person in people:
        answer(wave, person, {"relevant": 4, "remark": "Terima kasih."})
    closing.close_wave(wave, by=None)
    for statement in (
        "UPDATE evaluation_answervalue SET value = 1",
        "DELETE FROM evaluation_answer",
        "UPDATE evaluation_remark SET text = 'lain'",
    ):
        refused(partial(execute, statement), match="Cannot")
