"""Each unit is counted once, whatever revisions it has: by the plan that is current.

Every sum is tried three times: with the ratified plan alone, with a revision of it on the way, and with that
revision ratified.
"""

from decimal import Decimal

import pytest
from django.db import connection
from django.urls import reverse

from documents.models import Document
from palu_asn.home.city import city_figures
from palu_asn.home.plans import plans_of
from personnel.models import Unit
from planning.exports import Export
from planning.items import add_targets, edit_item
from planning.letters import person as individual
from planning.letters.paper import build_city_plan
from planning.management.commands.print_plan import Command as PrintPlan
from planning.models import NeedSummary, Plan, PlanTarget
from planning.reports.needs import planned_jp
from planning.reports.plans import (
    coverage_by_opd,
    jp_coverage,
    people_below_floor,
    plan_coverage,
    plan_figures,
    plan_lines,
)
from planning.reports.recapitulation import recapitulation
from planning.revision import start_revision
from tests.cast import sign_in as signed_in
from tests.planning.test_revision import DECISION, walk
from tests.planning.world import complete_plan

D = Decimal
STAGES = ["alone", "on_the_way", "ratified"]


class Year:
    """Dinas Sosial's plan for 2027, at one of the three stages. The revision has a second person, costs
    Rp 500 for each instead of Rp 100, and gives 30 JP instead of 20."""

    def __init__(self, cast, stage):
        self.cast = cast
        plan = complete_plan(cast)
        plan.items.update(cost_per_person=100, funding="partner")
        Plan.objects.filter(pk=plan.pk).update(status="ratified", **DECISION)
        self.original = self.counts = Plan.objects.get(pk=plan.pk)
        self.cycle, self.revision = plan.cycle, None
        if stage == "alone":
            return
        self.revision = start_revision(self.original, "Pagu bertambah", by=cast.unit_hr)
        item = self.revision.items.get()
        edit_item(item, {"cost_per_person": D(500)}, version=1, by=cast.unit_hr)
        add_targets(item, [cast.colleague.civil_servant.pk], by=cast.unit_hr)
        self.revision.items.update(jp_counted=30, jp_proposed=30)
        if stage == "ratified":
            self.revision = self.counts = walk(self.revision, cast)


@pytest.fixture(params=STAGES)
def year(cast, request):
    return Year(cast, request.param)


def by_stage(year, before, after):
    return after if year.counts == year.revision else before


def test_which_plan_counts(year):
    assert Plan.objects.current().get() == year.counts
    assert set(Plan.objects.not_superseded()) == {year.counts, year.revision or year.counts}
    assert set(PlanTarget.objects.current()) == set(year.counts.targets.all())


def test_the_list_of_the_year(year):
    lines = {line.unit.name: line for line in plan_lines(year.cycle, Unit.objects.opd())}
    line = lines["Dinas Sosial"]
    assert (line.plan, line.items, line.cost) == (year.counts, 1, by_stage(year, 100, 1000))
    assert line.coverage.pns_reached == by_stage(year, 1, 2)
    assert line.revision == (year.revision if year.counts != year.revision else None)
    assert lines["Dinas Kesehatan"].plan is None


def test_the_hours_of_the_unit_and_the_city(year):
    opd = year.original.unit
    for coverage in (
        coverage_by_opd(year.cycle)[opd.pk],
        jp_coverage([opd], year.cycle),
        jp_coverage(None, year.cycle),
    ):
        assert coverage.pns_reached == by_stage(year, 1, 2)


def test_on_its_own_page_each_plan_shows_its_own(year):
    year.original.refresh_from_db()  # as a page loads it: a later plan may count by now
    original = plan_figures(year.original)
    assert (original.cost, original.people, original.coverage.pns_reached) == (100, 1, 1)
    assert plan_coverage(year.original).pns_reached == 1
    assert people_below_floor(year.original).filter(pk=year.cast.colleague.civil_servant.pk).exists()
    if year.revision:
        own = plan_figures(year.revision)
        assert (own.cost, own.people, own.coverage.pns_reached) == (1000, 2, 2)
        assert not people_below_floor(year.revision).filter(pk=year.cast.colleague.civil_servant.pk).exists()


def test_a_line_in_the_plan_of_another_unit_still_counts_on_the_page_of_a_revision(cast):
    """Somebody who has moved keeps what the former unit planned."""
    year = Year(cast, "on_the_way")
    mover = cast.stranger.civil_servant
    other = Plan.objects.create(
        unit=cast.dinas_kesehatan, cycle=year.cycle, standard_version=year.original.standard_version
    )
    item = year.original.items.get()
    item.pk, item.plan, item.key = None, other, "0" * 32
    item.save()
    PlanTarget.objects.create(plan=other, item=item, civil_servant=mover)
    mover.unit = cast.bidang_a
    mover.save()
    assert plan_coverage(year.revision).pns_reached == 3
    assert plan_coverage(year.original).pns_reached == 2


