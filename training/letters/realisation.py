"""The report of plan and reality, of one OPD or the city: by quarter and for the year, and why not."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.text import slugify

from documents import kinds, look, sections
from documents.binding import ContentsLine, bind, render_piece
from documents.models import Document
from jobs.queue import Progress, Refused
from personnel.models import RoleAssignment, Unit, User
from personnel.templatetags.palu import angka
from planning.letters import figures, paper
from planning.letters.books import stored
from planning.letters.charts import Bar, bars
from planning.models import Cycle, Plan
from training.reality import Choice, LineOutcome, Lines, Realisation, State, Tally

Role = RoleAssignment.Role
#: Lines in one section: keeps a render below five seconds and 200 MB.
ROWS = 400
SLUG = "realisation_rows"
COLOURS = {
    State.COUNTED: "#1c6b3c",
    State.ATTENDED: "#9cc9b3",
    State.SCHEDULED: "#0f5a69",
    State.PLANNED: "#9fb0b8",
    State.ABSENT: "#e98f5c",
    State.MISSED: "#c4533a",
}
TITLE = "Laporan Realisasi Pengembangan Kompetensi Aparatur Sipil Negara"


# ------------------------------------------------------------------------------------------- the lines


def chunks(cycle: Cycle, unit: Unit) -> list[dict[str, Any]]:
    """What each section of the table shows: items with their people, at most ``ROWS`` rows in a part."""
    lines = Lines(Choice(cycle, opds=[unit.pk]))[0:100_000]
    parts = [lines[start : start + ROWS] for start in range(0, len(lines), ROWS)] or [[]]
    return [
        {
            "unit": unit.name,
            "year": cycle.year,
            "total": len(lines),
            "is_first": number == 0,
            "items": _items(part),
        }
        for number, part in enumerate(parts)
    ]


def _items(lines: Sequence[LineOutcome]) -> list[dict[str, Any]]:
    return [
        {
            "number": rows[0].item.number,
            "name": rows[0].item.name,
            "quarter": rows[0].quarter_name,
            "jp": rows[0].item.jp_counted,
            "cost": rows[0].item.cost_per_person,
            "people": [_person(line) for line in rows],
        }
        for _key, group in groupby(lines, key=lambda line: line.item.pk)
        if (rows := list(group))
    ]


def _person(line: LineOutcome) -> list[Any]:
    there = f"{line.present} dari {line.sessions}" if line.present else ""
    return [
        line.person.full_name,
        line.person.nip,
        line.person.unit.name,
        line.label,
        line.cause_label if line.state == State.MISSED else "",
        there,
        line.jp,
        bool(line.outside),
    ]


def data(params: dict[str, Any]) -> dict[str, Any]:
    """What one section shows, from its ids."""
    cycle, unit = Cycle.objects.get(pk=params["cycle"]), Unit.objects.get(pk=params["unit"])
    return chunks(cycle, unit)[params["number"]]


def html(shown: dict[str, Any]) -> str:
    """The section as HTML."""
    return render_to_string("training/letters/realisation_rows.html", shown)


def look_hash() -> str:
    """Changes with the templates, the print files and this code."""
    return look.look_version(look.TEMPLATES / "training" / "letters", Path(__file__))


REALISATION_ROWS = sections.SectionKind(slug=SLUG, data=data, html=html, look=look_hash)


def _wanted(cycle: Cycle, unit: Unit) -> list[sections.Wanted]:
    return [
        sections.wanted(SLUG, {"cycle": cycle.pk, "unit": unit.pk, "number": number}, shown)
        for number, shown in enumerate(chunks(cycle, unit))
    ]


# ------------------------------------------------------------------------------------------- the report


def build_unit(document: Document, out: Path, progress: Progress) -> None:
    """The report of one OPD, with its lines."""
    cycle, unit = _cycle(document.year), _unit(document.object_id)
    facts = Realisation(Choice(cycle, opds=[unit.pk]))
    if not facts.total().lines:
        raise Refused("Belum ada rencana yang ditetapkan untuk unit dan tahun itu.")
    parts = sections.require(document, _wanted(cycle, unit), progress)
    plan = Plan.objects.current().filter(unit=unit, cycle=cycle).first()
    on = figures.today_of(document.created_at)
    context = {
        "owner": unit.name,
        "is_city": False,
        "plan": plan,
        "signatories": [
            figures.signatory("Dilaporkan oleh", Role.UNIT_HEAD, unit=unit, on=on),
            figures.signatory("Diketahui oleh", Role.PYB, unit=None, on=on),
        ],
    }
    _assemble(document, out, cycle, facts, context, stored(parts, out.parent, below=0), progress)


def build_city(document: Document, out: Path, progress: Progress) -> None:
    """The report of the city, by OPD and quarter."""
    cycle = _cycle(document.year)
    facts = Realisation(Choice(cycle))
    if not facts.total().lines:
        raise Refused("Belum ada rencana yang ditetapkan untuk tahun itu.")
    on = figures.today_of(document.created_at)
    context = {
        "owner": "Kota Palu",
        "is_city": True,
        "by_opd": facts.by_opd(),
        "opd_quarters": [
            (total.quarter_name, facts.by_opd(quarter), total)
            for quarter in (1, 2, 3, 4)
            if (total := facts.total(quarter)).lines
        ],
        "signatories": [
            figures.signatory("Dilaporkan oleh", Role.PYB, unit=None, on=on),
            figures.signatory("Diketahui oleh", Role.PPK, unit=None, on=on),
        ],
    }
    _assemble(document, out, cycle, facts, context, [], progress)


def _assemble(  # noqa: PLR0917 - all that the report is made of
    document: Document,
    out: Path,
    cycle: Cycle,
    facts: Realisation,
    more: dict[str, Any],
    tables: list[Any],
    progress: Progress,
) -> None:
    progress.stage("Menyusun sampul, ringkasan, dan nomor halaman")
    total, on = facts.total(), figures.today_of(document.created_at)
    context = {
        **paper.common(document, cycle, on, paper.Decision()),
        "title": TITLE,
        "total": total,
        "quarters": facts.by_quarter(),
        "state_chart": state_chart(total),
        "cause_chart": bars(
            "Baris menurut sebab tidak terlaksana",
            [Bar(label, n, angka(n), COLOURS[State.MISSED]) for label, n in total.by_cause],
            width=634,
            label_width=210,
        ),
        "at": document.created_at,
        **more,
    }
    bench = out.parent
    opening = render_to_string("training/letters/realisation_opening.html", context)
    closing = render_to_string("training/letters/realisation_closing.html", context)
    first = render_piece(opening, bench / "awal.pdf")
    last = render_piece(closing, bench / "akhir.pdf")

    def front(lines: Sequence[ContentsLine]) -> str:
        return render_to_string("training/letters/realisation_front.html", {**context, "contents": lines})

    bind(
        front,
        [first, *tables, last],
        out,
        bench=bench,
        left=f"Realisasi Pengembangan Kompetensi ASN {cycle.year} · {context['owner']}",
        check_number=document.check_number,
    )


def state_chart(total: Tally) -> Any:
    """How the lines are divided among their states."""
    whole = total.lines or 1
    return bars(
        "Baris rencana menurut keadaannya",
        [
            Bar(
                str(state.label),
                total.states[state],
                f"{angka(total.states[state])} ({angka(Decimal(100 * total.states[state]) / whole, 1)} %)",
                colour,
            )
            for state, colour in COLOURS.items()
        ],
        width=634,
        label_width=170,
    )


def _cycle(year: int | None) -> Cycle:
    return Cycle.objects.get(year=year or 0)


def _unit(object_id: int | None) -> Unit:
    return Unit.objects.opd().get(pk=object_id or 0)


def may_print_unit(user: User, object_id: int | None, year: int | None) -> bool:
    """Whoever may look at the OPD's plan in force."""
    plans = Plan.objects.visible_to(user).current().filter(status=Plan.Status.RATIFIED)
    return plans.filter(unit=object_id or 0, cycle__year=year or 0).exists()


