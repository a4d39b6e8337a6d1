"""What every ``import_…`` command does; a kind's own command names the kind and adds its options."""

from __future__ import annotations

from argparse import ArgumentParser
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from personnel import command_line
from personnel.imports import apply, corrections, kinds, preview, uploads
from personnel.imports.drafts import Action, Draft
from personnel.imports.lines import BadFile
from personnel.models import DataImport, User
from personnel.uncollected import uncollected

#: How many findings are printed; all of them go into the workbook.
PRINTED = 40
#: Answers may raise new questions; more than this many rounds would be a circle.
ROUNDS = 5


class ImportCommand(BaseCommand):
    """Read a file, print what it would do, and commit it. Ends with 1 when nothing could be committed."""

    kind_slug = ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", type=Path, metavar="BERKAS", help="CSV atau XLSX; tanda - membaca masukan standar"
        )
        parser.add_argument("--dry-run", action="store_true", help="hanya tampilkan yang akan terjadi")
        command_line.add_by(parser)
        parser.add_argument(
            "--accept-suggestions",
            action="store_true",
            help="jawab setiap pertanyaan dengan sarannya, bila ada",
        )
        parser.add_argument(
            "--without-waiting", action="store_true", help="terapkan tanpa baris yang masih menunggu jawaban"
        )
        parser.add_argument(
            "--anomalies", type=Path, metavar="KELUARAN.xlsx", help="simpan baris untuk diperbaiki"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        by = self.person(options["by"])
        with command_line.source(options["file"]) as path:
            self.take(path, by, options)

    @uncollected()
    def take(self, path: Path, by: User | None, options: dict[str, Any]) -> None:
        kind = kinds.get(self.kind_slug)
        if options["anomalies"] == command_line.STANDARD:
            self.stdout = self.stderr  # where the workbook goes, no word may
        try:
            draft = preview.read(kind, path, path.name, self.say(options), most=settings.COMMAND_MAX_BYTES)
        except BadFile as refusal:
            raise CommandError(str(refusal)) from None
        outcome: str | CommandError
        # Where no workbook can be written, nothing is committed; where nothing is committed, one is.
        with self.workbook(options["anomalies"]) as file:
            try:
                outcome = self.settle(draft, path, by, options)
            except CommandError as refusal:
                outcome = refusal
            if file:
                file.write(corrections.of_draft(draft, path.name))
        self.print_draft(draft)
        if isinstance(outcome, CommandError):
            raise outcome
        self.stdout.write(outcome)

    def workbook(self, path: Path | None) -> AbstractContextManager[BinaryIO | None]:
        return command_line.target(path) if path else nullcontext()

    def say(self, options: dict[str, Any]) -> preview.Say:
        return self.stderr.write if options["verbosity"] > 1 else preview.silent

    def person(self, username: str | None) -> User | None:
        user = command_line.account(username)
        if user is not None and not kinds.get(self.kind_slug).may(user):
            raise CommandError("Akun itu tidak berwenang melakukan impor ini.")
        return user

    def answers(self, draft: Draft, options: dict[str, Any]) -> dict[str, str]:
        """Answers to the questions of the draft that are open; a kind's command may know more."""
        if not options["accept_suggestions"]:
            return {}
        return {question.name: question.suggestion for question in draft.unanswered if question.suggestion}

    @transaction.atomic
    def settle(self, draft: Draft, path: Path, by: User | None, options: dict[str, Any]) -> str:
        """Compare and commit in one transaction that nobody can come into; what came of it, in words. Nothing
        is printed meanwhile: whoever reads the output slowly would keep everybody from writing."""
        if not options["dry_run"]:
            apply.lock_kind(draft.kind)
            apply.lock_tables(draft.kind)
        preview.plan(draft)
        for _round in range(ROUNDS):
            if not (new := self.answers(draft, options)):
                break
            preview.plan(draft, draft.answers | new)
        if options["dry_run"]:
            return "Percobaan saja; tidak ada yang disimpan."
        return self.commit(draft, path, by, without_waiting=options["without_waiting"])

    def print_draft(self, draft: Draft) -> None:
        counts = draft.counts()
        for action in Action:
            self.stdout.write(f"{action.label:<24}{counts[action.value]:>8}")
        findings = [
            corrections.Said(item.severity, item.sheet, item.row, item.column, item.value, item.reason)
            for item in draft.findings.items
        ]
        for line in list(corrections.lines(findings))[:PRINTED]:
            self.stdout.write(line)
        if len(findings) > PRINTED:
            self.stdout.write(
                f"… dan {len(findings) - PRINTED} temuan lain; simpan semuanya dengan --anomalies."
            )
        for question in draft.unanswered[:PRINTED]:
            self.stdout.write(f"? {question.text} ({question.rows})")

    def commit(self, draft: Draft, path: Path, by: User | None, *, without_waiting: bool) -> str:
        """Commit what there is to commit. Neither a file that changes nothing nor one whose every row is
        refused is recorded as applied."""
        counts = draft.counts()
        if draft.changes_nothing and (without_waiting or not counts[Action.WAIT]):
            reason = apply.why_nothing(counts[Action.SAME], counts[Action.REJECT], counts[Action.WAIT])
            if not counts[Action.SAME]:
                raise CommandError(reason)
            return reason
        data_import = uploads.remember(
            draft.kind, path.name, path.stat().st_size, uploads.hash_of(path), by=by
        )
        data_import = preview.save(data_import, draft)
        try:
            apply.commit(data_import, by=by, without_waiting=without_waiting, draft=draft)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from None
        except (apply.Outdated, PermissionDenied):
            raise CommandError("Data berubah selama impor; jalankan sekali lagi.") from None
        done = self.style.SUCCESS("Diterapkan.")
        if earlier := DataImport.objects.applied_before(data_import).first():
            day = timezone.localtime(earlier.committed_at)
            return f"Berkas yang persis sama pernah diterapkan pada {day:%d-%m-%Y %H.%M}.\n{done}"
        return done
