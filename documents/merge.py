"""Several PDFs into one: the only module that knows pikepdf.

The parts are rendered apart, so none of them knows its page numbers. Here the pages are put one after
another, the tag trees are joined into one (a merge by pages alone would lose them), bookmarks are set, and
the foot of each page is stamped: document, check number, "Halaman x dari y", as an artifact.
"""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

#: An address that the parts write where they mean a page of another part; see ``links``.
LINK_SCHEME = "bagian:"
#: The foot in points: height above the edge, size, and distance from the sides on upright and on broad pages
#: (the margins of static/print/letters.css).
FOOT_BOTTOM, FOOT_SIZE = 26.0, 7.2
UPRIGHT_SIDE, BROAD_SIDE = 59.53, 42.52
INK = "0.29 0.353 0.392 rg"
LINE = "0.835 0.871 0.886 RG 0.5 w"


@dataclass(frozen=True)
class Bookmark:
    """A heading with the page (from 0, within its file) on which it stands."""

    title: str
    page: int
    level: int = 1


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
        numbers = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        return len(pdf.pages), list(_walk(pdf.Root.get("/Outlines"), numbers, 1))


def _walk(
    node: pikepdf.Object | None, numbers: Mapping[tuple[int, int], int], level: int
) -> Iterator[Bookmark]:
    item = node.get("/First") if node is not None else None
    while item is not None:
        yield Bookmark(str(item.Title), numbers[item.Dest[0].objgen], level)
        yield from _walk(item, numbers, level + 1)
        item = item.get("/Next")


