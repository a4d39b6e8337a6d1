"""``manage.py recount``: is every kept sum what its rows give?"""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from personnel import recounts


class Command(BaseCommand):
    help = (
        "Menghitung ulang setiap jumlah yang tersimpan (kebutuhan, peta, rencana, JP, realisasi, kuesioner) "
        "dari barisnya dengan SQL tersendiri, lalu menyebut setiap selisih: tabel, baris, tersimpan, "
        "terhitung. "
        "Tidak mengubah apa pun selain mencatat hasilnya. Keluar dengan 1 bila ada selisih."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        result, found = recounts.recount()
        for one in found:
            self.stdout.write(f"{one.kept_sum.table}: {f'{one.count} selisih' if one.count else 'cocok'}")
            if one.count:
                self.stdout.write(f"  ({one.kept_sum.label})")
            for difference in one.told:
                self.stdout.write(
                    f"  {difference.key}: tersimpan {difference.kept}, terhitung {difference.counted}"
                )
            if one.count > len(one.told):
                self.stdout.write(f"  dan {one.count - len(one.told)} lainnya")
        seconds = (result.finished_at - result.started_at).total_seconds()
        self.stdout.write(f"{result.sums} jumlah diperiksa, {result.found} selisih ({seconds:.0f} detik).")
        if result.found:
            sys.exit(1)
