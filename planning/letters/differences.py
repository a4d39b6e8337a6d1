"""Two versions of a plan side by side, as a book: of a revision, the 'matriks perubahan'."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

from documents import sections
from documents.models import Document
from jobs.queue import Progress
from personnel.models import RoleAssignment
from personnel.templatetags.palu import rupiah, tanggal_jam
from planning.differences import Side, sides_kept, why
from planning.letters import books, figures, paper, tables
from planning.models import Plan, PlanComparison
from planning.reports.differences import Differences, ItemChange, Named

#: Rows in one section: keeps a render below five seconds.
ROWS = 300
SLUG = "plan_changes"
Role = RoleAssignment.Role


def kept(pk: int | None) -> PlanComparison:
    """The comparison with everything that its names need."""
    return PlanComparison.objects.select_related(
        *(f"{side}_plan__{name}" for side in ("older", "newer") for name in ("unit", "cycle")),
        "older__step",
        "newer__step",
    ).get(pk=pk or 0)


def title_of(comparison: PlanComparison) -> str:
    """'Matriks perubahan ke-1 rencana Dinas Sosial 2027', or of two versions of one plan 'Perbedaan …'."""
    plan = comparison.newer_plan
    if is_matrix(comparison):
        return f"Matriks perubahan ke-{plan.revision} rencana {plan.unit.name} {plan.cycle.year}"
    return f"Perbedaan dua versi rencana {plan.unit.name} {plan.cycle.year}"


def is_matrix(comparison: PlanComparison) -> bool:
    """Whether it says what a revision changes in another plan."""
    return comparison.newer_plan_id != comparison.older_plan_id


# ------------------------------------------------------------------------------------------------ the table


def chunks(comparison: PlanComparison) -> list[dict[str, Any]]:
    """What each section of the matrix shows: items with what they said, what they say, and their people."""
    sides, older, newer = sides_kept(comparison)
    cut = list(_cut(Differences(sides, older, newer).all()))
    return [
        {
            "unit": comparison.newer_plan.unit.name,
            "older": older.label,
            "newer": newer.label,
            "number": number,
            "is_first": number == 0,
            "items": part,
        }
        for number, part in enumerate(cut)
    ]


def _cut(changes: list[ItemChange]) -> Iterator[list[dict[str, Any]]]:
    """Items with their rows, at most ``ROWS`` in a part; a large item goes on in the next."""
    part: list[dict[str, Any]] = []
    room = ROWS
    for change in changes:
        waiting = [*_rows(change)]
        is_continued = False
        while True:
            if room <= 3 and part:
                yield part
                part, room = [], ROWS
            taken, waiting = waiting[: room - 1], waiting[room - 1 :]
            part.append(_head(change) | {"rows": taken, "is_continued": is_continued})
            room -= 1 + len(taken)
            is_continued = True
            if not waiting:
                break
    if part or not changes:
        yield part


def _head(change: ItemChange) -> dict[str, Any]:
    return {
        "number": change.number,
        "name": change.name,
        "kind": change.kind.label,
        "people": [change.before, change.after],
        "cost": [
            None if change.kind == "added" else str(rupiah(change.cost_before)),
            None if change.kind == "dropped" else str(rupiah(change.cost_after)),
        ],
        "last": f"{change.last.who}, {tanggal_jam(change.last.at)}" if change.last else "",
    }


def _rows(change: ItemChange) -> Iterator[list[Any]]:
    """(what, before, after), then people with NIP: ('Masuk', name, nip, post)."""
    for field in change.fields:
        yield ["field", field.label, field.old, field.new]
    if change.facts:
        facts = "; ".join(change.facts)
        yield ["field", "Isi butir", *(["–", facts] if change.kind == "added" else [facts, "–"])]
    for word, people in (("Masuk", change.came_people), ("Keluar", change.went_people)):
        for person in people:
            yield ["person", word, *_named(person)]


def _named(person: Named) -> list[str]:
    return [person.name, person.nip, person.post]


def data(params: dict[str, Any]) -> dict[str, Any]:
    """What one section shows, from its ids."""
    return chunks(kept(params["comparison"]))[params["number"]]


def html(shown: dict[str, Any]) -> str:
    """The section as HTML."""
    return render_to_string("planning/letters/plan_changes.html", shown)


PLAN_CHANGES = sections.SectionKind(slug=SLUG, data=data, html=html, look=tables.look_hash)


# --------------------------------------------------------------------------------------------------- the book


def build(document: Document, out: Path, progress: Progress) -> None:
    """Cover, sums and reasons, the matrix, and the check number."""
    comparison = kept(document.object_id)
    wants = [
        sections.wanted(SLUG, {"comparison": comparison.pk, "number": number}, shown)
        for number, shown in enumerate(chunks(comparison))
    ]
    book = books.Book(
        title_of(comparison),
        lambda one: context(one, comparison),
        front=paper.FRONT,
        before=["planning/letters/differences_opening.html"],
        closing="planning/letters/differences_closing.html",
    )
    books.print_book(document, out, progress, wants, book)


def context(document: Document, comparison: PlanComparison) -> dict[str, Any]:
    """Everything around the table."""
    sides, older, newer = sides_kept(comparison)
    plan = newer.plan
    on = plan.decision_date or figures.today_of(document.created_at)
    return {
        **paper.common(document, plan.cycle, on, _decision(newer, document)),
        "title": "Matriks Perubahan Rencana Pengembangan Kompetensi Aparatur Sipil Negara"
        if is_matrix(comparison)
        else "Perbedaan Dua Versi Rencana Pengembangan Kompetensi Aparatur Sipil Negara",
        "owner": plan.unit.name,
        "is_city": False,
        "plan": plan,
        "former": plan.revises,
        "is_matrix": is_matrix(comparison),
        "older": older,
        "newer": newer,
        "sums": Differences(sides, older, newer).sums,
        "why": why(sides, older, newer),
        "signatories": [
            figures.signatory("Diusulkan oleh", Role.UNIT_HEAD, unit=plan.unit, on=on),
            figures.signatory("Ditetapkan oleh", Role.PPK, unit=None, on=on),
        ],
    }


def _decision(newer: Side, document: Document) -> paper.Decision:
    """A version that was sent back is no draft of a decision: only the last one of a ratified plan is."""
    plan = newer.plan
    if plan.status == Plan.Status.RATIFIED and (
        newer.version is None or newer.version.number == plan.versions.count()
    ):
        return paper.decision_of(plan)
    when = "" if newer.version else f" per {tanggal_jam(document.created_at)}"
    return paper.Decision(draft_note=f"{newer.label}{when}, belum ditetapkan.")
