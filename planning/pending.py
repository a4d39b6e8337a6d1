"""Who has not acted yet, stage by stage. Facts from set-based queries; board and reminders ask here."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from personnel.models import CivilServant, Unit
from planning.completeness import complete_plans
from planning.models import ConsultationLine, Cycle, Need, Plan, PlanItem, Proposal, RatingSheet, Suggestion
from planning.raters import with_rater

Status = Plan.Status


def people_to_rate(cycle: Cycle) -> QuerySet[CivilServant]:
    """The active people whose posts ask for something; of a closed year, whose needs are gone, all active."""
    people = CivilServant.objects.plan_targets()
    if not cycle.is_open:
        return people
    asked = Need.objects.current().filter(civil_servant=OuterRef("pk"), competency__is_active=True)
    return people.filter(Exists(asked))


def without_sheet(cycle: Cycle, hand: str) -> QuerySet[CivilServant]:
    """The people about whom this hand has sent nothing yet."""
    sent = RatingSheet.objects.filter(cycle=cycle, hand=hand, sent_at__isnull=False)
    return people_to_rate(cycle).filter(~Exists(sent.filter(civil_servant=OuterRef("pk"))))


def may_still_be_sent(cycle: Cycle, people: QuerySet[CivilServant]) -> QuerySet[CivilServant]:
    """Those of whom no sheet has become known: after that the other hand writes nothing any more."""
    known = RatingSheet.objects.filter(cycle=cycle, published_at__isnull=False)
    return people.filter(~Exists(known.filter(civil_servant=OuterRef("pk"))))


def raters_awaited(people: QuerySet[CivilServant]) -> QuerySet[CivilServant, dict[str, int]]:
    """Whoever is to rate these people, with how many of them are left: rows of ``rater`` and ``left``."""
    rows = with_rater(people).filter(rater__isnull=False).order_by()
    return rows.values("rater").annotate(left=Count("pk")).order_by("-left", "rater")


def silent_people(cycle: Cycle) -> QuerySet[CivilServant]:
    """People who have not answered a line of their own, with ``left``: how many."""
    waiting = ConsultationLine.objects.filter(
        plan__cycle=cycle, state=ConsultationLine.State.WAITING, civil_servant=OuterRef("pk")
    )
    mine = Q(consultation_lines__plan__cycle=cycle, consultation_lines__state=ConsultationLine.State.WAITING)
    return CivilServant.objects.filter(Exists(waiting)).annotate(
        left=Count("consultation_lines", filter=mine)
    )


# ------------------------------------------------------------------------------- which OPD lacks what


def opds_without_all_sheets(cycle: Cycle, hand: str) -> set[int]:
    return _ids(without_sheet(cycle, hand).values_list("unit__opd", flat=True).distinct())


def opds_unanswered(cycle: Cycle) -> set[int]:
    """With a suggestion or a proposal that nobody has answered."""
    rows = (
        Suggestion.objects.filter(cycle=cycle).unanswered(),
        Proposal.objects.filter(cycle=cycle).unanswered(),
    )
    return set().union(*(_ids(of.order_by().values_list("opd", flat=True).distinct()) for of in rows))


def opds_undrafted(cycle: Cycle) -> set[int]:
    """With active people, and without a plan that is complete or further on."""
    drafted = plans_of(cycle).exclude(status=Status.DRAFT) | complete_plans(plans_of(cycle))
    people = CivilServant.objects.plan_targets().filter(unit__opd=OuterRef("pk"))
    opds = Unit.objects.opd().active().filter(Exists(people))
    return _ids(opds.exclude(pk__in=drafted.values("unit")).order_by().values_list("pk", flat=True))


def opds_unconsulted(cycle: Cycle) -> set[int]:
    """With a draft that has items, about which nobody has been asked."""
    drafts = plans_of(cycle).filter(status=Status.DRAFT, consultation_opened_at__isnull=True)
    return _ids(
        drafts.filter(Exists(PlanItem.objects.filter(plan=OuterRef("pk")))).values_list("unit", flat=True)
    )


def opds_unreplied(cycle: Cycle) -> set[int]:
    """Where somebody's no or other proposal waits for a word."""
    lines = ConsultationLine.objects.unreplied().filter(plan__cycle=cycle, plan__revision=0)
    return _ids(lines.order_by().values_list("plan__unit", flat=True).distinct())


def opds_silent(cycle: Cycle) -> set[int]:
    lines = ConsultationLine.objects.filter(
        plan__cycle=cycle, plan__revision=0, state=ConsultationLine.State.WAITING
    )
    return _ids(lines.order_by().values_list("plan__unit", flat=True).distinct())


def opds_ready(cycle: Cycle) -> set[int]:
    """With a complete draft that nobody has submitted."""
    return _ids(complete_plans(plans_of(cycle).filter(status=Status.DRAFT)).values_list("unit", flat=True))


def opds_at(cycle: Cycle, status: str) -> set[int]:
    return _ids(plans_of(cycle).filter(status=status).values_list("unit", flat=True))


def plans_of(cycle: Cycle) -> QuerySet[Plan]:
    """The plans themselves: a revision walks its path while the year is carried out."""
    return Plan.objects.filter(cycle=cycle, revision=0)


def _ids(values: Iterable[int | None]) -> set[int]:
    return {value for value in values if value is not None}
