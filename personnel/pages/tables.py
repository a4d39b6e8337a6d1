"""A list to work with: sorted by its columns, its columns chosen, taken out as it is seen, and found again.

The columns stand in one tuple; heads, cells, phone labels, files and the keys of the address are read from
it. The address says everything (``urut=nama``, ``urut=-nama``, ``kolom=unit&kolom=keadaan``), so that a list
can be kept as a link, works without scripts, and is found again from the pages below it: a link out of a
filtered list carries the way back (``kembali``), which ``{% crumbs %}`` reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.core.paginator import Page
from django.db.models import Expression, F, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.utils import timezone

from personnel.pages.downloads import record_export, table
from personnel.pages.lists import page_of
from personnel.requests import Request
from personnel.shown import Cell, Chip
from personnel.spreadsheets import CSV, XLSX, Sheet
from personnel.templatetags.palu import NOTHING
from personnel.ways_back import BACK, led_back

ROWS = 50
SORT, SHOWN, PAGE, TAKE_OUT = "urut", "kolom", "halaman", "unduh"
#: What is asked for → kind of file and what stands between its values.
FILES = {"xlsx": (XLSX, ","), "csv": (CSV, ","), "csv-titik-koma": (CSV, ";")}

#: What a column is sorted by: names (or expressions) of the database, or a function of a row in a plain list.
Order = Sequence[str | Expression] | Callable[[Any], Any]


@dataclass(frozen=True)
class Column:
    """One column. ``shows`` gives what stands in a row; ``out`` are the columns of a file (name, value),
    where they are not that text. ``chosen`` is whether it is shown until the address says otherwise."""

    key: str
    label: str
    shows: Callable[[Any], Cell | Chip | str]
    order: Order = ()
    out: tuple[tuple[str, Callable[[Any], Any]], ...] = ()
    number: bool = False
    long: bool = False
    phone: bool = True
    chosen: bool = True


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
    row, also decides between equals. Nonsense in the address is as if it were not there.
    """

    def __init__(
        self,
        request: HttpRequest,
        columns: Sequence[Column],
        rows: Any,
        *,
        caption: str,
        size: int = ROWS,
        pick: Callable[[Any], Any] | None = None,
        prepare: Callable[[Page[Any]], None] = lambda page: None,
    ) -> None:
        self.request, self.caption, self.size, self.pick = request, caption, size, pick
        self.all_columns, self._prepare = tuple(columns), prepare
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
        return rows.order_by(*fields, *(rows.query.order_by or ()), "pk")

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
        asked = set(self.request.GET.getlist(SHOWN)) & {column.key for column in self.all_columns[1:]}
        first, *others = self.all_columns
        return [first, *(one for one in others if (one.key in asked if asked else one.chosen))]

    @property
    def choices(self) -> list[Choice]:
        shown = set(self.columns)
        return [Choice(column.key, column.label, column in shown) for column in self.all_columns[1:]]

    @property
    def heads(self) -> list[Head]:
        return [self._head(column) for column in self.columns]

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
        self._prepare(page)
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
            cells = [(column, self._with_way_back(_cell(column, row))) for column in self.columns]
            yield (self.pick(row) if self.pick else None), cells

    def _with_way_back(self, cell: Cell) -> Cell:
        return replace(cell, url=self.led_back(cell.url)) if cell.url else cell

    def led_back(self, url: str) -> str:
        """The address of a page below, from which the way leads back to this very list."""
        return led_back(url, self._here)

    # ---------------------------------------------------------------------------------------- the file

    def download(
        self, request: Request, name: str, *, title: str, act: str = "export_list", **facts: Any
    ) -> HttpResponseBase:
        """Exactly what the address shows, all pages of it, as the file that the form asks for; recorded."""
        asked = request.POST.get(TAKE_OUT, "")
        if asked not in FILES:
            raise Http404
        kind, delimiter = FILES[asked]
        filters = {key: ", ".join(values) for key, values in self.query.lists() if any(values)}
        record_export(request, act, list=title, kind=kind, rows=_count(self.rows), filters=filters, **facts)
        return table(f"{name}-{timezone.localdate():%Y-%m-%d}", kind, self.sheet(title), delimiter=delimiter)

    def sheet(self, title: str) -> Sheet:
        parts = [part for column in self.columns for part in column.out or ((column.label, _text(column)),)]
        return Sheet(title, [name for name, _value in parts], self._values(parts), width=24)

    def _values(self, parts: Sequence[tuple[str, Callable[[Any], Any]]]) -> Iterator[list[Any]]:
        for row in _all_of(self.rows):
            yield [value(row) for _name, value in parts]


def _cell(column: Column, row: Any) -> Cell:
    shown = column.shows(row)
    if isinstance(shown, Cell):
        return shown
    return Cell(chips=(shown,)) if isinstance(shown, Chip) else Cell(shown)


def _text(column: Column) -> Callable[[Any], str]:
    def text(row: Any) -> str:
        cell = _cell(column, row)
        words = "; ".join(filter(None, [cell.text, *(chip.text for chip in cell.chips)]))
        return "" if words == NOTHING else words

    return text


def _count(rows: Any) -> int:
    return rows.count() if isinstance(rows, QuerySet) else len(rows)


def _all_of(rows: Any) -> Iterable[Any]:
    """Row after row, with what is fetched beside them in pieces."""
    return rows.iterator(chunk_size=2000) if isinstance(rows, QuerySet) else rows
