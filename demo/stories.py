"""What the invented people say after training: in questionnaires, in talks, of training elsewhere."""

from __future__ import annotations

from typing import NamedTuple

# --------------------------------------------------------------------------------------- questionnaires

#: Question → how far its answers lie from the mood of the programme.
LEANING = {
    "satisfied": 0.15,
    "speaker_masters": 0.3,
    "speaker_explains": 0.15,
    "material_relevant": 0.2,
    "long_enough": -0.25,
    "fits_duties": -0.7,
    "means_suffice": -0.15,
    "means_at_hand": -0.75,
    "speed_rises": -0.3,
    "came_in_time": -0.2,
    "superior_supports": 0.1,
    "service_faster": -0.75,
    "worth_it": 0.1,
    "gives_feedback": -0.9,
}

#: Question → what some write there. Nobody is named.
REMARKS = {
    "most_useful": (
        "Latihan dengan kasus nyata dari kantor kami sendiri.",
        "Lembar kerja yang dapat langsung dipakai esok harinya.",
        "Berbagi cara kerja dengan peserta dari OPD lain.",
        "Umpan balik narasumber atas hasil praktik kami.",
        "Contoh surat dan alur yang sudah jadi.",
        "Cara memulai percakapan yang sulit.",
        "Latihan membaca angka layanan sebelum mengambil keputusan.",
    ),
    "uses_most": (
        "Membagi tugas tim dengan papan kerja",
        "Menjelaskan syarat layanan dengan bahasa sederhana",
        "Mencatat keluhan dan menutupnya pada hari yang sama",
        "Menyusun target mingguan yang terukur",
        "Membaca data sebelum rapat",
    ),
    "suggestions": (
        "Mohon jadwalnya tidak pada hari pelayanan paling ramai.",
        "Sediakan satu pertemuan lanjutan sebulan kemudian untuk membahas penerapannya.",
        "Komputer di ruang pelayanan perlu ditambah agar cara baru dapat dipakai.",
        "Sesi praktik diperpanjang, paparan dikurangi.",
        "Atasan kami sebaiknya ikut sesi penutup, supaya tahu apa yang kami rencanakan.",
        "Bahan ajar dikirim beberapa hari sebelumnya.",
        "Perlu pendamping yang dapat ditanya setelah pelatihan.",
        "Contoh kasusnya ditambah dari kelurahan, bukan hanya dari kantor dinas.",
        "Beri waktu tanya jawab yang lebih panjang pada hari pertama.",
        "Ruangannya terlalu dingin, dan layar tidak terbaca dari belakang.",
    ),
    "example": (
        "Berkas yang dulu bolak-balik kini diperiksa sekali dengan daftar periksa.",
        "Rapat mingguan menjadi setengah jam dan selalu berakhir dengan pembagian tugas.",
        "Keluhan warga dijawab pada hari yang sama, dan catatannya ditempel di ruang kerja.",
        "Laporan bulanan selesai tiga hari lebih awal karena datanya dikumpulkan tiap minggu.",
        "Rekan baru dibimbing dengan daftar tugas yang disusun sesudah pelatihan.",
        "Permohonan yang kurang lengkap diberi tahu lewat pesan pada hari itu juga.",
        "Dua bidang memakai satu daftar, jadi data tidak diketik dua kali.",
    ),
    "figures_source": (
        "Buku register layanan",
        "Laporan bulanan bidang",
        "Catatan antrean loket",
    ),
}


# --------------------------------------------------------------------------------------------- talks


class Said(NamedTuple):
    """What was noted to one question, the themes it is about, and a sentence that may be quoted."""

    note: str
    themes: tuple[str, ...]
    quote: str


