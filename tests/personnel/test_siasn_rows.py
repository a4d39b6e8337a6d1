"""One row of an export, cell by cell."""

import pytest

from personnel.imports.rows import DataRow, Findings
from personnel.siasn import columns, levels
from personnel.siasn.places import guess_kind, spellings
from personnel.siasn.rows import parse
from tests.personnel.siasn_files import person

NAMES = {column.title: column.name for column in columns.COLUMNS}


def parsed(**changes):
    cells = {NAMES[title]: value for title, value in person(1, **changes).items() if title in NAMES}
    row = DataRow("", 2, cells, Findings(), {name: title for title, name in NAMES.items()})
    parse(row)
    return row


def codes(row):
    return [item.code for item in row.findings.items]


def test_a_good_row_has_no_findings():
    row = parsed()
    assert codes(row) == []
    assert row.values == {
        "pns_id": "A0000000-0000-4000-8000-000000000001",
        "nip": "198504112010031001",
        "name": "Pegawai Nomor 1",
        "title_before": "",
        "title_after": "S.Sos.",
        "birth_date": "1985-04-11",
        "sex": "L",
        "employment": "pns",
        "legal_state": "aktif",
        "rank_id": "33",
        "rank": "III/c",
        "post_type": "4",
        "post_id": "J-1",
        "post": "Pengadministrasi Perkantoran",
        "level": "pelaksana",
        "position_since": "2022-03-01",
        "education": "s1",
        "education_name": "S1 Sosiologi",
        "graduation_year": 2008,
        "unor_id": "U-SOS-A",
        "unor": "Bidang A",
        "opd_id": "U-SOS",
        "opd": "Dinas Sosial",
        "email": "pegawai1@palukota.contoh",
    }


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"PNS_ID": ""}, "pns_id_missing"),
        ({"PNS_ID": "1.2E+17"}, "pns_id_invalid"),
        ({"NIP_BARU": "1.98504E+17"}, "nip_invalid"),
        ({"NIP_BARU": "19850411201003100"}, "nip_invalid"),
        ({"NAMA": "null"}, "name_missing"),
        ({"JABATAN_NAMA": ""}, "post_missing"),
        ({"UNOR_NAMA": "-"}, "unor_missing"),
        ({"NAMA": "x" * 151}, "too_long"),
        ({"NAMA": "#REF!"}, "spreadsheet_error"),
        ({"JENIS_PEGAWAI_NAMA": "", "STATUS_CPNS_PNS": ""}, "employment_unknown"),
    ],
)
def test_rows_that_are_refused(changes, code):
    row = parsed(**changes)
    assert row.failed
    assert code in codes(row)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"JENIS_PEGAWAI_NAMA": "PPPK Daerah", "STATUS_CPNS_PNS": ""}, "nip_status_mismatch"),
        ({"TANGGAL_LAHIR": "12-04-1985"}, "birth_date_differs"),
        ({"TANGGAL_LAHIR": "kemarin"}, "birth_date_unreadable"),
        ({"JENIS_KELAMIN": "F"}, "sex_differs"),
        ({"JENIS_KELAMIN": "X"}, "sex_unknown"),
        ({"KEDUDUKAN_HUKUM_NAMA": ""}, "legal_state_missing"),
        ({"KEDUDUKAN_HUKUM_NAMA": "Dalam ruang hampa"}, "legal_state_unknown"),
        ({"ESELON_NAMA": "II.b"}, "eselon_odd"),
        ({"TMT_JABATAN": "32-01-2024"}, "date_unreadable"),
        ({"TMT_JABATAN": "01-01-1900"}, "date_odd"),
        ({"TINGKAT_PENDIDIKAN_NAMA": "Kursus"}, "education_unknown"),
        ({"TAHUN_LULUS": "0208"}, "year_unreadable"),
        ({"EMAIL_GOV": "bukan surel"}, "email_invalid"),
    ],
)
def test_rows_that_are_kept_with_a_word(changes, code):
    row = parsed(**changes)
    assert not row.failed
    assert codes(row) == [code]


