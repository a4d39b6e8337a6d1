"""``./run demo``: the synthetic city, the year's work on it, the city's plan as PDF, and who may sign in."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from demo import year
from palu_asn.embedded import postgres, valkey
from personnel.models import CivilServant, RoleAssignment, User
from planning.models import Cycle

FOLDER = settings.VAR_DIR / "demo"
PASSWORD = FOLDER / "kata-sandi"
CITY_PLAN = FOLDER / "rencana-kota-palu.pdf"
SERVICES = {"PostgreSQL": postgres, "Broker Valkey": valkey}


class Command(BaseCommand):
    help = "Memuat kota contoh dan mengerjakan satu tahun perencanaan; data yang sudah ada dibiarkan."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--people", type=int, default=1200, metavar="N", help="jumlah pegawai (bawaan 1.200)"
        )
        parser.add_argument(
            "--once", action="store_true", help="bawa semua rencana sampai penetapan, cetak, lalu berhenti"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Kota contoh hanya dimuat oleh ./run demo, bukan pada pemasangan sungguhan.")
        if not 400 <= options["people"] <= 30_000:
            raise CommandError("--people antara 400 dan 30.000.")
        self.started = time.monotonic()
        if CivilServant.objects.exists():
            self.say("Kota contoh sudah ada; datanya dipakai lagi (hapus folder var untuk mulai dari awal)")
        else:
            self.load(options["people"], whole=options["once"])
        self.say("Mencetak rencana kota")
        cycle = Cycle.objects.order_by("-year").first()
        if cycle is None:
            raise CommandError("Kota contoh belum selesai dimuat. Hapus folder var, lalu ulangi.")
        call_command("print_plan", "--year", str(cycle.year), "--out", str(CITY_PLAN), stdout=self.stderr)
        self.say("Selesai")
        if options["once"]:
            self.tell_what_runs()
        else:
            self.tell_sign_ins()
        self.stdout.write(str(CITY_PLAN))

    def load(self, people: int, *, whole: bool) -> None:
        FOLDER.mkdir(parents=True, exist_ok=True)
        PASSWORD.write_text(year.new_password())
        PASSWORD.chmod(0o600)
        year.play(people, FOLDER, password=PASSWORD.read_text(), whole=whole, say=self.say)

    def say(self, text: str) -> None:
        self.stderr.write(f"[{time.monotonic() - self.started:5.0f} s] {text}")

    def tell_what_runs(self) -> None:
        """The embedded services outlive this command, so that the next one starts at once."""
        names = [name for name, service in SERVICES.items() if service.is_running(settings.VAR_DIR)]
        if names:
            self.stdout.write(f"Tetap menyala: {' dan '.join(names)}. Untuk mematikannya: ./run stop")

    def tell_sign_ins(self) -> None:
        """NIP or name, by role; the password is the same for all of them."""
        self.stdout.write("\nMasuk sebagai (kata sandi untuk semua: " + _read(PASSWORD) + ")\n")
        roles = RoleAssignment.objects.in_force().select_related("user__civil_servant", "unit")
        for user, label in [
            *((role.user, str(role)) for role in roles if role.user.has_usable_password()),
            *(
                (user, _plain_part(user))
                for user in User.objects.filter(role_assignments=None)
                if user.has_usable_password()
            ),
        ]:
            self.stdout.write(f"  {user.username:<20}{user.get_full_name():<42}{label}")
        self.stdout.write("")


def _plain_part(user: User) -> str:
    """What somebody without a role is for the visitor of the demo."""
    leads = CivilServant.objects.filter(superior=user.civil_servant_id or 0).exists()
    return "Atasan langsung, pegawai" if leads else "Pegawai"


def _read(path: Path) -> str:
    return path.read_text() if path.exists() else "tidak tersimpan"
