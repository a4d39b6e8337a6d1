"""``import_training_histories FILE [--dry-run]``"""

from personnel.imports.commands import ImportCommand
from training.imports.histories import COLUMNS, KIND


class Command(ImportCommand):
    help = f"{KIND.title}: berkas CSV atau XLSX dengan kolom {', '.join(column.title for column in COLUMNS)}."
    kind_slug = KIND.slug
