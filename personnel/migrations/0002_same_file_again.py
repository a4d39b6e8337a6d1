from django.db import migrations


class Migration(migrations.Migration):
    """A file that was committed may be committed again: what its rows still say decides."""

    dependencies = [("personnel", "0001_tables")]

    operations = [
        migrations.RemoveConstraint(model_name="dataimport", name="import_same_file_committed_once"),
    ]