INTERVIEW = (
    Said(
        "Memakai lembar kerja dari pelatihan untuk membagi tugas mingguan. Bagian tentang umpan "
        "balik belum "
        "dipakai, karena tim baru saja berganti.",
        ("kegunaan-materi",),
        "Lembar kerjanya saya pakai setiap Senin; sebelumnya saya membagi tugas sambil berjalan.",
    ),
    Said(
        "Dulu berkas diperiksa pada akhir minggu dan menumpuk. Sekarang diperiksa harian dengan daftar "
        "periksa, sehingga berkas yang dikembalikan berkurang kira-kira separuh.",
        ("perubahan-cara-kerja", "hasil-layanan"),
        "Berkas yang dikembalikan tinggal separuh.",
    ),
    Said(
        "Satu komputer dipakai bergantian oleh empat orang. Waktu untuk mencoba cara baru hanya ada "
        "sesudah "
        "loket tutup.",
        ("sarana-dan-dana", "waktu-dan-beban"),
        "Caranya kami tahu, alatnya yang kami tunggu.",
    ),
    Said(
        "Atasan memberi waktu satu jam tiap Jumat untuk membahas penerapan. Rekan kerja awalnya ragu, lalu "
        "ikut memakai daftar periksa.",
        ("dukungan-atasan", "dukungan-rekan"),
        "Satu jam setiap Jumat itu yang membuat cara baru bertahan.",
    ),
    Said(
        "Mengusulkan pertemuan lanjutan sebulan sesudah pelatihan, dan jadwal di luar minggu "
        "penyaluran bantuan.",
        ("mutu-penyelenggaraan", "kebutuhan-berikutnya"),
        "Pelatihan lanjutannya cukup setengah hari, asal ada kasus dari kami.",
    ),
)

DISCUSSION = (
    Said(
        "Yang paling sering disebut: praktik dengan kasus dari kantor sendiri, dan contoh alur kerja "
        "yang dapat "
        "disesuaikan.",
        ("kegunaan-materi", "mutu-penyelenggaraan"),
        "Kasusnya dari meja kami sendiri, jadi esoknya langsung dapat dipakai.",
    ),
    Said(
        "Beberapa unit kini membuka hari dengan pembagian tugas singkat. Dua unit menempelkan janji "
        "waktu layanan "
        "di loket dan mencatat yang terlambat.",
        ("perubahan-cara-kerja", "hasil-layanan", "berbagi-ilmu"),
        "Warga sekarang bertanya soal janji waktu itu, dan kami jadi menepatinya.",
    ),
    Said(
        "Peserta yang sudah dipindahkan tidak lagi memakai materinya. Sarana terbatas dan beban "
        "akhir tahun "
        "disebut hampir semua peserta.",
        ("mutasi-dan-promosi", "sarana-dan-dana", "waktu-dan-beban"),
        "Begitu tim mulai terbiasa, dua orang dipindahkan.",
    ),
    Said(
        "Diminta: jadwal dibagi dua gelombang setengah hari, atasan diundang pada sesi penutup, dan "
        "alumni diberi "
        "kesempatan memimpin proyek kecil.",
        ("kebutuhan-berikutnya", "dukungan-atasan", "proyek-tindak-lanjut"),
        "Beri kami satu proyek kecil, nanti ilmunya tidak menguap.",
    ),
)
PLACES = ("Ruang Rapat BKPSDMD, Jalan Balai Kota", "Daring lewat ruang rapat BKPSDMD")

# -------------------------------------------------------------------------------- what did not take place

#: Cause, words, whether it goes on into the next plan, how often.
MISSED = (
    ("service", "Bertepatan dengan penyaluran bantuan; tidak ada pengganti di loket.", True, 5),
    ("cancelled", "Penyelenggara membatalkan karena pesertanya kurang.", True, 3),
    ("funds", "Anggaran dialihkan pada perubahan APBD.", True, 3),
    ("person", "Pegawai cuti melahirkan atau sakit pada waktu pelaksanaan.", False, 1),
)

# ------------------------------------------------------------------------------------ training elsewhere

#: Name, institution, form, JP.
ELSEWHERE = (
    ("Bimbingan Teknis Pengelolaan Data Terpadu", "Kementerian Sosial", "B10", 24),
    ("Pelatihan Jarak Jauh Komunikasi Publik", "Lembaga Administrasi Negara", "C4", 16),
    ("Bimbingan Teknis Penyusunan Standar Pelayanan", "Universitas Tadulako", "B10", 20),
    ("Pelatihan Jarak Jauh Kepemimpinan Tim", "BPSDM Provinsi Sulawesi Tengah", "C4", 12),
    ("Bimbingan Teknis Pengelolaan Keluhan", "Ombudsman RI Perwakilan Sulawesi Tengah", "B10", 16),
)
NOT_TAKEN = (
    "Sertifikat tidak menyebutkan jumlah JP. Mohon diajukan lagi dengan surat keterangan penyelenggara."
)

