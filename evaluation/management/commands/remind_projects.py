"""Remind of follow-up projects that stand still. Safe to run at any time and twice."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from evaluation.project_reminders import remind_projects
from personnel.notices import is_quiet


class Command(BaseCommand):
    help = "Ingatkan tentang proyek perubahan kecil yang tidak bergerak (tidak pada jam tenang)."

    def handle(self, *args: Any, **options: Any) -> None:
        if is_quiet():
            self.stdout.write("Jam tenang: tidak ada pengingat.")
            return
        self.stdout.write(f"{remind_projects()} pemberitahuan dibuat.")
