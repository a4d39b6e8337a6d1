"""End the offers of seats that nobody answered in time, and the lines of what has begun. Twice is once."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from training.enrolment import end_lines, lapse_offers


class Command(BaseCommand):
    help = "Akhiri tawaran kursi yang lewat batas waktunya dan daftar tunggu pelatihan yang sudah dimulai."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{lapse_offers()} tawaran berakhir; {end_lines()} daftar tunggu ditutup.")