@pytest.mark.parametrize(
    ("changes", "employment"),
    [
        ({"JENIS_PEGAWAI_NAMA": "PPPK Paruh Waktu Daerah"}, "pppk_paruh_waktu"),
        ({"JENIS_PEGAWAI_NAMA": "PPPK Daerah Kabupaten/Kota"}, "pppk"),
        ({"JENIS_PEGAWAI_NAMA": "", "KEDUDUKAN_HUKUM_NAMA": "PPPK Aktif", "STATUS_CPNS_PNS": ""}, "pppk"),
        ({"STATUS_CPNS_PNS": "C"}, "cpns"),
        ({"STATUS_CPNS_PNS": ""}, "pns"),
    ],
)
def test_employment(changes, employment):
    assert parsed(**changes).values["employment"] == employment


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Aktif", "aktif"),
        ("PPPK Aktif", "aktif"),
        ("Cuti Luar Tanggungan Negara", "cltn"),
        ("CLTN setelah Bersalin", "cltn"),
        ("Tugas Belajar", "tugas_belajar"),
        ("Masa Persiapan Pensiun", "mpp"),
        ("Pemberhentian sementara", "diberhentikan_sementara"),
        ("Pemberhentian dengan hormat", "berhenti"),
        ("Pensiun BUP", "pensiun"),
    ],
)
def test_legal_states(text, state):
    assert parsed(KEDUDUKAN_HUKUM_NAMA=text).values["legal_state"] == state


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("S-3/Doktor", "s3"),
        ("S-2", "s2"),
        ("S-1/Sarjana", "s1"),
        ("Diploma IV", "s1"),
        ("D-IV", "s1"),
        ("Diploma III/Sarjana Muda", "d3"),
        ("D3", "d3"),
        ("Diploma II", "sma"),
        ("SLTA Kejuruan", "sma"),
        ("SLTP", "di_bawah_sma"),
        ("Sekolah Dasar", "di_bawah_sma"),
    ],
)
def test_education(text, level):
    assert parsed(TINGKAT_PENDIDIKAN_NAMA=text).values["education"] == level


@pytest.mark.parametrize(
    ("kind", "eselon", "code", "title", "level"),
    [
        ("1", "II.b", "", "Kepala Dinas", "jpt_pratama"),
        ("1", "II/A", "", "Sekretaris Daerah", "jpt_pratama"),
        ("1", "I.b", "", "Sekretaris Utama", "jpt_madya"),
        ("1", "Eselon III.a", "", "Sekretaris", "administrator"),
        ("1", "", "42", "Kepala Subbagian", "pengawas"),
        ("1", "", "", "Kepala Subbagian", ""),
        ("1", "V.a", "", "Kepala Urusan", ""),
        ("2", "", "", "Guru Ahli Muda", "jf_ahli_muda"),
        ("2", "", "", "Perawat Penyelia", "jf_penyelia"),
        ("2", "", "", "Kepala Sekolah", ""),
        ("2", "", "", "Guru Muda", ""),
        ("3", "", "", "Dokter Ahli Madya", "jf_ahli_madya"),
        ("3", "III.b", "", "Dokter Ahli Madya", "administrator"),
        ("4", "", "", "Pengadministrasi Umum", "pelaksana"),
        ("4", "IV.b", "", "Pengadministrasi Umum", "pelaksana"),
        ("", "", "", "Penata Layanan", ""),
        ("", "", "", "Bidan Terampil", "jf_terampil"),
    ],
)
def test_levels(kind, eselon, code, title, level):
    assert levels.level_of(kind, levels.level_of_eselon(eselon, code), title) == level


def test_types_of_posts_without_a_code():
    assert levels.type_of_post("", "Jabatan Fungsional Umum") == "4"
    assert levels.type_of_post("", "Jabatan Fungsional Tertentu") == "2"
    assert levels.type_of_post("", "Jabatan Pimpinan Tinggi") == "1"
    assert levels.type_of_post("", "") == ""


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("SD Inpres 1 Talise", "sekolah"),
        ("SMP Negeri 4 Palu", "sekolah"),
        ("Puskesmas Kamonji", "puskesmas"),
        ("UPTD Puskesmas Talise", "puskesmas"),
        ("Kelurahan Lere", "kelurahan"),
        ("UPTD Metrologi Legal", "uptd"),
        ("Bidang Mutasi", "bidang"),
        ("Sekretariat", "bidang"),
        ("Instalasi Gawat Darurat", "bidang"),
        ("Ruang Kebidanan", "lainnya"),
    ],
)
def test_kinds_of_units(name, kind):
    assert guess_kind(name) == kind


def test_spellings():
    assert spellings("Badan Perencanaan (Bappeda) Kota Palu") >= {"BADAN PERENCANAAN", "BAPPEDA"}
