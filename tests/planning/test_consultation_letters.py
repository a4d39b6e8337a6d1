"""What people said, in print: their own answer on their sheet, counts without names in the unit's plan."""

import pytest

from planning.consultation.opening import open_consultation
from planning.consultation.turns import accept, decline
from planning.models import Plan
from planning.reports.consultation import printed, standing_of
from tests.documents.conftest import make_document, text_of, worker  # noqa: F401
from tests.planning.consultation_world import line_of
from tests.planning.world import PlanFactory, TargetFactory, complete_plan
from tests.stored import stored


@pytest.fixture
def plan(cast):
    """Two people; one accepts, one declines."""
    plan = complete_plan(cast)
    TargetFactory(item=plan.items.get(), civil_servant=cast.colleague.civil_servant)
    plan = open_consultation(plan, by=cast.unit_hr)
    accept(line_of(plan, cast.owner), by=cast.owner)
    decline(line_of(plan, cast.colleague), "Alasan pribadi saya", by=cast.colleague)
    return plan


def text(document) -> str:
    return " ".join(text_of(stored(document.stored_as)).split())


def test_the_sheet_of_a_person_has_their_own_answer(cast, plan, make_document):  # noqa: F811
    document = make_document("individual_plan", cast.owner.civil_servant.pk, 2027, by=cast.owner)
    assert "Jawaban pegawai: Diterima" in text(document)


def test_the_plan_of_a_unit_has_counts_and_no_reasons(cast, plan, make_document):  # noqa: F811
    words = text(make_document("unit_plan", plan.pk, None, by=cast.unit_head))
    assert "Konsultasi dengan pegawai" in words
    assert "Diterima 1 Ditolak atau diusulkan lain, belum ditanggapi 1" in words
    assert "Alasan pribadi" not in words


def test_what_is_printed(cast, plan):
    assert printed([plan]) == [("Diterima", 1), ("Ditolak atau diusulkan lain, belum ditanggapi", 1)]
    Plan.objects.filter(pk=plan.pk).update(status="submitted")
    plan.consultation_lines.filter(state="declined").update(state="waiting")
    plan.refresh_from_db()
    assert printed([plan]) == [("Diterima", 1), ("Tidak dijawab", 1)]
    other = PlanFactory(unit=cast.dinas_kesehatan)
    assert printed([other]) == []
    assert printed([plan, other]) == printed([plan])
    assert standing_of([plan, other]).lines == 2
