"""Numbers from outside are read by one converter, which nothing makes fall; before a release each nonsense
goes into each field. ``tests/test_access.py`` sends two mixtures of it to every address."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from jobs.numbers import LARGEST, whole_number
from personnel.pages.choices import keys_in
from tests.nonsense import fallen
from tests.test_access import ONCE


@pytest.mark.release
@pytest.mark.parametrize("row", ONCE.values(), ids=str)
def test_no_page_falls_by_anything(row, cast):
    assert fallen(row, cast, reverse(row.name, kwargs=row.args(cast)), each=True) == []


# --- The converter ---------------------------------------------------------------------------------


@given(st.integers(0, LARGEST))
def test_every_key_is_read(number):
    assert whole_number(str(number)) == number


@given(st.one_of(st.text(), st.text("0123456789²٣-+_ .e\n\x00", max_size=40), st.none(), st.integers()))
def test_everything_else_is_nothing(text):
    number = whole_number(text)
    assert number is None or (re.fullmatch(r"[0-9]{1,19}", text) and 0 <= number <= LARGEST)


def test_its_bounds():
    assert whole_number("9" * 5000) is None
    assert whole_number(str(LARGEST + 1)) is None
    assert whole_number("6", most=5) is None
    assert whole_number("5", most=5) == 5
    assert keys_in(["1", "²", "", "2", None]) == [1, 2]


def test_nobody_reads_numbers_by_themselves():
    """In views and forms: whoever asks ``isdecimal`` or ``isdigit`` wants the converter."""
    own, base = [], Path(settings.BASE_DIR)
    for app in (
        "careers",
        "documents",
        "evaluation",
        "jobs",
        "personnel",
        "planning",
        "training",
        "palu_asn",
    ):
        for path in (base / app).rglob("*.py"):
            of_pages = {"views", "forms", "pages", "imports"} & set(path.relative_to(base).parts)
            is_page = of_pages or path.stem in {"views", "forms"}
            if is_page and re.search(r"\.is(digit|decimal|numeric)\(", path.read_text()):
                own.append(path.name)
    assert own == ["tables.py"]  # which lines of a file are rows: it reads no number
