"""What training gave (Kirkpatrick's levels 1 to 4), under the rules for small groups; never a claim."""

from evaluation.impact.files import FILE_COLUMNS, file_rows
from evaluation.impact.leaves import Scope
from evaluation.impact.reading import Impact, ImpactRow, Tables, batches_of, impact_of, tables_of, years
from evaluation.impact.surveys import Projects, projects_of
from evaluation.impact.taken import Taken, taken_by

__all__ = [
    "FILE_COLUMNS",
    "Impact",
    "ImpactRow",
    "Projects",
    "Scope",
    "Tables",
    "Taken",
    "batches_of",
    "file_rows",
    "impact_of",
    "projects_of",
    "tables_of",
    "taken_by",
    "years",
]
