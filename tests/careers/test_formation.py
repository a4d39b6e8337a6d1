"""The formation: what nobody holds becomes a vacant seat; what is held, key or named for stays."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command

from careers import seats
from careers.models import Seat
from personnel.imports import kinds, preview
from tests.factories import CivilServantFactory, PositionFactory

pytestmark = pytest.mark.django_db
HEADER = "kode unit,jabatan,jenjang,jumlah"


def test_the_file_says_how_many_seats_there_are(cast, tmp_path):
    path, code = tmp_path / "formasi.csv", cast.bidang_a.code
    head = PositionFactory(name="Kepala Seksi", level="pengawas")
    CivilServantFactory(position=head, unit=cast.bidang_a)
    seats.refresh()

    def read(*rows):
        path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
        call_command("import_formation", str(path), stdout=StringIO())
        rows = Seat.objects.filter(
            unit=cast.bidang_a, position__name__in=["Kepala Seksi", "Kepala Unit Baru"]
        )
        return sorted((seat.position.name, seat.holder_id is not None) for seat in rows)

    assert read(f"{code},Kepala Seksi,pengawas,2", f"{code},Kepala Unit Baru,Administrator,1") == [
        ("Kepala Seksi", False),
        ("Kepala Seksi", True),
        ("Kepala Unit Baru", False),
    ]
    vacant = Seat.objects.get(position__name="Kepala Unit Baru")
    assert vacant.vacant_since is not None
    seats.set_key(vacant, "Layanan utama", by=cast.city_hr)
    assert read(f"{code},Kepala Seksi,pengawas,1") == [("Kepala Seksi", True), ("Kepala Unit Baru", False)]
    CivilServantFactory(position=vacant.position, unit=cast.bidang_a)
    seats.refresh()
    assert Seat.objects.get(pk=vacant.pk).holder is not None

    wrong = (
        f"{code},Kepala Unit Baru,administrator,0",
        "tidak-ada,Kepala Seksi,pengawas,1",
        f"{code},Kepala Seksi,pelaksana,1",
        f"{code},Kepala Seksi,pengawas,satu",
        f"{code},Kepala Seksi,pengawas,1",
        f"{code},Kepala Seksi,pengawas,3",
    )
    path.write_text("\n".join([HEADER, *wrong]) + "\n", encoding="utf-8")
    draft = preview.plan(preview.read(kinds.get("formation"), path, path.name))
    assert {item.code for item in draft.findings.items} == {
        *("fewer_than_held", "unit_unknown", "level_wrong", "count_wrong", "row_repeated"),
    }
