"""Import SIASN's "Export Data ASN" from the command line."""

from __future__ import annotations

import csv
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from personnel import command_line
from personnel.imports.cells import plain
from personnel.imports.commands import ImportCommand
from personnel.imports.drafts import Draft
from personnel.models import Position


class Command(ImportCommand):
    help = "Impor hasil “Export Data ASN” dari SIASN (CSV atau XLSX)."
    kind_slug = "siasn"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--accept-units", action="store_true", help="buat setiap unit yang belum dikenal di bawah OPD-nya"
        )
        parser.add_argument(
            "--levels",
            type=Path,
            metavar="JENJANG.csv",
            help="berkas CSV dengan kolom jabatan dan jenjang, untuk jabatan yang jenjangnya ditanyakan",
        )

    def answers(self, draft: Draft, options: dict[str, Any]) -> dict[str, str]:
        answers = super().answers(draft, options)
        levels = read_levels(options["levels"]) if options["levels"] else {}
        for question in draft.unanswered:
            if question.group == "unit" and options["accept_units"] and "create" in dict(question.choices):
                answers[question.name] = "create"
            if question.group == "level" and plain(question.text) in levels:
                answers[question.name] = levels[plain(question.text)]
        return answers


def read_levels(path: Path) -> dict[str, str]:
    """Title → level, from the person's own list."""
    with command_line.source(path) as found, found.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    if not rows or not {"jabatan", "jenjang"} <= rows[0].keys():
        raise CommandError("Berkas jenjang harus memuat kolom jabatan dan jenjang.")
    for row in rows:
        if row["jenjang"] not in Position.Level.values:
            raise CommandError(f"Jenjang tidak dikenal: {row['jenjang']}")
    return {plain(row["jabatan"]): row["jenjang"] for row in rows}
