"""Write an agreed export: new units and posts first, then people, placements and accounts, each in one
statement over a temporary table."""

from __future__ import annotations

import hashlib
from typing import Any

from django.utils import timezone

from personnel import audit
from personnel.bulk import execute, fetch, temporary_table
from personnel.imports.drafts import Draft
from personnel.models import CivilServant, DataImport, Position, Unit, User
from personnel.siasn.places import NewUnit, UnitBook
from personnel.siasn.plan import PositionBook, Target
from personnel.units import rebuild_paths

audit.name_acts({"nip_change": "NIP berganti"})

#: The columns of the temporary table: name → SQL type.
TABLE = {
    "action": "text",
    "person_id": "bigint",
    "pns_id": "text",
    "nip": "text",
    "name": "text",
    "title_before": "text",
    "title_after": "text",
    "birth_date": "date",
    "sex": "text",
    "employment": "text",
    "legal_state": "text",
    "rank_id": "bigint",
    "unit_id": "bigint",
    "position_id": "bigint",
    "position_since": "date",
    "rank_since": "date",
    "service_since": "date",
    "education": "text",
    "education_name": "text",
    "graduation_year": "smallint",
    "email": "text",
}
#: Columns of a person that an export may write.
WRITTEN = [column for column in TABLE if column not in {"action", "person_id", "pns_id"}]

INSERT_PEOPLE = f"""
INSERT INTO personnel_civilservant (pns_id, {", ".join(WRITTEN)}, last_import_id)
SELECT pns_id, {", ".join(WRITTEN)}, %s FROM siasn_people WHERE action = 'add'
"""  # noqa: S608 - our own column names

UPDATE_PEOPLE = f"""
UPDATE personnel_civilservant person
SET {", ".join(f"{column} = new.{column}" for column in WRITTEN)}, last_import_id = %s
FROM siasn_people new
WHERE person.id = new.person_id AND new.action IN ('change', 'move')
"""  # noqa: S608

TOUCH_PEOPLE = """
UPDATE personnel_civilservant person SET last_import_id = %s
FROM siasn_people new WHERE person.id = new.person_id AND new.action = 'same'
"""

# The day on which a new placement begins: the TMT of the post when it is later than the former placement's,
# else today. A transfer often keeps the old TMT.
FIND_MOVES = """
CREATE TEMPORARY TABLE siasn_moves ON COMMIT DROP AS
SELECT new.person_id, new.unit_id, new.position_id, former.id AS former_id,
       CASE WHEN former.id IS NULL THEN coalesce(new.position_since, %(today)s)
            WHEN new.position_since > former.starts_on THEN new.position_since
            ELSE greatest(%(today)s, former.starts_on) END AS starts_on
FROM siasn_people new
LEFT JOIN personnel_placement former ON former.civil_servant_id = new.person_id AND former.ends_on IS NULL
WHERE new.person_id IS NOT NULL
  AND (former.id IS NULL
       OR (former.unit_id, former.position_id) IS DISTINCT FROM (new.unit_id, new.position_id))
"""

CLOSE_PLACEMENTS = """
UPDATE personnel_placement former SET ends_on = greatest(former.starts_on, moves.starts_on - 1)
FROM siasn_moves moves WHERE former.id = moves.former_id
"""

OPEN_PLACEMENTS = """
INSERT INTO personnel_placement (civil_servant_id, unit_id, position_id, starts_on, source_import_id)
SELECT person_id, unit_id, position_id, starts_on, %s FROM siasn_moves
UNION ALL
SELECT person.id, new.unit_id, new.position_id, coalesce(new.position_since, %s), %s
FROM siasn_people new JOIN personnel_civilservant person USING (pns_id) WHERE new.action = 'add'
"""

# Who signs in with the old NIP signs in with the new one.
RENAME_ACCOUNTS = """
UPDATE personnel_user account SET username = new.nip
FROM siasn_people new JOIN personnel_civilservant person ON person.id = new.person_id
WHERE account.civil_servant_id = person.id AND account.username = person.nip AND person.nip <> new.nip
"""

