import uuid
from decimal import Decimal

import django.contrib.postgres.functions
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("jobs", "0002_who_asked"),
        ("personnel", "0001_tables"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Competency",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, unique=True, verbose_name="kode")),
                ("name", models.CharField(max_length=150, verbose_name="nama")),
                ("short_name", models.CharField(blank=True, max_length=40, verbose_name="nama ringkas")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("manajerial", "Manajerial"),
                            ("sosial_kultural", "Sosial kultural"),
                            ("teknis", "Teknis"),
                        ],
                        max_length=20,
                        verbose_name="kelompok",
                    ),
                ),
                (
                    "sector",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Semua bidang"),
                            ("pendidikan", "Pendidikan"),
                            ("kesehatan", "Kesehatan"),
                            ("sosial", "Sosial"),
                            ("manajemen_proyek", "Manajemen proyek"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="bidang",
                    ),
                ),
                ("definition", models.TextField(blank=True, verbose_name="definisi")),
                (
                    "is_example",
                    models.BooleanField(
                        default=False,
                        help_text="Bukan dari kamus resmi; ditandai di mana pun ditampilkan.",
                        verbose_name="contoh",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="sumber")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="urutan")),
                ("is_active", models.BooleanField(default=True, verbose_name="aktif")),
            ],
            options={
                "verbose_name": "kompetensi",
                "verbose_name_plural": "kompetensi",
                "ordering": ["order", "code"],
            },
        ),
        migrations.CreateModel(
            name="ConversionRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="berlaku sejak")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="berlaku sampai")),
                (
                    "counted_per",
                    models.CharField(
                        blank=True,
                        choices=[("jp", "JP"), ("day", "hari"), ("time", "kali"), ("semester", "semester")],
                        max_length=10,
                        verbose_name="dihitung per",
                    ),
                ),
                (
                    "jp_national",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=6, null=True, verbose_name="JP dalam negeri"
                    ),
                ),
                (
                    "jp_international",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=6, null=True, verbose_name="JP luar negeri"
                    ),
                ),
                (
                    "international_bonus_percent",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="tambahan luar negeri (%)"
                    ),
                ),
                (
                    "max_jp_per_day",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="batas JP sehari"
                    ),
                ),
                (
                    "max_jp_per_day_international",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        verbose_name="batas JP sehari, luar negeri",
                    ),
                ),
                (
                    "max_times_per_month",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="batas kali sebulan"
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="sumber")),
            ],
            options={
                "verbose_name": "aturan konversi JP",
                "verbose_name_plural": "aturan konversi JP",
                "ordering": ["form", "-valid_from"],
            },
        ),
        migrations.CreateModel(
            name="Cycle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(unique=True, verbose_name="tahun")),
                ("is_open", models.BooleanField(default=True, verbose_name="sedang disusun")),
                (
                    "jp_floor",
                    models.PositiveSmallIntegerField(
                        default=20,
                        help_text="PP 17/2020 Ps 203(4).",
                        verbose_name="paling sedikit JP untuk PNS",
                    ),
                ),
                (
                    "jp_ceiling",
                    models.PositiveSmallIntegerField(
                        default=24,
                        help_text="PP 49/2018 Ps 39–41.",
                        verbose_name="paling banyak JP untuk PPPK",
                    ),
                ),
                (
                    "performance_target",
                    models.DecimalField(
                        decimal_places=2,
                        default=76,
                        help_text="76 = predikat Baik.",
                        max_digits=5,
                        verbose_name="target nilai kinerja",
                    ),
                ),
                (
                    "evidence_months",
                    models.PositiveSmallIntegerField(
                        default=36,
                        help_text="Penilaian yang lebih tua tetap dihitung, tetapi ditandai perlu diperbarui.",
                        verbose_name="umur penilaian (bulan)",
                    ),
                ),
                (
                    "minimum_assessed_percent",
                    models.PositiveSmallIntegerField(
                        default=50,
                        help_text="Di bawah bagian ini rata-rata suatu unit tidak ditampilkan.",
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="paling sedikit sudah dinilai (%)",
                    ),
                ),
                (
                    "weight_gap",
                    models.DecimalField(
                        decimal_places=2,
                        default=40,
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="bobot kesenjangan",
                    ),
                ),
                (
                    "weight_share",
                    models.DecimalField(
                        decimal_places=2,
                        default=15,
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="bobot bagian unit yang membutuhkan",
                    ),
                ),
                (
                    "weight_city",
                    models.DecimalField(
                        decimal_places=2,
                        default=15,
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="bobot prioritas kota (RPJMD)",
                    ),
                ),
                (
                    "weight_performance",
                    models.DecimalField(
                        decimal_places=2,
                        default=15,
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="bobot kesenjangan kinerja",
                    ),
                ),
                (
                    "weight_years",
                    models.DecimalField(
                        decimal_places=2,
                        default=10,
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="bobot lama tanpa pengembangan",
                    ),
                ),
                (
                    "weight_cost",
                    models.DecimalField(
                        decimal_places=2,
                        default=5,
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="bobot biaya",
                    ),
                ),
            ],
            options={
                "verbose_name": "siklus",
                "verbose_name_plural": "siklus",
                "ordering": ["-year"],
            },
        ),
        migrations.CreateModel(
            name="DevelopmentForm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=10, unique=True, verbose_name="kode")),
                ("siasn_id", models.CharField(blank=True, max_length=10, verbose_name="jenis diklat SIASN")),
                (
                    "track",
                    models.CharField(
                        choices=[
                            ("pendidikan", "Pendidikan"),
                            ("klasikal", "Pelatihan klasikal"),
                            ("nonklasikal", "Pelatihan nonklasikal"),
                        ],
                        max_length=15,
                        verbose_name="jalur",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="bentuk")),
                ("is_active", models.BooleanField(default=True, verbose_name="aktif")),
            ],
            options={
                "verbose_name": "bentuk pengembangan",
                "verbose_name_plural": "bentuk pengembangan",
                "ordering": ["track", "name"],
            },
        ),
        migrations.CreateModel(
            name="LevelDefault",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "position_level",
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
                        unique=True,
                        verbose_name="jenjang",
                    ),
                ),
                (
                    "required_level",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="tingkat",
                    ),
                ),
                ("confidence", models.CharField(blank=True, max_length=100, verbose_name="sumber")),
            ],
            options={
                "verbose_name": "tingkat bawaan jenjang",
                "verbose_name_plural": "tingkat bawaan jenjang",
                "ordering": ["-required_level", "position_level"],
            },
        ),
        migrations.CreateModel(
            name="Provider",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, unique=True, verbose_name="nama")),
                (
                    "is_internal",
                    models.BooleanField(default=False, verbose_name="dari dalam pemerintah kota"),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="aktif")),
            ],
            options={
                "verbose_name": "penyelenggara",
                "verbose_name_plural": "penyelenggara",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Allocation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=100, verbose_name="nama")),
                (
                    "ceiling",
                    models.DecimalField(
                        decimal_places=0,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="pagu anggaran (Rp)",
                    ),
                ),
                (
                    "max_items",
                    models.PositiveSmallIntegerField(default=2, verbose_name="paling banyak butir per orang"),
                ),
                (
                    "weight_gap",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="bobot kesenjangan",
                    ),
                ),
                (
                    "weight_share",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="bobot bagian unit yang membutuhkan",
                    ),
                ),
                (
                    "weight_city",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="bobot prioritas kota (RPJMD)",
                    ),
                ),
                (
                    "weight_performance",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="bobot kesenjangan kinerja",
                    ),
                ),
                (
                    "weight_years",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="bobot lama tanpa pengembangan",
                    ),
                ),
                (
                    "weight_cost",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="bobot biaya",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("computing", "Sedang dihitung"), ("ready", "Siap"), ("failed", "Gagal")],
                        default="computing",
                        max_length=10,
                        verbose_name="keadaan",
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="nilai tercapai"
                    ),
                ),
                (
                    "bound",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="nilai terbaik yang mungkin",
                    ),
                ),
                (
                    "cost",
                    models.DecimalField(
                        blank=True, decimal_places=0, max_digits=15, null=True, verbose_name="biaya (Rp)"
                    ),
                ),
                ("people", models.PositiveIntegerField(blank=True, null=True, verbose_name="pegawai")),
                (
                    "below_floor",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="PNS di bawah batas JP"),
                ),
                (
                    "price",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        help_text="Points that the last million rupiah buys; 0 when the ceiling takes in everything.",
                        max_digits=18,
                        null=True,
                        verbose_name="harga rupiah terakhir",
                    ),
                ),
                (
                    "kept_cost",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        help_text="Part of the cost: items of the plans that no draft would replace.",
                        max_digits=15,
                        null=True,
                        verbose_name="biaya butir yang dibuat orang (Rp)",
                    ),
                ),
                (
                    "inputs",
                    models.CharField(
                        blank=True,
                        help_text="SHA-256 of all that was computed from: needs, catalogue, kept items.",
                        max_length=64,
                    ),
                ),
                ("used_at", models.DateTimeField(blank=True, null=True, verbose_name="dipakai")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("computed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "created_by",
                    models.ForeignKey(
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
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.unit",
                        verbose_name="OPD",
                    ),
                ),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="allocations",
                        to="planning.cycle",
                    ),
                ),
            ],
            options={
                "verbose_name": "alokasi",
                "verbose_name_plural": "alokasi",
                "ordering": ["-created_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ready"), _negated=True),
                            models.Q(
                                ("bound__isnull", False),
                                ("cost__isnull", False),
                                ("people__isnull", False),
                                ("price__isnull", False),
                                ("value__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="allocation_ready_has_result",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CompetencyLevel",
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
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="tingkat",
                    ),
                ),
                ("descriptor", models.CharField(max_length=300, verbose_name="uraian")),
                (
                    "competency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="levels",
                        to="planning.competency",
                    ),
                ),
            ],
            options={
                "verbose_name": "tingkat kompetensi",
                "verbose_name_plural": "tingkat kompetensi",
                "ordering": ["competency", "level"],
                "constraints": [
                    models.UniqueConstraint(fields=("competency", "level"), name="competency_level_once"),
                    models.CheckConstraint(
                        condition=models.Q(("level__range", (1, 5))), name="competency_level_1_to_5"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BehaviourIndicator",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="urutan")),
                ("text", models.CharField(max_length=300, verbose_name="perilaku")),
                (
                    "level",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="indicators",
                        to="planning.competencylevel",
                    ),
                ),
            ],
            options={
                "verbose_name": "indikator perilaku",
                "verbose_name_plural": "indikator perilaku",
                "ordering": ["level", "position"],
                "constraints": [
                    models.UniqueConstraint(fields=("level", "position"), name="indicator_position_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="CompetencyRating",
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
                        verbose_name="tingkat",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("mandiri", "Penilaian mandiri"),
                            ("atasan", "Penilaian atasan"),
                            ("dialog", "Disepakati dalam dialog"),
                            ("asesmen", "Pusat asesmen"),
                        ],
                        max_length=10,
                        verbose_name="sumber",
                    ),
                ),
                (
                    "grade",
                    models.PositiveSmallIntegerField(
                        help_text="Rank of the source, kept for sorting in the database."
                    ),
                ),
                ("rated_on", models.DateField(verbose_name="tanggal")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="catatan")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "civil_servant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="competency_ratings",
                        to="personnel.civilservant",
                    ),
                ),
                (
                    "competency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.competency",
                    ),
                ),
                (
                    "rated_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source_import",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.dataimport",
                    ),
                ),
            ],
            options={
                "verbose_name": "penilaian kompetensi",
                "verbose_name_plural": "penilaian kompetensi",
                "ordering": ["-rated_on", "-pk"],
                "indexes": [
                    models.Index(
                        fields=["civil_servant", "competency", "-grade", "-rated_on"],
                        name="rating_strongest_first",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("civil_servant", "competency", "source", "rated_on"),
                        name="rating_once_per_source_and_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__range", (0, 5))), name="rating_level_0_to_5"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("grade", 1), ("source", "mandiri")),
                            models.Q(("grade", 2), ("source", "atasan")),
                            models.Q(("grade", 3), ("source", "dialog")),
                            models.Q(("grade", 4), ("source", "asesmen")),
                            _connector="OR",
                        ),
                        name="rating_grade_of_source",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CompetencyRatingEvent",
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
                        verbose_name="tingkat",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("mandiri", "Penilaian mandiri"),
                            ("atasan", "Penilaian atasan"),
                            ("dialog", "Disepakati dalam dialog"),
                            ("asesmen", "Pusat asesmen"),
                        ],
                        max_length=10,
                        verbose_name="sumber",
                    ),
                ),
                (
                    "grade",
                    models.PositiveSmallIntegerField(
                        help_text="Rank of the source, kept for sorting in the database."
                    ),
                ),
                ("rated_on", models.DateField(verbose_name="tanggal")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="catatan")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
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
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="planning.competency",
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
                        to="planning.competencyrating",
                    ),
                ),
                (
                    "rated_by",
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
                    "source_import",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="personnel.dataimport",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CityPriority",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "strength",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=3,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(1),
                        ],
                        verbose_name="kekuatan",
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="alasan")),
                (
                    "competency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.competency",
                    ),
                ),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="city_priorities",
                        to="planning.cycle",
                    ),
                ),
            ],
            options={
                "verbose_name": "prioritas kota",
                "verbose_name_plural": "prioritas kota",
                "ordering": ["cycle", "competency"],
                "constraints": [
                    models.UniqueConstraint(fields=("cycle", "competency"), name="city_priority_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="CycleStage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("data", "Pendataan pegawai"),
                            ("rating", "Penilaian kompetensi"),
                            ("input", "Masukan dan usulan"),
                            ("drafting", "Penyusunan rencana"),
                            ("consultation", "Konsultasi dengan pegawai"),
                            ("verification", "Verifikasi"),
                            ("ratification", "Persetujuan dan penetapan"),
                            ("carrying_out", "Pelaksanaan"),
                            ("evaluation", "Evaluasi"),
                        ],
                        max_length=15,
                        verbose_name="tahap",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="mulai")),
                ("ends_on", models.DateField(verbose_name="sampai")),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stages",
                        to="planning.cycle",
                    ),
                ),
            ],
            options={
                "verbose_name": "tahap siklus",
                "verbose_name_plural": "tahap siklus",
                "ordering": ["cycle", "starts_on", "ends_on", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("cycle", "stage"), name="stage_once_per_cycle"),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="stage_dates_in_order",
                        violation_error_message="Hari terakhir tidak boleh mendahului hari pertama.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CycleStageEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("data", "Pendataan pegawai"),
                            ("rating", "Penilaian kompetensi"),
                            ("input", "Masukan dan usulan"),
                            ("drafting", "Penyusunan rencana"),
                            ("consultation", "Konsultasi dengan pegawai"),
                            ("verification", "Verifikasi"),
                            ("ratification", "Persetujuan dan penetapan"),
                            ("carrying_out", "Pelaksanaan"),
                            ("evaluation", "Evaluasi"),
                        ],
                        max_length=15,
                        verbose_name="tahap",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="mulai")),
                ("ends_on", models.DateField(verbose_name="sampai")),
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
                        to="planning.cyclestage",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ConversionRuleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("valid_from", models.DateField(verbose_name="berlaku sejak")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="berlaku sampai")),
                (
                    "counted_per",
                    models.CharField(
                        blank=True,
                        choices=[("jp", "JP"), ("day", "hari"), ("time", "kali"), ("semester", "semester")],
                        max_length=10,
                        verbose_name="dihitung per",
                    ),
                ),
                (
                    "jp_national",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=6, null=True, verbose_name="JP dalam negeri"
                    ),
                ),
                (
                    "jp_international",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=6, null=True, verbose_name="JP luar negeri"
                    ),
                ),
                (
                    "international_bonus_percent",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="tambahan luar negeri (%)"
                    ),
                ),
                (
                    "max_jp_per_day",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="batas JP sehari"
                    ),
                ),
                (
                    "max_jp_per_day_international",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        verbose_name="batas JP sehari, luar negeri",
                    ),
                ),
                (
                    "max_times_per_month",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="batas kali sebulan"
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="sumber")),
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
                        to="planning.conversionrule",
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
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LearningYear",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="tahun")),
                ("jp_counted", models.DecimalField(decimal_places=2, max_digits=7, verbose_name="JP diakui")),
                ("source", models.CharField(blank=True, max_length=100, verbose_name="sumber")),
                (
                    "civil_servant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="learning_years",
                        to="personnel.civilservant",
                    ),
                ),
            ],
            options={
                "verbose_name": "JP tahunan",
                "verbose_name_plural": "JP tahunan",
                "ordering": ["-year"],
                "constraints": [
                    models.UniqueConstraint(fields=("civil_servant", "year"), name="learning_year_once"),
                    models.CheckConstraint(
                        condition=models.Q(("jp_counted__gte", 0)), name="learning_year_not_negative"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LearningYearEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("year", models.PositiveSmallIntegerField(verbose_name="tahun")),
                ("jp_counted", models.DecimalField(decimal_places=2, max_digits=7, verbose_name="JP diakui")),
                ("source", models.CharField(blank=True, max_length=100, verbose_name="sumber")),
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
                        to="planning.learningyear",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MatchBand",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "scale",
                    models.CharField(
                        choices=[
                            ("pemetaan", "Pemetaan"),
                            ("pengisian", "Pengisian jabatan"),
                            ("kelompok", "Kebutuhan kelompok"),
                        ],
                        max_length=10,
                        verbose_name="skala",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="kategori")),
                (
                    "lower_bound",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="paling sedikit (%)",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="sumber")),
            ],
            options={
                "verbose_name": "kategori kecocokan",
                "verbose_name_plural": "kategori kecocokan",
                "ordering": ["scale", "-lower_bound"],
                "constraints": [
                    models.UniqueConstraint(fields=("scale", "lower_bound"), name="match_band_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="NeedSummary",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("sekarang", "Jabatan yang diduduki"),
                            ("dituju", "Jabatan yang akan diduduki"),
                        ],
                        max_length=10,
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
                    ),
                ),
                (
                    "position_level",
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
                    ),
                ),
                (
                    "is_target",
                    models.BooleanField(help_text="Legal state active: the plan must cover the person."),
                ),
                ("competencies", models.PositiveSmallIntegerField(verbose_name="kompetensi wajib")),
                ("assessed", models.PositiveSmallIntegerField(verbose_name="sudah dinilai")),
                ("with_gap", models.PositiveSmallIntegerField(verbose_name="dengan kesenjangan")),
                ("gap_sum", models.PositiveSmallIntegerField(verbose_name="jumlah kesenjangan")),
                (
                    "required_sum",
                    models.PositiveSmallIntegerField(help_text="Over assessed competencies only."),
                ),
                (
                    "attained_sum",
                    models.PositiveSmallIntegerField(help_text="Over assessed competencies only."),
                ),
                (
                    "civil_servant",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="need_summaries",
                        to="personnel.civilservant",
                    ),
                ),
                (
                    "opd",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="personnel.unit",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="personnel.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "ringkasan kebutuhan",
                "verbose_name_plural": "ringkasan kebutuhan",
                "indexes": [models.Index(fields=["basis", "opd", "unit"], name="need_summary_of_unit")],
                "constraints": [
                    models.UniqueConstraint(fields=("civil_servant", "basis"), name="need_summary_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("assessed__lte", models.F("competencies")),
                            ("with_gap__lte", models.F("assessed")),
                        ),
                        name="need_summary_adds_up",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PerformanceBand",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "predicate",
                    models.CharField(
                        choices=[
                            ("sangat_baik", "Sangat Baik"),
                            ("baik", "Baik"),
                            ("butuh_perbaikan", "Butuh Perbaikan"),
                            ("kurang", "Kurang"),
                            ("sangat_kurang", "Sangat Kurang"),
                        ],
                        max_length=20,
                        verbose_name="predikat",
                    ),
                ),
                (
                    "lower_bound",
                    models.DecimalField(decimal_places=2, max_digits=5, verbose_name="nilai terendah"),
                ),
                (
                    "representative",
                    models.DecimalField(
                        decimal_places=2,
                        help_text="Dipakai bila hanya predikat yang diketahui.",
                        max_digits=5,
                        verbose_name="nilai pengganti",
                    ),
                ),
                (
                    "ip_asn_score",
                    models.DecimalField(decimal_places=1, max_digits=4, verbose_name="skor IP ASN"),
                ),
                ("valid_from", models.DateField(verbose_name="berlaku sejak")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="sumber")),
            ],
            options={
                "verbose_name": "predikat kinerja",
                "verbose_name_plural": "predikat kinerja",
                "ordering": ["-lower_bound"],
                "constraints": [
                    models.UniqueConstraint(fields=("predicate", "valid_from"), name="band_once_per_date")
                ],
            },
        ),
        migrations.CreateModel(
            name="PerformanceRating",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="tahun")),
                (
                    "score",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(120),
                        ],
                        verbose_name="nilai",
                    ),
                ),
                (
                    "predicate",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("sangat_baik", "Sangat Baik"),
                            ("baik", "Baik"),
                            ("butuh_perbaikan", "Butuh Perbaikan"),
                            ("kurang", "Kurang"),
                            ("sangat_kurang", "Sangat Kurang"),
                        ],
                        max_length=20,
                        verbose_name="predikat",
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "civil_servant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="performance_ratings",
                        to="personnel.civilservant",
                    ),
                ),
                (
                    "source_import",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.dataimport",
                    ),
                ),
            ],
            options={
                "verbose_name": "penilaian kinerja",
                "verbose_name_plural": "penilaian kinerja",
                "ordering": ["-year"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("civil_servant", "year"), name="performance_once_per_year"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("score__isnull", False),
                            models.Q(("predicate", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="performance_score_or_predicate",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PerformanceRatingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("year", models.PositiveSmallIntegerField(verbose_name="tahun")),
                (
                    "score",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(120),
                        ],
                        verbose_name="nilai",
                    ),
                ),
                (
                    "predicate",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("sangat_baik", "Sangat Baik"),
                            ("baik", "Baik"),
                            ("butuh_perbaikan", "Butuh Perbaikan"),
                            ("kurang", "Kurang"),
                            ("sangat_kurang", "Sangat Kurang"),
                        ],
                        max_length=20,
                        verbose_name="predikat",
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True)),
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
                        to="planning.performancerating",
                    ),
                ),
                (
                    "source_import",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="personnel.dataimport",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draf"),
                            ("submitted", "Diajukan"),
                            ("verified", "Terverifikasi"),
                            ("agreed", "Disetujui"),
                            ("ratified", "Ditetapkan"),
                            ("discarded", "Dibatalkan"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="keadaan",
                    ),
                ),
                (
                    "budget_ceiling",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="pagu anggaran (Rp)",
                    ),
                ),
                (
                    "sub_activity_code",
                    models.CharField(
                        blank=True,
                        help_text="Diisikan pada butir APBD yang disusun sebagai draf.",
                        max_length=30,
                        verbose_name="kode subkegiatan",
                    ),
                ),
                ("needs_taken_at", models.DateTimeField(blank=True, null=True, verbose_name="kebutuhan per")),
                (
                    "decision_number",
                    models.CharField(blank=True, max_length=100, verbose_name="nomor keputusan"),
                ),
                ("decision_date", models.DateField(blank=True, null=True, verbose_name="tanggal keputusan")),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1, help_text="Grows with every change; guards against lost edits."
                    ),
                ),
                (
                    "revision",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="0 is the plan itself, 1 its first revision (perubahan).",
                        verbose_name="perubahan ke-",
                    ),
                ),
                (
                    "revision_reason",
                    models.CharField(blank=True, max_length=500, verbose_name="alasan perubahan"),
                ),
                (
                    "is_current",
                    models.BooleanField(
                        default=True,
                        help_text="Counts for its unit and year. Only planning.approval assigns it.",
                    ),
                ),
                (
                    "consultation_opened_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="konsultasi dibuka"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
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
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="planning.cycle",
                        verbose_name="siklus",
                    ),
                ),
                (
                    "revises",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="planning.plan",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="personnel.unit",
                        verbose_name="OPD",
                    ),
                ),
            ],
            options={
                "verbose_name": "rencana",
                "verbose_name_plural": "rencana",
                "ordering": ["-cycle__year", "unit__name"],
            },
        ),
        migrations.CreateModel(
            name="NeedSnapshot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("basis", models.CharField(max_length=10)),
                ("required", models.PositiveSmallIntegerField()),
                ("attained", models.PositiveSmallIntegerField(null=True)),
                ("gap", models.PositiveSmallIntegerField(null=True)),
                ("status", models.CharField(max_length=15)),
                (
                    "civil_servant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.civilservant",
                    ),
                ),
                (
                    "competency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.competency",
                    ),
                ),
                (
                    "rating",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.competencyrating",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="need_snapshots",
                        to="planning.plan",
                    ),
                ),
            ],
            options={
                "verbose_name": "salinan kebutuhan",
                "verbose_name_plural": "salinan kebutuhan",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "civil_servant", "competency", "basis"), name="snapshot_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ConsultationLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "item_name",
                    models.CharField(
                        help_text="As it was when it was put.", max_length=200, verbose_name="kegiatan"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Belum dijawab"),
                            ("accepted", "Diterima"),
                            ("declined", "Ditolak"),
                            ("countered", "Diusulkan lain"),
                            ("changed", "Diubah sesuai usul"),
                            ("kept", "Tetap, dengan penjelasan"),
                            ("refused", "Tetap ditolak"),
                            ("dropped", "Dikeluarkan dari rencana"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="keadaan",
                    ),
                ),
                ("opened_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "civil_servant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultation_lines",
                        to="personnel.civilservant",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consultation_lines",
                        to="planning.plan",
                    ),
                ),
            ],
            options={
                "verbose_name": "butir konsultasi",
                "verbose_name_plural": "butir konsultasi",
                "ordering": ["plan", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PlanItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="nama kegiatan")),
                ("is_international", models.BooleanField(default=False, verbose_name="luar negeri")),
                (
                    "quantity",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Dalam satuan bentuknya: JP, hari, kali atau semester.",
                        max_digits=6,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="banyaknya",
                    ),
                ),
                (
                    "jp_proposed",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=6, null=True, verbose_name="JP diusulkan"
                    ),
                ),
                (
                    "jp_counted",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Dihitung dengan aturan konversi yang berlaku.",
                        max_digits=6,
                        null=True,
                        verbose_name="JP diakui",
                    ),
                ),
                (
                    "quarter",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(4),
                        ],
                        verbose_name="triwulan",
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="mulai")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="selesai")),
                (
                    "curriculum",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("sesuai", "Sesuai standar kurikulum instansi pembina"),
                            ("tanpa_acuan", "Belum ada standar kurikulum"),
                            ("menyesuaikan", "Disesuaikan dengan kebutuhan daerah"),
                        ],
                        max_length=15,
                        verbose_name="kesesuaian kurikulum",
                    ),
                ),
                (
                    "curriculum_note",
                    models.CharField(blank=True, max_length=200, verbose_name="keterangan kurikulum"),
                ),
                (
                    "cost_per_person",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=12,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="biaya per orang (Rp)",
                    ),
                ),
                (
                    "funding",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("none", "Tanpa biaya"),
                            ("apbd", "APBD Kota Palu"),
                            ("apbn", "APBN"),
                            ("blud", "BLUD"),
                            ("partner", "Kerja sama/hibah"),
                        ],
                        max_length=10,
                        verbose_name="sumber dana",
                    ),
                ),
                (
                    "sub_activity_code",
                    models.CharField(blank=True, max_length=30, verbose_name="kode subkegiatan"),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("gap", "Kesenjangan kompetensi"),
                            ("performance", "Kesenjangan kinerja"),
                            ("duty", "Tugas atau kewajiban"),
                            ("proposal", "Usulan"),
                        ],
                        max_length=15,
                        verbose_name="asal",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=400, verbose_name="alasan")),
                ("number", models.PositiveIntegerField(verbose_name="nomor")),
                (
                    "key",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(),
                        default=uuid.uuid4,
                        editable=False,
                        help_text="The same in every version and revision of the plan.",
                    ),
                ),
                (
                    "is_drafted",
                    models.BooleanField(
                        default=False,
                        help_text="Made by 'Susun draf' and untouched since: a new draft replaces it.",
                    ),
                ),
                (
                    "request_key",
                    models.UUIDField(
                        blank=True,
                        editable=False,
                        help_text="Of the form that made it: sent twice, made once.",
                        null=True,
                        unique=True,
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1, help_text="Grows with every change; guards against lost edits."
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "competency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.competency",
                        verbose_name="jenis kompetensi",
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
                        verbose_name="bentuk dan jalur",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="planning.plan"
                    ),
                ),
            ],
            options={
                "verbose_name": "butir rencana",
                "verbose_name_plural": "butir rencana",
                "ordering": ["plan", "number"],
            },
        ),
        migrations.CreateModel(
            name="PlanStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(default=1, help_text="Grows with every return.")),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("draft", "Menyusun draf"),
                            ("submit", "Mengajukan"),
                            ("verify", "Memverifikasi"),
                            ("agree", "Menyetujui"),
                            ("ratify", "Menetapkan"),
                            ("return", "Mengembalikan"),
                            ("discard", "Membatalkan perubahan"),
                        ],
                        max_length=10,
                        verbose_name="langkah",
                    ),
                ),
                (
                    "from_status",
                    models.CharField(
                        choices=[
                            ("draft", "Draf"),
                            ("submitted", "Diajukan"),
                            ("verified", "Terverifikasi"),
                            ("agreed", "Disetujui"),
                            ("ratified", "Ditetapkan"),
                            ("discarded", "Dibatalkan"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "to_status",
                    models.CharField(
                        choices=[
                            ("draft", "Draf"),
                            ("submitted", "Diajukan"),
                            ("verified", "Terverifikasi"),
                            ("agreed", "Disetujui"),
                            ("ratified", "Ditetapkan"),
                            ("discarded", "Dibatalkan"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "office",
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
                        verbose_name="jabatan saat itu",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="sebutan saat itu")),
                ("note", models.TextField(blank=True, verbose_name="catatan")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="waktu")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="planning.plan"
                    ),
                ),
            ],
            options={
                "verbose_name": "langkah rencana",
                "verbose_name_plural": "langkah rencana",
                "ordering": ["at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("step__in", ["return", "discard"]), _negated=True),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="step_return_has_note",
                        violation_error_message="Tulis alasannya.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("step__in", ["return", "draft"]), _negated=True),
                        fields=("plan", "round", "by"),
                        name="step_once_per_person",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("step", "draft")),
                        fields=("plan", "round", "by"),
                        name="step_drafter_once_per_round",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanTarget",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level_required",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="wajib"),
                ),
                (
                    "level_attained",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="dimiliki"),
                ),
                ("gap", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="kesenjangan")),
                ("part_gap", models.DecimalField(decimal_places=3, default=0, max_digits=4)),
                ("part_share", models.DecimalField(decimal_places=3, default=0, max_digits=4)),
                ("part_city", models.DecimalField(decimal_places=3, default=0, max_digits=4)),
                ("part_performance", models.DecimalField(decimal_places=3, default=0, max_digits=4)),
                ("part_years", models.DecimalField(decimal_places=3, default=0, max_digits=4)),
                ("part_cost", models.DecimalField(decimal_places=3, default=0, max_digits=4)),
                (
                    "score",
                    models.DecimalField(
                        decimal_places=2, default=Decimal("0"), max_digits=5, verbose_name="skor prioritas"
                    ),
                ),
                (
                    "override_score",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="skor pengganti",
                    ),
                ),
                (
                    "override_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="alasan penggantian"),
                ),
                (
                    "civil_servant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_targets",
                        to="personnel.civilservant",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="targets",
                        to="planning.planitem",
                    ),
                ),
                (
                    "overridden_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        help_text="For quick sums.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="targets",
                        to="planning.plan",
                    ),
                ),
            ],
            options={
                "verbose_name": "sasaran butir",
                "verbose_name_plural": "sasaran butir",
                "ordering": ["item", "pk"],
                "indexes": [models.Index(fields=["plan", "civil_servant"], name="target_of_plan")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("item", "civil_servant"),
                        name="target_once_per_item",
                        violation_error_message="Pegawai ini sudah menjadi sasaran butir tersebut.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("override_score__isnull", True),
                            models.Q(("override_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="target_override_has_reason",
                        violation_error_message="Tulis alasan mengapa skor prioritas diganti.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConsultationLineEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "item_name",
                    models.CharField(
                        help_text="As it was when it was put.", max_length=200, verbose_name="kegiatan"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Belum dijawab"),
                            ("accepted", "Diterima"),
                            ("declined", "Ditolak"),
                            ("countered", "Diusulkan lain"),
                            ("changed", "Diubah sesuai usul"),
                            ("kept", "Tetap, dengan penjelasan"),
                            ("refused", "Tetap ditolak"),
                            ("dropped", "Dikeluarkan dari rencana"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="keadaan",
                    ),
                ),
                ("opened_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(blank=True, null=True)),
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
                        to="planning.consultationline",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="planning.plan",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="planning.plantarget",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlanTargetEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "level_required",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="wajib"),
                ),
                (
                    "level_attained",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="dimiliki"),
                ),
                ("gap", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="kesenjangan")),
                ("part_gap", models.DecimalField(decimal_places=3, default=0, max_digits=4)),
                ("part_share", models.DecimalField(decimal_places=3, default=0, max_digits=4)),
                ("part_city", models.DecimalField(decimal_places=3, default=0, max_digits=4)),
                ("part_performance", models.DecimalField(decimal_places=3, default=0, max_digits=4)),
                ("part_years", models.DecimalField(decimal_places=3, default=0, max_digits=4)),
                ("part_cost", models.DecimalField(decimal_places=3, default=0, max_digits=4)),
                (
                    "score",
                    models.DecimalField(
                        decimal_places=2, default=Decimal("0"), max_digits=5, verbose_name="skor prioritas"
                    ),
                ),
                (
                    "override_score",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="skor pengganti",
                    ),
                ),
                (
                    "override_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="alasan penggantian"),
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
                    "overridden_by",
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
                        to="planning.plantarget",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="For quick sums.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="planning.plan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlanVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="pengajuan ke-")),
                ("taken_at", models.DateTimeField(auto_now_add=True)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="planning.plan",
                    ),
                ),
                (
                    "step",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="version",
                        to="planning.planstep",
                    ),
                ),
            ],
            options={
                "verbose_name": "versi rencana",
                "verbose_name_plural": "versi rencana",
                "ordering": ["plan__revision", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="version_number_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanComparison",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "newer_plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="planning.plan"
                    ),
                ),
                (
                    "older_plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="planning.plan"
                    ),
                ),
                (
                    "newer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="planning.planversion",
                    ),
                ),
                (
                    "older",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="planning.planversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "perbandingan rencana",
                "verbose_name_plural": "perbandingan rencana",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("older_plan", "older", "newer_plan", "newer"),
                        name="comparison_once",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=30, unique=True, verbose_name="kode")),
                ("name", models.CharField(max_length=200, verbose_name="nama")),
                (
                    "level_to",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="mengantar ke tingkat",
                    ),
                ),
                (
                    "quantity",
                    models.DecimalField(
                        decimal_places=2,
                        help_text="Dalam satuan bentuknya: JP, hari, kali atau semester.",
                        max_digits=6,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="banyaknya",
                    ),
                ),
                (
                    "jp_proposed",
                    models.DecimalField(decimal_places=2, max_digits=6, verbose_name="JP diusulkan"),
                ),
                ("is_international", models.BooleanField(default=False, verbose_name="luar negeri")),
                (
                    "cost_per_person",
                    models.DecimalField(
                        decimal_places=0,
                        max_digits=12,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="biaya per orang (Rp)",
                    ),
                ),
                (
                    "curriculum",
                    models.CharField(
                        choices=[
                            ("sesuai", "Sesuai standar kurikulum instansi pembina"),
                            ("tanpa_acuan", "Belum ada standar kurikulum"),
                            ("menyesuaikan", "Disesuaikan dengan kebutuhan daerah"),
                        ],
                        max_length=15,
                        verbose_name="kesesuaian kurikulum",
                    ),
                ),
                ("audience", models.CharField(blank=True, max_length=200, verbose_name="peserta")),
                ("syllabus", models.TextField(blank=True, max_length=8000, verbose_name="silabus")),
                (
                    "min_seats",
                    models.PositiveSmallIntegerField(
                        default=10,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="peserta paling sedikit",
                    ),
                ),
                (
                    "max_seats",
                    models.PositiveSmallIntegerField(
                        default=30,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="peserta paling banyak",
                    ),
                ),
                ("is_example", models.BooleanField(default=False, verbose_name="contoh")),
                ("is_active", models.BooleanField(default=True, verbose_name="aktif")),
                (
                    "competency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="programmes",
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
                (
                    "prerequisites",
                    models.ManyToManyField(
                        blank=True, related_name="opens", to="planning.programme", verbose_name="prasyarat"
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
                "verbose_name": "program",
                "verbose_name_plural": "program",
                "ordering": ["competency", "name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("cost_per_person__gte", 0)), name="programme_cost_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("max_seats__gte", models.F("min_seats")), ("min_seats__gte", 1)),
                        name="programme_seats_in_order",
                        violation_error_message="Paling banyak tidak boleh kurang dari paling sedikit.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DraftLeftover",
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
                            ("funds", "Dana habis"),
                            ("ceiling", "Batas JP PPPK"),
                            ("no_programme", "Tidak ada program yang sesuai"),
                            ("enough", "Sudah mendapat cukup butir tahun ini"),
                        ],
                        max_length=15,
                        verbose_name="sebab",
                    ),
                ),
                ("gap", models.PositiveSmallIntegerField(null=True, verbose_name="kesenjangan")),
                ("score", models.DecimalField(decimal_places=2, max_digits=5, verbose_name="skor prioritas")),
                (
                    "civil_servant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.civilservant",
                    ),
                ),
                (
                    "competency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.competency",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="leftovers",
                        to="planning.plan",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.programme",
                        verbose_name="program yang paling sesuai",
                    ),
                ),
            ],
            options={
                "verbose_name": "kebutuhan di bawah garis",
                "verbose_name_plural": "kebutuhan di bawah garis",
                "ordering": ["plan", "-score", "pk"],
                "indexes": [models.Index(fields=["plan", "reason", "-score"], name="leftover_of_plan")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "civil_servant", "competency"), name="leftover_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AllocationLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_taken", models.BooleanField(verbose_name="diambil")),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("best", "Nilai terbesar untuk biayanya"),
                            ("floor", "Diperlukan untuk mencapai batas JP"),
                            ("free", "Tanpa biaya"),
                            ("funds", "Kalah oleh butir lain dalam pagu ini"),
                            ("ceiling", "Batas JP PPPK"),
                            ("enough", "Sudah mendapat cukup butir tahun ini"),
                            ("no_programme", "Tidak ada program yang sesuai"),
                        ],
                        max_length=15,
                        verbose_name="sebab",
                    ),
                ),
                ("score", models.DecimalField(decimal_places=2, max_digits=5, verbose_name="skor prioritas")),
                ("cost", models.DecimalField(decimal_places=0, max_digits=12, verbose_name="biaya (Rp)")),
                (
                    "value",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        help_text="Score × the share of the gap that is closed.",
                        max_digits=5,
                        verbose_name="nilai",
                    ),
                ),
                ("gap", models.PositiveSmallIntegerField(null=True, verbose_name="kesenjangan")),
                ("closed", models.PositiveSmallIntegerField(null=True, verbose_name="tingkat yang ditutup")),
                (
                    "jp",
                    models.DecimalField(
                        decimal_places=2,
                        help_text="Towards the limit that holds for the person: at least for a PNS, at most for a PPPK.",
                        max_digits=6,
                        verbose_name="JP",
                    ),
                ),
                (
                    "rank",
                    models.PositiveIntegerField(
                        help_text="1 is the best buy; among those left, 1 is the first below the line."
                    ),
                ),
                (
                    "allocation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="planning.allocation",
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
                    "opd",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="personnel.unit"
                    ),
                ),
                (
                    "competency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.competency",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "baris alokasi",
                "verbose_name_plural": "baris alokasi",
                "ordering": ["allocation", "-is_taken", "rank"],
                "indexes": [
                    models.Index(fields=["allocation", "is_taken", "rank"], name="allocation_in_order")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("allocation", "civil_servant", "competency"), name="allocation_line_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
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
                            ("training", "Pelatihan yang belum ada di katalog"),
                            ("position", "Jabatan yang ingin dituju"),
                        ],
                        max_length=10,
                        verbose_name="jenis usulan",
                    ),
                ),
                ("why", models.TextField(max_length=1000, verbose_name="alasan")),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="nama pelatihan")),
                (
                    "provider_name",
                    models.CharField(blank=True, max_length=150, verbose_name="penyelenggara yang diketahui"),
                ),
                (
                    "expected_cost",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=12,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="perkiraan biaya (Rp)",
                    ),
                ),
                ("request_key", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="waktu")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "view",
                    models.CharField(
                        blank=True,
                        choices=[("supports", "Mendukung"), ("doubts", "Tidak mendukung")],
                        max_length=10,
                        verbose_name="pandangan atasan",
                    ),
                ),
                (
                    "view_words",
                    models.CharField(blank=True, max_length=500, verbose_name="penjelasan atasan"),
                ),
                ("view_at", models.DateTimeField(blank=True, null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("accepted", "Diterima"), ("declined", "Tidak diterima")],
                        max_length=10,
                        verbose_name="keputusan",
                    ),
                ),
                ("outcome_words", models.CharField(blank=True, max_length=600, verbose_name="penjelasan")),
                ("outcome_at", models.DateTimeField(blank=True, null=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
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
                        verbose_name="kompetensi yang dituju",
                    ),
                ),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="planning.cycle",
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
                        verbose_name="bentuk",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="proposals",
                        to="planning.planitem",
                        verbose_name="butir rencana",
                    ),
                ),
                (
                    "opd",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="personnel.unit"
                    ),
                ),
                (
                    "outcome_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "position",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.position",
                        verbose_name="jabatan",
                    ),
                ),
                (
                    "view_by",
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
                "verbose_name": "usulan",
                "verbose_name_plural": "usulan",
                "ordering": ["-created_at", "-pk"],
                "indexes": [models.Index(fields=["cycle", "opd", "-created_at"], name="proposal_of_opd")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "training"),
                                models.Q(("name", ""), _negated=True),
                                ("position__isnull", True),
                            ),
                            models.Q(("kind", "position"), ("position__isnull", False)),
                            _connector="OR",
                        ),
                        name="proposal_of_its_kind",
                        violation_error_message="Isi nama pelatihan, atau pilih jabatan yang dituju.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome", ""), models.Q(("outcome_words", ""), _negated=True), _connector="OR"
                        ),
                        name="proposal_answer_has_words",
                        violation_error_message="Tulis penjelasan untuk yang mengusulkan.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("view", ""), models.Q(("view_words", ""), _negated=True), _connector="OR"
                        ),
                        name="proposal_view_has_words",
                        violation_error_message="Tulis penjelasan atas pandangan Anda.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProposalEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("training", "Pelatihan yang belum ada di katalog"),
                            ("position", "Jabatan yang ingin dituju"),
                        ],
                        max_length=10,
                        verbose_name="jenis usulan",
                    ),
                ),
                ("why", models.TextField(max_length=1000, verbose_name="alasan")),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="nama pelatihan")),
                (
                    "provider_name",
                    models.CharField(blank=True, max_length=150, verbose_name="penyelenggara yang diketahui"),
                ),
                (
                    "expected_cost",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=12,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="perkiraan biaya (Rp)",
                    ),
                ),
                ("request_key", models.UUIDField(blank=True, editable=False, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="waktu")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "view",
                    models.CharField(
                        blank=True,
                        choices=[("supports", "Mendukung"), ("doubts", "Tidak mendukung")],
                        max_length=10,
                        verbose_name="pandangan atasan",
                    ),
                ),
                (
                    "view_words",
                    models.CharField(blank=True, max_length=500, verbose_name="penjelasan atasan"),
                ),
                ("view_at", models.DateTimeField(blank=True, null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("accepted", "Diterima"), ("declined", "Tidak diterima")],
                        max_length=10,
                        verbose_name="keputusan",
                    ),
                ),
                ("outcome_words", models.CharField(blank=True, max_length=600, verbose_name="penjelasan")),
                ("outcome_at", models.DateTimeField(blank=True, null=True)),
                (
                    "author",
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
                        verbose_name="kompetensi yang dituju",
                    ),
                ),
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
                    "form",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="planning.developmentform",
                        verbose_name="bentuk",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="planning.planitem",
                        verbose_name="butir rencana",
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
                    ),
                ),
                (
                    "outcome_by",
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
                        to="planning.proposal",
                    ),
                ),
                (
                    "position",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="personnel.position",
                        verbose_name="jabatan",
                    ),
                ),
                (
                    "view_by",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlanItemEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=200, verbose_name="nama kegiatan")),
                ("is_international", models.BooleanField(default=False, verbose_name="luar negeri")),
                (
                    "quantity",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Dalam satuan bentuknya: JP, hari, kali atau semester.",
                        max_digits=6,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="banyaknya",
                    ),
                ),
                (
                    "jp_proposed",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=6, null=True, verbose_name="JP diusulkan"
                    ),
                ),
                (
                    "jp_counted",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Dihitung dengan aturan konversi yang berlaku.",
                        max_digits=6,
                        null=True,
                        verbose_name="JP diakui",
                    ),
                ),
                (
                    "quarter",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(4),
                        ],
                        verbose_name="triwulan",
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="mulai")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="selesai")),
                (
                    "curriculum",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("sesuai", "Sesuai standar kurikulum instansi pembina"),
                            ("tanpa_acuan", "Belum ada standar kurikulum"),
                            ("menyesuaikan", "Disesuaikan dengan kebutuhan daerah"),
                        ],
                        max_length=15,
                        verbose_name="kesesuaian kurikulum",
                    ),
                ),
                (
                    "curriculum_note",
                    models.CharField(blank=True, max_length=200, verbose_name="keterangan kurikulum"),
                ),
                (
                    "cost_per_person",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=12,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="biaya per orang (Rp)",
                    ),
                ),
                (
                    "funding",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("none", "Tanpa biaya"),
                            ("apbd", "APBD Kota Palu"),
                            ("apbn", "APBN"),
                            ("blud", "BLUD"),
                            ("partner", "Kerja sama/hibah"),
                        ],
                        max_length=10,
                        verbose_name="sumber dana",
                    ),
                ),
                (
                    "sub_activity_code",
                    models.CharField(blank=True, max_length=30, verbose_name="kode subkegiatan"),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("gap", "Kesenjangan kompetensi"),
                            ("performance", "Kesenjangan kinerja"),
                            ("duty", "Tugas atau kewajiban"),
                            ("proposal", "Usulan"),
                        ],
                        max_length=15,
                        verbose_name="asal",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=400, verbose_name="alasan")),
                ("number", models.PositiveIntegerField(verbose_name="nomor")),
                (
                    "key",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(),
                        default=uuid.uuid4,
                        editable=False,
                        help_text="The same in every version and revision of the plan.",
                    ),
                ),
                (
                    "is_drafted",
                    models.BooleanField(
                        default=False,
                        help_text="Made by 'Susun draf' and untouched since: a new draft replaces it.",
                    ),
                ),
                (
                    "request_key",
                    models.UUIDField(
                        blank=True,
                        editable=False,
                        help_text="Of the form that made it: sent twice, made once.",
                        null=True,
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1, help_text="Grows with every change; guards against lost edits."
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True)),
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
                        verbose_name="jenis kompetensi",
                    ),
                ),
                (
                    "form",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="planning.developmentform",
                        verbose_name="bentuk dan jalur",
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
                        to="planning.planitem",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="planning.plan",
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
                        verbose_name="program katalog",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
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
            name="ConsultationTurn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("accept", "Menerima"),
                            ("decline", "Menolak"),
                            ("counter", "Mengusulkan lain"),
                            ("alter", "Mengubah butir dan bertanya lagi"),
                            ("change", "Mengubah sesuai usul"),
                            ("keep", "Mempertahankan"),
                            ("drop", "Mengeluarkan dari rencana"),
                        ],
                        max_length=10,
                        verbose_name="giliran",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=500, verbose_name="alasan")),
                (
                    "wanted_quarter",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(4),
                        ],
                        verbose_name="triwulan lain",
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="waktu")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="turns",
                        to="planning.consultationline",
                    ),
                ),
                (
                    "wanted_form",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.developmentform",
                        verbose_name="bentuk lain",
                    ),
                ),
                (
                    "wanted_provider",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.provider",
                        verbose_name="penyelenggara lain",
                    ),
                ),
            ],
            options={
                "verbose_name": "giliran konsultasi",
                "verbose_name_plural": "giliran konsultasi",
                "ordering": ["at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("act", "accept"), models.Q(("words", ""), _negated=True), _connector="OR"
                        ),
                        name="consultation_turn_has_reason",
                        violation_error_message="Tulis alasannya.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("act", "counter"), _negated=True),
                            ("wanted_form__isnull", False),
                            ("wanted_quarter__isnull", False),
                            ("wanted_provider__isnull", False),
                            _connector="OR",
                        ),
                        name="consultation_counter_says_what",
                        violation_error_message="Pilih bentuk, waktu, atau penyelenggara yang Anda usulkan.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RaterDeputy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="mulai")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="sampai")),
                ("reason", models.CharField(max_length=300, verbose_name="alasan")),
                ("named_at", models.DateTimeField(auto_now_add=True)),
                (
                    "deputy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.civilservant",
                        verbose_name="penilai pengganti",
                    ),
                ),
                (
                    "named_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "superior",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.civilservant",
                        verbose_name="atasan yang digantikan",
                    ),
                ),
            ],
            options={
                "verbose_name": "penilai pengganti",
                "verbose_name_plural": "penilai pengganti",
                "ordering": ["-starts_on", "-pk"],
                "indexes": [models.Index(fields=["superior", "starts_on"], name="deputy_of_superior")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="deputy_dates_in_order",
                        violation_error_message="Tanggal berakhir tidak boleh mendahului tanggal mulai.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("superior", models.F("deputy")), _negated=True),
                        name="deputy_is_another",
                        violation_error_message="Penilai pengganti harus orang lain.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RaterDeputyEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("starts_on", models.DateField(verbose_name="mulai")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="sampai")),
                ("reason", models.CharField(max_length=300, verbose_name="alasan")),
                ("named_at", models.DateTimeField(auto_now_add=True)),
                (
                    "deputy",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="personnel.civilservant",
                        verbose_name="penilai pengganti",
                    ),
                ),
                (
                    "named_by",
                    models.ForeignKey(
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
                        to="planning.raterdeputy",
                    ),
                ),
                (
                    "superior",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="personnel.civilservant",
                        verbose_name="atasan yang digantikan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RatingDialogue",
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
                            ("open", "Perlu dibicarakan"),
                            ("agreed", "Disepakati"),
                            ("disagreed", "Tidak sepakat, menunggu BKPSDMD"),
                            ("decided", "Diputuskan BKPSDMD"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="keadaan",
                    ),
                ),
                ("opened_at", models.DateTimeField(auto_now_add=True)),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "civil_servant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dialogues",
                        to="personnel.civilservant",
                    ),
                ),
                (
                    "competency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.competency",
                    ),
                ),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dialogues",
                        to="planning.cycle",
                    ),
                ),
                (
                    "outcome",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.competencyrating",
                    ),
                ),
                (
                    "self_rating",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.competencyrating",
                    ),
                ),
                (
                    "superior_rating",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.competencyrating",
                    ),
                ),
            ],
            options={
                "verbose_name": "dialog penilaian",
                "verbose_name_plural": "dialog penilaian",
                "ordering": ["opened_at", "pk"],
                "indexes": [models.Index(fields=["cycle", "state"], name="dialogue_of_state")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("cycle", "civil_servant", "competency"), name="dialogue_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome__isnull", True), ("state__in", ["open", "disagreed"])),
                            models.Q(("outcome__isnull", False), ("state__in", ["agreed", "decided"])),
                            _connector="OR",
                        ),
                        name="dialogue_settled_has_outcome",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DialogueTurn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("pegawai", "Pegawai"), ("atasan", "Atasan"), ("bkpsdmd", "BKPSDMD")],
                        max_length=10,
                        verbose_name="pihak",
                    ),
                ),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("propose", "Mengusulkan tingkat"),
                            ("agree", "Menyetujui"),
                            ("disagree", "Menyatakan tidak sepakat"),
                            ("decide", "Memutuskan"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(5)],
                        verbose_name="tingkat",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=500, verbose_name="keterangan")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="waktu")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "dialogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="turns",
                        to="planning.ratingdialogue",
                    ),
                ),
            ],
            options={
                "verbose_name": "giliran dialog",
                "verbose_name_plural": "giliran dialog",
                "ordering": ["at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("level__isnull", True), ("level__range", (0, 5)), _connector="OR"
                        ),
                        name="turn_level_0_to_5",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("act", "disagree"), ("level__isnull", False), _connector="OR"),
                        name="turn_names_a_level",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RatingSheet",
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
                        choices=[("mandiri", "Penilaian mandiri"), ("atasan", "Penilaian atasan")],
                        max_length=10,
                        verbose_name="penilai",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="dikirim")),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True, help_text="When its answers became ratings that others see.", null=True
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        help_text="Of the superior's sheet: who sent it, be it a deputy; before that, who began it.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "civil_servant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rating_sheets",
                        to="personnel.civilservant",
                    ),
                ),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rating_sheets",
                        to="planning.cycle",
                    ),
                ),
            ],
            options={
                "verbose_name": "lembar penilaian",
                "verbose_name_plural": "lembar penilaian",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("sent_at__isnull", False)),
                        fields=["cycle", "hand"],
                        name="sheet_sent",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("cycle", "civil_servant", "hand"), name="sheet_once_per_hand"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_at__isnull", True), ("sent_at__isnull", False), _connector="OR"
                        ),
                        name="sheet_published_was_sent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SheetAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "chosen_level",
                    models.PositiveSmallIntegerField(
                        help_text="0: not even the first level.",
                        validators=[django.core.validators.MaxValueValidator(5)],
                        verbose_name="tingkat yang dipilih",
                    ),
                ),
                ("shows_1", models.BooleanField(blank=True, null=True, verbose_name="perilaku 1")),
                ("shows_2", models.BooleanField(blank=True, null=True, verbose_name="perilaku 2")),
                ("shows_3", models.BooleanField(blank=True, null=True, verbose_name="perilaku 3")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="contoh dari pekerjaan")),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "competency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.competency",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="planning.ratingsheet",
                    ),
                ),
            ],
            options={
                "verbose_name": "jawaban penilaian",
                "verbose_name_plural": "jawaban penilaian",
                "ordering": ["sheet", "competency__order", "competency__code"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sheet", "competency"), name="answer_once_per_competency"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("chosen_level__range", (0, 5))), name="answer_level_0_to_5"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SheetEvidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="nama berkas")),
                ("stored_as", models.CharField(help_text="Below PRIVATE_ROOT.", max_length=200, unique=True)),
                ("media_type", models.CharField(max_length=60)),
                ("size", models.PositiveIntegerField(verbose_name="ukuran")),
                ("sha256", models.CharField(max_length=64)),
                ("uploaded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="planning.sheetanswer",
                    ),
                ),
            ],
            options={
                "verbose_name": "bukti penilaian",
                "verbose_name_plural": "bukti penilaian",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="StageExtension",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ends_on", models.DateField(verbose_name="diperpanjang sampai")),
                ("reason", models.CharField(max_length=300, verbose_name="alasan")),
                ("granted_at", models.DateTimeField(auto_now_add=True)),
                (
                    "granted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="extensions",
                        to="planning.cyclestage",
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
                "verbose_name": "perpanjangan tahap",
                "verbose_name_plural": "perpanjangan tahap",
                "ordering": ["-granted_at", "-pk"],
                "indexes": [models.Index(fields=["stage", "unit", "-granted_at"], name="extension_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="extension_has_reason",
                        violation_error_message="Tulis alasan perpanjangan.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StageExtensionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("ends_on", models.DateField(verbose_name="diperpanjang sampai")),
                ("reason", models.CharField(max_length=300, verbose_name="alasan")),
                ("granted_at", models.DateTimeField(auto_now_add=True)),
                (
                    "granted_by",
                    models.ForeignKey(
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
                        to="planning.stageextension",
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="planning.cyclestage",
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
            name="StandardVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(unique=True, verbose_name="versi")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draf"),
                            ("in_force", "Berlaku"),
                            ("retired", "Tidak berlaku lagi"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="keadaan",
                    ),
                ),
                ("effective_from", models.DateField(blank=True, null=True, verbose_name="berlaku sejak")),
                ("decision", models.CharField(blank=True, max_length=120, verbose_name="nomor keputusan")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="catatan")),
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
            ],
            options={
                "verbose_name": "versi standar",
                "verbose_name_plural": "versi standar",
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "in_force")),
                        fields=("status",),
                        name="standard_one_in_force",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "draft")), fields=("status",), name="standard_one_draft"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "draft"), ("effective_from__isnull", False), _connector="OR"
                        ),
                        name="standard_in_force_has_date",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StandardRequirement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "position_level",
                    models.CharField(
                        blank=True,
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
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="tingkat",
                    ),
                ),
                (
                    "weight",
                    models.DecimalField(decimal_places=2, default=1, max_digits=5, verbose_name="bobot"),
                ),
                (
                    "competency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.competency",
                    ),
                ),
                (
                    "position",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.position",
                        verbose_name="jabatan",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="requirements",
                        to="planning.standardversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "syarat kompetensi",
                "verbose_name_plural": "syarat kompetensi",
                "ordering": ["version", "position_level", "position", "competency"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("position__isnull", True),
                                models.Q(("position_level", ""), _negated=True),
                                ("level__isnull", False),
                            ),
                            models.Q(("position__isnull", False), ("position_level", "")),
                            _connector="OR",
                        ),
                        name="requirement_for_level_or_post",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("position__isnull", True)),
                        fields=("version", "position_level", "competency"),
                        name="requirement_once_per_level",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("position__isnull", False)),
                        fields=("version", "position", "competency"),
                        name="requirement_once_per_post",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("level__isnull", True), ("level__range", (1, 5)), _connector="OR"
                        ),
                        name="requirement_level_1_to_5",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weight__gt", 0)), name="requirement_weight_positive"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draf"),
                            ("submitted", "Diajukan"),
                            ("verified", "Terverifikasi"),
                            ("agreed", "Disetujui"),
                            ("ratified", "Ditetapkan"),
                            ("discarded", "Dibatalkan"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="keadaan",
                    ),
                ),
                (
                    "budget_ceiling",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="pagu anggaran (Rp)",
                    ),
                ),
                (
                    "sub_activity_code",
                    models.CharField(
                        blank=True,
                        help_text="Diisikan pada butir APBD yang disusun sebagai draf.",
                        max_length=30,
                        verbose_name="kode subkegiatan",
                    ),
                ),
                ("needs_taken_at", models.DateTimeField(blank=True, null=True, verbose_name="kebutuhan per")),
                (
                    "decision_number",
                    models.CharField(blank=True, max_length=100, verbose_name="nomor keputusan"),
                ),
                ("decision_date", models.DateField(blank=True, null=True, verbose_name="tanggal keputusan")),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1, help_text="Grows with every change; guards against lost edits."
                    ),
                ),
                (
                    "revision",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="0 is the plan itself, 1 its first revision (perubahan).",
                        verbose_name="perubahan ke-",
                    ),
                ),
                (
                    "revision_reason",
                    models.CharField(blank=True, max_length=500, verbose_name="alasan perubahan"),
                ),
                (
                    "is_current",
                    models.BooleanField(
                        default=True,
                        help_text="Counts for its unit and year. Only planning.approval assigns it.",
                    ),
                ),
                (
                    "consultation_opened_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="konsultasi dibuka"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
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
                    "cycle",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="planning.cycle",
                        verbose_name="siklus",
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
                        to="planning.plan",
                    ),
                ),
                (
                    "revises",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="planning.plan",
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
                (
                    "standard_version",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="planning.standardversion",
                        verbose_name="versi standar",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Need",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("sekarang", "Jabatan yang diduduki"),
                            ("dituju", "Jabatan yang akan diduduki"),
                        ],
                        default="sekarang",
                        max_length=10,
                    ),
                ),
                ("required", models.PositiveSmallIntegerField(verbose_name="wajib")),
                (
                    "weight",
                    models.DecimalField(decimal_places=2, default=1, max_digits=5, verbose_name="bobot"),
                ),
                (
                    "attained",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="dimiliki"),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("mandiri", "Penilaian mandiri"),
                            ("atasan", "Penilaian atasan"),
                            ("dialog", "Disepakati dalam dialog"),
                            ("asesmen", "Pusat asesmen"),
                        ],
                        max_length=10,
                    ),
                ),
                ("rated_on", models.DateField(blank=True, null=True)),
                ("gap", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="kesenjangan")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("terpenuhi", "Terpenuhi"),
                            ("kesenjangan", "Kesenjangan"),
                            ("belum_dinilai", "Belum dinilai"),
                        ],
                        max_length=15,
                        verbose_name="keadaan",
                    ),
                ),
                (
                    "civil_servant",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="needs",
                        to="personnel.civilservant",
                    ),
                ),
                (
                    "competency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="planning.competency",
                    ),
                ),
                (
                    "opd",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="For quick sums.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="personnel.unit",
                    ),
                ),
                (
                    "rating",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="planning.competencyrating",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="personnel.unit",
                    ),
                ),
                (
                    "standard_version",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="planning.standardversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "kebutuhan",
                "verbose_name_plural": "kebutuhan",
                "indexes": [
                    models.Index(
                        fields=["basis", "opd", "competency"],
                        include=("gap", "attained", "required"),
                        name="need_heat_map",
                    ),
                    models.Index(fields=["unit", "competency"], name="need_of_unit"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("civil_servant", "competency", "basis"), name="need_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("attained__isnull", True), ("gap__isnull", True), ("status", "belum_dinilai")
                            ),
                            models.Q(
                                ("attained__isnull", False),
                                ("gap", 0),
                                ("required__lte", models.F("attained")),
                                ("status", "terpenuhi"),
                            ),
                            models.Q(
                                ("attained__isnull", False),
                                (
                                    "gap",
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("required"), "-", models.F("attained")
                                    ),
                                ),
                                ("gap__gt", 0),
                                ("status", "kesenjangan"),
                            ),
                            _connector="OR",
                        ),
                        name="need_gap_is_strict",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CycleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("year", models.PositiveSmallIntegerField(verbose_name="tahun")),
                ("is_open", models.BooleanField(default=True, verbose_name="sedang disusun")),
                (
                    "jp_floor",
                    models.PositiveSmallIntegerField(
                        default=20,
                        help_text="PP 17/2020 Ps 203(4).",
                        verbose_name="paling sedikit JP untuk PNS",
                    ),
                ),
                (
                    "jp_ceiling",
                    models.PositiveSmallIntegerField(
                        default=24,
                        help_text="PP 49/2018 Ps 39–41.",
                        verbose_name="paling banyak JP untuk PPPK",
                    ),
                ),
                (
                    "performance_target",
                    models.DecimalField(
                        decimal_places=2,
                        default=76,
                        help_text="76 = predikat Baik.",
                        max_digits=5,
                        verbose_name="target nilai kinerja",
                    ),
                ),
                (
                    "evidence_months",
                    models.PositiveSmallIntegerField(
                        default=36,
                        help_text="Penilaian yang lebih tua tetap dihitung, tetapi ditandai perlu diperbarui.",
                        verbose_name="umur penilaian (bulan)",
                    ),
                ),
                (
                    "minimum_assessed_percent",
                    models.PositiveSmallIntegerField(
                        default=50,
                        help_text="Di bawah bagian ini rata-rata suatu unit tidak ditampilkan.",
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="paling sedikit sudah dinilai (%)",
                    ),
                ),
                (
                    "weight_gap",
                    models.DecimalField(
                        decimal_places=2,
                        default=40,
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="bobot kesenjangan",
                    ),
                ),
                (
                    "weight_share",
                    models.DecimalField(
                        decimal_places=2,
                        default=15,
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="bobot bagian unit yang membutuhkan",
                    ),
                ),
                (
                    "weight_city",
                    models.DecimalField(
                        decimal_places=2,
                        default=15,
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="bobot prioritas kota (RPJMD)",
                    ),
                ),
                (
                    "weight_performance",
                    models.DecimalField(
                        decimal_places=2,
                        default=15,
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="bobot kesenjangan kinerja",
                    ),
                ),
                (
                    "weight_years",
                    models.DecimalField(
                        decimal_places=2,
                        default=10,
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="bobot lama tanpa pengembangan",
                    ),
                ),
                (
                    "weight_cost",
                    models.DecimalField(
                        decimal_places=2,
                        default=5,
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="bobot biaya",
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
                        to="planning.cycle",
                    ),
                ),
                (
                    "standard_version",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="planning.standardversion",
                        verbose_name="standar",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StandardVersionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("number", models.PositiveIntegerField(verbose_name="versi")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draf"),
                            ("in_force", "Berlaku"),
                            ("retired", "Tidak berlaku lagi"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="keadaan",
                    ),
                ),
                ("effective_from", models.DateField(blank=True, null=True, verbose_name="berlaku sejak")),
                ("decision", models.CharField(blank=True, max_length=120, verbose_name="nomor keputusan")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="catatan")),
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
                        to="planning.standardversion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Suggestion",
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
                            ("challenge", "Tantangan di lapangan"),
                            ("idea", "Gagasan untuk pelayanan"),
                            ("wish", "Keinginan belajar"),
                        ],
                        max_length=10,
                        verbose_name="jenis masukan",
                    ),
                ),
                ("text", models.TextField(max_length=1500, verbose_name="masukan Anda")),
                (
                    "is_name_hidden",
                    models.BooleanField(
                        default=False,
                        help_text="Pengelola kepegawaian unit dan BKPSDMD tetap melihat nama Anda.",
                        verbose_name="sembunyikan nama saya dari rekan kerja",
                    ),
                ),
                (
                    "request_key",
                    models.UUIDField(
                        blank=True, editable=False, help_text="Sent twice, said once.", null=True, unique=True
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="waktu")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suggestions",
                        to="personnel.civilservant",
                    ),
                ),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suggestions",
                        to="planning.cycle",
                    ),
                ),
                (
                    "opd",
                    models.ForeignKey(
                        help_text="Whose plan must answer it.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.unit",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="Where the author served then.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "masukan",
                "verbose_name_plural": "masukan",
                "ordering": ["-created_at", "-pk"],
                "indexes": [models.Index(fields=["cycle", "opd", "-created_at"], name="suggestion_of_opd")],
            },
        ),
        migrations.CreateModel(
            name="SuggestionAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("taken_up", "Diambil ke dalam rencana"),
                            ("declined", "Tidak diambil"),
                            ("passed_on", "Diteruskan"),
                        ],
                        max_length=10,
                        verbose_name="tanggapan",
                    ),
                ),
                ("reason", models.CharField(max_length=600, verbose_name="penjelasan")),
                ("passed_to", models.CharField(blank=True, max_length=150, verbose_name="diteruskan kepada")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="waktu")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "items",
                    models.ManyToManyField(
                        blank=True,
                        related_name="suggestion_answers",
                        to="planning.planitem",
                        verbose_name="butir rencana",
                    ),
                ),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="planning.suggestion",
                    ),
                ),
            ],
            options={
                "verbose_name": "tanggapan masukan",
                "verbose_name_plural": "tanggapan masukan",
                "ordering": ["at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="suggestion_answer_has_reason",
                        violation_error_message="Tulis penjelasan untuk yang memberi masukan.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "passed_on"), _negated=True),
                            models.Q(("passed_to", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="suggestion_passed_on_to_somebody",
                        violation_error_message="Tulis kepada siapa masukan diteruskan.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SuggestionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("challenge", "Tantangan di lapangan"),
                            ("idea", "Gagasan untuk pelayanan"),
                            ("wish", "Keinginan belajar"),
                        ],
                        max_length=10,
                        verbose_name="jenis masukan",
                    ),
                ),
                ("text", models.TextField(max_length=1500, verbose_name="masukan Anda")),
                (
                    "is_name_hidden",
                    models.BooleanField(
                        default=False,
                        help_text="Pengelola kepegawaian unit dan BKPSDMD tetap melihat nama Anda.",
                        verbose_name="sembunyikan nama saya dari rekan kerja",
                    ),
                ),
                (
                    "request_key",
                    models.UUIDField(
                        blank=True, editable=False, help_text="Sent twice, said once.", null=True
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="waktu")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "author",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="personnel.civilservant",
                    ),
                ),
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
                    "opd",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="Whose plan must answer it.",
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
                        to="planning.suggestion",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="Where the author served then.",
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
            name="SuggestionSupport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "civil_servant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.civilservant",
                    ),
                ),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="supports",
                        to="planning.suggestion",
                    ),
                ),
            ],
            options={
                "verbose_name": "dukungan masukan",
                "verbose_name_plural": "dukungan masukan",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("suggestion", "civil_servant"), name="support_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="TargetPosition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="alasan")),
                ("set_at", models.DateTimeField(auto_now=True)),
                (
                    "civil_servant",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="target_position",
                        to="personnel.civilservant",
                    ),
                ),
                (
                    "position",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="personnel.position"
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "jabatan yang akan diduduki",
                "verbose_name_plural": "jabatan yang akan diduduki",
            },
        ),
        migrations.CreateModel(
            name="UnitNeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    ),
                ),
                (
                    "position_level",
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
                    ),
                ),
                ("people", models.PositiveIntegerField(verbose_name="pegawai")),
                ("assessed", models.PositiveIntegerField(verbose_name="sudah dinilai")),
                ("with_gap", models.PositiveIntegerField(verbose_name="dengan kesenjangan")),
                ("gap_sum", models.PositiveIntegerField(verbose_name="jumlah kesenjangan")),
                (
                    "competency",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="planning.competency",
                    ),
                ),
                (
                    "opd",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="personnel.unit",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="personnel.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "kebutuhan unit",
                "verbose_name_plural": "kebutuhan unit",
                "indexes": [
                    models.Index(
                        fields=["opd", "competency"],
                        include=("people", "assessed", "with_gap", "gap_sum"),
                        name="unit_need_of_opd",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit", "competency", "employment", "position_level"), name="unit_need_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("assessed__lte", models.F("people")), ("with_gap__lte", models.F("assessed"))
                        ),
                        name="unit_need_adds_up",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VersionItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="nama kegiatan")),
                ("is_international", models.BooleanField(default=False, verbose_name="luar negeri")),
                (
                    "quantity",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Dalam satuan bentuknya: JP, hari, kali atau semester.",
                        max_digits=6,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="banyaknya",
                    ),
                ),
                (
                    "jp_proposed",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=6, null=True, verbose_name="JP diusulkan"
                    ),
                ),
                (
                    "jp_counted",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Dihitung dengan aturan konversi yang berlaku.",
                        max_digits=6,
                        null=True,
                        verbose_name="JP diakui",
                    ),
                ),
                (
                    "quarter",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(4),
                        ],
                        verbose_name="triwulan",
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="mulai")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="selesai")),
                (
                    "curriculum",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("sesuai", "Sesuai standar kurikulum instansi pembina"),
                            ("tanpa_acuan", "Belum ada standar kurikulum"),
                            ("menyesuaikan", "Disesuaikan dengan kebutuhan daerah"),
                        ],
                        max_length=15,
                        verbose_name="kesesuaian kurikulum",
                    ),
                ),
                (
                    "curriculum_note",
                    models.CharField(blank=True, max_length=200, verbose_name="keterangan kurikulum"),
                ),
                (
                    "cost_per_person",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=12,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="biaya per orang (Rp)",
                    ),
                ),
                (
                    "funding",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("none", "Tanpa biaya"),
                            ("apbd", "APBD Kota Palu"),
                            ("apbn", "APBN"),
                            ("blud", "BLUD"),
                            ("partner", "Kerja sama/hibah"),
                        ],
                        max_length=10,
                        verbose_name="sumber dana",
                    ),
                ),
                (
                    "sub_activity_code",
                    models.CharField(blank=True, max_length=30, verbose_name="kode subkegiatan"),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("gap", "Kesenjangan kompetensi"),
                            ("performance", "Kesenjangan kinerja"),
                            ("duty", "Tugas atau kewajiban"),
                            ("proposal", "Usulan"),
                        ],
                        max_length=15,
                        verbose_name="asal",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=400, verbose_name="alasan")),
                ("key", models.UUIDField()),
                ("number", models.PositiveIntegerField(verbose_name="nomor")),
                (
                    "competency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.competency",
                        verbose_name="jenis kompetensi",
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
                        verbose_name="bentuk dan jalur",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.programme",
                        verbose_name="program katalog",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.provider",
                        verbose_name="penyelenggara",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="planning.planversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "butir versi",
                "verbose_name_plural": "butir versi",
                "ordering": ["version", "number"],
                "constraints": [models.UniqueConstraint(fields=("version", "key"), name="version_item_once")],
            },
        ),
        migrations.CreateModel(
            name="VersionTarget",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("item_key", models.UUIDField()),
                (
                    "civil_servant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.civilservant",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="targets",
                        to="planning.planversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "sasaran versi",
                "verbose_name_plural": "sasaran versi",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "item_key", "civil_servant"), name="version_target_once"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="conversionrule",
            name="form",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rules",
                to="planning.developmentform",
            ),
        ),
        migrations.AddField(
            model_name="consultationline",
            name="target",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="consultation",
                to="planning.plantarget",
            ),
        ),
        migrations.AddField(
            model_name="planitem",
            name="programme",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="planning.programme",
                verbose_name="program katalog",
            ),
        ),
        migrations.AddField(
            model_name="planitem",
            name="provider",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="planning.provider",
                verbose_name="penyelenggara",
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="standard_version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="planning.standardversion",
                verbose_name="versi standar",
            ),
        ),
        migrations.AddField(
            model_name="cycle",
            name="standard_version",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="planning.standardversion",
                verbose_name="standar",
            ),
        ),
        migrations.AddConstraint(
            model_name="conversionrule",
            constraint=models.UniqueConstraint(
                fields=("form", "valid_from"), name="conversion_once_per_date"
            ),
        ),
        migrations.AddConstraint(
            model_name="conversionrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                ),
                name="conversion_dates_in_order",
            ),
        ),
        migrations.AddIndex(
            model_name="consultationline",
            index=models.Index(fields=["plan", "state"], name="consultation_of_plan"),
        ),
        migrations.AddIndex(
            model_name="consultationline",
            index=models.Index(fields=["civil_servant", "plan"], name="consultation_of_person"),
        ),
        migrations.AddConstraint(
            model_name="planitem",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("plan", "number"),
                name="item_number_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="planitem",
            constraint=models.UniqueConstraint(fields=("plan", "key"), name="item_key_once"),
        ),
        migrations.AddConstraint(
            model_name="planitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on__isnull", True),
                    models.Q(("ends_on__gte", models.F("starts_on")), ("starts_on__isnull", False)),
                    _connector="OR",
                ),
                name="item_dates_in_order",
                violation_error_message="Tanggal selesai memerlukan tanggal mulai yang tidak lebih lambat.",
            ),
        ),
        migrations.AddConstraint(
            model_name="planitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("quarter__isnull", True), ("quarter__range", (1, 4)), _connector="OR"),
                name="item_quarter",
            ),
        ),
        migrations.AddConstraint(
            model_name="planitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("cost_per_person__isnull", True), ("cost_per_person__gte", 0), _connector="OR"
                ),
                name="item_cost_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "discarded"), _negated=True),
                fields=("unit", "cycle", "revision"),
                name="plan_once_per_unit_and_year",
                violation_error_message="Unit ini sudah mempunyai rencana untuk tahun tersebut.",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_current", True)), fields=("unit", "cycle"), name="plan_one_current"
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ["ratified", "discarded"]), _negated=True),
                fields=("unit", "cycle"),
                name="plan_one_on_the_way",
                violation_error_message="Masih ada perubahan rencana yang belum ditetapkan.",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("revises__isnull", True), ("revision", 0)),
                    models.Q(
                        ("revises__isnull", False),
                        ("revision__gt", 0),
                        models.Q(("revision_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="plan_revision_has_reason",
                violation_error_message="Tulis alasan perubahan.",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "ratified"), _negated=True),
                    models.Q(
                        models.Q(("decision_number", ""), _negated=True), ("decision_date__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="plan_ratified_has_decision",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "discarded"), _negated=True),
                    models.Q(("is_current", False), ("revision__gt", 0)),
                    _connector="OR",
                ),
                name="plan_only_revisions_are_discarded",
            ),
        ),
        migrations.AddConstraint(
            model_name="cycle",
            constraint=models.CheckConstraint(
                condition=models.Q(("year__range", (2020, 2100))), name="cycle_year_plausible"
            ),
        ),
        migrations.AddConstraint(
            model_name="cycle",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_open", True)), fields=("is_open",), name="cycle_one_open"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="competencyrating",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "planning_competencyratingevent" ("civil_servant_id", "competency_id", "created_at", "grade", "id", "level", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rated_by_id", "rated_on", "source", "source_import_id") SELECT new_values."civil_servant_id", new_values."competency_id", new_values."created_at", new_values."grade", new_values."id", new_values."level", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."rated_by_id", new_values."rated_on", new_values."source", new_values."source_import_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="159a39b5f7af256d28325c4fc81d577877e76c11",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_27487",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="planning_competencyrating",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="competencyrating",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "planning_competencyratingevent" ("civil_servant_id", "competency_id", "created_at", "grade", "id", "level", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rated_by_id", "rated_on", "source", "source_import_id") SELECT new_values."civil_servant_id", new_values."competency_id", new_values."created_at", new_values."grade", new_values."id", new_values."level", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."rated_by_id", new_values."rated_on", new_values."source", new_values."source_import_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="099245caff07a1c676f749ab1e4e9c6f04b76202",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6bd6a",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="planning_competencyrating",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cyclestage",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "planning_cyclestageevent" ("cycle_id", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage", "starts_on") VALUES (NEW."cycle_id", NEW."ends_on", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."stage", NEW."starts_on"); RETURN NULL;',
                    hash="78782fc88ede653045219345cfc1229f6d3f4dcf",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_772e2",
                    table="planning_cyclestage",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cyclestage",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "planning_cyclestageevent" ("cycle_id", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage", "starts_on") VALUES (NEW."cycle_id", NEW."ends_on", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."stage", NEW."starts_on"); RETURN NULL;',
                    hash="374045a7dcd0592766b474323a4a868f12b63508",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6c1a1",
                    table="planning_cyclestage",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="conversionrule",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "planning_conversionruleevent" ("counted_per", "form_id", "id", "international_bonus_percent", "jp_international", "jp_national", "max_jp_per_day", "max_jp_per_day_international", "max_times_per_month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "valid_from", "valid_to") VALUES (NEW."counted_per", NEW."form_id", NEW."id", NEW."international_bonus_percent", NEW."jp_international", NEW."jp_national", NEW."max_jp_per_day", NEW."max_jp_per_day_international", NEW."max_times_per_month", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                    hash="b9def87911c70f6a61bc680a7c645e51f53231a3",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_19cd1",
                    table="planning_conversionrule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="conversionrule",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "planning_conversionruleevent" ("counted_per", "form_id", "id", "international_bonus_percent", "jp_international", "jp_national", "max_jp_per_day", "max_jp_per_day_international", "max_times_per_month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "valid_from", "valid_to") VALUES (NEW."counted_per", NEW."form_id", NEW."id", NEW."international_bonus_percent", NEW."jp_international", NEW."jp_national", NEW."max_jp_per_day", NEW."max_jp_per_day_international", NEW."max_times_per_month", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                    hash="63229225bf76f78b6c5a8bdb1adf75a31afb317f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a2802",
                    table="planning_conversionrule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="learningyear",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "planning_learningyearevent" ("civil_servant_id", "id", "jp_counted", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "year") SELECT new_values."civil_servant_id", new_values."id", new_values."jp_counted", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."source", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="69cf1e27dc8559ff1bfa83784f6ffee34a36638a",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_cfd72",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="planning_learningyear",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="learningyear",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "planning_learningyearevent" ("civil_servant_id", "id", "jp_counted", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "year") SELECT new_values."civil_servant_id", new_values."id", new_values."jp_counted", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."source", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="4f698b3babbff4d84ac1aa0504a20e99e36eb9e6",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0140a",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="planning_learningyear",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="performancerating",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "planning_performanceratingevent" ("civil_servant_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "predicate", "score", "source_import_id", "updated_at", "year") SELECT new_values."civil_servant_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."predicate", new_values."score", new_values."source_import_id", new_values."updated_at", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="f8c2f1e9a83ec5968e1070c2aa50f14b300d7758",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f1bd2",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="planning_performancerating",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="performancerating",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "planning_performanceratingevent" ("civil_servant_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "predicate", "score", "source_import_id", "updated_at", "year") SELECT new_values."civil_servant_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."predicate", new_values."score", new_values."source_import_id", new_values."updated_at", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="f72f23e02966b788eb41979555e65555b36bdb5f",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b66c1",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="planning_performancerating",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="needsnapshot",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a181b0f1b16659b5c94f3a6c896fb9a680ed3dae",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_782c0",
                    table="planning_needsnapshot",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="needsnapshot",
            trigger=pgtrigger.compiler.Trigger(
                name="closed_with_plan",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE state varchar;",
                    func="SELECT status INTO state FROM planning_plan WHERE id = COALESCE(OLD.plan_id, NEW.plan_id); IF state IN ('ratified', 'discarded') THEN RAISE EXCEPTION '% plan is frozen', state; END IF; RETURN COALESCE(NEW, OLD);",
                    hash="870253d2579c3a5784d4ad4d92d334d217ce3a84",
                    operation="INSERT",
                    pgid="pgtrigger_closed_with_plan_f3faf",
                    table="planning_needsnapshot",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planstep",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="88408638b883746409c5d599979c6581b4dff8b0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_aabf0",
                    table="planning_planstep",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plantarget",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen_with_plan",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE state varchar;",
                    func="SELECT status INTO state FROM planning_plan WHERE id = COALESCE(OLD.plan_id, NEW.plan_id); IF state IN ('ratified', 'discarded') THEN RAISE EXCEPTION '% plan is frozen', state; END IF; RETURN COALESCE(NEW, OLD);",
                    hash="d83954491d3f1cc5f34bc66ab8e97d38a5495811",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_frozen_with_plan_cbdd4",
                    table="planning_plantarget",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plantarget",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "planning_plantargetevent" ("civil_servant_id", "gap", "id", "item_id", "level_attained", "level_required", "overridden_by_id", "override_reason", "override_score", "part_city", "part_cost", "part_gap", "part_performance", "part_share", "part_years", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "score") SELECT new_values."civil_servant_id", new_values."gap", new_values."id", new_values."item_id", new_values."level_attained", new_values."level_required", new_values."overridden_by_id", new_values."override_reason", new_values."override_score", new_values."part_city", new_values."part_cost", new_values."part_gap", new_values."part_performance", new_values."part_share", new_values."part_years", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."plan_id", new_values."score" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="5ff2458fa72d95efd8484fb54fb8a8cc64d8434f",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_49f5d",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="planning_plantarget",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plantarget",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "planning_plantargetevent" ("civil_servant_id", "gap", "id", "item_id", "level_attained", "level_required", "overridden_by_id", "override_reason", "override_score", "part_city", "part_cost", "part_gap", "part_performance", "part_share", "part_years", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "score") SELECT new_values."civil_servant_id", new_values."gap", new_values."id", new_values."item_id", new_values."level_attained", new_values."level_required", new_values."overridden_by_id", new_values."override_reason", new_values."override_score", new_values."part_city", new_values."part_cost", new_values."part_gap", new_values."part_performance", new_values."part_share", new_values."part_years", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."plan_id", new_values."score" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="401afcfd4c0235747f4c6a307e93e1dc1f01ca1f",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_838f5",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="planning_plantarget",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consultationline",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "planning_consultationlineevent" ("changed_at", "civil_servant_id", "id", "item_name", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "state", "target_id") SELECT new_values."changed_at", new_values."civil_servant_id", new_values."id", new_values."item_name", new_values."opened_at", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."plan_id", new_values."state", new_values."target_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="0911afa167b66fb789fcb4ab8946c33bfbda2b84",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_cea87",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="planning_consultationline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consultationline",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "planning_consultationlineevent" ("changed_at", "civil_servant_id", "id", "item_name", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "state", "target_id") SELECT new_values."changed_at", new_values."civil_servant_id", new_values."id", new_values."item_name", new_values."opened_at", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."plan_id", new_values."state", new_values."target_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ca68a3d6329b0c96d8955596769f9f6be42dde50",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_23e9e",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="planning_consultationline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planversion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="665059cb429a9e6f731e8cb7718149e55a5638c8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_462fc",
                    table="planning_planversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="draftleftover",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen_with_plan",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE state varchar;",
                    func="SELECT status INTO state FROM planning_plan WHERE id = COALESCE(OLD.plan_id, NEW.plan_id); IF state IN ('ratified', 'discarded') THEN RAISE EXCEPTION '% plan is frozen', state; END IF; RETURN COALESCE(NEW, OLD);",
                    hash="1dfd9d53ec904ce446794f188f1cb9a665c9d960",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_frozen_with_plan_96fdc",
                    table="planning_draftleftover",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proposal",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "planning_proposalevent" ("author_id", "competency_id", "created_at", "cycle_id", "expected_cost", "form_id", "id", "item_id", "kind", "name", "opd_id", "outcome", "outcome_at", "outcome_by_id", "outcome_words", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position_id", "provider_name", "request_key", "view", "view_at", "view_by_id", "view_words", "why", "withdrawn_at") VALUES (NEW."author_id", NEW."competency_id", NEW."created_at", NEW."cycle_id", NEW."expected_cost", NEW."form_id", NEW."id", NEW."item_id", NEW."kind", NEW."name", NEW."opd_id", NEW."outcome", NEW."outcome_at", NEW."outcome_by_id", NEW."outcome_words", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position_id", NEW."provider_name", NEW."request_key", NEW."view", NEW."view_at", NEW."view_by_id", NEW."view_words", NEW."why", NEW."withdrawn_at"); RETURN NULL;',
                    hash="c2f167cf5928233ddccde3e6dfabd8542dd6c34c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_fcc70",
                    table="planning_proposal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proposal",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "planning_proposalevent" ("author_id", "competency_id", "created_at", "cycle_id", "expected_cost", "form_id", "id", "item_id", "kind", "name", "opd_id", "outcome", "outcome_at", "outcome_by_id", "outcome_words", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position_id", "provider_name", "request_key", "view", "view_at", "view_by_id", "view_words", "why", "withdrawn_at") VALUES (NEW."author_id", NEW."competency_id", NEW."created_at", NEW."cycle_id", NEW."expected_cost", NEW."form_id", NEW."id", NEW."item_id", NEW."kind", NEW."name", NEW."opd_id", NEW."outcome", NEW."outcome_at", NEW."outcome_by_id", NEW."outcome_words", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position_id", NEW."provider_name", NEW."request_key", NEW."view", NEW."view_at", NEW."view_by_id", NEW."view_words", NEW."why", NEW."withdrawn_at"); RETURN NULL;',
                    hash="b50b6bb8e66dbab552c45aae911e31635baf4b1c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ec06b",
                    table="planning_proposal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planitem",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen_with_plan",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE state varchar;",
                    func="SELECT status INTO state FROM planning_plan WHERE id = COALESCE(OLD.plan_id, NEW.plan_id); IF state IN ('ratified', 'discarded') THEN RAISE EXCEPTION '% plan is frozen', state; END IF; RETURN COALESCE(NEW, OLD);",
                    hash="267ae91f0ed09273577d314bcfa5c77f7087fdb6",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_frozen_with_plan_76e0a",
                    table="planning_planitem",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planitem",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "planning_planitemevent" ("competency_id", "cost_per_person", "curriculum", "curriculum_note", "ends_on", "form_id", "funding", "id", "is_drafted", "is_international", "jp_counted", "jp_proposed", "key", "name", "number", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "programme_id", "provider_id", "quantity", "quarter", "reason", "request_key", "starts_on", "sub_activity_code", "updated_at", "version") VALUES (NEW."competency_id", NEW."cost_per_person", NEW."curriculum", NEW."curriculum_note", NEW."ends_on", NEW."form_id", NEW."funding", NEW."id", NEW."is_drafted", NEW."is_international", NEW."jp_counted", NEW."jp_proposed", NEW."key", NEW."name", NEW."number", NEW."origin", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."programme_id", NEW."provider_id", NEW."quantity", NEW."quarter", NEW."reason", NEW."request_key", NEW."starts_on", NEW."sub_activity_code", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="3626de66cdadcff31ba4e807e490cf9bc61a2384",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_aeb43",
                    table="planning_planitem",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planitem",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "planning_planitemevent" ("competency_id", "cost_per_person", "curriculum", "curriculum_note", "ends_on", "form_id", "funding", "id", "is_drafted", "is_international", "jp_counted", "jp_proposed", "key", "name", "number", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "programme_id", "provider_id", "quantity", "quarter", "reason", "request_key", "starts_on", "sub_activity_code", "updated_at", "version") VALUES (NEW."competency_id", NEW."cost_per_person", NEW."curriculum", NEW."curriculum_note", NEW."ends_on", NEW."form_id", NEW."funding", NEW."id", NEW."is_drafted", NEW."is_international", NEW."jp_counted", NEW."jp_proposed", NEW."key", NEW."name", NEW."number", NEW."origin", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plan_id", NEW."programme_id", NEW."provider_id", NEW."quantity", NEW."quarter", NEW."reason", NEW."request_key", NEW."starts_on", NEW."sub_activity_code", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="a8f455ac990ce37b4dd7e20f684a638b28974241",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0c1e9",
                    table="planning_planitem",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consultationturn",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4cd4e100679e18b1db41161cc01e590cddc20ce6",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3244a",
                    table="planning_consultationturn",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="raterdeputy",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "planning_raterdeputyevent" ("deputy_id", "ends_on", "id", "named_at", "named_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "starts_on", "superior_id") VALUES (NEW."deputy_id", NEW."ends_on", NEW."id", NEW."named_at", NEW."named_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."starts_on", NEW."superior_id"); RETURN NULL;',
                    hash="3780d240f81d8be644c475eacb132554a1ba784d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_4dd69",
                    table="planning_raterdeputy",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="raterdeputy",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "planning_raterdeputyevent" ("deputy_id", "ends_on", "id", "named_at", "named_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "starts_on", "superior_id") VALUES (NEW."deputy_id", NEW."ends_on", NEW."id", NEW."named_at", NEW."named_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."starts_on", NEW."superior_id"); RETURN NULL;',
                    hash="d969814764dcbf1505e5d4eae86e899083f568e1",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_61bbb",
                    table="planning_raterdeputy",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dialogueturn",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="59fae6f0721bc934cf47b17caa7cc53dbde1d614",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6c7dc",
                    table="planning_dialogueturn",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stageextension",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "planning_stageextensionevent" ("ends_on", "granted_at", "granted_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "stage_id", "unit_id") VALUES (NEW."ends_on", NEW."granted_at", NEW."granted_by_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."stage_id", NEW."unit_id"); RETURN NULL;',
                    hash="238abc6997314a01262c533c61d0049ab4805b08",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_722cb",
                    table="planning_stageextension",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stageextension",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "planning_stageextensionevent" ("ends_on", "granted_at", "granted_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "stage_id", "unit_id") VALUES (NEW."ends_on", NEW."granted_at", NEW."granted_by_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."stage_id", NEW."unit_id"); RETURN NULL;',
                    hash="71ae3e719795146470fa9e5a94ba50ef7f995d9a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9769d",
                    table="planning_stageextension",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="standardversion",
            trigger=pgtrigger.compiler.Trigger(
                name="never_a_draft_again",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"status\" IN ('in_force', 'retired'))",
                    func="IF TG_OP = 'UPDATE' AND NEW.status <> 'draft' AND NOT (OLD.status = 'retired' AND NEW.status <> 'retired') AND (NEW.number, NEW.decision, NEW.effective_from) IS NOT DISTINCT FROM (OLD.number, OLD.decision, OLD.effective_from) THEN RETURN NEW; END IF; RAISE EXCEPTION 'standard version is frozen';",
                    hash="4d0ace14f7f36ceb61b98a2e26faade7ebef4f7d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_never_a_draft_again_7f367",
                    table="planning_standardversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="standardversion",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "planning_standardversionevent" ("created_at", "created_by_id", "decision", "effective_from", "id", "note", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (NEW."created_at", NEW."created_by_id", NEW."decision", NEW."effective_from", NEW."id", NEW."note", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."status"); RETURN NULL;',
                    hash="2bb0490b817c9629eaa091d47c42ff9b14002d16",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0a72a",
                    table="planning_standardversion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="standardversion",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "planning_standardversionevent" ("created_at", "created_by_id", "decision", "effective_from", "id", "note", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (NEW."created_at", NEW."created_by_id", NEW."decision", NEW."effective_from", NEW."id", NEW."note", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."status"); RETURN NULL;',
                    hash="cfb1b0eaefe235fa2e2c04ed0a6cefcddda98a50",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f6582",
                    table="planning_standardversion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="standardrequirement",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen_once_in_force",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE state varchar;",
                    func="SELECT status INTO state FROM planning_standardversion WHERE id IN (OLD.version_id, NEW.version_id) AND status <> 'draft' LIMIT 1; IF FOUND THEN RAISE EXCEPTION 'standard version is frozen'; END IF; RETURN COALESCE(NEW, OLD);",
                    hash="7400994679b2f3efedf7206db8d692df8d7dc7eb",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_frozen_once_in_force_27c33",
                    table="planning_standardrequirement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plan",
            trigger=pgtrigger.compiler.Trigger(
                name="ratified_is_frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"status\" = 'ratified' OR OLD.\"status\" = 'discarded')",
                    func="IF TG_OP = 'UPDATE' AND NOT NEW.is_current AND to_jsonb(NEW) - 'is_current' = to_jsonb(OLD) - 'is_current' THEN RETURN NEW; END IF; RAISE EXCEPTION '% plan is frozen', OLD.status;",
                    hash="b69b0f379bb50025b4e3ae1a0f1cff8f2a331679",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_ratified_is_frozen_884da",
                    table="planning_plan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plan",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "planning_planevent" ("budget_ceiling", "consultation_opened_at", "created_at", "created_by_id", "cycle_id", "decision_date", "decision_number", "id", "is_current", "needs_taken_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revises_id", "revision", "revision_reason", "standard_version_id", "status", "sub_activity_code", "unit_id", "updated_at", "version") VALUES (NEW."budget_ceiling", NEW."consultation_opened_at", NEW."created_at", NEW."created_by_id", NEW."cycle_id", NEW."decision_date", NEW."decision_number", NEW."id", NEW."is_current", NEW."needs_taken_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."revises_id", NEW."revision", NEW."revision_reason", NEW."standard_version_id", NEW."status", NEW."sub_activity_code", NEW."unit_id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="14b5e247e057a175c89b4bb1dfec7ba9bff923e0",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3798a",
                    table="planning_plan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plan",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "planning_planevent" ("budget_ceiling", "consultation_opened_at", "created_at", "created_by_id", "cycle_id", "decision_date", "decision_number", "id", "is_current", "needs_taken_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revises_id", "revision", "revision_reason", "standard_version_id", "status", "sub_activity_code", "unit_id", "updated_at", "version") VALUES (NEW."budget_ceiling", NEW."consultation_opened_at", NEW."created_at", NEW."created_by_id", NEW."cycle_id", NEW."decision_date", NEW."decision_number", NEW."id", NEW."is_current", NEW."needs_taken_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."revises_id", NEW."revision", NEW."revision_reason", NEW."standard_version_id", NEW."status", NEW."sub_activity_code", NEW."unit_id", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="dbfac1f9c3a536100fcc4bbb7ea398715538951b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3fcc4",
                    table="planning_plan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cycle",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "planning_cycleevent" ("evidence_months", "id", "is_open", "jp_ceiling", "jp_floor", "minimum_assessed_percent", "performance_target", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "standard_version_id", "weight_city", "weight_cost", "weight_gap", "weight_performance", "weight_share", "weight_years", "year") VALUES (NEW."evidence_months", NEW."id", NEW."is_open", NEW."jp_ceiling", NEW."jp_floor", NEW."minimum_assessed_percent", NEW."performance_target", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."standard_version_id", NEW."weight_city", NEW."weight_cost", NEW."weight_gap", NEW."weight_performance", NEW."weight_share", NEW."weight_years", NEW."year"); RETURN NULL;',
                    hash="f34bceee199481af56e34a9216ed0a45cdc85962",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8ef19",
                    table="planning_cycle",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cycle",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "planning_cycleevent" ("evidence_months", "id", "is_open", "jp_ceiling", "jp_floor", "minimum_assessed_percent", "performance_target", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "standard_version_id", "weight_city", "weight_cost", "weight_gap", "weight_performance", "weight_share", "weight_years", "year") VALUES (NEW."evidence_months", NEW."id", NEW."is_open", NEW."jp_ceiling", NEW."jp_floor", NEW."minimum_assessed_percent", NEW."performance_target", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."standard_version_id", NEW."weight_city", NEW."weight_cost", NEW."weight_gap", NEW."weight_performance", NEW."weight_share", NEW."weight_years", NEW."year"); RETURN NULL;',
                    hash="8464bb1533f30224d77a72ba0c38ced4fe7acb96",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b59f5",
                    table="planning_cycle",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="suggestion",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "planning_suggestionevent" ("author_id", "created_at", "cycle_id", "id", "is_name_hidden", "kind", "opd_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "request_key", "text", "unit_id", "withdrawn_at") VALUES (NEW."author_id", NEW."created_at", NEW."cycle_id", NEW."id", NEW."is_name_hidden", NEW."kind", NEW."opd_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."request_key", NEW."text", NEW."unit_id", NEW."withdrawn_at"); RETURN NULL;',
                    hash="ebe6b4ee7d1f4746fcbddb37aa628a500147dac8",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c410a",
                    table="planning_suggestion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="suggestion",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "planning_suggestionevent" ("author_id", "created_at", "cycle_id", "id", "is_name_hidden", "kind", "opd_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "request_key", "text", "unit_id", "withdrawn_at") VALUES (NEW."author_id", NEW."created_at", NEW."cycle_id", NEW."id", NEW."is_name_hidden", NEW."kind", NEW."opd_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."request_key", NEW."text", NEW."unit_id", NEW."withdrawn_at"); RETURN NULL;',
                    hash="f8ffa60605e8b56cc27359f561c7e96c66b0ce63",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c475c",
                    table="planning_suggestion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="suggestionanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a8950da5adb91f27c7c88a2474bad32ae970676a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0e090",
                    table="planning_suggestionanswer",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="versionitem",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a9f380944dd6645b35d9541d004b40813635ee57",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c024a",
                    table="planning_versionitem",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="versiontarget",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="092d66e46aeeb8c302ce7b15c06ccc5da7dc0fc1",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_111c6",
                    table="planning_versiontarget",
                    when="BEFORE",
                ),
            ),
        ),
    ]
