"""``import_formation FILE [--dry-run]``"""

from careers.imports.formation import COLUMNS, KIND
from personnel.imports.commands import ImportCommand


class Command(ImportCommand):
    help = f"{KIND.title}: berkas CSV atau XLSX dengan kolom {', '.join(column.title for column in COLUMNS)}."
    kind_slug = KIND.slug
