"""Who takes part: nominated or applied, agreed to by two, seated, waiting, offered, gone.

The only place that assigns ``Enrolment.state`` and ``seat``. Everything happens under the lock of the batch's
row, then of the people's rows in the order of their keys.
"""

from training.enrolment.answering import (
    accept_offer,
    approve,
    asked_of,
    decline,
    hand_of,
    offers_to,
    warnings_of,
    withdraw,
)
from training.enrolment.asking import (
    Nominated,
    apply,
    lines_for,
    nominate,
    targets_for,
    why_not_again,
    why_not_open,
)
from training.enrolment.quotas import add_figures, quotas_of, set_quota
from training.enrolment.seats import (
    begins_at,
    book,
    end_lines,
    end_with_batch,
    fill,
    has_begun,
    lapse_offers,
    release_seats,
    seated,
)

__all__ = [
    "Nominated",
    "accept_offer",
    "add_figures",
    "apply",
    "approve",
    "asked_of",
    "begins_at",
    "book",
    "decline",
    "end_lines",
    "end_with_batch",
    "fill",
    "hand_of",
    "has_begun",
    "lapse_offers",
    "lines_for",
    "nominate",
    "offers_to",
    "quotas_of",
    "release_seats",
    "seated",
    "set_quota",
    "targets_for",
    "warnings_of",
    "why_not_again",
    "why_not_open",
    "withdraw",
]
