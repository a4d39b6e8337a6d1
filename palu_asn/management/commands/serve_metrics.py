"""``manage.py serve_metrics``: figures for Prometheus, on a port of their own that no visitor reaches."""

from __future__ import annotations

import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from prometheus_client import start_http_server

from palu_asn import metrics


class Command(BaseCommand):
    help = "Melayani angka untuk Prometheus di porta sendiri; tidak memuat data siapa pun."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--bind", default="127.0.0.1:9108", metavar="ALAMAT:PORTA")

    def handle(self, *args: Any, bind: str, **options: Any) -> None:
        address, _, port = bind.rpartition(":")
        if not address or not port.isascii() or not port.isdigit():
            raise CommandError("--bind: tulis ALAMAT:PORTA, misalnya 127.0.0.1:9108.")
        try:
            start_http_server(int(port), addr=address, registry=metrics.registry(hangs_up=True))
        except (OSError, OverflowError) as error:
            raise CommandError(f"{bind} tidak dapat dipakai: {error}") from error
        self.stderr.write(f"Angka tersedia di http://{bind}/metrics")
        threading.Event().wait()
