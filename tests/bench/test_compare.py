"""Two runs beside each other: whose ratios part, and what grows with the people."""

import json
import sys

import pytest

from bench import compare


def run(people, *lines):
    return {
        "people": people,
        "lines": [{"group": group, "name": name, "figures": figures} for group, name, figures in lines],
    }


ONCE = run(
    12_000, ("pages", "home", {"p50_ms": 40, "ratio": 3.0}), ("needs", "export", {"ms": 200, "ratio": 1.2})
)
AGAIN = run(
    12_000, ("pages", "home", {"p50_ms": 44, "ratio": 3.5}), ("needs", "export", {"ms": 90, "ratio": 0.9})
)
PROVINCE = run(
    120_000,
    ("pages", "home", {"p50_ms": 50, "ratio": 3.9}),
    ("needs", "export", {"seconds": 3, "cpu_seconds": 2, "ratio": 1.2}),
    ("documents", "city plan, 9 lines", {"ratio": 1.0}),
)


def test_ratios_that_part_by_more_than_a_fifth_are_named(capsys):
    compare.say_agreement(compare.ratios(ONCE, AGAIN))
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "1 of 2 ratios agree within a fifth"
    assert said[1].split() == ["0.75", "1.20", "0.90", "needs:", "export"]


def test_what_grows_most_comes_first():
    grown = compare.times(ONCE, PROVINCE)
    assert [(pair.name, pair.factor) for pair in grown] == [("home", 1.25), ("export", 0.01)]
    drawn = compare.chart(grown, "Ten times")
    assert drawn.index("home: 1.2 ×") < drawn.index("export: 0.0 ×")


def test_a_name_may_say_how_many_there_are():
    small = run(12_000, ("documents", "city plan, 2 lines", {"ratio": 0.5}))
    assert [pair.factor for pair in compare.ratios(small, PROVINCE)] == [2.0]


@pytest.mark.parametrize(("second", "status"), [(ONCE, 0), (AGAIN, 1)])
def test_it_ends_with_one_where_they_part(tmp_path, monkeypatch, second, status):
    for name, one in (("a.json", ONCE), ("b.json", second)):
        (tmp_path / name).write_text(json.dumps(one))
    monkeypatch.setattr(sys, "argv", ["compare", str(tmp_path / "a.json"), str(tmp_path / "b.json")])
    with pytest.raises(SystemExit) as ended:
        compare.main()
    assert ended.value.code == status
