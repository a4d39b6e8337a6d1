"""What the page of one wave says: what may be done with it now, and its days and conditions."""

from __future__ import annotations

from django.urls import reverse

from evaluation import permissions
from evaluation.models import Wave
from personnel.models import User
from personnel.shown import Link
from personnel.templatetags.palu import angka, tanggal, tanggal_jam

State = Wave.State

#: Who sees the act (``reader`` or ``keeper``), in which states, and its page; the first is the strong one.
ACTS = (
    ("reader", {State.CLOSED}, "Baca hasil", "wave_results"),
    ("keeper", {State.PLANNED}, "Ubah hari", "wave_change"),
    ("keeper", {State.OPEN}, "Perpanjang", "wave_extend"),
    ("keeper", {State.OPEN}, "Tutup lebih awal", "wave_close"),
    ("keeper", {State.PLANNED, State.OPEN}, "Batalkan", "wave_cancel"),
)


def acts_of(wave: Wave, user: User) -> list[Link]:
    """What the person may do with the wave as it is."""
    keeps = permissions.may_keep_instruments(user)
    possible = [
        (label, reverse(f"evaluation:{name}", args=[wave.pk]))
        for who, states, label, name in ACTS
        if wave.state in states and (keeps or who == "reader")
    ]
    return [Link(label, url, strong=number == 0) for number, (label, url) in enumerate(possible)]


def facts_of(wave: Wave) -> list[tuple[str, str]]:
    """Its days and conditions, for people."""
    facts = [
        ("Dibuka", tanggal(wave.opens_on)),
        ("Hari terakhir menjawab", tanggal(wave.closes_on)),
        ("Pengingat", f"setiap {angka(wave.remind_every)} hari"),
        ("Jawaban", "anonim" if wave.is_anonymous else "dengan nama"),
        ("Kuesioner", f"versi {wave.version.number}"),
        ("Direncanakan oleh", str(wave.created_by) if wave.created_by else "jadwal otomatis"),
        ("Ditutup pada", tanggal_jam(wave.closed_at) if wave.closed_at else ""),
        ("Alasan pembatalan", wave.cancel_reason),
    ]
    return [(name, value) for name, value in facts if value]
