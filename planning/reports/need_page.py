"""What the page of one person's needs says first: how well they fit, what is missing, and what is planned."""

from __future__ import annotations

from django.urls import reverse

from personnel.models import CivilServant
from personnel.shown import Figure, Notice
from personnel.templatetags.palu import NOTHING, angka, persen
from planning.job_match import Match
from planning.performance import PerformanceGap
from planning.reports.needs import PersonProfile

FIT = (
    "Jumlah tingkat yang dimiliki ({attained}) dibagi jumlah tingkat wajib ({required}) pada {assessed} "
    "dari {all} kompetensi yang sudah dinilai, paling banyak 100 %, tanpa pembulatan ke atas. Kategori "
    "pertama untuk pemetaan, kedua untuk pengisian jabatan. Angka ini dapat menyembunyikan kesenjangan: "
    "lihat rinciannya di bawah."
)
STAND_IN = (
    "Hanya predikat yang diketahui; nilai pengganti predikat itu yang dipakai. "
    "Kesenjangan = target dikurangi nilai, paling sedikit 0."
)
SCORED = "Kesenjangan = target siklus dikurangi nilai kinerja tahun terakhir, paling sedikit 0."


def figures_of(profile: PersonProfile) -> list[Figure]:
    """Job Person Match, competencies with a gap, the gap of performance, and the hours that are planned."""
    match = profile.current.match
    left = profile.current.unassessed
    return [
        _fit(match),
        Figure(
            f"{angka(match.with_gap)} dari {angka(match.competencies)}" if match else NOTHING,
            "kompetensi dengan kesenjangan",
            note=f"{angka(left)} belum dinilai" if left else "",
        ),
        _performance(profile.performance),
        Figure(
            angka(profile.planned_jp),
            f"JP direncanakan {profile.cycle.year}",
            note=_bound(profile),
        ),
    ]


def _fit(match: Match | None) -> Figure:
    label = "kecocokan dengan jabatan (JPM)"
    if match is None:
        return Figure(NOTHING, label, note="belum ada standar jabatan")
    return Figure(
        persen(match.percent, 2),
        label,
        note=f"{match.mapping} · {match.placement}" if match.mapping else "",
        origin_note=FIT.format(
            attained=angka(match.attained_sum),
            required=angka(match.required_sum),
            assessed=angka(match.assessed),
            all=angka(match.competencies),
        ),
    )


def _performance(known: PerformanceGap | None) -> Figure:
    label = "kesenjangan kinerja"
    if known is None:
        return Figure(NOTHING, label, note="belum ada nilai kinerja")
    return Figure(
        angka(known.gap, 1),
        label,
        note=f"nilai {angka(known.score, 1)} tahun {known.year}, target {angka(known.target)}",
        origin_note=STAND_IN if known.is_stand_in else SCORED,
    )


def _bound(profile: PersonProfile) -> str:
    person, cycle = profile.civil_servant, profile.cycle
    if person.has_jp_floor:
        return f"paling sedikit {cycle.jp_floor} JP setahun"
    return f"paling banyak {cycle.jp_ceiling} JP setahun" if person.has_jp_ceiling else "belum diatur"


def hidden_notice(person: CivilServant, *, own: bool) -> Notice:
    """Why levels are not shown yet, and what opens them."""
    if own:
        return Notice(
            "Tingkat wajib, kesenjangan, dan kecocokan jabatan terlihat setelah penilaian mandiri Anda "
            "terkirim, supaya Anda menilai diri tanpa patokan.",
            url=reverse("planning:sheet_review", args=[person.pk, "mandiri"]),
            link="Nilai diri Anda",
        )
    return Notice(
        "Tingkat wajib, kesenjangan, dan kecocokan jabatan pegawai ini terlihat setelah penilaian Anda "
        "terkirim, supaya Anda menilai tanpa patokan.",
        url=reverse("planning:sheet_review", args=[person.pk, "atasan"]),
        link="Nilai bawahan ini",
    )
