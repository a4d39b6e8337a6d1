"""The needs against the same sums, written by hand in plain SQL over people, posts and ratings."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone

from bench.report import Line
from bench.size import Size
from bench.timing import medians
from personnel.models import CivilServant, Unit
from planning import needs
from planning.exports import Export
from planning.models import Cycle, Need, StandardVersion
from planning.reports.heat_map import heat_map

AIM = {"ratio": 1.5}
ROUNDS, QUICK_ROUNDS = 3, 15

#: Required, attained and gap of everybody; nothing is compared and nothing kept in step.
NEEDS = """
    SELECT p.id AS civil_servant_id, c.id AS competency_id, u.opd_id, p.unit_id, p.employment,
           post.level AS position_level, p.legal_state = 'aktif' AS is_target,
           COALESCE(own.level, usual.level) AS required, COALESCE(own.weight, usual.weight) AS weight,
           e.level AS attained, e.id AS rating_id, e.source, e.rated_on,
           CASE WHEN e.level IS NOT NULL
                THEN GREATEST(0, COALESCE(own.level, usual.level) - e.level) END AS gap
    FROM ({people}) person
    JOIN personnel_civilservant p ON p.id = person.id
    JOIN personnel_unit u ON u.id = p.unit_id
    JOIN personnel_position post ON post.id = person.position_id
    JOIN planning_competency c ON c.is_active
    LEFT JOIN planning_standardrequirement own
           ON own.version_id = %(version)s AND own.position_id = post.id AND own.competency_id = c.id
    LEFT JOIN planning_standardrequirement usual
           ON usual.version_id = %(version)s AND usual.position_id IS NULL
          AND usual.position_level = post.level AND usual.competency_id = c.id
    LEFT JOIN (
        SELECT DISTINCT ON (civil_servant_id, competency_id) * FROM planning_competencyrating
        ORDER BY civil_servant_id, competency_id,
                 (rated_on >= %(since)s) DESC, grade DESC, rated_on DESC, id DESC
    ) e ON e.civil_servant_id = p.id AND e.competency_id = c.id
    WHERE CASE WHEN own.id IS NULL THEN usual.level ELSE own.level END IS NOT NULL
"""
HELD = "SELECT id, position_id FROM personnel_civilservant WHERE legal_state NOT IN ('berhenti', 'pensiun')"
AIMED_AT = "SELECT civil_servant_id AS id, position_id FROM planning_targetposition"

WRITE_NEEDS = """
    INSERT INTO planning_need
        (civil_servant_id, competency_id, basis, opd_id, unit_id, standard_version_id, required, weight,
         attained, rating_id, source, rated_on, gap, status)
    SELECT civil_servant_id, competency_id, '{basis}', opd_id, unit_id, %(version)s, required, weight,
           attained, rating_id, COALESCE(source, ''), rated_on, gap,
           CASE WHEN attained IS NULL THEN 'belum_dinilai'
                WHEN gap = 0 THEN 'terpenuhi' ELSE 'kesenjangan' END
    FROM ({needs}) n
"""
WRITE_SUMMARIES = """
    INSERT INTO planning_needsummary
        (civil_servant_id, basis, opd_id, unit_id, employment, position_level, is_target, competencies,
         assessed, with_gap, gap_sum, required_sum, attained_sum)
    SELECT n.civil_servant_id, n.basis, n.opd_id, n.unit_id, p.employment, post.level,
           p.legal_state = 'aktif', count(*), count(attained), count(*) FILTER (WHERE gap > 0),
           COALESCE(sum(gap), 0),
           COALESCE(sum(required) FILTER (WHERE attained IS NOT NULL), 0), COALESCE(sum(attained), 0)
    FROM planning_need n
    JOIN personnel_civilservant p ON p.id = n.civil_servant_id
    JOIN personnel_position post ON post.id = p.position_id
    GROUP BY n.civil_servant_id, n.basis, n.opd_id, n.unit_id, p.employment, post.level, p.legal_state
"""
WRITE_UNITS = """
    INSERT INTO planning_unitneed
        (unit_id, opd_id, competency_id, employment, position_level, people, assessed, with_gap, gap_sum)
    SELECT n.unit_id, n.opd_id, n.competency_id, p.employment, post.level, count(*), count(attained),
           count(*) FILTER (WHERE gap > 0), COALESCE(sum(gap), 0)
    FROM planning_need n
    JOIN personnel_civilservant p ON p.id = n.civil_servant_id AND p.legal_state = 'aktif'
    JOIN personnel_position post ON post.id = p.position_id
    WHERE n.basis = 'sekarang'
    GROUP BY n.unit_id, n.opd_id, n.competency_id, p.employment, post.level
"""
MAP = """
    SELECT n.{column}, n.competency_id, count(*), count(n.attained),
           count(*) FILTER (WHERE n.gap > 0), sum(n.gap)
    FROM planning_need n
    JOIN personnel_civilservant p ON p.id = n.civil_servant_id AND p.legal_state = 'aktif'
    WHERE n.basis = 'sekarang' {where}
    GROUP BY 1, 2
