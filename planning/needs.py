"""What is needed: keeps ``Need`` and its sums in step with standards, ratings and people, by set-based SQL.

*Required*: the row of the person's post, else the row of the level of that post, in the standard in force;
a post's row without a level takes the competency out. *Attained*: of all ratings the one that is still
young enough comes first, then the strongest evidence, then the newest, then the last entered. *Gap*:
max(0, required − attained), per competency; without a rating there is no gap but the state "belum dinilai".

Every rule that changes a rating, a standard, a cycle or a person calls :func:`refresh` in its own
transaction. People change in ``personnel``, which does not know this app: it tells its listeners
(``personnel.changes``), and this app is one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone

from personnel import audit
from personnel.models import CivilServant, DataImport, Position, User
from planning import permissions
from planning.models import Cycle, Need, StandardVersion, TargetPosition

audit.name_acts({"target_position_set": "Menetapkan jabatan yang akan diduduki"})

#: Of the advisory lock: two refreshes at once would wait for each other's rows in a circle.
LOCK = 0x4E454544
DEFAULT_EVIDENCE_MONTHS = 36

IN_SCOPE = "(%(ids)s::bigint[] IS NULL OR {column} = ANY(%(ids)s::bigint[]))"

#: Who stands before which post: one set of people for each basis. Who has left needs nothing any more.
PEOPLE = {
    Need.Basis.CURRENT: f"""
        SELECT p.id, p.unit_id, p.position_id
        FROM personnel_civilservant p
        WHERE p.legal_state NOT IN ('berhenti', 'pensiun') AND {IN_SCOPE.format(column="p.id")}
    """,  # noqa: S608 - our own words
    Need.Basis.TARGET: f"""
        SELECT p.id, p.unit_id, COALESCE(t.position_id, t.goal_id) AS position_id
        FROM personnel_civilservant p JOIN planning_targetposition t ON t.civil_servant_id = p.id
        WHERE p.legal_state NOT IN ('berhenti', 'pensiun') AND {IN_SCOPE.format(column="p.id")}
    """,  # noqa: S608 - our own words
}

#: The level that every post asks for; the post's own row wins over its level's.
REQUIREMENT = """
    SELECT post.id AS position_id, c.id AS competency_id, COALESCE(own.level, usual.level) AS level,
           COALESCE(own.weight, usual.weight) AS weight
    FROM (SELECT id, level FROM personnel_position WHERE id IN (SELECT position_id FROM person)) post
    CROSS JOIN planning_competency c
    LEFT JOIN planning_standardrequirement own
           ON own.version_id = %(version)s AND own.position_id = post.id AND own.competency_id = c.id
    LEFT JOIN planning_standardrequirement usual
           ON usual.version_id = %(version)s AND usual.position_id IS NULL
          AND usual.position_level = post.level AND usual.competency_id = c.id
    WHERE c.is_active AND CASE WHEN own.id IS NULL THEN usual.level ELSE own.level END IS NOT NULL
"""

EVIDENCE = f"""
    SELECT DISTINCT ON (r.civil_servant_id, r.competency_id)
           r.civil_servant_id, r.competency_id, r.id, r.level, r.source, r.rated_on
    FROM planning_competencyrating r
    WHERE {IN_SCOPE.format(column="r.civil_servant_id")} AND r.civil_servant_id IN (SELECT id FROM person)
    ORDER BY r.civil_servant_id, r.competency_id,
             (r.rated_on >= %(fresh_since)s) DESC, r.grade DESC, r.rated_on DESC, r.id DESC
