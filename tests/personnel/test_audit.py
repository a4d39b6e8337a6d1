"""The audit chain: written once, sealed, checked."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from io import StringIO

import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from palu_asn.logs import mask
from personnel import audit, audit_heads
from personnel.models import AuditEntry


@pytest.fixture
def chain(cast):
    return [audit.record("try", by=cast.owner, on=cast.dinas_sosial, number=n) for n in range(3)]


def tamper(sql, params):
    """Write as somebody would who owns the database and has switched the trigger off."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql, params)
        cursor.execute("SET LOCAL session_replication_role = origin")


def test_an_entry_says_who_did_what_to_what_and_whom_it_touched(cast):
    entry = audit.record(
        "try", by=cast.unit_hr, on=cast.bidang_a, subject=cast.owner.civil_servant, reason="uji"
    )
    entry.refresh_from_db()
    assert (entry.actor, entry.object_type, entry.object_id) == (
        cast.unit_hr,
        "personnel.unit",
        str(cast.bidang_a.pk),
    )
    assert entry.subject == cast.owner.civil_servant
    assert entry.facts == {"reason": "uji"}


def test_facts_come_back_from_the_database_as_they_were_sealed(cast):
    audit.record(
        "try", by=None, day=dt.date(2026, 11, 24), cost=Decimal("4500000.10"), nested={"b": [1, 2], "a": None}
    )
    assert audit.verify().is_whole


def test_a_float_is_refused(cast):
    with pytest.raises(TypeError):
        audit.record("try", by=None, share=0.1)


@pytest.mark.django_db(transaction=True)
def test_an_act_is_recorded_only_inside_its_transaction():
    with pytest.raises(transaction.TransactionManagementError):
        audit.record("try", by=None)


def test_each_entry_holds_the_seal_of_the_one_before(chain):
    assert [entry.previous_hash for entry in chain[1:]] == [entry.hash for entry in chain[:-1]]
    assert audit.verify() == audit.Verdict(entries=3, last_seal=chain[-1].hash)


@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_database_refuses_changes(chain, act):
    rows = AuditEntry.objects.filter(pk=chain[0].pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(action="other") if act == "update" else rows.delete()


def test_a_changed_entry_is_found(chain):
    tamper("UPDATE personnel_auditentry SET facts = '{\"number\": 9}' WHERE id = %s", [chain[1].pk])
    verdict = audit.verify()
    assert verdict.broken_at == chain[1].pk
    assert verdict.entries == 1


def test_a_changed_entry_with_a_new_seal_breaks_the_next(chain):
    chain[1].facts = {"number": 9}
    tamper(
        "UPDATE personnel_auditentry SET facts = '{\"number\": 9}', hash = %s WHERE id = %s",
        [audit.seal(chain[1]), chain[1].pk],
    )
    assert audit.verify().broken_at == chain[2].pk


def test_a_removed_entry_is_found(chain):
    tamper("DELETE FROM personnel_auditentry WHERE id = %s", [chain[1].pk])
    assert audit.verify().broken_at == chain[2].pk


def test_a_shortened_chain_is_found_by_the_seal_kept_elsewhere(chain):
    seal = chain[2].hash
    tamper("DELETE FROM personnel_auditentry WHERE id = %s", [chain[2].pk])
    with pytest.raises(CommandError, match="tidak ada lagi"):
        call_command("verify_audit", expect=seal, stdout=StringIO())


def test_the_command_says_whether_the_chain_is_whole(chain):
    out = StringIO()
    call_command("verify_audit", expect=chain[1].hash, stdout=out)
    assert "3 entri" in out.getvalue()
    assert chain[2].hash in out.getvalue()
    assert "Tidak ada kepala dari luar" in out.getvalue()
    assert "Yang tidak dapat diketahui" in out.getvalue()
    tamper("DELETE FROM personnel_auditentry WHERE id = %s", [chain[0].pk])
    with pytest.raises(CommandError, match=str(chain[1].pk)):
        call_command("verify_audit", stdout=StringIO())


def a_key():
    return Fernet.generate_key().decode()


def test_seals_outlive_a_new_key_as_long_as_the_old_one_is_named(cast, settings):
    old, new = a_key(), a_key()
    for keys in ([old], [new, old]):
        settings.AUDIT_KEYS = keys
        audit.record("try", by=None)
    assert len(set(AuditEntry.objects.values_list("key_id", flat=True))) == 2
    assert audit.verify().is_whole
    settings.AUDIT_KEYS = [new]
    assert "tidak ada di AUDIT_KEY" in audit.verify().reason


def test_the_head_goes_to_log_file_and_mail_and_is_compared(chain, settings, tmp_path, caplog, mailoutbox):
    settings.AUDIT_HEAD_FILE = str(tmp_path / "kepala.txt")
    settings.AUDIT_HEAD_MAIL = ["inspektorat@palu.example"]
    settings.MAILS = True
    head = audit_heads.send()
    assert (head.number, head.seal) == (3, chain[2].hash)
    (mail,) = mailoutbox
    for text in ((tmp_path / "kepala.txt").read_text(), mask(caplog.text), mail.body):
        assert audit_heads.read(text) == {3: chain[2].hash}
    assert "RUSAK" not in mail.subject

    audit.record("try", by=None)
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert "Dibandingkan dengan 1 kepala yang pernah dikirim, yang terakhir nomor 3" in out.getvalue()
    audit_heads.send()
    tamper("DELETE FROM personnel_auditentry WHERE hash <> %s", [chain[0].hash])
    with pytest.raises(CommandError, match="kepala nomor 4 pernah dikirim"):
        call_command("verify_audit", stdout=StringIO())
    audit_heads.send()
    assert "RUSAK" in mailoutbox[-1].subject


def test_a_file_without_a_head_proves_nothing(chain, tmp_path):
    (tmp_path / "kosong.txt").write_text("tidak ada apa-apa\n")
    with pytest.raises(CommandError, match="tidak memuat satu kepala pun"):
        call_command("verify_audit", heads=str(tmp_path / "kosong.txt"))
