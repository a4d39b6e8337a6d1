from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("personnel", "0001_initial")]

    operations = [
        TrigramExtension(),
        migrations.AddIndex(
            model_name="civilservant",
            index=GinIndex(fields=["name"], name="civil_servant_like_name", opclasses=["gin_trgm_ops"]),
        ),
    ]
