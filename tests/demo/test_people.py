"""The synthetic city: the same every time, lawful NIPs, believable sizes, faults written down."""

import csv
import datetime as dt
import itertools
from collections import Counter

import pytest
from python_calamine import CalamineWorkbook

from demo import evidence
from demo.people import RETIREMENT_AGE, TODAY, build_city, write_siasn_csv
from demo.siasn import COLUMN_INDEX, COLUMNS
from demo.structure import MINIMUM_PEOPLE, ROOT, shares
from demo.traps import TRAPS
from tests.demo.workbooks import write_siasn_xlsx

#: Columns of the export that the application must never keep.
PRIVATE_COLUMNS: tuple[str, ...] = (
    "TEMPAT LAHIR NAMA",
    "AGAMA NAMA",
    "JENIS KAWIN NAMA",
    "NIK",
    "NOMOR HP",
    "EMAIL",
    "ALAMAT",
    "NPWP NOMOR",
    "BPJS",
)
REFERENCE = ROOT / "planning" / "data"


@pytest.fixture(scope="module")
def city():
    return build_city(1200)


@pytest.fixture(scope="module")
def full_city():
    return build_city(12_000)


@pytest.fixture(scope="module")
def faulty_city():
    return build_city(1200, with_anomalies=True)


def read(name):
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# The same city every time


@pytest.mark.parametrize("with_anomalies", [False, True])
def test_same_seed_and_size_give_the_same_bytes(tmp_path, with_anomalies):
    files = {
        "siasn.csv": write_siasn_csv,
        "siasn.xlsx": write_siasn_xlsx,
        "ratings.csv": evidence.write_ratings_csv,
        "performance.csv": evidence.write_performance_csv,
    }
    for turn in ("first", "second"):
        city = build_city(MINIMUM_PEOPLE, with_anomalies=with_anomalies)
        (tmp_path / turn).mkdir()
        for name, write in files.items():
            write(city, tmp_path / turn / name)
    for name in files:
        assert (tmp_path / "first" / name).read_bytes() == (tmp_path / "second" / name).read_bytes(), name


def test_another_seed_gives_other_people_in_the_same_units(city):
    other = build_city(1200, seed=1)
    assert [unit.id for unit in other.units] == [unit.id for unit in city.units]
    assert {person.nip for person in other.people} != {person.nip for person in city.people}


def test_unit_ids_do_not_depend_on_the_size(city, full_city):
    assert {unit.id for unit in city.units} <= {unit.id for unit in full_city.units}


# Numbers and names


def test_nip_tells_birth_entry_sex_and_kind(full_city):
    assert len(full_city.people) == 12_000
    for person in full_city.people:
        nip = person.nip
        assert len(nip) == 18
        assert nip.isdigit()
        assert dt.datetime.strptime(nip[:8], "%Y%m%d").date() == person.born
        assert nip[8:12] == f"{person.entered:%Y}"
        if person.employment in {"pns", "cpns"}:
            assert nip[12:14] == f"{person.entered:%m}"
        else:
            assert nip[12:14] == "21"
        assert nip[14] == ("2" if person.female else "1")


def test_nobody_shares_a_nip_a_pns_id_or_an_address(full_city):
    for key in ("nip", "pns_id", "email"):
        assert len({getattr(person, key) for person in full_city.people}) == 12_000


def test_ages_are_those_of_people_in_service(full_city):
    assert len(full_city.people) == 12_000
    for person in full_city.people:
        age_at_entry = (person.entered - person.born).days / 365.25
        assert 17 <= age_at_entry <= 51, person
        assert (TODAY - person.born).days / 365.25 <= 60, person
        assert person.entered <= person.position_since <= TODAY


def test_posts_fall_vacant_in_the_years_to_come(city):
    left = Counter(
        person.born.year + RETIREMENT_AGE[person.post.level] - TODAY.year
        for person in city.people
        if person.is_head and person.post.level in RETIREMENT_AGE
    )
    assert all(left[years] >= 3 for years in (1, 2, 3, 4, 5))
    assert sum(left[years] for years in range(6)) < left.total() / 3


