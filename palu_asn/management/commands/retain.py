"""``manage.py retain [--dry-run]``: remove what has been kept long enough, as the clock does each night."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from palu_asn.retention import keeping, people
from personnel.templatetags.palu import tanggal


class Command(BaseCommand):
    help = "Hapus atau samarkan data pribadi yang habis masa simpannya, menurut docs/pemrosesan-data.md."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="hitung saja, jangan mengubah apa pun")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        done = keeping.retain(dry_run=dry_run)
        for each in done:
            count = "gagal" if each.count is None else f"{each.count}"
            self.stdout.write(
                f"{each.rule.code:<12}{count:>8}  {each.rule.data} (sebelum {tanggal(each.before)})"
            )
        if unknown := people.gone_unknown_when():
            self.stdout.write(f"{unknown} pegawai berhenti entah sejak kapan, jadi dibiarkan.")
        if dry_run:
            self.stdout.write("Percobaan: tidak ada yang diubah.")
        if any(each.count is None for each in done):
            raise CommandError("Sebagian aturan gagal; sebabnya ada di log.")
