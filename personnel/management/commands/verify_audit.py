"""``manage.py verify_audit``: is the chain of audit entries whole?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from personnel import audit, audit_heads
from personnel.command_line import source
from personnel.models import AuditEntry

UNKNOWABLE = (
    "Yang tidak dapat diketahui pemeriksaan ini:",
    "- perbuatan yang tidak pernah dicatat, misalnya yang dilakukan langsung di basis data;",
    "- entri yang dihapus dari ujung rantai sesudah kepala terakhir yang dibandingkan;",
    "- rantai yang ditulis ulang sesudah kepala itu oleh pemegang AUDIT_KEY dan basis data sekaligus;",
    "- apakah yang tertulis benar terjadi: segel hanya membuktikan bahwa isinya tidak berubah;",
    "- nomor transaksi yang mengikat entri pada riwayat data, karena tidak ikut disegel.",
)


class Command(BaseCommand):
    help = "Memeriksa rantai jejak audit dan menyebut entri pertama yang rusak."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--heads",
            metavar="BERKAS",
            help="berkas, log, atau surel yang memuat kepala yang pernah dikirim; - masukan standar "
            "(bawaan: PALU_AUDIT_HEAD_FILE)",
        )
        parser.add_argument(
            "--expect", metavar="SEGEL", help="segel yang dicatat di luar sistem; harus masih ada"
        )

    def handle(self, *args: Any, heads: str | None = None, expect: str | None = None, **options: Any) -> None:
        known = _read(Path(heads)) if heads else audit_heads.kept()
        if heads and not known:
            raise CommandError("Berkas itu tidak memuat satu kepala pun (… jejak-audit NOMOR SEGEL).")
        verdict = audit.verify(known)
        if not verdict.is_whole:
            where = f" pada entri {verdict.broken_at}" if verdict.broken_at else ""
            raise CommandError(
                f"Rantai rusak{where}: {verdict.reason}. {verdict.entries} entri sebelumnya utuh."
            )
        if expect and not AuditEntry.objects.filter(hash=expect.replace(":", "")).exists():
            raise CommandError(
                "Segel yang dicatat di luar sistem tidak ada lagi: rantai dipotong atau ditulis ulang."
            )
        self.stdout.write(f"Utuh: {verdict.entries} entri. Segel terakhir: {verdict.last_seal}")
        self.stdout.write(
            f"Dibandingkan dengan {len(known)} kepala yang pernah dikirim, yang terakhir nomor {max(known)}."
            if known
            else "Tidak ada kepala dari luar untuk dibandingkan: ujung yang dipotong tidak terlihat."
        )
        self.stdout.write("\n".join(UNKNOWABLE))


def _read(path: Path) -> dict[int, str]:
    with source(path) as file:
        return audit_heads.read(file.read_text(errors="replace"))
