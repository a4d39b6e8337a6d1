"""Remove what is no longer needed from the store; does the same as the sweep of Celery beat."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from documents import requests, sections


class Command(BaseCommand):
    help = "Hapus berkas sekali-buka yang kedaluwarsa dan bagian dokumen yang tidak dipakai 90 hari."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(
            f"{requests.remove_old_files()} berkas dan {sections.sweep_unused()} bagian dihapus."
        )
