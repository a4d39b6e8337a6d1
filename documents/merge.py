"""Several PDFs into one; with ``documents.ready`` the only module that knows pikepdf.

The parts are rendered apart, so none of them knows its page numbers. Here the pages are put one after
another, the tag trees are joined into one (a merge by pages alone would lose them), bookmarks are set, and
the foot of each page is stamped: document, check number, "Halaman x dari y", as an artifact.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
from pikepdf import Array, Pdf

from documents.ready import (
    CATALOG,
    DOCUMENT,
    FOOT_FONT,
    KEYS,
    NUMBERS,
    PAGE_TREE,
    TAG_ROOT,
    TURN_BACK,
    Bookmark,
    Page,
    Ready,
    bookmarks_in,
    copy,
    is_object,
    make_ready,
)
from documents.writer import Renumber, Writer

#: The foot in points: height above the edge, size, and distance from the sides on upright and on broad pages
#: (the margins of static/print/letters.css).
FOOT_BOTTOM, FOOT_SIZE = 26.0, 7.2
UPRIGHT_SIDE, BROAD_SIDE = 59.53, 42.52
INK = "0.29 0.353 0.392 rg"
LINE = "0.835 0.871 0.886 RG 0.5 w"


@dataclass(frozen=True)
class Foot:
    """What stands at the foot of each page, and the sheet whose font it is set in."""

    #: Cut with … where it would run into the right side.
    left: str
    #: with {page} and {pages}
    right: str
    sheet: Path
    #: Pages at the start that have none: the cover.
    skip: int = 1

    def letters(self) -> str:
        """Every letter the sheet must carry; the space stands between two, where it is not dropped."""
        return "".join(sorted({*self.left, *self.right, *"0123456789…"} - {" "})) + " 0"


def page_count(path: Path) -> int:
    """Number of pages."""
    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


def bookmarks_of(path: Path) -> tuple[int, list[Bookmark]]:
    """Number of pages, and the headings of a part."""
    with pikepdf.open(path) as pdf:
        return len(pdf.pages), bookmarks_in(pdf)


@dataclass(frozen=True)
class Part:
    """A rendered part; where it lies made ready for the place it had last, and how to keep it made ready.

    ``is_steady``: it seldom changes from one book to the next.
    """

    path: Path
    ready: Path | None = None
    keep: Callable[[Ready], None] | None = None
    is_steady: bool = False

    def made_ready(self, *, first: int, first_key: int, has_feet: bool) -> Ready:
        """For its place: as it was kept, or made anew."""
        if self.ready is not None:
            try:
                kept = Ready.read(self.ready)
            except FileNotFoundError:  # another book has just kept it for its own place
                kept = None
            if kept is not None and kept.fits(first, first_key, has_feet=has_feet):
                return kept
        made = make_ready(self.path, first=first, first_key=first_key, has_feet=has_feet)
        if self.keep is not None:
            self.keep(made)
        return made


def merge(
    parts: Sequence[Part | Path],
    out: Path,
    *,
    bookmarks: Sequence[Bookmark],
    pages: int,
    foot: Foot | None,
    links: Mapping[str, int] | None = None,
) -> None:
    """Write the parts as one tagged PDF of so many pages; the first part gives title and language.

    ``bookmarks`` and ``links`` (name → page) count pages from 0 over the whole. One part at a time is in
    memory: a tag tree of a city, held as objects, would take more than a gigabyte.
    """
    with out.open("wb") as file:
        writer = Writer(file)
        whole = _Whole(writer, foot)
        laid = [part if isinstance(part, Part) else Part(part) for part in parts]
        ready = {place: whole.paste(laid[place]) for place in _steady_first(laid)}
        whole.lay_out([ready[place] for place in range(len(laid))])
        if len(whole.pages) != pages:
            raise ValueError(f"{len(whole.pages)} pages instead of {pages}")
        whole.finish(bookmarks, links or {})


def _steady_first(parts: Sequence[Part]) -> list[int]:
    """In what order parts are numbered: what is new in every book moves nothing that stays."""
    return sorted(range(len(parts)), key=lambda place: (not parts[place].is_steady, place))


class _Whole:
    """The document that grows: its pages, its tags, and what is written only once."""

    def __init__(self, writer: Writer, foot: Foot | None) -> None:
        self.writer = writer
        self.foot = foot
        writer.skip_to(FOOT_FONT + 1)
        self.pages: list[int] = []
        self.tag_parts: list[int] = []
        self.number_leaves: list[int] = []
        self.next_key = 0
        self.front: dict[str, str] = {}
        self.foot_font: _Font | None = None
        if foot is not None:
            self.foot_font = self._write_foot_font(foot)
            writer.add_stream(TURN_BACK, b"", b"q\n")

    def paste(self, part: Part) -> Ready:
        """All objects of a part, with the next numbers; what is to be known of it, without them."""
        first = -(-self.writer.next_number // NUMBERS) * NUMBERS
        first_key = -(-self.next_key // KEYS) * KEYS
        ready = part.made_ready(first=first, first_key=first_key, has_feet=self.foot is not None)
        self.writer.skip_to(first)
        self.writer.paste(ready.table, ready.streams, ready.body)
        self.next_key = ready.next_key
        self.number_leaves.append(ready.number_leaf)
        return replace(ready, content=b"")

    def lay_out(self, parts: Sequence[Ready]) -> None:
        """The pages in their order, each with its foot; title and language are the first part's."""
        self.front = dict(parts[0].front)
        self.tag_parts = [part.tag_part for part in parts]
        pages = [page for part in parts for page in part.pages]
        self.pages = [page.number for page in pages]
        if self.foot is None or self.foot_font is None:
            return
        for number, page in enumerate(pages, start=1):
            drawn = self._foot(self.foot_font, self.foot, page, number, len(pages))
            self.writer.add_stream(page.foot, b"", drawn)

    def _foot(self, font: _Font, foot: Foot, page: Page, number: int, total: int) -> bytes:
        if number <= foot.skip:
            return b"Q\n"
        return _foot_drawn(font, foot, number, total, (page.width, page.height)).encode("ascii")

    def _write_foot_font(self, foot: Foot) -> _Font:
        with pikepdf.open(foot.sheet) as sheet:
            font = _Font(sheet)
            offset = self.writer.reserve_many(len(sheet.objects) + 1)
            number = Renumber(offset, {font.object.objgen[0]: FOOT_FONT})
            for obj in _reachable(font.object):
                copy(obj, self.writer, number)
            return font

    def finish(self, bookmarks: Sequence[Bookmark], links: Mapping[str, int]) -> None:
        """The objects above the parts."""
        add = self.writer.add
        info = self.front.pop("/Info").encode("latin-1")
        add(PAGE_TREE, b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(self.pages), _refs(self.pages)))
        add(
            DOCUMENT,
            b"<< /Type /StructElem /S /Document /P %d 0 R /K [%s] >>" % (TAG_ROOT, _refs(self.tag_parts)),
        )
        numbers = self.writer.add_new(b"<< /Kids [%s] >>" % _refs(self.number_leaves))
        add(
            TAG_ROOT,
            b"<< /Type /StructTreeRoot /K [%d 0 R] /ParentTree %d 0 R /ParentTreeNextKey %d >>"
            % (DOCUMENT, numbers, self.next_key),
        )
        outlines = self._outlines(bookmarks)
        names = b" ".join(
            b"%s [%d 0 R /Fit]" % (_text(name), self.pages[page]) for name, page in sorted(links.items())
        )
        front = b" ".join(f"{key} {value}".encode("latin-1") for key, value in self.front.items())
        add(
            CATALOG,
            b"<< /Type /Catalog /Pages %d 0 R /StructTreeRoot %d 0 R /Outlines %d 0 R /PageMode /UseOutlines"
            b" /MarkInfo << /Marked true >> /ViewerPreferences << /DisplayDocTitle true >>"
            b" /Names << /Dests << /Names [%s] >> >> %s >>" % (PAGE_TREE, TAG_ROOT, outlines, names, front),
        )
        self.writer.finish(CATALOG, info)

    def _outlines(self, bookmarks: Sequence[Bookmark]) -> int:
        root = self.writer.reserve()
        numbers = [self.writer.reserve() for _bookmark in bookmarks]
        parents = _parents(bookmarks)
        children: dict[int, list[int]] = {}
        for index, parent in enumerate(parents):
            children.setdefault(parent, []).append(index)
        for index, bookmark in enumerate(bookmarks):
            siblings = children[parents[index]]
            place = siblings.index(index)
            keys = [
                b"/Title %s" % _text(bookmark.title),
                b"/Parent %d 0 R" % (root if parents[index] < 0 else numbers[parents[index]]),
                b"/Dest [%d 0 R /Fit]" % self.pages[bookmark.page],
            ]
            if place > 0:
                keys.append(b"/Prev %d 0 R" % numbers[siblings[place - 1]])
            if place + 1 < len(siblings):
                keys.append(b"/Next %d 0 R" % numbers[siblings[place + 1]])
            if own := children.get(index):
                keys.append(b"/First %d 0 R /Last %d 0 R" % (numbers[own[0]], numbers[own[-1]]))
                keys.append(b"/Count -%d" % len(own))  # closed
            self.writer.add(numbers[index], b"<< %s >>" % b" ".join(keys))
        top = children.get(-1, [])
        ends = b"/First %d 0 R /Last %d 0 R" % (numbers[top[0]], numbers[top[-1]]) if top else b""
        self.writer.add(root, b"<< /Type /Outlines %s /Count %d >>" % (ends, len(top)))
        return root


