"""The decision records: no gap in their numbers, one form, all in the index."""

import re
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "docs" / "adr"
RECORDS = sorted(FOLDER.glob("0*.md"))
PARTS = ("**Context.**", "**Decision.**", "**Consequences.**")


def test_the_numbers_have_no_gap():
    assert len(RECORDS) > 20
    assert [record.name[:4] for record in RECORDS] == [f"{n:04}" for n in range(1, len(RECORDS) + 1)]


def test_every_record_has_the_one_form():
    wrong = []
    for record in RECORDS:
        text = record.read_text()
        head = re.match(rf"# {record.name[:4]} · .+\n\nDecided on \d{{4}}-\d\d-\d\d\.\n", text)
        places = [text.find(part) for part in PARTS]
        if not head or -1 in places or places != sorted(places):
            wrong.append(record.name)
    assert wrong == []


def test_the_index_names_each_by_its_title():
    index = (FOLDER / "README.md").read_text()
    titles = [record.read_text().split("\n", 1)[0].split(" · ", 1)[1] for record in RECORDS]
    assert [f"[{title}]({record.name})" in index for title, record in zip(titles, RECORDS, strict=True)] == [
        True
    ] * len(RECORDS)
