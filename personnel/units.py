"""The tree of units. Its paths and roots (``path``, ``opd``) are written here and nowhere else."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction

from personnel import audit, permissions
from personnel.changes import people_changed
from personnel.models import Unit, User

# A lock of its own: two moves at once could make a circle that neither of them sees.
TREE_LOCK = 0x54524545

audit.name_acts(
    {
        "unit_add": "Menambah unit kerja",
        "unit_change": "Mengubah unit kerja",
        "unit_move": "Memindahkan unit kerja",
    }
)

# Paths and roots of every unit from the parents alone; only rows that differ are written.
REBUILD = """
WITH RECURSIVE tree (id, path, opd_id) AS (
    SELECT id, lpad(id::text, greatest(4, length(id::text)), '0') || '.', id
    FROM personnel_unit WHERE parent_id IS NULL
    UNION ALL
    SELECT child.id,
           tree.path || lpad(child.id::text, greatest(4, length(child.id::text)), '0') || '.',
           tree.opd_id
    FROM personnel_unit child JOIN tree ON child.parent_id = tree.id
)
UPDATE personnel_unit unit SET path = tree.path, opd_id = tree.opd_id
FROM tree
WHERE tree.id = unit.id AND (unit.path, unit.opd_id) IS DISTINCT FROM (tree.path, tree.opd_id)
"""


def rebuild_paths() -> int:
    """Write path and OPD of all units again from their parents; the number of rows that changed."""
    with connection.cursor() as cursor:
        cursor.execute(REBUILD)
        return cursor.rowcount


def path_below(parent: Unit | None, pk: int) -> str:
    """'0003.0045.': the ids from the root down to the unit."""
    return f"{parent.path if parent else ''}{pk:04d}."


@transaction.atomic
def add_unit(
    *,
    name: str,
    code: str,
    kind: str,
    parent: Unit | None,
    by: User | None,
    siasn_id: str | None = None,
    source: str = "",
) -> Unit:
    """A new unit below ``parent``, or a new OPD without one. ``by`` is None only for commands."""
    _may_change(by)
    unit = Unit(
        name=name,
        code=code,
        kind=kind,
        parent=parent,
        siasn_id=siasn_id or None,
        source=source,
        opd=None,
        path="",
    )
    unit.full_clean(exclude=["opd", "path"])
    unit.save()
    unit.path = path_below(parent, unit.pk)
    unit.opd_id = parent.opd_id if parent else unit.pk
    unit.save(update_fields=["path", "opd"])
    audit.record("unit_add", by=by, on=unit, name=name, parent=parent.pk if parent else None)
    return unit


@transaction.atomic
def change_unit(
    unit: Unit, *, name: str, kind: str, is_active: bool, telephone: str | None = None, by: User | None
) -> Unit:
    """Another name, kind or telephone (None: as it is), or closed; people stay until they are moved."""
    _may_change(by)
    unit = Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    after = {
        "name": name,
        "kind": kind,
        "is_active": is_active,
        "telephone": unit.telephone if telephone is None else telephone.strip(),
    }
    before = {field: getattr(unit, field) for field in after}
    if before == after:
        return unit
    for field, value in after.items():
        setattr(unit, field, value)
    unit.full_clean()
    unit.save(update_fields=[*after])
    audit.record("unit_change", by=by, on=unit, before=before, after=after)
    return unit


@transaction.atomic
def move_unit(unit: Unit, *, parent: Unit | None, by: User | None) -> Unit:
    """Hang a unit, with all below it, under another parent (None makes it an OPD)."""
    _may_change(by)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TREE_LOCK])
    unit = Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    if parent is not None:
        parent = Unit.objects.get(pk=parent.pk)
        if unit.contains(parent):
            raise ValidationError("Unit tidak dapat dipindahkan ke bawah dirinya sendiri.")
    before = unit.parent_id
    if before == (parent.pk if parent else None):
        return unit
    unit.parent = parent
    unit.save(update_fields=["parent"])
    rebuild_paths()
    people_changed(None)
    audit.record("unit_move", by=by, on=unit, before=before, after=parent.pk if parent else None)
    unit.refresh_from_db()
    return unit


def _may_change(by: User | None) -> None:
    if by is not None and not permissions.may_manage_units(by):
        raise PermissionDenied
