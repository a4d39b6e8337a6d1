"""Plans to print, and PDFs to look into."""

from __future__ import annotations

import subprocess

import pikepdf
import pytest

from documents.requests import made_by, request_document
from jobs.queue import work_off
from tests.jobs.conftest import worker  # noqa: F401
from tests.stored import stored


def text_of(path, *, page: int | None = None, mode: str = "-layout") -> str:
    """The text as it lies on the pages, or with ``-raw`` as it was written, cell by cell."""
    pages = [] if page is None else ["-f", str(page), "-l", str(page)]
    done = subprocess.run(
        ["pdftotext", mode, *pages, str(path), "-"], capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture
def make_document():
    """``make_document("unit_plan", plan.pk, by=user)``: requested, worked off, and read again."""

    def make(kind, object_id=None, year=None, *, by):
        document = request_document(kind, object_id=object_id, year=year, by=by)
        return made_by(work_off(document.job, ["render_section"]))

    return make


@pytest.fixture
def opened():
    """``with opened(document) as pdf``: the file, with pikepdf."""

    def open_(document):
        return pikepdf.open(stored(document.stored_as))

    return open_
