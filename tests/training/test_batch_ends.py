"""What becomes of enrolments when their batch begins, is finished, or is called off."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from personnel.models import AuditEntry, Notice
from tests.cast import sign_in
from tests.planning.world import people
from tests.training.certificate_world import held, row_of
from tests.training.enrolment_world import batch_of, planned, put, time_held
from tests.training.world import SessionFactory, seat_in
from training import attendance, batches, certificates, enrolment
from training.models import Attendance, Batch, Enrolment, Session, SessionSeat
from training.tasks import lapse_offers

pytestmark = pytest.mark.django_db
State = Enrolment.State


@pytest.fixture
def batch(cast) -> Batch:
    """The owner sits, the colleague waits, the superior is still asked about."""
    batch = batch_of(capacity=1)
    put(batch, cast.owner.civil_servant, State.ENROLLED)
    put(batch, cast.colleague.civil_servant, State.WAITING)
    put(batch, cast.superior.civil_servant, State.ASKED)
    return batch


def begin(batch, *, ago=dt.timedelta(hours=1)):
    Session.objects.filter(batch=batch).update(
        starts_at=timezone.now() - ago, ends_at=timezone.now() - ago + dt.timedelta(hours=3)
    )


def of(batch, user):
    return batch.enrolments.get(civil_servant=user.civil_servant_id).state


def test_the_line_ends_when_the_batch_begins(cast, batch):
    lapse_offers()
    assert of(batch, cast.colleague) == State.WAITING
    begin(batch)
    for _time in range(2):
        lapse_offers()
    assert [of(batch, user) for user in (cast.owner, cast.colleague, cast.superior)] == [
        State.ENROLLED,
        State.MISSED,
        State.MISSED,
    ]
    told = Notice.objects.filter(subject__startswith="Anda tidak mendapat kursi")
    assert {notice.user for notice in told} == {cast.colleague, cast.superior}
    assert AuditEntry.objects.filter(action="enrolments_missed").count() == 1


def test_finishing_ends_what_the_clock_has_not(cast, batch):
    begin(batch, ago=dt.timedelta(days=1))
    batches.finish_batch(batch, by=cast.city_hr)
    assert of(batch, cast.owner) == State.ENROLLED
    assert of(batch, cast.colleague) == of(batch, cast.superior) == State.MISSED
    assert AuditEntry.objects.get(action="batch_finished").facts["missed"] == 2


def test_calling_off_ends_everybodys_part_and_tells_all_of_them_once(cast, batch):
    batches.cancel_batch(batch, "Gedung rusak", by=cast.city_hr)
    assert set(batch.enrolments.values_list("state", "seat", "reason")) == {
        (State.CANCELLED, None, "Gedung rusak")
    }
    told = Notice.objects.filter(key=f"batch:{batch.pk}:cancelled")
    assert {notice.user for notice in told} == {cast.owner, cast.colleague, cast.superior}
    assert not SessionSeat.objects.filter(is_cancelled=False).exists()


def test_the_line_of_the_plan_is_free_for_another_batch(cast):
    first = batch_of()
    line = planned(cast, first)
    row = put(first, cast.owner.civil_servant, State.ENROLLED, item=line, source="plan")
    batches.cancel_batch(first, "Hujan", by=cast.city_hr)
    assert not Enrolment.objects.filter(item=line, state__in=Enrolment.LIVE).exists()
    assert time_held(row) == 1  # kept, and cancelled with its session
    other = batch_of(programme=first.programme)
    made = enrolment.nominate(other, [cast.owner.civil_servant], by=cast.unit_hr).made
    assert [one.item for one in made] == [line]


def test_what_was_held_before_calling_off_can_still_be_put_right(cast):
    batch = batch_of(days=10)
    past = SessionFactory(batch=batch, starts_at=timezone.now() - dt.timedelta(days=1))
    seat_in(batch, cast.owner.civil_servant)
    put(batch, people(cast.bidang_a, 1)[0], State.WAITING, created_by=cast.city_hr)
    batches.cancel_batch(batch, "Hujan", by=cast.city_hr)
    row = batch.enrolments.get(civil_servant=cast.owner.civil_servant_id)
    assert list(attendance.seated(past)) == [row]
    attendance.correct(past, row, is_present=True, reason="Hadir", by=cast.city_hr)
    assert Attendance.objects.get().is_present


def test_my_page_says_what_became_of_each(cast, batch):
    page = reverse("training:my_enrolments")
    begin(batch)
    lapse_offers()
    text = sign_in(cast.colleague).get(page).content.decode()
    assert "tidak mendapat kursi. Pelatihan dimulai sebelum Anda mendapat kursi." in text
    done = held(cast.city_hr, {cast.colleague.civil_servant: 4})
    certificates.issue(done, by=cast.city_hr)
    number = row_of(done, cast.colleague.civil_servant).certificates.get().number
    text = " ".join(sign_in(cast.colleague).get(page).content.decode().split())
    assert "hadir pada 4 dari 5 sesi" in text
    assert f"sertifikat {number}" in text
    batches.cancel_batch(batch, "Hujan", by=cast.city_hr)
    assert "dibatalkan penyelenggara. Hujan" in sign_in(cast.owner).get(page).content.decode()


def test_hr_sees_that_it_is_over(cast):
    batch = held(cast.city_hr, {cast.owner.civil_servant: 5})
    text = sign_in(cast.city_hr).get(reverse("training:enrolment_list", args=[batch.pk])).content.decode()
    assert "Selesai" in text
