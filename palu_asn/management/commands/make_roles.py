"""``manage.py make_roles``: the two roles of the database, where its administrator lends us their hand."""

from __future__ import annotations

import os
from typing import Any

import psycopg2
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from palu_asn import database_roles


class Command(BaseCommand):
    help = (
        "Membuat peran pemilik tabel (DATABASE_OWNER_URL) dan peran aplikasi (DATABASE_URL) pada server yang "
        "disebut DATABASE_SUPERUSER_URL, tanpa hak istimewa; aman diulang, juga setelah kata sandi diganti."
    )
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        superuser = os.environ.get("DATABASE_SUPERUSER_URL", "")
        if not superuser or not settings.DATABASE_OWNER:
            raise CommandError("Isi DATABASE_SUPERUSER_URL dan DATABASE_OWNER_URL.")
        try:
            database_roles.make_roles(superuser, settings.DATABASE_OWNER, settings.DATABASES["default"])
        except psycopg2.Error as error:
            raise CommandError(f"Peran tidak dapat dibuat: {str(error).strip()}") from error
        self.stdout.write("Peran pemilik dan peran aplikasi siap.")
