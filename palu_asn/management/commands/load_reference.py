"""Load the facts that come with the application: units, ranks, competencies, forms of development, bands."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from careers.reference import load_reference as load_careers
from evaluation.reference import load_reference as load_evaluation
from personnel.reference import load_reference as load_personnel
from planning.reference import load_reference as load_planning
from training.reference import load_reference as load_training


class Command(BaseCommand):
    help = (
        "Memuat data acuan (unit, golongan, kompetensi, bentuk pengembangan, hari libur, kuesioner, "
        "syarat jabatan); "
        "aman diulang."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        load_personnel()
        load_planning()
        load_training()
        load_evaluation()
        load_careers()
        if options["verbosity"]:
            self.stdout.write("Data acuan dimuat.")
