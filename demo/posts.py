"""The posts of civil servants: families of functional posts, general posts, and the schooling for them."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from demo.structure import Post

EXPERT_GRADES = {
    "jf_ahli_pertama": "Ahli Pertama",
    "jf_ahli_muda": "Ahli Muda",
    "jf_ahli_madya": "Ahli Madya",
}
SKILL_GRADES = {"jf_terampil": "Terampil", "jf_mahir": "Mahir", "jf_penyelia": "Penyelia"}
GRADES = EXPERT_GRADES | SKILL_GRADES

#: SIASN codes of TINGKAT PENDIDIKAN.
EDUCATION_LEVELS = {
    "SD": ("05", "Sekolah Dasar"),
    "SMP": ("10", "SLTP"),
    "SMA": ("15", "SLTA"),
    "D3": ("30", "Diploma III/Sarjana Muda"),
    "D4": ("35", "Diploma IV"),
    "S1": ("40", "S-1/Sarjana"),
    "S2": ("45", "S-2"),
    "S3": ("50", "S-3/Doktor"),
}


@dataclass(frozen=True, slots=True)
class Schooling:
    """A level, the study, and the titles it gives."""

    level: str
    study: str
    after: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Family:
    """A functional post with its grades. `expert` is the share of experts where skilled grades exist too."""

    name: str
    expert: float
    women: float
    experts: tuple[Schooling, ...]
    skilled: tuple[Schooling, ...] = ()


def schoolings(level: str, *pairs: str) -> tuple[Schooling, ...]:
    """'Akuntansi=S.E.' → a schooling of that level."""
    return tuple(Schooling(level, *pair.split("=")) for pair in pairs)


GENERAL_S1 = schoolings(
    "S1",
    "Ilmu Administrasi Negara=S.Sos.",
    "Ilmu Pemerintahan=S.IP.",
    "Manajemen=S.E.",
    "Akuntansi=S.Ak.",
    "Ilmu Hukum=S.H.",
    "Administrasi Publik=S.A.P.",
    "Teknik Informatika=S.Kom.",
    "Sosiologi=S.Sos.",
    "Pertanian=S.P.",
)
GENERAL_S2 = schoolings(
    "S2",
    "Administrasi Publik=S.Sos., M.A.P.",
    "Manajemen=S.E., M.M.",
    "Ilmu Hukum=S.H., M.H.",
    "Ilmu Sosial=S.IP., M.Si.",
)
GENERAL_D3 = schoolings(
    "D3", "Manajemen Informatika=A.Md.", "Administrasi Perkantoran=A.Md.", "Akuntansi=A.Md.Ak."
)
GENERAL_SMA = schoolings(
    "SMA", "SMA IPS=", "SMA IPA=", "SMK Administrasi Perkantoran=", "SMK Teknik Kendaraan Ringan="
)
LEADERS = GENERAL_S2 * 2 + GENERAL_S1 + schoolings("S1", "Ilmu Pemerintahan (IPDN)=S.STP.")
COMPUTING = schoolings("S1", "Teknik Informatika=S.Kom.", "Sistem Informasi=S.Kom.")
COMPUTING_D3 = schoolings("D3", "Manajemen Informatika=A.Md.Kom.")
CIVIL_ENGINEERING = schoolings("S1", "Teknik Sipil=S.T.", "Arsitektur=S.T.", "Teknik Sipil=S.T., M.T.")
PRIMARY_TEACHING = schoolings("S1", "Pendidikan Guru Sekolah Dasar=S.Pd.") * 4 + schoolings(
    "S1", "Pendidikan Agama Islam=S.Pd.I.", "Pendidikan Jasmani=S.Pd.", "Pendidikan Bahasa Inggris=S.Pd."
)
SUBJECT_TEACHING = schoolings(
    "S1",
    "Pendidikan Matematika=S.Pd.",
    "Pendidikan Bahasa Indonesia=S.Pd.",
    "Pendidikan Bahasa Inggris=S.Pd.",
    "Pendidikan Biologi=S.Pd.",
    "Pendidikan Fisika=S.Pd.",
    "Pendidikan Sejarah=S.Pd.",
    "PPKn=S.Pd.",
    "Bimbingan dan Konseling=S.Pd.",
    "Pendidikan Jasmani=S.Pd.",
    "Pendidikan Agama Islam=S.Ag.",
)
TEACHING_S2 = schoolings("S2", "Manajemen Pendidikan=S.Pd., M.Pd.", "Pendidikan Dasar=S.Pd., M.Pd.")
HEALTH_S1 = schoolings("S1", "Kesehatan Masyarakat=S.K.M.")
SOCIAL_S1 = (
    *schoolings("D4", "Pekerjaan Sosial=S.Tr.Sos."),
    *schoolings("S1", "Kesejahteraan Sosial=S.Sos.", "Sosiologi=S.Sos.", "Psikologi=S.Psi."),
)
MEDICINE = (Schooling("S1", "Profesi Dokter", "", "dr."),)
SPECIALISTS = (
    Schooling("S2", "Spesialis Penyakit Dalam", "Sp.PD", "dr."),
    Schooling("S2", "Spesialis Anak", "Sp.A", "dr."),
    Schooling("S2", "Spesialis Bedah", "Sp.B", "dr."),
    Schooling("S2", "Spesialis Obstetri dan Ginekologi", "Sp.OG", "dr."),
    Schooling("S2", "Spesialis Anestesi", "Sp.An", "dr."),
)


def simple(
    name: str, *pairs: str, women: float = 0.48, expert: float = 1.0, skilled: tuple[Schooling, ...] = ()
) -> Family:
    return Family(name, expert, women, schoolings("S1", *pairs) if pairs else GENERAL_S1, skilled)


FAMILIES: dict[str, Family] = {
    # education
    "guru_kelas": Family("Guru", 1.0, 0.74, PRIMARY_TEACHING * 3 + TEACHING_S2),
    "guru_mapel": Family("Guru", 1.0, 0.66, SUBJECT_TEACHING * 2 + TEACHING_S2),
    "guru_tk": Family("Guru", 1.0, 0.98, schoolings("S1", "Pendidikan Guru PAUD=S.Pd.")),
    "kepala_sekolah": Family("Guru", 1.0, 0.55, SUBJECT_TEACHING[:3] + TEACHING_S2 * 2),
    "pengawas_sekolah": Family("Pengawas Sekolah", 1.0, 0.5, TEACHING_S2),
    "pamong_budaya": simple("Pamong Budaya", "Antropologi=S.Sos.", "Ilmu Sejarah=S.S."),
    # health
    "perawat": Family(
        "Perawat",
        0.42,
        0.76,
        (Schooling("S1", "Profesi Ners", "S.Kep., Ns."),),
        schoolings("D3", "Keperawatan=A.Md.Kep."),
    ),
    "bidan": Family(
        "Bidan",
        0.35,
        1.0,
        (Schooling("D4", "Kebidanan", "S.Tr.Keb."), Schooling("S1", "Profesi Bidan", "S.Keb., Bd.")),
        schoolings("D3", "Kebidanan=A.Md.Keb."),
    ),
    "dokter": Family("Dokter", 1.0, 0.62, MEDICINE),
    "dokter_spesialis": Family("Dokter", 1.0, 0.48, SPECIALISTS),
    "dokter_pimpinan": Family(
        "Dokter", 1.0, 0.55, (Schooling("S2", "Kesehatan Masyarakat", "M.Kes.", "dr."),)
    ),
    "dokter_gigi": Family("Dokter Gigi", 1.0, 0.75, (Schooling("S1", "Profesi Dokter Gigi", "", "drg."),)),
    "apoteker": Family("Apoteker", 1.0, 0.75, (Schooling("S1", "Profesi Apoteker", "S.Farm.", "apt."),)),
    "asisten_apoteker": Family("Asisten Apoteker", 0.0, 0.8, (), schoolings("D3", "Farmasi=A.Md.Farm.")),
    "laboratorium": simple(
        "Pranata Laboratorium Kesehatan",
        "Teknologi Laboratorium Medis=S.Tr.Kes.",
        women=0.75,
        expert=0.3,
        skilled=schoolings("D3", "Analis Kesehatan=A.Md.Kes."),
    ),
    "radiografer": simple(
        "Radiografer",
        "Teknik Radiologi=S.Tr.Kes.",
        women=0.4,
        expert=0.3,
        skilled=schoolings("D3", "Radiologi=A.Md.Rad."),
    ),
    "nutrisionis": simple(
        "Nutrisionis", "Ilmu Gizi=S.Gz.", women=0.88, expert=0.5, skilled=schoolings("D3", "Gizi=A.Md.Gz.")
    ),
    "sanitarian": simple(
        "Tenaga Sanitasi Lingkungan",
        "Kesehatan Lingkungan=S.K.M.",
        women=0.6,
        expert=0.5,
        skilled=schoolings("D3", "Kesehatan Lingkungan=A.Md.K.L."),
    ),
    "promkes": Family("Tenaga Promosi Kesehatan dan Ilmu Perilaku", 1.0, 0.7, HEALTH_S1),
    "epidemiolog": Family("Epidemiolog Kesehatan", 1.0, 0.6, HEALTH_S1),
    "adminkes": Family("Administrator Kesehatan", 1.0, 0.6, HEALTH_S1),
    "adminkes_pimpinan": Family(
        "Administrator Kesehatan", 1.0, 0.6, schoolings("S2", "Kesehatan Masyarakat=S.K.M., M.Kes.")
    ),
    "perekam_medis": Family("Perekam Medis", 0.0, 0.7, (), schoolings("D3", "Rekam Medis=A.Md.R.M.I.K.")),
    # social affairs
    "peksos": Family("Pekerja Sosial", 1.0, 0.58, SOCIAL_S1),
    "penyuluh_sosial": Family("Penyuluh Sosial", 1.0, 0.5, SOCIAL_S1),
    "penyuluh_kb": Family(
        "Penyuluh Keluarga Berencana",
        0.7,
        0.68,
        SOCIAL_S1 + HEALTH_S1,
        schoolings("D3", "Kebidanan=A.Md.Keb."),
    ),
    # planning and building
    "perencana": Family(
        "Perencana",
        1.0,
        0.45,
        schoolings("S1", "Perencanaan Wilayah dan Kota=S.P.W.K.", "Ilmu Ekonomi=S.E.") + GENERAL_S2[:2],
    ),
    "pengadaan": Family("Pengelola Pengadaan Barang/Jasa", 1.0, 0.35, CIVIL_ENGINEERING + GENERAL_S1[2:5]),
    "jalan": Family("Teknik Jalan dan Jembatan", 1.0, 0.25, CIVIL_ENGINEERING),
    "pengairan": Family("Teknik Pengairan", 1.0, 0.25, CIVIL_ENGINEERING),
    "bangunan": Family("Teknik Tata Bangunan dan Perumahan", 1.0, 0.35, CIVIL_ENGINEERING),
    "tata_ruang": Family(
        "Penata Ruang", 1.0, 0.4, schoolings("S1", "Perencanaan Wilayah dan Kota=S.P.W.K.", "Geodesi=S.T.")
    ),
    # offices
    "analis_kebijakan": simple("Analis Kebijakan"),
    "analis_sdm": simple("Analis Sumber Daya Manusia Aparatur", women=0.55),
    "asesor_sdm": simple("Asesor Sumber Daya Manusia Aparatur", "Psikologi=S.Psi.", women=0.6),
    "pranata_sdm": Family("Pranata Sumber Daya Manusia Aparatur", 0.0, 0.55, (), GENERAL_D3),
    "analis_keuangan": simple(
        "Analis Keuangan Pusat dan Daerah", "Akuntansi=S.E.", "Akuntansi=S.Ak.", women=0.58
    ),
    "arsiparis": Family("Arsiparis", 0.5, 0.6, GENERAL_S1, GENERAL_D3),
    "pustakawan": simple("Pustakawan", "Ilmu Perpustakaan=S.I.Pust.", women=0.65),
    "komputer": Family("Pranata Komputer", 0.7, 0.35, COMPUTING, COMPUTING_D3),
    "humas": simple("Pranata Hubungan Masyarakat", "Ilmu Komunikasi=S.I.Kom.", women=0.5),
    "statistisi": simple("Statistisi", "Statistika=S.Stat.", women=0.5),
    "sandiman": Family("Sandiman", 1.0, 0.3, COMPUTING),
    "auditor": simple("Auditor", "Akuntansi=S.E., Ak.", "Ilmu Hukum=S.H.", "Teknik Sipil=S.T."),
    "ppupd": simple("Pengawas Penyelenggaraan Urusan Pemerintahan Daerah", women=0.45),
    "adb_kependudukan": Family("Administrator Database Kependudukan", 1.0, 0.45, COMPUTING),
    "perizinan": simple("Penata Perizinan", women=0.5),
    # field services
    "satpol": Family("Polisi Pamong Praja", 0.25, 0.16, GENERAL_S1, GENERAL_SMA[:3]),
    "damkar": Family("Pemadam Kebakaran", 0.12, 0.06, GENERAL_S1, GENERAL_SMA),
    "bencana": simple(
        "Penata Penanggulangan Bencana", "Teknik Geologi=S.T.", "Kesehatan Masyarakat=S.K.M.", women=0.35
    ),
    "penguji_kendaraan": Family(
        "Penguji Kendaraan Bermotor", 0.0, 0.1, (), schoolings("D3", "Teknik Otomotif=A.Md.T.")
    ),
    "lingkungan": simple(
        "Pengendali Dampak Lingkungan", "Teknik Lingkungan=S.T.", "Biologi=S.Si.", women=0.5
    ),
    "penyuluh_pertanian": simple("Penyuluh Pertanian", "Agronomi=S.P.", "Agribisnis=S.P.", women=0.48),
    "veteriner": Family("Medik Veteriner", 1.0, 0.55, (Schooling("S1", "Profesi Dokter Hewan", "", "drh."),)),
    "adyatama": simple("Adyatama Kepariwisataan dan Ekonomi Kreatif", "Pariwisata=S.Par.", women=0.5),
    "penera": simple("Penera", "Teknik Mesin=S.T.", women=0.25),
    "penyuluh_industri": simple("Penyuluh Perindustrian dan Perdagangan", women=0.45),
    "pengantar_kerja": simple("Pengantar Kerja", women=0.5),
    "mediator_hi": simple("Mediator Hubungan Industrial", "Ilmu Hukum=S.H.", women=0.4),
}

#: General posts: title, schooling, weight in offices, weight in schools.
GENERAL_POSTS: tuple[tuple[str, tuple[Schooling, ...], float, float], ...] = (
    ("Penata Layanan Operasional", GENERAL_S1, 30, 22),
    ("Penelaah Teknis Kebijakan", GENERAL_S1, 16, 0),
    ("Pengelola Layanan Operasional", GENERAL_D3, 10, 6),
    ("Pengolah Data dan Informasi", GENERAL_D3, 8, 4),
    ("Pengadministrasi Perkantoran", GENERAL_SMA, 18, 26),
    ("Operator Layanan Operasional", GENERAL_SMA, 14, 26),
    ("Pengelola Umum Operasional", (*schoolings("SMP", "SMP="), *schoolings("SD", "SD=")), 7, 16),
)


def general_post(rng: Random, *, school: bool) -> tuple[Post, Schooling]:
    title, choices, *_ = rng.choices(GENERAL_POSTS, [row[3] if school else row[2] for row in GENERAL_POSTS])[
        0
    ]
    return Post(title, "pelaksana", "umum"), rng.choice(choices)


def functional_post(family: str, level: str) -> Post:
    return Post(f"{FAMILIES[family].name} {GRADES[level]}", level, family)
