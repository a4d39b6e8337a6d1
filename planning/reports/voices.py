"""What was heard and what became of it: counts and lists for pages, prints and the home page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Count, Q, QuerySet

from personnel.composed import Given
from personnel.models import RoleAssignment, Unit, User
from personnel.presence import Question, are_there, condition
from planning.models import Cycle, Plan, PlanItem, Proposal, Suggestion, SuggestionAnswer
from planning.proposals import views_asked_of
from planning.stages import Act, Calendar
from planning.suggestions import why_closed

State = Suggestion.State


@dataclass(frozen=True)
class Voices:
    """Suggestions and proposals of one OPD and year, and how many of them lack an answer."""

    suggestions: int = 0
    suggestions_waiting: int = 0
    proposals: int = 0
    proposals_waiting: int = 0

    @property
    def total(self) -> int:
        return self.suggestions + self.proposals

    @property
    def waiting(self) -> int:
        return self.suggestions_waiting + self.proposals_waiting

    @property
    def answered(self) -> int:
        return self.total - self.waiting


def voices_of(plan: Plan) -> Voices:
    """What the OPD of a plan was told for its year."""
    return count_voices(plan.cycle, plan.unit)


def count_voices(cycle: Cycle | None, opds: Unit | QuerySet[Unit]) -> Voices:
    """What one OPD or several were told for a year. One query, two for several."""
    opd = [unit.pk for unit in ([opds] if isinstance(opds, Unit) else opds)]
    where = [cycle.pk if cycle else None, opd]
    (_, (said, said_params)), (_, (made, made_params)) = _unanswered()
    with connection.cursor() as cursor:
        cursor.execute(COUNTS.format(said=said, made=made), [*said_params, *where, *made_params, *where])
        return Voices(*cursor.fetchone())


COUNTS = """
SELECT * FROM
(SELECT count(*), count(*) FILTER (WHERE {said}) FROM planning_suggestion
 WHERE withdrawn_at IS NULL AND cycle_id = %s AND opd_id = ANY(%s)) AS said,
(SELECT count(*), count(*) FILTER (WHERE {made}) FROM planning_proposal
 WHERE withdrawn_at IS NULL AND cycle_id = %s AND opd_id = ANY(%s)) AS made
"""


@cache
def _unanswered() -> list[tuple[str, Question]]:
    """By table under which condition a suggestion or a proposal waits, composed once: that takes Django
    longer than Postgres needs to count."""
    waiting = (Suggestion.objects.unanswered(), Proposal.objects.unanswered())
    return [(rows.model._meta.db_table, condition(rows)) for rows in waiting]


# ------------------------------------------------------------------------------------------ for the home page


@dataclass(frozen=True)
class Waiting:
    """How much awaits a person, and the last day for it if the year has stages."""

    suggestions: int = 0
    proposals: int = 0
    until: dt.date | None = None

    @property
    def total(self) -> int:
        return self.suggestions + self.proposals


def answering_opds(user: User) -> list[int] | None:
    """The OPD whose suggestions the person answers; None for all of the city."""
    if user.has_role(RoleAssignment.Role.CITY_HR):
        return None
    return planned_by(user)


def planned_by(user: User) -> list[int]:
    """The OPD whose plans the person draws up: who manages only a part of one draws up no plan of its own."""
    hr = RoleAssignment.Role.UNIT_HR
    return [role.unit.pk for role in user.active_roles if role.role == hr and role.unit and role.unit.is_opd]


def unanswered_by(
    user: User, cycle: Cycle
) -> tuple[QuerySet[Suggestion, Suggestion], QuerySet[Proposal, Proposal]]:
    """What HR still has to answer; one's own words, which somebody else answers, left out."""
    opds = answering_opds(user)
    where: dict[str, Any] = {"cycle": cycle} if opds is None else {"cycle": cycle, "opd__in": opds}
    suggestions = Suggestion.objects.filter(**where).unanswered()
    proposals = Proposal.objects.filter(**where).unanswered().exclude(view_by=user)
    if user.civil_servant_id:
        suggestions = suggestions.exclude(author=user.civil_servant_id)
        proposals = proposals.exclude(author=user.civil_servant_id)
    return suggestions, proposals


