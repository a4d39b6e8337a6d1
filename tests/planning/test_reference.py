"""The shipped reference data say each thing one way."""

from __future__ import annotations

import csv

from planning.models import Competency
from planning.reference import DATA, SHORT_NAMES


def test_a_competency_is_spelt_one_way():
    """As the dictionary of the ministry has it: "Kerjasama" in full is no "Kerja sama" on the map."""
    with (DATA / "competencies.csv").open(encoding="utf-8", newline="") as file:
        names = {row["code"]: row["name"] for row in csv.DictReader(file)}
    assert names["M.02"] == "Kerjasama"
    assert set(SHORT_NAMES) <= set(names)
    for code, short in SHORT_NAMES.items():
        same = short.replace(" ", "").lower() == names[code].replace(" ", "").lower()
        assert short == names[code] or not same, code
    assert Competency._meta.get_field("short_name").blank