def _parents(bookmarks: Sequence[Bookmark]) -> list[int]:
    """For each bookmark the index of the one it hangs below, -1 for the top."""
    parents: list[int] = []
    open_ones: list[tuple[int, int]] = []
    for index, bookmark in enumerate(bookmarks):
        while open_ones and open_ones[-1][0] >= bookmark.level:
            open_ones.pop()
        parents.append(open_ones[-1][1] if open_ones else -1)
        open_ones.append((bookmark.level, index))
    return parents


def _reachable(start: pikepdf.Object) -> list[pikepdf.Object]:
    """The object and everything indirect that it needs."""
    found: dict[int, pikepdf.Object] = {}
    waiting = [start]
    while waiting:
        node = waiting.pop()
        if node.is_indirect:
            if node.objgen[0] in found:
                continue
            found[node.objgen[0]] = node
        if isinstance(node, pikepdf.Dictionary | pikepdf.Stream):
            waiting += [value for value in node.values() if is_object(value)]
        elif isinstance(node, Array):
            waiting += [value for value in node if is_object(value)]
    return list(found.values())


def _refs(numbers: Sequence[int]) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in numbers)


def _text(text: str) -> bytes:
    """A text string; names of links are plain ASCII and stay as they are."""
    if text.isascii() and text.isidentifier():
        return b"(%s)" % text.encode()
    return b"<%s>" % ("\ufeff" + text).encode("utf-16-be").hex().encode()


