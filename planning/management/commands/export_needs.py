"""``export_needs --year 2027 --out kebutuhan.csv``"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from personnel import audit, command_line
from personnel.permissions import is_city_hr
from planning.exports import NEED_COLUMNS, PERSON_COLUMNS, Export
from planning.models import Cycle

NEEDS, PEOPLE = "kebutuhan", "pegawai"


class Command(BaseCommand):
    help = (
        "Menulis kebutuhan kompetensi menjadi dua berkas CSV: satu baris per pegawai dan kompetensi "
        f"({', '.join(NEED_COLUMNS)}), dan di sebelahnya BERKAS_pegawai.csv dengan satu baris per pegawai "
        f"({', '.join(PERSON_COLUMNS)}). Yang belum dinilai dibiarkan kosong. "
        "jpm dibulatkan ke dua desimal; kategorinya ditentukan oleh nilai yang belum dibulatkan. "
        "jp_terencana_diakui adalah JP yang diakui (bukan yang diusulkan) dari semua butir rencana yang "
        "berlaku pada tahun itu; kosong bila aturan konversi JP untuk bentuknya belum ditetapkan."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--year", type=int, required=True, help="tahun siklus")
        parser.add_argument(
            "--out",
            type=Path,
            required=True,
            metavar="BERKAS.csv",
            help="tanda - menulis satu tabel ke keluaran standar",
        )
        parser.add_argument(
            "--table", choices=[NEEDS, PEOPLE], help="hanya tabel ini (keluaran standar: bawaannya kebutuhan)"
        )
        parser.add_argument(
            "--all",
            action="store_true",
            help="juga pegawai di luar sasaran rencana (CLTN, tugas belajar, MPP, diberhentikan sementara)",
        )
        command_line.add_csv_options(parser)
        command_line.add_by(parser)

    def handle(self, *args: Any, year: int, out: Path, **options: Any) -> None:
        cycle = Cycle.objects.filter(year=year).first()
        if cycle is None:
            raise CommandError(f"Siklus {year} belum dibuka.")
        by = command_line.account(options["by"])
        if by is not None and not is_city_hr(by):
            raise CommandError("Akun itu tidak berwenang mengunduh kebutuhan seluruh kota.")
        export = Export(cycle, everybody=options["all"])
        targets = self.targets(out, options["table"])
        # Both files from the same moment.
        with transaction.atomic():
            for table, path in targets.items():
                with command_line.target(path) as file:
                    if options["bom"]:
                        file.write(command_line.BYTE_ORDER_MARK)
                    copy = export.copy_needs if table == NEEDS else export.copy_people
                    copy(file, options["delimiter"])
            audit.record("needs_exported", by=by, on=cycle, year=year)
        if out != command_line.STANDARD:
            self.stdout.write("\n".join(str(path) for path in targets.values()))

    def targets(self, out: Path, table: str | None) -> dict[str, Path]:
        """Which table goes where."""
        if table:
            return {table: out}
        if out == command_line.STANDARD:
            return {NEEDS: out}
        return {NEEDS: out, PEOPLE: out.with_name(f"{out.stem}_pegawai{out.suffix}")}
