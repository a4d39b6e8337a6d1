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
        ("personnel", "0001_tables"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("planning", "0001_tables"),
        ("training", "0001_tables"),
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
        migrations.CreateModel(
            name="ActionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                ("request_key", models.UUIDField(blank=True, editable=False, null=True)),
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
                    "ended_by",
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
                    "for_cycle",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The year whose drafting shows it.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="planning.cycle",
                        verbose_name="bahan penyusunan tahun",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_constraint=False,
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
                        to="evaluation.action",
                    ),
                ),
                (
                    "finding",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="evaluation.finding",
                    ),
                ),
            ],
            options={
                "abstract": False,
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
            name="InstrumentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.SlugField(db_index=False, max_length=40, verbose_name="kode")),
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
                        to="evaluation.instrument",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
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
            name="InstrumentVersionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "instrument",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="evaluation.instrument",
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
                        to="evaluation.instrumentversion",
                    ),
                ),
            ],
            options={
                "abstract": False,
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
            name="InterviewEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                ("request_key", models.UUIDField(blank=True, editable=False, null=True)),
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
                    "interviewer",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="pewawancara",
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
                        to="evaluation.interview",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
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
                    ),
                ),
                (
                    "interview",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="participants",
                        to="evaluation.interview",
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
            name="InterviewParticipantEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="personnel.civilservant",
                    ),
                ),
                (
                    "interview",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="evaluation.interview",
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
                        to="evaluation.interviewparticipant",
                    ),
                ),
            ],
            options={
                "abstract": False,
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
            name="PartEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("number", models.PositiveSmallIntegerField(verbose_name="nomor")),
                ("title", models.CharField(max_length=120, verbose_name="judul bagian")),
                ("explanation", models.CharField(blank=True, max_length=500, verbose_name="penjelasan")),
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
                        to="evaluation.part",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="evaluation.instrumentversion",
                    ),
                ),
            ],
            options={
                "abstract": False,
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
        migrations.CreateModel(
            name="MilestoneEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("number", models.PositiveSmallIntegerField(verbose_name="nomor")),
                ("title", models.CharField(max_length=150, verbose_name="tonggak")),
                ("due_on", models.DateField(verbose_name="paling lambat")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="tercapai")),
                ("words", models.CharField(blank=True, max_length=500, verbose_name="penjelasan")),
                ("request_key", models.UUIDField(blank=True, editable=False, null=True)),
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
                        to="evaluation.milestone",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="evaluation.project",
                    ),
                ),
            ],
            options={
                "abstract": False,
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
            name="ProjectEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                ("request_key", models.UUIDField(blank=True, editable=False, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="ditutup")),
                (
                    "competency",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="planning.competency",
                        verbose_name="kompetensi",
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
                    "enrolment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The training it follows up.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.enrolment",
                    ),
                ),
                (
                    "leader",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="personnel.civilservant",
                        verbose_name="pemimpin",
                    ),
                ),
                (
                    "mentor",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="personnel.civilservant",
                        verbose_name="mentor",
                    ),
                ),
                (
                    "opd",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="Of the leader then.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="personnel.unit",
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
                        to="evaluation.project",
                    ),
                ),
                (
                    "superior",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Who agrees and reviews; changes at a hand-over.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="personnel.civilservant",
                        verbose_name="atasan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
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
            name="ProjectHandoverEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
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
                        to="evaluation.projecthandover",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="evaluation.project",
                    ),
                ),
                (
                    "to_enrolment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.enrolment",
                    ),
                ),
                (
                    "to_leader",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Null: the leader takes it along.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="personnel.civilservant",
                        verbose_name="pemimpin baru",
                    ),
                ),
                (
                    "to_superior",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="personnel.civilservant",
                        verbose_name="atasan baru",
                    ),
                ),
            ],
            options={
                "abstract": False,
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
            name="ProjectReviewEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                        to="evaluation.projectreview",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="evaluation.project",
                    ),
                ),
            ],
            options={
                "abstract": False,
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
        migrations.CreateModel(
            name="OptionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                        to="evaluation.option",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="evaluation.instrumentversion",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="evaluation.question",
                    ),
                ),
            ],
            options={
                "abstract": False,
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
            name="QuoteEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("text", models.CharField(max_length=500, verbose_name="kutipan")),
                (
                    "participant",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="evaluation.interviewparticipant",
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
                        to="evaluation.quote",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="evaluation.interviewquestion",
                    ),
                ),
            ],
            options={
                "abstract": False,
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
            name="RatingProposalEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                        db_constraint=False,
                        null=True,
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
                        to="evaluation.ratingproposal",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="evaluation.project",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "rating",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="planning.competencyrating",
                    ),
                ),
            ],
            options={
                "abstract": False,
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
        migrations.CreateModel(
            name="QuestionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "number",
                    models.PositiveSmallIntegerField(help_text="Within the version.", verbose_name="nomor"),
                ),
                (
                    "code",
                    models.SlugField(
                        db_index=False,
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
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="evaluation.question",
                        verbose_name="hanya bila pertanyaan",
                    ),
                ),
                (
                    "part",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="evaluation.part",
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
                        to="evaluation.question",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="evaluation.instrumentversion",
                    ),
                ),
                (
                    "scale",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="evaluation.scale",
                        verbose_name="skala",
                    ),
                ),
            ],
            options={
                "abstract": False,
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
            name="ScaleBandEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "lower_bound",
                    models.DecimalField(decimal_places=2, max_digits=4, verbose_name="mulai dari"),
                ),
                ("label", models.CharField(max_length=40, verbose_name="sebutan")),
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
                        to="evaluation.scaleband",
                    ),
                ),
                (
                    "scale",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="evaluation.scale",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="evaluation.instrumentversion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ScaleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                        to="evaluation.scale",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="evaluation.instrumentversion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StandardQuestionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                        to="evaluation.standardquestion",
                    ),
                ),
            ],
            options={
                "abstract": False,
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
        migrations.CreateModel(
            name="FindingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                ("request_key", models.UUIDField(blank=True, editable=False, null=True)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.batch",
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
                    ),
                ),
                (
                    "cycle",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="The year evaluated.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="planning.cycle",
                    ),
                ),
                (
                    "opd",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Null: the city.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="personnel.unit",
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
                        to="evaluation.finding",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="planning.programme",
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
                    "interview",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="evaluation.interview",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="evaluation.project",
                    ),
                ),
                (
                    "wave",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="evaluation.wave",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
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
            name="WaveEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="training.batch",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Null: planned by the clock.",
                        null=True,
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
                        to="evaluation.wave",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="evaluation.instrumentversion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
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
        migrations.CreateModel(
            name="WaveRuleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="evaluation.instrument",
                        verbose_name="kuesioner",
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
                        to="evaluation.waverule",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="planning.programme",
                        verbose_name="program",
                    ),
                ),
            ],
            options={
                "abstract": False,
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
            model_name="instrument",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "evaluation_instrumentevent" ("code", "created_at", "id", "is_active", "is_anonymous", "is_starter", "level", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "respondent") VALUES (NEW."code", NEW."created_at", NEW."id", NEW."is_active", NEW."is_anonymous", NEW."is_starter", NEW."level", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."respondent"); RETURN NULL;',
                    hash="0ff58bfbfedeba6ea0b3c48223f542d0ea43cc7c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3cf61",
                    table="evaluation_instrument",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="instrument",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "evaluation_instrumentevent" ("code", "created_at", "id", "is_active", "is_anonymous", "is_starter", "level", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "respondent") VALUES (NEW."code", NEW."created_at", NEW."id", NEW."is_active", NEW."is_anonymous", NEW."is_starter", NEW."level", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."respondent"); RETURN NULL;',
                    hash="b6dadc3404857b306b5fc267e0498cae5b20b44e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_27cb8",
                    table="evaluation_instrument",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="standardquestion",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "evaluation_standardquestionevent" ("id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") VALUES (NEW."id", NEW."kind", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."text"); RETURN NULL;',
                    hash="03e25c77cb33d7eb1035d59df41005f4edbbb91f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f2729",
                    table="evaluation_standardquestion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="standardquestion",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "evaluation_standardquestionevent" ("id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") VALUES (NEW."id", NEW."kind", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."text"); RETURN NULL;',
                    hash="3f43708295c75a2b958bff5a22b724a3fbe74bc7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5089b",
                    table="evaluation_standardquestion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="action",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "evaluation_actionevent" ("created_at", "created_by_id", "due_on", "ended_by_id", "ended_on", "finding_id", "for_cycle_id", "id", "outcome", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reminded_on", "request_key", "state", "what") VALUES (NEW."created_at", NEW."created_by_id", NEW."due_on", NEW."ended_by_id", NEW."ended_on", NEW."finding_id", NEW."for_cycle_id", NEW."id", NEW."outcome", NEW."owner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reminded_on", NEW."request_key", NEW."state", NEW."what"); RETURN NULL;',
                    hash="f1ca8f797ee05bedaf9f2dbf5d6810e103fdd593",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_4b2cc",
                    table="evaluation_action",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="action",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "evaluation_actionevent" ("created_at", "created_by_id", "due_on", "ended_by_id", "ended_on", "finding_id", "for_cycle_id", "id", "outcome", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reminded_on", "request_key", "state", "what") VALUES (NEW."created_at", NEW."created_by_id", NEW."due_on", NEW."ended_by_id", NEW."ended_on", NEW."finding_id", NEW."for_cycle_id", NEW."id", NEW."outcome", NEW."owner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reminded_on", NEW."request_key", NEW."state", NEW."what"); RETURN NULL;',
                    hash="f6425668ebcdf0cae5c3811ab2aec67e01b0522d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9761d",
                    table="evaluation_action",
                    when="AFTER",
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
            model_name="instrumentversion",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "evaluation_instrumentversionevent" ("created_at", "created_by_id", "frozen_at", "id", "instrument_id", "introduction", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") VALUES (NEW."created_at", NEW."created_by_id", NEW."frozen_at", NEW."id", NEW."instrument_id", NEW."introduction", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."state"); RETURN NULL;',
                    hash="9662043f1dca84018349674d50b72e71a9343f4d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2308b",
                    table="evaluation_instrumentversion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="instrumentversion",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "evaluation_instrumentversionevent" ("created_at", "created_by_id", "frozen_at", "id", "instrument_id", "introduction", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") VALUES (NEW."created_at", NEW."created_by_id", NEW."frozen_at", NEW."id", NEW."instrument_id", NEW."introduction", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state"); RETURN NULL;',
                    hash="1da595099d156251f83237c24f2e75a5893f30b9",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_93c71",
                    table="evaluation_instrumentversion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="interview",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "evaluation_interviewevent" ("batch_id", "cancel_reason", "created_at", "held_on", "id", "interviewer_id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "planned_at", "reported_at", "request_key", "state", "version") VALUES (NEW."batch_id", NEW."cancel_reason", NEW."created_at", NEW."held_on", NEW."id", NEW."interviewer_id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."planned_at", NEW."reported_at", NEW."request_key", NEW."state", NEW."version"); RETURN NULL;',
                    hash="e6e6aee6fce23f4a7c38db250ee079292fe0d313",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a3286",
                    table="evaluation_interview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="interview",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "evaluation_interviewevent" ("batch_id", "cancel_reason", "created_at", "held_on", "id", "interviewer_id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "planned_at", "reported_at", "request_key", "state", "version") VALUES (NEW."batch_id", NEW."cancel_reason", NEW."created_at", NEW."held_on", NEW."id", NEW."interviewer_id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."planned_at", NEW."reported_at", NEW."request_key", NEW."state", NEW."version"); RETURN NULL;',
                    hash="ba3655314f266062723d2d4b33fbfd964ea0a1e4",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_cafaa",
                    table="evaluation_interview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="interviewparticipant",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "evaluation_interviewparticipantevent" ("civil_servant_id", "consent", "consent_at", "id", "interview_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."civil_servant_id", NEW."consent", NEW."consent_at", NEW."id", NEW."interview_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="ce5ee24d87520747297e4a2894f4f26cb8186570",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b823e",
                    table="evaluation_interviewparticipant",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="interviewparticipant",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "evaluation_interviewparticipantevent" ("civil_servant_id", "consent", "consent_at", "id", "interview_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."civil_servant_id", NEW."consent", NEW."consent_at", NEW."id", NEW."interview_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="aeb5307d19472a0595e5dcce4080a064b9878d4a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_11697",
                    table="evaluation_interviewparticipant",
                    when="AFTER",
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
            model_name="part",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "evaluation_partevent" ("explanation", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "version_id") VALUES (NEW."explanation", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."title", NEW."version_id"); RETURN NULL;',
                    hash="4037942ed99c70f697ec181c40d28f708477c869",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3b02e",
                    table="evaluation_part",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="part",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "evaluation_partevent" ("explanation", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "version_id") VALUES (NEW."explanation", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."title", NEW."version_id"); RETURN NULL;',
                    hash="d0d7f44726fe8c87a5e6a6824b14c861e498d468",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3e1f7",
                    table="evaluation_part",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="project",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "evaluation_projectevent" ("aim", "beneficiaries", "closed_on", "competency_id", "created_at", "created_by_id", "due_on", "end_reason", "enrolment_id", "id", "leader_id", "mentor_id", "moved_on", "opd_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reminded_on", "request_key", "starts_on", "state", "superior_id", "title", "version") VALUES (NEW."aim", NEW."beneficiaries", NEW."closed_on", NEW."competency_id", NEW."created_at", NEW."created_by_id", NEW."due_on", NEW."end_reason", NEW."enrolment_id", NEW."id", NEW."leader_id", NEW."mentor_id", NEW."moved_on", NEW."opd_id", NEW."outcome", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reminded_on", NEW."request_key", NEW."starts_on", NEW."state", NEW."superior_id", NEW."title", NEW."version"); RETURN NULL;',
                    hash="a3d975643c18ec885bccbdec3d9d582ce29659b1",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_092dc",
                    table="evaluation_project",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="project",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "evaluation_projectevent" ("aim", "beneficiaries", "closed_on", "competency_id", "created_at", "created_by_id", "due_on", "end_reason", "enrolment_id", "id", "leader_id", "mentor_id", "moved_on", "opd_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reminded_on", "request_key", "starts_on", "state", "superior_id", "title", "version") VALUES (NEW."aim", NEW."beneficiaries", NEW."closed_on", NEW."competency_id", NEW."created_at", NEW."created_by_id", NEW."due_on", NEW."end_reason", NEW."enrolment_id", NEW."id", NEW."leader_id", NEW."mentor_id", NEW."moved_on", NEW."opd_id", NEW."outcome", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reminded_on", NEW."request_key", NEW."starts_on", NEW."state", NEW."superior_id", NEW."title", NEW."version"); RETURN NULL;',
                    hash="2a34ba9a37294bf45bcbfe8299a97b7d47cedd11",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_00138",
                    table="evaluation_project",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="milestone",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "evaluation_milestoneevent" ("done_on", "due_on", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "request_key", "title", "words") VALUES (NEW."done_on", NEW."due_on", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."project_id", NEW."request_key", NEW."title", NEW."words"); RETURN NULL;',
                    hash="bacf9904eb9f1858c1b1cac8041af61af2823eba",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_496ec",
                    table="evaluation_milestone",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="milestone",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "evaluation_milestoneevent" ("done_on", "due_on", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "request_key", "title", "words") VALUES (NEW."done_on", NEW."due_on", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."project_id", NEW."request_key", NEW."title", NEW."words"); RETURN NULL;',
                    hash="d2dd2b49deba06306e17913ed0ea8011af2d51a7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d7cfc",
                    table="evaluation_milestone",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="projecthandover",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "evaluation_projecthandoverevent" ("answer", "answered_at", "answered_by_id", "asked_at", "asked_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "reason", "state", "to_enrolment_id", "to_leader_id", "to_superior_id") VALUES (NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."asked_at", NEW."asked_by_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."project_id", NEW."reason", NEW."state", NEW."to_enrolment_id", NEW."to_leader_id", NEW."to_superior_id"); RETURN NULL;',
                    hash="8c418c9dcaf2179946fe8dbaa80ed8036bafdd5a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_baddf",
                    table="evaluation_projecthandover",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="projecthandover",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "evaluation_projecthandoverevent" ("answer", "answered_at", "answered_by_id", "asked_at", "asked_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "reason", "state", "to_enrolment_id", "to_leader_id", "to_superior_id") VALUES (NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."asked_at", NEW."asked_by_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."project_id", NEW."reason", NEW."state", NEW."to_enrolment_id", NEW."to_leader_id", NEW."to_superior_id"); RETURN NULL;',
                    hash="d7a24b20d9635b09ee1093136ef03e8f0da585a6",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3d88d",
                    table="evaluation_projecthandover",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="projectreview",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "evaluation_projectreviewevent" ("at", "by_id", "hand", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "verdict", "words") VALUES (NEW."at", NEW."by_id", NEW."hand", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."project_id", NEW."verdict", NEW."words"); RETURN NULL;',
                    hash="04d844e69eb551208ef7fc93db3d8c4f7c488ba7",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_59ad7",
                    table="evaluation_projectreview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="projectreview",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "evaluation_projectreviewevent" ("at", "by_id", "hand", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "verdict", "words") VALUES (NEW."at", NEW."by_id", NEW."hand", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."project_id", NEW."verdict", NEW."words"); RETURN NULL;',
                    hash="e44e234d2da2ebdd99100cbbbe255d2c646ed0c4",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9a67e",
                    table="evaluation_projectreview",
                    when="AFTER",
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
            model_name="option",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "evaluation_optionevent" ("id", "label", "number", "obstacle", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_id", "version_id") VALUES (NEW."id", NEW."label", NEW."number", NEW."obstacle", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."question_id", NEW."version_id"); RETURN NULL;',
                    hash="1649dc42ce680aec299996c32874b1b0cd256c9d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b5dbe",
                    table="evaluation_option",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="option",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "evaluation_optionevent" ("id", "label", "number", "obstacle", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_id", "version_id") VALUES (NEW."id", NEW."label", NEW."number", NEW."obstacle", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."question_id", NEW."version_id"); RETURN NULL;',
                    hash="076930eb4a356c448dacfa42677c269139e57e38",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2a4f7",
                    table="evaluation_option",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="quote",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "evaluation_quoteevent" ("id", "participant_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_id", "text") VALUES (NEW."id", NEW."participant_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."question_id", NEW."text"); RETURN NULL;',
                    hash="f0855035f2fe6eeb96384add908e045ed29c48bf",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_33eca",
                    table="evaluation_quote",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="quote",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "evaluation_quoteevent" ("id", "participant_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_id", "text") VALUES (NEW."id", NEW."participant_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."question_id", NEW."text"); RETURN NULL;',
                    hash="95efe27357c3791ce2acee1c2f1ad0ffca5f1cff",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e4167",
                    table="evaluation_quote",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ratingproposal",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "evaluation_ratingproposalevent" ("answer", "decided_at", "decided_by_id", "decided_level", "id", "level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "proposed_at", "proposed_by_id", "rating_id", "reason", "state") VALUES (NEW."answer", NEW."decided_at", NEW."decided_by_id", NEW."decided_level", NEW."id", NEW."level", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."project_id", NEW."proposed_at", NEW."proposed_by_id", NEW."rating_id", NEW."reason", NEW."state"); RETURN NULL;',
                    hash="dbff315ec396565c057f88afbd206f17a71de6c9",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9a862",
                    table="evaluation_ratingproposal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ratingproposal",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "evaluation_ratingproposalevent" ("answer", "decided_at", "decided_by_id", "decided_level", "id", "level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "proposed_at", "proposed_by_id", "rating_id", "reason", "state") VALUES (NEW."answer", NEW."decided_at", NEW."decided_by_id", NEW."decided_level", NEW."id", NEW."level", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."project_id", NEW."proposed_at", NEW."proposed_by_id", NEW."rating_id", NEW."reason", NEW."state"); RETURN NULL;',
                    hash="5325a5250346213c8daeb548e99c23ee86139500",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_94aac",
                    table="evaluation_ratingproposal",
                    when="AFTER",
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
            model_name="scale",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "evaluation_scaleevent" ("id", "labels", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version_id") VALUES (NEW."id", NEW."labels", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."version_id"); RETURN NULL;',
                    hash="4cdc5f0925e9ac70ec81a8089f43075979a74d5a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f2cf6",
                    table="evaluation_scale",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scale",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "evaluation_scaleevent" ("id", "labels", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version_id") VALUES (NEW."id", NEW."labels", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."version_id"); RETURN NULL;',
                    hash="38adf6f3ee0ee91b4fc2417034712dcd98b4c404",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0fe0b",
                    table="evaluation_scale",
                    when="AFTER",
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
            model_name="question",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "evaluation_questionevent" ("code", "depends_on_id", "depends_values", "help", "highest", "id", "is_required", "kind", "lowest", "number", "part_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scale_id", "text", "version_id") VALUES (NEW."code", NEW."depends_on_id", NEW."depends_values", NEW."help", NEW."highest", NEW."id", NEW."is_required", NEW."kind", NEW."lowest", NEW."number", NEW."part_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."scale_id", NEW."text", NEW."version_id"); RETURN NULL;',
                    hash="98ade081be9197dfb59e67203e01dec3b330e469",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_84617",
                    table="evaluation_question",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="question",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "evaluation_questionevent" ("code", "depends_on_id", "depends_values", "help", "highest", "id", "is_required", "kind", "lowest", "number", "part_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scale_id", "text", "version_id") VALUES (NEW."code", NEW."depends_on_id", NEW."depends_values", NEW."help", NEW."highest", NEW."id", NEW."is_required", NEW."kind", NEW."lowest", NEW."number", NEW."part_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."scale_id", NEW."text", NEW."version_id"); RETURN NULL;',
                    hash="d9af725fa81d8334d98b26314b4156734b1b6d89",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f1211",
                    table="evaluation_question",
                    when="AFTER",
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
            model_name="scaleband",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "evaluation_scalebandevent" ("id", "label", "lower_bound", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scale_id", "version_id") VALUES (NEW."id", NEW."label", NEW."lower_bound", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."scale_id", NEW."version_id"); RETURN NULL;',
                    hash="991892507e46851f853bd4f06518052509d508ac",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_663ad",
                    table="evaluation_scaleband",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scaleband",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "evaluation_scalebandevent" ("id", "label", "lower_bound", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scale_id", "version_id") VALUES (NEW."id", NEW."label", NEW."lower_bound", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."scale_id", NEW."version_id"); RETURN NULL;',
                    hash="68337ce648490c4eae10127cb18aeb8127a89cab",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_af8b2",
                    table="evaluation_scaleband",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="wave",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "evaluation_waveevent" ("batch_id", "cancel_reason", "closed_at", "closes_on", "created_at", "created_by_id", "id", "is_anonymous", "opens_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remind_every", "state", "version_id") VALUES (NEW."batch_id", NEW."cancel_reason", NEW."closed_at", NEW."closes_on", NEW."created_at", NEW."created_by_id", NEW."id", NEW."is_anonymous", NEW."opens_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."remind_every", NEW."state", NEW."version_id"); RETURN NULL;',
                    hash="077c41e74c9ca7ad9f27a6c3019b11e287fc0626",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0fb11",
                    table="evaluation_wave",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="wave",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "evaluation_waveevent" ("batch_id", "cancel_reason", "closed_at", "closes_on", "created_at", "created_by_id", "id", "is_anonymous", "opens_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remind_every", "state", "version_id") VALUES (NEW."batch_id", NEW."cancel_reason", NEW."closed_at", NEW."closes_on", NEW."created_at", NEW."created_by_id", NEW."id", NEW."is_anonymous", NEW."opens_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."remind_every", NEW."state", NEW."version_id"); RETURN NULL;',
                    hash="edd0180fa5be206b9753e365979401edc3b5338d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c2619",
                    table="evaluation_wave",
                    when="AFTER",
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
            model_name="finding",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "evaluation_findingevent" ("basis", "batch_id", "competency_id", "cycle_id", "id", "interview_id", "level", "obstacle", "opd_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "project_id", "recorded_at", "recorded_by_id", "request_key", "wave_id", "words") VALUES (NEW."basis", NEW."batch_id", NEW."competency_id", NEW."cycle_id", NEW."id", NEW."interview_id", NEW."level", NEW."obstacle", NEW."opd_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."project_id", NEW."recorded_at", NEW."recorded_by_id", NEW."request_key", NEW."wave_id", NEW."words"); RETURN NULL;',
                    hash="8f6ebb0d33af4d1cc190e4bd780a2067d7a558ba",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_39b47",
                    table="evaluation_finding",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="finding",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "evaluation_findingevent" ("basis", "batch_id", "competency_id", "cycle_id", "id", "interview_id", "level", "obstacle", "opd_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "project_id", "recorded_at", "recorded_by_id", "request_key", "wave_id", "words") VALUES (NEW."basis", NEW."batch_id", NEW."competency_id", NEW."cycle_id", NEW."id", NEW."interview_id", NEW."level", NEW."obstacle", NEW."opd_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."project_id", NEW."recorded_at", NEW."recorded_by_id", NEW."request_key", NEW."wave_id", NEW."words"); RETURN NULL;',
                    hash="40fcb84c0d5f044deeedddda34a0cb22f06d5281",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_05348",
                    table="evaluation_finding",
                    when="AFTER",
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
            model_name="waverule",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "evaluation_waveruleevent" ("days_after", "days_open", "id", "instrument_id", "is_active", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "remind_every") VALUES (NEW."days_after", NEW."days_open", NEW."id", NEW."instrument_id", NEW."is_active", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."remind_every"); RETURN NULL;',
                    hash="ab659ef7cd5f85a811c329baa80a3b687173496b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_16d86",
                    table="evaluation_waverule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="waverule",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "evaluation_waveruleevent" ("days_after", "days_open", "id", "instrument_id", "is_active", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "remind_every") VALUES (NEW."days_after", NEW."days_open", NEW."id", NEW."instrument_id", NEW."is_active", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."remind_every"); RETURN NULL;',
                    hash="59f2a5efcfc7662b1d3dbab05e276fb0e6b5e9df",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_cd638",
                    table="evaluation_waverule",
                    when="AFTER",
                ),
            ),
        ),
    ]
