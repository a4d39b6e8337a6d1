"""The columns that an import asks for, and which line of a sheet is their heading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from personnel.imports.cells import plain
from personnel.imports.lines import Cell, SheetLine

#: Running numbers, and what our workbook of corrections adds.
OUR_OWN = {"NO", "NOMOR", "NO URUT", "LEMBAR ASAL", "BARIS ASAL", "YANG HARUS DILAKUKAN"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column that an import asks for.

    ``name`` is ours (the key in ``row.cells``), ``title`` the heading in the sample file and in the workbook
    of corrections. Headings are compared without regard to case, spaces and signs.
    """

    name: str
    title: str
    synonyms: tuple[str, ...] = ()
    required: bool = False
    help: str = ""
    example: str = ""
    #: Many files do without it: its absence is not worth a warning.
    quiet: bool = False


@dataclass(frozen=True)
class Heading:
    """Where the columns stand: ``places`` maps our name to the index of the cell."""

    places: dict[str, int]
    titles: list[str]
    lines: int = 1

    @property
    def width(self) -> int:
        return len(self.titles)


class Headings:
    """Recognises the heading of a table by the columns that are asked for."""

    def __init__(self, columns: Sequence[Column], ignored: Iterable[str] = ()) -> None:
        self.columns = {column.name: column for column in columns}
        self.by_title = {plain(column.title): column.name for column in columns}
        self.ranks: dict[str, int] = {}
        for column in columns:
            for rank, synonym in enumerate(column.synonyms, start=1):
                self.by_title.setdefault(plain(synonym), column.name)
                self.ranks[plain(synonym)] = rank
        self.ignored = {plain(title) for title in ignored} | OUR_OWN
        self.required = [column.name for column in columns if column.required]

    def count_known(self, cells: Sequence[Cell]) -> int:
        """How many of the columns stand in these cells; headings that are not read count a little."""
        titles = {plain(cell) for cell in cells}
        known = {self.by_title[title] for title in titles if title in self.by_title}
        return 100 * len(known) + len(titles & self.ignored)

    def read(self, titles: list[str], lines: int) -> Heading:
        places: dict[str, int] = {}
        ranks: dict[str, int] = {}
        for index, title in enumerate(titles):
            name, rank = self.by_title.get(title), self.ranks.get(title, 0)
            if name and rank < ranks.get(name, 1000):
                places[name], ranks[name] = index, rank
        return Heading(places, titles, lines)

    def find(self, lines: Sequence[SheetLine]) -> tuple[int, Heading] | None:
        """The best line, or pair of lines, among the first ones; None without two columns that we know."""
        best: tuple[int, int, Heading] | None = None
        least = min(2, len(self.columns))
        for index, line in enumerate(lines):
            candidates = [self.read([plain(cell) for cell in line.cells], 1)]
            if index + 1 < len(lines) and 0 < len(candidates[0].places) < len(self.columns):
                candidates.append(self.read(two_lines(line.cells, lines[index + 1].cells, self.by_title), 2))
            for heading in candidates:
                found = len(heading.places)
                if found >= least and (best is None or found > best[0]):
                    best = (found, index, heading)
        return (best[1], best[2]) if best else None

    def missing(self, heading: Heading) -> list[str]:
        return [self.columns[name].title for name in self.required if name not in heading.places]


def two_lines(upper: Sequence[Cell], lower: Sequence[Cell], known: dict[str, str]) -> list[str]:
    """The titles of a heading of two lines, with merged cells: 'JABATAN' above 'NAMA' and 'TMT'."""
    titles, above = [], ""
    for index in range(max(len(upper), len(lower))):
        top = plain(upper[index]) if index < len(upper) else ""
        low = plain(lower[index]) if index < len(lower) else ""
        above = top or above
        choices = [f"{above} {low}".strip(), f"{low} {above}".strip(), low, top]
        titles.append(next((choice for choice in choices if choice in known), choices[0] if low else top))
    return titles