"""
EXPORT = """
    SELECT p.nip, u.name, c.code, n.required, n.attained, n.source, n.gap, n.status
    FROM planning_need n
    JOIN personnel_civilservant p ON p.id = n.civil_servant_id AND p.legal_state = 'aktif'
    JOIN personnel_unit u ON u.id = p.unit_id
    JOIN planning_competency c ON c.id = n.competency_id
    WHERE n.basis = 'sekarang' ORDER BY p.nip, c.order
"""


def measure(_size: Size) -> list[Line]:
    """Refreshing, the maps, the export."""
    cycle = Cycle.objects.get(is_open=True)
    opd = largest_opd()
    below = f"AND n.unit_id IN (SELECT id FROM personnel_unit WHERE path LIKE '{opd.path}%%')"
    export = Export(cycle)
    return [
        compare(
            "refresh of all needs, all rows new",
            emptied(needs.refresh),
            emptied(refresh_by_hand),
            rounds=ROUNDS,
        ),
        compare(
            "refresh of all needs, nothing changed",
            needs.refresh,
            count_by_hand,
            rounds=ROUNDS,
            aim={"ratio": 1.2},
        ),
        compare(
            "heat map of the city",
            lambda: heat_map(cycle=cycle),
            query(MAP, "opd_id"),
            note="floor: over the needs",
        ),
        compare(
            "heat map of the largest OPD",
            lambda: heat_map(cycle=cycle, scope=opd, by="unit"),
            query(MAP, "unit_id", below),
            note="floor: over the needs",
        ),
        compare(
            "export of all needs, command",
            lambda: export.copy_needs(io.BytesIO()),
            copy_by_hand,
            rounds=ROUNDS,
        ),
        compare(
            "export of all needs, page",
            lambda: sent(export),
            copy_by_hand,
            rounds=ROUNDS,
            aim={"ratio": 1.3},
        ),
    ]


def largest_opd() -> Unit:
    """The OPD with most people."""
    counts = CivilServant.objects.values_list("unit__opd").annotate(n=Count("pk")).order_by("-n", "unit__opd")
    return Unit.objects.get(pk=counts[0][0])


def compare(
    name: str,
    ours: Callable[[], object],
    floor: Callable[[], object],
    *,
    rounds: int = QUICK_ROUNDS,
    aim: Mapping[str, float] = AIM,
    note: str = "",
) -> Line:
    """Both in turns."""
    seconds, plain = medians(ours, floor, rounds=rounds)
    return Line(
        "needs", name, {"ms": seconds * 1000, "floor_ms": plain * 1000, "ratio": seconds / plain}, aim, note
    )


def params() -> dict[str, Any]:
    """The standard in force and the day that divides fresh evidence from old."""
    cycle = Cycle.objects.get(is_open=True)
    version = StandardVersion.objects.in_force().get()
    return {"version": version.pk, "since": needs.fresh_since(timezone.localdate(), cycle.evidence_months)}


def query(statement: str, column: str, where: str = "") -> Callable[[], list[Any]]:
    def act() -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(statement.format(column=column, where=where), {})
            return list(cursor.fetchall())

    return act


def empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE planning_need, planning_needsummary, planning_unitneed")


def emptied(act: Callable[[], object]) -> Callable[[], object]:
    """The act on empty tables; taken back, so that the next one finds them as they were."""

    def act_on_nothing() -> None:
        with transaction.atomic():
            empty()
            act()
            transaction.set_rollback(True)

    return act_on_nothing


def refresh_by_hand() -> None:
    """The same rows into the same tables."""
    with connection.cursor() as cursor:
        for basis, people in ((Need.Basis.CURRENT, HELD), (Need.Basis.TARGET, AIMED_AT)):
            cursor.execute(WRITE_NEEDS.format(basis=basis.value, needs=NEEDS.format(people=people)), params())
        cursor.execute(WRITE_SUMMARIES)
        cursor.execute(WRITE_UNITS)
        cursor.execute("ANALYZE planning_need, planning_needsummary, planning_unitneed")


def count_by_hand() -> None:
    """The same needs and both sums of them, kept nowhere."""
    with connection.cursor() as cursor:
        for people in (HELD, AIMED_AT):
            cursor.execute(
                f"WITH n AS MATERIALIZED ({NEEDS.format(people=people)}),"
                " person AS (SELECT civil_servant_id, count(*), count(attained), sum(gap), sum(required),"
                " sum(attained) FROM n GROUP BY 1),"
                " unit AS (SELECT unit_id, competency_id, employment, position_level, count(*),"
                " count(attained), sum(gap) FROM n WHERE is_target GROUP BY 1, 2, 3, 4)"
                " SELECT (SELECT count(*) FROM person), (SELECT count(*) FROM unit)",
                params(),
            )


def sent(export: Export) -> int:
    """The file as the page hands it out, read to its end."""
    with export.needs_file() as file:
        return sum(len(piece) for piece in iter(partial(file.read, 64 * 1024), b""))


def copy_by_hand() -> None:
    """The rows of the export, as the database writes them."""
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY ({EXPORT}) TO STDOUT WITH (FORMAT csv, HEADER true)", io.BytesIO())
