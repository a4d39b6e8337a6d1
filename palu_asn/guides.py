"""The guides of ``docs/guides`` inside the application: which there are, for whom, and as HTML.

They are ours, written in Markdown; they are cleaned all the same, so that what ever gets into one cannot run.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path

import nh3
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token
from PIL import Image

from personnel import permissions
from personnel.models import User

FOLDER = Path(settings.BASE_DIR) / "docs" / "guides"
TAGS = {
    "a", "blockquote", "code", "details", "div", "em", "h2", "h3", "hr", "img", "li", "ol", "p", "pre",
    "strong", "summary", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href"},
    "details": {"class"},
    "div": {"class", "role", "aria-label", "tabindex"},
    "img": {"alt", "class", "height", "loading", "src", "width"},
    "ol": {"start"},
    "pre": {"tabindex"},
    "th": {"scope"},
}
#: Of a whole screen: as heavy as half a first view, so it comes when it is asked for.
WIDE = re.compile(r'<p>(<img [^>]*alt="([^"]*)"[^>]*width="\d{4}"[^>]*>)</p>')
FRAME = '<div class="table-wrap" role="region" aria-label="Tabel {}" tabindex="0"><table>'
TITLE = re.compile(r"\A# (.+)\n")
#: A picture that ``docs/make-pictures`` has taken; no other is shown.
PICTURE = re.compile(r"\.\./\.\./static/(?P<path>pictures/[a-z0-9-]+\.png)")
#: A neighbour's name, maybe with a place in it; nothing else of the repository is shown here.
NEIGHBOUR = re.compile(r"(?P<slug>[a-z0-9-]+)\.md(?P<place>#[\w-]+)?")


@dataclass(frozen=True)
class Guide:
    """One guide: its name in the address, its title, and its text as HTML."""

    slug: str
    title: str
    html: SafeString

    @property
    def url(self) -> str:
        return reverse("guide_detail", args=[self.slug])


@dataclass(frozen=True)
class Shelf:
    """Guides for one kind of reader; ``whose`` says whether somebody is one."""

    title: str
    whose: Callable[[User], bool]
    slugs: tuple[str, ...]

    @property
    def guides(self) -> list[Guide]:
        return [guide(slug) for slug in self.slugs]


def _leads(user: User) -> bool:
    return permissions.has_subordinates(user)


def _has_unit(user: User) -> bool:
    return permissions.is_unit_hr(user) or user.has_role(permissions.Role.UNIT_HEAD)


def _decides(user: User) -> bool:
    return permissions.is_pyb(user) or permissions.is_ppk(user) or permissions.is_official(user)


SHELVES = (
    Shelf(
        "Setiap pegawai",
        lambda user: True,
        (
            "pegawai",
            "menilai-diri",
            "masukan-dan-usulan",
            "konsultasi",
            "jalur-jabatan",
            "kepesertaan-pelatihan",
            "presensi",
            "langganan-kalender",
            "pelatihan-luar-dan-siasn",
            "kuesioner-dan-gelombang",
            "proyek-perubahan-kecil",
            "pelindungan-data",
        ),
    ),
    Shelf("Atasan", _leads, ("menilai-diri", "kepesertaan-pelatihan", "proyek-perubahan-kecil")),
    Shelf(
        "Pengelola kepegawaian dan kepala unit",
        _has_unit,
        (
            "pengelola-unit",
            "perubahan-rencana",
            "realisasi",
            "pelatihan-luar-dan-siasn",
            "tahapan-dan-pengingat",
        ),
    ),
    Shelf(
        "BKPSDMD dan penyelenggara",
        permissions.is_city_hr,
        (
            "bkpsdmd",
            "tahapan-dan-pengingat",
            "alokasi",
            "pemerataan-dan-prakiraan",
            "usulan-angkatan",
            "pelatihan-tempat-dan-narasumber",
            "pengumuman-jadwal",
            "presensi",
            "hasil-dan-sertifikat",
            "pelatihan-luar-dan-siasn",
            "kuesioner",
            "kuesioner-dan-gelombang",
            "wawancara-temuan-dan-jejak",
            "dampak-dan-laporan-evaluasi",
        ),
    ),
    Shelf(
        "Pejabat",
        _decides,
        ("pejabat", "pemerataan-dan-prakiraan", "wawancara-temuan-dan-jejak", "realisasi"),
    ),
    Shelf("Administrator sistem", permissions.is_administrator, ("administrator", "pelindungan-data")),
)
#: The synthetic city explains itself where it is; elsewhere nobody needs it.
DEMO_SHELF = Shelf("Kota contoh", lambda user: True, ("kota-contoh",))


@cache
def shelves() -> tuple[Shelf, ...]:
    """All of them; a guide that nobody has put on one stands on the last."""
    shelved = {slug for shelf in (*SHELVES, DEMO_SHELF) for slug in shelf.slugs}
    others = tuple(sorted(path.stem for path in FOLDER.glob("*.md") if path.stem not in {"README", *shelved}))
    rest = (Shelf("Panduan lain", lambda user: False, others),) if others else ()
    return (*SHELVES, *rest, *((DEMO_SHELF,) if settings.DEMO else ()))


def slugs() -> set[str]:
    """The guides that can be opened."""
    return {slug for shelf in shelves() for slug in shelf.slugs}


@cache
def guide(slug: str) -> Guide:
    """Read and rendered once in each process; the slug must be one of ``slugs()``."""
    text = (FOLDER / f"{slug}.md").read_text()
    title = TITLE.match(text)
    if title is None:
        raise ValueError(f"{slug}.md does not begin with its title")
    return Guide(slug, title[1], _html(text[title.end() :]))


def _html(text: str) -> SafeString:
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse(text)
    for token in tokens:
        token.children = _linked(token.children or [])
        if token.type == "th_open":
            token.attrs = {"scope": "col"}
        elif token.type == "td_open":
            token.attrs = {}
    html = markdown.renderer.render(tokens, markdown.options, {})
    # A wide table is moved sideways on a phone, by finger and by key.
    number = count(1)
    html = re.sub("<table>", lambda found: FRAME.format(next(number)), html)
    html = html.replace("</table>", "</table></div>")
    html = WIDE.sub(r'<details class="origin"><summary>Gambar: \2</summary>\1</details>', html)
    html = html.replace("<pre>", '<pre tabindex="0">')
    clean = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"https"}, link_rel=None)
    return mark_safe(clean)  # noqa: S308 - cleaned in the line above


def _linked(tokens: list[Token]) -> list[Token]:
    """The words of a line with our own addresses; of what is not shown here the words without a link."""
    kept, goes = [], False
    for token in (token for token in tokens if token.type != "image" or _picture(token)):
        if token.type == "link_open":
            address = _address(str(token.attrGet("href")))
            token.attrSet("href", address)
            goes = not address
        if not (goes and token.type in {"link_open", "link_close"}):
            kept.append(token)
    return kept


def _picture(token: Token) -> bool:
    """Give a picture its address here, and its size, so that the page does not jump; False when not ours."""
    ours = PICTURE.fullmatch(str(token.attrGet("src")))
    file = Path(settings.BASE_DIR) / "static" / ours["path"] if ours else None
    if ours is None or file is None or not file.is_file():
        return False
    with Image.open(file) as picture:
        width, height = picture.size
    token.attrSet("src", static(ours["path"]))
    for name, value in (("width", width), ("height", height)):
        token.attrSet(name, str(value))
    token.attrSet("loading", "lazy")
    token.attrSet("class", "picture")
    return True


def _address(href: str) -> str:
    """Of a neighbour its page here; of anything else in the repository, nothing."""
    if href.startswith(("https://", "#")):
        return href
    neighbour = NEIGHBOUR.fullmatch(href)
    if neighbour is None or neighbour["slug"] not in slugs():
        return ""
    return reverse("guide_detail", args=[neighbour["slug"]]) + (neighbour["place"] or "")
