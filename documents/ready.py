"""A part made ready for its place in a book: renumbered, packed, with room for the feet of its pages.

That is most of the work of binding, and the outcome depends on nothing but the part and the numbers at which
it begins. So it is kept with the part, and a book in which the part has not moved takes it byte for byte.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from documents.look import look_version
from documents.writer import Fragment, Renumber

#: An address that the parts write where they mean a page of another part.
LINK_SCHEME = "bagian:"
#: The numbers of what stands once in every whole.
CATALOG, PAGE_TREE, TAG_ROOT, DOCUMENT, TURN_BACK, FOOT_FONT = range(1, 7)
#: Parts begin at multiples of these, so that one that grows a little moves none of those behind it. Readers
#: refuse a document with more numbers than a third of its bytes, so the gaps between parts stay small.
NUMBERS, KEYS = 512, 1024

LENGTH = re.compile(rb"/Length \d+( \d+ R)?(?= )")
EMPTY = frozenset({b"<< >>", b"null"})


@dataclass(frozen=True)
class Bookmark:
    """A heading with the page (from 0, within its file) on which it stands."""

    title: str
    page: int
    level: int = 1


@dataclass(frozen=True)
class Page:
    """Its number, its size in points, and the number of the object that draws its foot; 0: there is none."""

    number: int
    width: float
    height: float
    foot: int


@dataclass(frozen=True)
class Ready:
    """What a whole needs to know of a part, and the part itself as it is pasted."""

    made_by: str
    first: int
    first_key: int
    has_feet: bool
    next_key: int
    pages: tuple[Page, ...]
    bookmarks: tuple[Bookmark, ...]
    tag_part: int
    number_leaf: int
    front: Mapping[str, str]
    streams: tuple[int, ...]
    table_size: int
    content: bytes

    @property
    def table(self) -> bytes:
        return self.content[: self.table_size]

    @property
    def body(self) -> bytes:
        return self.content[self.table_size :]

    def fits(self, first: int, first_key: int, *, has_feet: bool) -> bool:
        """Whether it was made for this place, by the code that runs."""
        place = (self.first, self.first_key, self.has_feet)
        return self.made_by == maker() and place == (first, first_key, has_feet)

    def write(self, path: Path) -> None:
        """One line that says everything, then the bytes."""
        facts = {name: getattr(self, name) for name in self.__dataclass_fields__ if name != "content"}
        facts |= {name: [vars(one) for one in facts[name]] for name in ("pages", "bookmarks")}
        path.write_bytes(json.dumps(facts).encode() + b"\n" + self.content)

    @classmethod
    def read(cls, path: Path, *, heading_only: bool = False) -> Ready:
        """As it was written; ``heading_only`` without the bytes."""
        with path.open("rb") as file:
            facts: dict[str, Any] = json.loads(file.readline())
            content = b"" if heading_only else file.read()
        facts["pages"] = tuple(Page(**page) for page in facts["pages"])
        facts["bookmarks"] = tuple(Bookmark(**mark) for mark in facts["bookmarks"])
        facts["streams"] = tuple(facts["streams"])
        return cls(**facts, content=content)


def maker() -> str:
    """Changes with the code of this app: what an older one made ready is made anew."""
    return look_version(Path(__file__).parent)


def make_ready(path: Path, *, first: int, first_key: int, has_feet: bool) -> Ready:
    """All objects of a part with numbers of their own from ``first`` on; its Document becomes a Part."""
    file = io.BytesIO()
    fragment = Fragment(file, first)
    with pikepdf.open(path) as pdf:
        bookmarks = tuple(bookmarks_in(pdf))
        room = _Room(pdf) if has_feet else None
        offset = fragment.reserve_many(max(len(pdf.objects), 1) + 1)
        root, tags = pdf.Root, pdf.Root.StructTreeRoot
        part = tags.K[0]
        part.S = Name.Part
        elsewhere = {root.Pages.objgen[0]: PAGE_TREE, tags.objgen[0]: DOCUMENT}
        elsewhere |= room.elsewhere if room else {}
        number = Renumber(offset, elsewhere)
        _shift_keys(pdf, first_key)
        leaf = fragment.add_new(_number_leaf(tags.ParentTree, number, first_key))
        skipped = {
            root.objgen[0],
            tags.objgen[0],
            tags.ParentTree.objgen[0],
            *_outline_numbers(root),
            *elsewhere,
            *(room.feet if room else ()),
        }
        for obj in pdf.objects:
            if is_object(obj) and obj.objgen[0] not in skipped:
                copy(obj, fragment, number)
        fragment.flush()
        pages = tuple(
            Page(
                number.of(page.obj.objgen[0]),
                float(page.mediabox[2]),
                float(page.mediabox[3]),
                number.of(room.feet[place]) if room else 0,
            )
            for place, page in enumerate(pdf.pages)
        )
        return Ready(
            made_by=maker(),
            first=first,
            first_key=first_key,
            has_feet=has_feet,
            next_key=first_key + _highest(tags.ParentTree) + 1,
            pages=pages,
            bookmarks=bookmarks,
            tag_part=number.of(part.objgen[0]),
            number_leaf=leaf,
            front={
                "/Lang": root.Lang.unparse().decode("latin-1"),
                "/Metadata": number.reference(root.Metadata.objgen[0]).decode(),
                "/Info": number.reference(pdf.trailer.Info.objgen[0]).decode(),
            },
            streams=tuple(fragment.streams),
            table_size=len(fragment.table),
            content=bytes(fragment.table) + file.getvalue(),
        )


class _Room:
    """In each page a place for its foot, which another draws: the numbers of the stand-ins."""

    def __init__(self, pdf: Pdf) -> None:
        font = pdf.make_indirect(Dictionary(Type=Name.Font))
        # A page begins by turning the paper over; the foot must not be turned with it.
        before = pdf.make_indirect(Dictionary(Type=Name.Before))
        self.elsewhere = {font.objgen[0]: FOOT_FONT, before.objgen[0]: TURN_BACK}
        self.feet: list[int] = []
        for page in pdf.pages:
            resources = page.obj.Resources
            if "/Font" not in resources:
                resources.Font = Dictionary()
            resources.Font.PaluFoot = font
            foot = pdf.make_indirect(Dictionary(Type=Name.Foot))
            self.feet.append(foot.objgen[0])
            page.obj.Contents = Array([before, page.obj.Contents, foot])


def copy(obj: pikepdf.Object, fragment: Fragment, number: Renumber) -> None:
    """One object of a part, with its numbers in the whole."""
    if isinstance(obj, pikepdf.Stream):
        raw = obj.read_raw_bytes()
        keys = LENGTH.sub(b"", obj.stream_dict.unparse(), count=1).removeprefix(b"<<").removesuffix(b">>")
        fragment.add_stream(number.of(obj.objgen[0]), number.in_text(keys), raw)
    elif (text := obj.unparse(resolved=True)) not in EMPTY:
        fragment.add(number.of(obj.objgen[0]), number.in_text(text))


def is_object(value: object) -> bool:
    """Numbers, booleans and null come out as Python's own."""
    return isinstance(value, pikepdf.Object)