CHANGED_NIPS = """
SELECT person.id FROM siasn_people new JOIN personnel_civilservant person ON person.id = new.person_id
WHERE person.nip <> new.nip ORDER BY person.id
"""


def apply(draft: Draft, data_import: DataImport, by: User | None) -> None:
    """Inside the transaction of the commit, after ``plan``; the tables are locked."""
    units: UnitBook = draft.facts["units"]
    positions: PositionBook = draft.facts["positions"]
    targets: list[Target] = draft.facts["targets"]
    unit_ids = create_units(units, data_import)
    position_ids = create_positions(positions)
    temporary_table("siasn_people", TABLE, (record(target, unit_ids, position_ids) for target in targets))
    renamed = [pk for (pk,) in fetch(CHANGED_NIPS)]
    execute(RENAME_ACCOUNTS)
    for statement in (UPDATE_PEOPLE, TOUCH_PEOPLE):
        execute(statement, [data_import.pk])
    execute(INSERT_PEOPLE, [data_import.pk])
    today = timezone.localdate()
    execute("DROP TABLE IF EXISTS pg_temp.siasn_moves")
    execute(FIND_MOVES, {"today": today})
    execute(CLOSE_PLACEMENTS)
    execute(OPEN_PLACEMENTS, [data_import.pk, today, data_import.pk])
    for person in CivilServant.objects.filter(pk__in=renamed).order_by("pk"):
        audit.record("nip_change", by=by, on=person, subject=person, data_import=data_import.pk)


def record(
    target: Target, unit_ids: dict[str, int], position_ids: dict[tuple[str, str], int]
) -> tuple[Any, ...]:
    """One row of the temporary table, in the order of its columns."""
    state = target.state
    unit, position = state["unit"], state["position"]
    values = {
        **state,
        "action": target.row.action,
        "person_id": target.person,
        "pns_id": target.row.values["pns_id"],
        "rank_id": state["rank"],
        "unit_id": unit_ids[unit] if isinstance(unit, str) else unit,
        "position_id": position_ids[position] if isinstance(position, tuple) else position,
    }
    return tuple(values[column] for column in TABLE)


def create_units(book: UnitBook, data_import: DataImport) -> dict[str, int]:
    """New units, offices before what hangs below them; the ids of ours that SIASN has named. Key → id."""
    Unit.objects.bulk_update(
        [Unit(pk=pk, siasn_id=siasn_id) for pk, siasn_id in book.links.items()], ["siasn_id"]
    )
    made: dict[str, int] = {}
    waiting = list(book.new.values())
    taken = set(Unit.objects.values_list("code", flat=True)) if waiting else set()
    while waiting:
        ready = [unit for unit in waiting if not isinstance(unit.parent, str) or unit.parent in made]
        rows = Unit.objects.bulk_create(
            Unit(
                code=code_of(unit, taken),
                siasn_id=unit.siasn_id or None,
                name=unit.name,
                kind=unit.kind,
                parent_id=made[unit.parent] if isinstance(unit.parent, str) else unit.parent,
                source=f"SIASN, impor {data_import.pk}",
            )
            for unit in ready
        )
        made.update((unit.key, row.pk) for unit, row in zip(ready, rows, strict=True))
        waiting = [unit for unit in waiting if unit.key not in made]
    if made:
        rebuild_paths()
    return made


def code_of(unit: NewUnit, taken: set[str]) -> str:
    """A code of our own for a unit that has none: short, and the same for the same unit."""
    code = f"SIASN-{hashlib.sha256(unit.key.encode()).hexdigest()[:12]}"
    while code in taken:
        code += "X"
    taken.add(code)
    return code


def create_positions(book: PositionBook) -> dict[tuple[str, str], int]:
    """New posts and new names of known ones. (Title, level) → id."""
    for pk, title in book.renamed.items():
        Position.objects.filter(pk=pk).update(name=title)
    keys = list(book.new)
    rows = Position.objects.bulk_create(
        Position(siasn_id=new.siasn_id or None, name=new.name, level=new.level) for new in book.new.values()
    )
    return {key: row.pk for key, row in zip(keys, rows, strict=True)}
