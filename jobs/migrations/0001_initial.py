import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Job",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.SlugField(verbose_name="jenis")),
                (
                    "params",
                    models.JSONField(
                        default=dict, help_text="Ids only, never personal data.", verbose_name="parameter"
                    ),
                ),
                ("queue", models.CharField(default="default", max_length=20, verbose_name="antrean")),
                ("dedupe_key", models.CharField(blank=True, max_length=200)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("queued", "Menunggu"),
                            ("running", "Dikerjakan"),
                            ("done", "Selesai"),
                            ("failed", "Gagal"),
                        ],
                        default="queued",
                        max_length=10,
                        verbose_name="keadaan",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="percobaan")),
                ("lease", models.UUIDField(blank=True, null=True)),
                ("lease_until", models.DateTimeField(blank=True, null=True)),
                ("progress", models.PositiveIntegerField(default=0, verbose_name="kemajuan")),
                ("total", models.PositiveIntegerField(default=0, verbose_name="jumlah langkah")),
                ("stage", models.CharField(blank=True, max_length=200, verbose_name="tahap")),
                ("result_url", models.CharField(blank=True, max_length=200, verbose_name="alamat hasil")),
                (
                    "error",
                    models.TextField(
                        blank=True, help_text="In words for the person who asked.", verbose_name="sebab gagal"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="dibuat")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="diperbarui")),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                (
                    "key",
                    models.UUIDField(default=uuid.uuid4, editable=False, help_text="For URLs.", unique=True),
                ),
            ],
            options={
                "verbose_name": "pekerjaan latar",
                "verbose_name_plural": "pekerjaan latar",
                "ordering": ["-created_at", "-pk"],
            },
        ),
    ]
