"""``manage.py backup DEST``: rows, private files and the end of the audit chain in one file."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from palu_asn.backup import making
from palu_asn.backup.archive import BadBackup
from personnel import command_line


class Command(BaseCommand):
    help = (
        "Mencadangkan basis data dan berkas pribadi ke satu berkas, tersandi bila PALU_BACKUP_RECIPIENT "
        "diisi. Rahasia pemasangan (SECRET_KEY, SURVEY_KEY) tidak pernah ada di dalamnya."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "destination",
            nargs="?",
            type=Path,
            metavar="TUJUAN",
            help="folder, berkas, atau - untuk keluaran standar; bawaan: PALU_BACKUP_FOLDER",
        )
        parser.add_argument(
            "--nightly",
            action="store_true",
            help="hanya bila cadangan malam ini belum ada; cadangan di PALU_BACKUP_FOLDER yang lewat "
            "PALU_BACKUP_DAYS dihapus",
        )

    def handle(self, *args: Any, destination: Path | None, nightly: bool, **options: Any) -> None:
        if destination is None or nightly:
            if not settings.BACKUP_FOLDER:
                raise CommandError("Sebut tujuannya, atau isi PALU_BACKUP_FOLDER.")
            destination = Path(settings.BACKUP_FOLDER)
        try:
            path = self._make(destination, nightly=nightly)
        except BadBackup as refusal:
            raise CommandError(str(refusal)) from None
        except OSError as error:
            raise CommandError(
                f"Berkas tidak dapat ditulis: {destination}: {command_line.reason(error)}"
            ) from error
        self.stderr.write(str(path) if path else "Cadangan malam ini sudah ada.")

    def _make(self, destination: Path, *, nightly: bool) -> Path | None:
        if nightly:
            return making.nightly()
        if destination == command_line.STANDARD:
            with command_line.target(destination) as out:
                return making.make_backup(destination, out)
        return making.make_backup(destination)