# --- The foot of the page ---------------------------------------------------------------------


class _Font:
    """The font of the sheet: which code and width each letter has."""

    def __init__(self, sheet: Pdf) -> None:
        # The bold heading of a sheet would bring a second font; a sheet has one.
        (self.object,) = sheet.pages[0].obj.Resources.Font.values()
        self.codes = _codes(self.object.ToUnicode.read_bytes().decode("latin-1"))
        self.widths = _widths(self.object.DescendantFonts[0].W)

    def hex(self, text: str) -> str:
        return "".join(self.codes[letter] for letter in text)

    def width(self, text: str) -> float:
        return sum(self.widths.get(int(self.codes[letter], 16), 0.0) for letter in text) / 1000 * FOOT_SIZE


def _codes(cmap: str) -> dict[str, str]:
    """Letter → code, out of the ToUnicode map."""
    return {
        bytes.fromhex(letter).decode("utf-16-be"): code
        for code, letter in re.findall(r"<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>(?! <)", cmap)
    }


def _widths(array: pikepdf.Object) -> dict[int, float]:
    """Code → width in thousandths, out of ``c [w1 w2 …]`` and ``first last w``."""
    widths: dict[int, float] = {}
    index = 0
    while index < len(array):
        first, second = int(array[index]), array[index + 1]
        if isinstance(second, Array):
            widths |= {first + offset: float(width) for offset, width in enumerate(second)}
            index += 2
        else:
            widths |= dict.fromkeys(range(first, int(second) + 1), float(array[index + 2]))
            index += 3
    return widths


def _foot_drawn(font: _Font, foot: Foot, page: int, pages: int, size: tuple[float, float]) -> str:
    width, height = size
    side = BROAD_SIDE if width > height else UPRIGHT_SIDE
    right = foot.right.format(page=page, pages=pages)
    right_at = width - side - font.width(right)
    places = [(side, _fitting(font, foot.left, right_at - side - FOOT_SIZE)), (right_at, right)]
    shown = " ".join(
        f"BT /PaluFoot {FOOT_SIZE} Tf 1 0 0 1 {x:.2f} {FOOT_BOTTOM} Tm <{font.hex(text)}> Tj ET"
        for x, text in places
        if text
    )
    line = f"{LINE} {side} {FOOT_BOTTOM + 12} m {width - side:.2f} {FOOT_BOTTOM + 12} l S"
    return f"\nQ /Artifact <</Type /Pagination /Subtype /Footer>> BDC q {line} {INK} {shown} Q EMC\n"


def _fitting(font: _Font, text: str, room: float) -> str:
    """The text, or as much of it as fits, with an ellipsis."""
    if font.width(text) <= room:
        return text
    while text and font.width(f"{text}…") > room:
        text = text[:-1]
    return f"{text.rstrip()}…"
