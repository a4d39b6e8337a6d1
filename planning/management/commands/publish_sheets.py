"""Publish the rating sheets that wait in vain for their counterpart; the clock does it every night."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from planning.publication import publish_due


class Command(BaseCommand):
    help = "Buka lembar penilaian yang terkirim sendirian setelah tahap penilaian berakhir."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--even-without-stages",
            action="store_true",
            help="Buka juga selama tahun masih berjalan bila tahun itu tidak mempunyai tahapan.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        count = publish_due(even_without_stages=options["even_without_stages"])
        self.stdout.write(f"{count} lembar penilaian dibuka.")
