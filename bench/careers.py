"""The next posts of everybody with their checks, beside the same pairs and their fit in plain SQL."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.urls import reverse
from django.utils import timezone

from bench import place
from bench.needs import largest_opd
from bench.pages import Visit, holder, measure_visits
from bench.report import Line
from bench.size import Size
from careers import reach
from careers.models import Seat
from careers.reach import FAMILY
from careers.reports.readiness import examine
from personnel.models import CivilServant, RoleAssignment
from planning import needs
from planning.models import Cycle, StandardVersion

AIM = {"seconds": 10.0, "peak_mb": 600.0}

#: Who could go where by the steps in force, and how well each fits: required and attained; no rule.
FLOOR = f"""
    WITH held AS MATERIALIZED (
        SELECT c.position_id, COALESCE(u.opd_id, u.id) AS opd_id
        FROM personnel_civilservant c JOIN personnel_unit u ON u.id = c.unit_id
        WHERE c.legal_state NOT IN ('berhenti', 'pensiun')
        UNION
        SELECT s.position_id, COALESCE(u.opd_id, u.id)
        FROM careers_seat s JOIN personnel_unit u ON u.id = s.unit_id
    ),
    post AS MATERIALIZED (
        SELECT p.id, p.level, held.opd_id, {FAMILY.format(name="p.name")} AS family
        FROM held JOIN personnel_position p ON p.id = held.position_id
    ),
    place AS MATERIALIZED (
        SELECT c.id AS person_id, post.id, post.opd_id, post.family, step.to_level, step.within
        FROM personnel_civilservant c
        JOIN personnel_unit u ON u.id = c.unit_id
        JOIN post ON post.id = c.position_id AND post.opd_id = COALESCE(u.opd_id, u.id)
        JOIN careers_careerstep step ON step.from_level = post.level AND step.valid_to IS NULL
        WHERE c.legal_state = 'aktif'
    ),
    pair AS MATERIALIZED (
        SELECT place.person_id, post.id AS position_id
        FROM place JOIN post ON post.level = place.to_level AND post.opd_id = place.opd_id
        WHERE place.within = 'opd' AND post.id <> place.id
        UNION
        SELECT place.person_id, post.id
        FROM place JOIN post ON post.level = place.to_level AND post.family = place.family
        WHERE place.within = 'rumpun' AND post.id <> place.id
    ),
    required AS MATERIALIZED (
        SELECT p.id AS position_id, c.id AS competency_id, COALESCE(own.level, usual.level) AS level
        FROM (SELECT DISTINCT id, level FROM post) p CROSS JOIN planning_competency c
        LEFT JOIN planning_standardrequirement own
               ON own.version_id = %(version)s AND own.position_id = p.id AND own.competency_id = c.id
        LEFT JOIN planning_standardrequirement usual
               ON usual.version_id = %(version)s AND usual.position_id IS NULL
              AND usual.position_level = p.level AND usual.competency_id = c.id
        WHERE c.is_active AND CASE WHEN own.id IS NULL THEN usual.level ELSE own.level END IS NOT NULL
    ),
    rated AS MATERIALIZED (
        SELECT DISTINCT ON (civil_servant_id, competency_id) civil_servant_id, competency_id, level
        FROM planning_competencyrating
        ORDER BY civil_servant_id, competency_id,
                 (rated_on >= %(since)s) DESC, grade DESC, rated_on DESC, id DESC
    )
    SELECT pair.person_id, pair.position_id, sum(q.level), sum(e.level)
    FROM pair JOIN required q ON q.position_id = pair.position_id
    LEFT JOIN rated e ON e.civil_servant_id = pair.person_id AND e.competency_id = q.competency_id
    GROUP BY 1, 2
"""


def measure(size: Size) -> list[Line]:
    """Each in a process of its own; then the busiest pages."""
    ours, figures = place.beside("pair_by_hand", "examine_city")
    people = CivilServant.objects.plan_targets().count()
    note = f"{ours['pairs']:.0f} pairs; ratio of CPU; floor: the same pairs and their fit in SQL, no rule"
    whole = Line("careers", f"next posts of {people} people", figures, AIM, note)
    return [whole, *measure_visits(busiest(), group="careers", rounds=size.rounds)]


def busiest() -> list[Visit]:
    """A path, the seats of the city and of the largest OPD, the candidates of a seat of that OPD."""
    opd, city = largest_opd(), holder(RoleAssignment.Role.CITY_HR)
    unit_hr = holder(RoleAssignment.Role.UNIT_HR, unit=opd)
    person = CivilServant.objects.plan_targets().filter(unit__opd=opd, employment="pns").order_by("pk")[0]
    seat = Seat.objects.filter(unit__opd=opd, position__level="pengawas").order_by("pk")[0]
    return [
        Visit("path of a person", unit_hr, reverse("careers:path", args=[person.pk])),
        Visit("seats of the city", city, reverse("careers:seat_list")),
        Visit("seats of the largest OPD", unit_hr, reverse("careers:seat_list")),
        Visit("candidates of a seat of that OPD", city, reverse("careers:seat_detail", args=[seat.pk])),
        Visit("what posts ask for", unit_hr, reverse("careers:rule_list")),
    ]


def examine_city() -> dict[str, Any]:
    """Everybody's next posts, each with its checks and its readiness."""
    today = timezone.localdate()
    _facts, examined = examine(reach.next_posts(today), today)
    return {"pairs": len(examined)}


def pair_by_hand() -> dict[str, Any]:
    """The pairs and their sums, fetched."""
    cycle = Cycle.objects.get(is_open=True)
    params: dict[str, Any] = {
        "version": StandardVersion.objects.in_force().get().pk,
        "since": needs.fresh_since(timezone.localdate(), cycle.evidence_months),
    }
    with connection.cursor() as cursor:
        cursor.execute(FLOOR, params)
        return {"pairs": len(cursor.fetchall())}
