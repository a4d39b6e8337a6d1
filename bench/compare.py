"""Two runs of the bench beside each other: `python -m bench.compare FIRST.json SECOND.json [--chart FILE]`.

Of two runs at one size it says whose ratios part by more than a fifth. Of two sizes it says how many times as
long everything takes in the larger one, beside how many times as many people there are.
"""

from __future__ import annotations

import json
import re
import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

#: Two runs agree when the larger of two ratios is at most so many times the smaller.
AGREED = 1.2
#: What a thing took, whichever was measured: processor time says more than seconds of a busy machine.
TIMES = ("cpu_seconds", "seconds", "ms", "p50_ms")


@dataclass(frozen=True)
class Pair:
    """One measured thing in both runs."""

    group: str
    name: str
    first: float
    second: float

    @property
    def factor(self) -> float:
        return self.second / self.first

    @property
    def agrees(self) -> bool:
        return max(self.factor, 1 / self.factor) <= AGREED


def ratios(first: Mapping[str, Any], second: Mapping[str, Any]) -> list[Pair]:
    """The ratios to the floor that both runs have."""
    return _pairs(first, second, lambda figures: figures.get("ratio"))


def times(first: Mapping[str, Any], second: Mapping[str, Any]) -> list[Pair]:
    """What each thing took in both runs."""
    return _pairs(first, second, lambda figures: next((figures[n] for n in TIMES if n in figures), None))


def _pairs(first: Mapping[str, Any], second: Mapping[str, Any], take: Any) -> list[Pair]:
    kept = {_what(line): take(line["figures"]) for line in first["lines"]}
    found = []
    for line in second["lines"]:
        before, after = kept.get(_what(line)), take(line["figures"])
        if before and after:
            found.append(Pair(line["group"], line["name"], before, after))
    return found


def _what(line: Mapping[str, Any]) -> tuple[str, str]:
    """The same thing in cities of two sizes: its name may say how many lines a plan has."""
    return line["group"], re.sub(r"\d+", "n", line["name"])


def say_agreement(pairs: list[Pair]) -> None:
    """Those that part, the farthest first, and how many do not."""
    apart = sorted(
        (pair for pair in pairs if not pair.agrees), key=lambda pair: -max(pair.factor, 1 / pair.factor)
    )
    print(f"{len(pairs) - len(apart)} of {len(pairs)} ratios agree within a fifth")
    for pair in apart:
        print(f"{pair.factor:6.2f}  {pair.first:8.2f} {pair.second:8.2f}  {pair.group}: {pair.name}")


def say_growth(pairs: list[Pair], people: float) -> None:
    """What grows most first."""
    print(f"{people:.1f} times the people")
    for pair in sorted(pairs, key=lambda pair: -pair.factor):
        print(f"{pair.factor:6.2f}  {pair.first:10.2f} {pair.second:10.2f}  {pair.group}: {pair.name}")


def chart(pairs: list[Pair], title: str) -> str:
    """A bar for each thing: how many times as long it takes."""
    from planning.letters.charts import Bar, bars

    ordered = sorted(pairs, key=lambda pair: -pair.factor)
    rows = [Bar(pair.name, Decimal(f"{pair.factor:.2f}"), f"{pair.factor:.1f} ×") for pair in ordered]
    ground = '</title><rect width="100%" height="100%" fill="#fff"/>'  # legible where pages are dark
    return bars(title, rows, width=720, label_width=300).replace("</title>", ground)


def main() -> None:
    parser = ArgumentParser(prog="python -m bench.compare", description="Bandingkan dua hasil bench.")
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("--chart", type=Path, metavar="BERKAS.svg")
    chosen = parser.parse_args()
    first, second = (json.loads(path.read_text()) for path in (chosen.first, chosen.second))
    if first["people"] == second["people"]:
        pairs = ratios(first, second)
        say_agreement(pairs)
        sys.exit(not all(pair.agrees for pair in pairs))
    pairs, people = times(first, second), second["people"] / first["people"]
    say_growth(pairs, people)
    if chosen.chart:
        title = f"{first['people']:,} → {second['people']:,} people: times as long"
        chosen.chart.write_text(chart(pairs, title))


if __name__ == "__main__":
    main()
