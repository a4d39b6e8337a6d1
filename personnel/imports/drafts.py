"""What a file would do, before anybody has agreed: rows with their actions, questions, findings."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from personnel.imports.rows import DataRow, Findings
from personnel.models import ImportRow

if TYPE_CHECKING:
    from personnel.imports.kinds import ImportKind

Action = ImportRow.Action
#: What a commit would write; the rest is only shown.
EFFECTIVE = frozenset({Action.ADD, Action.CHANGE, Action.MOVE})
#: The answer that refuses the rows behind a question.
SKIP = "skip"


@dataclass(frozen=True)
class ImportQuestion:
    """Something that the file does not say and that is never guessed.

    ``group`` gathers questions of one sort under one heading, ``key`` tells them apart. ``choices`` are pairs
    (value, words); ``suggestion`` is one of the values or "". The choice :data:`SKIP` is added by the page.
    """

    group: str
    key: str
    text: str
    choices: tuple[tuple[str, str], ...]
    suggestion: str = ""
    detail: str = ""
    rows: int = 1

    @property
    def name(self) -> str:
        """The name of its field and of its answer."""
        return f"{self.group}:{self.key}"

    def as_dict(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "group": self.group,
            "text": self.text,
            "detail": self.detail,
            "choices": [list(choice) for choice in self.choices],
            "suggestion": self.suggestion,
            "rows": self.rows,
        }


@dataclass
class Draft:
    """The rows of a file and what becomes of them. A kind's ``plan`` fills in the second half.

    For each row that has not failed, ``plan`` sets ``action``, ``changes`` and (mostly) ``label``; it may
    call ``row.error`` or ``wait``. It must work from ``row.values`` alone: at the commit the rows come back
    from the database without their cells, and the plan is made again to see that nothing has changed since.
    """

    kind: ImportKind
    rows: list[DataRow]
    findings: Findings
    #: Our names of the columns that stand in the file.
    present: frozenset[str]
    #: name of a question → chosen value
    answers: dict[str, str] = field(default_factory=dict)
    questions: dict[str, ImportQuestion] = field(default_factory=dict)
    #: What the commit would do besides the rows, in words and in a fixed order: new units, new posts.
    side_effects: list[str] = field(default_factory=list)
    #: (label, facts) of what stands in the database and not in the file. Reported, never deleted.
    missing: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    #: Whatever ``plan`` wants to hand to ``apply``.
    facts: dict[str, Any] = field(default_factory=dict)

    def reset(self) -> None:
        """Before ``plan``: forget what an earlier one has found."""
        self.findings.rewind()
        self.questions, self.side_effects, self.missing, self.facts = {}, [], [], {}
        for row in self.rows:
            row.failed, row.action, row.changes = row.unreadable, "", {}

    def open_rows(self) -> list[DataRow]:
        return [row for row in self.rows if not row.failed]

    def ask(self, question: ImportQuestion) -> str:
        """The answer to a question, or "" while there is none. The question is kept to be shown."""
        self.questions[question.name] = question
        answer = self.answers.get(question.name, "")
        allowed = {value for value, _words in question.choices} | {SKIP}
        return answer if answer in allowed else ""

    @property
    def unanswered(self) -> list[ImportQuestion]:
        return [question for question in self.questions.values() if not self.answers.get(question.name)]

    def close(self) -> None:
        """After ``plan``: what has failed is rejected."""
        for row in self.rows:
            if row.failed:
                row.action = Action.REJECT
        self.side_effects.sort()

    def counts(self) -> Counter[str]:
        counts = Counter(row.action for row in self.rows)
        counts[Action.MISSING] = len(self.missing)
        return counts

    @property
    def changes_nothing(self) -> bool:
        """A commit would write neither rows nor, of rows that stay as they are, what goes with them."""
        actions = {row.action for row in self.rows}
        return not (actions & EFFECTIVE or (self.side_effects and Action.SAME in actions))

    def fingerprint(self) -> str:
        """Of everything that a commit would write: two drafts with the same one do the same."""
        rows = [
            (row.sheet, row.number, row.action, row.changes) for row in self.rows if row.action in EFFECTIVE
        ]
        return hashlib.sha256(json.dumps([rows, self.side_effects]).encode()).hexdigest()
