"""Every page of the access table in a real browser: on a phone and a desk, light and dark.

A page is looked at when something in it is new to the run: an element, or where it stands. ``-m release``
looks at all of them.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tests.browser.pieces import Known, pieces
from tests.cast import sign_in
from tests.test_access import collect_rows

pytestmark = pytest.mark.browser

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Colours are those of tokens and components: tests/test_contrast.py, tests/test_styleguide.py measure them in
# both schemes; measuring them again on each page takes as long as all other rules, so that is for a release.
CHANGES_WITH_THE_WIDTH = ["target-size", "scrollable-region-focusable"]
LIMIT = 100_000  # bytes of a first view, with compression
# For whom a page is made, if there is a choice.
VISITORS = ("unit_hr", "city_hr", "unit_head", "ppk", "owner", "administrator")
FOCUS_IS_VISIBLE = """() => {
  const e = document.activeElement, s = getComputedStyle(e), box = e.getBoundingClientRect();
  return box.top >= 0 && ((s.outlineStyle !== 'none' && s.outlineWidth !== '0px') || s.boxShadow !== 'none');
}"""
OVERFLOW = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > width + 1)
    .filter(e => !e.closest('.table-wrap[tabindex]')).map(e => e.outerHTML.slice(0, 120));
}"""


def pages():
    """Each GET of the table that answers with a page."""
    return [row for row in collect_rows() if row.method == "get" and row.answer == 200 and row.allowed]


def visitor_of(row):
    return next((name for name in VISITORS if name in row.allowed), min(row.allowed))


def barriers(page, rules, *, contrast=False):
    # Only what is wrong is written out: the thousand things that are right take longer to tell than to find.
    measured = {"color-contrast": {"enabled": contrast}}
    options = {"runOnly": rules, "resultTypes": ["violations"], "rules": measured}
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [(v["id"], [node["html"][:160] for node in v["nodes"]][:3]) for v in found]


def test_pages_travel_compressed_and_files_as_they_are(cast):
    client = sign_in(cast.city_hr)
    compressed = {"accept-encoding": "gzip"}
    assert client.get(reverse("home"), headers=compressed)["Content-Encoding"] == "gzip"
    sample = client.get(reverse("personnel:import_sample", args=["siasn"]), headers=compressed)
    assert "Content-Encoding" not in sample


@pytest.fixture(scope="session")
def known(tmp_path_factory):
    """What this run has looked at; most pages are made of nothing else."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    return Known(shared / "pieces")


@pytest.mark.parametrize("row", pages(), ids=str)
def test_everybody_can_use_the_page(row, cast, window, known):
    whole = fetched(row, cast)
    if whole and not known.has(made_of := pieces(whole[0].content.decode())):
        check(window, *whole)
        known.add(made_of)


@pytest.mark.release
@pytest.mark.parametrize("row", pages(), ids=str)
def test_everybody_can_use_and_read_each_page(row, cast, window):
    if whole := fetched(row, cast):
        check(window, *whole)
        window.visit(*whole)
        for scheme in ("light", "dark"):
            window.look(1280, scheme)
            assert barriers(window.page, ["color-contrast"], contrast=True) == []


def fetched(row, cast):
    """The page and its path; None for a file, or a part of a page that is tried with its page."""
    path = reverse(row.name, kwargs=row.args(cast))
    found = sign_in(cast.members[visitor_of(row)]).get(path)
    if found["Content-Type"].startswith("text/html") and b"<html" in found.content:
        return found, path
    found.close()
    return None


@pytest.mark.parametrize("name", ["personnel:sign_in", "documents:document_check_start"])
def test_everybody_can_use_the_door(name, db, window):
    check(window, Client().get(reverse(name)), reverse(name))


def check(window, found, path):
    page = window.page
    assert found.status_code == 200
    window.visit(found, path)
    if folder := os.environ.get("PALU_PICTURES"):
        name = path.strip("/").replace("/", "-") or "beranda"
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
    assert window.weight() <= LIMIT
    if page.evaluate("document.activeElement === document.body"):  # else the page has said where one begins
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip-link"
    assert page.evaluate(FOCUS_IS_VISIBLE)
    # The skip link lies over the first link for as long as it has the focus.
    page.evaluate("document.activeElement.blur()")
    for width, scheme, rules in ((1280, "light", WCAG), (360, "dark", CHANGES_WITH_THE_WIDTH)):
        window.look(width, scheme)
        assert page.evaluate(OVERFLOW) == []
        assert barriers(page, rules) == []
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(OVERFLOW) == []
    assert window.complaints == []
