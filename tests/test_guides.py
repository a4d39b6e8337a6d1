"""The guides inside the application: all there, by part, clean, and open to whoever cannot sign in."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from palu_asn import guides

WRITTEN = {path.stem for path in guides.FOLDER.glob("*.md")} - {"README"}


def test_every_guide_can_be_found():
    shelved = {slug for shelf in (*guides.shelves(), guides.DEMO_SHELF) for slug in shelf.slugs}
    assert shelved == WRITTEN


def test_a_new_guide_is_shown_though_nobody_put_it_anywhere(tmp_path, monkeypatch):
    for path in (*guides.FOLDER.glob("*.md"), tmp_path / "baru.md"):
        (tmp_path / path.name).write_text("# Baru\n")
    monkeypatch.setattr(guides, "FOLDER", tmp_path)
    assert guides.shelves.__wrapped__()[-1].slugs == ("baru",)


def test_every_guide_opens_and_every_link_in_it_leads_somewhere(db):
    client = Client()
    for slug in guides.slugs():
        page = client.get(f"/bantuan/{slug}/")
        assert page.status_code == 200
        text = guides.guide(slug).html
        assert "<h1" not in text
        assert '<a href="">' not in text, slug
        for other in re.findall(r'href="/bantuan/([a-z0-9-]+)/', text):
            assert other in guides.slugs(), (slug, other)
    assert client.get("/bantuan/README/").status_code == 404
    assert client.get("/bantuan/tidak-ada/").status_code == 404


def test_ones_own_part_comes_first(cast, sign_in):
    def order(client):
        return re.findall(r"<h2>([A-Z][^<]+?)\s*<", client.get("/bantuan/").content.decode())[1:]

    assert order(Client())[0] == "Setiap pegawai"
    assert order(sign_in(cast.administrator))[:2] == ["Setiap pegawai", "Administrator sistem"]
    assert order(sign_in(cast.city_hr))[:2] == ["Setiap pegawai", "BKPSDMD dan penyelenggara"]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[a](javascript:alert(1))",
        '<img src="x" onerror="alert(1)">',
        "![a](https://elsewhere.example/a.png)",
        '<a href="https://a" onclick="x()">a</a>',
    ],
)
def test_nothing_in_a_guide_runs(text):
    html = guides._html(text)
    assert not re.search(r"<(script|img)|<a[^>]*(javascript|onclick)", html)


def test_a_table_can_be_moved_on_a_phone():
    html = guides._html("| a | b |\n|---|---:|\n| 1 | 2 |\n")
    assert '<div class="table-wrap" role="region" aria-label="Tabel" tabindex="0"><table>' in html
    assert '<th scope="col">' in html
    assert "style" not in html
