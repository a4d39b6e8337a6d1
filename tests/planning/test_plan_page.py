"""The words of a plan's page: each case once, without a page."""

from dataclasses import replace
from decimal import Decimal

import pytest

from planning.completeness import missing
from planning.reports import plan_page
from planning.reports.consultation import Standing
from planning.reports.plans import JpCoverage, PlanFigures
from planning.reports.voices import Voices
from planning.revision import family
from tests.planning.world import complete_plan

D = Decimal
FIGURES = PlanFigures(
    items=12,
    incomplete=0,
    people=30,
    lines=41,
    cost=D(4_000_000_000),
    coverage=JpCoverage(pns=30, pns_reached=30, pppk=4, pppk_over=0, part_time=1),
    leftovers=0,
)


@pytest.fixture
def plan(cast):
    return complete_plan(cast)


def test_a_plan_in_order_raises_no_tone(plan):
    plan.budget_ceiling = None
    items, cost, reached, over = plan_page.figures_of(plan, FIGURES)
    assert (items.note, items.tone) == ("semua lengkap", "")
    assert (cost.note, cost.tone) == ("tanpa pagu", "")
    assert (reached.number, reached.tone, reached.link) == ("30 dari 30", "done", "Lihat JP per pegawai")
    assert (over.number, over.tone, over.url) == ("0", "", "")


def test_what_is_wrong_is_marked_and_leads_to_the_names(plan):
    plan.budget_ceiling = D(3_000_000_000)
    bad = replace(FIGURES, incomplete=3, coverage=JpCoverage(pns=30, pns_reached=21, pppk=4, pppk_over=2))
    items, cost, reached, over = plan_page.figures_of(plan, bad)
    assert (items.note, items.tone) == ("3 belum lengkap", "soon")
    assert (cost.note.split(" dari")[0].replace("\N{NO-BREAK SPACE}", " "), cost.tone) == ("133,3 %", "late")
    assert (reached.note, reached.tone) == ("9 masih di bawah", "soon")
    assert reached.url.endswith("?lihat=below")
    assert (over.number, over.tone) == ("2", "late")
    assert over.url.endswith("?lihat=over")


def test_a_plan_alone_says_only_which_stage_is_shut(plan):
    assert plan_page.notices_of(plan, family(plan), []) == []
    (notice,) = plan_page.notices_of(plan, family(plan), ["Tahap penyusunan belum dibuka."])
    assert (notice.text, notice.link) == ("Tahap penyusunan belum dibuka.", "Lihat tahapan")


def test_the_first_draft_is_the_strong_act_and_goes_once_people_are_asked(plan):
    empty = replace(FIGURES, items=0)
    assert plan_page.acts_of(plan, FIGURES, may_edit=False) == []
    assert [(act.label, act.strong) for act in plan_page.acts_of(plan, empty, may_edit=True)] == [
        ("Susun draf", True),
        ("Tambah butir", False),
    ]
    assert plan_page.acts_of(plan, FIGURES, may_edit=True)[0].label == "Susun ulang draf"
    plan.consultation_opened_at = plan.created_at
    assert [act.label for act in plan_page.acts_of(plan, FIGURES, may_edit=True)] == ["Tambah butir"]


@pytest.mark.parametrize(
    ("items", "may_edit", "title", "link"),
    [
        (12, True, "Tidak ada butir yang cocok", ""),
        (0, False, "Rencana ini masih kosong", ""),
        (0, True, "Rencana ini masih kosong", "Susun draf"),
    ],
)
def test_an_empty_list_says_what_to_do(plan, items, may_edit, title, link):
    empty = plan_page.empty_of(plan, replace(FIGURES, items=items), may_edit=may_edit)
    assert (empty.title, empty.link) == (title, link)


def test_the_counts_of_a_consultation_make_one_sentence():
    standing = Standing(waiting=2, late=1, accepted=5, declined=1)
    said = plan_page.standing_sentence(standing, silent=False)
    assert said.endswith("2 belum dijawab, 1 tidak sempat ditanyakan.")
    assert "2 tidak dijawab" in plan_page.standing_sentence(standing, silent=True)


def test_what_was_heard_leads_to_its_lists(plan):
    assert plan_page.heard_of(plan, Voices()) is None
    heard = plan_page.heard_of(plan, Voices(suggestions=3, suggestions_waiting=1))
    assert heard.chip.text == "Perlu ditanggapi"
    ((label, url, waiting),) = heard.lists
    assert (label, waiting) == ("3 masukan", "1 belum ditanggapi")
    assert url.endswith(f"?opd={plan.unit_id}&tahun={plan.cycle.year}")
    assert plan_page.heard_of(plan, Voices(suggestions=3)).warning == ""


def test_a_lack_leads_to_its_field_only_for_who_may_fill_it(plan):
    plan.items.update(curriculum="")
    (seen,) = plan_page.lacks_of(missing(plan), may_edit=False)
    assert {url for _, url in seen.elements} == {""}
    (lack,) = plan_page.lacks_of(missing(plan), may_edit=True)
    assert lack.elements[0][1].endswith("#id_curriculum")
