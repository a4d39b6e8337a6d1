"""A file that was committed once may be committed again: what its rows still say decides, not its bytes.

Every kind of import, by command and by page: refused while the people are unknown and stored once they are
there, the same twice, and A, B, A.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from jobs.queue import work_off
from personnel.imports import apply, kinds, preview, uploads
from personnel.imports.drafts import SKIP
from personnel.models import CivilServant, DataImport, Placement
from planning.models import CompetencyRating, PerformanceRating, StandardRequirement
from tests.factories import CompetencyFactory, RankFactory
from tests.personnel.siasn_files import csv_bytes, person
from tests.personnel.test_siasn_import import HEAD
from tests.planning.city import make_standard
from training.models import JpEntry, StaffAbsence

pytestmark = pytest.mark.django_db
Status = DataImport.Status
NOBODY = "198412312010032999"


@dataclass(frozen=True)
class Case:
    """A kind, a file of one row about a person or post, and what the database then says of it."""

    header: str
    row: str
    #: the same about the same, but otherwise; "" where the kind only adds
    other: str
    state: Callable[[], object]


def superior():
    return CivilServant.objects.values_list("superior__nip", flat=True).get(nip=NOBODY)


def requirement():
    rows = StandardRequirement.objects.filter(version__status="draft", position__name="Juru Uji")
    return list(rows.values_list("competency__code", "level"))


CASES = {
    "superiors": Case("nip,nip_atasan", "{who},{boss}", "{who},{other_boss}", superior),
    "standards": Case("jabatan,kode_kompetensi,tingkat", "Juru Uji,A,4", "Juru Uji,A,2", requirement),
    "ratings": Case(
        "nip,kode_kompetensi,tingkat,sumber,tanggal",
        "{who},A,1,atasan,01-06-2026",
        "",
        lambda: list(CompetencyRating.objects.values_list("level", "source")),
    ),
    "performance": Case(
        "nip,tahun,nilai",
        "{who},2025,80",
        "{who},2025,90",
        lambda: list(PerformanceRating.objects.values_list("year", "score")),
    ),
    "absences": Case(
        "nip,jenis,mulai,sampai",
        "{who},cuti,01-03-2027,05-03-2027",
        "{who},cuti,01-03-2027,03-03-2027",
        lambda: list(StaffAbsence.objects.values_list("kind", "ends_on")),
    ),
    "training_histories": Case(
        "nip,namaKursus,jumlahJam,nomorSertipikat,tanggalSelesaiKursus",
        "{who},Diklat A,20,A/1,05-03-2024",
        "",
        lambda: list(JpEntry.objects.values_list("name", "jp_counted")),
    ),
}


@pytest.fixture
def world(cast):
    make_standard(("pelaksana", "A", 3))
    CompetencyFactory(code="B")
    return cast


@pytest.fixture
def file(world, tmp_path):
    """``file(case)``: the same bytes at every call."""

    def write(case, row=None):
        path = tmp_path / "berkas.csv"
        names = {"who": NOBODY, "boss": world.superior.username, "other_boss": world.unit_head.username}
        path.write_text(f"{case.header}\n{(row or case.row).format(**names)}\n", encoding="utf-8")
        return path

    return write


def the_person_arrives(cast):
    """Whom and what the rows name comes into being."""
    newcomer = cast.owner.civil_servant
    CivilServant.objects.filter(pk=newcomer.pk).update(nip=NOBODY, superior=None)
    newcomer.position.name = "Juru Uji"
    newcomer.position.save()


def by_command(cast, kind, path):
    out = StringIO()
    try:
        call_command(f"import_{kind}", str(path), "--by", cast.city_hr.username, stdout=out)
    except CommandError as refusal:
        return f"1: {refusal}"
    return out.getvalue()


def by_page(cast, kind, path):
    """The whole way through the pages; what the last one says."""
    client = cast.client
    sent = {"file": SimpleUploadedFile("berkas.csv", path.read_bytes())}
    detail = client.post(reverse("personnel:import_upload", args=[kind]), sent).url
    data_import = DataImport.objects.order_by("pk").last()
    work_off(data_import.job)
    page = client.get(detail).content.decode()
    commit_url = reverse("personnel:import_commit", args=[data_import.key])
    client.post(commit_url)
    data_import.refresh_from_db()
    assert (data_import.job.kind == "commit_import") == (f'href="{commit_url}"' in page)
    if data_import.job.kind == "commit_import":
        assert work_off(data_import.job).status == "done"
    return client.get(detail).content.decode()


@pytest.fixture(params=[by_command, by_page])
def run(request, world, sign_in):
    object.__setattr__(world, "client", sign_in(world.city_hr))
    return lambda kind, path: request.param(world, kind, path)


def applied():
    return DataImport.objects.filter(status=Status.COMMITTED).count()


@pytest.mark.parametrize("kind", CASES)
def test_refused_then_stored_then_nothing_new(world, file, run, kind):
    case = CASES[kind]
    said = run(kind, file(case))
    assert "Tidak ada baris yang dapat diterapkan: 1 ditolak" in said
    assert applied() == 0, "what was refused is not recorded as applied"

    the_person_arrives(world)
    assert "Diterapkan" in run(kind, file(case))
    state = case.state()
    assert state
    assert applied() == 1

    assert "Tidak ada perubahan" in run(kind, file(case))
    assert case.state() == state
    assert applied() == 1


@pytest.mark.parametrize("kind", [kind for kind, case in CASES.items() if case.other])
def test_there_and_back(world, file, run, kind):
    """A, B, A: the third time the same bytes bring the first state back, and the earlier import is named."""
    case = CASES[kind]
    the_person_arrives(world)
    run(kind, file(case))
    first = case.state()
    run(kind, file(case, case.other))
    assert case.state() != first
    assert "Berkas yang persis sama pernah diterapkan" in run(kind, file(case))
    assert case.state() == first
    assert applied() == 3


# --- SIASN: people move, rows wait -----------------------------------------------------------------


@pytest.fixture
def export(world, tmp_path):
    RankFactory()

    def write(*people):
        path = tmp_path / "siasn.csv"
        path.write_bytes(csv_bytes(list(people)))
        return path

    return write


def placements():
    rows = Placement.objects.filter(civil_servant__pns_id=person(1)["PNS ID"]).order_by("pk")
    return list(rows.values_list("unit__name", "ends_on"))


def test_people_move_there_and_back(world, export, run):
    here, there = person(1), person(1, UNOR_ID="U-SOS-B", UNOR_NAMA="Bidang B")
    for people, unit in ((here, "Bidang A"), (there, "Bidang B"), (here, "Bidang A")):
        assert "Diterapkan" in run("siasn", export(people))
        assert CivilServant.objects.get(pns_id=here["PNS ID"]).unit.name == unit
    assert [unit for unit, _ends_on in placements()] == ["Bidang A", "Bidang B", "Bidang A"]
    assert [ends_on is None for _unit, ends_on in placements()] == [False, False, True]
    assert "Tidak ada perubahan" in run("siasn", export(here))
    assert len(placements()) == 3


def test_refused_for_a_number_that_is_free_later(world, export, run):
    taken = person(1)["NIP BARU"]
    CivilServant.objects.filter(pk=world.owner.civil_servant_id).update(nip=taken)
    assert "Tidak ada baris yang dapat diterapkan: 1 ditolak" in run("siasn", export(person(1)))
    CivilServant.objects.filter(pk=world.owner.civil_servant_id).update(nip=NOBODY)
    assert "Diterapkan" in run("siasn", export(person(1)))
    assert CivilServant.objects.get(pns_id=person(1)["PNS ID"]).nip == taken


def test_rows_that_waited_are_added_when_they_are_answered(world, export):
    """The same file twice: first without the waiting row, later with its answer."""
    path = export(person(1, **HEAD), person(2))
    call_command("import_siasn", str(path), "--without-waiting", stdout=StringIO())
    assert not CivilServant.objects.filter(pns_id=person(1)["PNS ID"]).exists()

    data_import = uploads.receive(kinds.get("siasn"), path.name, [path.read_bytes()], by=world.city_hr)
    data_import = preview.build(data_import)
    assert (data_import.waiting, data_import.unchanged) == (1, 1)
    preview.answer(data_import, preview.suggestions(data_import), by=world.city_hr)
    data_import.refresh_from_db()
    data_import = preview.build(data_import)
    apply.commit(data_import, by=world.city_hr)
    assert data_import.added == 1
    assert CivilServant.objects.get(pns_id=person(1)["PNS ID"]).position.level == "pengawas"


def test_only_waiting_rows_are_nothing_to_commit(world, export):
    path = export(person(1, **HEAD))
    with pytest.raises(CommandError, match="0 ditolak, 1 menunggu jawaban"):
        call_command("import_siasn", str(path), "--without-waiting", stdout=StringIO())
    data_import = uploads.receive(kinds.get("siasn"), path.name, [path.read_bytes()], by=world.city_hr)
    data_import = preview.build(data_import)
    with pytest.raises(ValidationError, match="1 menunggu jawaban"):
        apply.commit(data_import, by=world.city_hr, without_waiting=True)
    assert applied() == 0


def test_a_new_name_of_a_post_is_something_to_commit(world, export):
    """SIASN has renamed a post: no row of a person changes, and yet there is something to agree to."""
    by = world.city_hr
    content = csv_bytes([person(1)])
    apply.commit(preview.build(uploads.receive(kinds.get("siasn"), "a.csv", [content], by=by)), by=by)
    renamed = csv_bytes([person(1, JABATAN_NAMA="Penata Kelola Perkantoran")])
    data_import = preview.build(uploads.receive(kinds.get("siasn"), "b.csv", [renamed], by=by))
    assert (data_import.unchanged, data_import.changes_nothing) == (1, False)
    apply.commit(data_import, by=by)
    post = CivilServant.objects.get(pns_id=person(1)["PNS ID"]).position
    assert post.name == "Penata Kelola Perkantoran"


def test_a_row_that_an_answer_refuses_does_not_outdate_the_others(world, export):
    """It is the only one of its unit; what the preview has shown is what the commit finds."""
    by = world.city_hr
    alone = person(1, UNOR_ID="U-SOS-B", UNOR_NAMA="Bidang B", **HEAD)
    content = csv_bytes([alone, person(2)])
    data_import = preview.build(uploads.receive(kinds.get("siasn"), "a.csv", [content], by=by))
    (question,) = data_import.options["questions"]
    preview.answer(data_import, {question["name"]: SKIP}, by=by)
    data_import.refresh_from_db()
    data_import = preview.build(data_import)
    assert (data_import.added, data_import.rejected) == (1, 1)
    assert apply.commit(data_import, by=by).status == Status.COMMITTED


def test_the_earlier_import_is_named_by_the_bytes_alone(world, file):
    """Not by the kind's other files, not by what was dropped, and never by itself."""
    the_person_arrives(world)
    by_command(world, "performance", file(CASES["performance"]))
    first = DataImport.objects.get()
    assert not DataImport.objects.applied_before(first).exists()
    path = file(CASES["performance"], CASES["performance"].other)
    other = uploads.receive(kinds.get("performance"), path.name, [path.read_bytes()], by=world.city_hr)
    assert not DataImport.objects.applied_before(other).exists()
    path = file(CASES["performance"])
    again = uploads.receive(kinds.get("performance"), path.name, [path.read_bytes()], by=world.city_hr)
    assert DataImport.objects.applied_before(again).get() == first
    DataImport.objects.filter(pk=first.pk).update(status=Status.DISCARDED)
    assert not DataImport.objects.applied_before(again).exists()


def test_today_is_the_day_of_the_second_move(world, export):
    """Two moves on one day leave three placements whose days do not run backwards."""
    here, there = person(1), person(1, UNOR_ID="U-SOS-B", UNOR_NAMA="Bidang B")
    for people in (here, there, here):
        by_command(world, "siasn", export(people))
    days = list(
        Placement.objects.filter(civil_servant__pns_id=here["PNS ID"])
        .order_by("pk")
        .values_list("starts_on", "ends_on")
    )
    assert all(ends_on is None or starts_on <= ends_on for starts_on, ends_on in days)
    assert [starts_on for starts_on, _ends_on in days] == sorted(starts_on for starts_on, _ends_on in days)
    assert days[0][0] == dt.date(2022, 3, 1)