# Sizes


@pytest.mark.parametrize("people", [MINIMUM_PEOPLE, 777, 1200, 5000])
def test_city_has_exactly_so_many_people(people):
    city = build_city(people)
    assert len(city.people) == len(city.rows) == people
    staffed = {person.unit.id for person in city.people}
    assert staffed == {unit.id for unit in city.units}


def test_too_small_a_city_is_refused():
    with pytest.raises(ValueError, match="at least"):
        build_city(MINIMUM_PEOPLE - 1)


def test_full_city_looks_like_palu(full_city):
    offices = Counter(person.unit.opd.code for person in full_city.people)
    assert 0.35 <= offices["OPD-12"] / 12_000 <= 0.41
    assert 0.22 <= (offices["OPD-13"] + offices["OPD-32"]) / 12_000 <= 0.28
    kinds = Counter(person.employment for person in full_city.people)
    assert 0.60 <= kinds["pns"] / 12_000 <= 0.64
    assert kinds["pppk"] == 3600
    assert kinds["pppk_paruh_waktu"] == 840
    assert 0 < kinds["cpns"] < 300
    units = Counter(unit.kind for unit in full_city.units)
    assert units["puskesmas"] == 14
    assert units["kecamatan"] == 8
    assert units["kelurahan"] == 46
    assert sum(unit.parent is None for unit in full_city.units) == 32 + 8
    villages = Counter(person.unit.id for person in full_city.people if person.unit.kind == "kelurahan")
    assert min(villages.values()) >= 5
    assert max(villages.values()) <= 9
    assert {"cltn", "tugas_belajar", "mpp"} < {person.legal_state for person in full_city.people}


def test_known_units_stand_in_the_tree_of_the_reference(full_city):
    with (ROOT / "personnel" / "data" / "units.csv").open(encoding="utf-8", newline="") as file:
        reference = {row["code"]: row for row in csv.DictReader(file)}
    built = {unit.code: unit for unit in full_city.units if unit.code}
    assert built.keys() == reference.keys()
    for code, unit in built.items():
        assert unit.name == reference[code]["name"]
        assert (unit.parent.code if unit.parent else "") == reference[code]["parent"]


@pytest.mark.parametrize("total", [0, 7, 100])
def test_shares_add_up_and_keep_the_minima(total):
    minima = [0, 0, 0] if total == 0 else [1, 3, 0]
    result = shares(total, [5, 1, 3], minima)
    assert sum(result) == total
    assert all(value >= least for value, least in zip(result, minima, strict=True))


# Posts, cast, superiors


def test_every_post_and_level_is_one_the_standards_know(full_city):
    levels = {row["position_level"] for row in read("position_levels.csv")}
    titles = {person.post.title for person in full_city.people}
    assert {person.post.level for person in full_city.people} <= levels
    assert {row["jabatan"] for row in read("positions_standards.csv")} <= titles | seldom_titles()
    assert len({(person.post.title, person.post.level) for person in full_city.people}) == len(titles)


def seldom_titles():
    """Titles of other seeds: a rare post need not occur in one city."""
    return {person.post.title for seed in (1, 2) for person in build_city(12_000, seed=seed).people}


