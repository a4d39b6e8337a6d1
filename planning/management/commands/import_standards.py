"""``import_standards FILE [--dry-run] [--in-force]``"""

from __future__ import annotations

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.utils import timezone

from personnel.imports.commands import ImportCommand
from planning import standards
from planning.imports.standards import COLUMNS, KIND
from planning.models import StandardVersion


class Command(ImportCommand):
    help = (
        f"{KIND.title}: berkas CSV atau XLSX dengan kolom {', '.join(column.title for column in COLUMNS)}. "
        "Berkas mengubah draf; dengan --in-force draf itu langsung diberlakukan."
    )
    kind_slug = KIND.slug

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--in-force", action="store_true", help="berlakukan draf setelah berkas diterapkan"
        )
        parser.add_argument(
            "--decision", default="", metavar="NOMOR", help="nomor keputusan untuk --in-force"
        )
        parser.add_argument(
            "--effective-from",
            type=dt.date.fromisoformat,
            metavar="TTTT-BB-HH",
            help="tanggal berlaku; bawaannya hari ini",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        if options["in_force"] and not options["dry_run"]:
            self.put_in_force(options)

    def put_in_force(self, options: dict[str, Any]) -> None:
        draft = StandardVersion.objects.filter(status=StandardVersion.Status.DRAFT).first()
        if draft is None:
            self.stdout.write("Tidak ada draf yang perlu diberlakukan.")
            return
        try:
            version = standards.put_in_force(
                draft,
                decision=options["decision"] or "Diberlakukan lewat perintah, nomor menyusul",
                effective_from=options["effective_from"] or timezone.localdate(),
                by=self.person(options["by"]),
            )
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from None
        self.stdout.write(self.style.SUCCESS(f"{version} berlaku sejak {version.effective_from:%d-%m-%Y}."))
