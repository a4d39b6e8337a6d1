"""The shape of SIASN's "Export Data ASN": its columns and how one invented person stands in them.

What the importer must know about the tree, because an export has no column for it: UNOR is the leaf in
which a person serves, SATUAN KERJA KERJA is the office (OPD or kecamatan) at the root above it; who serves
in the office itself has the same id in both. What lies between them (a subdivision under its secretariat)
is not in the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from demo.posts import EDUCATION_LEVELS
from demo.structure import stable_id

if TYPE_CHECKING:
    from demo.people import Person

COLUMNS: tuple[str, ...] = (
    "PNS ID",
    "NIP BARU",
    "NIP LAMA",
    "NAMA",
    "GELAR DEPAN",
    "GELAR BELAKANG",
    "TEMPAT LAHIR ID",
    "TEMPAT LAHIR NAMA",
    "TANGGAL LAHIR",
    "JENIS KELAMIN",
    "AGAMA ID",
    "AGAMA NAMA",
    "JENIS KAWIN ID",
    "JENIS KAWIN NAMA",
    "NIK",
    "NOMOR HP",
    "EMAIL",
    "EMAIL GOV",
    "ALAMAT",
    "NPWP NOMOR",
    "BPJS",
    "JENIS PEGAWAI ID",
    "JENIS PEGAWAI NAMA",
    "KEDUDUKAN HUKUM ID",
    "KEDUDUKAN HUKUM NAMA",
    "STATUS CPNS PNS",
    "KARTU ASN VIRTUAL",
    "NOMOR SK CPNS",
    "TANGGAL SK CPNS",
    "TMT CPNS",
    "NOMOR SK PNS",
    "TANGGAL SK PNS",
    "TMT PNS",
    "GOL AWAL ID",
    "GOL AWAL NAMA",
    "GOL AKHIR ID",
    "GOL AKHIR NAMA",
    "TMT GOLONGAN",
    "MK TAHUN",
    "MK BULAN",
    "JENIS JABATAN ID",
    "JENIS JABATAN NAMA",
    "JABATAN ID",
    "JABATAN NAMA",
    "TMT JABATAN",
    "TINGKAT PENDIDIKAN ID",
    "TINGKAT PENDIDIKAN NAMA",
    "PENDIDIKAN ID",
    "PENDIDIKAN NAMA",
    "TAHUN LULUS",
    "KPKN ID",
    "KPKN NAMA",
    "LOKASI KERJA ID",
    "LOKASI KERJA NAMA",
    "UNOR ID",
    "UNOR NAMA",
    "INSTANSI INDUK ID",
    "INSTANSI INDUK NAMA",
    "INSTANSI KERJA ID",
    "INSTANSI KERJA NAMA",
    "SATUAN KERJA INDUK ID",
    "SATUAN KERJA INDUK NAMA",
    "SATUAN KERJA KERJA ID",
    "SATUAN KERJA KERJA NAMA",
    # appended by newer exports
    "ESELON ID",
    "ESELON NAMA",
)
COLUMN_INDEX = {name: index for index, name in enumerate(COLUMNS)}

#: Stands in every private column that holds text: a search of the database shows whether one was kept.
PRIVATE_MARK = "CONTOH-RAHASIA"

EMPLOYMENT_TYPES = {
    "pns": ("21", "PNS Daerah Kabupaten/Kota"),
    "cpns": ("21", "PNS Daerah Kabupaten/Kota"),
    "pppk": ("31", "PPPK Daerah Kabupaten/Kota"),
    "pppk_paruh_waktu": ("32", "PPPK Paruh Waktu Daerah Kabupaten/Kota"),
}
STATUS_CPNS_PNS = {"pns": "P", "cpns": "C", "pppk": "", "pppk_paruh_waktu": ""}
LEGAL_STATES = {
    "aktif": ("01", "Aktif"),
    "cltn": ("02", "Cuti Luar Tanggungan Negara"),
    "tugas_belajar": ("03", "Tugas Belajar"),
    "diberhentikan_sementara": ("04", "Pemberhentian Sementara"),
    "mpp": ("13", "Masa Persiapan Pensiun"),
}
PPPK_ACTIVE = ("71", "PPPK Aktif")
ESELON_IDS = {
    "I.a": "11",
    "I.b": "12",
    "II.a": "21",
    "II.b": "22",
    "III.a": "31",
    "III.b": "32",
    "IV.a": "41",
    "IV.b": "42",
}
POSITION_TYPES = {
    "struktural": ("1", "Jabatan Struktural"),
    "fungsional": ("2", "Jabatan Fungsional Tertentu"),
    "umum": ("4", "Jabatan Fungsional Umum"),
}
CITY = "Pemerintah Kota Palu"


def as_text(day: object) -> str:
    return f"{day:%d-%m-%Y}" if day else ""


def position_type(level: str) -> str:
    if level == "pelaksana":
        return "umum"
    return "fungsional" if level.startswith("jf_") else "struktural"


def export_row(person: Person, number: int) -> list[str]:
    """One person as a row of the export; the private columns hold values that are plainly false."""
    employment = EMPLOYMENT_TYPES[person.employment]
    is_pns = person.employment in {"pns", "cpns"}
    legal = LEGAL_STATES[person.legal_state] if is_pns or person.legal_state != "aktif" else PPPK_ACTIVE
    kind = POSITION_TYPES[position_type(person.post.level)]
    education_id, education_name = EDUCATION_LEVELS[person.schooling.level]
    opd = person.unit.opd
    city_id = stable_id("instansi", CITY)
    started = person.entered
    values = {
        "PNS ID": person.pns_id,
        "NIP BARU": person.nip,
        "NIP LAMA": f"570{number:06d}" if is_pns and started.year < 2009 else "",
        "NAMA": person.name,
        "GELAR DEPAN": person.schooling.before,
        "GELAR BELAKANG": person.schooling.after,
        "TEMPAT LAHIR ID": stable_id("tempat", "contoh"),
        "TEMPAT LAHIR NAMA": PRIVATE_MARK,
        "TANGGAL LAHIR": as_text(person.born),
        "JENIS KELAMIN": "F" if person.female else "M",
        "AGAMA ID": "9",
        "AGAMA NAMA": PRIVATE_MARK,
        "JENIS KAWIN ID": "9",
        "JENIS KAWIN NAMA": PRIVATE_MARK,
        "NIK": f"9999{number:012d}",
        "NOMOR HP": f"0000-{PRIVATE_MARK}-{number}",
        "EMAIL": f"{PRIVATE_MARK.lower()}-{number}@contoh.invalid",
        "EMAIL GOV": person.email,
        "ALAMAT": f"{PRIVATE_MARK}, Jalan Tidak Ada Nomor {number}, Palu",
        "NPWP NOMOR": f"99.999.{number:06d}.9-999.999",
        "BPJS": f"9999{number:09d}",
        "JENIS PEGAWAI ID": employment[0],
        "JENIS PEGAWAI NAMA": employment[1],
        "KEDUDUKAN HUKUM ID": legal[0],
        "KEDUDUKAN HUKUM NAMA": legal[1],
        "STATUS CPNS PNS": STATUS_CPNS_PNS[person.employment],
        "KARTU ASN VIRTUAL": "",
        "NOMOR SK CPNS": f"813/{number}/CONTOH",
        "TANGGAL SK CPNS": as_text(started),
        "TMT CPNS": as_text(started),
        "NOMOR SK PNS": f"821/{number}/CONTOH" if person.employment == "pns" else "",
        "TANGGAL SK PNS": as_text(person.confirmed),
        "TMT PNS": as_text(person.confirmed),
        "GOL AWAL ID": "",
        "GOL AWAL NAMA": "",
        "GOL AKHIR ID": person.rank_id,
        "GOL AKHIR NAMA": person.rank,
        "TMT GOLONGAN": as_text(person.position_since),
        "MK TAHUN": str(person.years_served),
        "MK BULAN": "0",
        "JENIS JABATAN ID": kind[0],
        "JENIS JABATAN NAMA": kind[1],
        "JABATAN ID": person.post.id,
        "JABATAN NAMA": person.post.title,
        "TMT JABATAN": as_text(person.position_since),
        "TINGKAT PENDIDIKAN ID": education_id,
        "TINGKAT PENDIDIKAN NAMA": education_name,
        "PENDIDIKAN ID": stable_id("pendidikan", person.schooling.level, person.schooling.study),
        "PENDIDIKAN NAMA": f"{person.schooling.level} {person.schooling.study}"
        if person.schooling.level[0] in "DS" and person.schooling.level[1].isdigit()
        else person.schooling.study,
        "TAHUN LULUS": str(person.graduated),
        "KPKN ID": "",
        "KPKN NAMA": "KPPN Palu",
        "LOKASI KERJA ID": "7271",
        "LOKASI KERJA NAMA": "Kota Palu",
        "UNOR ID": person.unit.id,
        "UNOR NAMA": person.unit.name,
        "INSTANSI INDUK ID": city_id,
        "INSTANSI INDUK NAMA": CITY,
        "INSTANSI KERJA ID": city_id,
        "INSTANSI KERJA NAMA": CITY,
        "SATUAN KERJA INDUK ID": city_id,
        "SATUAN KERJA INDUK NAMA": CITY,
        "SATUAN KERJA KERJA ID": opd.id,
        "SATUAN KERJA KERJA NAMA": opd.name,
        "ESELON ID": ESELON_IDS.get(person.post.eselon, ""),
        "ESELON NAMA": person.post.eselon,
    }
    return [values[column] for column in COLUMNS]
