"""Follow-ups that are development become plan lines; the plan never tells the box."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from careers import reference
from careers.follow_ups import plan_follow_up
from careers.models import TalentBox
from personnel.models import AuditEntry
from planning.models import PlanItem, PlanTarget
from tests.careers.world import result
from tests.planning.city import make_cycle
from tests.planning.world import PlanFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db


def test_a_follow_up_becomes_a_line_that_tells_no_box(cast, sign_in):
    reference.load_reference()
    person = cast.owner.civil_servant
    seven = result(person, 7)
    programme = ProgrammeFactory(name="Tugas belajar magister")
    with pytest.raises(ValidationError, match="belum memulai rencana"):
        plan_follow_up(seven, "tugas belajar", programme, 2, by=cast.city_hr)
    cycle = make_cycle()
    plan = PlanFactory(unit=cast.dinas_sosial, cycle=cycle)
    for member in sorted(set(cast.members) - {"city_hr"}):
        with pytest.raises(PermissionDenied):
            plan_follow_up(seven, "tugas belajar", programme, 2, by=cast.members[member])
    with pytest.raises(ValidationError, match="kotak hasil itu"):
        plan_follow_up(seven, "rotasi", programme, 2, by=cast.city_hr)

    # Only box 7 is followed by it, so the plan does not even say that a talent result stands behind it.
    alone = plan_follow_up(seven, "tugas belajar", programme, 2, by=cast.city_hr)
    assert (alone.plan, alone.origin, alone.reason) == (plan, "proposal", "Diusulkan BKPSDMD.")

    url = f"/jalur-jabatan/talenta/hasil/{seven.pk}/butir/"
    form = {"words": "pengembangan kompetensi", "programme": programme.pk, "quarter": 3}
    client = sign_in(cast.city_hr)
    page = client.post(url, form, follow=True)
    assert page.redirect_chain, page.content.decode()
    shared = PlanItem.objects.get(origin="talent")
    assert "Tugas belajar magister" in page.content.decode()
    again = client.post(url, form)
    assert "sudah menjadi sasaran" in again.content.decode()
    other = result(cast.colleague.civil_servant, 4)
    assert plan_follow_up(other, "pengembangan kompetensi", programme, 3, by=cast.city_hr) == shared
    assert PlanTarget.objects.filter(item=shared).count() == 2
    for item in (alone, shared):
        text = sign_in(cast.superior).get(f"/rencana/butir/{item.pk}/").content.decode()
        for box in TalentBox.objects.all():
            assert str(box) not in text
        assert "tugas belajar" not in item.reason
    assert AuditEntry.objects.filter(action="talent_follow_up", subject=person).count() == 2


def test_results_are_listed_for_whoever_compares_and_each_look_is_recorded(cast, sign_in):
    reference.load_reference()
    old = result(cast.owner.civil_servant, 5, period="2025", decision="1", decided_on="2025-06-02")
    new = result(cast.owner.civil_servant, 8)
    result(cast.colleague.civil_servant, 5)
    client = sign_in(cast.ppk)
    page = client.get("/jalur-jabatan/talenta/hasil/?kotak=" + str(new.box_id))
    assert [row.pk for row in page.context["page_obj"]] == [new.pk]
    looks = AuditEntry.objects.filter(action="view_talent", actor=cast.ppk, subject=cast.owner.civil_servant)
    assert looks.count() == 1
    text = client.get(f"/jalur-jabatan/talenta/hasil/{new.pk}/").content.decode()
    assert str(new.box) in text
    assert "Periode 2025" in text
    assert str(old.box) in text
    assert "Jadikan tindak lanjut" not in text
    assert looks.count() == 2
