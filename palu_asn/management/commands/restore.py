"""``manage.py restore SOURCE``: a backup into an empty installation, or beside it to try it out."""

from __future__ import annotations

from argparse import ArgumentParser
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from palu_asn.backup import restoring
from palu_asn.backup.archive import BadBackup
from personnel import command_line


class Command(BaseCommand):
    help = (
        "Memulihkan cadangan ke basis data kosong. Cadangan yang terpotong, diubah, atau bukan milik "
        "PALU ASN ditolak sebelum apa pun disentuh; basis data yang sudah berisi juga."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "source", type=Path, metavar="CADANGAN", help="berkas cadangan; tanda - membaca masukan standar"
        )
        parser.add_argument(
            "--identity",
            type=Path,
            metavar="BERKAS",
            help="berkas kunci rahasia age, bila cadangannya tersandi; tanda - membaca masukan standar",
        )
        only = parser.add_mutually_exclusive_group()
        only.add_argument(
            "--check", action="store_true", help="hanya periksa apakah cadangannya utuh dan dapat dipakai"
        )
        only.add_argument(
            "--drill",
            metavar="DATABASE_URL",
            help="latihan: pulihkan ke basis data kosong lain, bandingkan, dan catat hasilnya di sini",
        )

    def handle(self, *args: Any, source: Path, identity: Path | None, **options: Any) -> None:
        opened = command_line.source(identity) if identity else nullcontext()
        try:
            with command_line.source(source) as path, opened as key:
                if options["check"]:
                    manifest, done = restoring.check(path, key), "Utuh dan dapat dipakai"
                elif options["drill"]:
                    manifest = restoring.drill(path, key, options["drill"])
                    done = "Latihan berhasil: jumlah baris, jejak audit, dan sidik dokumen cocok"
                else:
                    manifest, done = restoring.restore(path, key), "Dipulihkan"
        except BadBackup as refusal:
            raise CommandError(str(refusal)) from None
        except OSError as error:
            raise CommandError(f"Gagal: {command_line.reason(error)}") from error
        except Error as error:
            raise CommandError(f"Basis data menolak: {str(error).strip().splitlines()[0]}") from error
        self.stdout.write(
            f"{done}. Cadangan {manifest.made_at} dari PALU ASN {manifest.version}: "
            f"{sum(manifest.rows.values())} baris, {len(manifest.members) - 1} berkas, "
            f"{manifest.audit_entries} entri audit. Segel terakhir: {manifest.audit_seal or '-'}"
        )
