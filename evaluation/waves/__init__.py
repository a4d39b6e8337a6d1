"""The life of a wave: planned after a batch, opened to those concerned, reminded, extended, cancelled.

Closing is in ``evaluation.closing``. The clock and BKPSDMD call the same rules; state is assigned in
``planning`` and ``opening`` and at closing only.
"""

from evaluation.waves.opening import PEERS, open_due, open_wave, plan_and_open, remind_due, respondents
from evaluation.waves.planning import cancel_wave, change_wave, extend_wave, plan_due, plan_wave
from evaluation.waves.reading import Rate, programmes_with_batches, rate_of
from evaluation.waves.rules import remove_rule, save_rule

__all__ = [
    "PEERS",
    "Rate",
    "cancel_wave",
    "change_wave",
    "extend_wave",
    "open_due",
    "open_wave",
    "plan_and_open",
    "plan_due",
    "plan_wave",
    "programmes_with_batches",
    "rate_of",
    "remind_due",
    "remove_rule",
    "respondents",
    "save_rule",
]