"""  # noqa: S608

NEEDS = """
    WITH person AS MATERIALIZED ({people}),
    requirement AS MATERIALIZED ({requirement}),
    evidence AS MATERIALIZED ({evidence}),
    wanted AS (
        SELECT person.id AS civil_servant_id, q.competency_id, COALESCE(u.opd_id, u.id) AS opd_id,
               person.unit_id, q.level AS required, q.weight, e.level AS attained, e.id AS rating_id,
               COALESCE(e.source, '') AS source,
               e.rated_on, CASE WHEN e.level IS NOT NULL THEN GREATEST(0, q.level - e.level) END AS gap,
               CASE WHEN e.level IS NULL THEN 'belum_dinilai'
                    WHEN e.level >= q.level THEN 'terpenuhi' ELSE 'kesenjangan' END AS status
        FROM person
        JOIN personnel_unit u ON u.id = person.unit_id
        JOIN requirement q ON q.position_id = person.position_id
        LEFT JOIN evidence e ON e.civil_servant_id = person.id AND e.competency_id = q.competency_id
    ),
    differing AS MATERIALIZED (
        SELECT w.*, n.id AS standing
        FROM wanted w
        FULL JOIN (SELECT * FROM planning_need n WHERE n.basis = %(basis)s AND {in_scope}) n
            ON n.civil_servant_id = w.civil_servant_id AND n.competency_id = w.competency_id
        WHERE n.id IS NULL OR w.civil_servant_id IS NULL
            OR (n.opd_id, n.unit_id, n.standard_version_id, n.required, n.weight, n.attained, n.rating_id)
               IS DISTINCT FROM
               (w.opd_id, w.unit_id, %(version)s, w.required, w.weight, w.attained, w.rating_id)
    ),
    gone AS (
        DELETE FROM planning_need n USING differing d
        WHERE n.id = d.standing AND d.civil_servant_id IS NULL
    )
    INSERT INTO planning_need
          (civil_servant_id, competency_id, basis, opd_id, unit_id, standard_version_id, required, weight,
           attained, rating_id, source, rated_on, gap, status)
    SELECT civil_servant_id, competency_id, %(basis)s, opd_id, unit_id, %(version)s, required, weight,
           attained, rating_id, source, rated_on, gap, status
    FROM differing
    WHERE civil_servant_id IS NOT NULL
    ORDER BY opd_id, civil_servant_id, competency_id
    ON CONFLICT (civil_servant_id, competency_id, basis) DO UPDATE SET
        opd_id = EXCLUDED.opd_id, unit_id = EXCLUDED.unit_id,
        standard_version_id = EXCLUDED.standard_version_id, required = EXCLUDED.required,
        weight = EXCLUDED.weight, attained = EXCLUDED.attained,
        rating_id = EXCLUDED.rating_id, source = EXCLUDED.source, rated_on = EXCLUDED.rated_on,
        gap = EXCLUDED.gap, status = EXCLUDED.status
"""

SUMMARIES = """
    WITH person AS MATERIALIZED ({people}),
    wanted AS (
        SELECT p.id AS civil_servant_id, COALESCE(u.opd_id, u.id) AS opd_id, p.unit_id, p.employment,
               post.level AS position_level, p.legal_state = 'aktif' AS is_target,
               count(n.id) AS competencies, count(n.attained) AS assessed,
               count(*) FILTER (WHERE n.gap > 0) AS with_gap,
               COALESCE(sum(n.gap), 0) AS gap_sum,
               COALESCE(sum(n.required) FILTER (WHERE n.attained IS NOT NULL), 0) AS required_sum,
               COALESCE(sum(n.attained), 0) AS attained_sum
        FROM person
        JOIN personnel_civilservant p ON p.id = person.id
        JOIN personnel_unit u ON u.id = p.unit_id
        JOIN personnel_position post ON post.id = p.position_id
        LEFT JOIN planning_need n ON n.civil_servant_id = p.id AND n.basis = %(basis)s
        GROUP BY p.id, u.id, post.level
    ),
    differing AS MATERIALIZED (
        SELECT w.*, n.id AS standing
        FROM wanted w
        FULL JOIN (SELECT * FROM planning_needsummary n WHERE n.basis = %(basis)s AND {in_scope}) n
            ON n.civil_servant_id = w.civil_servant_id
        WHERE n.id IS NULL OR w.civil_servant_id IS NULL
            OR (n.opd_id, n.unit_id, n.employment, n.position_level, n.is_target, n.competencies, n.assessed,
                n.with_gap, n.gap_sum, n.required_sum, n.attained_sum)
               IS DISTINCT FROM
               (w.opd_id, w.unit_id, w.employment, w.position_level, w.is_target, w.competencies, w.assessed,
                w.with_gap, w.gap_sum, w.required_sum, w.attained_sum)
    ),
    gone AS (
        DELETE FROM planning_needsummary n USING differing d
        WHERE n.id = d.standing AND d.civil_servant_id IS NULL
    )
    INSERT INTO planning_needsummary
          (civil_servant_id, basis, opd_id, unit_id, employment, position_level, is_target,
           competencies, assessed, with_gap, gap_sum, required_sum, attained_sum)
    SELECT civil_servant_id, %(basis)s, opd_id, unit_id, employment, position_level, is_target,
           competencies, assessed, with_gap, gap_sum, required_sum, attained_sum
    FROM differing
    WHERE civil_servant_id IS NOT NULL
    ORDER BY opd_id, unit_id, civil_servant_id
    ON CONFLICT (civil_servant_id, basis) DO UPDATE SET
        opd_id = EXCLUDED.opd_id, unit_id = EXCLUDED.unit_id, employment = EXCLUDED.employment,
        position_level = EXCLUDED.position_level, is_target = EXCLUDED.is_target,
        competencies = EXCLUDED.competencies, assessed = EXCLUDED.assessed, with_gap = EXCLUDED.with_gap,
        gap_sum = EXCLUDED.gap_sum, required_sum = EXCLUDED.required_sum, attained_sum = EXCLUDED.attained_sum
