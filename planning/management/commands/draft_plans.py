"""Draft the plan of every OPD for one year."""

from __future__ import annotations

from argparse import ArgumentParser
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Count

from personnel import command_line
from personnel.models import CivilServant, RoleAssignment, Unit, User
from planning.approval import start_plan
from planning.drafting import MAX_ITEMS, draft_plan
from planning.models import Cycle, Plan


class Command(BaseCommand):
    help = (
        "Susun draf rencana semua OPD untuk satu tahun. Rencana yang belum ada dibuat; "
        "yang sudah diajukan dilewati. "
        "Tanpa --by, setiap OPD bertindak melalui pengelola kepegawaiannya sendiri. "
        "Berakhir dengan 1 bila semua OPD dilewati."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--year", type=int, required=True, help="tahun rencana")
        parser.add_argument(
            "--ceiling-per-person", type=Decimal, help="pagu OPD = angka ini × pegawainya (Rp)"
        )
        command_line.add_by(parser, "yang menyusun (BKPSDMD)")
        parser.add_argument("--sub-activity", default="", help="kode subkegiatan untuk butir APBD")
        parser.add_argument("--max-items", type=int, default=MAX_ITEMS, help="paling banyak butir seorang")

    def handle(self, *args: Any, **options: Any) -> None:
        cycle = Cycle.objects.filter(year=options["year"]).first()
        if cycle is None:
            raise CommandError(f"Siklus {options['year']} belum dibuka.")
        by = command_line.account(options["by"])
        sizes = dict(
            CivilServant.objects.plan_targets().order_by().values_list("unit__opd").annotate(n=Count("pk"))
        )
        done = 0
        for unit in Unit.objects.opd().active().order_by("name", "pk"):
            if people := sizes.get(unit.pk, 0):
                done += self._draft(unit, people, cycle, by or _own_hr(unit), options)
        if not done:
            raise CommandError(f"Tidak ada rencana {cycle.year} yang disusun.")
        self.stdout.write(f"{done} rencana {cycle.year} disusun.")

    def _draft(self, unit: Unit, people: int, cycle: Cycle, by: User | None, options: dict[str, Any]) -> bool:
        if by is None:
            self.stderr.write(f"{unit}: dilewati, belum ada pengelola kepegawaian.")
            return False
        per_person = options["ceiling_per_person"]
        ceiling = None if per_person is None else per_person * people
        try:
            plans = Plan.objects.current().filter(unit=unit, cycle=cycle)
            plan = plans.first() or start_plan(unit, cycle, by=by)
            result = draft_plan(
                plan,
                ceiling=ceiling,
                by=by,
                max_items=options["max_items"],
                sub_activity_code=options["sub_activity"],
            )
        except PermissionDenied:
            self.stderr.write(f"{unit}: dilewati, {by} tidak berwenang.")
            return False
        except ValidationError as refusal:
            self.stderr.write(f"{unit}: dilewati. {' '.join(refusal.messages)}")
            return False
        self.stdout.write(
            f"{unit}: {result.items} butir untuk {result.people} pegawai, {result.leftovers} di bawah garis"
        )
        return True


def _own_hr(unit: Unit) -> User | None:
    role = (
        RoleAssignment.objects.in_force()
        .filter(role=RoleAssignment.Role.UNIT_HR, unit=unit, user__is_active=True)
        .select_related("user")
        .order_by("starts_on", "pk")
        .first()
    )
    return role.user if role else None
