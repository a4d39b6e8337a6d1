import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("jobs", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="job",
            name="requested_by",
            field=models.ForeignKey(
                blank=True,
                help_text="Null only for work of the clock.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="diminta oleh",
            ),
        ),
        migrations.AddIndex(
            model_name="job",
            index=models.Index(fields=["requested_by", "-created_at"], name="job_of_person"),
        ),
        migrations.AddIndex(
            model_name="job",
            index=models.Index(
                condition=models.Q(("status__in", ["queued", "running"])),
                fields=["updated_at"],
                name="job_unfinished",
            ),
        ),
        migrations.AddConstraint(
            model_name="job",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("status__in", ["queued", "running"]), models.Q(("dedupe_key", ""), _negated=True)
                ),
                fields=("dedupe_key",),
                name="job_one_unfinished_per_key",
            ),
        ),
        migrations.AddConstraint(
            model_name="job",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lease__isnull", False), ("lease_until__isnull", False), ("status", "running")),
                    models.Q(("status", "running"), _negated=True),
                    _connector="OR",
                ),
                name="job_running_has_lease",
            ),
        ),
        migrations.AddConstraint(
            model_name="job",
            constraint=models.CheckConstraint(
                condition=models.Q(("progress__lte", models.F("total")), ("total", 0), _connector="OR"),
                name="job_progress_within_total",
            ),
        ),
    ]
