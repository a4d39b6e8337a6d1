"""A person's name in a table or a list leads to their page, for whoever may open it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from django.urls import reverse

from personnel.models import CivilServant

TEMPLATES = Path(__file__).parent.parent / "templates"
CELLS = {"td", "th", "li", "dd"}
#: What leads somewhere itself, is pressed, or is only heard.
WITHIN = {"a", "button", "label", "summary", "caption", "option"}
VOID = {"br", "hr", "img", "input", "link", "meta", "rect", "use", "path", "line", "circle"}
#: A name as a template writes it; ``{% person somebody %}`` is the link.
WRITTEN = re.compile(
    r"\{\{ *(?:[\w.]+\.)?(?:full_name|civil_servant|author|holder|deputy|superior|person) *\}\}"
)
#: Shown to whoever may not open the person's page, or to the whole world.
ELSEWHERE = {
    "training/certificate_check.html": "anybody reads whose certificate it is",
    "evaluation/my_surveys.html": "who answers about a colleague sees the name alone",
    "evaluation/my_invitations.html": "the same",
}


class Bare(HTMLParser):
    """The names that stand in a cell or a list without a link."""

    def __init__(self, text, names):
        super().__init__()
        self.names, self.open, self.found = names, [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        if tag not in VOID:
            hidden = "visually-hidden" in (dict(attributes).get("class") or "")
            self.open.append((tag, "a" if hidden else tag))

    def handle_endtag(self, tag):
        while any(name == tag for name, _counts in self.open) and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        counted = {counts for _tag, counts in self.open}
        if counted & CELLS and not counted & WITHIN:
            self.found += self.names.findall(data)


def test_no_template_writes_a_bare_name():
    pages = {path.relative_to(TEMPLATES).as_posix(): path for path in TEMPLATES.rglob("*.html")}
    assert len(pages) > 200
    bare = {
        name: found
        for name, path in pages.items()
        if "letters" not in path.parts
        and name not in ELSEWHERE
        and (found := Bare(path.read_text(), WRITTEN).found)
    }
    assert bare == {}


def test_a_bare_name_is_found():
    cell = "<td><span>{{ row.person.full_name }}</span><a href='x'>{{ person }}</a></td><p>{{ person }}</p>"
    assert Bare(cell, WRITTEN).found == ["{{ row.person.full_name }}"]


def test_a_list_leads_to_its_people(cast, sign_in):
    # A head of the cast is called as their post is.
    everybody = CivilServant.objects.exclude(name__startswith="Kepala").values_list("name", flat=True)
    names = re.compile("|".join(map(re.escape, everybody)))
    html = (
        sign_in(cast.city_hr)
        .get(reverse("personnel:civil_servant_list"))
        .content.decode()
        .partition("<main")[2]
    )
    assert names.search(html)
    assert Bare(html, names).found == []
