"""``manage.py verify_audit``: is the chain of audit entries whole?"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from personnel import audit
from personnel.models import AuditEntry


class Command(BaseCommand):
    help = "Memeriksa rantai jejak audit dan menyebut entri pertama yang rusak."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--expect", metavar="SEGEL", help="segel yang dicatat di luar sistem; harus masih ada"
        )

    def handle(self, *args: Any, expect: str | None = None, **options: Any) -> None:
        verdict = audit.verify()
        if not verdict.is_whole:
            raise CommandError(
                f"Rantai rusak pada entri {verdict.broken_at}: {verdict.reason}. "
                f"{verdict.entries} entri sebelumnya utuh."
            )
        if expect and not AuditEntry.objects.filter(hash=expect).exists():
            raise CommandError(
                "Segel yang dicatat di luar sistem tidak ada lagi: rantai dipotong atau ditulis ulang."
            )
        self.stdout.write(f"Utuh: {verdict.entries} entri. Segel terakhir: {verdict.last_seal}")
