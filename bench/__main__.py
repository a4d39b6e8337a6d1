"""`python -m bench [--people N] [--out FILE.json]`."""

from __future__ import annotations

import os
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from traceback import print_exc
from typing import TYPE_CHECKING

# Never what the environment says of Django: the bench makes and drops databases.
os.environ["DJANGO_SETTINGS_MODULE"] = os.environ.get("PALU_BENCH_SETTINGS") or "bench.settings"

if TYPE_CHECKING:
    from bench.report import Line

#: What can be asked for, and the module whose ``measure`` does it on a copy of the city of its own.
PARTS = {
    "import": "imports",
    "needs": "needs",
    "pages": "pages",
    "documents": "documents",
    "allocation": "allocation",
    "demand": "demand",
    "careers": "careers",
    "year": "year",
    "load": "load",
}


def options() -> Namespace:
    """What may be said on the command line."""
    from demo.structure import MINIMUM_PEOPLE

    parser = ArgumentParser(prog="./run bench", description="Ukur kecepatan PALU ASN.")
    parser.add_argument(
        "--people", type=int, default=12_000, metavar="N", help="jumlah pegawai (bawaan 12.000)"
    )
    parser.add_argument("--out", type=Path, metavar="BERKAS.json", help="tulis juga sebagai JSON")
    parser.add_argument("--only", choices=PARTS, nargs="+", default=list(PARTS), help="hanya bagian ini")
    parser.add_argument("--keep", action="store_true", help="biarkan kotanya; jalankan berikutnya memakainya")
    chosen = parser.parse_args()
    if chosen.people < MINIMUM_PEOPLE:
        from bench.report import say

        say(f"{chosen.people} orang terlalu sedikit bagi semua unit kota itu; dipakai {MINIMUM_PEOPLE}")
        chosen.people = MINIMUM_PEOPLE
    return chosen


@dataclass
class Run:
    """What was measured so far, and what failed: a part that fails does not take the others with it."""

    lines: list[Line] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    loops: dict[str, list[float]] = field(default_factory=dict)

    def attempt(self, name: str, measure: Callable[[], Iterable[Line]]) -> None:
        """Keep the lines, or say why there are none."""
        from bench.report import say
        from bench.timing import loop_ms

        say(name)
        before = loop_ms()
        try:
            self.lines += measure()
        except Exception as error:
            print_exc()
            self.failed[name] = f"{type(error).__name__}: {error}"
        self.loops[name] = [round(before, 1), round(loop_ms(), 1)]


def main() -> None:
    """Fill, measure each part on a copy of the same city, report, clear away."""
    import django

    django.setup()
    from bench import city, place, report
    from bench.size import Size

    chosen, started = options(), time.perf_counter()
    size, run = Size(chosen.people), Run()
    try:
        if not (chosen.keep and place.has_city_of(size.people)):
            run.attempt("fill", lambda: city.fill(size, with_import="import" in chosen.only))
        for part in PARTS:
            if part in chosen.only and "fill" not in run.failed:
                run.attempt(part, lambda part=part: _measure(part, size))  # type: ignore[misc]
    finally:
        run.lines.append(report.Line("fill", "whole bench", {"seconds": time.perf_counter() - started}))
        report.write(run.lines, size.people, chosen.out, run.failed, run.loops)
        if not chosen.keep:
            place.drop()
    sys.exit(1 if run.failed else 0)


def _measure(part: str, size: object) -> list[Line]:
    from bench import place

    place.copy_city()
    lines: list[Line] = import_module(f"bench.{PARTS[part]}").measure(size)
    return lines


if __name__ == "__main__":
    main()
