"""``manage.py create_administrator NAME``: the first account of a new installation."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from personnel.accounts import add_account
from personnel.models import RoleAssignment
from personnel.roles import grant_role


class Command(BaseCommand):
    help = "Membuat akun administrator dan mencetak kata sandi pertamanya (sekali pakai, berlaku 72 jam)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="nama masuk, misalnya admin")
        parser.add_argument("--name", default="Administrator", help="nama orangnya")

    def handle(self, *args: Any, username: str, name: str, **options: Any) -> None:
        try:
            with transaction.atomic():
                user, password = add_account(username=username, name=name, by=None)
                grant_role(user=user, role=RoleAssignment.Role.ADMINISTRATOR, by=None)
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        self.stdout.write(f"Nama masuk: {user.username}\nKata sandi pertama: {password}")