def merge(
    parts: Sequence[Path],
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
        whole = _Whole(writer)
        for number, part in enumerate(parts):
            with pikepdf.open(part) as pdf:
                if foot is not None:
                    whole.stamp(pdf, foot, pages)
                whole.append(pdf, is_first=number == 0)
        if len(whole.pages) != pages:
            raise ValueError(f"{len(whole.pages)} pages instead of {pages}")
        whole.finish(bookmarks, links or {})


class _Whole:
    """The document that grows: its pages, its tags, and what is written only once."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.catalog, self.page_tree, self.tag_root, self.document = (writer.reserve() for _i in range(4))
        self.pages: list[int] = []
        self.tag_parts: list[int] = []
        self.number_leaves: list[int] = []
        self.next_key = 0
        self.front: dict[str, bytes] = {}
        self.foot_font: tuple[_Font, int] | None = None

    def append(self, pdf: Pdf, *, is_first: bool) -> None:
        """All objects of a part, with numbers of their own; its Document becomes a Part of ours."""
        offset = self.writer.reserve_many(max(len(pdf.objects), 1) + 1)
        root = pdf.Root
        tags = root.StructTreeRoot
        part = tags.K[0]
        part.S = Name.Part
        elsewhere = {
            root.Pages.objgen[0]: self.page_tree,
            tags.objgen[0]: self.document,
            **self._placeholders,
        }
        number = _Renumber(offset, elsewhere)
        self._shift_keys(pdf)
        self.number_leaves.append(self._number_leaf(tags.ParentTree, number))
        self.next_key += _highest(tags.ParentTree) + 1
        self.pages += [number.of(page.obj.objgen[0]) for page in pdf.pages]
        self.tag_parts.append(number.of(part.objgen[0]))
        skipped = {
            root.objgen[0],
            tags.objgen[0],
            tags.ParentTree.objgen[0],
            *_outline_numbers(root),
            *elsewhere,
        }
        if is_first:
            self._keep_front(pdf, number)
        for obj in pdf.objects:
            if _is_object(obj) and obj.objgen[0] not in skipped:
                self._copy(obj, number)

    @property
    def _placeholders(self) -> dict[int, int]:
        return {self._placeholder: self.foot_font[1]} if self.foot_font else {}

    def _copy(self, obj: pikepdf.Object, number: _Renumber) -> None:
        if isinstance(obj, pikepdf.Stream):
            raw = obj.read_raw_bytes()
            keys = LENGTH.sub(b"", obj.stream_dict.unparse(), count=1).removeprefix(b"<<").removesuffix(b">>")
            self.writer.add_stream(number.of(obj.objgen[0]), number.in_text(keys), raw)
        elif (text := obj.unparse(resolved=True)) not in EMPTY:
            self.writer.add(number.of(obj.objgen[0]), number.in_text(text))

    def _shift_keys(self, pdf: Pdf) -> None:
        for page in pdf.pages:
            page.obj.StructParents = int(page.obj.StructParents) + self.next_key
            for annotation in page.obj.get("/Annots", []):
                if "/StructParent" in annotation:
                    annotation.StructParent = int(annotation.StructParent) + self.next_key
                address = str(annotation.get("/A", Dictionary()).get("/URI", ""))
                if address.startswith(LINK_SCHEME):
                    del annotation["/A"]
                    annotation.Dest = pikepdf.String(address.removeprefix(LINK_SCHEME))

    def _number_leaf(self, tree: pikepdf.Object, number: _Renumber) -> int:
        nums = tree.Nums
        keys = [int(nums[index]) + self.next_key for index in range(0, len(nums), 2)]
        values = [nums[index].unparse() for index in range(1, len(nums), 2)]
        text = b" ".join(b"%d %s" % pair for pair in zip(keys, map(number.in_text, values), strict=True))
        return self.writer.add_new(b"<< /Limits [%d %d] /Nums [%s] >>" % (min(keys), max(keys), text))

    def _keep_front(self, pdf: Pdf, number: _Renumber) -> None:
        """Title, language and metadata of the first part are those of the whole."""
        self.front = {
            "/Lang": pdf.Root.Lang.unparse(),
            "/Metadata": number.reference(pdf.Root.Metadata.objgen[0]),
        }
        self.info = number.reference(pdf.trailer.Info.objgen[0])

    def stamp(self, pdf: Pdf, foot: Foot, total: int) -> None:
        """Draw the foot of each page of a part that comes next."""
        if self.foot_font is None:
            self.foot_font = self._write_foot_font(foot)
        stand_in = pdf.make_indirect(Dictionary(Type=Name.Font))
        self._placeholder = stand_in.objgen[0]
        # A page begins by turning the paper over; ours must not be turned with it.
        before = pdf.make_indirect(pikepdf.Stream(pdf, b"q\n"))
        for number, page in enumerate(pdf.pages, start=len(self.pages)):
            if number < foot.skip:
                continue
            resources = page.obj.Resources
            if "/Font" not in resources:
                resources.Font = Dictionary()
            resources.Font.PaluFoot = stand_in
            size = float(page.mediabox[2]), float(page.mediabox[3])
            drawn = _foot_drawn(self.foot_font[0], foot, number + 1, total, size)
            after = pdf.make_indirect(pikepdf.Stream(pdf, drawn.encode("ascii")))
            page.obj.Contents = Array([before, page.obj.Contents, after])

    def _write_foot_font(self, foot: Foot) -> tuple[_Font, int]:
        with pikepdf.open(foot.sheet) as sheet:
            font = _Font(sheet)
            needed = _reachable(font.object)
            number = _Renumber(self.writer.reserve_many(len(sheet.objects) + 1), {})
            for obj in needed:
                self._copy(obj, number)
            return font, number.of(font.object.objgen[0])

    def finish(self, bookmarks: Sequence[Bookmark], links: Mapping[str, int]) -> None:
        """The objects above the parts."""
        add = self.writer.add
        add(self.page_tree, b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(self.pages), _refs(self.pages)))
        add(
            self.document,
            b"<< /Type /StructElem /S /Document /P %d 0 R /K [%s] >>"
            % (self.tag_root, _refs(self.tag_parts)),
        )
        numbers = self.writer.add_new(b"<< /Kids [%s] >>" % _refs(self.number_leaves))
        add(
            self.tag_root,
            b"<< /Type /StructTreeRoot /K [%d 0 R] /ParentTree %d 0 R /ParentTreeNextKey %d >>"
            % (self.document, numbers, self.next_key),
        )
        outlines = self._outlines(bookmarks)
        names = b" ".join(
            b"%s [%d 0 R /Fit]" % (_text(name), self.pages[page]) for name, page in sorted(links.items())
        )
        front = b" ".join(key.encode() + b" " + value for key, value in self.front.items())
        add(
            self.catalog,
            b"<< /Type /Catalog /Pages %d 0 R /StructTreeRoot %d 0 R /Outlines %d 0 R /PageMode /UseOutlines"
            b" /MarkInfo << /Marked true >> /ViewerPreferences << /DisplayDocTitle true >>"
            b" /Names << /Dests << /Names [%s] >> >> %s >>"
            % (self.page_tree, self.tag_root, outlines, names, front),
        )
        self.writer.finish(self.catalog, self.info)

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


def _highest(tree: pikepdf.Object) -> int:
    nums = tree.Nums
    return max((int(nums[index]) for index in range(0, len(nums), 2)), default=-1)


def _outline_numbers(root: pikepdf.Object) -> Iterator[int]:
    """The objects of a part's own bookmarks, which ours replace."""
    waiting = [root.get("/Outlines")]
    while waiting:
        node = waiting.pop()
        if node is not None:
            yield node.objgen[0]
            waiting += [node.get("/First"), node.get("/Next")]


def _is_object(value: object) -> bool:
    """Numbers, booleans and null come out as Python's own."""
    return isinstance(value, pikepdf.Object)


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
            waiting += [value for value in node.values() if _is_object(value)]
        elif isinstance(node, Array):
            waiting += [value for value in node if _is_object(value)]
    return list(found.values())


# --- Writing a PDF without holding it ---------------------------------------------------------

#: A string (in which digits mean nothing) or a reference.
STRING_OR_REFERENCE = re.compile(
    rb"\((?:[^\\()]|\\.)*\)|<[0-9A-Fa-f]*>|(?<![\w./])(\d+) (\d+) R\b", re.DOTALL
)


LENGTH = re.compile(rb"/Length \d+( \d+ R)?(?= )")
EMPTY = frozenset({b"<< >>", b"null"})


@dataclass(frozen=True)
class _Renumber:
    """Numbers of a part → numbers of the whole."""

    offset: int
    elsewhere: Mapping[int, int]

    def of(self, number: int) -> int:
        return self.elsewhere.get(number, number + self.offset)

    def reference(self, number: int) -> bytes:
        return b"%d 0 R" % self.of(number)

    def in_text(self, text: bytes) -> bytes:
        return STRING_OR_REFERENCE.sub(self._put, text)

    def _put(self, found: re.Match[bytes]) -> bytes:
        """Called a million times for a city, so it does by itself what ``reference`` does."""
        digits = found[1]
        if digits is None:
            return found[0]
        number = int(digits)
        return b"%d 0 R" % self.elsewhere.get(number, number + self.offset)


class Writer:
    """Writes objects as they come: streams at once, others packed by the hundreds, the table at the end."""

    PACK = 400

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.digest = hashlib.sha256()
        self.position = 0
        self.next_number = 1
        self.packed: list[tuple[int, bytes]] = []
        # One byte kind, eight bytes place, two bytes index for each number: 11 MB for a million.
        self.kinds, self.places, self.indexes = array("B", [0]), array("Q", [0]), array("H", [65535])
        self._write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def reserve(self) -> int:
        """A number for an object that is written later."""
        return self.reserve_many(1) + 1

    def reserve_many(self, count: int) -> int:
        """So many numbers; the first is one more than what is returned."""
        offset = self.next_number - 1
        self.next_number += count
        self.kinds.extend([0] * count)
        self.places.extend([0] * count)
        self.indexes.extend([0] * count)
        return offset

    def add_new(self, text: bytes) -> int:
        """An object with the next number."""
        number = self.reserve()
        self.add(number, text)
        return number

    def add(self, number: int, text: bytes) -> None:
        """An object that is no stream."""
        self.packed.append((number, text))
        if len(self.packed) >= self.PACK:
            self._flush()

    def add_stream(self, number: int, keys: bytes, raw: bytes) -> None:
        """A stream, encoded already as its keys say."""
        self.kinds[number], self.places[number] = 1, self.position
        self._write(b"%d 0 obj\n<< %s /Length %d >>\nstream\n" % (number, keys, len(raw)))
        self._write(raw)
        self._write(b"\nendstream\nendobj\n")

    def finish(self, catalog: int, info: bytes) -> None:
        """The table of places, and the end."""
        self._flush()
        number = self.reserve()
        self.kinds[number], self.places[number] = 1, self.position
        table = zlib.compress(
            b"".join(
                struct.pack(">BQH", *row) for row in zip(self.kinds, self.places, self.indexes, strict=True)
            ),
            6,  # the hardest try takes ten times as long and saves a hundredth
        )
        start = self.position
        identifier = self.digest.hexdigest()[:32].encode()
        self._write(
            b"%d 0 obj\n<< /Type /XRef /W [1 8 2] /Size %d /Root %d 0 R /Info %s /ID [<%s> <%s>]"
            b" /Filter /FlateDecode /Length %d >>\nstream\n"
            % (number, self.next_number, catalog, info, identifier, identifier, len(table))
        )
        self._write(table)
        self._write(b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start)

    def _flush(self) -> None:
        if not self.packed:
            return
        packed, self.packed = self.packed, []
        number = self.reserve()
        heads, place = [], 0
        for index, (member, text) in enumerate(packed):
            heads.append(b"%d %d" % (member, place))
            place += len(text) + 1
            self.kinds[member], self.places[member], self.indexes[member] = 2, number, index
        head = b" ".join(heads) + b"\n"
        body = zlib.compress(head + b"\n".join(text for _number, text in packed), 6)
        keys = b"/Type /ObjStm /N %d /First %d /Filter /FlateDecode" % (len(packed), len(head))
        self.add_stream(number, keys, body)

    def _write(self, data: bytes) -> None:
        self.file.write(data)
        self.digest.update(data)
        self.position += len(data)


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
