"""``refresh_needs``: also for the clock, because evidence grows old without anybody changing anything."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from planning import needs


class Command(BaseCommand):
    help = "Menghitung ulang kebutuhan semua pegawai; hanya yang berbeda ditulis. Cukup sekali sehari."

    def handle(self, *args: Any, **options: Any) -> None:
        written = needs.refresh()
        self.stdout.write(f"{written} baris kebutuhan diperbarui.")
