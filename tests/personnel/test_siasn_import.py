"""The whole way of an export: preview, answers, commit, and the same again."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from personnel.imports import apply, preview
from personnel.imports.apply import Outdated
from personnel.imports.drafts import SKIP
from personnel.imports.lines import BadFile
from personnel.models import (
    AuditEntry,
    CivilServant,
    DataImport,
    ImportRow,
    Placement,
    Position,
    RowChange,
    Unit,
)
from tests.cast import make_cast
from tests.factories import RankFactory, UserFactory
from tests.personnel.siasn_files import PRIVATE, committed, csv_bytes, person, previewed, xlsx_bytes
from tests.races import refused

pytestmark = pytest.mark.django_db
Action, Status = ImportRow.Action, DataImport.Status


@pytest.fixture
def hr(cast):
    RankFactory()
    return cast.city_hr


def actions(data_import):
    return dict(data_import.rows.exclude(action=Action.MISSING).values_list("label", "action"))


def codes(data_import):
    return set(data_import.anomalies.values_list("code", flat=True))


# --- Added -------------------------------------------------------------------------------------


def test_new_people_are_previewed_then_added(cast, hr):
    before = CivilServant.objects.count()
    data_import = previewed(csv_bytes([person(1), person(2)]), by=hr)
    assert (data_import.status, data_import.added, data_import.rejected, data_import.waiting) == (
        "previewed",
        2,
        0,
        0,
    )
    assert CivilServant.objects.count() == before, "a preview changes nothing"

    data_import = apply.commit(data_import, by=hr)
    one = CivilServant.objects.get(pns_id=person(1)["PNS ID"])
    assert data_import.status == Status.COMMITTED
    assert data_import.committed_by == hr
    assert one.last_import == data_import
    assert (one.unit, one.rank.code, one.position.level) == (cast.bidang_a, "III/c", "pelaksana")
    assert one.birth_date == dt.date(1985, 4, 11)
    assert one.education == "s1"
    assert one.graduation_year == 2008
    placement = one.placements.get()
    assert (placement.unit, placement.starts_on, placement.ends_on) == (
        cast.bidang_a,
        dt.date(2022, 3, 1),
        None,
    )
    assert placement.source_import == data_import


def test_known_units_get_their_siasn_id(cast, hr):
    committed(csv_bytes([person(1)]), by=hr)
    cast.bidang_a.refresh_from_db()
    cast.dinas_sosial.refresh_from_db()
    assert (cast.bidang_a.siasn_id, cast.dinas_sosial.siasn_id) == ("U-SOS-A", "U-SOS")


def test_a_workbook_is_read_as_well(cast, hr):
    """Dates as dates, numbers as numbers, a title above the heading."""
    row = person(1) | {"TANGGAL LAHIR": dt.date(1985, 4, 11), "TAHUN LULUS": 2008, "GOL AKHIR ID": 33}
    data_import = committed(xlsx_bytes([row], above=2), by=hr, name="pegawai.xlsx")
    assert (data_import.added, data_import.rejected) == (1, 0)
    assert data_import.rows.get(action=Action.ADD).number == 4


# --- The same again ----------------------------------------------------------------------------


def test_the_same_bytes_twice(cast, hr):
    content = csv_bytes([person(1)])
    committed(content, by=hr)
    state = snapshot()
    with pytest.raises(ValidationError, match="Tidak ada perubahan"):
        committed(content, by=hr)
    assert snapshot() == state


def test_the_same_content_in_another_file_changes_nothing(cast, hr):
    committed(csv_bytes([person(1), person(2)]), by=hr)
    state = snapshot()
    data_import = previewed(csv_bytes([person(2), person(1)], delimiter="|"), by=hr)
    assert (data_import.added, data_import.changed, data_import.moved, data_import.unchanged) == (0, 0, 0, 2)
    with pytest.raises(ValidationError, match="Tidak ada perubahan"):
        apply.commit(data_import, by=hr)
    assert snapshot() == state


def snapshot():
    people = CivilServant.objects.order_by("pk").values_list("pk", "nip", "name", "unit", "position", "rank")
    return (
        list(people),
        list(Placement.objects.order_by("pk").values_list()),
        list(Unit.objects.order_by("pk").values_list()),
        list(Position.objects.order_by("pk").values_list()),
        RowChange.objects.count(),
    )


# --- Changed, moved, missing -------------------------------------------------------------------


def test_changes_are_shown_before_and_after(cast, hr):
    committed(csv_bytes([person(1)]), by=hr)
    data_import = previewed(csv_bytes([person(1, GELAR_BELAKANG="M.Si.", EMAIL_GOV="")]), by=hr)
    assert data_import.changed == 1
    assert data_import.rows.get(action=Action.CHANGE).changes == {
        "Gelar belakang": ["S.Sos.", "M.Si."],
        "Surel dinas": ["pegawai1@palukota.contoh", ""],
    }
    apply.commit(data_import, by=hr)
    one = CivilServant.objects.get(pns_id=person(1)["PNS ID"])
    assert (one.title_after, one.email) == ("M.Si.", "")
    assert one.placements.count() == 1


def test_when_a_rank_and_the_service_began_is_read_where_the_file_has_it(cast, hr):
    dates = {"TMT_GOLONGAN": "01-04-2023", "TMT_CPNS": "01-03-2010"}
    committed(csv_bytes([person(1, **dates)]), by=hr)
    one = CivilServant.objects.get(pns_id=person(1)["PNS ID"])
    since = (dt.date(2023, 4, 1), dt.date(2010, 3, 1))
    assert (one.rank_since, one.service_since) == since
    without = previewed(csv_bytes([person(1)]), by=hr)
    assert without.unchanged == 1
    assert not without.anomalies.filter(column__in=["TMT GOLONGAN", "TMT CPNS"]).exists()
    odd = previewed(csv_bytes([person(1, TMT_GOLONGAN="01-04-1823", TMT_CPNS="kapan")]), by=hr)
    assert {"date_odd", "date_unreadable"} <= codes(odd)


def test_a_column_that_is_not_in_the_file_changes_nothing(cast, hr):
    committed(csv_bytes([person(1)]), by=hr)
    row = {
        key: value
        for key, value in person(1).items()
        if key not in {"EMAIL GOV", "GELAR BELAKANG", "TMT JABATAN"}
    }
    data_import = previewed(csv_bytes([row]), by=hr)
    assert data_import.unchanged == 1
    assert set(data_import.anomalies.filter(code="column_missing").values_list("column", flat=True)) == {
        "EMAIL GOV",
        "GELAR BELAKANG",
        "TMT JABATAN",
    }


@pytest.mark.parametrize(
    ("since", "starts_on"),
    [("01-06-2026", dt.date(2026, 6, 1)), ("01-03-2022", None)],
    ids=["new TMT", "old TMT"],
)
def test_a_move_closes_one_placement_and_opens_another(cast, hr, since, starts_on):
    starts_on = starts_on or timezone.localdate()
    committed(csv_bytes([person(1)]), by=hr)
    moved = person(1, UNOR_ID="U-SOS-B", UNOR_NAMA="Bidang B", TMT_JABATAN=since)
    data_import = committed(csv_bytes([moved]), by=hr)
    assert (data_import.moved, data_import.changed) == (1, 0)
    one = CivilServant.objects.get(pns_id=person(1)["PNS ID"])
    new, old = one.placements.all()
    assert one.unit == new.unit == cast.bidang_b
    assert (new.starts_on, new.ends_on) == (starts_on, None)
    assert (old.unit, old.ends_on) == (cast.bidang_a, starts_on - dt.timedelta(days=1))


def test_missing_people_are_reported_and_stay(cast, hr):
    committed(csv_bytes([person(1), person(2)]), by=hr)
    data_import = committed(csv_bytes([person(2, GELAR_BELAKANG="M.Si.")]), by=hr)
    missing = set(data_import.rows.filter(action=Action.MISSING).values_list("label", flat=True))
    assert "Pegawai Nomor 1" in missing
    assert "Pegawai Nomor 2" not in missing
    assert CivilServant.objects.filter(pns_id=person(1)["PNS ID"]).exists()
    assert "partial_file" in codes(data_import)


def test_whoever_stands_in_a_refused_row_is_not_missing(cast, hr):
    committed(csv_bytes([person(1)]), by=hr)
    data_import = previewed(csv_bytes([person(1, NAMA="")]), by=hr)
    assert data_import.rejected == 1
    assert "Pegawai Nomor 1" not in data_import.rows.filter(action=Action.MISSING).values_list(
        "label", flat=True
    )


def test_the_new_number_of_a_pppk_is_a_change_and_the_account_follows(cast, hr):
    pppk = {"JENIS_PEGAWAI_NAMA": "PPPK Daerah", "STATUS_CPNS_PNS": ""}
    committed(csv_bytes([person(1, NIP_BARU="198504112021211001", **pppk)]), by=hr)
    one = CivilServant.objects.get(pns_id=person(1)["PNS ID"])
    user = UserFactory(civil_servant=one)
    data_import = committed(csv_bytes([person(1, NIP_BARU="198504112026221001", **pppk)]), by=hr)
    one.refresh_from_db()
    user.refresh_from_db()
    assert data_import.changed == 1
    assert one.nip == user.username == "198504112026221001"
    entry = AuditEntry.objects.get(action="nip_change")
    assert (entry.subject, entry.actor) == (one, hr)
    assert "198504" not in str(entry.facts)


def test_the_number_of_somebody_else_is_refused(cast, hr):
    committed(csv_bytes([person(1)]), by=hr)
    data_import = previewed(csv_bytes([person(2, NIP_BARU=person(1)["NIP BARU"])]), by=hr)
    assert data_import.rejected == 1
    assert "nip_of_another" in codes(data_import)


def test_a_pns_with_a_new_number_is_said(cast, hr):
    committed(csv_bytes([person(1)]), by=hr)
    data_import = previewed(csv_bytes([person(1, NIP_BARU="198504112010031777")]), by=hr)
    assert "nip_changed" in codes(data_import)


# --- Twice in one file -------------------------------------------------------------------------


def test_one_number_twice_with_different_content_is_refused_twice(cast, hr):
    other = person(2, NIP_BARU=person(1)["NIP BARU"])
    data_import = previewed(csv_bytes([person(1), other, person(3)]), by=hr)
    assert (data_import.added, data_import.rejected) == (1, 2)
    assert "nip_doubled" in codes(data_import)


def test_a_row_repeated_word_for_word_counts_once(cast, hr):
    data_import = previewed(csv_bytes([person(1), person(1)]), by=hr)
    assert (data_import.added, data_import.rejected) == (1, 1)
    assert "row_repeated" in codes(data_import)


# --- Questions ---------------------------------------------------------------------------------

HEAD = {
    "JENIS_JABATAN_ID": "1",
    "JENIS_JABATAN_NAMA": "Jabatan Struktural",
    "JABATAN_NAMA": "Kepala Seksi Uji",
    "JABATAN_ID": "J-9",
}


def test_a_level_that_is_not_told_is_asked(cast, hr):
    content = csv_bytes([person(1, **HEAD), person(2)])
    data_import = previewed(content, by=hr)
    assert (data_import.added, data_import.waiting) == (1, 1)
    (question,) = data_import.options["questions"]
    assert question["group"] == "level"
    assert question["suggestion"] == "pengawas"
    assert {value for value, _ in question["choices"]} == {
        "jpt_utama",
        "jpt_madya",
        "jpt_pratama",
        "administrator",
        "pengawas",
    }
    with pytest.raises(ValidationError, match="menunggu jawaban"):
        apply.commit(data_import, by=hr)

    answered = preview.answer(data_import, {question["name"]: "administrator"}, by=hr)
    data_import = preview.build(answered)
    assert (data_import.added, data_import.waiting) == (2, 0)
    apply.commit(data_import, by=hr)
    assert Position.objects.get(name="Kepala Seksi Uji").level == "administrator"
    # Known from now on: nobody is asked again.
    again = previewed(csv_bytes([person(1, **HEAD), person(2, GELAR_DEPAN="Dr.")]), by=hr)
    assert again.options["questions"] == []
    assert again.changed == 1


def test_committing_without_the_waiting_rows_is_a_choice(cast, hr):
    data_import = previewed(csv_bytes([person(1, **HEAD), person(2)]), by=hr)
    data_import = apply.commit(data_import, by=hr, without_waiting=True)
    assert CivilServant.objects.filter(pns_id__startswith="A0000000").count() == 1
    assert not Position.objects.filter(name="Kepala Seksi Uji").exists()


def test_the_level_of_the_same_post_in_other_rows_is_only_a_suggestion(cast, hr):
    data_import = previewed(csv_bytes([person(1, **HEAD, ESELON_NAMA="III.b"), person(2, **HEAD)]), by=hr)
    assert (data_import.added, data_import.waiting) == (1, 1)
    assert data_import.options["questions"][0]["suggestion"] == "administrator"


def test_an_unknown_unit_is_asked_and_made_below_its_office(cast, hr):
    school = {"UNOR_ID": "U-SD1", "UNOR_NAMA": "SD Inpres 1 Talise"}
    data_import = previewed(csv_bytes([person(1, **school), person(2, **school), person(3)]), by=hr)
    assert (data_import.added, data_import.waiting) == (1, 2)
    (question,) = data_import.options["questions"]
    assert question["rows"] == 2
    assert "Sekolah" in question["choices"][0][1]
    assert "Dinas Sosial" in question["choices"][0][1]

    data_import.options["answers"] = preview.suggestions(data_import)
    data_import.save()
    data_import = preview.build(data_import)
    assert (
        "Unit baru: SD Inpres 1 Talise (Sekolah) di bawah Dinas Sosial" in data_import.options["side_effects"]
    )
    apply.commit(data_import, by=hr)
    unit = Unit.objects.get(siasn_id="U-SD1")
    assert (unit.parent, unit.opd, unit.kind) == (cast.dinas_sosial, cast.dinas_sosial, "sekolah")
    assert unit.path.startswith(cast.dinas_sosial.path)
    assert unit.path != cast.dinas_sosial.path
    assert unit.civil_servants.count() == 2


def test_an_unknown_office_is_made_with_what_lies_below_it(cast, hr):
    new = {"SATUAN_KERJA_KERJA_ID": "U-X", "SATUAN_KERJA_KERJA_NAMA": "Dinas Baru"}
    rows = [
        person(1, UNOR_ID="U-XA", UNOR_NAMA="Bidang Baru", **new),
        person(2, UNOR_ID="U-X", UNOR_NAMA="Dinas Baru", **new),
    ]
    committed(csv_bytes(rows), by=hr)
    office, division = Unit.objects.get(siasn_id="U-X"), Unit.objects.get(siasn_id="U-XA")
    assert office.is_opd
    assert office.kind == "dinas"
    assert division.parent == office == division.opd


def test_two_units_of_one_name_are_two_units(cast, hr):
    """Two UNOR IDs with the name of one unit of ours: neither may claim it."""
    rows = [person(1, UNOR_ID="U-1", UNOR_NAMA="Bidang A"), person(2, UNOR_ID="U-2", UNOR_NAMA="Bidang A")]
    data_import = previewed(csv_bytes(rows), by=hr)
    assert (data_import.waiting, len(data_import.options["questions"])) == (2, 2)


def test_an_existing_unit_may_be_the_answer(cast, hr):
    data_import = previewed(csv_bytes([person(1, UNOR_ID="U-9", UNOR_NAMA="Bidang AA")]), by=hr)
    (question,) = data_import.options["questions"]
    assert question["suggestion"] == ""
    assert f"unit:{cast.bidang_a.pk}" in dict(question["choices"])
    data_import = committed(
        csv_bytes([person(1, UNOR_ID="U-9", UNOR_NAMA="Bidang AA")]),
        by=hr,
        answers={question["name"]: f"unit:{cast.bidang_a.pk}"},
        accept=False,
    )
    assert data_import.added == 1
    cast.bidang_a.refresh_from_db()
    assert cast.bidang_a.siasn_id == "U-9"


def test_without_an_office_the_office_is_asked(cast, hr):
    row = person(
        1,
        UNOR_ID="",
        UNOR_NAMA="Tim Baru",
        SATUAN_KERJA_KERJA_ID="x",
        SATUAN_KERJA_KERJA_NAMA="Pemerintah Kota Palu",
    )
    data_import = previewed(csv_bytes([row]), by=hr)
    (question,) = data_import.options["questions"]
    assert question["suggestion"] == ""
    name, choice = question["name"], f"under:{cast.bkpsdmd.pk}"
    committed(csv_bytes([row]), by=hr, answers={name: choice}, accept=False)
    assert Unit.objects.get(name="Tim Baru").parent == cast.bkpsdmd


def test_rows_may_be_left_out_by_an_answer(cast, hr):
    data_import = previewed(csv_bytes([person(1, **HEAD)]), by=hr)
    name = data_import.options["questions"][0]["name"]
    data_import = preview.build(preview.answer(data_import, {name: SKIP}, by=hr))
    assert (data_import.waiting, data_import.rejected) == (0, 1)


def test_answers_are_checked(cast, hr):
    data_import = previewed(csv_bytes([person(1, **HEAD)]), by=hr)
    name = data_import.options["questions"][0]["name"]
    with pytest.raises(ValidationError):
        preview.answer(data_import, {name: "jf_pemula"}, by=hr)
    with pytest.raises(ValidationError):
        preview.answer(data_import, {"level:tidakada": "pengawas"}, by=hr)
    with pytest.raises(PermissionDenied):
        preview.answer(data_import, {name: "pengawas"}, by=cast.unit_hr)


# --- Privacy -----------------------------------------------------------------------------------


def test_what_is_not_needed_is_kept_nowhere(cast, hr, settings):
    """Not in the preview, not after the commit, in no table; and the file itself is deleted."""
    data_import = previewed(csv_bytes([person(1), person(2, NIP_BARU="1.9E+17"), person(3, **HEAD)]), by=hr)
    path = settings.PRIVATE_ROOT / data_import.stored_as
    assert path.exists()
    assert oct(path.stat().st_mode)[-3:] == "600"
    assert_private_values_are_nowhere()
    data_import = apply.commit(data_import, by=hr, without_waiting=True)
    assert_private_values_are_nowhere()
    assert data_import.stored_as == ""
    assert len(data_import.sha256) == 64


def assert_private_values_are_nowhere():
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(
                f'SELECT count(*) FROM "{table}" t WHERE t::text ILIKE ANY(%s)',
                [[f"%{v}%" for v in PRIVATE.values()]],
            )
            assert cursor.fetchone() == (0,), table


@pytest.mark.django_db(transaction=True)
def test_the_file_is_deleted_after_the_commit_and_after_a_discard(cast, hr, settings):
    kept = previewed(csv_bytes([person(1)]), by=hr)
    dropped = previewed(csv_bytes([person(2)]), by=hr)
    paths = [settings.PRIVATE_ROOT / item.stored_as for item in (kept, dropped)]
    assert all(path.exists() for path in paths)
    apply.commit(kept, by=hr)
    apply.discard(dropped, by=hr)
    assert not any(path.exists() for path in paths)
    dropped.refresh_from_db()
    assert (dropped.status, dropped.rows.count(), dropped.anomalies.count()) == (Status.DISCARDED, 0, 0)
    with pytest.raises(ValidationError):
        apply.commit(dropped, by=hr)


# --- Nothing unseen ----------------------------------------------------------------------------


def test_a_commit_does_what_was_shown_or_nothing(cast, hr):
    committed(csv_bytes([person(1)]), by=hr)
    data_import = previewed(csv_bytes([person(1, GELAR_BELAKANG="M.Si.")]), by=hr)
    CivilServant.objects.filter(pns_id=person(1)["PNS ID"]).update(title_after="S.Sos., M.A.P.")
    with pytest.raises(Outdated):
        apply.commit(data_import, by=hr)
    assert CivilServant.objects.get(pns_id=person(1)["PNS ID"]).title_after == "S.Sos., M.A.P."
    apply.commit(preview.build(data_import), by=hr)
    assert CivilServant.objects.get(pns_id=person(1)["PNS ID"]).title_after == "M.Si."


def test_a_change_of_other_people_does_not_disturb(cast, hr):
    data_import = previewed(csv_bytes([person(1)]), by=hr)
    CivilServant.objects.filter(pk=cast.owner.civil_servant_id).update(title_after="M.Si.")
    assert apply.commit(data_import, by=hr).status == Status.COMMITTED


def test_only_those_who_may(cast, hr):
    data_import = previewed(csv_bytes([person(1)]), by=hr)
    for user in (cast.unit_hr, cast.unit_head, cast.owner, cast.pyb, cast.ppk, cast.official):
        for act in (apply.commit, apply.discard, apply.ask_commit):
            with pytest.raises(PermissionDenied):
                act(data_import, by=user)
        with pytest.raises(PermissionDenied):
            previewed(csv_bytes([person(2)]), by=user)


def test_acts_are_recorded(cast, hr):
    data_import = committed(csv_bytes([person(1)]), by=hr)
    entries = AuditEntry.objects.filter(object_id=str(data_import.pk)).order_by("pk")
    assert [entry.action for entry in entries] == ["import_upload", "import_commit"]
    assert entries[1].facts["added"] == 1
    assert entries[1].facts["sha256"] == data_import.sha256


@pytest.mark.django_db(transaction=True)
def test_of_two_commits_at_once_one_wins():
    cast = make_cast()
    RankFactory()
    data_import = previewed(csv_bytes([person(1), person(2)]), by=cast.city_hr)
    (refusal,) = refused(*[lambda: apply.commit(data_import, by=cast.city_hr)] * 2)
    assert isinstance(refusal, ValidationError)
    assert Placement.objects.filter(source_import=data_import).count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_files_at_once_do_not_make_a_person_twice():
    cast = make_cast()
    RankFactory()
    imports = [
        previewed(csv_bytes([person(1, GELAR_DEPAN=title)]), by=cast.city_hr) for title in ("Dr.", "Ir.")
    ]
    (refusal,) = refused(*[lambda one=one: apply.commit(one, by=cast.city_hr) for one in imports])
    assert isinstance(refusal, Outdated)
    assert CivilServant.objects.filter(pns_id=person(1)["PNS ID"]).count() == 1


# --- Bad files change nothing ------------------------------------------------------------------


def test_a_heading_without_rows_and_a_file_without_a_heading(cast, hr):
    state = snapshot()
    for content in (
        b"PNS ID;NIP BARU;NAMA;JABATAN NAMA;UNOR NAMA\n",
        b"apa;saja\n1;2\n",
        b"PNS ID;NIP BARU;NAMA\n1;2;3\n",
    ):
        data_import = previewed(content, by=hr)
        assert data_import.status == Status.REFUSED
        assert data_import.refusal
        assert data_import.stored_as == ""
    assert snapshot() == state


def test_a_bad_file_is_not_even_taken_in(cast, hr, settings):
    with pytest.raises(BadFile):
        previewed(b"%PDF-1.7", by=hr)
    assert DataImport.objects.count() == 0
    assert list((settings.PRIVATE_ROOT / "imports").glob("*.pdf")) == []


def test_a_broken_quote_swallows_nobody(cast, hr):
    text = csv_bytes([person(number) for number in range(1, 6)]).decode().splitlines(keepends=True)
    text[2] = text[2].replace("Pegawai Nomor 2", '"Pegawai Nomor 2', 1)
    data_import = previewed("".join(text).encode(), by=hr)
    assert (data_import.added, data_import.rejected) == (4, 1)
    finding = data_import.anomalies.get(code="broken_line")
    assert finding.row == 3
