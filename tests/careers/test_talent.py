"""The official talent result: imported with its decision, seen by the person, objected to, k-counted."""

from __future__ import annotations

import uuid
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from careers import reference, talent
from careers.models import OfficialTalentResult, TalentBox
from careers.reports.talent import boxes
from palu_asn.database_roles import grant
from personnel.imports import kinds, preview
from personnel.models import Notice
from tests.careers.world import FROM, result
from tests.factories import CivilServantFactory

pytestmark = pytest.mark.django_db
HEADER = "nip,periode,kotak,nomor keputusan,tanggal keputusan,berlaku sampai"


def test_a_decision_is_read_once_and_changed_by_none(cast, tmp_path):
    reference.load_reference()
    path = tmp_path / "talenta.csv"

    def read(*rows):
        path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")

    read(f"{cast.owner.username},2026,8,800/12/2026,02-06-2026,31-12-2028")
    for _twice in range(2):
        call_command("import_talent", str(path), stdout=StringIO())
    row = OfficialTalentResult.objects.get()
    assert (row.box.number, str(row.box)) == (8, "Kinerja sesuai ekspektasi dan potensial tinggi")
    assert row.source_import is not None
    read(
        f"{cast.owner.username},2026,9,800/12/2026,02-06-2026,",
        f"{cast.colleague.username},2026,10,800/12/2026,02-06-2026,",
        f"{cast.superior.username},2026,5,,kapan,",
    )
    draft = preview.plan(preview.read(kinds.get("talent"), path, path.name))
    assert {item.code for item in draft.findings.items} >= {
        "box_differs",
        "box_wrong",
        "decision_wrong",
        "date_wrong",
    }
    with pytest.raises(DatabaseError), transaction.atomic():
        OfficialTalentResult.objects.update(box=TalentBox.objects.get(number=9))


def test_the_person_objects_once_and_bkpsdmd_answers(cast, sign_in):
    row = result(cast.owner.civil_servant)
    for member in sorted(set(cast.members) - {"owner"}):
        with pytest.raises(PermissionDenied):
            talent.object_to(row, "Bukan saya", by=cast.members[member])
    url = f"/jalur-jabatan/talenta/{row.pk}/keberatan/"
    assert sign_in(cast.owner).post(url, {"words": "Data kinerja saya keliru"}).status_code == 302
    with pytest.raises(ValidationError, match="sudah Anda sampaikan"):
        talent.object_to(row, "Lagi", by=cast.owner)
    for member in sorted(set(cast.members) - {"city_hr"}):
        with pytest.raises(PermissionDenied):
            talent.answer(row.objection, "Tidak", by=cast.members[member])
    talent.answer(row.objection, "Akan diperiksa pada periode berikut", by=cast.city_hr)
    assert Notice.objects.filter(user=cast.owner, subject__contains="dijawab").count() == 1
    text = sign_in(cast.owner).get("/jalur-jabatan/talenta/").content.decode()
    assert "Data kinerja saya keliru" in text
    assert "Akan diperiksa pada periode berikut" in text
    assert (
        "Data kinerja saya keliru"
        in sign_in(cast.city_hr).get("/jalur-jabatan/talenta/keberatan/").content.decode()
    )


def test_an_objection_needs_no_right_that_the_application_lacks(cast):
    """A result is only ever added, so the role of pages may not even lock its row."""
    row = result(cast.owner.civil_servant)
    role = f"palu_app_{uuid.uuid4().hex[:8]}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {role}")
        grant(role)
        with transaction.atomic():
            cursor.execute(f"SET LOCAL ROLE {role}")
            talent.object_to(row, "Bukan kinerja saya", by=cast.owner)
            cursor.execute("RESET ROLE")
    assert row.objection.words == "Bukan kinerja saya"


def test_no_superior_sees_a_box(cast, sign_in):
    """Neither on the path nor anywhere: the legal name of the box stands on the person's own page alone."""
    person = cast.owner.civil_servant
    name = str(result(person).box)
    assert name in sign_in(cast.owner).get("/jalur-jabatan/talenta/").content.decode()
    for member in ("superior", "unit_hr", "unit_head", "colleague"):
        client = sign_in(cast.members[member])
        for url in (f"/jalur-jabatan/{person.pk}/", f"/pegawai/{person.pk}/", "/jalur-jabatan/talenta/"):
            assert name not in client.get(url).content.decode()


def test_a_box_of_few_is_shown_only_with_another(cast):
    reference.load_reference()
    for number, people in ((9, 2), (8, 7), (5, 9)):
        for _n in range(people):
            result(CivilServantFactory(unit=cast.bidang_a), number)
    shown = {row.box.number: row.count for row in boxes(FROM)}
    assert (shown[9], shown[8], shown[5], shown[1]) == (
        "bersama kotak lain: 9",
        "bersama kotak lain: 9",
        "9",
        "0",
    )
