"""The ledger of hours (JP). Nothing else writes it: attendance, verified training elsewhere, and imported
history come in here.

``post`` compares what the ledger says about some people's month with what their attendance and the
conversion rules ask for; what differs is met by a reversal and a new entry, what agrees stays. So it may be
called as often as one likes, and a correction that frees room under a cap gives it to what came after.
``post_outside`` does the same for one person's verified training elsewhere in a year, ``post_history`` adds
what a file says. Under a cap they come before attendance, so attendance is brought in step after them.
The people are locked while it runs: caps hold across sessions that are closed at the same moment.
"""

from training.hours.attendance import post
from training.hours.history import History, post_history
from training.hours.ledger import lock, taken_over_name
from training.hours.outside import Wanted, outside_wanted, post_outside
from training.hours.reading import Year, entries_of, years_of

__all__ = [
    "History",
    "Wanted",
    "Year",
    "entries_of",
    "lock",
    "outside_wanted",
    "post",
    "post_history",
    "post_outside",
    "taken_over_name",
    "years_of",
]
