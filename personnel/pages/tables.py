"""A list to work with: sorted by its columns, its columns chosen, taken out as it is seen, and found again.

The columns stand in one tuple; heads, cells, phone labels, files and the keys of the address are read from
it. The address says everything (``urut=nama``, ``urut=-nama``, ``kolom=unit&kolom=keadaan``), so that a list
can be kept as a link, works without scripts, and is found again from the pages below it: a link out of a
filtered list carries the way back (``kembali``), which ``{% crumbs %}`` reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import Any

from django.core.paginator import Page
from django.db.models import F, QuerySet
from django.db.models.expressions import BaseExpression
from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from personnel.pages.downloads import record_export, table
from personnel.pages.lists import page_of
from personnel.requests import Request
from personnel.shown import Cell, Chip
from personnel.spreadsheets import CSV, XLSX, Sheet
from personnel.templatetags.palu import NOTHING
from personnel.ways_back import BACK, led_back

ROWS = 50
#: From so many columns on there is a choice.
MANY = 4
PIECE = 1000
SORT, SHOWN, PAGE, TAKE_OUT = "urut", "kolom", "halaman", "unduh"
#: What is asked for → kind of file and what stands between its values.
FILES = {"xlsx": (XLSX, ","), "csv": (CSV, ","), "csv-titik-koma": (CSV, ";")}

#: What a column is sorted by: names (or expressions) of the database, or a function of a row in a plain list.
Order = Sequence[str | BaseExpression] | Callable[[Any], Any]


@dataclass(frozen=True)
class Column:
    """One column. ``shows`` gives what stands in a row; ``out`` are the columns of a file (name, value),
    where they are not that text. ``chosen`` is whether it is shown until the address says otherwise; a column
    of ``acts`` holds links, always stands there and in no file."""

    key: str
    label: str
    shows: Callable[[Any], Cell | Chip | str]
    order: Order = ()
    out: tuple[tuple[str, Callable[[Any], Any]], ...] = ()
    number: bool = False
    long: bool = False
    phone: bool = True
    chosen: bool = True
    acts: bool = False

    def cell(self, row: Any) -> Cell:
        shown = self.shows(row)
        if isinstance(shown, Cell):
            return shown
        return Cell(chips=(shown,)) if isinstance(shown, Chip) else Cell(shown)

    def text(self, row: Any) -> str:
        """For a file; nothing where the page says that there is nothing."""
        cell = self.cell(row)
        words = "; ".join(filter(None, [cell.text, *(chip.text for chip in cell.chips)]))
        return "" if words == NOTHING else words

    @cached_property
    def css(self) -> str:
        """How its cells look, on a desk and as a line of a card."""
        marks = {
            "num": self.number,
            "card-text": self.long,
            "card-hide": not self.phone,
            "card-action": self.acts,
        }
        return " ".join(name for name, holds in marks.items() if holds)

    @cached_property
    def opening(self) -> SafeString:
        """How each of its cells begins."""
        return format_html('<td class="{}" data-label="{}">', self.css, self.label)


@dataclass(frozen=True)
class Head:
    """The head of a column: a link that sorts by it, and how it is sorted now (as ``aria-sort`` says it)."""

    column: Column
    url: str = ""
    sorted: str = ""


@dataclass(frozen=True)
class Choice:
    """One of the columns, or one of the orders, that the reader may choose."""

    value: str
    label: str
    chosen: bool


class Table:
    """The rows of a list, in the order and with the columns that the address asks for.

    ``rows`` come in the order in which they stand when nothing is asked; that order, and then the key of the
    row, also decides between equals. Nonsense in the address is as if it were not there. A table that is
    ``drawn_by_hand`` has its rows in its own template, so nothing is chosen. ``wrap`` makes of a piece of the
    rows what the columns read; ``tie`` is the key of a row where it is not ``pk``.
    """

    def __init__(
        self,
        request: HttpRequest,
        columns: Sequence[Column],
        rows: Any,
        *,
        caption: str,
        size: int = ROWS,
        pick: Callable[[Any], int | None] | None = None,
        drawn_by_hand: bool = False,
        wrap: Callable[[list[Any]], list[Any]] = lambda rows: rows,
        tie: str = "pk",
    ) -> None:
        self.request, self.caption, self.size, self.pick = request, caption, size, pick
        self.all_columns, self._fixed, self._wrap, self._tie = tuple(columns), drawn_by_hand, wrap, tie
        self.sort, self.down = self._sort_asked()
        self.rows = self._ordered(rows)

    # ------------------------------------------------------------------------------------- the address

    @cached_property
    def query(self) -> QueryDict:
        """What the address asks, without the page and without what only this request needs."""
        query = self.request.GET.copy()
        for name in (PAGE, BACK, "kirim"):
            query.pop(name, None)
        return query

    def address(self, **changed: str | list[str] | None) -> str:
        """The list's own address with something else asked; None takes it away."""
        query = self.query.copy()
        for name, value in changed.items():
            query.pop(name, None)
            if value is not None:
                query.setlist(name, value if isinstance(value, list) else [value])
        return f"?{query.urlencode()}"

    def kept(self, *names: str) -> list[tuple[str, str]]:
        """The rest of the address, for a form that asks for these names itself."""
        return [(name, value) for name, values in self.query.lists() if name not in names for value in values]

    @property
    def kept_by_filter(self) -> list[tuple[str, str]]:
        """What filtering must not lose: order and columns."""
        return [pair for pair in self.kept() if pair[0] in (SORT, SHOWN)]

    @property
    def kept_by_choice(self) -> list[tuple[str, str]]:
        """What choosing columns must not lose: the filters."""
        return self.kept(SORT, SHOWN)

    @cached_property
    def _here(self) -> str:
        return f"{self.request.path}?{self.query.urlencode()}" if self.query else ""

    # --------------------------------------------------------------------------------------- the order

    def _sort_asked(self) -> tuple[Column | None, bool]:
        asked = self.request.GET.get(SORT, "")
        key = asked.removeprefix("-")
        column = next((one for one in self.all_columns if one.key == key and one.order), None)
        return column, bool(column) and asked.startswith("-")

    def _ordered(self, rows: Any) -> Any:
        if self.sort is None:
            return rows
        order = self.sort.order
        if callable(order):
            known = [row for row in rows if order(row) is not None]
            known.sort(key=order, reverse=self.down)
            return known + [row for row in rows if order(row) is None]
        named = [F(one) if isinstance(one, str) else one for one in order]
        fields = [one.desc(nulls_last=True) if self.down else one.asc(nulls_last=True) for one in named]
        return rows.order_by(*fields, *(rows.query.order_by or ()), self._tie)

    @property
    def orders(self) -> list[Choice]:
        """For whoever has no heads to press: a phone shows rows as cards."""
        now = f"{'-' if self.down else ''}{self.sort.key}" if self.sort else ""
        listed = [Choice("", "Urutan biasa", not now)]
        for column in self.all_columns:
            if column.order:
                up, down = ("terkecil", "terbesar") if column.number else ("naik", "turun")
                listed.append(Choice(column.key, f"{column.label}, {up}", now == column.key))
                listed.append(Choice(f"-{column.key}", f"{column.label}, {down}", now == f"-{column.key}"))
        return listed

    # ------------------------------------------------------------------------------------- the columns

    @cached_property
    def columns(self) -> list[Column]:
        """The first always, the others as they are chosen."""
        if self._fixed:
            return list(self.all_columns)
        first, *others = self.all_columns
        asked = set(self.request.GET.getlist(SHOWN)) & {column.key for column in others}
        return [first, *(one for one in others if one.acts or (one.key in asked if asked else one.chosen))]

    @property
    def choices(self) -> list[Choice]:
        """The columns from which to choose; none where there are so few that all are always seen."""
        others = [column for column in self.all_columns[1:] if not column.acts]
        if self._fixed or len(others) < MANY:
            return []
        shown = {column.key for column in self.columns}
        return [Choice(column.key, column.label, column.key in shown) for column in others]

    @property
    def presses(self) -> bool:
        """Whether a row may hold a button of its own."""
        return any(column.acts for column in self.all_columns)

    @property
    def heads(self) -> list[Head]:
        return [self._head(column) for column in self.columns]

    @property
    def heads_by_key(self) -> dict[str, Head]:
        """For a table whose heads its template draws as well."""
        return {head.column.key: head for head in self.heads}

    def _head(self, column: Column) -> Head:
        if not column.order:
            return Head(column)
        if column is self.sort:
            turned = column.key if self.down else f"-{column.key}"
            return Head(column, self.address(urut=turned), "descending" if self.down else "ascending")
        return Head(column, self.address(urut=f"-{column.key}" if column.number else column.key))

    # ---------------------------------------------------------------------------------------- the rows

    @cached_property
    def page(self) -> Page[Any]:
        page = page_of(self.request, self.rows, self.size)
        page.object_list = self._wrap(list(page.object_list))
        return page

    def __bool__(self) -> bool:
        return bool(self.page.object_list)

    @property
    def count(self) -> int:
        return self.page.paginator.count

    @property
    def lines(self) -> Iterator[tuple[Any, list[tuple[Column, Cell]]]]:
        """The rows of the page: the key by which one can be ticked (None: it cannot), and its cells."""
        for row in self.page:
            cells = [(column, self._with_way_back(column.cell(row))) for column in self.columns]
            yield (self.pick(row) if self.pick else None), cells

    def _with_way_back(self, cell: Cell) -> Cell:
        return replace(cell, url=self.led_back(cell.url)) if cell.url and self._here else cell

    def led_back(self, url: str) -> str:
        """The address of a page below, from which the way leads back to this very list."""
        return led_back(url, self._here)

    # ---------------------------------------------------------------------------------------- the file

    def download(
        self, request: Request, name: str, *, title: str, allowed: bool = True, act: str = "export_list"
    ) -> HttpResponseBase:
        """Exactly what the address shows, all pages of it, as the file that the form asks for; recorded.

        404 for whoever may not, and for a kind of file that there is not.
        """
        asked = request.POST.get(TAKE_OUT, "")
        if not allowed or asked not in FILES:
            raise Http404
        kind, delimiter = FILES[asked]
        filters = {key: ", ".join(values) for key, values in self.query.lists() if any(values)}
        sheet = self.sheet(title)
        record_export(request, act, list=title, kind=kind, rows=sheet.size, filters=filters)
        name = f"{name}-{timezone.localdate():%Y-%m-%d}"
        return table(request, name, kind, sheet, delimiter=delimiter)

    def sheet(self, title: str) -> Sheet:
        columns = [column for column in self.columns if not column.acts]
        parts = [part for column in columns for part in column.out or ((column.label, column.text),)]
        names = [name for name, _value in parts]
        return Sheet(title, names, self._values(parts), width=24, size=_count(self.rows))

    def _values(self, parts: Sequence[tuple[str, Callable[[Any], Any]]]) -> Iterator[list[Any]]:
        for rows in _in_pieces(self.rows):
            for row in self._wrap(rows):
                yield [value(row) for _name, value in parts]


def _count(rows: Any) -> int:
    return rows.count() if isinstance(rows, QuerySet) else len(rows)


def _in_pieces(rows: Any) -> Iterator[list[Any]]:
    """All rows, with what is fetched beside them, so many at a time."""
    listed = iter(rows.iterator(chunk_size=PIECE) if isinstance(rows, QuerySet) else rows)
    while piece := list(islice(listed, PIECE)):
        yield piece
