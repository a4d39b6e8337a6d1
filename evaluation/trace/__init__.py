"""Jejak kompetensi: what became of one person's competency, from standard to the next year's line."""

from evaluation.trace.chain import Trace, Year, trace_of
from evaluation.trace.marks import Link, Mark
from evaluation.trace.overview import CompetencyRow, rows_of

__all__ = ["CompetencyRow", "Link", "Mark", "Trace", "Year", "rows_of", "trace_of"]