@pytest.mark.parametrize("people", [MINIMUM_PEOPLE, 1200])
def test_cast_is_there_in_its_parts(people):
    city = build_city(people)
    by_id = {person.pns_id: person for person in city.people}
    assert city.cast["walikota"].nip == ""
    parts = {
        "sekda": ("OPD-01", "Sekretaris Daerah Kota Palu"),
        "kepala_bkpsdmd": ("OPD-05", "Kepala Badan Kepegawaian"),
        "staf_bkpsdmd": ("OPD-05", "Analis Sumber Daya Manusia Aparatur"),
        "kepala_dinas": ("OPD-14", "Kepala Dinas Sosial"),
        "pengelola_kepegawaian": ("OPD-14", "Kepala Subbagian Umum dan Kepegawaian"),
        "kepala_bidang": ("OPD-14", "Kepala Bidang Rehabilitasi Sosial"),
        "pegawai": ("OPD-14", "Pekerja Sosial Ahli Muda"),
    }
    for role, (office, title) in parts.items():
        person = by_id[city.cast[role].pns_id]
        assert person.nip == city.cast[role].nip
        assert person.unit.opd.code == office
        assert person.post.title.startswith(title)
        assert (person.employment, person.legal_state) == ("pns", "aktif")
    assert city.superiors[city.cast["pegawai"].pns_id] == city.cast["kepala_bidang"].pns_id
    assert city.superiors[city.cast["kepala_bidang"].pns_id] == city.cast["kepala_dinas"].pns_id
    assert city.superiors[city.cast["kepala_dinas"].pns_id] == city.cast["sekda"].pns_id


def test_every_chain_of_superiors_ends_at_the_sekda(full_city):
    sekda = full_city.cast["sekda"].pns_id
    for person in full_city.people:
        at, steps = person.pns_id, 0
        while at != sekda:
            at, steps = full_city.superiors[at], steps + 1
            assert steps < 8
    assert sekda not in full_city.superiors


# The export


