"""What stands against a session at a time, in a room, with its speakers: all rules of scheduling at once.

The rules are in ``training.rules``; here they are asked of drafts, with the world read from the database.
Only those who organise see what is said here, and they see the whole city; so people are named. The database
has the last word on double booking (``training.batches``); here it is said beforehand, in words.
"""

from training.conflicts.asking import TOLD
from training.conflicts.drafts import ClashError, Conflict, Draft, stamp_of_warnings
from training.conflicts.finding import conflicts_of, conflicts_of_batch, conflicts_of_each, require_free

__all__ = [
    "TOLD",
    "ClashError",
    "Conflict",
    "Draft",
    "conflicts_of",
    "conflicts_of_batch",
    "conflicts_of_each",
    "require_free",
    "stamp_of_warnings",
]
