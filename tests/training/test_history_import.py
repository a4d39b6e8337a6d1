"""Histories from files: tolerant headings, nothing twice, no year counted twice, and the caps after them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from personnel.imports import apply, kinds, preview, uploads
from personnel.models import DataImport
from planning.models import LearningYear
from tests.planning.world import FormFactory, RuleFactory, learned
from tests.training.outside_world import certificate_of, handed_in, the_form
from tests.training.test_hours import attended, counted
from tests.training.world import at
from training import hours
from training.models import JpEntry

pytestmark = pytest.mark.django_db

HEADER = "nip,namaKursus,jumlahJam,nomorSertipikat,tanggalKursus,tanggalSelesaiKursus,institusiPenyelenggara"


@pytest.fixture
def file(tmp_path):
    def write(*rows, header=HEADER):
        path = tmp_path / f"riwayat-{len(list(tmp_path.iterdir()))}.csv"
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        return path

    return write


def planned(path):
    return preview.plan(preview.read(kinds.get("training_histories"), path, path.name))


def findings(path):
    draft = planned(path)
    found = [(item.row, item.code) for item in draft.findings.items if item.row]
    return found, [str(row.action) for row in draft.rows]


def run(path, **options):
    out = StringIO()
    call_command("import_training_histories", str(path), stdout=out, **options)
    return out.getvalue()


def entries(person):
    rows = JpEntry.objects.filter(civil_servant=person).order_by("pk")
    return list(rows.values_list("kind", "name", "jp_counted"))


def row_for(nip, name="Diklat A", jp="20", number="A/1", first="03-03-2024", last="05-03-2024"):
    return f"{nip},{name},{jp},{number},{first},{last},LAN"


def test_entered_with_what_stands_in_the_file(cast, file):
    person = cast.owner.civil_servant
    run(file(row_for(person.nip, jp='"7,5"')))
    entry = JpEntry.objects.get()
    assert (entry.kind, entry.jp_proposed, entry.jp_counted) == ("imported", Decimal("7.5"), Decimal("7.5"))
    assert (entry.certificate_number, entry.institution) == ("A/1", "LAN")
    assert entry.earned_on == dt.date(2024, 3, 5)
    assert entry.source_import == DataImport.objects.get()
    assert LearningYear.objects.get(civil_servant=person, year=2024).jp_counted == Decimal("7.5")


@pytest.mark.parametrize(
    "header",
    [
        HEADER.replace("nip", "pnsOrangId"),
        "PNS ID;NAMA DIKLAT;JP;NO. SERTIFIKAT;MULAI;SELESAI;PENYELENGGARA",
        "PNS ID\tNAMA PELATIHAN\tJUMLAH JAM\tNOMOR SERTIFIKAT\tTANGGAL MULAI\tTANGGAL SELESAI\tLEMBAGA",
    ],
)
def test_headings_as_siasn_or_people_write_them(cast, file, header):
    sign = next(sign for sign in ";\t," if sign in header)
    row = row_for(cast.owner.civil_servant.pns_id.lower()).replace(",", sign)
    assert findings(file(row, header=header)) == ([], ["add"])


def test_the_same_again_changes_nothing(cast, file):
    row = row_for(cast.owner.username)
    run(file(row))
    before = list(JpEntry.objects.values())
    assert "Tidak ada perubahan" in run(file(row))
    assert "Tidak ada perubahan" in run(file(row, ""))
    assert findings(file(row.replace("A/1", "a/1"))) == ([], ["same"])
    assert list(JpEntry.objects.values()) == before


def test_a_dry_run_writes_nothing(cast, file):
    assert "Percobaan saja" in run(file(row_for(cast.owner.username)), dry_run=True)
    assert not JpEntry.objects.exists()


def test_only_bkpsdmd_answers_for_it(cast, file):
    for member, may in ((cast.unit_hr, False), (cast.administrator, False), (cast.city_hr, True)):
        assert kinds.get("training_histories").may(member) is may
    with pytest.raises(CommandError, match="tidak berwenang"):
        run(file(row_for(cast.owner.username)), by=cast.unit_hr.username)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("195001012010032001,A,20,1,,05-03-2024,", "person_unknown"),
        ("1.96804E+17,A,20,1,,05-03-2024,", "nip_wrong"),
        (",A,20,1,,05-03-2024,", "person_missing"),
        ("{nip},A,banyak,1,,05-03-2024,", "jp_wrong"),
        ("{nip},A,-1,1,,05-03-2024,", "jp_wrong"),
        ("{nip},A,NaN,1,,05-03-2024,", "jp_wrong"),
        ("{nip},A,20,1,,31-02-2024,", "date_wrong"),
        ("{nip},A,20,1,,01-01-1960,", "date_wrong"),
        ("{nip},A,20,1,,,", "date_missing"),
        ("{nip},A,20,1,06-03-2024,05-03-2024,", "days_reversed"),
        ("{nip},A,20,1,,05-03-2199,", "date_ahead"),
    ],
)
def test_anomalies(cast, file, row, code):
    assert findings(file(row.format(nip=cast.owner.username))) == ([(2, code)], ["reject"])


def test_odd_but_kept(cast, file):
    nip = cast.owner.username
    header = "nip,namaKursus,jumlahJam,tahunKursus,jenisDiklatId,nomorSertipikat,tanggalSelesaiKursus"
    found, actions = findings(
        file(f"{nip},A,0,2024,99,,", f"{nip},{'x' * 251},1500,2023,,,05-03-2023", header=header)
    )
    assert (sorted(found), actions) == (
        [(2, "date_guessed"), (2, "form_unknown"), (2, "jp_zero"), (3, "jp_many"), (3, "text_cut")],
        ["add", "add"],
    )


def test_two_people_in_one_row(cast, file):
    header = "nip,pnsOrangId,namaKursus,jumlahJam,nomorSertipikat,tanggalSelesaiKursus"
    nip, other = cast.owner.username, cast.colleague.civil_servant.pns_id
    assert findings(file(f"{nip},{other},A,20,1,05-03-2024", header=header)) == (
        [(2, "person_differs")],
        ["reject"],
    )


def test_doubles_within_the_file(cast, file):
    nip = cast.owner.username
    same = row_for(nip)
    assert findings(file(same, same)) == ([(3, "row_repeated")], ["add", "reject"])
    other = row_for(nip, jp="30")
    assert findings(file(same, other)) == ([(2, "rows_disagree"), (3, "rows_disagree")], ["reject"] * 2)
    assert findings(file(same, row_for(nip, number=""))) == ([(3, "row_repeated")], ["add", "reject"])
    assert findings(file(same, row_for(cast.colleague.username))) == ([], ["add", "add"])


def test_doubles_of_what_is_known(cast, file):
    person, nip = cast.owner.civil_servant, cast.owner.username
    run(file(row_for(nip), row_for(nip, "Diklat B", number="")))
    handed_in(cast.owner, certificate_number="L/2")
    own = certificate_of(person)
    rows = [
        row_for(nip, jp="30"),
        row_for(nip, "Diklat B", jp="30", number=""),
        row_for(nip, "Diklat C", number="l/2"),
        row_for(nip, "Diklat D", number=own.number),
        row_for(nip, "Diklat E", number="E/1"),
    ]
    assert findings(file(*rows)) == (
        [
            (2, "certificate_taken"),
            (3, "certificate_taken"),
            (4, "certificate_known"),
            (5, "certificate_known"),
        ],
        ["reject", "reject", "reject", "reject", "add"],
    )
    # The number has been found since.
    assert findings(file(row_for(nip, "Diklat B", number="B/1"))) == ([], ["same"])


def test_a_certificate_in_the_history_is_not_handed_in_again(cast, file):
    run(file(row_for(cast.owner.username, number="B/12/LAN/2026")))
    with pytest.raises(Exception, match="sudah ada dalam riwayat JP Anda"):
        handed_in(cast.owner)


# --------------------------------------------------------------------------------- a year counts once


@pytest.mark.parametrize(
    ("known", "first", "second", "sums"),
    [
        (30, "20", "5", (30, 30)),  # the details are part of what was known
        (30, "20", "15", (30, 35)),  # together they are more
        (10, "20", "5", (20, 25)),
    ],
)
def test_a_sum_gives_way_to_its_details(cast, file, known, first, second, sums):
    person, nip = cast.owner.civil_servant, cast.owner.username
    learned(person, 2024, known)
    for jp, number, total in ((first, "A/1", sums[0]), (second, "A/2", sums[1])):
        run(file(row_for(nip, jp=jp, number=number)))
        assert LearningYear.objects.get(civil_servant=person, year=2024).jp_counted == total
    assert sum(jp for _kind, _name, jp in entries(person)) == sums[1]


def test_what_was_taken_over_before_the_file_came(cast, file):
    person, form = cast.owner.civil_servant, FormFactory()
    RuleFactory(form=form)
    learned(person, 2026, 12)
    attended(form, person, at("2026-03-02"))
    assert LearningYear.objects.get().jp_counted == 16
    run(file(row_for(person.nip, jp="8", first="", last="05-02-2026")))
    assert LearningYear.objects.get().jp_counted == 16
    taken = [jp for _kind, name, jp in entries(person) if name == "Riwayat JP tahun 2026"]
    assert sorted(taken) == [-12, 4, 12]
    assert len(entries(person)) == 5
    assert hours.years_of(person)[0].counted == 16


def test_other_years_and_people_keep_their_sums(cast, file):
    learned(cast.owner.civil_servant, 2023, 9)
    learned(cast.colleague.civil_servant, 2024, 7)
    run(file(row_for(cast.owner.username)))
    assert sorted(LearningYear.objects.values_list("year", "jp_counted")) == [
        (2023, 9),
        (2024, 7),
        (2024, 20),
    ]


def test_attendance_of_the_day_comes_after_it(cast, file):
    person, form = cast.owner.civil_servant, the_form(max_jp_per_day=Decimal(6))
    attended(form, person, at("2026-03-05"))
    assert counted(person) == [4]
    header = "nip,namaKursus,jumlahJam,bentuk,nomorSertipikat,tanggalSelesaiKursus"
    run(file(f"{person.nip},A,5,{form.name},1,05-03-2026", header=header))
    assert counted(person) == [1]
    assert LearningYear.objects.get().jp_counted == 6


# ----------------------------------------------------------------------------------------------- races


def kept(path, by):
    kind = kinds.get("training_histories")
    data_import = uploads.remember(kind, path.name, 1, uploads.hash_of(path), by=by)
    return preview.save(data_import, planned(path))


def test_handed_in_since_the_preview_is_outdated(cast, file):
    data_import = kept(file(row_for(cast.owner.username, number="B/12/LAN/2026")), cast.city_hr)
    handed_in(cast.owner)
    with pytest.raises(apply.Outdated):
        apply.commit(data_import, by=cast.city_hr)
    assert not JpEntry.objects.exists()


def test_the_ledger_itself_takes_no_certificate_twice(cast, file):
    """Should one be handed in between the comparison and the entry."""
    handed_in(cast.owner)
    data_import = DataImport.objects.create(kind="training_histories", file_name="x", sha256="0" * 64, size=1)
    day = dt.date(2024, 3, 5)
    row = (cast.owner.civil_servant_id, "A", day, None, Decimal(20), "b/12/lan/2026", "")
    assert hours.post_history([row], data_import, by=cast.city_hr) == 0


def test_unit_hr_commits_nothing(cast, file):
    data_import = kept(file(row_for(cast.owner.username)), cast.city_hr)
    with pytest.raises(PermissionDenied):
        apply.commit(data_import, by=cast.unit_hr)


def test_the_queries_do_not_grow(cast, file):
    people = [cast.owner, cast.colleague, cast.unit_hr]
    counts = []
    for number in (1, 3):
        path = file(*(row_for(user.username, number=f"N/{number}") for user in people[:number]))
        with CaptureQueriesContext(connection) as queries:
            planned(path)
        looked = len(queries)
        with CaptureQueriesContext(connection) as queries:
            run(path)
        counts.append((looked, len(queries)))
    assert counts[0] == counts[1]
    assert counts[0][0] == 5