ANY_LEFT = """EXISTS(SELECT 1 FROM {table} WHERE {waiting} AND cycle_id = %s
 AND (%s::bigint[] IS NULL OR opd_id = ANY(%s::bigint[])))"""


def any_unanswered() -> list[Question]:
    """Whether there is anything of that, one's own words among it, to be asked with other questions; the
    ``cycle`` and the ``answering`` OPD (None for all of the city) are to be given."""
    places = (Given("cycle"), *[Given("answering")] * 2)
    return [
        (ANY_LEFT.format(table=table, waiting=waiting), (*params, *places))
        for table, (waiting, params) in _unanswered()
    ]


def answers_awaited(user: User, cycle: Cycle, calendar: Calendar | None = None) -> Waiting:
    """How much that is, and the last day for it."""
    opds = answering_opds(user)
    if opds == []:
        return Waiting()
    opd = opds[0] if opds and len(opds) == 1 else None
    said, made = (rows.count() for rows in unanswered_by(user, cycle))
    return Waiting(said, made, _until(cycle, Act.ANSWER, opd, calendar) if said or made else None)


def views_awaited(
    user: User, cycle: Cycle, calendar: Calendar | None = None, team: Collection[int] | None = None
) -> Waiting:
    """Proposals of the people whom the person rates and about which they have said nothing yet."""
    opd = user.civil_servant.unit.opd_id if user.civil_servant else None
    count = views_asked_of(user, cycle, team).filter(view="").count()
    return Waiting(0, count, _until(cycle, Act.ANSWER, opd, calendar) if count else None)


def may_speak_until(
    user: User, cycle: Cycle, calendar: Calendar | None = None
) -> tuple[bool, dt.date | None]:
    """Whether the person can say something now, and the last day for it."""
    person = user.civil_servant
    if person is None or person.legal_state != person.LegalState.ACTIVE:
        return False, None
    opd = person.unit.opd_id or person.unit_id
    calendar = Calendar(cycle) if calendar is None else calendar
    if why_closed(cycle, opd, Act.SUGGEST, calendar):
        return False, None
    return True, _until(cycle, Act.SUGGEST, opd, calendar)


def _until(cycle: Cycle, act: Act, opd: int | None, calendar: Calendar | None = None) -> dt.date | None:
    calendar = Calendar(cycle) if calendar is None else calendar
    window = calendar.window_of(act, opd)
    return window.ends_on if window else None


# ------------------------------------------------------------------------------------------------- for prints


@dataclass(frozen=True)
class Tally:
    """One kind, and how many of it had which outcome."""

    label: str
    total: int
    counts: tuple[int, ...]


def suggestion_tallies(cycle: Cycle, opd_id: int | None = None) -> list[Tally]:
    """By kind: all, then by ``OUTCOMES``. Every kind has a row."""
    rows = _of(Suggestion.objects.standing().with_state(), cycle, opd_id).order_by()
    counts = {
        (kind, state): n for kind, state, n in rows.values_list("kind", "state").annotate(n=Count("pk"))
    }
    return [
        _tally(str(label), [sum(counts.get((kind, state), 0) for state in states) for states in OUTCOMES])
        for kind, label in Suggestion.Kind.choices
    ]


#: Taken up, passed on, declined, not answered (yet).
OUTCOMES = ((State.TAKEN_UP,), (State.PASSED_ON,), (State.DECLINED,), (State.WAITING, State.REOPENED))


