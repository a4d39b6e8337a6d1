"""`python -m bench.nation --times 100`: the needs alone, with the people of the kept city so many times over.

Fill the city first: `./run bench --people 12000 --only needs --keep`. Units and posts stay, so each has so
many times its people; ratings, performance, hours and posts to be held come with them.
"""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"

if TYPE_CHECKING:
    from bench.report import Line

#: People first; then what hangs on them.
TABLES = (
    "personnel_civilservant",
    "planning_competencyrating",
    "planning_performancerating",
    "planning_learningyear",
    "planning_targetposition",
)
#: The hundredth of somebody has their number and so many millions.
APART = 1_000_000
ROUNDS = 30


def options() -> Namespace:
    parser = ArgumentParser(prog="python -m bench.nation")
    parser.add_argument("--times", type=int, default=100, metavar="N")
    parser.add_argument("--out", type=Path, metavar="FILE.json")
    return parser.parse_args()


def repeat(table: str, times: int) -> None:
    """The rows of a table for everybody who was added."""
    from django.db import connection

    with connection.cursor() as cursor:
        columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
        is_people = table == TABLES[0]
        values = {
            "civil_servant_id": f"t.civil_servant_id + k * {APART}",
            "id": f"t.id + k * {APART}",
            "nip": f"'9' || lpad((t.id + k * {APART})::text, 17, '0')",
            "pns_id": "t.pns_id || '-' || k",
            "email": "''",
        }
        kept = [column for column in columns if is_people or column != "id"]
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(kept)})"
            f" SELECT {', '.join(values.get(column, f't.{column}') for column in kept)}"
            f" FROM {table} t, generate_series(1, %s) k",
            [times - 1],
        )
        cursor.execute(f"ANALYZE {table}")


def measure(times: int, lines: list[Line]) -> None:
    """Adds to the lines. Everything once: at this size a round takes minutes."""
    from django.db import connection
    from django.urls import reverse

    from bench import needs, pages, place
    from bench.report import Line, say
    from bench.timing import once, percentile
    from personnel.models import CivilServant, RoleAssignment
    from planning.models import Cycle
    from planning.needs import refresh
    from planning.reports import heat_map

    def compare(name: str, ours: Callable[[], object], floor: Callable[[], object]) -> None:
        say(name)
        plain, taken = once(floor), once(ours)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            held = place.peak_mb(cursor.fetchone()[0])
        figures = {"seconds": taken, "floor_seconds": plain, "ratio": taken / plain, "peak_mb": held}
        lines.append(Line("needs", name, figures))

    def refresh_emptied() -> None:
        needs.empty()
        refresh()

    for table in TABLES:
        say(table)
        lines.append(Line("fill", table, {"seconds": once(lambda table=table: repeat(table, times))}))  # type: ignore[misc]
    cycle, people = Cycle.objects.get(is_open=True), CivilServant.objects.count()
    compare(f"refresh, {people} people, all rows new", refresh_emptied, needs.emptied(needs.refresh_by_hand))
    compare("refresh, nothing changed", refresh, needs.count_by_hand)
    compare(
        "heat map of the city, added up anew",
        lambda: heat_map._added_up(cycle=cycle, scope=None, by="opd", kind=None, order="gap"),
        needs.query(needs.MAP, "opd_id"),
    )
    some = list(CivilServant.objects.order_by("-pk").values_list("pk", flat=True)[:ROUNDS])
    taken = [1000 * once(lambda one=one: refresh(civil_servants=[one])) for one in some]  # type: ignore[misc]
    figures = {"p50_ms": percentile(taken, 50), "p95_ms": percentile(taken, 95)}
    lines.append(Line("pages", "needs of one person refreshed", figures))
    city = pages.holder(RoleAssignment.Role.CITY_HR)
    year = {"year": cycle.year}
    person = reverse("planning:need_person", kwargs=year | {"pk": some[0]})
    visits = [
        pages.Visit("heat map of the city", city, reverse("planning:heat_map", kwargs=year)),
        pages.Visit("needs of a person", city, person),
    ]
    lines += pages.measure_visits(visits, group="pages", rounds=ROUNDS)


def main() -> None:
    import django

    django.setup()
    from bench import place, report

    chosen = options()
    lines: list[Line] = []
    place.copy_city()
    try:
        measure(chosen.times, lines)
    finally:
        report.write(lines, int(place.PEOPLE.read_text()) * chosen.times, chosen.out, {}, {})
        place.drop_copy()


if __name__ == "__main__":
    main()
