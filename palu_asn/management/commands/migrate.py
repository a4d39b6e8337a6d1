"""Django's ``migrate``, as the owner of the tables; afterwards the application's role may use them."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate

from palu_asn import database_roles


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        application = database_roles.act_as_owner()
        super().handle(*args, **options)
        if application:
            database_roles.grant(application)
