from decimal import Decimal

import django.contrib.postgres.constraints
import django.contrib.postgres.operations
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import training.models.batches
import training.models.certificates


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("jobs", "0002_who_asked"),
        ("personnel", "0001_initial"),
        ("planning", "0001_initial"),
    ]

    operations = [
        django.contrib.postgres.operations.BtreeGistExtension(),
        migrations.CreateModel(
            name="CertificateCounter",
            fields=[
                ("year", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("last", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name": "nomor terakhir sertifikat",
                "verbose_name_plural": "nomor terakhir sertifikat",
            },
        ),
        migrations.CreateModel(
            name="Holiday",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("date", models.DateField(unique=True, verbose_name="tanggal")),
                ("name", models.CharField(max_length=150, verbose_name="nama")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("national", "Libur nasional"),
                            ("collective", "Cuti bersama"),
                            ("regional", "Libur daerah"),
                        ],
                        default="national",
                        max_length=12,
                        verbose_name="jenis",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=150, verbose_name="sumber")),
            ],
            options={
                "verbose_name": "hari libur",
                "verbose_name_plural": "hari libur",
                "ordering": ["date"],
            },
        ),
        migrations.CreateModel(
            name="Room",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="nama")),
                (
                    "capacity",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="kapasitas"
                    ),
                ),
                ("equipment", models.CharField(blank=True, max_length=250, verbose_name="perlengkapan")),
                (
                    "is_accessible",
                    models.BooleanField(default=False, verbose_name="dapat dicapai dengan kursi roda"),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="dipakai")),
            ],
            options={
                "verbose_name": "ruang",
                "verbose_name_plural": "ruang",
                "ordering": ["venue__name", "name"],
            },
        ),
        migrations.CreateModel(
            name="SiasnCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("instansiId", "ID instansi"),
                            ("lokasiId", "ID lokasi"),
                            ("jenisKursus", "Jenis kursus"),
                            ("jenisKursusSertipikat", "Jenis sertifikat kursus"),
                            ("jenisDiklatId", "ID jenis diklat, bila bentuknya belum punya"),
                        ],
                        max_length=25,
                        unique=True,
                        verbose_name="kolom",
                    ),
                ),
                (
                    "value",
                    models.CharField(
                        blank=True,
                        max_length=64,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Za-z0-9._-]*\\Z",
                                "Hanya huruf, angka, titik, garis bawah dan tanda hubung.",
                            )
                        ],
                        verbose_name="isi",
                    ),
                ),
            ],
            options={
                "verbose_name": "kode SIASN",
                "verbose_name_plural": "kode SIASN",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Venue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, unique=True, verbose_name="nama")),
                ("address", models.CharField(blank=True, max_length=250, verbose_name="alamat")),
                ("opens_at", models.TimeField(default="07:30", verbose_name="buka")),
                ("closes_at", models.TimeField(default="17:00", verbose_name="tutup")),
                ("opens_on_saturday", models.BooleanField(default=False, verbose_name="buka hari Sabtu")),
                ("opens_on_sunday", models.BooleanField(default=False, verbose_name="buka hari Minggu")),
                ("is_active", models.BooleanField(default=True, verbose_name="dipakai")),
            ],
            options={
                "verbose_name": "tempat",
                "verbose_name_plural": "tempat",
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("closes_at__gt", models.F("opens_at"))),
                        name="venue_hours_in_order",
                        violation_error_message="Jam tutup harus sesudah jam buka.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AssignmentLetter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=100, verbose_name="nomor surat")),
                ("dated", models.DateField(verbose_name="tanggal surat")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opd",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.unit",
                        verbose_name="OPD",
                    ),
                ),
            ],
            options={
                "verbose_name": "surat tugas",
                "verbose_name_plural": "surat tugas",
                "ordering": ["-dated", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_present", models.BooleanField(default=True, verbose_name="hadir")),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("self", "Kode di layar"),
                            ("organiser", "Dicatat penyelenggara"),
                            ("list", "Daftar hadir kertas"),
                        ],
                        max_length=10,
                        verbose_name="cara",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="alasan perbaikan")),
                ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="waktu")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "presensi",
                "verbose_name_plural": "presensi",
                "ordering": ["session", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Batch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="angkatan")),
                ("quarter", models.PositiveSmallIntegerField(verbose_name="triwulan")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Usulan jadwal"),
                            ("planned", "Direncanakan"),
                            ("released", "Diumumkan"),
                            ("finished", "Selesai"),
                            ("cancelled", "Dibatalkan"),
                        ],
                        default="proposed",
                        max_length=10,
                        verbose_name="keadaan",
                    ),
                ),
                (
                    "capacity",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="jumlah kursi"
                    ),
                ),
                (
                    "enrolment_closes_on",
                    models.DateField(blank=True, null=True, verbose_name="pendaftaran ditutup"),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="catatan")),
                (
                    "cancel_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="alasan pembatalan"),
                ),
                ("version", models.PositiveIntegerField(default=1, help_text="Grows with every change.")),
                (
                    "request_key",
                    models.UUIDField(
                        blank=True,
                        editable=False,
                        help_text="The form that made it, sent once or twice.",
                        null=True,
                        unique=True,
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="batches",
                        to="planning.cycle",
                    ),
                ),
                (
                    "organiser",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="penanggung jawab",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="batches",
                        to="planning.programme",
                        verbose_name="program",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.provider",
                        verbose_name="penyelenggara",
                    ),
                ),
            ],
            options={
                "verbose_name": "angkatan",
                "verbose_name_plural": "angkatan",
                "ordering": ["cycle", "programme__name", "number"],
                "indexes": [models.Index(fields=["cycle", "state", "quarter"], name="batch_of_quarter")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("cycle", "programme", "number"), name="batch_number_once"
                    ),
                    models.CheckConstraint(condition=models.Q(("capacity__gte", 1)), name="batch_has_seats"),
                    models.CheckConstraint(
                        condition=models.Q(("quarter__range", (1, 4))), name="batch_quarter"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "cancelled"), _negated=True),
                            models.Q(("cancel_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="batch_cancelled_with_reason",
                        violation_error_message="Tulis alasan pembatalan.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField(auto_now=True)),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calendar_feed",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "langganan kalender",
                "verbose_name_plural": "langganan kalender",
            },
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="tahun")),
                ("sequence", models.PositiveIntegerField(verbose_name="nomor urut")),
                ("number", models.CharField(max_length=60, unique=True, verbose_name="nomor")),
                (
                    "code",
                    models.CharField(
                        default=training.models.certificates.new_certificate_code,
                        max_length=32,
                        unique=True,
                        verbose_name="kode periksa",
                    ),
                ),
                ("holder", models.CharField(max_length=250, verbose_name="nama pada sertifikat")),
                ("programme", models.CharField(max_length=250, verbose_name="program")),
                ("provider", models.CharField(max_length=200, verbose_name="penyelenggara")),
                ("starts_on", models.DateField(verbose_name="mulai")),
                ("ends_on", models.DateField(verbose_name="selesai")),
                ("jp", models.DecimalField(decimal_places=2, max_digits=6, verbose_name="JP")),
                ("issued_on", models.DateField(verbose_name="tanggal")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="dicabut")),
                (
                    "revoke_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="alasan pencabutan"),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revoked_by",
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
                "verbose_name": "sertifikat",
                "verbose_name_plural": "sertifikat",
                "ordering": ["-issued_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="CertificateRules",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(
                        default=1, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "least_share",
                    models.PositiveSmallIntegerField(
                        default=80,
                        help_text="Bagian JP sesi angkatan yang harus dihadiri untuk mendapat sertifikat.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="kehadiran paling sedikit (%)",
                    ),
                ),
                (
                    "number_pattern",
                    models.CharField(
                        default="{nomor}/SERT/BKPSDMD/{tahun}",
                        help_text="{nomor} diganti nomor urut setahun (0001, 0002, …) dan {tahun} diganti tahunnya.",
                        max_length=45,
                        validators=[training.models.certificates.require_pattern],
                        verbose_name="pola nomor",
                    ),
                ),
                (
                    "signing_unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.unit",
                        verbose_name="OPD yang kepalanya menandatangani",
                    ),
                ),
            ],
            options={
                "verbose_name": "aturan sertifikat",
                "verbose_name_plural": "aturan sertifikat",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="certificate_rules_once"),
                    models.CheckConstraint(
                        condition=models.Q(("least_share__range", (1, 100))), name="certificate_share"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DemandRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("quarter", models.PositiveSmallIntegerField(verbose_name="triwulan")),
                (
                    "jp_per_day",
                    models.PositiveSmallIntegerField(
                        default=8,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10),
                        ],
                        verbose_name="JP paling banyak sehari",
                    ),
                ),
                (
                    "starts_from",
                    models.DateField(
                        help_text="No session before it: of the quarter, or a week from the asking.",
                        verbose_name="hari pertama",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("computing", "Sedang dihitung"),
                            ("ready", "Siap"),
                            ("failed", "Gagal"),
                            ("discarded", "Dibuang"),
                        ],
                        default="computing",
                        max_length=10,
                        verbose_name="keadaan",
                    ),
                ),
                ("lines", models.PositiveIntegerField(default=0, verbose_name="baris rencana")),
                ("placed", models.PositiveIntegerField(default=0, verbose_name="mendapat tempat")),
                (
                    "unplaced_count",
                    models.PositiveIntegerField(default=0, verbose_name="belum mendapat tempat"),
                ),
                ("batches", models.PositiveIntegerField(default=0, verbose_name="angkatan diusulkan")),
                (
                    "inputs",
                    models.CharField(
                        blank=True, help_text="SHA-256 of all that it was computed from.", max_length=64
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("computed_at", models.DateTimeField(blank=True, null=True, verbose_name="dihitung")),
                (
                    "confirm_job",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="jobs.job",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.cycle",
                        verbose_name="tahun",
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
                    "programmes",
                    models.ManyToManyField(
                        blank=True,
                        help_text="None: all of them.",
                        related_name="+",
                        to="planning.programme",
                        verbose_name="program",
                    ),
                ),
            ],
            options={
                "verbose_name": "usulan angkatan",
                "verbose_name_plural": "usulan angkatan",
                "ordering": ["-created_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("quarter__range", (1, 4))), name="demand_quarter"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "computing")),
                        fields=("cycle", "quarter"),
                        name="demand_one_at_a_time",
                        violation_error_message="Usulan untuk triwulan ini masih dihitung.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ready"), _negated=True),
                            ("computed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="demand_ready_is_computed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Enrolment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("plan", "Dari rencana"),
                            ("nominated", "Ditunjuk unit"),
                            ("applied", "Mendaftar sendiri"),
                        ],
                        max_length=10,
                        verbose_name="asal",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Menunggu persetujuan"),
                            ("waiting", "Daftar tunggu"),
                            ("offered", "Kursi ditawarkan"),
                            ("enrolled", "Terdaftar"),
                            ("declined", "Tidak disetujui"),
                            ("withdrawn", "Mengundurkan diri"),
                            ("lapsed", "Tawaran tidak dijawab"),
                            ("missed", "Tidak mendapat kursi"),
                            ("cancelled", "Angkatan dibatalkan"),
                        ],
                        default="asked",
                        max_length=10,
                        verbose_name="keadaan",
                    ),
                ),
                ("seat", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="kursi")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="alasan")),
                (
                    "superior_ok_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="disetujui atasan"),
                ),
                ("hr_ok_at", models.DateTimeField(blank=True, null=True, verbose_name="disetujui unit")),
                (
                    "queued_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="masuk daftar tunggu"),
                ),
                (
                    "offer_ends_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="jawab paling lambat"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="training.batch",
                    ),
                ),
                (
                    "civil_servant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="personnel.civilservant",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "hr_ok_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        help_text="The line it carries out; its key is the same in every revision.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="planning.planitem",
                    ),
                ),
                (
                    "superior_ok_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="Served in then.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "kepesertaan",
                "verbose_name_plural": "kepesertaan",
                "ordering": ["batch", "seat", "queued_at", "pk"],
                "indexes": [models.Index(fields=["civil_servant", "state"], name="enrolment_of_person")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["asked", "waiting", "offered", "enrolled"])),
                        fields=("batch", "civil_servant"),
                        name="enrolment_once_alive",
                        violation_error_message="Pegawai ini sudah terdaftar pada angkatan tersebut.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("seat__isnull", False)),
                        fields=("batch", "seat"),
                        name="seat_taken_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("seat__gte", 1),
                                ("seat__isnull", False),
                                ("state__in", ["offered", "enrolled"]),
                            ),
                            models.Q(
                                models.Q(("state__in", ["offered", "enrolled"]), _negated=True),
                                ("seat__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="enrolment_seat_of_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["declined", "withdrawn"]), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="enrolment_end_has_reason",
                        violation_error_message="Tulis alasannya.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LineMissed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("funds", "Dana tidak tersedia"),
                            ("cancelled", "Kegiatan dibatalkan penyelenggara"),
                            ("service", "Pelayanan tidak dapat ditinggalkan"),
                            ("person", "Pegawai berhalangan"),
                            ("moved", "Pegawai pindah atau berhenti"),
                            ("other", "Sebab lain"),
                        ],
                        max_length=10,
                        verbose_name="sebab",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="penjelasan")),
                ("goes_on", models.BooleanField(default=True, verbose_name="dibawa ke siklus berikutnya")),
                ("recorded_at", models.DateTimeField(auto_now=True)),
                (
                    "civil_servant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="missed_lines",
                        to="personnel.civilservant",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="missed",
                        to="planning.planitem",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "butir tidak terlaksana",
                "verbose_name_plural": "butir tidak terlaksana",
                "constraints": [
                    models.UniqueConstraint(fields=("item", "civil_servant"), name="line_missed_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cause", "other"), _negated=True),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="line_missed_other_in_words",
                        violation_error_message="Tulis penjelasannya.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CarriedLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("item_key", models.UUIDField(help_text="PlanItem.key of the item that took it.")),
                ("carried_at", models.DateTimeField(auto_now_add=True)),
                (
                    "carried_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="planning.cycle"
                    ),
                ),
                (
                    "opd",
                    models.ForeignKey(
                        help_text="Whose plan took it.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.unit",
                    ),
                ),
                (
                    "missed",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="carried",
                        to="training.linemissed",
                    ),
                ),
            ],
            options={
                "verbose_name": "baris rencana yang dibawa",
                "verbose_name_plural": "baris rencana yang dibawa",
                "indexes": [models.Index(fields=["item_key"], name="carried_into_item")],
            },
        ),
        migrations.CreateModel(
            name="OutsideTraining",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=250, verbose_name="nama pelatihan")),
                ("institution", models.CharField(max_length=150, verbose_name="penyelenggara")),
                ("certificate_number", models.CharField(max_length=100, verbose_name="nomor sertifikat")),
                ("starts_on", models.DateField(verbose_name="mulai")),
                ("ends_on", models.DateField(verbose_name="selesai")),
                (
                    "quantity",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=6,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0.25")),
                            django.core.validators.MaxValueValidator(2000),
                        ],
                        verbose_name="banyaknya",
                    ),
                ),
                (
                    "jp_proposed",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=6,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0.25")),
                            django.core.validators.MaxValueValidator(2000),
                        ],
                        verbose_name="JP menurut sertifikat",
                    ),
                ),
                (
                    "is_international",
                    models.BooleanField(default=False, verbose_name="diselenggarakan di luar negeri"),
                ),
                ("stored_as", models.CharField(blank=True, help_text="Below PRIVATE_ROOT.", max_length=200)),
                ("file_name", models.CharField(blank=True, max_length=150, verbose_name="berkas")),
                ("media_type", models.CharField(blank=True, max_length=60)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Menunggu pemeriksaan"),
                            ("verified", "Diterima"),
                            ("declined", "Tidak diterima"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="keadaan",
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=300, verbose_name="penjelasan")),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "civil_servant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outside_training",
                        to="personnel.civilservant",
                    ),
                ),
                (
                    "competency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.competency",
                        verbose_name="kompetensi",
                    ),
                ),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.developmentform",
                        verbose_name="bentuk",
                    ),
                ),
            ],
            options={
                "verbose_name": "pelatihan luar",
                "verbose_name_plural": "pelatihan luar",
                "ordering": ["-ends_on", "-pk"],
                "indexes": [models.Index(fields=["state", "created_at"], name="outside_waiting")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "declined"), _negated=True),
                        fields=("civil_servant", "certificate_number"),
                        name="outside_certificate_once",
                        violation_error_message="Sertifikat dengan nomor ini sudah Anda ajukan.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="outside_dates_in_order",
                        violation_error_message="Tanggal selesai tidak boleh mendahului tanggal mulai.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), _negated=True),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="outside_declined_with_reason",
                        violation_error_message="Tulis alasan penolakan.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="JpEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("attendance", "Kehadiran"),
                            ("outside", "Pelatihan luar, terverifikasi"),
                            ("imported", "Riwayat diimpor"),
                            ("reversal", "Pembatalan"),
                        ],
                        max_length=10,
                        verbose_name="asal",
                    ),
                ),
                ("name", models.CharField(max_length=250, verbose_name="kegiatan")),
                ("earned_on", models.DateField(verbose_name="tanggal")),
                (
                    "jp_proposed",
                    models.DecimalField(decimal_places=2, max_digits=7, verbose_name="JP diusulkan"),
                ),
                (
                    "jp_counted",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=7, null=True, verbose_name="JP diakui"
                    ),
                ),
                (
                    "certificate_number",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=100, verbose_name="nomor sertifikat"
                    ),
                ),
                (
                    "institution",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=150, verbose_name="penyelenggara"
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="catatan")),
                ("posted_at", models.DateTimeField(auto_now_add=True)),
                (
                    "attendance",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="jp_entries",
                        to="training.attendance",
                    ),
                ),
                (
                    "civil_servant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="jp_entries",
                        to="personnel.civilservant",
                    ),
                ),
                (
                    "form",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.developmentform",
                    ),
                ),
                (
                    "posted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversal",
                        to="training.jpentry",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.conversionrule",
                    ),
                ),
                (
                    "source_import",
                    models.ForeignKey(
                        blank=True,
                        help_text="The file it came from; null where only a year's sum was known.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.dataimport",
                    ),
                ),
                (
                    "outside",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="jp_entries",
                        to="training.outsidetraining",
                    ),
                ),
            ],
            options={
                "verbose_name": "catatan JP",
                "verbose_name_plural": "catatan JP",
                "ordering": ["-earned_on", "-pk"],
                "indexes": [models.Index(fields=["civil_servant", "earned_on"], name="jp_of_person")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("attendance__isnull", False), ("kind", "attendance")),
                            models.Q(("kind", "outside"), ("outside__isnull", False)),
                            ("kind", "imported"),
                            models.Q(("kind", "reversal"), ("reverses__isnull", False)),
                            _connector="OR",
                        ),
                        name="jp_entry_has_evidence",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProposedBatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "share",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Percent of the unit that would miss most on the worst day, others who are away counted.",
                        null=True,
                        verbose_name="bagian unit terbesar",
                    ),
                ),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="ditetapkan")),
                (
                    "batch",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposal",
                        to="training.batch",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposals",
                        to="training.demandrun",
                    ),
                ),
                (
                    "share_unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "angkatan diusulkan",
                "verbose_name_plural": "angkatan diusulkan",
                "ordering": ["run", "batch"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_at__isnull", True), ("confirmed_by__isnull", False), _connector="OR"
                        ),
                        name="proposed_batch_confirmed_by",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProposedSeat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "refusal",
                    models.CharField(
                        blank=True,
                        help_text="What stood against it when confirmed.",
                        max_length=300,
                        verbose_name="tidak dapat ditunjuk",
                    ),
                ),
                (
                    "civil_servant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.civilservant",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="planning.planitem"
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seats",
                        to="training.proposedbatch",
                    ),
                ),
            ],
            options={
                "verbose_name": "peserta diusulkan",
                "verbose_name_plural": "peserta diusulkan",
                "ordering": ["proposal", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("proposal", "civil_servant"), name="proposed_once_per_batch"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="versi")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="catatan")),
                ("released_at", models.DateTimeField(auto_now_add=True, verbose_name="diumumkan")),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="releases",
                        to="planning.cycle",
                    ),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "versi jadwal",
                "verbose_name_plural": "versi jadwal",
                "ordering": ["cycle", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("cycle", "number"), name="release_number_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ReleasedSession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("session", models.BigIntegerField()),
                ("batch", models.BigIntegerField()),
                ("batch_name", models.CharField(max_length=250)),
                ("title", models.CharField(max_length=200)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("place", models.CharField(blank=True, max_length=300)),
                ("speakers", models.CharField(blank=True, max_length=600)),
                ("is_cancelled", models.BooleanField(default=False)),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to="training.release",
                    ),
                ),
            ],
            options={
                "verbose_name": "sesi terumumkan",
                "verbose_name_plural": "sesi terumumkan",
                "ordering": ["starts_at", "session"],
                "constraints": [
                    models.UniqueConstraint(fields=("release", "session"), name="released_session_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Result",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "pre_test",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="tes awal",
                    ),
                ),
                (
                    "post_test",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="tes akhir",
                    ),
                ),
                ("has_passed", models.BooleanField(blank=True, null=True, verbose_name="lulus")),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "enrolment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="result",
                        to="training.enrolment",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "hasil peserta",
                "verbose_name_plural": "hasil peserta",
            },
        ),
        migrations.CreateModel(
            name="ScheduleRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("room", "Ruang sudah dipakai"),
                            ("speaker", "Narasumber sudah mengisi sesi lain"),
                            ("speaker_absent", "Narasumber berhalangan"),
                            ("participant", "Peserta mengikuti sesi lain"),
                            ("capacity", "Kursi melebihi kapasitas ruang"),
                            ("hours", "Di luar jam buka tempat"),
                            ("absence", "Peserta cuti atau dalam perjalanan dinas"),
                            ("holiday", "Hari libur"),
                            ("travel", "Waktu tempuh antartempat tidak cukup"),
                            ("unit_share", "Terlalu banyak pegawai satu unit pergi bersamaan"),
                            ("only_holder", "Satu-satunya pemangku jabatan di unit pergi"),
                            ("past", "Waktu sudah lewat"),
                        ],
                        max_length=15,
                        unique=True,
                        verbose_name="aturan",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[("block", "Tolak"), ("warn", "Peringatkan"), ("ignore", "Abaikan")],
                        max_length=6,
                        verbose_name="tingkat",
                    ),
                ),
                (
                    "limit",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Persen pegawai unit yang boleh pergi bersamaan.",
                        null=True,
                        verbose_name="batas",
                    ),
                ),
            ],
            options={
                "verbose_name": "aturan jadwal",
                "verbose_name_plural": "aturan jadwal",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("code__in", ["room", "speaker", "participant"]), _negated=True),
                            ("level", "block"),
                            _connector="OR",
                        ),
                        name="double_booking_is_refused",
                        violation_error_message="Pemesanan ganda selalu ditolak.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("limit__isnull", True), ("limit__range", (1, 100)), _connector="OR"
                        ),
                        name="schedule_rule_limit",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="assignmentletter",
            name="batch",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="letters", to="training.batch"
            ),
        ),
        migrations.AddField(
            model_name="certificate",
            name="enrolment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="certificates",
                to="training.enrolment",
            ),
        ),
        migrations.AddField(
            model_name="attendance",
            name="enrolment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attendances",
                to="training.enrolment",
            ),
        ),
        migrations.AddField(
            model_name="assignmentletter",
            name="enrolments",
            field=models.ManyToManyField(related_name="letters", to="training.enrolment"),
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="materi")),
                ("starts_at", models.DateTimeField(verbose_name="mulai")),
                ("ends_at", models.DateTimeField(verbose_name="selesai")),
                ("online_at", models.URLField(blank=True, verbose_name="alamat daring")),
                (
                    "jp",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=5,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="JP",
                    ),
                ),
                ("is_cancelled", models.BooleanField(default=False, verbose_name="dibatalkan")),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to="training.batch",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="training.room",
                        verbose_name="ruang",
                    ),
                ),
            ],
            options={
                "verbose_name": "sesi",
                "verbose_name_plural": "sesi",
                "ordering": ["starts_at", "pk"],
                "indexes": [models.Index(fields=["starts_at", "ends_at"], name="session_in_time")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="session_times_in_order",
                        violation_error_message="Waktu selesai harus sesudah waktu mulai.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("is_cancelled", False), ("room__isnull", False)),
                        expressions=[(training.models.batches.During(), "&&"), ("room", "=")],
                        name="room_booked_once",
                        violation_error_message="Ruang ini sudah dipakai pada waktu itu.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CheckIn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "secret",
                    models.CharField(
                        help_text="Random; never shown, only codes made from it.", max_length=64
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="check_in",
                        to="training.session",
                    ),
                ),
            ],
            options={
                "verbose_name": "presensi sesi",
                "verbose_name_plural": "presensi sesi",
            },
        ),
        migrations.AddField(
            model_name="attendance",
            name="session",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="attendances", to="training.session"
            ),
        ),
        migrations.CreateModel(
            name="SessionSeat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("is_cancelled", models.BooleanField(default=False)),
                (
                    "civil_servant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.civilservant",
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="session_seats",
                        to="training.enrolment",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seats",
                        to="training.session",
                    ),
                ),
            ],
            options={
                "verbose_name": "kursi sesi",
                "verbose_name_plural": "kursi sesi",
                "constraints": [
                    models.UniqueConstraint(fields=("enrolment", "session"), name="session_seat_once"),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("is_cancelled", False)),
                        expressions=[(training.models.batches.During(), "&&"), ("civil_servant", "=")],
                        name="participant_booked_once",
                        violation_error_message="Pegawai ini sudah terdaftar pada sesi lain di waktu yang sama.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Speaker",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=150, verbose_name="nama")),
                ("institution", models.CharField(blank=True, max_length=150, verbose_name="instansi")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="surel")),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="telepon")),
                ("biography", models.CharField(blank=True, max_length=600, verbose_name="riwayat singkat")),
                ("is_active", models.BooleanField(default=True, verbose_name="dapat diundang")),
                (
                    "civil_servant",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="speaker",
                        to="personnel.civilservant",
                        verbose_name="pegawai",
                    ),
                ),
                (
                    "fields",
                    models.ManyToManyField(
                        blank=True,
                        related_name="speakers",
                        to="planning.competency",
                        verbose_name="bidang keahlian",
                    ),
                ),
            ],
            options={
                "verbose_name": "narasumber",
                "verbose_name_plural": "narasumber",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("civil_servant__isnull", False), ("name", "")),
                            models.Q(("civil_servant__isnull", True), models.Q(("name", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="speaker_from_inside_or_outside",
                        violation_error_message="Pilih pegawai, atau tulis nama narasumber dari luar.",
                    ),
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        django.db.models.functions.text.Lower("institution"),
                        condition=models.Q(("civil_servant__isnull", True)),
                        name="outside_speaker_once",
                        violation_error_message="Narasumber dengan nama dan instansi ini sudah ada dalam daftar.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SessionSpeaker",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("is_cancelled", models.BooleanField(default=False)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="dikonfirmasi")),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="speaking",
                        to="training.session",
                    ),
                ),
                (
                    "speaker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="speaking",
                        to="training.speaker",
                        verbose_name="narasumber",
                    ),
                ),
            ],
            options={
                "verbose_name": "narasumber sesi",
                "verbose_name_plural": "narasumber sesi",
                "ordering": ["session", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("session", "speaker"), name="speaker_once_per_session"),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("is_cancelled", False)),
                        expressions=[(training.models.batches.During(), "&&"), ("speaker", "=")],
                        name="speaker_booked_once",
                        violation_error_message="Narasumber ini sudah mengisi sesi lain pada waktu itu.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SpeakerAbsence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="mulai")),
                ("ends_at", models.DateTimeField(verbose_name="sampai")),
                ("reason", models.CharField(blank=True, max_length=150, verbose_name="alasan")),
                (
                    "speaker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="absences",
                        to="training.speaker",
                    ),
                ),
            ],
            options={
                "verbose_name": "halangan narasumber",
                "verbose_name_plural": "halangan narasumber",
                "ordering": ["starts_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="speaker_absence_in_order",
                        violation_error_message="Waktu selesai harus sesudah waktu mulai.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StaffAbsence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("leave", "Cuti"), ("duty", "Perjalanan dinas"), ("study", "Belajar")],
                        max_length=10,
                        verbose_name="jenis",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="mulai")),
                ("ends_on", models.DateField(verbose_name="sampai")),
                ("note", models.CharField(blank=True, max_length=150, verbose_name="keterangan")),
                (
                    "civil_servant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="absences",
                        to="personnel.civilservant",
                    ),
                ),
            ],
            options={
                "verbose_name": "ketidakhadiran pegawai",
                "verbose_name_plural": "ketidakhadiran pegawai",
                "ordering": ["starts_on", "pk"],
                "indexes": [
                    models.Index(fields=["civil_servant", "starts_on", "ends_on"], name="absence_of_person")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("civil_servant", "kind", "starts_on"), name="staff_absence_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="staff_absence_in_order",
                        violation_error_message="Hari terakhir tidak boleh mendahului hari pertama.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitQuota",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "seats",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="kuota kursi"
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quotas",
                        to="training.batch",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.unit",
                        verbose_name="OPD",
                    ),
                ),
            ],
            options={
                "verbose_name": "kuota unit",
                "verbose_name_plural": "kuota unit",
                "ordering": ["unit__name"],
                "constraints": [
                    models.UniqueConstraint(fields=("batch", "unit"), name="quota_once_per_unit"),
                    models.CheckConstraint(condition=models.Q(("seats__gte", 1)), name="quota_has_seats"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Unplaced",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("few", "Peserta terlalu sedikit untuk satu angkatan"),
                            ("share", "Unitnya akan kehilangan terlalu banyak pegawai sekaligus"),
                            ("holder", "Tidak ada pemangku jabatan yang sama yang tinggal di unitnya"),
                            ("busy", "Cuti, dinas luar, atau mengikuti pelatihan lain pada harinya"),
                            ("speaker", "Tidak ada narasumber bidangnya"),
                            ("room", "Tidak ada ruang yang cukup besar"),
                            ("time", "Ruang atau narasumber tidak bebas pada hari yang sama"),
                            ("long", "Pelatihannya tidak muat dalam triwulan"),
                            ("prerequisite", "Prasyarat program belum dipenuhi"),
                            ("state", "Kedudukan hukum pegawai tidak aktif"),
                            ("double", "Sudah mendapat tempat pada program yang sama"),
                            ("elsewhere", "Tidak diselenggarakan sebagai angkatan oleh kota"),
                            ("idle", "Program tidak dipakai lagi"),
                            ("discarded", "Usulan angkatannya dibuang"),
                        ],
                        max_length=15,
                        verbose_name="sebab",
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        help_text="The reason with its facts.", max_length=300, verbose_name="penjelasan"
                    ),
                ),
                (
                    "civil_servant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.civilservant",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="planning.planitem"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="unplaced",
                        to="training.demandrun",
                    ),
                ),
            ],
            options={
                "verbose_name": "baris tanpa tempat",
                "verbose_name_plural": "baris tanpa tempat",
                "ordering": ["run", "reason", "pk"],
                "indexes": [models.Index(fields=["run", "reason"], name="unplaced_by_reason")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("run", "item", "civil_servant"), name="unplaced_once_per_run"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TravelTime",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("minutes", models.PositiveSmallIntegerField(verbose_name="menit")),
                (
                    "destination",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="training.venue",
                        verbose_name="ke",
                    ),
                ),
                (
                    "origin",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="training.venue",
                        verbose_name="dari",
                    ),
                ),
            ],
            options={
                "verbose_name": "waktu tempuh",
                "verbose_name_plural": "waktu tempuh",
                "ordering": ["origin", "destination"],
                "constraints": [
                    models.UniqueConstraint(fields=("origin", "destination"), name="travel_time_once"),
                    models.CheckConstraint(
                        condition=models.Q(("origin__lt", models.F("destination"))),
                        name="travel_time_one_way",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="room",
            name="venue",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rooms",
                to="training.venue",
                verbose_name="tempat",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.UniqueConstraint(fields=("year", "sequence"), name="certificate_sequence_once"),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revoked_at__isnull", True)),
                fields=("enrolment",),
                name="certificate_once_valid",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("revoked_at__isnull", True),
                    models.Q(("revoke_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="certificate_revoked_with_reason",
                violation_error_message="Tulis alasan pencabutan.",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignmentletter",
            constraint=models.UniqueConstraint(
                fields=("opd", "number"),
                name="letter_number_once_per_opd",
                violation_error_message="Nomor ini sudah dipakai pada surat tugas lain dari OPD ini.",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.UniqueConstraint(
                fields=("enrolment", "session"), name="attendance_once_per_session"
            ),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.UniqueConstraint(
                fields=("venue", "name"),
                name="room_name_once_per_venue",
                violation_error_message="Tempat ini sudah mempunyai ruang dengan nama itu.",
            ),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.CheckConstraint(
                condition=models.Q(("capacity__gte", 1)), name="room_has_seats"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enrolment",
            trigger=pgtrigger.compiler.Trigger(
                name="seat_exists",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NEW.seat IS NOT NULL AND NEW.seat > (SELECT capacity FROM training_batch WHERE id = NEW.batch_id) THEN RAISE EXCEPTION 'no such seat' USING ERRCODE = 'check_violation', CONSTRAINT = 'seat_exists'; END IF; RETURN NEW;",
                    hash="29748636b2a312d4a34a4ec21e148c3ed49ce4d0",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_seat_exists_07564",
                    table="training_enrolment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="jpentry",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="98f5311620d5f1cf00427dadea51c81a6f3dd948",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b0cca",
                    table="training_jpentry",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="release",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b32e81a06dbae126ac29899594bbb16fbc1b200c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_68c7a",
                    table="training_release",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="releasedsession",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a817ea23fe014de0234da2ef80c2674ddb2e4c33",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_64409",
                    table="training_releasedsession",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="session",
            trigger=pgtrigger.compiler.Trigger(
                name="booked_with_session",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="UPDATE training_sessionspeaker SET starts_at = NEW.starts_at, ends_at = NEW.ends_at, is_cancelled = NEW.is_cancelled WHERE session_id = NEW.id; UPDATE training_sessionseat SET starts_at = NEW.starts_at, ends_at = NEW.ends_at, is_cancelled = NEW.is_cancelled WHERE session_id = NEW.id; RETURN NEW;",
                    hash="aee44fbf82a5d879fe1ae79bc19ff5685f107dbd",
                    operation="UPDATE",
                    pgid="pgtrigger_booked_with_session_2f3a0",
                    table="training_session",
                    when="AFTER",
                ),
            ),
        ),
    ]
