"""The recount: every kept sum is added up again from its rows, in plain SQL that shares nothing with the code
that keeps it. Each app registers its sums in a module each; the command and the clock ask for all of them."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from personnel import notices
from personnel.models import Recount, RoleAssignment

logger = logging.getLogger(__name__)
#: Of each sum so many differences are told; of the others only how many there are.
TOLD = 50
#: A result older than this says that the clock has missed a night.
FRESH_FOR = dt.timedelta(hours=30)
#: Results are kept for so long.
KEPT_FOR = dt.timedelta(days=90)


class Difference(NamedTuple):
    """One sum that is not what its rows give: its row in words, what is kept and what was counted."""

    key: str
    kept: str
    counted: str


@dataclass(frozen=True)
class KeptSum:
    """A sum that is kept: in which table (or by which report), what it is in words, and how to find what does
    not agree."""

    table: str
    label: str
    differences: Callable[[], Iterable[Difference]]


@dataclass(frozen=True)
class Found:
    """What was found of one sum."""

    kept_sum: KeptSum
    told: list[Difference]
    count: int


SUMS: dict[str, KeptSum] = {}
#: What is kept and cannot be counted again → why, in words for the administrator.
NO_SUMS: dict[str, str] = {}


def no_sum(column: str, why: str) -> None:
    """Say of a kept number why the recount does not vouch for it."""
    NO_SUMS[column] = why


def kept_sum(
    table: str, label: str
) -> Callable[[Callable[[], Iterable[Difference]]], Callable[[], Iterable[Difference]]]:
    """Register a function that yields what does not agree."""

    def register(differences: Callable[[], Iterable[Difference]]) -> Callable[[], Iterable[Difference]]:
        if table in SUMS:
            raise ValueError(f"The sums of {table} are counted already")
        SUMS[table] = KeptSum(table, label, differences)
        return differences

    return register


def by_sql(table: str, label: str, sql: str, params: Callable[[], Mapping[str, Any]] | None = None) -> None:
    """Register one statement that gives (key, kept, counted) of every row; those that agree are left out."""

    @kept_sum(table, label)
    def differences() -> Iterator[Difference]:
        statement = f"SELECT key, kept, counted FROM ({sql}) s WHERE kept IS DISTINCT FROM counted ORDER BY 1"  # noqa: S608 - our own words
        with connection.cursor() as cursor:
            cursor.execute(statement, {"none": None} | dict(params() if params else {}))
            for key, kept, counted in cursor.fetchall():
                yield Difference(key, kept or "tidak ada", counted or "tidak ada")


@contextmanager
def _one_moment() -> Iterator[None]:
    """All rows as they stand at one moment, whatever is written meanwhile."""
    is_first = not connection.in_atomic_block
    with transaction.atomic():
        if is_first:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def recount() -> tuple[Recount, list[Found]]:
    """Count everything again; keep the result, and tell the administrators when something does not agree."""
    started = timezone.now()
    found = []
    with _one_moment():
        for one in SUMS.values():
            all_of_it = list(one.differences())
            found.append(Found(one, all_of_it[:TOLD], len(all_of_it)))
    return _keep(started, found), found


@transaction.atomic
def _keep(started: dt.datetime, found: list[Found]) -> Recount:
    count = sum(one.count for one in found)
    result = Recount(
        started_at=started,
        finished_at=timezone.now(),
        sums=len(found),
        found=count,
        differences=[
            {"table": one.kept_sum.table, "label": one.kept_sum.label, "count": one.count, "rows": one.told}
            for one in found
            if one.count
        ],
    )
    result.full_clean()
    result.save()
    Recount.objects.filter(started_at__lt=started - KEPT_FOR).delete()
    if count:
        logger.error("The recount found %s differences", count)
        administrators = RoleAssignment.objects.in_force().filter(role=RoleAssignment.Role.ADMINISTRATOR)
        notices.tell(
            administrators.values_list("user", flat=True),
            key=f"recount:{result.pk}",
            subject="Hitung ulang menemukan selisih",
            text=f"{count} jumlah yang tersimpan tidak sama dengan hitungan dari barisnya.",
            path=reverse("personnel:recount_detail"),
        )
    return result


def last() -> Recount | None:
    """The newest result; None while nothing was ever counted."""
    return Recount.objects.first()
