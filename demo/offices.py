"""What the synthetic city's offices are made of: their divisions, sizes and trades, all of it data.

The offices themselves come from `personnel/data/units.csv`; `demo/structure.py` lays their units and seats
out.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Office:
    """Full size, divisions, and the families of functional posts that belong to the office's trade."""

    size: int
    divisions: tuple[str, ...]
    trades: tuple[tuple[str, float], ...] = ()
    sector: str = "umum"
    general_share: float = 0.45
    technical_units: tuple[str, ...] = field(default=())


OFFICES: dict[str, Office] = {
    "OPD-01": Office(330, (), (("analis_kebijakan", 4), ("pengadaan", 3), ("humas", 1))),
    "OPD-02": Office(
        110,
        (
            "Bagian Umum",
            "Bagian Persidangan dan Perundang-undangan",
            "Bagian Fasilitasi Penganggaran dan Pengawasan",
        ),
        (("analis_kebijakan", 2), ("humas", 1)),
    ),
    "OPD-03": Office(
        95,
        ("Inspektur Pembantu Wilayah I", "Inspektur Pembantu Wilayah II", "Inspektur Pembantu Wilayah III"),
        (("auditor", 6), ("ppupd", 3)),
        general_share=0.25,
    ),
    "OPD-04": Office(
        110,
        (
            "Bidang Perencanaan, Pengendalian dan Evaluasi",
            "Bidang Pemerintahan dan Pembangunan Manusia",
            "Bidang Perekonomian dan Sumber Daya Alam",
            "Bidang Infrastruktur dan Kewilayahan",
        ),
        (("perencana", 8),),
        sector="manajemen_proyek",
        general_share=0.3,
    ),
    "OPD-05": Office(
        85,
        (
            "Bidang Pengembangan Kompetensi Aparatur",
            "Bidang Pengadaan, Pemberhentian dan Informasi",
            "Bidang Mutasi dan Promosi",
            "Bidang Penilaian Kinerja dan Penghargaan",
        ),
        (("analis_sdm", 6), ("asesor_sdm", 1), ("pranata_sdm", 2), ("komputer", 1)),
        general_share=0.3,
    ),
    "OPD-06": Office(
        130,
        (
            "Bidang Anggaran",
            "Bidang Perbendaharaan",
            "Bidang Akuntansi",
            "Bidang Pengelolaan Barang Milik Daerah",
        ),
        (("analis_keuangan", 5),),
    ),
    "OPD-07": Office(
        210,
        ("Bidang Pendataan dan Pendaftaran", "Bidang Penetapan", "Bidang Penagihan dan Keberatan"),
        (("analis_keuangan", 3), ("komputer", 1)),
        general_share=0.6,
    ),
    "OPD-08": Office(
        50,
        ("Bidang Sosial dan Pemerintahan", "Bidang Ekonomi dan Pembangunan", "Bidang Inovasi dan Teknologi"),
        (("perencana", 2), ("analis_kebijakan", 2)),
    ),
    "OPD-09": Office(
        60,
        (
            "Bidang Ideologi dan Wawasan Kebangsaan",
            "Bidang Politik Dalam Negeri",
            "Bidang Kewaspadaan Nasional",
        ),
        (("analis_kebijakan", 3),),
    ),
    "OPD-10": Office(
        120,
        (
            "Bidang Pencegahan dan Kesiapsiagaan",
            "Bidang Kedaruratan dan Logistik",
            "Bidang Rehabilitasi dan Rekonstruksi",
        ),
        (("bencana", 4),),
        general_share=0.6,
    ),
    "OPD-11": Office(
        520,
        (
            "Bidang Ketertiban Umum dan Ketenteraman Masyarakat",
            "Bidang Penegakan Perundang-undangan Daerah",
            "Bidang Perlindungan Masyarakat",
        ),
        (("satpol", 9),),
    ),
    "OPD-12": Office(
        5300,
        (
            "Bidang Pembinaan Sekolah Dasar",
            "Bidang Pembinaan Sekolah Menengah Pertama",
            "Bidang Pembinaan PAUD dan Pendidikan Nonformal",
            "Bidang Kebudayaan",
        ),
        (("pengawas_sekolah", 3), ("pamong_budaya", 1), ("perencana", 1)),
        sector="pendidikan",
    ),
    "OPD-13": Office(
        1800,
        (
            "Bidang Kesehatan Masyarakat",
            "Bidang Pencegahan dan Pengendalian Penyakit",
            "Bidang Pelayanan Kesehatan",
            "Bidang Sumber Daya Kesehatan",
        ),
        (("epidemiolog", 2), ("promkes", 2), ("adminkes", 3), ("apoteker", 1), ("sanitarian", 1)),
        sector="kesehatan",
    ),
    "OPD-14": Office(
        130,
        (
            "Bidang Rehabilitasi Sosial",
            "Bidang Perlindungan dan Jaminan Sosial",
            "Bidang Pemberdayaan Sosial",
            "Bidang Penanganan Fakir Miskin",
        ),
        (("peksos", 5), ("penyuluh_sosial", 4)),
        sector="sosial",
        general_share=0.35,
    ),
    "OPD-15": Office(
        290,
        ("Bidang Bina Marga", "Bidang Sumber Daya Air", "Bidang Cipta Karya", "Bidang Bina Konstruksi"),
        (("jalan", 4), ("pengairan", 2), ("bangunan", 2), ("pengadaan", 1)),
        sector="manajemen_proyek",
        general_share=0.55,
    ),
    "OPD-16": Office(
        130,
        ("Bidang Penataan Ruang", "Bidang Pertanahan", "Bidang Pengendalian Pemanfaatan Ruang"),
        (("tata_ruang", 4), ("bangunan", 1)),
        sector="manajemen_proyek",
    ),
    "OPD-17": Office(
        130,
        ("Bidang Perumahan", "Bidang Kawasan Permukiman", "Bidang Prasarana dan Sarana Utilitas"),
        (("bangunan", 4), ("pengadaan", 1)),
        sector="manajemen_proyek",
    ),
    "OPD-18": Office(
        330,
        ("Bidang Pencegahan Kebakaran", "Bidang Pemadaman", "Bidang Penyelamatan"),
        (("damkar", 9),),
        general_share=0.4,
    ),
    "OPD-19": Office(
        140,
        (
            "Bidang Pelayanan Pendaftaran Penduduk",
            "Bidang Pelayanan Pencatatan Sipil",
            "Bidang Pengelolaan Informasi Administrasi Kependudukan",
        ),
        (("adb_kependudukan", 3), ("komputer", 2)),
        general_share=0.6,
    ),
    "OPD-20": Office(
        90,
        ("Bidang Penanaman Modal", "Bidang Pelayanan Perizinan", "Bidang Pengaduan dan Informasi"),
        (("perizinan", 4), ("komputer", 1)),
    ),
    "OPD-21": Office(
        110,
        (
            "Bidang Informasi dan Komunikasi Publik",
            "Bidang Aplikasi Informatika",
            "Bidang Persandian dan Keamanan Informasi",
            "Bidang Statistik",
        ),
        (("komputer", 5), ("humas", 2), ("statistisi", 2), ("sandiman", 1)),
        general_share=0.3,
    ),
    "OPD-22": Office(
        330,
        ("Bidang Lalu Lintas", "Bidang Angkutan", "Bidang Prasarana dan Keselamatan"),
        (("penguji_kendaraan", 3),),
        general_share=0.7,
        technical_units=("UPTD Pengujian Kendaraan Bermotor", "UPTD Terminal Mamboro"),
    ),
    "OPD-23": Office(
        460,
        (
            "Bidang Pengelolaan Sampah dan Limbah",
            "Bidang Pengendalian Pencemaran",
            "Bidang Ruang Terbuka Hijau",
            "Bidang Penaatan Hukum Lingkungan",
        ),
        (("lingkungan", 4),),
        general_share=0.8,
        technical_units=("UPTD Tempat Pemrosesan Akhir Kawatuna", "UPTD Laboratorium Lingkungan"),
    ),
    "OPD-24": Office(
        85,
        ("Bidang Pengarusutamaan Gender", "Bidang Perlindungan Perempuan", "Bidang Pemenuhan Hak Anak"),
        (("peksos", 3), ("analis_kebijakan", 1)),
        sector="sosial",
        technical_units=("UPTD Perlindungan Perempuan dan Anak",),
    ),
    "OPD-25": Office(
        170,
        ("Bidang Pengendalian Penduduk", "Bidang Keluarga Berencana", "Bidang Ketahanan Keluarga"),
        (("penyuluh_kb", 6),),
        sector="sosial",
        general_share=0.35,
    ),
    "OPD-26": Office(
        230,
        (
            "Bidang Tanaman Pangan dan Hortikultura",
            "Bidang Peternakan",
            "Bidang Perikanan",
            "Bidang Ketahanan Pangan",
        ),
        (("penyuluh_pertanian", 5), ("veteriner", 1)),
        technical_units=("UPTD Balai Benih", "UPTD Rumah Potong Hewan"),
    ),
    "OPD-27": Office(
        85, ("Bidang Destinasi Pariwisata", "Bidang Pemasaran", "Bidang Ekonomi Kreatif"), (("adyatama", 3),)
    ),
    "OPD-28": Office(
        180,
        ("Bidang Perdagangan", "Bidang Perindustrian", "Bidang Pengelolaan Pasar"),
        (("penera", 2), ("penyuluh_industri", 2)),
        general_share=0.7,
        technical_units=("UPTD Metrologi Legal", "UPTD Pasar Inpres Manonda"),
    ),
    "OPD-29": Office(
        120,
        (
            "Bidang Koperasi",
            "Bidang Usaha Mikro",
            "Bidang Penempatan Tenaga Kerja",
            "Bidang Hubungan Industrial",
        ),
        (("pengantar_kerja", 3), ("mediator_hi", 1)),
    ),
    "OPD-30": Office(
        80,
        ("Bidang Kepemudaan", "Bidang Olahraga Prestasi", "Bidang Pembudayaan Olahraga"),
        (("analis_kebijakan", 2),),
    ),
    "OPD-31": Office(
        85,
        ("Bidang Kearsipan", "Bidang Perpustakaan", "Bidang Pembinaan"),
        (("arsiparis", 4), ("pustakawan", 4)),
    ),
    "OPD-32": Office(
        1600,
        ("Bagian Tata Usaha", "Bidang Pelayanan Medik", "Bidang Keperawatan", "Bidang Penunjang Medik"),
        sector="kesehatan",
    ),
}
DISTRICT_SIZE = 24
VILLAGE_SIZES = (7, 8, 6, 10, 7, 9, 8)

ASSISTANTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Asisten Pemerintahan dan Kesejahteraan Rakyat",
        ("Bagian Tata Pemerintahan", "Bagian Kesejahteraan Rakyat", "Bagian Hukum"),
    ),
    (
        "Asisten Perekonomian dan Pembangunan",
        ("Bagian Pengadaan Barang dan Jasa", "Bagian Administrasi Pembangunan", "Bagian Perekonomian"),
    ),
    (
        "Asisten Administrasi Umum",
        ("Bagian Umum", "Bagian Organisasi", "Bagian Protokol dan Komunikasi Pimpinan"),
    ),
)
WARDS: tuple[tuple[str, int, float, tuple[tuple[str, float], ...]], ...] = (
    # name, index of the division above it, share of the staff, who works there
    ("Instalasi Gawat Darurat", 1, 12, (("perawat", 7), ("dokter", 2), ("umum", 1))),
    ("Instalasi Rawat Inap", 2, 30, (("perawat", 8), ("dokter_spesialis", 1), ("bidan", 1), ("umum", 1))),
    (
        "Instalasi Rawat Jalan",
        1,
        14,
        (("perawat", 4), ("dokter_spesialis", 3), ("dokter_gigi", 1), ("umum", 1)),
    ),
    ("Instalasi Perawatan Intensif", 2, 9, (("perawat", 9), ("dokter_spesialis", 1))),
    ("Instalasi Bedah Sentral", 1, 8, (("perawat", 6), ("dokter_spesialis", 2))),
    ("Ruang Kebidanan dan Perinatologi", 2, 9, (("bidan", 8), ("dokter_spesialis", 1))),
    ("Instalasi Farmasi", 3, 6, (("apoteker", 3), ("asisten_apoteker", 5))),
    ("Instalasi Laboratorium", 3, 5, (("laboratorium", 8), ("umum", 1))),
    ("Instalasi Radiologi", 3, 3, (("radiografer", 8), ("umum", 1))),
    ("Instalasi Gizi", 3, 4, (("nutrisionis", 5), ("umum", 3))),
    ("Instalasi Rekam Medis", 3, 4, (("perekam_medis", 7), ("umum", 2))),
)
HEALTH_CENTRE_STAFF: tuple[tuple[str, float], ...] = (
    ("perawat", 28),
    ("bidan", 26),
    ("dokter", 6),
    ("dokter_gigi", 3),
    ("apoteker", 2),
    ("asisten_apoteker", 4),
    ("laboratorium", 3),
    ("nutrisionis", 4),
    ("sanitarian", 4),
    ("promkes", 4),
    ("epidemiolog", 2),
    ("perekam_medis", 2),
    ("umum", 12),
)
GENERAL_TRADES: tuple[tuple[str, float], ...] = (
    ("arsiparis", 1),
    ("komputer", 1),
    ("perencana", 1),
    ("analis_keuangan", 1.5),
    ("analis_sdm", 1),
    ("analis_kebijakan", 1),
)
HR_SUBDIVISION = "Subbagian Umum dan Kepegawaian"
PROGRAMME_SUBDIVISION = "Subbagian Perencanaan dan Keuangan"
