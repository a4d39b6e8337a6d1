import uuid

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import personnel.tracking


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("jobs", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="LegalBasis",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=400, verbose_name="bunyi")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="urutan")),
                ("valid_from", models.DateField(verbose_name="berlaku sejak")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="berlaku sampai")),
            ],
            options={
                "verbose_name": "dasar hukum",
                "verbose_name_plural": "dasar hukum",
                "ordering": ["order", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Rank",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("siasn_id", models.CharField(max_length=10, unique=True)),
                ("code", models.CharField(max_length=10, verbose_name="golongan")),
                ("name", models.CharField(max_length=60, verbose_name="pangkat")),
                ("order", models.PositiveSmallIntegerField(unique=True)),
            ],
            options={
                "verbose_name": "golongan",
                "verbose_name_plural": "golongan",
                "ordering": ["order"],
            },
        ),
        migrations.CreateModel(
            name="CivilServant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("pns_id", models.CharField(max_length=64, unique=True, verbose_name="PNS ID")),
                (
                    "nip",
                    models.CharField(
                        max_length=18,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{18}\\Z", "NIP terdiri atas tepat 18 angka."
                            )
                        ],
                        verbose_name="NIP",
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="nama")),
                ("title_before", models.CharField(blank=True, max_length=50, verbose_name="gelar depan")),
                ("title_after", models.CharField(blank=True, max_length=80, verbose_name="gelar belakang")),
                ("birth_date", models.DateField(verbose_name="tanggal lahir")),
                (
                    "sex",
                    models.CharField(
                        choices=[("L", "Laki-laki"), ("P", "Perempuan")],
                        max_length=1,
                        verbose_name="jenis kelamin",
                    ),
                ),
                (
                    "employment",
                    models.CharField(
                        choices=[
                            ("pns", "PNS"),
                            ("cpns", "CPNS"),
                            ("pppk", "PPPK"),
                            ("pppk_paruh_waktu", "PPPK paruh waktu"),
                        ],
                        max_length=20,
                        verbose_name="jenis pegawai",
                    ),
                ),
                (
                    "legal_state",
                    models.CharField(
                        choices=[
                            ("aktif", "Aktif"),
                            ("cltn", "Cuti di luar tanggungan negara"),
                            ("tugas_belajar", "Tugas belajar"),
                            ("mpp", "Masa persiapan pensiun"),
                            ("diberhentikan_sementara", "Diberhentikan sementara"),
                            ("berhenti", "Berhenti"),
                            ("pensiun", "Pensiun"),
                            ("lainnya", "Lainnya"),
                        ],
                        default="aktif",
                        max_length=30,
                        verbose_name="kedudukan hukum",
                    ),
                ),
                ("position_since", models.DateField(blank=True, null=True, verbose_name="TMT jabatan")),
                (
                    "education",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("s3", "S-3"),
                            ("s2", "S-2"),
                            ("s1", "S-1/D-IV"),
                            ("d3", "D-III"),
                            ("sma", "SMA/D-I/D-II"),
                            ("di_bawah_sma", "Di bawah SMA"),
                        ],
                        max_length=15,
                        verbose_name="tingkat pendidikan",
                    ),
                ),
                ("education_name", models.CharField(blank=True, max_length=150, verbose_name="pendidikan")),
                (
                    "graduation_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="tahun lulus"),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="surel dinas")),
                (
                    "superior",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="subordinates",
                        to="personnel.civilservant",
                        verbose_name="atasan langsung",
                    ),
                ),
            ],
            options={
                "verbose_name": "pegawai",
                "verbose_name_plural": "pegawai",
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(max_length=50, unique=True, verbose_name="NIP atau nama masuk"),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="Only for accounts without a person.",
                        max_length=150,
                        verbose_name="nama",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="aktif")),
                ("is_staff", models.BooleanField(default=False, verbose_name="dapat membuka admin Django")),
                (
                    "must_change_password",
                    models.BooleanField(default=False, verbose_name="wajib mengganti kata sandi"),
                ),
                (
                    "first_password_expires_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="A first password works once and for 72 hours at most.",
                        null=True,
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
                (
                    "civil_servant",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="user",
                        to="personnel.civilservant",
                        verbose_name="pegawai",
                    ),
                ),
            ],
            options={
                "verbose_name": "akun",
                "verbose_name_plural": "akun",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="DataImport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("siasn", "Data pegawai SIASN"),
                            ("superiors", "Atasan langsung"),
                            ("standards", "Standar kompetensi"),
                            ("ratings", "Penilaian kompetensi"),
                            ("performance", "Penilaian kinerja"),
                            ("absences", "Ketidakhadiran pegawai"),
                            ("training_histories", "Riwayat pelatihan"),
                        ],
                        max_length=20,
                        verbose_name="jenis",
                    ),
                ),
                ("file_name", models.CharField(max_length=200, verbose_name="nama berkas")),
                (
                    "stored_as",
                    models.CharField(blank=True, help_text="Path below PRIVATE_ROOT.", max_length=200),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField(help_text="Bytes.", verbose_name="ukuran")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("uploaded", "Diunggah, menunggu dibaca"),
                            ("previewed", "Siap diperiksa"),
                            ("committed", "Diterapkan"),
                            ("discarded", "Dibatalkan"),
                            ("refused", "Ditolak"),
                        ],
                        default="uploaded",
                        max_length=12,
                        verbose_name="keadaan",
                    ),
                ),
                ("refusal", models.TextField(blank=True, verbose_name="sebab ditolak")),
                ("options", models.JSONField(blank=True, default=dict)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="diunggah")),
                ("committed_at", models.DateTimeField(blank=True, null=True, verbose_name="diterapkan")),
                ("added", models.PositiveIntegerField(default=0, verbose_name="ditambah")),
                ("changed", models.PositiveIntegerField(default=0, verbose_name="diubah")),
                ("moved", models.PositiveIntegerField(default=0, verbose_name="pindah unit")),
                ("unchanged", models.PositiveIntegerField(default=0, verbose_name="tetap")),
                ("waiting", models.PositiveIntegerField(default=0, verbose_name="menunggu jawaban")),
                ("rejected", models.PositiveIntegerField(default=0, verbose_name="ditolak")),
                ("missing", models.PositiveIntegerField(default=0, verbose_name="tidak ada dalam berkas")),
                (
                    "committed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="jobs.job",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "impor data",
                "verbose_name_plural": "impor data",
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ImportAnomaly",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "severity",
                    models.CharField(
                        choices=[
                            ("note", "Catatan"),
                            ("error", "Baris ditolak"),
                            ("warning", "Peringatan"),
                            ("question", "Perlu jawaban Anda"),
                        ],
                        max_length=10,
                        verbose_name="tingkat",
                    ),
                ),
                ("code", models.SlugField()),
                ("sheet", models.CharField(blank=True, max_length=100, verbose_name="lembar")),
                ("row", models.PositiveIntegerField(blank=True, null=True, verbose_name="baris")),
                ("column", models.CharField(blank=True, max_length=100, verbose_name="kolom")),
                ("value", models.CharField(blank=True, max_length=200, verbose_name="isi")),
                ("reason", models.CharField(max_length=400, verbose_name="penjelasan")),
                (
                    "data_import",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="anomalies",
                        to="personnel.dataimport",
                    ),
                ),
            ],
            options={
                "ordering": ["row", "pk"],
                "indexes": [
                    models.Index(fields=["data_import", "severity", "row"], name="import_anomaly_by_row")
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sheet", models.CharField(blank=True, max_length=100, verbose_name="lembar")),
                (
                    "number",
                    models.PositiveIntegerField(
                        help_text="As the spreadsheet program counts, from 1.", verbose_name="baris"
                    ),
                ),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("add", "Ditambah"),
                            ("change", "Diubah"),
                            ("move", "Pindah unit"),
                            ("same", "Tetap"),
                            ("wait", "Menunggu jawaban"),
                            ("reject", "Ditolak"),
                            ("missing", "Tidak ada dalam berkas"),
                        ],
                        max_length=10,
                        verbose_name="tindakan",
                    ),
                ),
                ("label", models.CharField(blank=True, max_length=200, verbose_name="nama")),
                ("values", models.JSONField(default=dict, help_text="Cleaned values, by our field names.")),
                (
                    "changes",
                    models.JSONField(
                        default=dict, help_text="field → [before, after], in words for the preview."
                    ),
                ),
                (
                    "data_import",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="personnel.dataimport",
                    ),
                ),
            ],
            options={
                "ordering": ["number", "pk"],
                "indexes": [
                    models.Index(fields=["data_import", "action", "number"], name="import_row_by_action")
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(help_text="What it is about: 'stage:7:rating:start'.", max_length=120),
                ),
                ("subject", models.CharField(max_length=150, verbose_name="hal")),
                ("text", models.CharField(blank=True, max_length=600, verbose_name="isi")),
                (
                    "path",
                    models.CharField(
                        blank=True,
                        help_text="Of our own page, without the host: '/penilaian/'.",
                        max_length=200,
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="waktu")),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                (
                    "mail",
                    models.CharField(
                        choices=[
                            ("none", "Hanya di aplikasi"),
                            ("waiting", "Surel menunggu"),
                            ("sending", "Surel sedang dikirim"),
                            ("sent", "Surel terkirim"),
                            ("failed", "Surel gagal"),
                        ],
                        default="none",
                        max_length=10,
                        verbose_name="surel",
                    ),
                ),
                ("mailed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "pemberitahuan",
                "verbose_name_plural": "pemberitahuan",
                "ordering": ["-created_at", "-pk"],
                "indexes": [
                    models.Index(fields=["user", "-created_at"], name="notice_of_user"),
                    models.Index(
                        condition=models.Q(("mail", "waiting")),
                        fields=["created_at"],
                        name="notice_mail_waiting",
                    ),
                ],
                "constraints": [models.UniqueConstraint(fields=("user", "key"), name="notice_once")],
            },
        ),
        migrations.CreateModel(
            name="Position",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "siasn_id",
                    models.CharField(
                        blank=True, max_length=64, null=True, unique=True, verbose_name="JABATAN ID"
                    ),
                ),
                ("name", models.CharField(max_length=250, verbose_name="nama")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("jpt_utama", "JPT utama"),
                            ("jpt_madya", "JPT madya"),
                            ("jpt_pratama", "JPT pratama"),
                            ("administrator", "Administrator"),
                            ("pengawas", "Pengawas"),
                            ("pelaksana", "Pelaksana"),
                            ("jf_ahli_utama", "Fungsional ahli utama"),
                            ("jf_ahli_madya", "Fungsional ahli madya"),
                            ("jf_ahli_muda", "Fungsional ahli muda"),
                            ("jf_ahli_pertama", "Fungsional ahli pertama"),
                            ("jf_penyelia", "Fungsional penyelia"),
                            ("jf_mahir", "Fungsional mahir"),
                            ("jf_terampil", "Fungsional terampil"),
                            ("jf_pemula", "Fungsional pemula"),
                        ],
                        max_length=20,
                        verbose_name="jenjang",
                    ),
                ),
            ],
            options={
                "verbose_name": "jabatan",
                "verbose_name_plural": "jabatan",
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(fields=("name", "level"), name="position_name_and_level_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="RoleAssignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("unit_hr", "Pengelola kepegawaian unit"),
                            ("unit_head", "Kepala unit"),
                            ("city_hr", "BKPSDMD"),
                            ("pyb", "Pejabat yang berwenang (Sekda)"),
                            ("ppk", "Pejabat pembina kepegawaian (Wali Kota)"),
                            ("official", "Pejabat pembaca"),
                            ("administrator", "Administrator sistem"),
                        ],
                        max_length=20,
                        verbose_name="peran",
                    ),
                ),
                (
                    "capacity",
                    models.CharField(
                        choices=[("definitif", "Definitif"), ("plt", "Plt."), ("plh", "Plh.")],
                        default="definitif",
                        max_length=10,
                        verbose_name="kedudukan",
                    ),
                ),
                (
                    "office_title",
                    models.CharField(
                        blank=True,
                        help_text="Seperti tercetak di atas tanda tangan.",
                        max_length=150,
                        verbose_name="sebutan jabatan",
                    ),
                ),
                ("decree", models.CharField(blank=True, max_length=100, verbose_name="nomor keputusan")),
                ("starts_on", models.DateField(verbose_name="mulai")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="sampai")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="role_assignments",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="akun",
                    ),
                ),
            ],
            options={
                "verbose_name": "peran",
                "verbose_name_plural": "peran",
                "ordering": ["role", "-starts_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="SignInAttempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="waktu")),
                ("account", models.CharField(max_length=32)),
                ("address", models.CharField(max_length=32)),
                ("succeeded", models.BooleanField(verbose_name="berhasil")),
            ],
            options={
                "verbose_name": "percobaan masuk",
                "verbose_name_plural": "percobaan masuk",
                "ordering": ["-at", "-pk"],
                "indexes": [
                    models.Index(fields=["account", "at"], name="attempt_on_account"),
                    models.Index(fields=["address", "at"], name="attempt_from_address"),
                    models.Index(fields=["at"], name="attempt_age"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40, unique=True, verbose_name="kode")),
                (
                    "siasn_id",
                    models.CharField(
                        blank=True, max_length=64, null=True, unique=True, verbose_name="UNOR ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="nama")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("sekretariat", "Sekretariat"),
                            ("inspektorat", "Inspektorat"),
                            ("badan", "Badan"),
                            ("dinas", "Dinas"),
                            ("satuan", "Satuan"),
                            ("rumah_sakit", "Rumah sakit"),
                            ("kecamatan", "Kecamatan"),
                            ("kelurahan", "Kelurahan"),
                            ("puskesmas", "Puskesmas"),
                            ("sekolah", "Sekolah"),
                            ("uptd", "UPTD"),
                            ("bidang", "Bidang/bagian/subbagian"),
                            ("lainnya", "Lainnya"),
                        ],
                        default="lainnya",
                        max_length=20,
                        verbose_name="jenis",
                    ),
                ),
                (
                    "path",
                    models.CharField(
                        blank=True,
                        help_text="Ids from the root to here: '0003.0045.'; kept by personnel.units.",
                        max_length=255,
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="aktif")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="sumber")),
                (
                    "opd",
                    models.ForeignKey(
                        help_text="The root of its tree, which draws up the plan; itself for an OPD. Null only while being created.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.unit",
                        verbose_name="OPD",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="personnel.unit",
                        verbose_name="induk",
                    ),
                ),
            ],
            options={
                "verbose_name": "unit kerja",
                "verbose_name_plural": "unit kerja",
                "ordering": ["name"],
                "indexes": [
                    models.Index(fields=["path"], name="unit_path_prefix", opclasses=["varchar_pattern_ops"])
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("parent", models.F("id")), _negated=True),
                        name="unit_not_its_own_parent",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Placement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="mulai")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="sampai")),
                (
                    "civil_servant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="placements",
                        to="personnel.civilservant",
                    ),
                ),
                (
                    "source_import",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="personnel.dataimport",
                    ),
                ),
                (
                    "position",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="personnel.position"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="personnel.unit"
                    ),
                ),
            ],
            options={
                "verbose_name": "riwayat penempatan",
                "verbose_name_plural": "riwayat penempatan",
                "ordering": ["-starts_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on__isnull", True)),
                        fields=("civil_servant",),
                        name="placement_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="placement_dates_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="waktu")),
                ("action", models.CharField(max_length=50, verbose_name="perbuatan")),
                ("object_type", models.CharField(blank=True, max_length=60, verbose_name="jenis objek")),
                ("object_id", models.CharField(blank=True, max_length=40, verbose_name="nomor objek")),
                (
                    "facts",
                    models.JSONField(
                        default=dict,
                        help_text="Ids and plain words; no NIP, no passwords.",
                        verbose_name="keterangan",
                    ),
                ),
                (
                    "transaction",
                    models.UUIDField(
                        db_default=personnel.tracking.ThisTransaction(),
                        editable=False,
                        help_text="Ties the act to the rows that it changed. Not sealed: the database makes it up.",
                    ),
                ),
                ("previous_hash", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64, unique=True)),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="pelaku",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        help_text="Whose data it touched: shown on 'Data saya'.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.civilservant",
                        verbose_name="pegawai yang disangkut",
                    ),
                ),
            ],
            options={
                "verbose_name": "jejak audit",
                "verbose_name_plural": "jejak audit",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["subject", "-at"], name="audit_of_subject"),
                    models.Index(fields=["object_type", "object_id"], name="audit_of_object"),
                    models.Index(fields=["transaction", "id"], name="audit_of_transaction"),
                ],
            },
        ),
        migrations.CreateModel(
            name="RowChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="waktu"
                    ),
                ),
                ("transaction", models.UUIDField(db_default=personnel.tracking.ThisTransaction())),
                ("object_type", models.CharField(max_length=60, verbose_name="jenis objek")),
                ("object_id", models.BigIntegerField(verbose_name="nomor objek")),
                (
                    "root_id",
                    models.BigIntegerField(
                        help_text="Of the row on whose page it stands: the plan of an item."
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("add", "Ditambahkan"), ("change", "Diubah"), ("remove", "Dihapus")],
                        max_length=6,
                        verbose_name="jenis perubahan",
                    ),
                ),
                (
                    "changes",
                    models.JSONField(
                        help_text="Column → [before, after]; of a row that is gone, column → value. Empty when added.",
                        verbose_name="isi",
                    ),
                ),
            ],
            options={
                "verbose_name": "perubahan data",
                "verbose_name_plural": "perubahan data",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["object_type", "root_id", "id"], name="row_change_of_root"),
                ],
            },
        ),
        migrations.AddField(
            model_name="civilservant",
            name="last_import",
            field=models.ForeignKey(
                blank=True,
                help_text="The newest SIASN file in which the person stood.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="personnel.dataimport",
                verbose_name="impor terakhir",
            ),
        ),
        migrations.AddField(
            model_name="civilservant",
            name="position",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="civil_servants",
                to="personnel.position",
                verbose_name="jabatan",
            ),
        ),
        migrations.AddField(
            model_name="civilservant",
            name="rank",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="personnel.rank",
                verbose_name="golongan",
            ),
        ),
        migrations.AddField(
            model_name="roleassignment",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="personnel.unit",
                verbose_name="unit kerja",
            ),
        ),
        migrations.AddField(
            model_name="civilservant",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="civil_servants",
                to="personnel.unit",
                verbose_name="unit kerja",
            ),
        ),
        migrations.AddIndex(
            model_name="roleassignment",
            index=models.Index(fields=["user", "starts_on"], name="role_of_user"),
        ),
        migrations.AddConstraint(
            model_name="roleassignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("role__in", ["unit_hr", "unit_head"]), ("unit__isnull", False)),
                    models.Q(
                        ("role__in", ["city_hr", "pyb", "ppk", "administrator"]), ("unit__isnull", True)
                    ),
                    ("role", "official"),
                    _connector="OR",
                ),
                name="role_scope_fits",
                violation_error_message="Peran unit memerlukan unit; peran kota tidak boleh memakai unit.",
            ),
        ),
        migrations.AddConstraint(
            model_name="roleassignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                ),
                name="role_dates_in_order",
                violation_error_message="Tanggal berakhir tidak boleh mendahului tanggal mulai.",
            ),
        ),
        migrations.AddIndex(
            model_name="civilservant",
            index=models.Index(fields=["unit", "name"], name="civil_servant_of_unit"),
        ),
        migrations.AddIndex(
            model_name="civilservant",
            index=models.Index(fields=["name", "id"], name="civil_servant_by_name"),
        ),
        migrations.AddConstraint(
            model_name="civilservant",
            constraint=models.CheckConstraint(
                condition=models.Q(("nip__regex", "^\\d{18}$")), name="civil_servant_nip_18_digits"
            ),
        ),
        migrations.AddConstraint(
            model_name="civilservant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("superior__isnull", True),
                    models.Q(("superior", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="civil_servant_not_own_superior",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="auditentry",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5a2af17d4ed438ecc910b2a5d0313a5dcd9f779d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_fc279",
                    table="personnel_auditentry",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="civilservant",
            trigger=pgtrigger.compiler.Trigger(
                name="history_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="EXECUTE $tell$ INSERT INTO personnel_rowchange (object_type, object_id, root_id, kind, changes) SELECT 'personnel.civilservant', n.id, n.id, 'change', told.changes FROM old_rows o JOIN new_rows n ON n.id = o.id CROSS JOIN LATERAL (SELECT jsonb_object_agg(before.key, jsonb_build_array(before.value, after.value)) AS changes FROM jsonb_each(to_jsonb(o) - '{updated_at,version,last_import_id}'::text[]) before JOIN jsonb_each(to_jsonb(n)) after ON after.key = before.key WHERE after.value <> before.value) told WHERE to_jsonb(o) - '{updated_at,version,last_import_id}'::text[] <> to_jsonb(n) - '{updated_at,version,last_import_id}'::text[] ORDER BY n.id $tell$; RETURN NULL;",
                    hash="878e201ce9758a9ceaed0abd501ee2904144d686",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_change_14920",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="personnel_civilservant",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="roleassignment",
            trigger=pgtrigger.compiler.Trigger(
                name="history_add",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="EXECUTE $tell$ INSERT INTO personnel_rowchange (object_type, object_id, root_id, kind, changes) SELECT 'personnel.roleassignment', n.id, n.user_id, 'add', '{}'::jsonb FROM new_rows n ORDER BY n.id $tell$; RETURN NULL;",
                    hash="e2626c293db75036dd3659cb81f2ae4305c4f405",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_add_d1628",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="personnel_roleassignment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="roleassignment",
            trigger=pgtrigger.compiler.Trigger(
                name="history_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="EXECUTE $tell$ INSERT INTO personnel_rowchange (object_type, object_id, root_id, kind, changes) SELECT 'personnel.roleassignment', n.id, n.user_id, 'change', told.changes FROM old_rows o JOIN new_rows n ON n.id = o.id CROSS JOIN LATERAL (SELECT jsonb_object_agg(before.key, jsonb_build_array(before.value, after.value)) AS changes FROM jsonb_each(to_jsonb(o) - '{updated_at,version}'::text[]) before JOIN jsonb_each(to_jsonb(n)) after ON after.key = before.key WHERE after.value <> before.value) told WHERE to_jsonb(o) - '{updated_at,version}'::text[] <> to_jsonb(n) - '{updated_at,version}'::text[] ORDER BY n.id $tell$; RETURN NULL;",
                    hash="73c26730f16bad132a40d126d28460e09fa8b5ab",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_change_74224",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="personnel_roleassignment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="roleassignment",
            trigger=pgtrigger.compiler.Trigger(
                name="history_remove",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="EXECUTE $tell$ INSERT INTO personnel_rowchange (object_type, object_id, root_id, kind, changes) SELECT 'personnel.roleassignment', o.id, o.user_id, 'remove', jsonb_strip_nulls(to_jsonb(o) - '{updated_at,version}'::text[]) FROM old_rows o ORDER BY o.id $tell$; RETURN NULL;",
                    hash="716100481a8a527bcc81428a7c599ba181cceeac",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_remove_18aad",
                    referencing="REFERENCING OLD TABLE AS old_rows ",
                    table="personnel_roleassignment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rowchange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e97fe33def5756816dc4c1058296cd947308c234",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_73cae",
                    table="personnel_rowchange",
                    when="BEFORE",
                ),
            ),
        ),
    ]
