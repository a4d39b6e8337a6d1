"""The blind rule: while people rate themselves, they are not shown what their post asks for.

One function; every page, print and file that shows somebody their own required level, gap or match asks it.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone

from personnel.models import CivilServant, User
from personnel.permissions import is_owner
from planning.models import CompetencyRating, Cycle, CycleStage, RatingSheet
from planning.stages import Calendar, Window


def rating_window(
    civil_servant: CivilServant, cycle: Cycle, calendar: Calendar | None = None
) -> Window | None:
    """The days in which the person's sheets are filled; None: at any time."""
    calendar = Calendar(cycle) if calendar is None else calendar
    return calendar.window(CycleStage.Stage.RATING, civil_servant.unit.opd_id)


def hides_target(user: User, civil_servant: CivilServant, cycle: Cycle | None = None) -> bool:
    """Whether the required level of one's own post stays hidden from ``user``.

    True for one's own record, in the open year, while the rating stage of one's OPD runs and one's own sheet
    is not sent. False once it can be sent no more: after the stage, when the other sheet was published
    without it, and for those who are not asked to rate.

    ``cycle`` is for callers who have the open one at hand. Needs are those of now whatever year a page is
    about, so a year that is closed is never asked about: the open one is.
    """
    if not is_owner(user, civil_servant) or civil_servant.legal_state != CivilServant.LegalState.ACTIVE:
        return False
    if cycle is None or not cycle.is_open:
        cycle = Cycle.objects.open().first()
    if cycle is None:
        return False
    window = rating_window(civil_servant, cycle)
    if window is None or window.state(timezone.localdate()) != "open":
        return False
    done = Q(hand=RatingSheet.Hand.SELF, sent_at__isnull=False) | Q(published_at__isnull=False)
    return not RatingSheet.objects.filter(done, cycle=cycle, civil_servant=civil_servant).exists()


def ratings_shown(user: User, civil_servant: CivilServant, cycle: Cycle) -> QuerySet[CompetencyRating]:
    """The ratings of a person that ``user`` may know: while the required level is hidden, none of what
    others have said since the rating began."""
    ratings = CompetencyRating.objects.filter(civil_servant=civil_servant)
    if not hides_target(user, civil_servant, cycle):
        return ratings
    window = rating_window(civil_servant, cycle)
    return ratings.filter(rated_on__lt=window.starts_on) if window else ratings.none()
