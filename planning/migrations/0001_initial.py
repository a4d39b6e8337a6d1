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
        ("personnel", "0001_initial"),
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
                        verbose_name="pegawai",
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
                        verbose_name="yang berlaku",
                    ),
                ),
                (
                    "consultation_opened_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="konsultasi dibuka"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="dibuat")),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="dibuat oleh",
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
                        verbose_name="rencana yang diubah",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="planning.plan",
                        verbose_name="rencana",
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
                        verbose_name="pegawai",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="targets",
                        to="planning.planitem",
                        verbose_name="butir",
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
                        verbose_name="rencana",
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
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="dibuat")),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="dibuat oleh",
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
                        verbose_name="kompetensi",
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
                        verbose_name="versi",
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
        pgtrigger.migrations.AddTrigger(
            model_name="competencyrating",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2ec98bf842f210464da4be5bae4d57cc60fd241e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_301b4",
                    table="planning_competencyrating",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="performancerating",
            trigger=pgtrigger.compiler.Trigger(
                name="history_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="EXECUTE $tell$ INSERT INTO personnel_rowchange (object_type, object_id, root_id, kind, changes) SELECT 'planning.performancerating', n.id, n.civil_servant_id, 'change', told.changes FROM old_rows o JOIN new_rows n ON n.id = o.id CROSS JOIN LATERAL (SELECT jsonb_object_agg(before.key, jsonb_build_array(before.value, after.value)) AS changes FROM jsonb_each(to_jsonb(o) - '{updated_at,version,source_import_id}'::text[]) before JOIN jsonb_each(to_jsonb(n)) after ON after.key = before.key WHERE after.value <> before.value) told WHERE to_jsonb(o) - '{updated_at,version,source_import_id}'::text[] <> to_jsonb(n) - '{updated_at,version,source_import_id}'::text[] ORDER BY n.id $tell$; RETURN NULL;",
                    hash="8cbe5106d70d0642402cc46789b2237e7847a3b7",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_change_87834",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="planning_performancerating",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plan",
            trigger=pgtrigger.compiler.Trigger(
                name="history_add",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="EXECUTE $tell$ INSERT INTO personnel_rowchange (object_type, object_id, root_id, kind, changes) SELECT 'planning.plan', n.id, n.id, 'add', '{}'::jsonb FROM new_rows n ORDER BY n.id $tell$; RETURN NULL;",
                    hash="e2ff525261dbddc4ec529fcef96d62dedc946785",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_add_43d42",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="planning_plan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plan",
            trigger=pgtrigger.compiler.Trigger(
                name="history_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="EXECUTE $tell$ INSERT INTO personnel_rowchange (object_type, object_id, root_id, kind, changes) SELECT 'planning.plan', n.id, n.id, 'change', told.changes FROM old_rows o JOIN new_rows n ON n.id = o.id CROSS JOIN LATERAL (SELECT jsonb_object_agg(before.key, jsonb_build_array(before.value, after.value)) AS changes FROM jsonb_each(to_jsonb(o) - '{updated_at,version}'::text[]) before JOIN jsonb_each(to_jsonb(n)) after ON after.key = before.key WHERE after.value <> before.value) told WHERE to_jsonb(o) - '{updated_at,version}'::text[] <> to_jsonb(n) - '{updated_at,version}'::text[] ORDER BY n.id $tell$; RETURN NULL;",
                    hash="ec1bc55c5fd13508c2b43307e3e2659eb5adf451",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_change_76d0f",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="planning_plan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planitem",
            trigger=pgtrigger.compiler.Trigger(
                name="history_add",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="EXECUTE $tell$ INSERT INTO personnel_rowchange (object_type, object_id, root_id, kind, changes) SELECT 'planning.planitem', n.id, n.plan_id, 'add', '{}'::jsonb FROM new_rows n ORDER BY n.id $tell$; RETURN NULL;",
                    hash="7b2b98bafb4070d2bbac58c437523b5cd0eb10eb",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_add_e78a7",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="planning_planitem",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planitem",
            trigger=pgtrigger.compiler.Trigger(
                name="history_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="EXECUTE $tell$ INSERT INTO personnel_rowchange (object_type, object_id, root_id, kind, changes) SELECT 'planning.planitem', n.id, n.plan_id, 'change', told.changes FROM old_rows o JOIN new_rows n ON n.id = o.id CROSS JOIN LATERAL (SELECT jsonb_object_agg(before.key, jsonb_build_array(before.value, after.value)) AS changes FROM jsonb_each(to_jsonb(o) - '{updated_at,version,is_drafted,request_key}'::text[]) before JOIN jsonb_each(to_jsonb(n)) after ON after.key = before.key WHERE after.value <> before.value) told WHERE to_jsonb(o) - '{updated_at,version,is_drafted,request_key}'::text[] <> to_jsonb(n) - '{updated_at,version,is_drafted,request_key}'::text[] ORDER BY n.id $tell$; RETURN NULL;",
                    hash="052930b7d072bbfb94248299ab0e363e510d1da7",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_change_b8977",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="planning_planitem",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planitem",
            trigger=pgtrigger.compiler.Trigger(
                name="history_remove",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="EXECUTE $tell$ INSERT INTO personnel_rowchange (object_type, object_id, root_id, kind, changes) SELECT 'planning.planitem', o.id, o.plan_id, 'remove', jsonb_strip_nulls(to_jsonb(o) - '{updated_at,version,is_drafted,request_key}'::text[]) FROM old_rows o ORDER BY o.id $tell$; RETURN NULL;",
                    hash="2170bae0fff9efb34eecbe1977b5a730e2e432c0",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_remove_cf7fd",
                    referencing="REFERENCING OLD TABLE AS old_rows ",
                    table="planning_planitem",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plantarget",
            trigger=pgtrigger.compiler.Trigger(
                name="history_add",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="EXECUTE $tell$ INSERT INTO personnel_rowchange (object_type, object_id, root_id, kind, changes) SELECT 'planning.plantarget', n.id, n.plan_id, 'add', '{}'::jsonb FROM new_rows n ORDER BY n.id $tell$; RETURN NULL;",
                    hash="0e8599c5701d6e257e9f5f080c2493fd6bceabb8",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_add_2d9b8",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="planning_plantarget",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plantarget",
            trigger=pgtrigger.compiler.Trigger(
                name="history_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="EXECUTE $tell$ INSERT INTO personnel_rowchange (object_type, object_id, root_id, kind, changes) SELECT 'planning.plantarget', n.id, n.plan_id, 'change', told.changes FROM old_rows o JOIN new_rows n ON n.id = o.id CROSS JOIN LATERAL (SELECT jsonb_object_agg(before.key, jsonb_build_array(before.value, after.value)) AS changes FROM jsonb_each(to_jsonb(o) - '{updated_at,version,part_gap,part_share,part_city,part_performance,part_years,part_cost,overridden_by_id}'::text[]) before JOIN jsonb_each(to_jsonb(n)) after ON after.key = before.key WHERE after.value <> before.value) told WHERE to_jsonb(o) - '{updated_at,version,part_gap,part_share,part_city,part_performance,part_years,part_cost,overridden_by_id}'::text[] <> to_jsonb(n) - '{updated_at,version,part_gap,part_share,part_city,part_performance,part_years,part_cost,overridden_by_id}'::text[] ORDER BY n.id $tell$; RETURN NULL;",
                    hash="9cdd804d0faa745e22dea36ad5a29cde8c8a9239",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_change_e3bb9",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="planning_plantarget",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plantarget",
            trigger=pgtrigger.compiler.Trigger(
                name="history_remove",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="EXECUTE $tell$ INSERT INTO personnel_rowchange (object_type, object_id, root_id, kind, changes) SELECT 'planning.plantarget', o.id, o.plan_id, 'remove', jsonb_strip_nulls(to_jsonb(o) - '{updated_at,version,part_gap,part_share,part_city,part_performance,part_years,part_cost,overridden_by_id}'::text[]) FROM old_rows o ORDER BY o.id $tell$; RETURN NULL;",
                    hash="80f62ffb83da2983971504be252205ee5cd19958",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_remove_b92bd",
                    referencing="REFERENCING OLD TABLE AS old_rows ",
                    table="planning_plantarget",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="standardrequirement",
            trigger=pgtrigger.compiler.Trigger(
                name="history_add",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="EXECUTE $tell$ INSERT INTO personnel_rowchange (object_type, object_id, root_id, kind, changes) SELECT 'planning.standardrequirement', n.id, n.version_id, 'add', '{}'::jsonb FROM new_rows n ORDER BY n.id $tell$; RETURN NULL;",
                    hash="04053392010bb4abb514ec5d990c75af7d53d597",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_add_53a19",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="planning_standardrequirement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="standardrequirement",
            trigger=pgtrigger.compiler.Trigger(
                name="history_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="EXECUTE $tell$ INSERT INTO personnel_rowchange (object_type, object_id, root_id, kind, changes) SELECT 'planning.standardrequirement', n.id, n.version_id, 'change', told.changes FROM old_rows o JOIN new_rows n ON n.id = o.id CROSS JOIN LATERAL (SELECT jsonb_object_agg(before.key, jsonb_build_array(before.value, after.value)) AS changes FROM jsonb_each(to_jsonb(o) - '{updated_at,version}'::text[]) before JOIN jsonb_each(to_jsonb(n)) after ON after.key = before.key WHERE after.value <> before.value) told WHERE to_jsonb(o) - '{updated_at,version}'::text[] <> to_jsonb(n) - '{updated_at,version}'::text[] ORDER BY n.id $tell$; RETURN NULL;",
                    hash="b029c7b2e9962d1380a6a4bd8527f297e752f61f",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_change_31601",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="planning_standardrequirement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="standardrequirement",
            trigger=pgtrigger.compiler.Trigger(
                name="history_remove",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="EXECUTE $tell$ INSERT INTO personnel_rowchange (object_type, object_id, root_id, kind, changes) SELECT 'planning.standardrequirement', o.id, o.version_id, 'remove', jsonb_strip_nulls(to_jsonb(o) - '{updated_at,version}'::text[]) FROM old_rows o ORDER BY o.id $tell$; RETURN NULL;",
                    hash="666e4d70914de6ce7f6aee8e67b5f0db4d524e92",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_remove_e4085",
                    referencing="REFERENCING OLD TABLE AS old_rows ",
                    table="planning_standardrequirement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="standardversion",
            trigger=pgtrigger.compiler.Trigger(
                name="history_add",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="EXECUTE $tell$ INSERT INTO personnel_rowchange (object_type, object_id, root_id, kind, changes) SELECT 'planning.standardversion', n.id, n.id, 'add', '{}'::jsonb FROM new_rows n ORDER BY n.id $tell$; RETURN NULL;",
                    hash="010321df77c88cbe95f09812d7d0b37d0620ed29",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_add_7c74c",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="planning_standardversion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="standardversion",
            trigger=pgtrigger.compiler.Trigger(
                name="history_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="EXECUTE $tell$ INSERT INTO personnel_rowchange (object_type, object_id, root_id, kind, changes) SELECT 'planning.standardversion', n.id, n.id, 'change', told.changes FROM old_rows o JOIN new_rows n ON n.id = o.id CROSS JOIN LATERAL (SELECT jsonb_object_agg(before.key, jsonb_build_array(before.value, after.value)) AS changes FROM jsonb_each(to_jsonb(o) - '{updated_at,version}'::text[]) before JOIN jsonb_each(to_jsonb(n)) after ON after.key = before.key WHERE after.value <> before.value) told WHERE to_jsonb(o) - '{updated_at,version}'::text[] <> to_jsonb(n) - '{updated_at,version}'::text[] ORDER BY n.id $tell$; RETURN NULL;",
                    hash="e74ec29c0bd6c94d1348998d43e09c0ee77351a2",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_change_53c08",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="planning_standardversion",
                    when="AFTER",
                ),
            ),
        ),
    ]
