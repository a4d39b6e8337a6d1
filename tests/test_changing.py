"""The page for newcomers names files that exist, and no change that touches more than five."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "changing.md").read_text()
CHANGES = dict(part.split("\n", 1) for part in PAGE.split("\n## ")[1:])
FILE = re.compile(r"`((?:[\w<>]+/)+[\w<>]+\.\w+)`")


def test_all_ten_are_there_and_both_pages_lead_here():
    assert len(CHANGES) == 10
    for page in ("README.md", "CONTRIBUTING.md"):
        assert "docs/changing.md" in (ROOT / page).read_text()


@pytest.mark.parametrize("change", CHANGES)
def test_every_file_exists(change):
    touched = re.findall(r"^- `(.*?)`", CHANGES[change], re.MULTILINE)
    assert 1 <= len(touched) <= 5
    assert set(touched) <= set(FILE.findall(CHANGES[change]))
    for name in FILE.findall(CHANGES[change]):
        path = ROOT / name
        known = path.parent.glob(path.name.replace("<word>", "*")) if "<word>" in name else [path]
        assert any(file.is_file() for file in known), name


def test_every_name_in_capitals_is_in_one_of_the_files_beside_it():
    """What is said to be in a file is there: ``KINDS``, ``STEPS``, ``NEED_COLUMNS`` …"""
    found = 0
    for line in PAGE.splitlines():
        if line.startswith("- `") and "<word>" not in line:
            file, *names = re.findall(r"`(.*?)`", line)
            text = (ROOT / file).read_text()
            for name in names:
                last = name.rsplit(".", 1)[-1].removeprefix("@").removesuffix("(")
                if last.isidentifier() and last[0].isupper():
                    found += 1
                    assert re.search(rf"\b{last}\b", text), (file, name)
    assert found > 6