def test_recapitulation_of_the_city(year):
    total = recapitulation(Plan.objects.current().filter(cycle=year.cycle)).total
    assert (total.items, total.people, total.cost) == (1, *by_stage(year, (1, 100), (2, 1000)))


def test_the_city_plan_holds_each_unit_once(year, monkeypatch, tmp_path):
    seen = {}
    monkeypatch.setattr(
        "planning.letters.paper.print_book",
        lambda document, out, progress, wants, book: seen.update(book.says(document)),
    )

    class Quiet:
        def stage(self, words):
            pass

    document = Document(kind="city_plan", year=2027, requested_by=year.cast.ppk)
    document.created_at = year.original.created_at
    build_city_plan(document, tmp_path / "plan.pdf", Quiet())
    assert (seen["plans"], seen["ratified_count"]) == ([year.counts], 1)
    assert seen["decision"].number == year.counts.decision_number
    assert seen["recap"].total.cost == by_stage(year, 100, 1000)


def test_the_plan_of_a_person(year):
    document = Document(kind="individual_plan", year=2027, requested_by=year.cast.owner)
    document.created_at = year.original.created_at
    document.object_id = year.cast.owner.civil_servant.pk
    shown = individual.context(document, year.cycle)
    assert (shown["plan"], len(shown["lines"])) == (year.counts, 1)
    assert (shown["jp"], shown["cost"]) == by_stage(year, (20, 100), (30, 500))


def test_hours_planned_for_a_person_on_the_profile_and_in_the_export(year, bands):
    owner, colleague = year.cast.owner.civil_servant, year.cast.colleague.civil_servant
    assert planned_jp(owner, year.cycle) == by_stage(year, 20, 30)
    assert planned_jp(colleague, year.cycle) == by_stage(year, 0, 30)
    for person in (owner, colleague):
        NeedSummary.objects.create(
            civil_servant=person, basis="sekarang", opd=person.unit.opd, unit=person.unit,
            is_target=True, competencies=0, assessed=0, with_gap=0, gap_sum=0, required_sum=0, attained_sum=0,
        )  # fmt: skip
    hours = {row[0]: row[-1] for row in Export(year.cycle).person_rows()}
    assert hours == {owner.nip: by_stage(year, 20, 30), colleague.nip: by_stage(year, 0, 30)}


def test_my_plan(year):
    for user, lines in ((year.cast.owner, (1, 1)), (year.cast.colleague, (0, 1))):
        response = signed_in(user).get(reverse("planning:my_plan"))
        assert len(response.context["lines"]) == by_stage(year, *lines)


def test_the_page_of_a_person_offers_the_print_only_when_something_counts(year):
    response = signed_in(year.cast.unit_hr).get(
        reverse("planning:need_person", args=[2027, year.cast.colleague.civil_servant.pk])
    )
    assert response.context["has_lines"] is by_stage(year, False, True)


def test_home(year):
    figures = {figure.label: figure.number for figure in city_figures(year.cast.city_hr, year.cycle)}
    assert figures["Ditetapkan"] == "1"
    assert sum(int(number) for number in figures.values()) == 1
    cards = [card.pk for card in plans_of(year.cast.unit_hr, year.cycle)]
    wanted = [year.revision, year.original] if year.revision and year.counts == year.original else None
    assert cards == [plan.pk for plan in wanted or [year.counts]]
    assert "belum dibuat" not in signed_in(year.cast.unit_hr).get(reverse("home")).content.decode()


def test_printing_from_the_command_line(year):
    assert PrintPlan()._plan("SOS", 2027) == year.counts


def test_the_list_finds_a_revision_by_its_state(cast):
    year = Year(cast, "on_the_way")
    client = signed_in(cast.city_hr)
    for status in ("draft", "ratified"):
        response = client.get(f"{reverse('planning:plan_list')}?keadaan={status}")
        assert [line.plan for line in response.context["table"].page] == [year.original]
    assert not client.get(f"{reverse('planning:plan_list')}?keadaan=agreed").context["table"].page.object_list


def test_the_database_allows_one_current_plan_and_one_on_the_way(cast):
    year = Year(cast, "on_the_way")
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname LIKE 'plan_one%%' ORDER BY 1")
        definitions = [row[0] for row in cursor.fetchall()]
    assert len(definitions) == 2
    assert all("UNIQUE" in definition for definition in definitions)
    assert year.revision.is_current is False
