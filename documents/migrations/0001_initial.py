import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import documents.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("jobs", "0001_initial"),
        ("personnel", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.SlugField(verbose_name="jenis")),
                ("title", models.CharField(max_length=250, verbose_name="judul")),
                (
                    "object_id",
                    models.PositiveBigIntegerField(blank=True, null=True, verbose_name="nomor objek"),
                ),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="tahun")),
                (
                    "check_code",
                    models.CharField(
                        default=documents.models.new_check_code,
                        max_length=12,
                        unique=True,
                        verbose_name="nomor periksa",
                    ),
                ),
                (
                    "stored_as",
                    models.CharField(blank=True, help_text="Path below PRIVATE_ROOT.", max_length=200),
                ),
                (
                    "file_name",
                    models.CharField(
                        blank=True, help_text="As downloaded; never holds a NIP.", max_length=150
                    ),
                ),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("size", models.PositiveBigIntegerField(blank=True, null=True)),
                ("pages", models.PositiveIntegerField(blank=True, null=True, verbose_name="halaman")),
                (
                    "is_sensitive",
                    models.BooleanField(
                        default=False,
                        help_text="Opened once by the person who asked, then removed (activation letters).",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="diminta")),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="selesai")),
                (
                    "job",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="jobs.job",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="diminta oleh",
                    ),
                ),
            ],
            options={
                "verbose_name": "dokumen",
                "verbose_name_plural": "dokumen",
                "ordering": ["-created_at", "-pk"],
                "indexes": [
                    models.Index(fields=["kind", "object_id", "-created_at"], name="document_of_object")
                ],
            },
        ),
        migrations.CreateModel(
            name="Section",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("content_hash", models.CharField(max_length=64, unique=True)),
                ("kind", models.SlugField()),
                ("params", models.JSONField(default=dict, help_text="Ids with which it is rendered.")),
                ("stored_as", models.CharField(blank=True, max_length=200)),
                ("pages", models.PositiveIntegerField(blank=True, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "used_at",
                    models.DateTimeField(
                        auto_now_add=True, help_text="Unused sections are swept after 90 days."
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="jobs.job",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("pages__isnull", True), ("stored_as", "")),
                            models.Q(models.Q(("stored_as", ""), _negated=True), ("pages__isnull", False)),
                            _connector="OR",
                        ),
                        name="section_file_and_pages_together",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DocumentSection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="documents.document",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="documents.section",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("document", "section"), name="section_once_per_document")
                ],
            },
        ),
    ]
