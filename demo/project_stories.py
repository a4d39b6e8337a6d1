"""What the invented people do after training: their small projects, from the aim to what came of them."""

from __future__ import annotations

from typing import NamedTuple


class Story(NamedTuple):
    """A small project from its aim to what came of it."""

    title: str
    aim: str
    beneficiaries: str
    milestones: tuple[str, str, str]
    progress: str
    obstacle: tuple[str, str]
    help: str
    answer: str
    outcome: str


#: Competency → the project that its alumni lead; ``GENERAL`` where the field has none of its own.
STORIES = {
    "M.01": Story(
        "Meja layanan tanpa titipan",
        "Setiap permohonan dilayani menurut nomor antrean, dan setiap pemberian ditolak serta dicatat.",
        "Warga yang datang sendiri tanpa perantara",
        ("Aturan antrean disepakati tim", "Buku penolakan pemberian dipakai", "Hasil tiga bulan dibahas"),
        "Aturan antrean ditempel di loket dan dibacakan setiap pagi.",
        ("team", "Sebagian rekan merasa tidak enak menolak titipan kenalan."),
        "Mohon arahan untuk menghadapi permintaan titipan dari tamu penting.",
        "Sampaikan aturan yang tertulis; bila didesak, arahkan kepada saya.",
        "Antrean berjalan menurut nomor pada semua hari layanan; tujuh pemberian ditolak dan dicatat.",
    ),
    "M.02": Story(
        "Satu papan kerja untuk dua bidang",
        "Pekerjaan yang melewati dua bidang terlihat pada satu papan, sehingga tidak ada berkas yang "
        "menunggu tanpa "
        "pemilik.",
        "Petugas kedua bidang dan warga yang menunggu berkasnya",
        ("Alur bersama disepakati", "Papan kerja dipakai dua bidang", "Berkas tertahan dihitung ulang"),
        "Papan dibahas bersama sepuluh menit setiap pagi.",
        ("team", "Satu bidang masih mencatat pada buku sendiri."),
        "Mohon bantuan agar kepala bidang sebelah mengizinkan petugasnya ikut pertemuan pagi.",
        "Sudah saya bicarakan; mulai Senin dua petugasnya ikut.",
        "Berkas yang tertahan lebih dari tiga hari turun dari 26 menjadi 9 dalam sebulan.",
    ),
    "M.03": Story(
        "Keluhan dijawab pada hari yang sama",
        "Setiap keluhan yang masuk sebelum pukul 14.00 dijawab pada hari itu dengan bahasa yang "
        "mudah dimengerti.",
        "Warga yang menyampaikan keluhan",
        (
            "Contoh jawaban untuk sepuluh keluhan tersering",
            "Giliran petugas penjawab berjalan",
            "Hasil dua bulan ditempel",
        ),
        "Sepuluh contoh jawaban selesai dan diuji dengan petugas loket.",
        ("time", "Pada minggu penyaluran bantuan, keluhan menumpuk."),
        "Mohon satu petugas tambahan pada minggu penyaluran bantuan.",
        "Disetujui: petugas arsip membantu pada pagi hari.",
        "Dari 118 keluhan, 96 dijawab pada hari yang sama; sebelumnya rata-rata empat hari.",
    ),
    "M.04": Story(
        "Target mingguan yang terlihat",
        "Setiap tim menetapkan satu target mingguan yang terukur dan membahas hasilnya setiap Jumat.",
        "Tiga tim pada bidang ini",
        ("Target pertama ditetapkan", "Delapan minggu berjalan", "Rekap dibahas bersama atasan"),
        "Tiga tim sudah menetapkan target, dan hasilnya ditulis di papan.",
        ("ability", "Tim kesulitan membuat target yang dapat dihitung."),
        "Mohon contoh target terukur untuk pekerjaan administrasi.",
        "Saya kirim lima contoh dari bidang lain; mari kita sesuaikan bersama.",
        "Tujuh dari delapan target mingguan tercapai; laporan bulanan selesai tiga hari lebih awal.",
    ),
    "M.05": Story(
        "Syarat layanan dalam satu lembar",
        "Warga mengetahui syarat layanan sebelum datang, sehingga tidak perlu datang dua kali.",
        "Warga lanjut usia dan keluarga penerima layanan",
        (
            "Lembar syarat diuji dengan dua puluh warga",
            "Lembar dibagikan di kelurahan",
            "Kedatangan ulang dihitung",
        ),
        "Naskah lembar syarat diuji; tiga istilah diganti karena tidak dimengerti warga.",
        ("funds", "Biaya cetak lembar berwarna belum tersedia."),
        "Mohon izin mencetak dengan anggaran alat tulis bidang.",
        "Disetujui untuk 500 lembar hitam putih; yang berwarna menunggu perubahan anggaran.",
        "Kedatangan ulang turun dari 41 menjadi 17 dari setiap seratus permohonan.",
    ),
    "M.06": Story(
        "Tiga bulan pertama pegawai baru",
        "Setiap pegawai baru mempunyai pembimbing dan daftar tugas belajar pada tiga bulan pertama.",
        "Pegawai baru dan pembimbingnya",
        ("Daftar tugas belajar disusun", "Lima pasangan berjalan", "Hasil dibahas dengan pegawai baru"),
        "Lima pembimbing bersedia, dan daftar tugas sudah dibagikan.",
        ("mentor", "Dua pembimbing sering bertugas ke luar kota."),
        "Mohon pembimbing pengganti untuk satu pegawai baru.",
        "Saya sendiri yang membimbing sampai akhir bulan.",
        "Lima pegawai baru bekerja mandiri sesudah sepuluh minggu; sebelumnya rata-rata lima bulan.",
    ),
    "M.07": Story(
        "Formulir kertas menjadi satu isian",
        "Tiga formulir yang menanyakan hal yang sama digabung menjadi satu isian sederhana.",
        "Petugas data dan warga pemohon",
        ("Tiga formulir dibandingkan", "Isian baru dicoba di satu loket", "Formulir lama ditarik"),
        "Dari 57 pertanyaan, 31 ternyata ditanyakan dua kali.",
        ("resources", "Hanya satu komputer di loket yang dapat dipakai untuk isian baru."),
        "Mohon pinjaman satu komputer untuk masa percobaan.",
        "Komputer ruang rapat boleh dipakai pada jam layanan.",
        "Satu isian menggantikan tiga formulir; waktu pengisian turun dari 25 menjadi 11 menit.",
    ),
    "M.08": Story(
        "Keputusan rapat dengan data satu halaman",
        "Setiap usulan dalam rapat bidang disertai data satu halaman, dan keputusannya dicatat pada "
        "hari itu.",
        "Kepala seksi dan petugas yang melaksanakan keputusan",
        ("Bentuk satu halaman disepakati", "Enam rapat memakainya", "Keputusan ditinjau kembali"),
        "Bentuknya dipakai pada dua rapat pertama, lalu disederhanakan.",
        ("time", "Data sering baru terkumpul pada pagi hari rapat."),
        "Mohon rapat dipindah ke Rabu, supaya data mingguan sudah lengkap.",
        "Mulai bulan ini rapat bidang diadakan Rabu pagi.",
        "Sebelas dari dua belas usulan diputuskan pada rapat yang sama; sebelumnya kurang dari separuh.",
    ),
    "SK.01": Story(
        "Musyawarah kecil sebelum penyaluran bantuan",
        "Warga dari berbagai kelompok menyepakati urutan penyaluran sebelum bantuan dibagikan.",
        "Penerima bantuan di tiga kelurahan",
        ("Tiga musyawarah terlaksana", "Urutan ditempel di balai kelurahan", "Keluhan dihitung kembali"),
        "Musyawarah pertama dihadiri 34 warga dari empat kelompok.",
        ("transfer", "Lurah mitra dipindahkan di tengah proyek."),
        "Mohon dikenalkan kepada lurah yang baru.",
        "Kita temui bersama pada hari Kamis.",
        "Keluhan tentang urutan penyaluran turun dari 23 menjadi 6 pada dua penyaluran berikutnya.",
    ),
}
GENERAL = (
    Story(
        "Daftar periksa bersama untuk pekerjaan harian",
        "Tim memakai satu daftar periksa dari materi pelatihan, sehingga langkah penting tidak terlewat.",
        "Tim pelaksana dan warga yang dilayani",
        ("Daftar periksa disusun tim", "Dipakai selama dua bulan", "Kekeliruan dihitung kembali"),
        "Daftar periksa pertama dicoba seminggu, lalu dipersingkat menjadi dua belas langkah.",
        ("resources", "Lembar daftar periksa sering habis di ruang pelayanan."),
        "Mohon masukan atas dua langkah yang masih diperdebatkan tim.",
        "Langkah ketujuh tetap wajib; yang kesebelas cukup seminggu sekali.",
        "Kekeliruan yang harus diulang turun dari 14 menjadi 5 dalam sebulan.",
    ),
    Story(
        "Data layanan bulanan dalam satu lembar",
        "Angka layanan setiap bulan terlihat pada satu lembar yang dibahas bersama tim.",
        "Pimpinan unit dan petugas pencatat",
        ("Angka yang dipantau dipilih", "Tiga lembar bulanan terbit", "Satu keputusan diambil dari data"),
        "Enam angka dipilih dari dua puluh yang selama ini dicatat.",
        ("time", "Pencatatan harian tertunda pada hari yang ramai."),
        "Mohon satu petugas pencatat pada hari Senin dan Selasa.",
        "Disetujui untuk tiga bulan, lalu kita nilai bersama.",
        "Laporan bulanan selesai pada tanggal 3; sebelumnya sekitar tanggal 12.",
    ),
    Story(
        "Kelas kecil Jumat pagi",
        "Alumni membagikan materi pelatihan kepada rekan seunit dalam enam pertemuan setengah jam.",
        "Empat belas rekan seunit",
        ("Enam bahan singkat disusun", "Enam pertemuan terlaksana", "Rekan mencoba sendiri"),
        "Pertemuan pertama diikuti sebelas orang.",
        ("team", "Petugas lapangan sulit hadir pada Jumat pagi."),
        "Mohon satu pertemuan diulang untuk petugas lapangan.",
        "Silakan diulang pada Selasa sore; saya ikut hadir.",
        "Dua belas rekan mencoba cara baru, delapan di antaranya tetap memakainya dua bulan kemudian.",
    ),
    Story(
        "Ruang tunggu yang memberi tahu",
        "Warga di ruang tunggu mengetahui urutan, perkiraan waktu, dan berkas yang perlu disiapkan.",
        "Warga yang menunggu layanan",
        ("Papan petunjuk dicoba", "Petugas penyapa bergiliran", "Lama menunggu diukur kembali"),
        "Papan pertama dibuat dari bahan bekas dan dibaca hampir semua pengunjung.",
        ("funds", "Papan tetap memerlukan biaya yang belum dianggarkan."),
        "Mohon papan tetap dimasukkan dalam perubahan anggaran.",
        "Sudah saya usulkan; sementara papan percobaan tetap dipakai.",
        "Pertanyaan yang sama kepada loket berkurang dari 60 menjadi 22 sehari.",
    ),
    Story(
        "Kunjungan pertama yang lengkap",
        "Kebutuhan keluarga dampingan dicatat lengkap pada kunjungan pertama.",
        "Keluarga dampingan di dua kelurahan",
        ("Isian kunjungan disederhanakan", "Empat puluh kunjungan tercatat", "Kunjungan ulang dihitung"),
        "Isian kunjungan dipersingkat dari enam menjadi dua halaman.",
        ("resources", "Kendaraan dinas dipakai bergantian dengan bidang lain."),
        "Mohon jadwal kendaraan tetap pada hari Rabu.",
        "Rabu pagi kendaraan untuk bidang kita.",
        "Kunjungan ulang karena data kurang turun dari 18 menjadi 4 dari empat puluh kunjungan.",
    ),
    Story(
        "Surat masuk dijawab dalam tiga hari",
        "Setiap surat mempunyai penanggung jawab pada hari pertama dan dijawab paling lambat hari ketiga.",
        "Pengirim surat dan petugas tata usaha",
        ("Pembagian surat disepakati", "Satu bulan berjalan penuh", "Sisa surat lama diselesaikan"),
        "Surat dibagi setiap pagi pukul delapan, bukan lagi menunggu rapat.",
        ("ability", "Petugas baru belum terbiasa menulis jawaban singkat."),
        "Mohon contoh jawaban untuk lima jenis surat tersering.",
        "Contohnya saya susun bersama Anda minggu ini.",
        "Sembilan dari sepuluh surat dijawab dalam tiga hari; sebelumnya rata-rata sembilan hari.",
    ),
    Story(
        "Serah tugas yang tidak terputus",
        "Pegawai yang pindah atau cuti meninggalkan catatan serah tugas, sehingga pekerjaan tidak berhenti.",
        "Rekan pengganti dan warga yang berkasnya sedang diproses",
        ("Bentuk catatan disepakati", "Lima serah tugas memakainya", "Berkas tertahan dihitung"),
        "Bentuk catatan satu halaman dicoba pada dua cuti pertama.",
        ("transfer", "Satu pegawai dipindahkan sebelum catatannya selesai."),
        "Mohon serah tugas menjadi syarat sebelum cuti disetujui.",
        "Mulai bulan ini saya tanyakan catatannya sebelum menandatangani cuti.",
        "Tidak ada lagi berkas yang tertahan karena petugasnya cuti pada dua bulan terakhir.",
    ),
    Story(
        "Rapat berdiri lima belas menit",
        "Hambatan dibahas setiap pagi dalam lima belas menit dan dicatat siapa yang menyelesaikannya.",
        "Sepuluh petugas satu seksi",
        ("Aturan rapat disepakati", "Dua bulan berjalan", "Hambatan yang selesai dihitung"),
        "Minggu pertama masih setengah jam; minggu ketiga sudah lima belas menit.",
        ("team", "Dua orang merasa rapat harian menambah beban."),
        "Mohon pendapat Anda apakah cukup tiga kali seminggu.",
        "Tiga kali seminggu cukup, asal catatannya tetap ada.",
        "Dari 52 hambatan yang dicatat, 43 selesai dalam seminggu.",
    ),
    Story(
        "Peta kelompok yang belum terlayani",
        "Unit mengetahui kelompok warga yang belum terjangkau dan memilih dua untuk didatangi.",
        "Warga di dua lingkungan yang jauh dari kantor",
        ("Data tiga sumber dibandingkan", "Dua lingkungan didatangi", "Cakupan dihitung kembali"),
        "Tiga daftar yang berbeda ternyata menyebut lingkungan yang sama.",
        ("resources", "Peta digital hanya dapat dibuka di satu komputer."),
        "Mohon izin memakai komputer perencanaan dua jam seminggu.",
        "Silakan setiap Kamis siang.",
        "Enam puluh satu warga baru terlayani dari dua lingkungan yang didatangi.",
    ),
)
EVIDENCE = "https://contoh.palukota.example/proyek/{project}/tonggak-{milestone}"
DONE = (
    "Selesai dan sudah dibahas bersama tim.",
    "Tercapai; catatannya ada pada alamat di bawah ini.",
    "Berjalan dua minggu penuh tanpa pengingat.",
)
REVIEWS = {
    "superior": (
        (3, "Tujuan tercapai dan cara kerjanya sudah menjadi kebiasaan bidang kami."),
        (4, "Melampaui yang saya harapkan; bidang lain meminta contohnya."),
        (2, "Hasilnya terlihat di satu tim. Perluasannya perlu dilanjutkan tahun depan."),
    ),
    "mentor": (
        (3, "Pemimpin proyek mencatat dengan rajin dan berani meminta bantuan tepat waktu."),
        (3, "Langkahnya kecil, tetapi setiap langkah selesai dan terukur."),
    ),
}
LEVEL_REASON = "Menerapkan materi pelatihan dan membimbing rekan sampai tujuannya tercapai dengan angka."
LEVEL_ACCEPTED = "Saya melihat sendiri perilaku itu selama proyek berjalan."
LEVEL_DECLINED = "Hasilnya baik, tetapi baru di satu tim; dinilai lagi sesudah diterapkan di bidang lain."
REFUSED = "Tahun ini saya memegang dua kegiatan lain; tawaran serupa tahun depan akan saya terima."
STOPPED = "Pemimpin proyek ditugasi ke kegiatan tanggap darurat sampai akhir tahun."
