"""Django's ``migrate``, as the owner of the tables; afterwards the application's role may use them."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import OperationalError, connection
from psycopg2.errors import LockNotAvailable

from palu_asn import database_roles

#: Who waits for a table holds up everybody behind, so a change that must wait for long gives up.
LOCK_TIMEOUT = "10s"


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        application = database_roles.act_as_owner()
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = %s", [LOCK_TIMEOUT])
        try:
            super().handle(*args, **options)
        except OperationalError as error:
            if not isinstance(error.__cause__, LockNotAvailable):
                raise
            raise CommandError(
                f"Sebuah tabel dipakai pekerjaan lain lebih dari {LOCK_TIMEOUT}; yang sudah selesai tetap "
                "selesai. Hentikan pekerja (atau tunggu), lalu ulangi migrate."
            ) from error
        if application:
            database_roles.grant(application)
