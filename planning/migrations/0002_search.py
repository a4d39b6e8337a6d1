from django.contrib.postgres.indexes import GinIndex
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("personnel", "0002_search"), ("planning", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="planitem",
            index=GinIndex(fields=["name"], name="item_like_name", opclasses=["gin_trgm_ops"]),
        ),
    ]
