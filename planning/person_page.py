"""What planning shows of one person: needs, and the lines of the plans."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, QuerySet, Sum

from personnel.addresses import reverse
from personnel.models import CivilServant, User
from personnel.person_page import PersonTab, add_figures, add_tab
from personnel.shown import Figure
from personnel.templatetags.palu import angka, jp
from planning.hidden_levels import hides_target
from planning.models import Cycle, NeedSummary, Plan, PlanTarget


def lines_of(user: User, person: CivilServant) -> QuerySet[PlanTarget]:
    """The person's lines in the plans that count, of every year, as far as the reader may see those plans."""
    lines = PlanTarget.objects.current().filter(civil_servant=person, plan__in=Plan.objects.visible_to(user))
    return lines.select_related(
        "plan__cycle", "plan__unit", "item__competency", "item__form", "consultation"
    ).order_by("-plan__cycle__year", "item__quarter", "item__number", "pk")


def _needs_url(user: User, person: CivilServant) -> str:
    cycle = Cycle.objects.one_open()
    return reverse("planning:need_person", args=[cycle.year, person.pk]) if cycle else ""


def _lines_url(user: User, person: CivilServant) -> str:
    return reverse("planning:person_lines", args=[person.pk]) if user.active_roles else ""


def _figures(user: User, person: CivilServant) -> Iterator[Figure]:
    cycle = Cycle.objects.one_open()
    if cycle is None or hides_target(user, person, cycle):
        return
    summary = NeedSummary.objects.filter(civil_servant=person, basis="sekarang").first()
    if summary:
        yield Figure(
            angka(summary.with_gap),
            f"dari {angka(summary.competencies)} kompetensi dengan kesenjangan",
            f"{angka(summary.competencies - summary.assessed)} belum dinilai",
            url=reverse("planning:need_person", args=[cycle.year, person.pk]),
            link="Rincian kebutuhan",
        )
    if user.active_roles:
        sums = lines_of(user, person).filter(plan__cycle=cycle)
        total = sums.aggregate(jp=Sum("item__jp_counted"), count=Count("pk"))
        yield Figure(
            f"{jp(total['jp'] or 0)} JP",
            f"direncanakan tahun {cycle.year}",
            f"{angka(total['count'])} butir rencana",
            url=_lines_url(user, person),
            link="Butir rencananya",
        )


add_tab(PersonTab("Kebutuhan", 20, _needs_url, ("planning:need_person", "planning:rating_history")))
add_tab(PersonTab("Rencana", 30, _lines_url, ("planning:person_lines",)))
add_figures(20, _figures)
