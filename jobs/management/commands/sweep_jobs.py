"""Ring again for forgotten jobs; does the same as the sweep of Celery beat, for cron or by hand."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from jobs import tasks


class Command(BaseCommand):
    help = "Jalankan lagi pekerjaan yang terlupa."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{tasks.sweep()} pekerjaan dijalankan lagi.")
