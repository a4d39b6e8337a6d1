import uuid

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("personnel", "0001_initial"),
        ("planning", "0001_initial"),
        ("training", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Instrument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="kode")),
                ("name", models.CharField(max_length=150, verbose_name="nama")),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Tingkat 1 · Reaksi"),
                            (2, "Tingkat 2 · Pembelajaran"),
                            (3, "Tingkat 3 · Perilaku"),
                            (4, "Tingkat 4 · Hasil"),
                        ],
                        verbose_name="tingkat evaluasi",
                    ),
                ),
                (
                    "respondent",
                    models.CharField(
                        choices=[
                            ("participant", "Peserta"),
                            ("alumni", "Alumni"),
                            ("superior", "Atasan langsung"),
                            ("peer", "Rekan kerja"),
                        ],
                        max_length=12,
                        verbose_name="responden",
                    ),
                ),
                (
                    "is_anonymous",
                    models.BooleanField(
                        default=True,
                        help_text="Tidak dapat diubah lagi setelah jawaban pertama diterima.",
                        verbose_name="anonim",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="dipakai")),
                ("is_starter", models.BooleanField(default=False, verbose_name="bawaan")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "kuesioner",
                "verbose_name_plural": "kuesioner",
                "ordering": ["level", "respondent", "name"],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="nomor")),
                ("title", models.CharField(max_length=150, verbose_name="tonggak")),
                ("due_on", models.DateField(verbose_name="paling lambat")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="tercapai")),
                ("words", models.CharField(blank=True, max_length=500, verbose_name="penjelasan")),
                ("request_key", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
            ],
            options={
                "verbose_name": "tonggak",
                "verbose_name_plural": "tonggak",
                "ordering": ["project", "number"],
            },
        ),
        migrations.CreateModel(
            name="StandardQuestion",
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
                        choices=[("interview", "Wawancara"), ("group", "Diskusi kelompok")],
                        max_length=10,
                        verbose_name="jenis",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="nomor")),
                ("text", models.CharField(max_length=300, verbose_name="pertanyaan")),
            ],
            options={
                "verbose_name": "pertanyaan baku",
                "verbose_name_plural": "pertanyaan baku",
                "ordering": ["kind", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "number"), name="standard_question_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Theme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="kode")),
                ("name", models.CharField(max_length=100, verbose_name="tema")),
                ("is_active", models.BooleanField(default=True, verbose_name="dipakai")),
            ],
            options={
                "verbose_name": "tema",
                "verbose_name_plural": "tema",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Action",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", models.CharField(max_length=300, verbose_name="tindak lanjut")),
                ("due_on", models.DateField(verbose_name="paling lambat")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Dikerjakan"),
                            ("done", "Selesai"),
                            ("dropped", "Tidak dilanjutkan"),
                        ],
                        default="open",
                        max_length=8,
                        verbose_name="keadaan",
                    ),
                ),
                ("outcome", models.CharField(blank=True, max_length=500, verbose_name="hasil")),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("reminded_on", models.DateField(blank=True, null=True)),
                ("request_key", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
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
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "for_cycle",
                    models.ForeignKey(
                        blank=True,
                        help_text="The year whose drafting shows it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.cycle",
                        verbose_name="bahan penyusunan tahun",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="penanggung jawab",
                    ),
                ),
            ],
            options={
                "verbose_name": "tindak lanjut",
                "verbose_name_plural": "tindak lanjut",
                "ordering": ["due_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (1, "Tingkat 1 · Reaksi"),
                            (2, "Tingkat 2 · Pembelajaran"),
                            (3, "Tingkat 3 · Perilaku"),
                            (4, "Tingkat 4 · Hasil"),
                        ],
                        null=True,
                        verbose_name="tingkat evaluasi",
                    ),
                ),
                (
                    "obstacle",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("funds", "Dana"),
                            ("resources", "Sarana dan sumber daya"),
                            ("team", "Dukungan tim"),
                            ("transfer", "Mutasi atau promosi"),
                            ("mentor", "Bimbingan mentor atau atasan"),
                            ("time", "Waktu dan beban kerja"),
                            ("ability", "Kemampuan sendiri"),
                        ],
                        max_length=10,
                        verbose_name="hambatan",
                    ),
                ),
                ("words", models.CharField(max_length=500, verbose_name="temuan")),
                (
                    "basis",
                    models.CharField(
                        blank=True,
                        help_text="Figures with n, in words.",
                        max_length=300,
                        verbose_name="dasar",
                    ),
                ),
                ("request_key", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="training.batch",
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
                    ),
                ),
                (
                    "cycle",
                    models.ForeignKey(
                        help_text="The year evaluated.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="planning.cycle",
                    ),
                ),
                (
                    "opd",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: the city.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.unit",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="planning.programme",
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
                "verbose_name": "temuan",
                "verbose_name_plural": "temuan",
                "ordering": ["-recorded_at", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="action",
            name="finding",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="actions", to="evaluation.finding"
            ),
        ),
        migrations.CreateModel(
            name="InstrumentVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="versi")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Rancangan"), ("in_use", "Dipakai"), ("retired", "Diganti")],
                        default="draft",
                        max_length=8,
                        verbose_name="keadaan",
                    ),
                ),
                ("introduction", models.TextField(blank=True, max_length=2000, verbose_name="pengantar")),
                (
                    "frozen_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="At the first answer; never taken back.",
                        null=True,
                        verbose_name="dibekukan",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "instrument",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="evaluation.instrument",
                    ),
                ),
            ],
            options={
                "verbose_name": "versi kuesioner",
                "verbose_name_plural": "versi kuesioner",
                "ordering": ["instrument", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("instrument", "number"), name="instrument_version_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft")),
                        fields=("instrument",),
                        name="instrument_one_draft",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "in_use")),
                        fields=("instrument",),
                        name="instrument_one_in_use",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Interview",
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
                        choices=[("interview", "Wawancara"), ("group", "Diskusi kelompok")],
                        max_length=10,
                        verbose_name="jenis",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Direncanakan"),
                            ("held", "Terlaksana"),
                            ("cancelled", "Dibatalkan"),
                        ],
                        default="planned",
                        max_length=10,
                        verbose_name="keadaan",
                    ),
                ),
                ("planned_at", models.DateTimeField(verbose_name="waktu")),
                ("place", models.CharField(blank=True, max_length=150, verbose_name="tempat")),
                ("held_on", models.DateField(blank=True, null=True, verbose_name="terlaksana pada")),
                (
                    "reported_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="One moment for all talks reported together; from then on notes and consents stand.",
                        null=True,
                        verbose_name="dilaporkan",
                    ),
                ),
                (
                    "cancel_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="alasan pembatalan"),
                ),
                ("version", models.PositiveIntegerField(default=1, help_text="Grows with every change.")),
                ("request_key", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interviews",
                        to="training.batch",
                    ),
                ),
                (
                    "interviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="pewawancara",
                    ),
                ),
            ],
            options={
                "verbose_name": "wawancara",
                "verbose_name_plural": "wawancara",
                "ordering": ["-planned_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "held"), _negated=True),
                            ("held_on__isnull", False),
                            _connector="OR",
                        ),
                        name="interview_held_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "cancelled"), _negated=True),
                            models.Q(("cancel_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="interview_cancelled_with_reason",
                        violation_error_message="Tulis alasan pembatalan.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reported_at__isnull", True), ("state", "held"), _connector="OR"),
                        name="interview_reported_is_held",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="finding",
            name="interview",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="findings",
                to="evaluation.interview",
            ),
        ),
        migrations.CreateModel(
            name="InterviewParticipant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "consent",
                    models.CharField(
                        choices=[
                            ("not_asked", "Belum menjawab"),
                            ("internal", "Hanya untuk tim evaluasi"),
                            ("nameless", "Boleh dikutip tanpa nama"),
                            ("named", "Boleh dikutip dengan nama"),
                            ("refused", "Tidak bersedia"),
                        ],
                        default="not_asked",
                        max_length=10,
                        verbose_name="persetujuan",
                    ),
                ),
                ("consent_at", models.DateTimeField(blank=True, null=True)),
                (
                    "civil_servant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interviews",
                        to="personnel.civilservant",
                        verbose_name="pegawai",
                    ),
                ),
                (
                    "interview",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="participants",
                        to="evaluation.interview",
                        verbose_name="wawancara",
                    ),
                ),
            ],
            options={
                "verbose_name": "peserta wawancara",
                "verbose_name_plural": "peserta wawancara",
                "ordering": ["interview", "civil_servant__name", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("interview", "civil_servant"), name="interviewed_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="InterviewQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="nomor")),
                ("text", models.CharField(max_length=300, verbose_name="pertanyaan")),
                ("note", models.TextField(blank=True, max_length=4000, verbose_name="catatan")),
                (
                    "interview",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="evaluation.interview",
                    ),
                ),
                (
                    "themes",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="evaluation.theme", verbose_name="tema"
                    ),
                ),
            ],
            options={
                "verbose_name": "pertanyaan wawancara",
                "verbose_name_plural": "pertanyaan wawancara",
                "ordering": ["interview", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("interview", "number"), name="interview_question_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("has_answered", models.BooleanField(default=False, verbose_name="sudah menjawab")),
                (
                    "receipt",
                    models.CharField(
                        blank=True,
                        help_text="A digest of the form's secret, so that sending again is not refused; empty once closed.",
                        max_length=64,
                    ),
                ),
                ("reminded_on", models.DateField(blank=True, null=True, verbose_name="diingatkan")),
                ("reminders", models.PositiveSmallIntegerField(default=0)),
                (
                    "about",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.civilservant",
                    ),
                ),
                (
                    "respondent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.civilservant",
                    ),
                ),
            ],
            options={
                "verbose_name": "undangan kuesioner",
                "verbose_name_plural": "undangan kuesioner",
                "ordering": ["wave", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "key",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "about",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.civilservant",
                    ),
                ),
                (
                    "opd",
                    models.ForeignKey(
                        blank=True,
                        help_text="In an anonymous wave only where it cannot single anybody out.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.unit",
                    ),
                ),
                (
                    "invitation",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answer",
                        to="evaluation.invitation",
                    ),
                ),
            ],
            options={
                "verbose_name": "jawaban",
                "verbose_name_plural": "jawaban",
            },
        ),
        migrations.CreateModel(
            name="Option",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(30),
                        ],
                        verbose_name="nomor",
                    ),
                ),
                ("label", models.CharField(max_length=150, verbose_name="jawaban")),
                (
                    "obstacle",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("funds", "Dana"),
                            ("resources", "Sarana dan sumber daya"),
                            ("team", "Dukungan tim"),
                            ("transfer", "Mutasi atau promosi"),
                            ("mentor", "Bimbingan mentor atau atasan"),
                            ("time", "Waktu dan beban kerja"),
                            ("ability", "Kemampuan sendiri"),
                        ],
                        max_length=10,
                        verbose_name="hambatan",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="evaluation.instrumentversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "pilihan",
                "verbose_name_plural": "pilihan",
                "ordering": ["question", "number"],
            },
        ),
        migrations.CreateModel(
            name="Part",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="nomor")),
                ("title", models.CharField(max_length=120, verbose_name="judul bagian")),
                ("explanation", models.CharField(blank=True, max_length=500, verbose_name="penjelasan")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="evaluation.instrumentversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "bagian",
                "verbose_name_plural": "bagian",
                "ordering": ["version", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("version", "number"),
                        name="part_number_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Project",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("offered", "Ditawarkan"),
                            ("proposed", "Diusulkan"),
                            ("active", "Berjalan"),
                            ("reported", "Menunggu tinjauan"),
                            ("closed", "Selesai"),
                            ("stopped", "Dihentikan"),
                            ("refused", "Tidak diambil"),
                        ],
                        max_length=10,
                        verbose_name="keadaan",
                    ),
                ),
                ("title", models.CharField(max_length=150, verbose_name="judul")),
                ("aim", models.TextField(blank=True, max_length=1500, verbose_name="tujuan")),
                (
                    "beneficiaries",
                    models.CharField(blank=True, max_length=300, verbose_name="penerima manfaat"),
                ),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="mulai")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="selesai paling lambat")),
                ("outcome", models.TextField(blank=True, max_length=2000, verbose_name="hasil")),
                ("end_reason", models.CharField(blank=True, max_length=300, verbose_name="alasan")),
                (
                    "moved_on",
                    models.DateField(
                        help_text="Last day with a step of its own; reminders count from here.",
                        verbose_name="terakhir bergerak",
                    ),
                ),
                ("reminded_on", models.DateField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1, help_text="Grows with every change.")),
                ("request_key", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="ditutup")),
                (
                    "competency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.competency",
                        verbose_name="kompetensi",
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
                    "enrolment",
                    models.ForeignKey(
                        blank=True,
                        help_text="The training it follows up.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="projects",
                        to="training.enrolment",
                    ),
                ),
                (
                    "leader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="projects",
                        to="personnel.civilservant",
                        verbose_name="pemimpin",
                    ),
                ),
                (
                    "mentor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.civilservant",
                        verbose_name="mentor",
                    ),
                ),
                (
                    "opd",
                    models.ForeignKey(
                        help_text="Of the leader then.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.unit",
                    ),
                ),
                (
                    "superior",
                    models.ForeignKey(
                        blank=True,
                        help_text="Who agrees and reviews; changes at a hand-over.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.civilservant",
                        verbose_name="atasan",
                    ),
                ),
            ],
            options={
                "verbose_name": "proyek perubahan kecil",
                "verbose_name_plural": "proyek perubahan kecil",
                "ordering": ["-created_at", "-pk"],
                "indexes": [
                    models.Index(fields=["state", "moved_on"], name="project_stalled"),
                    models.Index(fields=["opd", "state"], name="project_of_opd"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["stopped", "refused"]), _negated=True),
                            models.Q(("end_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="project_end_has_reason",
                        violation_error_message="Tulis alasannya.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("mentor__isnull", True),
                            models.Q(("mentor", models.F("leader")), _negated=True),
                            _connector="OR",
                        ),
                        name="project_mentor_is_somebody_else",
                        violation_error_message="Mentor harus orang lain.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("due_on__isnull", True),
                            models.Q(("due_on__gte", models.F("starts_on")), ("starts_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="project_dates_in_order",
                        violation_error_message="Tanggal selesai tidak boleh mendahului tanggal mulai.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superior__isnull", True),
                            models.Q(("superior", models.F("leader")), _negated=True),
                            _connector="OR",
                        ),
                        name="project_superior_is_somebody_else",
                        violation_error_message="Atasan harus orang lain.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["offered", "proposed", "active", "reported"])),
                        fields=("enrolment",),
                        name="project_once_alive_per_enrolment",
                        violation_error_message="Pelatihan ini sudah mempunyai proyek yang berjalan.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="milestone",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="milestones",
                to="evaluation.project",
            ),
        ),
        migrations.AddField(
            model_name="finding",
            name="project",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="findings",
                to="evaluation.project",
            ),
        ),
        migrations.CreateModel(
            name="ProjectEvidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stored_as", models.CharField(blank=True, max_length=200)),
                ("file_name", models.CharField(blank=True, max_length=150, verbose_name="berkas")),
                ("media_type", models.CharField(blank=True, max_length=60)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("address", models.URLField(blank=True, verbose_name="alamat")),
                ("added_at", models.DateTimeField(auto_now_add=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "milestone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="evaluation.milestone",
                    ),
                ),
            ],
            options={
                "verbose_name": "bukti proyek",
                "verbose_name_plural": "bukti proyek",
                "ordering": ["milestone", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("address", ""), ("stored_as", ""), _negated=True),
                        name="project_evidence_is_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProjectHandover",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="alasan")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Menunggu jawaban"),
                            ("agreed", "Disetujui"),
                            ("declined", "Tidak disetujui"),
                            ("replaced", "Diganti"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="keadaan",
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=300, verbose_name="penjelasan")),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
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
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="handovers",
                        to="evaluation.project",
                    ),
                ),
                (
                    "to_enrolment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="training.enrolment",
                    ),
                ),
                (
                    "to_leader",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: the leader takes it along.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.civilservant",
                        verbose_name="pemimpin baru",
                    ),
                ),
                (
                    "to_superior",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.civilservant",
                        verbose_name="atasan baru",
                    ),
                ),
            ],
            options={
                "verbose_name": "serah terima proyek",
                "verbose_name_plural": "serah terima proyek",
                "ordering": ["project", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("project",),
                        name="project_handed_over_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("to_enrolment__isnull", False), ("to_leader__isnull", False)),
                            models.Q(
                                ("to_enrolment__isnull", True),
                                ("to_leader__isnull", True),
                                ("to_superior__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="project_handed_to_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), _negated=True),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="project_handover_declined_with_reason",
                        violation_error_message="Tulis alasannya.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProjectNote",
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
                            ("progress", "Kemajuan"),
                            ("obstacle", "Hambatan"),
                            ("help", "Permintaan bantuan"),
                            ("answer", "Tanggapan"),
                            ("step", "Langkah"),
                        ],
                        max_length=10,
                        verbose_name="jenis",
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("offer", "Proyek ditawarkan"),
                            ("propose", "Proyek diusulkan"),
                            ("accept", "Tawaran diterima"),
                            ("refuse", "Tawaran tidak diambil"),
                            ("agree", "Disetujui atasan"),
                            ("decline", "Tidak disetujui atasan"),
                            ("mentor", "Mentor ditunjuk"),
                            ("mentor_left", "Mentor berhenti"),
                            ("report", "Hasil dilaporkan"),
                            ("close", "Proyek ditutup"),
                            ("stop", "Proyek dihentikan"),
                            ("hand_over", "Serah terima diminta"),
                            ("taken_over", "Serah terima disetujui"),
                            ("not_taken_over", "Serah terima tidak disetujui"),
                            ("rating", "Tingkat baru diusulkan"),
                            ("rated", "Tingkat baru diterima"),
                            ("not_rated", "Tingkat baru tidak diterima"),
                        ],
                        max_length=15,
                        verbose_name="langkah",
                    ),
                ),
                (
                    "obstacle",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("funds", "Dana"),
                            ("resources", "Sarana dan sumber daya"),
                            ("team", "Dukungan tim"),
                            ("transfer", "Mutasi atau promosi"),
                            ("mentor", "Bimbingan mentor atau atasan"),
                            ("time", "Waktu dan beban kerja"),
                            ("ability", "Kemampuan sendiri"),
                        ],
                        max_length=10,
                        verbose_name="hambatan",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=1000, verbose_name="uraian")),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("request_key", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                (
                    "answers",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replies",
                        to="evaluation.projectnote",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="evaluation.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "catatan proyek",
                "verbose_name_plural": "catatan proyek",
                "ordering": ["project", "at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "obstacle"), _negated=True),
                            models.Q(("obstacle", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="project_obstacle_has_code",
                        violation_error_message="Pilih jenis hambatan.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "step"), models.Q(("step", ""), _negated=True)),
                            models.Q(
                                models.Q(("kind", "step"), _negated=True),
                                ("step", ""),
                                models.Q(("words", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="project_note_says_something",
                        violation_error_message="Tulis uraiannya.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProjectReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "hand",
                    models.CharField(
                        choices=[("superior", "Atasan"), ("mentor", "Mentor")],
                        max_length=10,
                        verbose_name="peninjau",
                    ),
                ),
                (
                    "verdict",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Tujuan tidak tercapai"),
                            (2, "Tercapai sebagian"),
                            (3, "Tercapai"),
                            (4, "Melampaui tujuan"),
                        ],
                        verbose_name="penilaian",
                    ),
                ),
                ("words", models.TextField(max_length=1500, verbose_name="ulasan")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reviews",
                        to="evaluation.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "tinjauan proyek",
                "verbose_name_plural": "tinjauan proyek",
                "constraints": [
                    models.UniqueConstraint(fields=("project", "hand"), name="project_reviewed_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(help_text="Within the version.", verbose_name="nomor"),
                ),
                (
                    "code",
                    models.SlugField(
                        help_text="Sama di setiap versi, agar hasil dapat dibandingkan.",
                        max_length=40,
                        verbose_name="kode",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("scale", "Skala persetujuan"),
                            ("choice", "Pilih satu"),
                            ("choices", "Pilih beberapa"),
                            ("number", "Angka"),
                            ("short", "Teks pendek"),
                            ("long", "Teks panjang"),
                        ],
                        max_length=8,
                        verbose_name="jenis",
                    ),
                ),
                ("text", models.CharField(max_length=300, verbose_name="pertanyaan")),
                ("help", models.CharField(blank=True, max_length=200, verbose_name="petunjuk")),
                ("is_required", models.BooleanField(default=True, verbose_name="wajib dijawab")),
                (
                    "lowest",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=9, null=True, verbose_name="paling kecil"
                    ),
                ),
                (
                    "highest",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=9, null=True, verbose_name="paling besar"
                    ),
                ),
                (
                    "depends_values",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="dijawab",
                    ),
                ),
                (
                    "depends_on",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dependants",
                        to="evaluation.question",
                        verbose_name="hanya bila pertanyaan",
                    ),
                ),
                (
                    "part",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="evaluation.part",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="evaluation.instrumentversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "pertanyaan",
                "verbose_name_plural": "pertanyaan",
                "ordering": ["version", "number"],
            },
        ),
        migrations.AddField(
            model_name="option",
            name="question",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="options", to="evaluation.question"
            ),
        ),
        migrations.CreateModel(
            name="AnswerValue",
            fields=[
                (
                    "key",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("value", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("number", models.DecimalField(blank=True, decimal_places=2, max_digits=9, null=True)),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="values",
                        to="evaluation.answer",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="evaluation.question",
                    ),
                ),
            ],
            options={
                "verbose_name": "isi jawaban",
                "verbose_name_plural": "isi jawaban",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("answer", "question", "value"), name="answered_once", nulls_distinct=False
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number__isnull", True), ("value__isnull", False)),
                            models.Q(("number__isnull", False), ("value__isnull", True)),
                            _connector="OR",
                        ),
                        name="answer_value_or_number",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Quote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=500, verbose_name="kutipan")),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quotes",
                        to="evaluation.interviewparticipant",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quotes",
                        to="evaluation.interviewquestion",
                    ),
                ),
            ],
            options={
                "verbose_name": "kutipan",
                "verbose_name_plural": "kutipan",
                "ordering": ["question", "pk"],
            },
        ),
        migrations.CreateModel(
            name="RatingProposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="tingkat yang diusulkan",
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="alasan")),
                ("proposed_at", models.DateTimeField(auto_now_add=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Menunggu keputusan atasan"),
                            ("accepted", "Diterima"),
                            ("declined", "Tidak diterima"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="keadaan",
                    ),
                ),
                (
                    "decided_level",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="tingkat yang diputuskan",
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=500, verbose_name="penjelasan keputusan")),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "project",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rating_proposal",
                        to="evaluation.project",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "rating",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.competencyrating",
                    ),
                ),
            ],
            options={
                "verbose_name": "usulan penilaian baru",
                "verbose_name_plural": "usulan penilaian baru",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "accepted"), _negated=True),
                            models.Q(("decided_level__isnull", False), ("rating__isnull", False)),
                            _connector="OR",
                        ),
                        name="rating_proposal_accepted_is_a_rating",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), _negated=True),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="rating_proposal_declined_with_reason",
                        violation_error_message="Tulis alasannya.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Scale",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="nama skala")),
                (
                    "labels",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        help_text="Empat atau lima sebutan; nilai 1 untuk yang pertama.",
                        size=None,
                        verbose_name="sebutan dari terendah",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scales",
                        to="evaluation.instrumentversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "skala",
                "verbose_name_plural": "skala",
                "ordering": ["version", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("version", "name"), name="scale_once_per_version"),
                    models.CheckConstraint(
                        condition=models.Q(("labels__len__in", [4, 5])),
                        name="scale_of_4_or_5",
                        violation_error_message="Skala mempunyai empat atau lima sebutan.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="question",
            name="scale",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="evaluation.scale",
                verbose_name="skala",
            ),
        ),
        migrations.CreateModel(
            name="ScaleBand",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "lower_bound",
                    models.DecimalField(decimal_places=2, max_digits=4, verbose_name="mulai dari"),
                ),
                ("label", models.CharField(max_length=40, verbose_name="sebutan")),
                (
                    "scale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bands",
                        to="evaluation.scale",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="evaluation.instrumentversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "kategori nilai",
                "verbose_name_plural": "kategori nilai",
                "ordering": ["scale", "lower_bound"],
                "constraints": [
                    models.UniqueConstraint(fields=("scale", "lower_bound"), name="band_once_per_scale"),
                    models.CheckConstraint(
                        condition=models.Q(("lower_bound__range", (1, 5))), name="band_within_scale"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Wave",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "is_anonymous",
                    models.BooleanField(
                        help_text="As the instrument was when it opened.", verbose_name="anonim"
                    ),
                ),
                ("opens_on", models.DateField(verbose_name="dibuka")),
                ("closes_on", models.DateField(verbose_name="ditutup")),
                (
                    "remind_every",
                    models.PositiveSmallIntegerField(default=4, verbose_name="ingatkan setiap (hari)"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Dijadwalkan"),
                            ("open", "Dibuka"),
                            ("closed", "Ditutup"),
                            ("cancelled", "Dibatalkan"),
                        ],
                        default="planned",
                        max_length=10,
                        verbose_name="keadaan",
                    ),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="ditutup pada")),
                (
                    "cancel_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="alasan pembatalan"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="waves", to="training.batch"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: planned by the clock.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="waves",
                        to="evaluation.instrumentversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "gelombang",
                "verbose_name_plural": "gelombang",
                "ordering": ["-opens_on", "-pk"],
                "indexes": [
                    models.Index(fields=["state", "opens_on"], name="wave_to_open"),
                    models.Index(fields=["state", "closes_on"], name="wave_to_close"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "cancelled"), _negated=True),
                        fields=("batch", "version"),
                        name="wave_once_per_batch",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("closes_on__gte", models.F("opens_on"))),
                        name="wave_dates_in_order",
                        violation_error_message="Hari terakhir tidak boleh mendahului hari pertama.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "cancelled"), _negated=True),
                            models.Q(("cancel_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="wave_cancelled_with_reason",
                        violation_error_message="Tulis alasan pembatalan.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SealedAnswer",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("is_sent", models.BooleanField(default=False)),
                ("body", models.BinaryField()),
                (
                    "wave",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="evaluation.wave"
                    ),
                ),
            ],
            options={
                "verbose_name": "jawaban tersegel",
                "verbose_name_plural": "jawaban tersegel",
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                (
                    "key",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("text", models.TextField(max_length=2000)),
                (
                    "answer",
                    models.ForeignKey(
                        blank=True,
                        help_text="Only where the instrument is not anonymous.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remarks",
                        to="evaluation.answer",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="evaluation.question",
                    ),
                ),
                (
                    "wave",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remarks",
                        to="evaluation.wave",
                    ),
                ),
            ],
            options={
                "verbose_name": "catatan bebas",
                "verbose_name_plural": "catatan bebas",
            },
        ),
        migrations.AddField(
            model_name="invitation",
            name="wave",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="invitations", to="evaluation.wave"
            ),
        ),
        migrations.AddField(
            model_name="finding",
            name="wave",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="findings",
                to="evaluation.wave",
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="wave",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="evaluation.wave"
            ),
        ),
        migrations.CreateModel(
            name="WaveRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("days_after", models.PositiveSmallIntegerField(verbose_name="hari sesudah pelatihan")),
                (
                    "days_open",
                    models.PositiveSmallIntegerField(default=14, verbose_name="lama dibuka (hari)"),
                ),
                (
                    "remind_every",
                    models.PositiveSmallIntegerField(default=4, verbose_name="ingatkan setiap (hari)"),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="berlaku")),
                (
                    "instrument",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wave_rules",
                        to="evaluation.instrument",
                        verbose_name="kuesioner",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="planning.programme",
                        verbose_name="program",
                    ),
                ),
            ],
            options={
                "verbose_name": "jadwal gelombang",
                "verbose_name_plural": "jadwal gelombang",
                "ordering": ["programme__name", "days_after", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("programme", "instrument"),
                        name="wave_rule_once",
                        nulls_distinct=False,
                        violation_error_message="Kuesioner ini sudah dijadwalkan untuk program tersebut.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("days_after__lte", 1100),
                            ("days_open__range", (1, 120)),
                            ("remind_every__range", (1, 60)),
                        ),
                        name="wave_rule_bounds",
                        violation_error_message="Lama dibuka 1–120 hari, pengingat setiap 1–60 hari.",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="action",
            index=models.Index(fields=["for_cycle", "state"], name="action_for_cycle"),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "open"), models.Q(("outcome", ""), _negated=True), _connector="OR"
                ),
                name="action_ended_with_outcome",
                violation_error_message="Tulis hasilnya, atau mengapa tidak dilanjutkan.",
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.UniqueConstraint(fields=("project", "number"), name="milestone_number_once"),
        ),
        migrations.AddConstraint(
            model_name="option",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("question", "number"),
                name="option_number_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("version", "number"),
                name="question_number_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(
                fields=("version", "code"),
                name="question_code_once",
                violation_error_message="Kode ini sudah dipakai pertanyaan lain.",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "scale"), ("scale__isnull", False)),
                    models.Q(models.Q(("kind", "scale"), _negated=True), ("scale__isnull", True)),
                    _connector="OR",
                ),
                name="question_scale_of_kind",
                violation_error_message="Pilih skala untuk pertanyaan skala.",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("lowest__isnull", True),
                    ("highest__isnull", True),
                    ("highest__gte", models.F("lowest")),
                    _connector="OR",
                ),
                name="question_bounds_in_order",
                violation_error_message="Nilai paling besar tidak boleh di bawah nilai paling kecil.",
            ),
        ),
        migrations.AddIndex(
            model_name="invitation",
            index=models.Index(
                condition=models.Q(("has_answered", False)),
                fields=["respondent"],
                name="invitation_unanswered",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                fields=("wave", "respondent", "about"), name="invited_once", nulls_distinct=False
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="instrument",
            trigger=pgtrigger.compiler.Trigger(
                name="anonymity_promised",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NEW.is_anonymous IS DISTINCT FROM OLD.is_anonymous AND EXISTS (SELECT 1 FROM evaluation_instrumentversion WHERE instrument_id = OLD.id AND frozen_at IS NOT NULL) THEN RAISE EXCEPTION 'respondents were promised otherwise' USING ERRCODE = 'check_violation', CONSTRAINT = 'anonymity_promised'; END IF; RETURN NEW;",
                    hash="89f22afdf365a6a19fdbdde630ecfe75874a7893",
                    operation="UPDATE",
                    pgid="pgtrigger_anonymity_promised_62bc2",
                    table="evaluation_instrument",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="instrumentversion",
            trigger=pgtrigger.compiler.Trigger(
                name="stays_frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF OLD.frozen_at IS NOT NULL AND (TG_OP = 'DELETE' OR NEW.state = 'draft' OR (NEW.frozen_at, NEW.introduction, NEW.instrument_id, NEW.number) IS DISTINCT FROM (OLD.frozen_at, OLD.introduction, OLD.instrument_id, OLD.number)) THEN RAISE EXCEPTION 'this version of the instrument is frozen' USING ERRCODE = 'check_violation', CONSTRAINT = 'version_frozen'; END IF; RETURN COALESCE(NEW, OLD);",
                    hash="ac60f737f83d7efe08b39a24b87a4a8dd0ad5dd0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_stays_frozen_7b3da",
                    table="evaluation_instrumentversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="part",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen_with_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM 1 FROM evaluation_instrumentversion WHERE id IN (OLD.version_id, NEW.version_id) ORDER BY id FOR SHARE; IF EXISTS (SELECT 1 FROM evaluation_instrumentversion WHERE id IN (OLD.version_id, NEW.version_id) AND frozen_at IS NOT NULL) THEN RAISE EXCEPTION 'this version of the instrument is frozen' USING ERRCODE = 'check_violation', CONSTRAINT = 'version_frozen'; END IF; RETURN COALESCE(NEW, OLD);",
                    hash="4d20dea7a0a02b09cfa4094c1105c5b326f8ce9e",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_frozen_with_version_a9a39",
                    table="evaluation_part",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="option",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen_with_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM 1 FROM evaluation_instrumentversion WHERE id IN (OLD.version_id, NEW.version_id) ORDER BY id FOR SHARE; IF EXISTS (SELECT 1 FROM evaluation_instrumentversion WHERE id IN (OLD.version_id, NEW.version_id) AND frozen_at IS NOT NULL) THEN RAISE EXCEPTION 'this version of the instrument is frozen' USING ERRCODE = 'check_violation', CONSTRAINT = 'version_frozen'; END IF; RETURN COALESCE(NEW, OLD);",
                    hash="0c50a1d699d6ef44448390c3ba9337e98869e589",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_frozen_with_version_06ed4",
                    table="evaluation_option",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scale",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen_with_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM 1 FROM evaluation_instrumentversion WHERE id IN (OLD.version_id, NEW.version_id) ORDER BY id FOR SHARE; IF EXISTS (SELECT 1 FROM evaluation_instrumentversion WHERE id IN (OLD.version_id, NEW.version_id) AND frozen_at IS NOT NULL) THEN RAISE EXCEPTION 'this version of the instrument is frozen' USING ERRCODE = 'check_violation', CONSTRAINT = 'version_frozen'; END IF; RETURN COALESCE(NEW, OLD);",
                    hash="d60738ce8a455c3c8a516cea46705d9a1fd59701",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_frozen_with_version_c5a52",
                    table="evaluation_scale",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="question",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen_with_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM 1 FROM evaluation_instrumentversion WHERE id IN (OLD.version_id, NEW.version_id) ORDER BY id FOR SHARE; IF EXISTS (SELECT 1 FROM evaluation_instrumentversion WHERE id IN (OLD.version_id, NEW.version_id) AND frozen_at IS NOT NULL) THEN RAISE EXCEPTION 'this version of the instrument is frozen' USING ERRCODE = 'check_violation', CONSTRAINT = 'version_frozen'; END IF; RETURN COALESCE(NEW, OLD);",
                    hash="2511cedf7bbf07450da0b049d4c0784c0fd5514c",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_frozen_with_version_15086",
                    table="evaluation_question",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scaleband",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen_with_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM 1 FROM evaluation_instrumentversion WHERE id IN (OLD.version_id, NEW.version_id) ORDER BY id FOR SHARE; IF EXISTS (SELECT 1 FROM evaluation_instrumentversion WHERE id IN (OLD.version_id, NEW.version_id) AND frozen_at IS NOT NULL) THEN RAISE EXCEPTION 'this version of the instrument is frozen' USING ERRCODE = 'check_violation', CONSTRAINT = 'version_frozen'; END IF; RETURN COALESCE(NEW, OLD);",
                    hash="b593430455640197265f04060b3e8aafcc9d65b4",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_frozen_with_version_09e63",
                    table="evaluation_scaleband",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="remark",
            trigger=pgtrigger.compiler.Trigger(
                name="nameless_text",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NEW.answer_id IS NOT NULL AND (SELECT is_anonymous FROM evaluation_wave WHERE id = NEW.wave_id) THEN RAISE EXCEPTION 'an anonymous text stands alone' USING ERRCODE = 'check_violation', CONSTRAINT = 'remark_nameless'; END IF; RETURN NEW;",
                    hash="1ab1f983621abdfe2a198cf513f2860c68dbe013",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_nameless_text_295c1",
                    table="evaluation_remark",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="answer",
            trigger=pgtrigger.compiler.Trigger(
                name="nameless",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF (NEW.invitation_id IS NOT NULL OR NEW.about_id IS NOT NULL) AND (SELECT is_anonymous FROM evaluation_wave WHERE id = NEW.wave_id) THEN RAISE EXCEPTION 'an anonymous answer names nobody' USING ERRCODE = 'check_violation', CONSTRAINT = 'answer_nameless'; END IF; RETURN NEW;",
                    hash="7788e5aeebfa191627e5abd7f67815f944274057",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_nameless_d9237",
                    table="evaluation_answer",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="interviewparticipant",
            trigger=pgtrigger.compiler.Trigger(
                name="history_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="EXECUTE $tell$ INSERT INTO personnel_rowchange (object_type, object_id, root_id, kind, changes) SELECT 'evaluation.interviewparticipant', n.id, n.id, 'change', told.changes FROM old_rows o JOIN new_rows n ON n.id = o.id CROSS JOIN LATERAL (SELECT jsonb_object_agg(before.key, jsonb_build_array(before.value, after.value)) AS changes FROM jsonb_each(to_jsonb(o) - '{updated_at,version,consent_at}'::text[]) before JOIN jsonb_each(to_jsonb(n)) after ON after.key = before.key WHERE after.value <> before.value) told WHERE to_jsonb(o) - '{updated_at,version,consent_at}'::text[] <> to_jsonb(n) - '{updated_at,version,consent_at}'::text[] ORDER BY n.id $tell$; RETURN NULL;",
                    hash="9a47ac76c0089c3830351e313ba29c33b8ec23e0",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_change_95205",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="evaluation_interviewparticipant",
                    when="AFTER",
                ),
            ),
        ),
    ]
