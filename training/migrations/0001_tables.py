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
        ("personnel", "0001_tables"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("planning", "0001_tables"),
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
            name="AssignmentLetterEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("number", models.CharField(max_length=100, verbose_name="nomor surat")),
                ("dated", models.DateField(verbose_name="tanggal surat")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opd",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="personnel.unit",
                        verbose_name="OPD",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.assignmentletter",
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.batch",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BatchEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "cycle",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="planning.cycle",
                    ),
                ),
                (
                    "organiser",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="penanggung jawab",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.batch",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="planning.programme",
                        verbose_name="program",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="planning.provider",
                        verbose_name="penyelenggara",
                    ),
                ),
            ],
            options={
                "abstract": False,
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
            name="CertificateRulesEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.PositiveSmallIntegerField(default=1, editable=False, serialize=False)),
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
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.certificaterules",
                    ),
                ),
                (
                    "signing_unit",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="personnel.unit",
                        verbose_name="OPD yang kepalanya menandatangani",
                    ),
                ),
            ],
            options={
                "abstract": False,
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
            name="CertificateEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("year", models.PositiveSmallIntegerField(verbose_name="tahun")),
                ("sequence", models.PositiveIntegerField(verbose_name="nomor urut")),
                ("number", models.CharField(max_length=60, verbose_name="nomor")),
                (
                    "code",
                    models.CharField(
                        default=training.models.certificates.new_certificate_code,
                        max_length=32,
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
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.certificate",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.enrolment",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EnrolmentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.batch",
                    ),
                ),
                (
                    "civil_servant",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="personnel.civilservant",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "hr_ok_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The line it carries out; its key is the same in every revision.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="planning.planitem",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.enrolment",
                    ),
                ),
                (
                    "superior_ok_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="Served in then.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="personnel.unit",
                    ),
                ),
            ],
            options={
                "abstract": False,
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
            name="LineMissedEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="personnel.civilservant",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="planning.planitem",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.linemissed",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
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
            name="OutsideTrainingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "civil_servant",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="personnel.civilservant",
                    ),
                ),
                (
                    "competency",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="planning.competency",
                        verbose_name="kompetensi",
                    ),
                ),
                (
                    "form",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="planning.developmentform",
                        verbose_name="bentuk",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.outsidetraining",
                    ),
                ),
            ],
            options={
                "abstract": False,
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
            name="ResultEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.enrolment",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.result",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
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
            name="ScheduleRuleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.schedulerule",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
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
        migrations.CreateModel(
            name="AttendanceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.attendance",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.enrolment",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.session",
                    ),
                ),
            ],
            options={
                "abstract": False,
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
            name="SessionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.batch",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.session",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.room",
                        verbose_name="ruang",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
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
            name="SiasnCodeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.siasncode",
                    ),
                ),
            ],
            options={
                "abstract": False,
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
            name="UnitQuotaEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "seats",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="kuota kursi"
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.batch",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="training.unitquota",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="personnel.unit",
                        verbose_name="OPD",
                    ),
                ),
            ],
            options={
                "abstract": False,
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
            model_name="schedulerule",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_scheduleruleevent" ("code", "id", "level", "limit", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."code", NEW."id", NEW."level", NEW."limit", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="9d4dfacfb275db907948b9146ac6ef16fb643ecf",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b68d5",
                    table="training_schedulerule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="schedulerule",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_scheduleruleevent" ("code", "id", "level", "limit", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."code", NEW."id", NEW."level", NEW."limit", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="f2dd36657ded14c93a30bf327b809f6f5d7313b2",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5cb0c",
                    table="training_schedulerule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="siasncode",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_siasncodeevent" ("code", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value") VALUES (NEW."code", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."value"); RETURN NULL;',
                    hash="00a2afdc733c39c106572076fef200d1c62ad3be",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_22b68",
                    table="training_siasncode",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="siasncode",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_siasncodeevent" ("code", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value") VALUES (NEW."code", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."value"); RETURN NULL;',
                    hash="4036f2d6a3354dc52d29f1512ec8ae170b5f3faa",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7f562",
                    table="training_siasncode",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="batch",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_batchevent" ("cancel_reason", "capacity", "created_at", "cycle_id", "enrolment_closes_on", "id", "note", "number", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "provider_id", "quarter", "request_key", "state", "version") VALUES (NEW."cancel_reason", NEW."capacity", NEW."created_at", NEW."cycle_id", NEW."enrolment_closes_on", NEW."id", NEW."note", NEW."number", NEW."organiser_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."provider_id", NEW."quarter", NEW."request_key", NEW."state", NEW."version"); RETURN NULL;',
                    hash="9638b3c85ce78658ce3ffcdf7ddd59331a633e2e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7bfb3",
                    table="training_batch",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="batch",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_batchevent" ("cancel_reason", "capacity", "created_at", "cycle_id", "enrolment_closes_on", "id", "note", "number", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "provider_id", "quarter", "request_key", "state", "version") VALUES (NEW."cancel_reason", NEW."capacity", NEW."created_at", NEW."cycle_id", NEW."enrolment_closes_on", NEW."id", NEW."note", NEW."number", NEW."organiser_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."provider_id", NEW."quarter", NEW."request_key", NEW."state", NEW."version"); RETURN NULL;',
                    hash="9446e5bade3f9774f50cc746130f37bf3205a965",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_443e9",
                    table="training_batch",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certificaterules",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_certificaterulesevent" ("id", "least_share", "number_pattern", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signing_unit_id") VALUES (NEW."id", NEW."least_share", NEW."number_pattern", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."signing_unit_id"); RETURN NULL;',
                    hash="6ca550e8f9cfb83920a2a4b1477c331a3416bd95",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_4dd1f",
                    table="training_certificaterules",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certificaterules",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_certificaterulesevent" ("id", "least_share", "number_pattern", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signing_unit_id") VALUES (NEW."id", NEW."least_share", NEW."number_pattern", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."signing_unit_id"); RETURN NULL;',
                    hash="d063df186ad41bfa3b57e240a6ffda8f6188ce37",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_91b04",
                    table="training_certificaterules",
                    when="AFTER",
                ),
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
            model_name="enrolment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_enrolmentevent" ("batch_id", "civil_servant_id", "created_at", "created_by_id", "hr_ok_at", "hr_ok_by_id", "id", "item_id", "offer_ends_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "queued_at", "reason", "seat", "source", "state", "superior_ok_at", "superior_ok_by_id", "unit_id") VALUES (NEW."batch_id", NEW."civil_servant_id", NEW."created_at", NEW."created_by_id", NEW."hr_ok_at", NEW."hr_ok_by_id", NEW."id", NEW."item_id", NEW."offer_ends_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."queued_at", NEW."reason", NEW."seat", NEW."source", NEW."state", NEW."superior_ok_at", NEW."superior_ok_by_id", NEW."unit_id"); RETURN NULL;',
                    hash="20ed3be7dcb7e0f1fed1f039af55f7f255345594",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c3fe7",
                    table="training_enrolment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enrolment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_enrolmentevent" ("batch_id", "civil_servant_id", "created_at", "created_by_id", "hr_ok_at", "hr_ok_by_id", "id", "item_id", "offer_ends_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "queued_at", "reason", "seat", "source", "state", "superior_ok_at", "superior_ok_by_id", "unit_id") VALUES (NEW."batch_id", NEW."civil_servant_id", NEW."created_at", NEW."created_by_id", NEW."hr_ok_at", NEW."hr_ok_by_id", NEW."id", NEW."item_id", NEW."offer_ends_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."queued_at", NEW."reason", NEW."seat", NEW."source", NEW."state", NEW."superior_ok_at", NEW."superior_ok_by_id", NEW."unit_id"); RETURN NULL;',
                    hash="98cd54d35cfa9273e22b11267de9569e22fa8c84",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_39c3a",
                    table="training_enrolment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certificate",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_certificateevent" ("code", "ends_on", "enrolment_id", "holder", "id", "issued_by_id", "issued_on", "jp", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme", "provider", "revoke_reason", "revoked_at", "revoked_by_id", "sequence", "starts_on", "year") VALUES (NEW."code", NEW."ends_on", NEW."enrolment_id", NEW."holder", NEW."id", NEW."issued_by_id", NEW."issued_on", NEW."jp", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme", NEW."provider", NEW."revoke_reason", NEW."revoked_at", NEW."revoked_by_id", NEW."sequence", NEW."starts_on", NEW."year"); RETURN NULL;',
                    hash="a634ecc130385d580e71ad879cedeb47e667e30c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_909c3",
                    table="training_certificate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certificate",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_certificateevent" ("code", "ends_on", "enrolment_id", "holder", "id", "issued_by_id", "issued_on", "jp", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme", "provider", "revoke_reason", "revoked_at", "revoked_by_id", "sequence", "starts_on", "year") VALUES (NEW."code", NEW."ends_on", NEW."enrolment_id", NEW."holder", NEW."id", NEW."issued_by_id", NEW."issued_on", NEW."jp", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme", NEW."provider", NEW."revoke_reason", NEW."revoked_at", NEW."revoked_by_id", NEW."sequence", NEW."starts_on", NEW."year"); RETURN NULL;',
                    hash="580eb24c1e49a54944b043d9fe9aa6a59344f741",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_30092",
                    table="training_certificate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assignmentletter",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_assignmentletterevent" ("batch_id", "created_at", "created_by_id", "dated", "id", "number", "opd_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."batch_id", NEW."created_at", NEW."created_by_id", NEW."dated", NEW."id", NEW."number", NEW."opd_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="aa2f166b646ccd8751bf050b59aa4220271cd580",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ae38a",
                    table="training_assignmentletter",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assignmentletter",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_assignmentletterevent" ("batch_id", "created_at", "created_by_id", "dated", "id", "number", "opd_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."batch_id", NEW."created_at", NEW."created_by_id", NEW."dated", NEW."id", NEW."number", NEW."opd_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="15b20c55335eb9c3154599f95bfb59fc3993fffd",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_289db",
                    table="training_assignmentletter",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="linemissed",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_linemissedevent" ("cause", "civil_servant_id", "goes_on", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "words") VALUES (NEW."cause", NEW."civil_servant_id", NEW."goes_on", NEW."id", NEW."item_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."words"); RETURN NULL;',
                    hash="96d02da666b95595491d73361d24162cb428c226",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5b53f",
                    table="training_linemissed",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="linemissed",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_linemissedevent" ("cause", "civil_servant_id", "goes_on", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "words") VALUES (NEW."cause", NEW."civil_servant_id", NEW."goes_on", NEW."id", NEW."item_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."words"); RETURN NULL;',
                    hash="98054f16badc18d516163a797ce4eb91de0653bb",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e5e2e",
                    table="training_linemissed",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outsidetraining",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_outsidetrainingevent" ("answer", "answered_at", "answered_by_id", "certificate_number", "civil_servant_id", "competency_id", "created_at", "ends_on", "file_name", "form_id", "id", "institution", "is_international", "jp_proposed", "media_type", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "sha256", "starts_on", "state", "stored_as") VALUES (NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."certificate_number", NEW."civil_servant_id", NEW."competency_id", NEW."created_at", NEW."ends_on", NEW."file_name", NEW."form_id", NEW."id", NEW."institution", NEW."is_international", NEW."jp_proposed", NEW."media_type", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."quantity", NEW."sha256", NEW."starts_on", NEW."state", NEW."stored_as"); RETURN NULL;',
                    hash="6692a79c0351e87f7e51e9a4d510104abb99d8d8",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c37c3",
                    table="training_outsidetraining",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outsidetraining",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_outsidetrainingevent" ("answer", "answered_at", "answered_by_id", "certificate_number", "civil_servant_id", "competency_id", "created_at", "ends_on", "file_name", "form_id", "id", "institution", "is_international", "jp_proposed", "media_type", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "sha256", "starts_on", "state", "stored_as") VALUES (NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."certificate_number", NEW."civil_servant_id", NEW."competency_id", NEW."created_at", NEW."ends_on", NEW."file_name", NEW."form_id", NEW."id", NEW."institution", NEW."is_international", NEW."jp_proposed", NEW."media_type", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quantity", NEW."sha256", NEW."starts_on", NEW."state", NEW."stored_as"); RETURN NULL;',
                    hash="92c4f7d18ea301bda72def1fb6cca504f27a2a7b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_09e91",
                    table="training_outsidetraining",
                    when="AFTER",
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
            model_name="result",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_resultevent" ("enrolment_id", "has_passed", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_test", "pre_test", "recorded_by_id", "updated_at") VALUES (NEW."enrolment_id", NEW."has_passed", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."post_test", NEW."pre_test", NEW."recorded_by_id", NEW."updated_at"); RETURN NULL;',
                    hash="038aa0c5a37631216728d463295de04b9b815cac",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_cf32a",
                    table="training_result",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="result",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_resultevent" ("enrolment_id", "has_passed", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_test", "pre_test", "recorded_by_id", "updated_at") VALUES (NEW."enrolment_id", NEW."has_passed", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."post_test", NEW."pre_test", NEW."recorded_by_id", NEW."updated_at"); RETURN NULL;',
                    hash="0247e62f2df3fd823c5def43dba1dbb5a6d5f9c6",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_bdd05",
                    table="training_result",
                    when="AFTER",
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
        pgtrigger.migrations.AddTrigger(
            model_name="session",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_sessionevent" ("batch_id", "ends_at", "id", "is_cancelled", "jp", "online_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "room_id", "starts_at", "title") VALUES (NEW."batch_id", NEW."ends_at", NEW."id", NEW."is_cancelled", NEW."jp", NEW."online_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."room_id", NEW."starts_at", NEW."title"); RETURN NULL;',
                    hash="581fd03d9a41be91ad8b6d13bd9fcb109539b11b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e932a",
                    table="training_session",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="session",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_sessionevent" ("batch_id", "ends_at", "id", "is_cancelled", "jp", "online_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "room_id", "starts_at", "title") VALUES (NEW."batch_id", NEW."ends_at", NEW."id", NEW."is_cancelled", NEW."jp", NEW."online_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."room_id", NEW."starts_at", NEW."title"); RETURN NULL;',
                    hash="e4921cfdcc37dfe3e213e23bef871fbf1d3649a7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4f7da",
                    table="training_session",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attendance",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_attendanceevent" ("enrolment_id", "id", "is_present", "method", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by_id", "session_id") VALUES (NEW."enrolment_id", NEW."id", NEW."is_present", NEW."method", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."session_id"); RETURN NULL;',
                    hash="425435a2a5a2509486dfcb4f4270498fe5ccef37",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f3456",
                    table="training_attendance",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attendance",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_attendanceevent" ("enrolment_id", "id", "is_present", "method", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by_id", "session_id") VALUES (NEW."enrolment_id", NEW."id", NEW."is_present", NEW."method", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."session_id"); RETURN NULL;',
                    hash="682fa5bb0a8e9c4d2686afee9384e2720a0deaee",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8b904",
                    table="training_attendance",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="unitquota",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "training_unitquotaevent" ("batch_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seats", "unit_id") VALUES (NEW."batch_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."seats", NEW."unit_id"); RETURN NULL;',
                    hash="da2e53a935f14e1410881aab8bd7a21d8e249ffa",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5921b",
                    table="training_unitquota",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="unitquota",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "training_unitquotaevent" ("batch_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seats", "unit_id") VALUES (NEW."batch_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."seats", NEW."unit_id"); RETURN NULL;',
                    hash="0acbdbde94432e01ff22b19bb3d627ddd12d17f7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a30b5",
                    table="training_unitquota",
                    when="AFTER",
                ),
            ),
        ),
    ]
