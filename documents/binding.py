"""Binding parts into a book: cover and contents in front, numbers at the foot, bookmarks over the whole.

The contents need the page numbers, and the page numbers need to know how long the contents are; so the
front is as long as so many lines should be, and is rendered again where it turned out otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from documents import merge, sections
from documents.merge import Foot, Part
from documents.models import Document, Section
from documents.ready import Bookmark, Ready
from personnel import private_files

if TYPE_CHECKING:
    from documents.render import Rendered

FOOT_SHEET = (
    '<!doctype html><html lang="id"><head><title>kaki</title>'
    '<link rel="stylesheet" href="print:foot.css"></head><body><p>{letters}</p></body></html>'
)
#: So many lines of contents fit on a page.
LINES = 29
#: Headings down to this level stand in the contents; deeper ones are bookmarks only.
CONTENTS_LEVEL = 2


@dataclass(frozen=True, kw_only=True)
class Piece(Part):
    """A rendered part with its headings."""

    pages: int
    bookmarks: tuple[Bookmark, ...]


@dataclass(frozen=True)
class ContentsLine:
    """A line of the contents: where it leads (``bagian:…``) and the page as printed, from 1."""

    title: str
    level: int
    page: int
    target: str


Front = Callable[[Sequence[ContentsLine]], str]


def piece(path: Path, *, below: int = 0) -> Piece:
    """A part as it lies on the disk; its headings hang ``below`` so many levels of the book."""
    pages, bookmarks = merge.bookmarks_of(path)
    return Piece(path=path, pages=pages, bookmarks=_lowered(bookmarks, below))


def _lowered(bookmarks: Iterable[Bookmark], below: int) -> tuple[Bookmark, ...]:
    return tuple(replace(mark, level=mark.level + below) for mark in bookmarks)


def kept_piece(section: Section, bench: Path, *, below: int = 0) -> Piece:
    """A section from the store, on the bench where it is another machine's. Made ready it tells its headings
    itself, and is made ready anew, and kept so, when it stands elsewhere in the book."""
    path = private_files.fetch(section.stored_as, bench)

    def keep(made: Ready) -> None:
        made.write(bench / "siap")
        sections.keep_ready(section, bench / "siap")

    is_steady = section.kind != sections.TEXT
    try:
        ready = private_files.fetch(section.ready_as, bench) if section.ready_as else None
        marks = Ready.read(ready, heading_only=True).bookmarks if ready else None
    except FileNotFoundError:  # another book has just kept it for its own place
        ready = marks = None
    if marks is None:
        return replace(piece(path, below=below), keep=keep, is_steady=is_steady)
    return Piece(
        path=path,
        ready=ready,
        keep=keep,
        is_steady=is_steady,
        pages=section.pages or 0,
        bookmarks=_lowered(marks, below),
    )


def _render(html: str) -> Rendered:
    from documents import render  # noqa: PLC0415 - slow to load, only workers need it

    return render.render(html)


def render_piece(html: str, path: Path) -> Piece:
    """Render a part and look at its headings."""
    path.write_bytes(_render(html).pdf)
    return piece(path)


def bind_one(document: Document, html: str, out: Path, *, left: str, skip: int = 0) -> None:
    """A document of a single part, with ``left`` at the foot of each page but the first ``skip``."""
    only = render_piece(html, out.parent / "isi.pdf")
    below = foot(left, document.check_number, out.parent, skip=skip)
    merge.merge([only.path], out, bookmarks=only.bookmarks, pages=only.pages, foot=below)


def foot(left: str, check_number: str, bench: Path, *, skip: int) -> Foot:
    """What stands at the foot of each page, with the sheet whose font it is set in."""
    unset = Foot(
        left=left,
        right=f"Nomor periksa {check_number} · Halaman {{page}} dari {{pages}}",
        sheet=bench / "kaki.pdf",
        skip=skip,
    )
    unset.sheet.write_bytes(_render(FOOT_SHEET.format(letters=_escaped(unset.letters()))).pdf)
    return unset


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def bind(
    front: Front,
    pieces: Sequence[Piece],
    out: Path,
    *,
    bench: Path,
    left: str,
    check_number: str,
) -> None:
    """Write the book: the front, then the pieces."""
    front_path = bench / "depan.pdf"
    # A cover and the contents; rendered again only where long titles make them longer.
    front_pages = 1 + -(-len(contents(pieces, first_page=0)) // LINES)
    while True:
        lines = contents(pieces, first_page=front_pages)
        rendered = _render(front(lines))
        if rendered.pages == front_pages:
            break
        front_pages = rendered.pages
    front_path.write_bytes(rendered.pdf)
    marks = list(_shifted(pieces, front_pages))
    own_marks = merge.bookmarks_of(front_path)[1]
    merge.merge(
        [front_path, *pieces],
        out,
        bookmarks=[*own_marks, *marks],
        pages=front_pages + sum(part.pages for part in pieces),
        foot=foot(left, check_number, bench, skip=1),
        links={line.target: line.page - 1 for line in lines},
    )


def _shifted(pieces: Sequence[Piece], first_page: int) -> list[Bookmark]:
    marks, page = [], first_page
    for part in pieces:
        marks += [replace(mark, page=mark.page + page) for mark in part.bookmarks]
        page += part.pages
    return marks


def contents(pieces: Sequence[Piece], *, first_page: int) -> list[ContentsLine]:
    """The lines of the contents, when the pieces begin after so many pages."""
    return [
        ContentsLine(mark.title, mark.level, mark.page + 1, f"b{number}")
        for number, mark in enumerate(_shifted(pieces, first_page))
        if mark.level <= CONTENTS_LEVEL
    ]
