"""``export_needs --year 2027 --out kebutuhan.csv``"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from personnel import audit
from planning.exports import NEED_COLUMNS, PERSON_COLUMNS, Export
from planning.models import Cycle


class Command(BaseCommand):
    help = (
        "Menulis kebutuhan kompetensi menjadi dua berkas CSV: satu baris per pegawai dan kompetensi "
        f"({', '.join(NEED_COLUMNS)}), dan di sebelahnya BERKAS_pegawai.csv dengan satu baris per pegawai "
        f"({', '.join(PERSON_COLUMNS)}). Yang belum dinilai dibiarkan kosong."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--year", type=int, required=True, help="tahun siklus")
        parser.add_argument("--out", type=Path, required=True, metavar="BERKAS.csv")
        parser.add_argument(
            "--all",
            action="store_true",
            help="juga pegawai di luar sasaran rencana (CLTN, tugas belajar, MPP, diberhentikan sementara)",
        )

    def handle(self, *args: Any, year: int, out: Path, **options: Any) -> None:
        cycle = Cycle.objects.filter(year=year).first()
        if cycle is None:
            raise CommandError(f"Siklus {year} belum dibuka.")
        export = Export(cycle, everybody=options["all"])
        per_person = out.with_name(f"{out.stem}_pegawai{out.suffix}")
        # Both files from the same moment.
        with transaction.atomic():
            try:
                with out.open("w", encoding="utf-8", newline="") as file:
                    export.copy_needs(file)
                with per_person.open("w", encoding="utf-8", newline="") as file:
                    export.copy_people(file)
            except OSError as error:
                raise CommandError(f"Berkas tidak dapat ditulis: {error.strerror}") from error
            audit.record("needs_exported", by=None, on=cycle, year=year)
        self.stdout.write(f"{out}\n{per_person}")
