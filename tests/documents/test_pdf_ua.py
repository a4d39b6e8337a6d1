"""What is printed, looked at by somebody else: a checker of PDF/UA-1 that knows nothing of how it is made."""

from __future__ import annotations

from pdfua import Severity, validate

from planning.models import PlanItem
from tests.planning.world import ItemFactory, TargetFactory, complete_plan, people
from tests.stored import stored
from tests.training.certificate_world import held
from training import certificates

LONG = "Pelatihan yang namanya tidak habis dibaca dalam satu tarikan napas " * 3


def faults(document):
    assert document.stored_as, document.job.error
    found = validate(str(stored(document.stored_as))).findings
    return [(document.kind, one.rule_id, one.message) for one in found if one.severity is Severity.ERROR]


def test_plans_short_long_and_extreme(cast, worker, make_document):
    plan = complete_plan(cast)
    kinds = [
        ("unit_plan", plan.pk, None, cast.unit_head),
        ("individual_plan", cast.owner.civil_servant_id, 2027, cast.owner),
    ]
    found = [fault for kind, pk, year, by in kinds for fault in faults(make_document(kind, pk, year, by=by))]
    item = ItemFactory(
        plan=plan, name=LONG[:200], cost_per_person=999_999_999_999, funding=PlanItem.Funding.APBD
    )
    for person in people(cast.bidang_a, 40, name="Nama Yang Sangat Panjang Sekali " * 3):
        TargetFactory(item=item, civil_servant=person)
    kinds.append(("city_plan", None, 2027, cast.ppk))
    found += [fault for kind, pk, year, by in kinds for fault in faults(make_document(kind, pk, year, by=by))]
    assert found == []


def test_papers_of_training(cast, worker, make_document):
    batch = held(cast.city_hr, {cast.owner.civil_servant: 5, cast.colleague.civil_servant: 5})
    certificates.issue(batch, by=cast.city_hr)
    session = batch.sessions.first()
    found = faults(make_document("certificate_batch", batch.pk, None, by=cast.city_hr))
    found += faults(make_document("attendance_list", session.pk, None, by=cast.city_hr))
    assert found == []
