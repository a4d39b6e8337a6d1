"""Why a line found no place, in words for the page."""

from __future__ import annotations

from training.models import Unplaced

Reason = Unplaced.Reason

WORDS = {
    Reason.FEW: "Hanya %(n)d peserta, paling sedikit %(least)d untuk satu angkatan.",
    Reason.SPEAKER: "Tidak ada narasumber bidang %(field)s dalam daftar.",
    Reason.ROOM: "Tidak ada ruang untuk %(n)d orang; yang terbesar memuat %(most)d.",
    Reason.TIME: (
        "Pada triwulan ini tidak ada %(days)d hari dengan ruang dan narasumber yang sama-sama bebas."
    ),
    Reason.LONG: "Pelatihan ini memerlukan %(days)d hari pertemuan dan tidak muat pada sisa triwulan.",
    Reason.PREREQUISITE: "Prasyarat belum dipenuhi: %(names)s.",
    Reason.STATE: "Kedudukan hukumnya: %(state)s.",
    Reason.DOUBLE: "Butir lain sudah memberi tempat pada program yang sama.",
    Reason.ELSEWHERE: "%(form)s tidak dijadwalkan sebagai angkatan: penyelenggaranya yang mengatur.",
    Reason.IDLE: "Program ini tidak dipakai lagi. Pilih program lain lewat perubahan rencana.",
    Reason.DISCARDED: "Usulan angkatannya dibuang BKPSDMD.",
}
#: Of a few who are left over once the others have their batches.
LEFT_OVER = "Tersisa %(n)d peserta sesudah angkatan lain penuh, paling sedikit %(least)d."
#: Of those who could go when the others cannot.
TOGETHER = "Hanya %(n)d dari %(all)d peserta dapat pergi bersamaan, paling sedikit %(least)d."
#: Of whoever already teaches in it.
TEACHES = "Mengisi pelatihan itu sebagai narasumber."
#: Of somebody whom a rule of scheduling keeps out: the day, and what the rule says.
RULE = "%(day)s: %(text)s."
NO_HOURS = "Program ini belum mempunyai JP, jadi lamanya tidak diketahui."
A_MONTH = (
    "Pelatihan ini memerlukan %(days)d pertemuan, paling banyak %(most)d sebulan: tidak muat dalam triwulan."
)


def words(reason: Reason, **facts: object) -> str:
    """The sentence of a reason, within the length of its column."""
    return (str(WORDS[reason]) % facts)[:300]


def said(sentence: object, **facts: object) -> str:
    """One of the other sentences of a reason."""
    return (str(sentence) % facts)[:300]


def label(reason: str) -> str:
    return str(Reason(reason).label) if reason in Reason.values else "Lainnya"
