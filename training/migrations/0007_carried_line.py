import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("personnel", "0008_import_absences"),
        ("planning", "0013_what_a_programme_teaches"),
        ("training", "0006_certificates"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
                    "missed",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="carried",
                        to="training.linemissed",
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
            ],
            options={
                "verbose_name": "baris rencana yang dibawa",
                "verbose_name_plural": "baris rencana yang dibawa",
                "indexes": [models.Index(fields=["item_key"], name="carried_into_item")],
            },
        )
    ]
