"""What the plan of a unit and of the city says around its tables: front, chapters, closing."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from documents.models import Document
from jobs.queue import Progress, Refused
from personnel.models import CivilServant, RoleAssignment, Unit
from personnel.templatetags.palu import angka, rupiah
from planning.letters import figures, tables, voices
from planning.letters.books import Book, print_book
from planning.letters.charts import Bar, bars, stack
from planning.models import Cycle, Plan
from planning.reports import consultation
from planning.reports import plans as sums
from planning.reports.recapitulation import Recapitulation, RecapLine, recapitulation
from planning.reports.voices import voices_by_opd
from planning.revision import family

Role = RoleAssignment.Role
MET, GAP, UNASSESSED = "#9cc9b3", "#e98f5c", "#dfe6e9"
ZERO = Decimal(0)
#: Cover and contents, the chapters before the tables, the list of plans, the chapters after, the decision.
FRONT, OPENING = "planning/letters/front.html", "planning/letters/opening.html"
PLANS = "planning/letters/plans.html"
SUMS, CLOSING = "planning/letters/sums.html", "planning/letters/closing.html"
#: So many people are named below the sums; how many more there are is said.
NAMED = 30


#: A chapter of an app above in the plan of the city: its HTML, given the year, the day and its number.
CityChapter = Callable[[Cycle, dt.date, int], str]
_city_chapters: list[CityChapter] = []
#: The first number that a chapter from above may have: they stand before the signatures.
FIRST_FREE = 9


def add_city_chapter(chapter: CityChapter) -> None:
    """Let an app above print a chapter of its own in the plan of the city."""
    _city_chapters.append(chapter)


@dataclass(frozen=True)
class Decision:
    """The number and date of the decision, or that there is none yet."""

    number: str = ""
    date: dt.date | None = None
    draft_note: str = ""

    @property
    def is_draft(self) -> bool:
        return bool(self.draft_note)


def build_unit_plan(document: Document, out: Path, progress: Progress) -> None:
    """The plan of one OPD."""
    plan = Plan.objects.select_related("unit", "cycle", "standard_version").get(pk=document.object_id or 0)
    heard = voices.wanted(plan)
    on = plan.decision_date or figures.today_of(document.created_at)
    facts = functools.cache(partial(_unit_facts, plan, on, is_silent=not heard))

    def says(one: Document) -> dict[str, Any]:
        return {
            **common(one, plan.cycle, on, decision_of(plan)),
            "needs_at": plan.needs_taken_at or one.created_at,
            **facts(),
        }

    left = f"Rencana Pengembangan Kompetensi ASN {plan.cycle.year} · {plan.unit.name}"
    if plan.revision:
        left += f" · Perubahan ke-{plan.revision}"
    wants = [*heard, *tables.wanted([plan], scope="unit")]
    book = Book(left, says, FRONT, [OPENING], CLOSING, after=[SUMS])
    print_book(document, out, progress, wants, book)


def _unit_facts(plan: Plan, on: dt.date, *, is_silent: bool) -> dict[str, Any]:
    return {
        "title": "Rencana Pengembangan Kompetensi Aparatur Sipil Negara",
        "owner": plan.unit.name,
        "is_city": False,
        "is_silent": is_silent,
        "plan": plan,
        "former": plan.revises,
        "successor": family(plan).successor,
        "standard": plan.standard_version,
        **needs_context(figures.plan_needs(plan), "Unit kerja"),
        "participation": figures.participation(CivilServant.objects.within(plan.unit), plan.cycle),
        "consultation": consultation.printed([plan]),
        **recap_context(recapitulation([plan]), "Unit kerja"),
        **coverage_context(sums.plan_coverage(plan), plan.cycle),
        "last_number": FIRST_FREE,
        "beyond": people_beyond(plan),
        "path": figures.path_of(plan),
        "signatories": [
            figures.signatory("Diusulkan oleh", Role.UNIT_HEAD, unit=plan.unit, on=on),
            figures.signatory("Ditetapkan oleh", Role.PPK, unit=None, on=on),
        ],
    }


def people_beyond(plan: Plan) -> list[tuple[str, list[tuple[Any, Any]], int]]:
    """Who stays below the floor of hours or is planned above the ceiling: title, people with their hours, and
    how many more there are than paper names."""
    below, above = sums.people_below_floor(plan), sums.people_over_ceiling(plan)
    found = [
        (f"PNS yang belum mencapai {angka(plan.cycle.jp_floor)} JP", below, "jp_counted"),
        (f"PPPK yang direncanakan di atas {angka(plan.cycle.jp_ceiling)} JP", above, "jp_planned"),
    ]
    return [
        (title, [(one, getattr(one, jp)) for one in people[:NAMED]], max(count - NAMED, 0))
        for title, people, jp in found
        if (count := people.count())
    ]


def build_city_plan(document: Document, out: Path, progress: Progress) -> None:
    """The plans of all OPD of a year, as one book."""
    cycle = Cycle.objects.select_related("standard_version").filter(year=document.year or 0).first()
    current = Plan.objects.current().filter(cycle=cycle)
    plans = list(current.select_related("unit", "cycle").order_by("unit__name"))
    if cycle is None or not plans:
        raise Refused("Belum ada rencana unit untuk tahun itu.")
    progress.stage("Memeriksa bagian yang berubah")
    on = figures.today_of(document.created_at)
    ratified = [plan for plan in plans if plan.status == Plan.Status.RATIFIED]
    decision = city_decision(plans, ratified)
    facts = functools.cache(partial(_city_facts, cycle, plans, on))

    def says(one: Document) -> dict[str, Any]:
        return {
            **common(one, cycle, on, decision),
            "ratified_count": len(ratified),
            "needs_at": one.created_at,
            **facts(),
        }

    left = f"Rencana Pengembangan Kompetensi ASN {cycle.year} · Kota Palu"
    wants = tables.wanted(plans, scope="city")
    book = Book(left, says, FRONT, [OPENING, PLANS], CLOSING, after=[SUMS], below=1)
    print_book(document, out, progress, wants, book)


def _city_facts(cycle: Cycle, plans: list[Plan], on: dt.date) -> dict[str, Any]:
    return {
        "title": "Rencana Pengembangan Kompetensi Aparatur Sipil Negara",
        "owner": "Kota Palu",
        "is_city": True,
        "plans": plans,
        "voices": voices_by_opd(cycle),
        "lines": sums.plan_lines(cycle, Unit.objects.opd()),
        "standard": cycle.standard_version,
        **needs_context(figures.city_needs(), "Perangkat daerah"),
        "participation": figures.participation(CivilServant.objects.all(), cycle),
        "consultation": consultation.printed(plans),
        **recap_context(recapitulation(plans), "Perangkat daerah"),
        **coverage_context(sums.jp_coverage(None, cycle), cycle),
        "chapters": [chapter(cycle, on, FIRST_FREE + n) for n, chapter in enumerate(_city_chapters)],
        "last_number": FIRST_FREE + len(_city_chapters),
        "signatories": [
            figures.signatory("Disetujui oleh", Role.PYB, unit=None, on=on),
            figures.signatory("Ditetapkan oleh", Role.PPK, unit=None, on=on),
        ],
    }


# --- What the templates show ------------------------------------------------------------------


def common(document: Document, cycle: Cycle, on: dt.date, decision: Decision) -> dict[str, Any]:
    """What every letter of planning shows."""
    address = check_address(document)
    return {
        "document": document,
        "cycle": cycle,
        "year": cycle.year,
        "on": on,
        "decision": decision,
        "legal_bases": figures.legal_bases(on),
        "check_address": address,
        "qr": qr(address),
    }


def check_address(document: Document) -> str:
    """Where anybody can check a print."""
    return settings.PUBLIC_URL + reverse("documents:document_check", kwargs={"code": document.check_code})


def qr(address: str) -> SafeString:
    """The address as a QR code, drawn as SVG."""
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        scale=3, border=0, omitsize=True, title=f"Kode QR ke halaman pemeriksaan {address}"
    )
    return mark_safe(drawn)  # noqa: S308 - made by segno from our own address


def decision_of(plan: Plan) -> Decision:
    """Of one plan."""
    if plan.status == Plan.Status.RATIFIED:
        return Decision(plan.decision_number, plan.decision_date)
    return Decision(
        draft_note=f"Rencana ini belum ditetapkan. Keadaan: {str(plan.get_status_display()).lower()}."
    )


def city_decision(plans: Sequence[Plan], ratified: Sequence[Plan]) -> Decision:
    """Of the city: one decision if all plans stand on the same, no draft if all are ratified."""
    if len(ratified) < len(plans):
        return Decision(
            draft_note=f"{len(ratified)} dari {len(plans)} rencana perangkat daerah telah ditetapkan."
        )
    numbers = {(plan.decision_number, plan.decision_date) for plan in ratified}
    return Decision(*numbers.pop()) if len(numbers) == 1 else Decision()


def needs_context(needs: figures.NeedFigures, row_name: str) -> dict[str, Any]:
    """Gap summary: how the needs are divided, the gap of each competency, the map."""
    whole = needs.needs or 1
    states = stack(
        "Kebutuhan menurut keadaan",
        [
            Bar("Terpenuhi", needs.met, _share(needs.met, whole), MET),
            Bar("Kesenjangan", needs.gap, _share(needs.gap, whole), GAP),
            Bar("Belum dinilai", needs.unassessed, _share(needs.unassessed, whole), UNASSESSED),
        ],
    )
    averages = [
        Bar(
            competency.label, cell.average or ZERO, f"{angka(cell.average, 1)} · {angka(cell.with_gap)} orang"
        )
        for competency, cell in needs.columns
    ]
    return {
        "needs": needs,
        "needs_row_name": row_name,
        "needs_chart": states,
        "gap_chart": bars(
            "Rata-rata kesenjangan tiap kompetensi", sorted(averages, key=lambda bar: -bar.value), width=634
        ),
    }


def _share(part: int, whole: int) -> str:
    return f"{angka(part)} ({angka(Decimal(100 * part) / whole, 1)} %)"


def recap_context(recap: Recapitulation, unit_name: str) -> dict[str, Any]:
    """The cuts of the plan, with their names, and the money over the year as a chart."""
    cuts = [
        ("Menurut jalur", "Jalur", recap.by_track),
        ("Menurut triwulan", "Triwulan", recap.by_quarter),
        ("Menurut sumber dana", "Sumber dana", recap.by_funding),
        ("Menurut asal kebutuhan", "Asal", recap.by_origin),
        ("Menurut kompetensi", "Kompetensi", _by_people(recap.by_competency)),
        (f"Menurut {unit_name.lower()}", unit_name, recap.by_unit),
    ]
    money = bars(
        "Anggaran tiap triwulan",
        [Bar(line.label, line.cost, str(rupiah(line.cost))) for line in recap.by_quarter],
        width=634,
    )
    return {"recap": recap, "cuts": cuts, "money_chart": money}


def _by_people(lines: Sequence[RecapLine]) -> list[RecapLine]:
    return sorted(lines, key=lambda line: (-line.people, line.label))


def coverage_context(coverage: sums.JpCoverage, cycle: Cycle) -> dict[str, Any]:
    """Whom the plan carries over the 20 JP."""
    whole = coverage.pns or 1
    return {
        "coverage": coverage,
        "coverage_chart": stack(
            f"PNS menurut JP terencana (paling sedikit {cycle.jp_floor} JP)",
            [
                Bar(
                    f"Mencapai {cycle.jp_floor} JP",
                    coverage.pns_reached,
                    _share(coverage.pns_reached, whole),
                    MET,
                ),
                Bar(
                    f"Di bawah {cycle.jp_floor} JP",
                    coverage.pns_below,
                    _share(coverage.pns_below, whole),
                    GAP,
                ),
            ],
        ),
    }
