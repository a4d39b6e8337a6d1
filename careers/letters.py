"""What careers print: a chapter of a person's plan, and one of the plan of the city."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.template.loader import render_to_string

from careers import reach
from careers.checks import State
from careers.models import CareerGoal, Seat
from careers.reports import city, seats
from careers.reports.readiness import Examined, examine
from personnel.models import CivilServant
from personnel.templatetags.palu import angka
from planning.fit import FitLine, fit_lines
from planning.letters.charts import Bar, bars
from planning.models import Cycle
from planning.suppression import K


@dataclass(frozen=True)
class PrintedGoal:
    """A goal with its readiness, and what is to be developed for it."""

    goal: CareerGoal
    readiness: str
    unmet: str
    gaps: str


def goals_chapter(person: CivilServant, on: dt.date) -> str:
    """The goals with their readiness by the data of the day; nothing for whoever has written none."""
    goals = list(CareerGoal.objects.filter(civil_servant=person).select_related("position").order_by("order"))
    if not goals:
        return ""
    posts = [reach.post_for(person, goal.position, on) for goal in goals]
    _facts, examined = examine(posts, on)
    lines = fit_lines([post.pair for post in posts])
    rows = [
        _printed(goal, found, lines.get(found.post.pair, []))
        for goal, found in zip(goals, examined, strict=True)
    ]
    return render_to_string("careers/letters/goals.html", {"rows": rows, "on": on})


def _printed(goal: CareerGoal, found: Examined, lines: list[FitLine]) -> PrintedGoal:
    unmet = [line.label.lower() for line in found.lines if line.state is State.UNMET]
    gaps = [f"{line.name} ({line.attained} dari {line.required})" for line in lines if line.gap]
    return PrintedGoal(goal, found.verdict.words, ", ".join(dict.fromkeys(unmet)), ", ".join(gaps))


def development_chapter(cycle: Cycle, on: dt.date, number: int) -> str:
    """ "Pengembangan jabatan" of the city: vacancies foreseen, key posts and who could follow, fairness."""
    listed = seats.dated(Seat.objects.for_list(), on)
    sums = seats.Sums.of(listed, on)
    key = seats.rows(list(listed.filter(is_key=True).order_by("empties_on", "unit__name", "pk")), on)
    whole, cuts = city.fairness(cycle.year, on)
    every = sums.whole["all"] or 1
    context = {
        "number": number,
        "on": on,
        "levels": sums.by_level,
        "opds": [row for row in sums.by_opd if row.in_5],
        "chart": bars(
            "Jabatan menurut waktu kosongnya",
            [
                Bar(
                    name, count, f"{angka(count)} ({angka(Decimal(100 * count) / every, 1)} %)", COLOURS[tone]
                )
                for name, count, tone in sums.spread
            ],
            width=634,
        ),
        "key": key,
        "uncovered": sum(not row.ready for row in key),
        "whole": whole,
        "cuts": cuts,
        "k": K,
    }
    return render_to_string("careers/letters/development.html", context)


COLOURS = {
    "late": "#9b1c1c",
    "gap-3": "#e98f5c",
    "gap-2": "#f7c98a",
    "gap-1": "#fde9c3",
    "neutral": "#9cc9b3",
    "gap-none": "#dfe6e9",
}
