"""What a page shows, as small values: Python decides, the template only lays out.

A report or a view makes them, a test reads them, and ``{% show value %}`` draws each with the component of
its name (``templates/components/<component>.html``, whose parameters are the fields). Numbers are already
written for people.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Figure:
    """A number that counts, what it counts, and where it comes from.

    ``tone`` is late, soon or done; ``origin`` are the parts (name, value) of the number and ``origin_note``
    the sentence that says how they make it.
    """

    component: ClassVar = "figure"

    number: str
    label: str
    note: str = ""
    tone: str = ""
    url: str = ""
    link: str = ""
    origin: tuple[tuple[str, str], ...] = ()
    origin_note: str = ""


@dataclass(frozen=True)
class Chip:
    """A state in one or two words; ``tone`` is info, soon, late, done or nothing."""

    component: ClassVar = "chip"

    text: str
    tone: str = ""


@dataclass(frozen=True)
class Notice:
    """A sentence that the reader must not miss, and where it leads."""

    component: ClassVar = "notice"

    text: str
    title: str = ""
    tone: str = ""
    url: str = ""
    link: str = ""


@dataclass(frozen=True)
class Empty:
    """Said where a list has nothing to show: that it is so, and what to do."""

    component: ClassVar = "empty"

    title: str
    text: str
    url: str = ""
    link: str = ""


@dataclass(frozen=True)
class Link:
    """A way on; ``strong`` where it is the one act of the page. In a row of a list, ``press`` makes it a
    button that does at once what its address says."""

    component: ClassVar = "link"

    label: str
    url: str
    strong: bool = False
    about: str = ""  # for screen readers: of which row
    press: bool = False


@dataclass(frozen=True)
class Tab:
    """One of the pages beside each other, or one entry of a menu; ``count`` is a number beside its name and
    ``counted`` what it counts, for screen readers."""

    label: str
    url: str
    current: bool = False
    count: str = ""
    counted: str = ""


@dataclass(frozen=True)
class Tabs:
    """Pages beside each other, under the name of what they have in common; a single page is none."""

    component: ClassVar = "tabs"

    label: str
    tabs: tuple[Tab, ...]


@dataclass(frozen=True)
class Cell:
    """What stands in one row of one column: a text and where it leads, a line below it, states, acts and
    what to know before them."""

    text: str = ""
    url: str = ""
    sub: str = ""
    chips: tuple[Chip, ...] = ()
    acts: tuple[Link, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Share:
    """One part of a whole: its name, its amount and its share as people read them, its place in the bar (in
    percent of its length), and its colour: 1 to 3, from strong to soft, or 4 for what was missed."""

    label: str
    number: str
    percent: str
    start: str
    length: str
    colour: int


@dataclass(frozen=True)
class Point:
    """One year of a trend: its place in the drawing, and its value as people read it; no place where there
    is no value."""

    label: str
    number: str
    note: str
    x: str
    y: str = ""
    next_x: str = ""
    next_y: str = ""


@dataclass(frozen=True)
class Trend:
    """A number from year to year: a line that begins at zero, and the table of what it draws."""

    component: ClassVar = "trend"

    title: str
    points: tuple[Point, ...]
    slug: str


@dataclass(frozen=True)
class Compared:
    """A year beside the one before: for each number its name, both values, and how far it moved."""

    component: ClassVar = "compared"

    title: str
    before: str
    now: str
    rows: tuple[tuple[str, str, str, str], ...]
    slug: str


@dataclass(frozen=True)
class Tile:
    """A number of a dashboard with what it is a part of, where it comes from, and the page behind it."""

    component: ClassVar = "tile"

    slug: str
    title: str
    number: str
    of: str = ""
    shares: tuple[Share, ...] = ()
    notes: tuple[str, ...] = ()
    trend: Trend | None = None
    url: str = ""
    link: str = ""
    origin: tuple[tuple[str, str], ...] = ()
    origin_note: str = ""
    wide: bool = False


Shown = Figure | Chip | Notice | Empty | Link | Tabs | Trend | Compared | Tile
