"""Absences from a file: anomalies by row, nothing dropped in silence, the same twice changes nothing."""

from __future__ import annotations

import datetime as dt
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from personnel.imports import kinds, preview
from tests.training.world import StaffAbsenceFactory
from training.models import StaffAbsence

pytestmark = pytest.mark.django_db

HEADER = "nip,jenis,mulai,sampai,keterangan"


@pytest.fixture
def file(tmp_path):
    def write(*rows, header=HEADER):
        path = tmp_path / f"tidak-hadir-{len(list(tmp_path.iterdir()))}.csv"
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        return path

    return write


def findings(path):
    draft = preview.plan(preview.read(kinds.get("absences"), path, path.name))
    return [(item.row, item.code) for item in draft.findings.items if item.row], [
        str(row.action) for row in draft.rows
    ]


def run(path, **options):
    out = StringIO()
    call_command("import_absences", str(path), stdout=out, **options)
    return out.getvalue()


def kept():
    return list(
        StaffAbsence.objects.order_by("starts_on").values_list("kind", "starts_on", "ends_on", "note")
    )


def test_added_and_corrected(cast, file):
    nip = cast.owner.username
    run(
        file(
            f"{nip},Cuti,01-03-2027,05-03-2027,Cuti tahunan", f"{nip},perjalanan dinas,2027-04-01,02-04-2027,"
        )
    )
    assert kept() == [
        ("leave", dt.date(2027, 3, 1), dt.date(2027, 3, 5), "Cuti tahunan"),
        ("duty", dt.date(2027, 4, 1), dt.date(2027, 4, 2), ""),
    ]
    run(file(f"{nip},cuti,01-03-2027,03-03-2027", header="nip,jenis,mulai,sampai"))
    assert kept()[0] == ("leave", dt.date(2027, 3, 1), dt.date(2027, 3, 3), "Cuti tahunan")


def test_the_same_again_changes_nothing(cast, file):
    row = f"{cast.owner.username},cuti,01-03-2027,05-03-2027,"
    run(file(row))
    before = list(StaffAbsence.objects.values())
    assert "Tidak ada perubahan" in run(file(row))
    assert "Tidak ada perubahan" in run(file(row, ""))
    assert list(StaffAbsence.objects.values()) == before


def test_a_dry_run_writes_nothing(cast, file):
    run(file(f"{cast.owner.username},cuti,01-03-2027,05-03-2027,"), dry_run=True)
    assert kept() == []


def test_only_bkpsdmd_answers_for_it(cast, file):
    for member, may in ((cast.unit_hr, False), (cast.administrator, False), (cast.city_hr, True)):
        assert kinds.get("absences").may(member) is may
    with pytest.raises(CommandError, match="tidak berwenang"):
        run(file(f"{cast.owner.username},cuti,01-03-2027,05-03-2027,"), by=cast.unit_hr.username)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("195001012010032001,cuti,01-03-2027,05-03-2027,", "nip_unknown"),
        ("1.96804E+17,cuti,01-03-2027,05-03-2027,", "nip_wrong"),
        ("{nip},sakit,01-03-2027,05-03-2027,", "kind_unknown"),
        ("{nip},,01-03-2027,05-03-2027,", "kind_unknown"),
        ("{nip},cuti,31-02-2027,05-03-2027,", "date_wrong"),
        ("{nip},cuti,,05-03-2027,", "date_missing"),
        ("{nip},cuti,01-03-2027,,", "date_missing"),
        ("{nip},cuti,05-03-2027,01-03-2027,", "days_reversed"),
        ("{nip},cuti,01-03-2027,05-03-2199,", "date_wrong"),
        ("{nip},dinas,08-01-2027,12-01-2027,", "days_taken"),
    ],
)
def test_anomalies(cast, file, row, code):
    person = cast.owner.civil_servant
    StaffAbsenceFactory(civil_servant=person, starts_on=dt.date(2027, 1, 4), ends_on=dt.date(2027, 1, 8))
    assert findings(file(row.format(nip=cast.owner.username))) == ([(2, code)], ["reject"])


def test_rows_that_repeat_contradict_or_overlap(cast, file):
    nip = cast.owner.username
    same = f"{nip},cuti,01-03-2027,05-03-2027,"
    assert findings(file(same, same)) == ([(3, "row_repeated")], ["add", "reject"])
    other = f"{nip},cuti,01-03-2027,09-03-2027,"
    assert findings(file(same, other)) == ([(2, "rows_disagree"), (3, "rows_disagree")], ["reject"] * 2)
    within = f"{nip},dinas,02-03-2027,02-03-2027,"
    after = f"{nip},dinas,04-03-2027,04-03-2027,"
    assert findings(file(after, same, within)) == (
        [(4, "days_overlap"), (2, "days_overlap")],
        ["reject", "add", "reject"],
    )


def test_a_file_may_move_the_border_between_two(cast, file):
    person = cast.owner.civil_servant
    StaffAbsenceFactory(civil_servant=person, ends_on=dt.date(2027, 3, 10))
    nip = cast.owner.username
    path = file(f"{nip},cuti,01-03-2027,04-03-2027,", f"{nip},dinas,05-03-2027,10-03-2027,")
    assert findings(path) == ([], ["change", "add"])


def test_odd_but_kept(cast, file):
    row = f"{cast.owner.username},belajar,01-03-2027,01-09-2028,{'x' * 151}"
    found, actions = findings(file(row))
    assert (sorted(code for _row, code in found), actions) == (["days_many", "note_cut"], ["add"])


def test_the_queries_do_not_grow(cast, file, django_assert_max_num_queries):
    people = [cast.owner, cast.colleague, cast.unit_hr]
    rows = [f"{user.username},cuti,01-03-2027,05-03-2027," for user in people]
    counts = []
    for number in (1, 3):
        path = file(*rows[:number])
        with django_assert_max_num_queries(10) as queries:
            preview.plan(preview.read(kinds.get("absences"), path, path.name))
        counts.append(len(queries))
    assert counts[0] == counts[1]