def proposal_tallies(cycle: Cycle, opd_id: int | None = None) -> list[Tally]:
    """By kind: all, then accepted, declined, not answered (yet)."""
    gone = Q(outcome="accepted", kind="training", item__isnull=True)
    rows = _of(Proposal.objects.standing(), cycle, opd_id).order_by().values("kind")
    counts = {
        row["kind"]: [row["accepted"], row["declined"], row["waiting"]]
        for row in rows.annotate(
            accepted=Count("pk", filter=Q(outcome="accepted") & ~gone),
            declined=Count("pk", filter=Q(outcome="declined")),
            waiting=Count("pk", filter=Q(outcome="") | gone),
        )
    }
    return [_tally(str(label), counts.get(kind, [0, 0, 0])) for kind, label in Proposal.Kind.choices]


def _tally(label: str, counts: list[int]) -> Tally:
    return Tally(label, sum(counts), tuple(counts))


def _of(rows: Any, cycle: Cycle, opd_id: int | None) -> Any:
    return rows.filter(cycle=cycle) if opd_id is None else rows.filter(cycle=cycle, opd=opd_id)


@dataclass(frozen=True)
class OpdVoices:
    """One OPD in the plan of the city."""

    name: str
    suggestions: int
    taken_up: int
    suggestions_waiting: int
    proposals: int
    accepted: int
    proposals_waiting: int


def voices_by_opd(cycle: Cycle) -> list[OpdVoices]:
    """Every OPD from which something was heard, by name, and their sum at the end. Two queries."""
    said = (
        Suggestion.objects.filter(cycle=cycle)
        .standing()
        .with_state()
        .order_by()
        .values_list("opd", "opd__name")
        .annotate(
            n=Count("pk"),
            up=Count("pk", filter=Q(state=State.TAKEN_UP)),
            waiting=Count("pk", filter=Q(state__in=Suggestion.UNANSWERED)),
        )
    )
    gone = Q(outcome="accepted", kind="training", item__isnull=True)
    made = (
        Proposal.objects.filter(cycle=cycle)
        .standing()
        .order_by()
        .values_list("opd", "opd__name")
        .annotate(
            n=Count("pk"),
            up=Count("pk", filter=Q(outcome="accepted") & ~gone),
            waiting=Count("pk", filter=Q(outcome="") | gone),
        )
    )
    suggestions = {(name, opd): tuple(counts) for opd, name, *counts in said}
    proposals = {(name, opd): tuple(counts) for opd, name, *counts in made}
    rows = [
        (key[0], *suggestions.get(key, (0, 0, 0)), *proposals.get(key, (0, 0, 0)))
        for key in sorted(suggestions.keys() | proposals.keys())
    ]
    sums = [sum(column) for column in list(zip(*rows, strict=True))[1:]]
    return [OpdVoices(*row) for row in [*rows, ("Jumlah", *sums)]] if rows else []


def answers_of(suggestions: Iterable[Any]) -> dict[int, SuggestionAnswer]:
    """The newest answer of each suggestion (rows of ``with_state``), with its items. Two queries."""
    newest = [row.newest_answer for row in suggestions if row.newest_answer]
    answers = SuggestionAnswer.objects.filter(pk__in=newest).prefetch_related("items")
    return {answer.suggestion_id: answer for answer in answers}


def heard_for(item: PlanItem) -> tuple[list[Suggestion], list[Proposal]]:
    """What an item answers, also one that a revision has carried over. One query for the many that answer
    nothing, three at most."""
    linked = SuggestionAnswer.objects.filter(items__key=item.key)
    proposals = Proposal.objects.standing().filter(
        cycle=item.plan.cycle_id, opd=item.plan.unit_id, outcome="accepted", item__key=item.key
    )
    is_linked, is_proposed = are_there(linked, proposals)
    said: list[Suggestion] = []
    if is_linked:
        of_plan = Suggestion.objects.filter(cycle=item.plan.cycle_id, opd=item.plan.unit_id)
        shown = of_plan.standing().with_state().with_supports()
        said = list(shown.filter(newest_answer__in=linked.values("pk")))  # type: ignore[misc]
    return said, list(proposals.select_related("author")) if is_proposed else []
