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
    """A way on; ``strong`` where it is the one act of the page."""

    component: ClassVar = "link"

    label: str
    url: str
    strong: bool = False
    about: str = ""  # for screen readers: of which row


Shown = Figure | Chip | Notice | Empty | Link
