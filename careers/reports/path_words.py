"""What stands around the posts on the page Jalur jabatan: its notices, ways on, and the simulated credit."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from careers.credit import Simulation
from careers.models import SuccessorNomination
from personnel.models import CivilServant
from personnel.shown import Empty, Link, Notice
from personnel.templatetags.palu import angka, tanggal


def acts_of(person: CivilServant, *, own: bool, may_verify: bool) -> list[Link]:
    """What the reader may do here, and the pages behind this one."""
    goal = Link("Pilih tujuan karier", reverse("careers:goal_new"), strong=True)
    talent = Link("Hasil manajemen talenta", reverse("careers:my_talent"))
    evidence = Link("Catat bukti syarat", reverse("careers:evidence_new", args=[person.pk]))
    rules = Link("Syarat jabatan", reverse("careers:rule_list"))
    return [*([goal] if own else []), *([evidence] if may_verify else []), *([talent] if own else []), rules]


def notices_of(
    person: CivilServant,
    nominations: Iterable[SuccessorNomination],
    *,
    own: bool,
    hidden: bool,
    is_regulated: bool,
) -> list[Notice]:
    """What the reader must know before the table: what is not regulated, hidden still, or begun by others."""
    found = []
    if not is_regulated:
        found.append(
            Notice(
                "Pola karier yang ada hanya mengatur PNS. Syarat dan kesiapan untuk "
                f"{person.get_employment_display()} belum diatur di sini; kompetensi dan tujuan tetap dapat "
                "dipakai untuk mengembangkan diri.",
                title="Belum diatur",
            )
        )
    if hidden:
        found.append(_rate_first(person, own=own))
    return [*found, *(_nominated(nomination) for nomination in nominations)]


def _rate_first(person: CivilServant, *, own: bool) -> Notice:
    whose, hand, link = (
        ("penilaian mandiri Anda", "mandiri", "Nilai diri Anda")
        if own
        else ("penilaian Anda", "atasan", "Nilai bawahan ini")
    )
    return Notice(
        f"Kompetensi dan kecocokan dengan jabatan lain terlihat setelah {whose} terkirim.",
        url=reverse("planning:sheet_review", args=[person.pk, hand]),
        link=link,
    )


def _nominated(nomination: SuccessorNomination) -> Notice:
    seat = nomination.seat
    return Notice(
        f"Anda dinominasikan sebagai calon suksesor {seat.position.name}, {seat.unit.name}. "
        "Ini bukan keputusan pengangkatan.",
        url=reverse("careers:nomination_detail", args=[nomination.pk]),
        link="Lihat yang diperiksa",
    )


def no_goals(*, own: bool) -> str:
    """Said where nobody has written down what they aim at."""
    if not own:
        return "Belum ada tujuan yang ditulis."
    return (
        "Anda belum menulis tujuan. Paling banyak tiga jabatan, dengan alasan Anda sendiri; yang pertama "
        "menjadi dasar kesenjangan, usulan, dan draf rencana Anda."
    )


def no_posts(*, own: bool) -> Empty:
    """Said where no step leads on from here."""
    still = " Anda tetap dapat memilih tujuan sendiri." if own else ""
    text = f"Tidak ada langkah yang tercatat dari jenjang ini ke jabatan yang ada.{still}"
    return Empty("Belum ada jabatan dalam jangkauan", text)


# --- Angka kredit -----------------------------------------------------------------------------------------


def credit_facts(credit: Simulation) -> list[tuple[str, str]]:
    """What a year brings, what the next grade asks, the balance on paper, and what is still lacking."""
    found = [
        ("Setahun", _per_year(credit)),
        ("Ke jenjang berikutnya", angka(credit.rate.to_next_level, 2)),
        ("Saldo", _balance(credit)),
    ]
    if credit.years is not None:
        years = f"{angka(credit.missing, 2)}, kira-kira {credit.years} tahun dengan predikat yang sama"
        found.append(("Kekurangan", years if credit.missing else "tidak ada"))
    return found


def _per_year(credit: Simulation) -> str:
    made = f"{angka(credit.per_year, 2)}: koefisien {angka(credit.rate.per_year, 2)}"
    if credit.percent is None:
        return f"{made} (predikat belum ada dalam data; dihitung penuh)"
    predicate = credit.percent.get_predicate_display()
    return f"{made} × {credit.percent.percent} % (predikat terakhir {predicate})"


def _balance(credit: Simulation) -> str:
    if credit.balance is None:
        return "belum dicatat"
    checked = "diverifikasi" if credit.is_verified else "isian sendiri"
    return f"{angka(credit.balance, 2)}, surat {credit.letter} tanggal {tanggal(credit.dated)}, {checked}"
