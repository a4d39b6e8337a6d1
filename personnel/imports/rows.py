"""One row of data, and what must be said of it and of its file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from personnel.imports.cells import clean_text, shown
from personnel.imports.lines import Cell
from personnel.models import ImportAnomaly

Severity = ImportAnomaly.Severity
MAX_FINDINGS = 200_000


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a person must know."""

    severity: str
    code: str
    sheet: str
    row: int | None
    column: str
    value: str
    reason: str


@dataclass
class Findings:
    """All of them, and what each stated total said."""

    items: list[Finding] = field(default_factory=list)
    totals: list[dict[str, Any]] = field(default_factory=list)
    marked: int = 0

    def mark(self) -> None:
        """What comes after this is forgotten by :meth:`rewind`."""
        self.marked = len(self.items)

    def rewind(self) -> None:
        del self.items[self.marked :]

    def add(
        self,
        severity: str,
        code: str,
        reason: str,
        *,
        sheet: str = "",
        row: int | None = None,
        column: str = "",
        value: Any = "",
    ) -> None:
        if len(self.items) < MAX_FINDINGS:
            self.items.append(
                Finding(severity, code, sheet[:100], row, column[:100], str(value)[:200], reason[:400])
            )

    def note(self, code: str, reason: str, **where: Any) -> None:
        self.add(Severity.NOTE, code, reason, **where)

    def warn(self, code: str, reason: str, **where: Any) -> None:
        self.add(Severity.WARNING, code, reason, **where)


@dataclass(slots=True)
class DataRow:
    """One row of data. ``cells`` hold what stood in the file, ``values`` what it means (ready for JSON)."""

    sheet: str
    number: int
    cells: dict[str, Cell]
    findings: Findings
    titles: dict[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    label: str = ""
    action: str = ""
    #: field in words → [before, after] in words
    changes: dict[str, list[str]] = field(default_factory=dict)
    failed: bool = False
    #: Failed before it was compared with the database: stays so, whatever is answered.
    unreadable: bool = False

    def text(self, name: str) -> str:
        """The cell as clean text: '' for null, blanks and missing columns."""
        cell = self.cells.get(name, "")
        return clean_text(cell) if isinstance(cell, str) else shown(cell)

    def error(self, column: str, code: str, reason: str) -> None:
        """Refuse the row, and say why. A row may have several errors."""
        self.failed = True
        self._add(Severity.ERROR, column, code, reason)

    def warn(self, column: str, code: str, reason: str) -> None:
        """Keep the row, and say what was odd."""
        self._add(Severity.WARNING, column, code, reason)

    def ask(self, column: str, code: str, reason: str) -> None:
        """The row waits for the answer to a question."""
        self._add(Severity.QUESTION, column, code, reason)

    def _add(self, severity: str, column: str, code: str, reason: str) -> None:
        self.findings.add(
            severity,
            code,
            reason,
            sheet=self.sheet,
            row=self.number,
            column=self.titles.get(column, column),
            value=shown(self.cells.get(column, "")),
        )
