"""The blind rule: while people rate themselves and others, they are not shown what the post asks for.

One function; every page, print and file that shows somebody a required level, gap or match of their own or of
those whom they rate asks it.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone

from personnel.models import CivilServant, User
from personnel.permissions import is_owner
from planning.models import CompetencyRating, Cycle, CycleStage, RatingSheet
from planning.raters import is_rater, may_rate_somebody, people_rated_by
from planning.stages import Calendar, Window


def rating_window(
    civil_servant: CivilServant, cycle: Cycle, calendar: Calendar | None = None
) -> Window | None:
    """The days in which the person's sheets are filled; None: at any time."""
    calendar = Calendar(cycle) if calendar is None else calendar
    return calendar.window(CycleStage.Stage.RATING, civil_servant.unit.opd_id)


def hides_target(user: User, civil_servant: CivilServant, cycle: Cycle | None = None) -> bool:
    """Whether what the post requires, and what follows from it, stays hidden from ``user``.

    True for one's own record and for those whom one rates, in the open year, while the rating stage of their
    OPD runs and one's own sheet about them is not sent. False once it can be sent no more: after the stage,
    when the other sheet was published without it, and for those whom nobody is asked to rate.

    ``cycle`` is for callers who have the open one at hand. Needs are those of now whatever year a page is
    about, so a year that is closed is never asked about: the open one is.
    """
    return hides_from(hand_of(user, civil_servant), civil_servant, cycle)


def hides_from(hand: str, civil_servant: CivilServant, cycle: Cycle | None = None) -> bool:
    """The same, asked for a hand that is known already."""
    if not hand:
        return False
    if cycle is None or not cycle.is_open:
        cycle = Cycle.objects.one_open()
    if cycle is None or not _is_rated_today(civil_servant, cycle):
        return False
    return not _done(cycle, hand).filter(civil_servant=civil_servant).exists()


def hidden_team(user: User, cycle: Cycle) -> set[int]:
    """Those whom one still rates without knowing what their posts require (ids); five queries at most."""
    if user.civil_servant_id is None or not cycle.is_open or not may_rate_somebody(user.civil_servant_id):
        return set()
    calendar = Calendar(cycle)
    people = people_rated_by(user.civil_servant_id).select_related("unit")
    asked = {person.pk for person in people if _is_rated_today(person, cycle, calendar)}
    done = _done(cycle, RatingSheet.Hand.SUPERIOR).filter(civil_servant__in=asked)
    return asked - set(done.values_list("civil_servant", flat=True))


def hand_of(user: User, civil_servant: CivilServant) -> str:
    """The hand of the sheet that the account fills about the person; '' if none."""
    if civil_servant.legal_state != CivilServant.LegalState.ACTIVE:
        return ""
    if is_owner(user, civil_servant):
        return RatingSheet.Hand.SELF
    return RatingSheet.Hand.SUPERIOR if is_rater(user, civil_servant) else ""


def _is_rated_today(civil_servant: CivilServant, cycle: Cycle, calendar: Calendar | None = None) -> bool:
    window = rating_window(civil_servant, cycle, calendar)
    return window is not None and window.state(timezone.localdate()) == "open"


def _done(cycle: Cycle, hand: str) -> QuerySet[RatingSheet]:
    return RatingSheet.objects.filter(
        Q(hand=hand, sent_at__isnull=False) | Q(published_at__isnull=False), cycle=cycle
    )


def ratings_shown(user: User, civil_servant: CivilServant, cycle: Cycle) -> QuerySet[CompetencyRating]:
    """The ratings of a person that ``user`` may know: while the required level is hidden, none of what
    others have said since the rating began."""
    ratings = CompetencyRating.objects.filter(civil_servant=civil_servant)
    if not hides_target(user, civil_servant, cycle):
        return ratings
    window = rating_window(civil_servant, cycle)
    return ratings.filter(rated_on__lt=window.starts_on) if window else ratings.none()
