"""``manage.py turn_waves``: what the clock does with waves every morning. Safe at any time and twice."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from evaluation import closing, mixing, waves


class Command(BaseCommand):
    help = "Menutup, merencanakan, membuka, dan mengingatkan gelombang kuesioner yang jatuh tempo."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{closing.close_due()} gelombang ditutup.")
        self.stdout.write(f"{waves.plan_due()} gelombang direncanakan.")
        self.stdout.write(f"{waves.open_due()} gelombang dibuka.")
        self.stdout.write(f"{waves.remind_due()} orang diingatkan.")
        self.stdout.write(f"Jawaban tersegel pada {mixing.blur_open()} gelombang diacak ulang.")