"""

UNIT_NEEDS = """
    WITH wanted AS (
        SELECT n.unit_id, n.opd_id, n.competency_id, s.employment, s.position_level, count(*) AS people,
               count(n.attained) AS assessed, count(*) FILTER (WHERE n.gap > 0) AS with_gap,
               COALESCE(sum(n.gap), 0) AS gap_sum
        FROM planning_need n
        JOIN planning_needsummary s ON s.civil_servant_id = n.civil_servant_id AND s.basis = n.basis
             AND s.is_target
        WHERE n.basis = 'sekarang' AND {in_units}
        GROUP BY n.unit_id, n.opd_id, n.competency_id, s.employment, s.position_level
    ),
    differing AS MATERIALIZED (
        SELECT w.*, n.id AS standing
        FROM wanted w
        FULL JOIN (SELECT * FROM planning_unitneed n WHERE {in_units}) n
            ON n.unit_id = w.unit_id AND n.competency_id = w.competency_id
            AND n.employment = w.employment AND n.position_level = w.position_level
        WHERE n.id IS NULL OR w.unit_id IS NULL
            OR (n.opd_id, n.people, n.assessed, n.with_gap, n.gap_sum)
               IS DISTINCT FROM (w.opd_id, w.people, w.assessed, w.with_gap, w.gap_sum)
    ),
    gone AS (
        DELETE FROM planning_unitneed n USING differing d WHERE n.id = d.standing AND d.unit_id IS NULL
    )
    INSERT INTO planning_unitneed
          (unit_id, opd_id, competency_id, employment, position_level, people, assessed, with_gap, gap_sum)
    SELECT unit_id, opd_id, competency_id, employment, position_level, people, assessed, with_gap, gap_sum
    FROM differing
    WHERE unit_id IS NOT NULL
    ORDER BY opd_id, competency_id, unit_id
    ON CONFLICT (unit_id, competency_id, employment, position_level) DO UPDATE SET
        opd_id = EXCLUDED.opd_id, people = EXCLUDED.people, assessed = EXCLUDED.assessed,
        with_gap = EXCLUDED.with_gap, gap_sum = EXCLUDED.gap_sum
"""

UNITS_IN_SCOPE = f"""
    SELECT unit_id FROM planning_needsummary WHERE {IN_SCOPE.format(column="civil_servant_id")}
    UNION SELECT unit_id FROM personnel_civilservant WHERE {IN_SCOPE.format(column="id")}
