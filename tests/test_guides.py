"""The guides inside the application: all there, by part, clean, and open to whoever cannot sign in."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from palu_asn import guides

PICTURES = guides.FOLDER.parent.parent / "static" / "pictures"
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


def test_a_picture_of_ours_is_shown_with_its_size_and_no_other():
    html = guides._html(
        "![Beranda.](../../static/pictures/beranda.png)\n\n![x](../../static/pictures/lain.png)"
    )
    assert html.count("<img") == 1
    for words in (
        'alt="Beranda."',
        'width="1280"',
        'height="1080"',
        'loading="lazy"',
        "/static/pictures/beranda",
        '<details class="origin"><summary>Gambar: Beranda.</summary><img ',
    ):
        assert words in html
    on_a_phone = guides._html("![Satu butir.](../../static/pictures/konsultasi-ponsel.png)")
    assert on_a_phone.startswith("<p><img ")


def test_every_picture_of_a_guide_is_there_and_says_what_it_shows():
    named = [
        (path.name, alt, target)
        for path in guides.FOLDER.glob("*.md")
        for alt, target in re.findall(r"!\[(.*?)\]\((.*?)\)", path.read_text())
    ]
    assert len(named) > 5
    assert [row for row in named if not row[1] or not (guides.FOLDER / row[2]).is_file()] == []
    assert sum(path.stat().st_size for path in PICTURES.iterdir()) < 1_000_000


def test_a_table_can_be_moved_on_a_phone():
    table = "| a | b |\n|---|---:|\n| 1 | 2 |\n"
    html = guides._html(f"{table}\nLalu:\n\n{table}")
    assert 'aria-label="Tabel 2"' in html
    assert '<div class="table-wrap" role="region" aria-label="Tabel 1" tabindex="0"><table>' in html
    assert '<th scope="col">' in html
    assert "style" not in html
