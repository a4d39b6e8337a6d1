"""``manage.py reset_second_factor NAME``: for the last administrator, whom nobody else can help."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from personnel import second_factor
from personnel.models import User
from personnel.sign_in import account_name


class Command(BaseCommand):
    help = "Menghapus verifikasi dua langkah sebuah akun; pemiliknya mengaktifkannya lagi saat masuk."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        user = User.objects.filter(username=account_name(username)).first()
        if user is None:
            raise CommandError("Akun itu tidak ada.")
        second_factor.reset(user, by=None)
        self.stdout.write("Sudah dihapus.")
