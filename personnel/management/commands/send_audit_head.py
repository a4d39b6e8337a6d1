"""Send the head of the audit chain away; does the same as the clock does each day."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from personnel import audit_heads


class Command(BaseCommand):
    help = "Periksa rantai jejak audit, lalu kirim kepalanya (nomor dan segel) ke log, berkas, dan surel."

    def handle(self, *args: Any, **options: Any) -> None:
        head = audit_heads.send()
        self.stdout.write(str(head) if head else "Belum ada yang tercatat di jejak audit.")
