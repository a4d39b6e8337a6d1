"""Rules about people's records, and how people are found."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction

from personnel import audit, permissions
from personnel.models import CivilServant, User
from personnel.sign_in import account_name

audit.name_acts(
    {
        "superior_set": "Menetapkan atasan langsung",
        "superiors_set": "Menetapkan atasan langsung banyak pegawai",
    }
)

# The superiors of a person, upwards; a cycle in old data ends the walk.
CHAIN_OF_SUPERIORS = """
WITH RECURSIVE chain (id, superior_id) AS (
    SELECT id, superior_id FROM personnel_civilservant WHERE id = %s
    UNION
    SELECT above.id, above.superior_id
    FROM personnel_civilservant above JOIN chain ON above.id = chain.superior_id
)
SELECT 1 FROM chain WHERE id = %s LIMIT 1
"""

# One lock for all: of two people made each other's superior at once, the second must see the first.
SUPERIOR_LOCK = 0x53555045


@transaction.atomic
def set_superior(person: CivilServant, superior: CivilServant | None, *, by: User | None) -> CivilServant:
    """Who guides and rates the person; None takes the superior away. ``by`` is None only for commands."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SUPERIOR_LOCK])
    person = CivilServant.objects.select_for_update(of=("self",)).select_related("unit").get(pk=person.pk)
    # Nobody chooses their own superior: that person rates them.
    if by is not None and (
        not permissions.may_manage_people(by, person.unit) or permissions.is_owner(by, person)
    ):
        raise PermissionDenied
    if superior is not None:
        _check(person, superior)
    before, after = person.superior_id, superior.pk if superior else None
    if before == after:
        return person
    person.superior = superior
    person.save(update_fields=["superior"])
    audit.record("superior_set", by=by, on=person, subject=person, before=before, after=after)
    return person


def _check(person: CivilServant, superior: CivilServant) -> None:
    if superior.legal_state in {CivilServant.LegalState.LEFT, CivilServant.LegalState.RETIRED}:
        raise ValidationError(f"{superior.full_name} sudah tidak bertugas.")
    if is_at_or_above(superior, person):
        raise ValidationError(
            f"{superior.full_name} berada di bawah {person.full_name}, atau orang yang sama; "
            "atasan tidak boleh melingkar."
        )


def is_at_or_above(person: CivilServant, other: CivilServant) -> bool:
    """Whether ``other`` is the person, or one of the person's superiors."""
    with connection.cursor() as cursor:
        cursor.execute(CHAIN_OF_SUPERIORS, [person.pk, other.pk])
        return cursor.fetchone() is not None


# Everybody who meets themself on the way up.
CIRCLES = """
WITH RECURSIVE chain (start, id) AS (
    SELECT id, superior_id FROM personnel_civilservant WHERE superior_id IS NOT NULL
    UNION
    SELECT chain.start, above.superior_id
    FROM chain JOIN personnel_civilservant above ON above.id = chain.id
    WHERE above.superior_id IS NOT NULL
)
SELECT COUNT(*) FROM chain WHERE start = id
"""


@transaction.atomic
def set_superiors(superiors: Mapping[int, int], *, by: User | None) -> int:
    """Person → superior for many at once (ids): all, or none when it makes a circle; how many changed."""
    if by is not None and (not permissions.is_city_hr(by) or by.civil_servant_id in superiors):
        raise PermissionDenied
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SUPERIOR_LOCK])
        cursor.execute(
            "UPDATE personnel_civilservant person SET superior_id = given.superior"
            " FROM UNNEST(%s::bigint[], %s::bigint[]) AS given (person, superior)"
            " WHERE person.id = given.person AND person.superior_id IS DISTINCT FROM given.superior",
            [list(superiors), list(superiors.values())],
        )
        changed = cursor.rowcount
        cursor.execute(CIRCLES)
        (circling,) = cursor.fetchone()
    if circling:
        raise ValidationError(f"Susunan atasan melingkar pada {circling} pegawai.")
    if changed:
        audit.record("superiors_set", by=by, people=changed)
    return changed


def find_by_nip(text: str, *, by: User) -> CivilServant | None:
    """The person with this NIP, in whatever spelling, among those that ``by`` may see."""
    return CivilServant.objects.visible_to(by).filter(nip=account_name(text)).first()
