"""The chapter 'Suara pegawai': what was heard for a plan and what became of it, without a single name."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string

from documents import sections
from planning.letters import tables
from planning.models import Plan, Proposal, Suggestion, SuggestionAnswer
from planning.reports.voices import Tally, proposal_tallies, suggestion_tallies

#: Suggestions and proposals in one section: some are a quarter of a page long.
ROWS = 80
SLUG = "plan_voices"

KINDS = list(Suggestion.Kind.values)


def chunks(plan: Plan) -> list[dict[str, Any]]:
    """What each section of the chapter shows. Order and facts tell nothing about who spoke: by kind, then by
    support."""
    numbers = dict(plan.items.values_list("key", "number"))
    entries = [("suggestions", row) for row in _suggestions(plan, numbers)]
    entries += [("proposals", row) for row in _proposals(plan, numbers)]
    parts = [entries[n : n + ROWS] for n in range(0, len(entries), ROWS)]
    tallies = {
        "suggestion_tallies": _tallies(suggestion_tallies(plan.cycle, plan.unit_id)),
        "proposal_tallies": _tallies(proposal_tallies(plan.cycle, plan.unit_id)),
    }
    whole = {
        "suggestions": sum(kind == "suggestions" for kind, _row in entries),
        "proposals": sum(kind == "proposals" for kind, _row in entries),
    }
    return [
        {
            "unit": plan.unit.name,
            "year": plan.cycle.year,
            "is_first": number == 0,
            "whole": whole,
            **(tallies if number == 0 else {}),
            "suggestions": [row for kind, row in part if kind == "suggestions"],
            "proposals": [row for kind, row in part if kind == "proposals"],
        }
        for number, part in enumerate(parts)
    ]


def _tallies(tallies: list[Tally]) -> list[list[Any]]:
    """Label, all, by outcome; with the sum of the columns at the end."""
    rows: list[list[Any]] = [[tally.label, tally.total, *tally.counts] for tally in tallies]
    return [*rows, ["Jumlah", *(sum(column) for column in list(zip(*rows, strict=True))[1:])]]


def _suggestions(plan: Plan, numbers: dict[Any, int]) -> list[dict[str, Any]]:
    heard: Any = Suggestion.objects.filter(cycle=plan.cycle, opd=plan.unit).standing().with_state()
    rows = list(heard.with_supports().values("pk", "kind", "text", "state", "newest_answer", "support_count"))
    answers = SuggestionAnswer.objects.prefetch_related("items").in_bulk(
        [row["newest_answer"] for row in rows if row["newest_answer"]]
    )
    rows.sort(key=lambda row: (KINDS.index(row["kind"]), -row["support_count"], row["pk"]))
    return [_suggestion(row, answers.get(row["newest_answer"]), numbers) for row in rows]


def _suggestion(
    row: dict[str, Any], answer: SuggestionAnswer | None, numbers: dict[Any, int]
) -> dict[str, Any]:
    waits = row["state"] in Suggestion.UNANSWERED
    linked = list(answer.items.all()) if answer and not waits else []
    return {
        "kind": str(Suggestion.Kind(row["kind"]).label),
        "text": row["text"],
        "supports": row["support_count"],
        "state": str(Suggestion.State(row["state"]).label),
        "reason": answer.reason if answer and not waits else "",
        "passed_to": answer.passed_to if answer and not waits else "",
        "items": sorted(numbers[item.key] for item in linked if item.key in numbers),
        "is_dropped": bool(linked) and not any(item.key in numbers for item in linked),
    }


def _proposals(plan: Plan, numbers: dict[Any, int]) -> list[dict[str, Any]]:
    rows = (
        Proposal.objects.filter(cycle=plan.cycle, opd=plan.unit)
        .standing()
        .select_related("position", "competency", "item")
        .order_by("-kind", "pk")
    )
    return [_proposal(row, numbers) for row in rows]


def _proposal(row: Proposal, numbers: dict[Any, int]) -> dict[str, Any]:
    key = row.item.key if row.item else None
    return {
        "kind": str(row.get_kind_display()),
        "what": str(row),
        "competency": row.competency.name if row.competency else "",
        "state": "Belum ditanggapi" if row.is_waiting else str(row.get_outcome_display()),
        "words": "" if row.is_waiting else row.outcome_words,
        "items": [numbers[key]] if key in numbers else [],
        "is_dropped": key is not None and key not in numbers,
    }


def data(params: dict[str, Any]) -> dict[str, Any]:
    """What one section shows, from its ids."""
    plan = Plan.objects.select_related("unit", "cycle").get(pk=params["plan"])
    return chunks(plan)[params["number"]]


def html(shown: dict[str, Any]) -> str:
    """The section as HTML."""
    return render_to_string("planning/letters/plan_voices.html", shown)


def wanted(plan: Plan) -> list[sections.Wanted]:
    """The sections of a plan's chapter; none where nothing was said, which takes one sentence, no page."""
    return [
        sections.wanted(SLUG, {"plan": plan.pk, "number": number}, shown)
        for number, shown in enumerate(chunks(plan))
    ]


PLAN_VOICES = sections.SectionKind(slug=SLUG, data=data, html=html, look=tables.look_hash)
