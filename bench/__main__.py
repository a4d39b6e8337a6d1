"""`python -m bench [--people N] [--out FILE.json]`."""

from __future__ import annotations

import os
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"

PARTS = ("import", "needs", "pages", "documents", "allocation", "demand", "year")


def options() -> Namespace:
    """What may be said on the command line."""
    parser = ArgumentParser(prog="./run bench", description="Ukur kecepatan PALU ASN.")
    parser.add_argument(
        "--people", type=int, default=12_000, metavar="N", help="jumlah pegawai (bawaan 12.000)"
    )
    parser.add_argument("--out", type=Path, metavar="BERKAS.json", help="tulis juga sebagai JSON")
    parser.add_argument("--only", choices=PARTS, nargs="+", default=PARTS, help="hanya bagian ini")
    parser.add_argument(
        "--keep", action="store_true", help="biarkan basis datanya; jalankan berikutnya memakainya lagi"
    )
    return parser.parse_args()


def main() -> None:
    """Fill, measure, report, clear away."""
    import django

    django.setup()
    from importlib import import_module

    from bench import city, imports, place, report

    chosen, started = options(), time.perf_counter()
    lines: list[report.Line] = []
    try:
        if not (chosen.keep and place.exists()):
            lines, imported = city.fill(chosen.people)
            if "import" in chosen.only:
                lines += imports.measure_first(imported)
        for part in PARTS:
            if part in chosen.only:
                report.say(part)
                lines += import_module(f"bench.{part}s" if part == "import" else f"bench.{part}").measure()
        lines.append(report.Line("fill", "whole bench", {"seconds": time.perf_counter() - started}))
        report.write(lines, chosen.people, chosen.out)
    finally:
        if not chosen.keep:
            place.drop()


if __name__ == "__main__":
    main()
