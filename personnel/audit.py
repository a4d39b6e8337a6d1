"""The only writer of the audit table, and the check that nobody has written in it behind our back.

Every entry is sealed over its own content and the seal of the entry before, with a key that is not in the
database (``personnel.audit_keys``). The role of the application may add entries and change none; whoever
gets past that breaks the chain, and ``verify`` says where. A chain that was cut short, or written anew by
somebody who has the key too, is found by the heads that are sent away each day (``personnel.audit_heads``).
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.utils import timezone

from personnel import audit_keys
from personnel.models import AuditEntry, CivilServant, RoleAssignment, User

FIRST_SEAL = "0" * 64
# One lock for the whole chain: any constant of our own.
CHAIN_LOCK = 0x50414C55

# What an act is called on "Data saya" and on the audit page. Higher apps add theirs: ``name_acts({...})``.
ACT_NAMES: dict[str, str] = {}


def name_acts(names: Mapping[str, str]) -> None:
    """Give acts their words; called by the module that records them."""
    ACT_NAMES.update(names)


def act_name(action: str) -> str:
    """The words for an act; its code when nobody has named it."""
    return str(ACT_NAMES.get(action, action))


def object_name(entry: AuditEntry) -> str:
    """What the act was done to: 'unit kerja 12'; nothing when it was done to no row."""
    if not entry.object_type:
        return ""
    try:
        kind = apps.get_model(entry.object_type)._meta.verbose_name
    except LookupError:  # a kind of row that a later version has given up
        kind = entry.object_type
    return f"{kind} {entry.object_id}"


#: What the facts are called on the page; one without a name here is shown as it was written.
FACT_NAMES: dict[str, Any] = {
    "after": "sesudah",
    "before": "sebelum",
    "changed": "diubah",
    "counts": "jumlah",
    "decree": "keputusan",
    "ends_on": "sampai",
    "items": "butir",
    "kind": "jenis",
    "method": "cara",
    "name": "nama",
    "number": "nomor",
    "office": "sebagai",
    "page": "halaman",
    "people": "pegawai",
    "plan": "rencana",
    "reason": "alasan",
    "role": "peran",
    "round": "putaran",
    "rows": "baris",
    "sha256": "sidik berkas",
    "size": "ukuran",
    "stage": "tahap",
    "starts_on": "mulai",
    "unit": "unit",
    "username": "nama masuk",
    "year": "tahun",
}


def facts_of(entry: AuditEntry) -> list[tuple[str, Any]]:
    """(name, value) for the page; a role by its word, and nothing about what has no value."""
    roles = dict(RoleAssignment.Role.choices)
    return [
        (str(FACT_NAMES.get(key, key)), roles.get(value, value) if isinstance(value, str) else value)
        for key, value in entry.facts.items()
        if value not in (None, "")
    ]


name_acts(
    {
        "refused": "Tindakan ditolak karena tidak berwenang",
        "view_person": "Melihat data pegawai",
        "export_people": "Mengekspor daftar pegawai",
        "export_list": "Mengekspor daftar",
    }
)


def record(
    action: str,
    *,
    by: User | None,
    on: models.Model | None = None,
    subject: CivilServant | None = None,
    **facts: Any,
) -> AuditEntry:
    """Append one act, in the transaction of the act itself: both are kept or neither.

    ``on`` is the row that was acted on, ``subject`` the person whose data it touched (shown on that
    person's "Data saya"). ``facts`` are ids and plain words: no NIP, no password, no float (write a
    Decimal). The chain stays locked until the transaction ends, so record last.
    """
    return _append([_entry(action, by=by, on=on, subject=subject, facts=facts)])[0]


def record_each(action: str, *, by: User | None, subjects: Sequence[CivilServant], **facts: Any) -> None:
    """The same act for many people at once, one entry each, so that every one of them sees it."""
    _append([_entry(action, by=by, on=person, subject=person, facts=facts) for person in subjects])


def _entry(
    action: str,
    *,
    by: User | None,
    on: models.Model | None,
    subject: CivilServant | None,
    facts: dict[str, Any],
) -> AuditEntry:
    return AuditEntry(
        actor=by,
        action=action,
        object_type=on._meta.label_lower if on else "",
        object_id=str(on.pk) if on else "",
        subject=subject,
        facts=_plain(facts),
    )


def _append(entries: list[AuditEntry]) -> list[AuditEntry]:
    """Seal the entries one to the other and to the end of the chain, which stays locked till the commit."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("An act is recorded in the transaction that does it.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
    previous = AuditEntry.objects.order_by("-pk").values_list("hash", flat=True).first() or FIRST_SEAL
    now, key_id = timezone.now(), audit_keys.newest()
    for entry in entries:
        entry.at, entry.key_id = now, key_id
        entry.previous_hash = previous
        entry.hash = previous = seal(entry)
    return AuditEntry.objects.bulk_create(entries, batch_size=1000)


def seal(entry: AuditEntry) -> str:
    """The seal over everything that the entry says and the seal before it, by the key that it names.

    ``KeyError`` when that key is not in the settings.
    """
    content = [
        entry.key_id,
        entry.previous_hash,
        entry.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        entry.actor_id,
        entry.action,
        entry.object_type,
        entry.object_id,
        entry.subject_id,
        entry.facts,
    ]
    return audit_keys.mac(entry.key_id, json.dumps(content, sort_keys=True, ensure_ascii=False).encode())


def _plain(facts: Any) -> Any:
    """The facts as the database will give them back: dates, decimals and lazy words become text."""
    if isinstance(facts, float):
        raise TypeError("A float does not survive the way into the database and back unchanged.")
    if isinstance(facts, Mapping):
        return {str(key): _plain(value) for key, value in facts.items()}
    if isinstance(facts, list | tuple | set | frozenset):
        return [_plain(value) for value in facts]
    return json.loads(json.dumps(facts, cls=DjangoJSONEncoder))


@dataclass(frozen=True)
class Verdict:
    """What the check of the chain found: how many entries hold, and where the first does not."""

    entries: int
    last_seal: str
    broken_at: int | None = None
    reason: str = ""

    @property
    def is_whole(self) -> bool:
        return not self.reason


def verify(heads: Mapping[int, str] | None = None) -> Verdict:
    """Compute every seal again, oldest first, and stop at the first that does not hold.

    ``heads`` are those that were sent away: number of an entry → its seal.
    """
    known, previous, count = heads or {}, FIRST_SEAL, 0
    for entry in _entries():
        if reason := _fault(entry, previous, known.get(count + 1)):
            return Verdict(count, previous, entry.pk, reason)
        previous, count = entry.hash, count + 1
    if count < (last := max(known, default=0)):
        return Verdict(count, previous, None, f"ujungnya dipotong: kepala nomor {last} pernah dikirim")
    return Verdict(count, previous)


def _fault(entry: AuditEntry, previous: str, sent: str | None) -> str:
    """What is wrong with an entry; '' when nothing is."""
    if entry.previous_hash != previous:
        return "entri sebelumnya hilang atau disisipi"
    try:
        if entry.hash != seal(entry):
            return "isinya tidak cocok dengan segelnya"
    except KeyError:
        return f"segelnya dari kunci {entry.key_id or 'kosong'}, yang tidak ada di AUDIT_KEY"
    if sent is not None and entry.hash != sent:
        return "segelnya bukan yang pernah dikirim sebagai kepala: rantai ditulis ulang"
    return ""


def _entries() -> Iterator[AuditEntry]:
    return AuditEntry.objects.order_by("pk").iterator(chunk_size=2000)
