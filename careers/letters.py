"""The chapter "Tujuan karier dan kesiapan" of a person's printed plan."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.template.loader import render_to_string

from careers import reach
from careers.checks import State
from careers.models import CareerGoal
from careers.reach import NextPost
from careers.reports.readiness import Examined, examine
from personnel.models import CivilServant
from planning.fit import FitLine, fit_lines


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
    posts = [_post(person, goal, on) for goal in goals]
    _facts, examined = examine(posts, on)
    lines = fit_lines([post.pair for post in posts])
    rows = [
        _printed(goal, found, lines.get(found.post.pair, []))
        for goal, found in zip(goals, examined, strict=True)
    ]
    return render_to_string("careers/letters/goals.html", {"rows": rows, "on": on})


def _post(person: CivilServant, goal: CareerGoal, on: dt.date) -> NextPost:
    held, aimed = person.position.level, goal.position
    move = reach.move_between(held, aimed.level, on)
    return NextPost(person.pk, aimed.pk, aimed.name, aimed.level, held, move)


def _printed(goal: CareerGoal, found: Examined, lines: list[FitLine]) -> PrintedGoal:
    unmet = [line.label.lower() for line in found.lines if line.state is State.UNMET]
    gaps = [f"{line.name} ({line.attained} dari {line.required})" for line in lines if line.gap]
    return PrintedGoal(goal, found.verdict.words, ", ".join(dict.fromkeys(unmet)), ", ".join(gaps))