def test_export_carries_the_tree_as_office_and_leaf(city, tmp_path):
    write_siasn_csv(city, tmp_path / "siasn.csv", delimiter=";", bom=True)
    content = (tmp_path / "siasn.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert len(rows) == 1200
    for row, person in zip(rows, city.people, strict=True):
        assert row["UNOR ID"] == person.unit.id
        assert row["SATUAN KERJA KERJA NAMA"] == person.unit.opd.name
        assert bool(row["ESELON NAMA"]) == (row["JENIS JABATAN ID"] == "1")


def test_private_columns_are_all_filled(city):
    assert len(city.rows) >= MINIMUM_PEOPLE
    for row in city.rows:
        assert all(row[COLUMN_INDEX[column]] for column in PRIVATE_COLUMNS)


def test_columns_are_those_of_the_real_export():
    assert len(COLUMNS) == len(set(COLUMNS)) == 66
    assert COLUMNS[:2] == ("PNS ID", "NIP BARU")
    assert COLUMNS[-2:] == ("ESELON ID", "ESELON NAMA")


# Faults


def test_city_without_anomalies_has_none(city):
    assert city.anomalies == []
    assert city.accepted() == city.people


def test_anomalies_are_recorded_as_they_stand_in_the_file(city, faulty_city, tmp_path):
    assert {anomaly.kind for anomaly in faulty_city.anomalies} == set(TRAPS)
    write_siasn_csv(faulty_city, tmp_path / "siasn.csv")
    with (tmp_path / "siasn.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    for anomaly in faulty_city.anomalies:
        row = rows[anomaly.row - 1]
        assert row[COLUMN_INDEX[anomaly.column]] == anomaly.value
        assert row[0] == anomaly.pns_id
    clean = {tuple(row) for row in city.rows}
    changed = {number for number, row in enumerate(rows[1:], start=2) if tuple(row) not in clean}
    assert changed == {anomaly.row for anomaly in faulty_city.anomalies}


def test_faults_never_meet_the_cast():
    for seed in range(20):
        city = build_city(MINIMUM_PEOPLE, seed=seed, with_anomalies=True)
        cast = {member.pns_id for member in city.cast.values()}
        assert not cast & {anomaly.pns_id for anomaly in city.anomalies}
        assert not {member.nip for member in city.cast.values()} & city.rejected_nips


def test_duplicate_nip_stands_twice_and_the_others_once(faulty_city):
    nips = Counter(row[COLUMN_INDEX["NIP BARU"]] for row in faulty_city.rows)
    duplicates = {a.value for a in faulty_city.anomalies if a.kind == "nip_duplicate"}
    assert duplicates == {nip for nip, count in nips.items() if count > 1 and "E+" not in nip}
    assert len({row[0] for row in faulty_city.rows}) == len(faulty_city.rows)


def test_workbook_holds_spoiled_cells_as_numbers(faulty_city, tmp_path):
    write_siasn_xlsx(faulty_city, tmp_path / "siasn.xlsx")
    rows = CalamineWorkbook.from_path(tmp_path / "siasn.xlsx").get_sheet_by_name("Data ASN").to_python()
    assert rows[0] == list(COLUMNS)
    assert len(rows) == len(faulty_city.rows) + 1
    for anomaly in faulty_city.anomalies:
        cell = rows[anomaly.row - 1][COLUMN_INDEX[anomaly.column]]
        if anomaly.kind == "nip_scientific":
            assert isinstance(cell, float)
            assert f"{cell:.0f}" != anomaly.original or int(cell) % 10 != int(anomaly.original[-1])
        elif anomaly.kind == "excel_serial_date":
            assert cell == float(anomaly.value)
        else:
            assert cell == anomaly.value


# Evidence


def test_ratings_are_unique_possible_and_of_accepted_people(faulty_city):
    rows = list(evidence.ratings(faulty_city))
    accepted = {person.nip: person for person in faulty_city.accepted()}
    assert len({(row.nip, row.kode_kompetensi, row.sumber, row.tanggal) for row in rows}) == len(rows)
    for row in rows:
        assert row.kode_kompetensi in evidence.required_of(accepted[row.nip])
        assert 0 <= row.tingkat <= 5
        assert row.tanggal <= TODAY.isoformat()
    assert {row.sumber for row in rows} == {"mandiri", "atasan", "asesmen"}


def test_about_a_fifth_is_unassessed_and_some_offices_are_weak(full_city):
    required = {person.nip: evidence.required_of(person) for person in full_city.people}
    weak = {person.nip for person in full_city.people if person.unit.opd.code in evidence.WEAK_IN_SERVICE}
    rows = list(evidence.ratings(full_city))
    rated = {(row.nip, row.kode_kompetensi) for row in rows}
    unassessed = 1 - len(rated) / sum(len(levels) for levels in required.values())
    assert 0.15 <= unassessed <= 0.21
    service = [row for row in rows if row.kode_kompetensi == "M.05"]
    short = {
        here: [row.tingkat < required[row.nip]["M.05"] for row in service if (row.nip in weak) == here]
        for here in (True, False)
    }
    assert sum(short[True]) / len(short[True]) > sum(short[False]) / len(short[False]) + 0.2


def test_performance_and_learning_have_one_row_a_year(city):
    for rows in (list(evidence.performance(city)), list(evidence.learning(city))):
        assert len({(row.nip, row.tahun) for row in rows}) == len(rows)
        assert {row.tahun for row in rows} == set(evidence.YEARS)
    assert all(bool(row.nilai) != bool(row.predikat) for row in evidence.performance(city))


# The shipped texts


def test_every_level_of_every_competency_has_three_indicators():
    codes = {row["code"] for name in ("competencies.csv", "technical_competencies.csv") for row in read(name)}
    indicators = read("indicators.csv")
    assert {(row["code"], row["level"], row["position"]) for row in indicators} == set(
        itertools.product(codes, "12345", "123")
    )
    texts = [row["text"] for row in indicators]
    assert len(set(texts)) == len(texts) == len(codes) * 15
    assert all(
        text.endswith(".") and text[0].isupper() and " saya " not in f" {text.lower()} " for text in texts
    )


def test_every_competency_has_two_different_programmes_with_the_jp_of_its_form():
    codes = {row["code"] for name in ("competencies.csv", "technical_competencies.csv") for row in read(name)}
    forms = {row["code"]: row for row in read("development_forms.csv")}
    offers = {code: set() for code in codes}
    assert offers
    for row in read("programmes.csv"):
        offers[row["competency_code"]].add((row["form_code"], row["cost_per_person"]))
        assert float(row["jp"]) == float(row["quantity"]) * float(forms[row["form_code"]]["jp_national"]), (
            row["code"]
        )
        assert row["is_example"] == "1"
    assert all(len(offer) >= 2 for offer in offers.values())
