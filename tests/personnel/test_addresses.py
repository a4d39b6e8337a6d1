"""Addresses are Indonesian, one word a thing: no key in a link, a page or a form is the code's word."""

from __future__ import annotations

import re
from pathlib import Path

from django.urls import get_resolver

from personnel.forms.filters import KEYS, FilterForm

ROOT = Path(__file__).parents[2]
APPS = ("jobs", "personnel", "documents", "planning", "training", "evaluation", "careers", "palu_asn")
#: A key behind ? or & in a template or a module.
LINK = re.compile(r"(?:[?&]|&amp;)([a-z_]+)=")
READ = re.compile(r"""GET(?:\.get\(|\.getlist\(|\[)"(\w+)"|"(\w+)" (?:not )?in request\.GET""")


def every(kind: type) -> set[type]:
    return {kind}.union(*(every(one) for one in kind.__subclasses__()))


def sources() -> list[Path]:
    found = [path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]
    return found + list((ROOT / "templates").rglob("*.html"))


def test_no_link_carries_a_word_of_the_code():
    written = {key: str(path) for path in sources() for key in LINK.findall(path.read_text())}
    assert {"tahun", "keadaan", "triwulan", "lihat"} <= set(written)
    assert {key: path for key, path in written.items() if key in KEYS} == {}


def test_no_page_reads_a_word_of_the_code():
    read = {key for path in sources() for pair in READ.findall(path.read_text()) for key in pair if key}
    assert {"tahun", "pada"} <= read
    assert read & set(KEYS) == set()
    get_resolver().url_patterns  # noqa: B018 - every form is imported
    forms = every(FilterForm)
    assert len(forms) > 20
    fields = {name for form in forms for name in form.base_fields}
    assert {"state", "year"} <= fields
    assert {FilterForm().add_prefix(name) for name in fields} & set(KEYS) == set()
