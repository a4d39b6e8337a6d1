"""What the invented people say: suggestions, proposals, answers, and turns about lines of a plan."""

from __future__ import annotations

from typing import NamedTuple


class Voice(NamedTuple):
    """A suggestion with what HR says to it; ``competency`` is where a plan may take it up."""

    kind: str
    text: str
    competency: str
    taken_up: str
    declined: str


VOICES = (
    Voice(
        "challenge",
        "Warga lanjut usia sering datang dua kali karena syarat layanan tidak dijelaskan sejak awal. "
        "Petugas loket perlu berlatih menjelaskan dengan bahasa yang sederhana.",
        "M.05",
        "Butir pelayanan publik dibuka untuk semua petugas loket.",
        "Pelatihan serupa sudah diikuti seluruh petugas loket tahun ini.",
    ),
    Voice(
        "idea",
        "Satu hari dalam sebulan setiap bidang saling bertukar cara kerja, supaya yang satu belajar dari "
        "yang lain tanpa biaya.",
        "M.06",
        "Dijadikan komunitas belajar tanpa biaya pada triwulan II.",
        "Jadwal pelayanan tahun depan belum memungkinkan satu hari penuh tiap bulan.",
    ),
    Voice(
        "wish",
        "Saya ingin belajar mengolah data dengan lembar kerja, karena laporan bulanan masih saya hitung "
        "dengan tangan.",
        "M.07",
        "Masuk dalam butir pengolahan data dengan pendampingan.",
        "Peserta tahun ini didahulukan bagi yang kesenjangannya lebih besar; Anda tercatat untuk tahun "
        "berikutnya.",
    ),
    Voice(
        "challenge",
        "Banyak pegawai baru, tetapi tidak ada yang ditugasi membimbing mereka pada tiga bulan pertama.",
        "M.06",
        "Mentoring pegawai baru masuk sebagai butir tersendiri.",
        "Pembimbingan pegawai baru sudah diatur dalam masa orientasi.",
    ),
    Voice(
        "idea",
        "Keluhan yang masuk lewat pesan dibahas bersama setiap Jumat pagi, lalu hasilnya ditempel di ruang "
        "tunggu.",
        "M.05",
        "Dipakai sebagai bahan pembelajaran di tempat kerja.",
        "Gagasan ini urusan tata kelola pengaduan, bukan pengembangan kompetensi.",
    ),
    Voice(
        "wish",
        "Kami di lapangan perlu pelatihan menghadapi warga yang marah, terutama saat bantuan dibagikan.",
        "SK.01",
        "Masuk dalam butir perekat bangsa bersama kelurahan.",
        "Akan dibahas bersama usulan serupa dari kecamatan.",
    ),
    Voice(
        "challenge",
        "Rapat antarbidang sering berakhir tanpa keputusan. Kepala seksi perlu berlatih memimpin rapat.",
        "M.08",
        "Butir pengambilan keputusan untuk pengawas ditambahkan.",
        "Pelatihan pengawas sudah memuat materi ini.",
    ),
    Voice(
        "idea",
        "Kita dapat belajar dari puskesmas yang antreannya sudah rapi; cukup kunjungan setengah hari.",
        "M.03",
        "Disusun sebagai patok banding dalam kota pada triwulan III.",
        "Kunjungan dapat diatur langsung antarunit tanpa butir rencana.",
    ),
    Voice(
        "wish",
        "Mohon pelatihan daring saja, karena perjalanan dari kecamatan memakan setengah hari.",
        "M.04",
        "Bentuk butir diubah menjadi pembelajaran jarak jauh.",
        "Materi praktik tidak dapat diganti daring seluruhnya.",
    ),
    Voice(
        "challenge",
        "Arsip surat masih disimpan berbeda di tiap bidang, sehingga surat lama sulit ditemukan.",
        "M.02",
        "Butir kerja sama dan tata arsip dibuka untuk para pengadministrasi.",
        "Diselesaikan lewat aturan tata naskah, bukan pelatihan.",
    ),
)

PASSED_ON = (
    ("Bagian Organisasi Sekretariat Daerah", "Menyangkut prosedur kerja, sudah disampaikan dengan surat."),
    ("Dinas Komunikasi dan Informatika", "Memerlukan perangkat; kebutuhan sudah diteruskan."),
)

TRAININGS = (
    (
        "Bahasa isyarat dasar untuk petugas layanan",
        "Setiap minggu ada warga tuli yang datang, dan kami hanya dapat menulis di kertas.",
        "M.05",
        "Komunitas tuli setempat",
    ),
    (
        "Menulis laporan singkat yang mudah dibaca pimpinan",
        "Laporan kami tebal tetapi jarang dibaca; saya ingin belajar meringkas.",
        "M.03",
        "",
    ),
    (
        "Pertolongan pertama psikologis",
        "Saat bencana, petugaslah yang pertama bertemu keluarga korban.",
        "SK.01",
        "Himpunan psikologi daerah",
    ),
    (
        "Analisis data wilayah dengan peta",
        "Penentuan lokasi bantuan masih berdasar daftar; dengan peta akan lebih tepat.",
        "M.07",
        "",
    ),
)

VIEWS = (
    ("supports", "Sesuai dengan tugasnya, dan bidang kami dapat mengatur penggantinya."),
    ("supports", "Saya melihat sendiri kebutuhannya di lapangan."),
    ("doubts", "Baik, tetapi tahun depan ia memegang pekerjaan yang tidak dapat ditinggalkan lama."),
)

DECLINES = (
    "Saya memegang piket pada triwulan itu dan belum ada pengganti.",
    "Materi ini sudah saya ikuti tahun lalu di tempat tugas sebelumnya.",
    "Orang tua saya dirawat; tahun ini saya tidak dapat meninggalkan rumah beberapa hari.",
)
COUNTERS = (
    "Mohon dipindah; pada triwulan itu pelayanan sedang paling ramai.",
    "Mohon waktu lain, supaya tidak bersamaan dengan rekan sebidang.",
)
KEEPS = (
    "Waktu ini satu-satunya yang disediakan penyelenggara; piket Anda sudah diatur dengan kepala bidang.",
    "Materi tahun ini berbeda: tingkatnya lebih tinggi daripada yang Anda ikuti.",
)
CHANGES = ("Baik, jadwal Anda dipindahkan sesuai usul.",)
DROPS = ("Dimengerti. Anda dikeluarkan dari butir ini dan didahulukan tahun berikutnya.",)
