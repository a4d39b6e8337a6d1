"""What can be imported. A kind says its columns and three rules; pages, preview, checks, the workbook of
corrections and the sample file come with it.

A new kind, in an app above (registered from its ``AppConfig.ready``, or in a module imported there)::

    def parse(row: Row) -> None:
        # From row.cells to row.values (ready for JSON). Look at this one row only, never at the database.
        row.label = row.text("name")
        row.values["level"] = ...
        if unusable: row.error("level", "level_unknown", "…")     # refuses the row, says why
        if odd: row.warn("level", "level_odd", "…")               # keeps it, says so

    def plan(draft: Draft) -> None:
        # Compare with the database, for all rows at once (a handful of queries, never one per row).
        # Must work from row.values alone; runs again at the commit. Set row.action to one of
        # Action.ADD, CHANGE, MOVE, SAME and row.changes = {"Tingkat": ["2", "3"]}.
        for row in draft.open_rows(): ...
        # answer = draft.ask(Question(...)): "" while nobody has answered → row.action = Action.WAIT

    def apply(draft: Draft, data_import: DataImport, by: User | None) -> None:
        # Inside the transaction, with the tables of ``locks`` locked: write rows whose action is
        # ADD, CHANGE or MOVE. Use personnel.bulk (COPY into a temporary table, one statement each).

    register(ImportKind(slug="ratings", title="Penilaian kompetensi", columns=(Column(...), ...),
                        parse=parse, plan=plan, apply=apply, may=may_import_ratings, locks=(Rating,)))

The slug must be one of ``DataImport.Kind``. A command for it: ``personnel.imports.commands.ImportCommand``.
What has to follow an import in a higher app is registered with :func:`after`, and runs in its transaction::

    @kinds.after("siasn")
    def refresh_needs(data_import, by): ...
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.db.models import Model

from personnel.imports.drafts import Draft
from personnel.imports.headings import Column, Headings
from personnel.imports.rows import DataRow
from personnel.models import DataImport, User

Follow = Callable[[DataImport, User | None], None]


@dataclass(frozen=True)
class ImportKind:
    """One kind of file."""

    slug: str
    title: str
    columns: Sequence[Column]
    parse: Callable[[DataRow], None]
    plan: Callable[[Draft], None]
    apply: Callable[[Draft, DataImport, User | None], None]
    #: Who may upload, look at and commit it.
    may: Callable[[User], bool]
    #: One sentence for the page.
    lead: str = ""
    #: Tables that nobody else may write while it is compared and committed.
    locks: Sequence[type[Model]] = ()
    #: Headings that are known and not read (never named one by one as unknown).
    ignored: Sequence[str] = ()
    #: group of questions → its title and one sentence
    groups: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def headings(self) -> Headings:
        return Headings(self.columns, self.ignored)


KINDS: dict[str, ImportKind] = {}
FOLLOWS: dict[str, list[Follow]] = {}


def register(kind: ImportKind) -> ImportKind:
    if kind.slug not in DataImport.Kind.values:
        raise ValueError(f"{kind.slug} is not one of DataImport.Kind")
    KINDS[kind.slug] = kind
    return kind


def get(slug: str) -> ImportKind:
    """The kind; ``KeyError`` when nobody has registered it."""
    return KINDS[slug]


def open_to(user: User) -> list[ImportKind]:
    """The kinds that a person may import."""
    return [kind for kind in KINDS.values() if kind.may(user)]


def after(slug: str) -> Callable[[Follow], Follow]:
    """Register what follows each commit of a kind, in the same transaction."""

    def add(follow: Follow) -> Follow:
        FOLLOWS.setdefault(slug, []).append(follow)
        return follow

    return add
