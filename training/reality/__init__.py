"""What became of every line of the plans: a line is one person in one item, the same over all revisions.

Its key is ``PlanItem.key`` with the person, so an enrolment that points to the item of an older revision
still carries out the line. A line has one state, the first of these that holds:

==========  ================================================================================================
counted     hours of it stand in the ledger
attended    the person was in a session at least; no hours are counted (yet: no rule, a cap, an open session)
missed      HR has said that it did not take place, and why
scheduled   the person holds a seat in a batch that is planned or announced, and attendance is still open
absent      the person held a seat, attendance of all sessions is closed, and the person was in none
planned     nothing of that yet
==========  ================================================================================================

Lines that nobody booked are carried out as well by training elsewhere that HR has verified: of the same
competency, ended in the year of the plan, each training for one line only, lines without a programme first.
Set-based: as many queries for any number of people. What became of the lines of a year is remembered until a
row changes (ADR 0036); of the lines on a page everything is read anew.
"""

from training.reality.choice import DUE, OPEN, TOOK_PLACE, Choice, State, today
from training.reality.files import FILE_COLUMNS, file_rows
from training.reality.lines import LineOutcome, Lines, line_of, outcomes, outcomes_of
from training.reality.sums import Realisation, Tally

__all__ = [
    "DUE",
    "FILE_COLUMNS",
    "OPEN",
    "TOOK_PLACE",
    "Choice",
    "LineOutcome",
    "Lines",
    "Realisation",
    "State",
    "Tally",
    "file_rows",
    "line_of",
    "outcomes",
    "outcomes_of",
    "today",
]
