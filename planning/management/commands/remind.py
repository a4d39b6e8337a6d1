"""Remind whoever has not acted in the stage that runs. Safe to run at any time and twice."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from personnel.notices import is_quiet
from planning.reminders import remind


class Command(BaseCommand):
    help = "Ingatkan yang belum bertindak pada tahap yang sedang berjalan (tidak pada jam tenang)."

    def handle(self, *args: Any, **options: Any) -> None:
        if is_quiet():
            self.stdout.write("Jam tenang: tidak ada pengingat.")
            return
        self.stdout.write(f"{remind()} pemberitahuan dibuat.")
