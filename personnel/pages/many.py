"""An act for the rows that were ticked in a list: first what will happen, then what became of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from personnel.many import Outcome, each
from personnel.pages.choices import keys_in
from personnel.pages.tables import Column
from personnel.requests import Request
from personnel.shown import Cell

CHOSEN = "baris"
#: So many at once; a longer list is worked off in several goes.
MOST = 100


@dataclass(frozen=True)
class ManyAct:
    """How an act for many rows is told. ``columns`` say what one looks at before, the first names the row;
    ``said`` is what stands beside a row for which it was done."""

    title: str
    verb: str
    noun: str
    above: tuple[str, str]
    columns: Sequence[Column]
    consequences: Sequence[str]
    said: str


def chosen_in(request: Request) -> list[int]:
    """The keys of the rows that were ticked."""
    data = request.POST if request.method == "POST" else request.GET
    return keys_in(data.getlist(CHOSEN))[:MOST]


def many_page(
    request: Request,
    act: ManyAct,
    rows: QuerySet[Any],
    waiting: QuerySet[Any],
    do: Callable[[Any, str], Any],
    *,
    form: forms.BaseForm | None = None,
    stamp: Callable[[Any], str] = lambda row: "",
    wrap: Callable[[list[Any]], list[Any]] = lambda rows: rows,
) -> HttpResponse:
    """The summary of what will happen to those of ``waiting`` that are ticked; sent, the rule ``do`` for each
    of ``rows`` that were ticked. ``do`` takes the row and its ``stamp`` as it was when it was looked at;
    ``wrap`` makes of rows what the columns and ``do`` read."""
    keys = chosen_in(request)
    if request.method == "POST" and (form is None or form.is_valid()):
        found = list(rows.filter(pk__in=keys))
        seen = [request.POST.get(f"cap-{row.pk}", "") for row in found]
        pairs = list(zip(wrap(found), seen, strict=True))
        return done_page(
            request,
            act.title,
            [replace(one, row=one.row[0]) for one in each(pairs, lambda pair: do(*pair))],
            named=act.columns[0].shows,
            said=lambda done: act.said,
            noun=act.noun,
            above=act.above,
        )
    chosen = list(waiting.filter(pk__in=keys))
    context = {
        "act": act,
        "form": form,
        "columns": [column for column in act.columns if not column.acts],
        "rows": [
            (row.pk, stamp(row), _cells(act, told)) for row, told in zip(chosen, wrap(chosen), strict=True)
        ],
        "lost": len(keys) - len(chosen),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "components/many.html", context, status=status)


def _cells(act: ManyAct, row: Any) -> list[tuple[Column, Cell]]:
    return [(column, column.cell(row)) for column in act.columns if not column.acts]


def done_page(
    request: Request,
    title: str,
    outcomes: Sequence[Outcome[Any, Any]],
    *,
    named: Callable[[Any], Any],
    said: Callable[[Any], str],
    noun: str,
    above: tuple[str, str],
) -> HttpResponse:
    """What became of each; ``said`` tells in a word what was done."""
    context = {
        "title": title,
        "noun": noun,
        "above": above,
        "done": sum(outcome.done is not None for outcome in outcomes),
        "count": len(outcomes),
        "lines": [
            (named(one.row), said(one.done) if one.done is not None else "", one.refusal) for one in outcomes
        ],
    }
    return render(request, "components/many_done.html", context)