# ------------------------------------------------------------------------------------------- findings


class Found(NamedTuple):
    """A finding from a questionnaire: on which question it rests, the obstacle, and what follows."""

    instrument: str
    question: str
    obstacle: str
    words: str
    action: str
    #: done, dropped, or '' while it is open
    end: str
    outcome: str


#: Of the first year; then of the one that runs.
FINDINGS = (
    (
        Found(
            "reaksi-peserta",
            "fits_duties",
            "time",
            "Jadwal pelatihan sulit diselaraskan dengan jam layanan.",
            "Menawarkan dua minggu pilihan dalam jadwal triwulan, di luar minggu penyaluran bantuan.",
            "done",
            "Jadwal triwulan berikutnya memberi setiap OPD pilihan dua minggu.",
        ),
        Found(
            "perilaku-alumni",
            "means_at_hand",
            "resources",
            "Alumni mengetahui caranya, tetapi sarana untuk menerapkannya belum tersedia.",
            "Menanyakan sarana yang tersedia saat peserta ditunjuk, sebelum surat tugas dibuat.",
            "dropped",
            "Belum ada yang dapat meminjamkan alat; dibahas lagi bersama anggaran tahun berikutnya.",
        ),
        Found(
            "hasil-alumni",
            "service_faster",
            "",
            "Layanan dirasakan membaik, tetapi belum selalu lebih cepat.",
            "Meminta satu angka lama layanan sebelum pelatihan dari setiap peserta angkatan berikutnya.",
            "done",
            "Angka awal kini diminta bersama tes awal.",
        ),
    ),
    (
        Found(
            "perilaku-atasan",
            "gives_feedback",
            "mentor",
            "Atasan mendukung, tetapi jarang membicarakan hasil penerapan dengan pegawainya.",
            "Menyediakan panduan percakapan satu halaman bagi atasan, tiga bulan sesudah pelatihan.",
            "",
            "",
        ),
        Found(
            "reaksi-peserta",
            "long_enough",
            "",
            "Dua hari belum cukup untuk praktik; peserta meminta pertemuan lanjutan.",
            "Menambah satu pertemuan lanjutan setengah hari pada angkatan tahun depan.",
            "",
            "",
        ),
        Found(
            "perilaku-alumni",
            "means_at_hand",
            "resources",
            "Sarana masih menjadi hambatan yang paling sering disebut alumni.",
            "Mengusulkan dua perangkat bersama untuk ruang pelayanan dalam rencana tahun depan.",
            "",
            "",
        ),
    ),
)
FROM_TALKS = (
    (
        "Pengetahuan hilang ketika alumni dipindahkan; mereka meminta proyek kecil agar ilmunya dipakai.",
        "Menawarkan proyek kecil kepada alumni paling lambat sebulan sesudah pelatihan.",
        "Setiap angkatan sejak itu mendapat tawaran proyek.",
    ),
    (
        "Alumni meminta atasannya diundang pada sesi penutup, supaya rencana penerapannya diketahui.",
        "Mengundang atasan langsung pada sesi penutup setiap angkatan tahun depan.",
        "",
    ),
)
FROM_PROJECTS = (
    (
        "Proyek kecil yang memperoleh bantuan atasan pada minggu pertama mencapai tujuannya.",
        "Menjadikan proyek alumni bahan penyusunan pelatihan lanjutan dalam rencana OPD.",
        "Kebutuhan dari dua proyek dibahas saat rencana disusun.",
    ),
    (
        "Alumni yang memimpin proyek kini diminta membimbing rekan dari bidang lain.",
        "Membuka komunitas belajar tanpa biaya yang dipimpin alumni pada triwulan II.",
        "",
    ),
)
