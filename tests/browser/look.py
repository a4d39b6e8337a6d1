"""What a browser finds wrong with a page: on a desk and a phone, light and dark, with text twice as large."""

from __future__ import annotations

import os
from pathlib import Path

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Colours are those of tokens and components: tests/test_contrast.py, tests/test_styleguide.py measure them in
# both schemes; measuring them again on each page takes as long as all other rules, so that is for a release.
CHANGES_WITH_THE_WIDTH = ["target-size", "scrollable-region-focusable"]
LIMIT = 100_000  # bytes of a first view, with compression
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


def barriers(page, rules, *, contrast=False):
    # Only what is wrong is written out: the thousand things that are right take longer to tell than to find.
    measured = {"color-contrast": {"enabled": contrast}}
    options = {"runOnly": rules, "resultTypes": ["violations"], "rules": measured}
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [(v["id"], [node["html"][:160] for node in v["nodes"]][:3]) for v in found]


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