"""  # noqa: S608


def fresh_since(on: dt.date, months: int) -> dt.date:
    """The oldest day on which evidence still counts as fresh: so many months before, or that month's last
    day."""
    year, month = divmod(on.year * 12 + on.month - 1 - months, 12)
    last_day = (dt.date(year + (month == 11), (month + 1) % 12 + 1, 1) - dt.timedelta(days=1)).day
    return dt.date(year, month + 1, min(on.day, last_day))


def refresh(*, civil_servants: Iterable[int] | None = None, on: dt.date | None = None) -> int:
    """Bring the needs of these people (ids; None: everybody) up to date; how many rows of needs were written.

    Writes only what differs, in the caller's transaction: a row that ON CONFLICT meets is locked, hence
    written, even when nothing in it changes, so what stands already is left out before. ``on`` is the day
    that the age of evidence is counted from.
    """
    ids = None if civil_servants is None else sorted(set(civil_servants))
    if ids == []:
        return 0
    version = StandardVersion.objects.in_force().first()
    months = Cycle.objects.open().values_list("evidence_months", flat=True).first()
    params: dict[str, Any] = {
        "ids": ids,
        "version": version.pk if version else None,
        "fresh_since": fresh_since(
            on or timezone.localdate(), DEFAULT_EVIDENCE_MONTHS if months is None else months
        ),
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        if ids is not None:
            cursor.execute(UNITS_IN_SCOPE, params)
            params["units"] = [unit for (unit,) in cursor.fetchall()]
        written = 0
        for basis, people in PEOPLE.items():
            params["basis"] = basis.value
            in_scope = IN_SCOPE.format(column="n.civil_servant_id")
            cursor.execute(
                NEEDS.format(people=people, requirement=REQUIREMENT, evidence=EVIDENCE, in_scope=in_scope),
                params,
            )
            written += cursor.rowcount
            cursor.execute(SUMMARIES.format(people=people, in_scope=in_scope), params)
        in_units = "true" if ids is None else "n.unit_id = ANY(%(units)s::bigint[])"
        cursor.execute(UNIT_NEEDS.format(in_units=in_units), params)
        if ids is None and written > 1000:
            cursor.execute("ANALYZE planning_need, planning_needsummary, planning_unitneed")
    return written


def follow_people(civil_servants: Collection[int] | None) -> None:
    """The listener of ``personnel.changes``: who moved needs something else now."""
    refresh(civil_servants=civil_servants)


def follow_import(data_import: DataImport, by: User | None) -> None:
    """After a SIASN file: anybody may have come, moved or left."""
    refresh()


@transaction.atomic
def set_target_position(
    civil_servant: CivilServant, position: Position | None, *, reason: str = "", by: User | None
) -> TargetPosition | None:
    """Name the post that someone is meant to hold next, or none (PP 17/2020 Ps 206). BKPSDMD or the unit's
    HR. Without one, the person's own goal counts."""
    if by is not None and not permissions.may_set_target_position(by, civil_servant):
        raise PermissionDenied
    target = _aim(civil_servant, position=position, reason=reason if position else "", set_by=by)
    audit.record(
        "target_position_set",
        by=by,
        on=civil_servant,
        subject=civil_servant,
        position=position.pk if position else None,
        reason=reason,
    )
    return target


@transaction.atomic
def follow_goal(civil_servant: CivilServant, goal: Position | None) -> None:
    """Take the person's first career goal as the post to be held, as long as HR has named none. The rule of
    goals calls this, which asks and records who."""
    _aim(civil_servant, goal=goal)


def _aim(civil_servant: CivilServant, **values: Any) -> TargetPosition | None:
    """The row with these values, gone when it names no post any more; the needs follow."""
    rows = TargetPosition.objects.select_for_update(of=("self",)).filter(civil_servant=civil_servant)
    target = rows.first() or TargetPosition(civil_servant=civil_servant)
    for name, value in values.items():
        setattr(target, name, value)
    if target.position is None and target.goal is None:
        rows.delete()
        refresh(civil_servants=[civil_servant.pk])
        return None
    target.full_clean(exclude=["set_by"])  # nobody, where a goal alone made the row
    target.save()
    refresh(civil_servants=[civil_servant.pk])
    return target
