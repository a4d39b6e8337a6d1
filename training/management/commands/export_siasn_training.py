"""``export_siasn_training --year 2027 --out kursus.csv``"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError

from personnel import command_line
from personnel.models import Unit
from personnel.spreadsheets import CSV, XLSX, write_xlsx
from training import siasn


class Command(BaseCommand):
    help = (
        "Menulis riwayat pelatihan setahun dalam kolom SIASN: "
        f"{', '.join(siasn.COLUMNS)}. Nama berkas berakhiran .xlsx menghasilkan XLSX, selain itu CSV."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--year", type=int, required=True, help="tahun selesainya pelatihan")
        parser.add_argument("--unit", metavar="KODE", help="kode unit kerja; tanpa ini seluruh kota")
        parser.add_argument(
            "--out",
            type=Path,
            required=True,
            metavar="BERKAS",
            help="tanda - : CSV ke keluaran standar",
        )
        command_line.add_csv_options(parser)
        command_line.add_by(parser)

    def handle(self, *args: Any, year: int, unit: str | None, out: Path, **options: Any) -> None:
        if not 1970 <= year <= 2100:
            raise CommandError("Tahun harus antara 1970 dan 2100.")
        scope = Unit.objects.filter(code=unit).first() if unit else None
        if unit and scope is None:
            raise CommandError(f"Tidak ada unit kerja dengan kode {unit}.")
        kind = XLSX if out.suffix.lower() == ".xlsx" else CSV
        with command_line.target(out) as file:
            try:
                export = siasn.export(year, kind=kind, by=command_line.account(options["by"]), unit=scope)
            except PermissionDenied:
                raise CommandError("Akun itu tidak berwenang mengunduh riwayat ini.") from None
            if kind == XLSX:
                write_xlsx(file, export.sheet)
            else:
                for piece in export.sheet.csv(delimiter=options["delimiter"], bom=options["bom"]):
                    file.write(piece.encode())
        for code in siasn.unset():
            self.stderr.write(f"Belum diatur: {code.value}")
        if out != command_line.STANDARD:
            self.stdout.write(str(out))