def _shift_keys(pdf: Pdf, first_key: int) -> None:
    for page in pdf.pages:
        page.obj.StructParents = int(page.obj.StructParents) + first_key
        for annotation in page.obj.get("/Annots", []):
            if "/StructParent" in annotation:
                annotation.StructParent = int(annotation.StructParent) + first_key
            address = str(annotation.get("/A", Dictionary()).get("/URI", ""))
            if address.startswith(LINK_SCHEME):
                del annotation["/A"]
                annotation.Dest = pikepdf.String(address.removeprefix(LINK_SCHEME))


def _number_leaf(tree: pikepdf.Object, number: Renumber, first_key: int) -> bytes:
    nums = tree.Nums
    keys = [int(nums[index]) + first_key for index in range(0, len(nums), 2)]
    values = [nums[index].unparse() for index in range(1, len(nums), 2)]
    text = b" ".join(b"%d %s" % pair for pair in zip(keys, map(number.in_text, values), strict=True))
    return b"<< /Limits [%d %d] /Nums [%s] >>" % (min(keys), max(keys), text)


def _highest(tree: pikepdf.Object) -> int:
    nums = tree.Nums
    return max((int(nums[index]) for index in range(0, len(nums), 2)), default=-1)


def _outline_numbers(root: pikepdf.Object) -> Iterator[int]:
    """The objects of a part's own bookmarks, which those of the whole replace."""
    waiting = [root.get("/Outlines")]
    while waiting:
        node = waiting.pop()
        if node is not None:
            yield node.objgen[0]
            waiting += [node.get("/First"), node.get("/Next")]


def bookmarks_in(pdf: Pdf) -> list[Bookmark]:
    """The headings of a part."""
    numbers = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    return list(_walk(pdf.Root.get("/Outlines"), numbers, 1))


def _walk(
    node: pikepdf.Object | None, numbers: Mapping[tuple[int, int], int], level: int
) -> Iterator[Bookmark]:
    item = node.get("/First") if node is not None else None
    while item is not None:
        yield Bookmark(str(item.Title), numbers[item.Dest[0].objgen], level)
        yield from _walk(item, numbers, level + 1)
        item = item.get("/Next")
