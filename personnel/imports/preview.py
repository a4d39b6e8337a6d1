"""Make the draft of a file and keep it as rows that pages can show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from jobs.queue import enqueue
from personnel.bulk import copy_rows
from personnel.imports import files, kinds
from personnel.imports.cells import shown
from personnel.imports.drafts import SKIP, Action, Draft
from personnel.imports.kinds import ImportKind
from personnel.imports.lines import BadFile
from personnel.imports.rows import DataRow, Findings
from personnel.imports.tables import Table
from personnel.models import DataImport, ImportAnomaly, ImportRow, User
from personnel.overtaken import Overtaken
from personnel.private_files import fetch, remove, workbench
from personnel.uncollected import uncollected

Status = DataImport.Status
Say = Callable[[str], None]
#: Rows of one file; 300,000 ratings take 0.45 GB as objects.
MAX_ROWS = 400_000


def silent(stage: str) -> None:
    """For callers who do not show progress."""


# --- The draft of a file -----------------------------------------------------------------------


def read(
    kind: ImportKind, path: Path, file_name: str, say: Say = silent, *, most: int | None = None
) -> Draft:
    """Read and parse every row; :class:`BadFile` when there is nothing to work with. ``most`` bytes, where
    it is not what a page accepts. Touches no database."""
    say("Memeriksa berkas")
    content = files.check(path, file_name, most)
    headings, findings = kind.headings, Findings()
    table = Table(headings, findings)
    say("Membaca baris")
    rows = []
    for row in table.rows(files.sheets(path, content, headings.count_known)):
        if not row.failed:
            kind.parse(row)
        row.unreadable = row.failed
        rows.append(row)
        if len(rows) > MAX_ROWS:
            raise BadFile("Berkas ini memuat lebih dari 400.000 baris data. Bagi menjadi beberapa berkas.")
    if not rows:
        raise BadFile("Judul tabel ditemukan, tetapi tidak ada baris data di bawahnya.")
    findings.mark()
    return Draft(kind, rows, findings, frozenset(table.present))


def plan(draft: Draft, answers: dict[str, str] | None = None) -> Draft:
    """Compare the draft with the database. May be called again, with more answers."""
    if answers is not None:
        draft.answers = answers
    draft.reset()
    draft.kind.plan(draft)
    draft.close()
    return draft


# --- Kept for the pages ------------------------------------------------------------------------


@uncollected()
def build(data_import: DataImport, say: Say = silent) -> DataImport:
    """Read an uploaded file (again) and replace its preview. A file that cannot be used ends as refused."""
    kind = kinds.get(data_import.kind)
    answers = data_import.options.get("answers", {})
    try:
        with workbench() as bench:
            draft = read(kind, fetch(data_import.stored_as, bench), data_import.file_name, say)
        say("Membandingkan dengan data yang tersimpan")
        plan(draft, answers)
    except BadFile as refusal:
        return refuse(data_import, str(refusal))
    say("Menyiapkan pratinjau")
    return save(data_import, draft)


@transaction.atomic
def refuse(data_import: DataImport, reason: str) -> DataImport:
    data_import = lock(data_import)
    data_import.status, data_import.refusal = Status.REFUSED, reason
    forget_file(data_import)
    data_import.save()
    return data_import


@transaction.atomic
def save(data_import: DataImport, draft: Draft) -> DataImport:
    """Write the draft as the preview of the import, in place of an earlier one."""
    data_import = lock(data_import)
    forget_rows(data_import)
    copy_rows(
        ImportRow._meta.db_table,
        ["data_import_id", "sheet", "number", "action", "label", "values", "changes"],
        row_records(data_import, draft),
    )
    copy_rows(
        ImportAnomaly._meta.db_table,
        ["data_import_id", "severity", "code", "sheet", "row", "column", "value", "reason"],
        (
            (
                data_import.pk,
                item.severity,
                item.code,
                item.sheet,
                item.row,
                item.column,
                item.value,
                item.reason,
            )
            for item in draft.findings.items
        ),
    )
    counts = draft.counts()
    data_import.added, data_import.changed = counts[Action.ADD], counts[Action.CHANGE]
    data_import.moved, data_import.unchanged = counts[Action.MOVE], counts[Action.SAME]
    data_import.rejected, data_import.missing = counts[Action.REJECT], counts[Action.MISSING]
    data_import.waiting = counts[Action.WAIT]
    data_import.options = {
        "answers": draft.answers,
        "questions": [question.as_dict() for question in draft.questions.values()],
        "present": sorted(draft.present),
        "side_effects": draft.side_effects,
        "totals": draft.findings.totals,
        "fingerprint": draft.fingerprint(),
    }
    data_import.status = Status.PREVIEWED
    data_import.save()
    return data_import


def row_records(data_import: DataImport, draft: Draft) -> Iterator[tuple[Any, ...]]:
    for row in draft.rows:
        if row.unreadable:
            values = {"raw": raw(row)}
        elif row.action in {Action.REJECT, Action.WAIT}:
            values = {**row.values, "raw": raw(row)}
        else:
            values = row.values
        yield data_import.pk, row.sheet, row.number, row.action, row.label[:200], values, row.changes
    for label, facts in draft.missing:
        yield data_import.pk, "", 0, Action.MISSING, label[:200], facts, {}


def raw(row: DataRow) -> dict[str, str]:
    """What stood in the needed cells, for the workbook of corrections."""
    return {name: shown(cell) for name, cell in row.cells.items() if shown(cell)}


def draft_of(data_import: DataImport) -> Draft:
    """The draft of a kept preview, planned against the database of now: with the rows that the comparison
    has refused, for they had their say in it."""
    kept = data_import.rows.exclude(action=Action.MISSING).order_by("pk")
    findings, rows = Findings(), []
    for sheet, number, values, label in kept.values_list("sheet", "number", "values", "label").iterator(5000):
        if values.pop("raw", None) is None or values:  # else it could not be read
            rows.append(DataRow(sheet, number, {}, findings, {}, values, label))
    options = data_import.options
    draft = Draft(kinds.get(data_import.kind), rows, findings, frozenset(options["present"]))
    return plan(draft, options["answers"])


# --- Questions ---------------------------------------------------------------------------------


@transaction.atomic
def answer(data_import: DataImport, answers: dict[str, str], *, by: User) -> DataImport:
    """Keep answers (name → value; "" takes one back) and have the preview made again."""
    data_import = lock(data_import)
    check_may(data_import, by)
    if data_import.status != Status.PREVIEWED:
        raise ValidationError("Impor ini tidak sedang menunggu jawaban.")
    questions = {question["name"]: question for question in data_import.options["questions"]}
    kept = dict(data_import.options["answers"])
    for name, value in answers.items():
        if name not in questions:
            raise ValidationError("Pertanyaan ini sudah tidak ada; muat ulang halaman.")
        allowed = {choice for choice, _words in questions[name]["choices"]} | {SKIP, ""}
        if value not in allowed:
            raise ValidationError("Pilihan itu tidak tersedia.")
        kept[name] = value
    data_import.options = {
        **data_import.options,
        "answers": {name: value for name, value in kept.items() if value},
    }
    data_import.job = enqueue_read(data_import, by)
    data_import.save()
    return data_import


@transaction.atomic
def read_again(data_import: DataImport, *, by: User) -> DataImport:
    """Have the stored file read once more, against the database of now."""
    data_import = lock(data_import)
    check_may(data_import, by)
    if data_import.status not in {Status.UPLOADED, Status.PREVIEWED}:
        raise Overtaken("Impor ini sudah selesai.")
    data_import.job = enqueue_read(data_import, by)
    data_import.save(update_fields=["job"])
    return data_import


def suggestions(data_import: DataImport) -> dict[str, str]:
    """The answers that are proposed for what is still open."""
    answers = data_import.options.get("answers", {})
    return {
        question["name"]: question["suggestion"]
        for question in data_import.options.get("questions", [])
        if question["suggestion"] and not answers.get(question["name"])
    }


def unanswered(data_import: DataImport) -> list[dict[str, Any]]:
    answers = data_import.options.get("answers", {})
    return [q for q in data_import.options.get("questions", []) if not answers.get(q["name"])]


# --- Shared by all acts ------------------------------------------------------------------------


def lock(data_import: DataImport) -> DataImport:
    """The row of the import, nobody else's until the commit."""
    return DataImport.objects.select_for_update(of=("self",)).get(pk=data_import.pk)


def check_may(data_import: DataImport, by: User | None) -> None:
    """``by`` is None only for commands."""
    if by is not None and not kinds.get(data_import.kind).may(by):
        raise PermissionDenied


def enqueue_read(data_import: DataImport, by: User | None) -> Any:
    return enqueue(
        "read_import", {"data_import": data_import.pk}, by=by, dedupe_key=f"read_import:{data_import.pk}"
    )


def forget_rows(data_import: DataImport) -> None:
    """Remove the kept preview with as few words as possible."""
    data_import.rows.all()._raw_delete(data_import.rows.db)
    data_import.anomalies.all()._raw_delete(data_import.anomalies.db)


def forget_file(data_import: DataImport) -> None:
    """Remove the uploaded file once the transaction has ended; its hash stays."""
    stored_as, data_import.stored_as = data_import.stored_as, ""
    if stored_as:
        transaction.on_commit(lambda: remove(stored_as), robust=True)
