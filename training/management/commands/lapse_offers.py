"""End the offers of seats that nobody answered in time. Safe to run at any time and twice."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from training.enrolment import lapse_offers


class Command(BaseCommand):
    help = "Akhiri tawaran kursi yang lewat batas waktunya, dan tawarkan kepada yang berikutnya."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{lapse_offers()} tawaran berakhir.")