def may_print_city(user: User, object_id: int | None, year: int | None) -> bool:
    """Whoever looks over the whole city."""
    plans = Plan.objects.current().filter(status=Plan.Status.RATIFIED, cycle__year=year or 0)
    return object_id is None and user.sees_city and plans.exists()


UNIT_REALISATION = kinds.Kind(
    slug="unit_realisation",
    name="Laporan realisasi perangkat daerah",
    title=lambda pk, year: f"Laporan realisasi pengembangan kompetensi {_unit(pk).name} {year}",
    may_request=may_print_unit,
    build=build_unit,
    file_name=lambda pk, year: f"realisasi-{year}-{slugify(_unit(pk).name)}.pdf",
    owner=lambda pk, year: _unit(pk).name,
)
CITY_REALISATION = kinds.Kind(
    slug="city_realisation",
    name="Laporan realisasi kota",
    title=lambda pk, year: f"Laporan realisasi pengembangan kompetensi Kota Palu {year}",
    may_request=may_print_city,
    build=build_city,
    file_name=lambda pk, year: f"realisasi-{year}-kota-palu.pdf",
    owner=lambda pk, year: "Kota Palu",
)


def register_all() -> None:
    """Make the kinds known; called once by ``training.tasks``."""
    kinds.register(UNIT_REALISATION)
    kinds.register(CITY_REALISATION)
    sections.register(REALISATION_ROWS)
