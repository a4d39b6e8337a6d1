"""The year at a glance for those who lead: of the city, or of one OPD. It joins sums of all apps and has none
of its own."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from evaluation.impact import words
from palu_asn.dashboard.attention import HOW, NAMED, Attention, attention_of
from palu_asn.dashboard.facts import Facts, Scope, facts_of
from palu_asn.dashboard.tiles import MID, SOFT, STRONG, tiles_of
from personnel.charts import shares
from personnel.models import User
from personnel.shown import Tile
from personnel.templatetags.palu import angka, persen
from planning.models import Plan
from planning.suppression import K

__all__ = ["Dashboard", "Scope", "dashboard_of", "may_look"]


@dataclass(frozen=True)
class Impact:
    """What training gave, in a sentence that claims no more than is known."""

    strong: str
    text: str
    url: str
    origin_note: str


@dataclass(frozen=True)
class Dashboard:
    """Everything that the page lays out."""

    scope: Scope
    tiles: list[Tile]
    impact: Impact
    attention: list[Attention]
    more: int
    how: str
    plans: Tile | None


def may_look(user: User) -> bool:
    """Whoever acts for a unit or for the city."""
    return bool(user.active_roles)


def dashboard_of(scope: Scope) -> Dashboard:
    """Fifteen queries at most for the page as a whole, for one OPD and for forty-five."""
    facts = facts_of(scope)
    rows = attention_of(facts)
    return Dashboard(
        scope=scope,
        tiles=tiles_of(facts),
        impact=_impact(facts),
        attention=rows[:NAMED],
        more=max(len(rows) - NAMED, 0),
        how=HOW,
        plans=_plans(facts) if scope.opd is None else None,
    )


def _impact(facts: Facts) -> Impact:
    change, learning, scope = facts.change, facts.learning, facts.scope
    year = scope.cycle.year
    said = []
    strong = ""
    if change.rose is not None:
        strong = (
            f"{angka(change.rose.count)} dari {angka(change.rose.of)} orang ({persen(change.rose.percent)})"
        )
        said.append("yang dinilai ulang sesudah pelatihan naik tingkat pada kompetensi yang dilatih.")
    else:
        said.append(words.of_change(change))
    if learning.gain is not None:
        said.append(
            f"Nilai tes berubah rata-rata {words.signed(learning.gain)} ({angka(learning.n)} orang mengikuti "
            "kedua tes)."
        )
    if change.not_rated_again:
        said.append(f"{angka(change.not_rated_again)} orang belum dinilai ulang.")
    if change.rose is not None:
        said.append(words.no_cause())
    url = (
        reverse("evaluation:impact_unit", args=[year, scope.opd.pk])
        if scope.opd
        else f"{reverse('evaluation:impact')}?tahun={year}"
    )
    return Impact(
        strong,
        " ".join(said),
        url if change.of else "",
        f"Peserta angkatan {year} yang sudah selesai: {angka(change.of)} keikutsertaan. Tingkat sebelum dan "
        f"sesudah dinilai oleh orang lain, bukan oleh peserta. Kelompok kurang dari {K} orang tidak "
        "ditampilkan.",
    )


def _plans(facts: Facts) -> Tile | None:
    """How many plans of the year stand where."""
    without = sum(1 for opd in facts.outlooks if opd not in facts.costs)
    counts = dict.fromkeys(Plan.Status, 0)
    for one in facts.costs.values():
        counts[Plan.Status(one.plan.status)] += 1
    ratified, year = counts[Plan.Status.RATIFIED], facts.scope.cycle.year
    order = [
        ("Ditetapkan", ratified, STRONG),
        ("Disetujui, menunggu Wali Kota", counts[Plan.Status.AGREED], MID),
        ("Terverifikasi, menunggu Sekda", counts[Plan.Status.VERIFIED], MID),
        ("Diajukan, menunggu BKPSDMD", counts[Plan.Status.SUBMITTED], SOFT),
        ("Draf", counts[Plan.Status.DRAFT], SOFT),
        ("Belum dibuat", without, SOFT),
    ]
    return Tile(
        slug="rencana",
        title=f"Rencana {year}",
        number=f"{angka(ratified)} dari {angka(sum(n for _label, n, _colour in order))}",
        of="OPD sudah ditetapkan rencananya",
        shares=shares([part for part in order if part[1]]),
        url=reverse("planning:board", args=[year]),
        link="Papan kemajuan",
        origin_note="OPD yang mempunyai pegawai aktif, menurut keadaan rencananya yang berlaku hari ini.",
        wide=True,
    )
