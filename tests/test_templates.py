"""Templates a designer can read: short lines, decisions in Python."""

from __future__ import annotations

import re
from pathlib import Path

from django.template.loader import get_template

TEMPLATES = Path(__file__).parent.parent / "templates"
WIDTH, DEPTH = 120, 2
BRANCH = re.compile(r"{%\s*(if|endif)\b")


def depth(text: str) -> int:
    """How deep the ``if``s of a template lie in each other."""
    here = deepest = 0
    for word in BRANCH.findall(text):
        here += 1 if word == "if" else -1
        deepest = max(deepest, here)
    return deepest


def test_every_template_can_be_read():
    """By the engine: no tag or filter that nobody has loaded."""
    for path in TEMPLATES.rglob("*.html"):
        get_template(str(path.relative_to(TEMPLATES)))


def test_no_line_is_long():
    texts = {path: path.read_text().splitlines() for path in TEMPLATES.rglob("*.html")}
    assert len(texts) > 200
    long = [
        f"{path.relative_to(TEMPLATES)}:{number}"
        for path, lines in texts.items()
        for number, line in enumerate(lines, 1)
        if len(line) > WIDTH
    ]
    assert long == []


def test_no_if_lies_deep():
    texts = {str(path.relative_to(TEMPLATES)): path.read_text() for path in TEMPLATES.rglob("*.html")}
    deep = {name: found for name, text in texts.items() if (found := depth(text)) > DEPTH}
    assert deep == {}


def test_depth_is_counted():
    assert depth("{% if a %}{% if b %}x{% endif %}{% endif %}{% if c %}{% elif d %}{% endif %}") == 2


def test_no_form_is_included_with_its_words_only():
    """It would have no token: whoever presses its button is refused."""
    forms = {
        str(path.relative_to(TEMPLATES))
        for path in TEMPLATES.rglob("*.html")
        if "{% csrf_token %}" in path.read_text()
    }
    assert len(forms) > 50
    included = re.compile(r'\{% include "([^"]+)"[^%]* only %\}')
    assert [
        (path.name, name)
        for path in TEMPLATES.rglob("*.html")
        for name in included.findall(path.read_text())
        if name in forms
    ] == []


def test_a_table_stands_where_it_may_be_wider_than_a_phone():
    """In a frame that scrolls or lays its rows out as cards; those of a chart are as wide as they may be."""
    framed = re.compile(r'class="(?:[^"]* )?table-wrap[ "][^>]*>\s*(?:\{#[^#]*#\}\s*)?$')
    tables = [
        (path, text[: found.start()], found.group(1))
        for path in TEMPLATES.rglob("*.html")
        if "letters" not in path.parts
        for text in [path.read_text()]
        for found in re.finditer(r'<table(?: class="(\w+))?', text)
    ]
    assert len(tables) > 150
    assert [
        str(path.relative_to(TEMPLATES))
        for path, before, drawn in tables
        if drawn not in {"bars", "key", "shares"} and not framed.search(before)
    ] == []


def test_what_is_printed_as_a_table_has_heads():
    """Columns that are only laid out beside each other are no table: read aloud, its cells say nothing."""
    tables = re.compile(r"<table[^>]*>.*?</table>", re.DOTALL)
    printed = [path for path in TEMPLATES.rglob("*.html") if "letters" in path.parts]
    assert len(printed) > 15
    headless = [
        path.name for path in printed for table in tables.findall(path.read_text()) if "<th" not in table
    ]
    assert headless == []
