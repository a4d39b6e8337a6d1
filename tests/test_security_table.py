"""docs/keamanan.md says only what there is: each test and file it names exists, no chapter is missing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs" / "keamanan.md").read_text()


def test_every_test_it_names_is_there():
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", TEXT)
    assert len(named) > 60
    missing = [
        (path, name)
        for path, name in named
        if not (ROOT / path).is_file() or (name and f"def {name}(" not in (ROOT / path).read_text())
    ]
    assert missing == []


def test_every_file_it_names_is_there():
    named = re.findall(r"`((?:personnel|palu_asn|deploy|docs)/[\w/.-]+)`|\]\(([\w./-]+)\)", TEXT)
    paths = [ROOT / path if path else ROOT / "docs" / link for path, link in named]
    assert len(paths) > 8
    assert [path for path in paths if not path.exists()] == []


def test_every_chapter_stands_in_it():
    heads = re.findall(r"^## (V.+)$", TEXT, re.MULTILINE)
    chapters = {int(number) for head in heads for number in re.findall(r"V(\d+)", head)}
    assert chapters == set(range(1, 18))


def test_every_row_has_a_verdict():
    rows = re.findall(r"^\| (\d+\.\d+\S* .+?) \| (.+?) \|", TEXT, re.MULTILINE)
    assert len(rows) > 80
    assert {verdict for _row, verdict in rows} == {"ya", "sebagian", "belum", "—"}


@pytest.mark.django_db
def test_the_policy_of_every_page(client, cast, sign_in):
    for answer in (client.get("/masuk/"), sign_in(cast.owner).get("/data-saya/"), client.get("/tidak-ada/")):
        policy = answer["Content-Security-Policy"]
        for words in ("default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
            assert words in policy
        assert "unsafe" not in policy
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "same-origin"
