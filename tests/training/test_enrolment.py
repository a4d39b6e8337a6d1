"""Coming into a batch and out of it: who, when, in which order."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from personnel.models import AuditEntry, CivilServant, Notice
from planning.models import RaterDeputy
from tests.factories import RoleAssignmentFactory, UserFactory
from tests.planning.world import ProgrammeFactory, need, people
from tests.training.enrolment_world import (
    WHY,
    batch_of,
    certificate_of,
    planned,
    put,
    seats_of,
    soon,
    time_held,
)
from tests.training.world import SessionFactory
from training import enrolment as rules
from training.models import Batch, Certificate, Enrolment, SessionSeat

pytestmark = pytest.mark.django_db
State = Enrolment.State

OWNER, SUPERIOR, HR, CITY = "owner", "superior", "unit_hr", "city_hr"
NOBODY_ELSE = ["colleague", "unit_head", "pyb", "ppk", "official", "administrator", "stranger"]
#: state × act × who → what becomes of it. Whoever is not named is refused as a person (PermissionDenied);
#: "no" is refused with words; the same state is a second click that changes nothing.
TABLE = {
    "approve": {
        State.ASKED: {SUPERIOR: State.ASKED, HR: State.ASKED, CITY: State.ASKED},
        State.WAITING: {SUPERIOR: "no", HR: "no", CITY: "no"},
        State.OFFERED: {SUPERIOR: "no", HR: "no", CITY: "no"},
        State.ENROLLED: {SUPERIOR: "no", HR: "no", CITY: "no"},
        State.DECLINED: {SUPERIOR: "no", HR: "no", CITY: "no"},
        State.WITHDRAWN: {SUPERIOR: "no", HR: "no", CITY: "no"},
        State.LAPSED: {SUPERIOR: "no", HR: "no", CITY: "no"},
        State.MISSED: {SUPERIOR: "no", HR: "no", CITY: "no"},
        State.CANCELLED: {SUPERIOR: "no", HR: "no", CITY: "no"},
    },
    "decline": {
        State.ASKED: {SUPERIOR: State.DECLINED, HR: State.DECLINED, CITY: State.DECLINED},
        State.WAITING: {SUPERIOR: "no", HR: "no", CITY: "no"},
        State.OFFERED: {SUPERIOR: "no", HR: "no", CITY: "no"},
        State.ENROLLED: {SUPERIOR: "no", HR: "no", CITY: "no"},
        State.DECLINED: {SUPERIOR: State.DECLINED, HR: State.DECLINED, CITY: State.DECLINED},
        State.WITHDRAWN: {SUPERIOR: "no", HR: "no", CITY: "no"},
        State.LAPSED: {SUPERIOR: "no", HR: "no", CITY: "no"},
        State.MISSED: {SUPERIOR: "no", HR: "no", CITY: "no"},
        State.CANCELLED: {SUPERIOR: "no", HR: "no", CITY: "no"},
    },
    "withdraw": {
        State.ASKED: {OWNER: State.WITHDRAWN, HR: State.WITHDRAWN, CITY: State.WITHDRAWN},
        State.WAITING: {OWNER: State.WITHDRAWN, HR: State.WITHDRAWN, CITY: State.WITHDRAWN},
        State.OFFERED: {OWNER: State.WITHDRAWN, HR: State.WITHDRAWN, CITY: State.WITHDRAWN},
        State.ENROLLED: {OWNER: State.WITHDRAWN, HR: State.WITHDRAWN, CITY: State.WITHDRAWN},
        State.DECLINED: {OWNER: "no", HR: "no", CITY: "no"},
        State.WITHDRAWN: {OWNER: State.WITHDRAWN, HR: State.WITHDRAWN, CITY: State.WITHDRAWN},
        State.LAPSED: {OWNER: "no", HR: "no", CITY: "no"},
        State.MISSED: {OWNER: "no", HR: "no", CITY: "no"},
        State.CANCELLED: {OWNER: "no", HR: "no", CITY: "no"},
    },
    "accept_offer": {
        State.ASKED: {OWNER: "no"},
        State.WAITING: {OWNER: "no"},
        State.OFFERED: {OWNER: State.ENROLLED},
        State.ENROLLED: {OWNER: State.ENROLLED},
        State.DECLINED: {OWNER: "no"},
        State.WITHDRAWN: {OWNER: "no"},
        State.LAPSED: {OWNER: "no"},
        State.MISSED: {OWNER: "no"},
        State.CANCELLED: {OWNER: "no"},
    },
}


def act_on(enrolment, act, by):
    words = [WHY] if act in ("decline", "withdraw") else []
    return getattr(rules, act)(enrolment, *words, by=by)


@pytest.mark.parametrize("act", TABLE)
@pytest.mark.parametrize("state", State)
def test_every_act_in_every_state_by_everybody(cast, act, state):
    batch = batch_of()
    allowed = TABLE[act][state]
    for member in [OWNER, SUPERIOR, HR, CITY, *NOBODY_ELSE]:
        Enrolment.objects.all().delete()
        enrolment = put(batch, cast.owner.civil_servant, state)
        by, wanted = getattr(cast, member), allowed.get(member)
        if wanted is None:
            with pytest.raises(PermissionDenied):
                act_on(enrolment, act, by)
        elif wanted == "no":
            with pytest.raises(ValidationError):
                act_on(enrolment, act, by)
        else:
            act_on(enrolment, act, by)
        enrolment.refresh_from_db()
        assert enrolment.state == (wanted if wanted not in (None, "no") else state), member


# ------------------------------------------------------------------------------------------- two agreements


@pytest.mark.parametrize("order", [(SUPERIOR, HR), (HR, SUPERIOR)])
def test_two_agree_in_any_order_and_there_is_a_seat(cast, order):
    batch = batch_of()
    enrolment = rules.apply(batch, by=cast.owner)
    told = {notice.user for notice in Notice.objects.all()}
    assert told == {cast.superior, cast.unit_hr}
    rules.approve(enrolment, by=getattr(cast, order[0]))
    enrolment = rules.approve(enrolment, by=getattr(cast, order[1]))
    assert (enrolment.state, enrolment.seat, time_held(enrolment)) == (State.ENROLLED, 1, 1)
    assert Notice.objects.get(user=cast.owner).subject.startswith("Anda terdaftar")
    acts = list(AuditEntry.objects.filter(action__startswith="enrolment_").order_by("pk"))
    assert [entry.action for entry in acts] == ["enrolment_apply", "enrolment_approve", "enrolment_approve"]
    assert acts[2].facts["state"] == "enrolled"


def test_nobody_gives_both_and_a_second_click_is_one(cast):
    RoleAssignmentFactory(user=cast.superior, role="unit_hr", unit=cast.bidang_a)
    enrolment = rules.apply(batch_of(), by=cast.owner)
    for _click in range(2):
        enrolment = rules.approve(enrolment, by=cast.superior)
    assert (enrolment.state, enrolment.superior_ok_by, enrolment.hr_ok_by) == (
        State.ASKED,
        cast.superior,
        None,
    )
    assert AuditEntry.objects.filter(action="enrolment_approve").count() == 1
    assert rules.approve(enrolment, by=cast.unit_hr).state == State.ENROLLED


def test_the_second_hr_is_told_that_the_first_has_agreed(cast):
    enrolment = rules.apply(batch_of(), by=cast.owner)
    rules.approve(enrolment, by=cast.unit_hr)
    with pytest.raises(ValidationError, match="Orang lain sudah"):
        rules.approve(enrolment, by=cast.city_hr)


def test_a_deputy_agrees_in_the_place_of_the_superior(cast):
    RaterDeputy.objects.create(
        superior=cast.superior.civil_servant,
        deputy=cast.colleague.civil_servant,
        starts_on=timezone.localdate(),
        reason="Cuti",
        named_by=cast.unit_hr,
    )
    enrolment = rules.apply(batch_of(), by=cast.owner)
    with pytest.raises(PermissionDenied):
        rules.approve(enrolment, by=cast.superior)
    assert rules.approve(enrolment, by=cast.colleague).superior_ok_by == cast.colleague


def test_where_nobody_rates_somebody_bkpsdmd_agrees_as_superior(cast):
    batch = batch_of()
    enrolment = rules.apply(batch, by=cast.unit_head)
    assert list(rules.asked_of(cast.city_hr)) == [enrolment]
    rules.approve(enrolment, by=cast.unit_hr)
    enrolment = rules.approve(enrolment, by=cast.city_hr)
    assert (enrolment.superior_ok_by, enrolment.state) == (cast.city_hr, State.ENROLLED)


def test_hr_does_not_agree_to_their_own(cast):
    enrolment = rules.apply(batch_of(), by=cast.unit_hr)
    with pytest.raises(PermissionDenied):
        rules.approve(enrolment, by=cast.unit_hr)
    assert enrolment not in rules.asked_of(cast.unit_hr)


def test_what_waits_for_whom(cast):
    enrolment = rules.apply(batch_of(), by=cast.owner)
    for member in cast.members:
        expected = [enrolment] if member in (SUPERIOR, HR, CITY) else []
        assert list(rules.asked_of(getattr(cast, member))) == expected, member
    rules.approve(enrolment, by=cast.unit_hr)
    for member, expected in ((HR, []), (CITY, []), (SUPERIOR, [enrolment])):
        assert list(rules.asked_of(getattr(cast, member))) == expected, member


def test_what_has_begun_waits_for_nobody(cast):
    enrolment = put(batch_of(days=-1), cast.owner.civil_servant, State.ASKED)
    assert not rules.asked_of(cast.superior)
    with pytest.raises(ValidationError, match="sudah dimulai"):
        rules.approve(enrolment, by=cast.superior)


# -------------------------------------------------------------------------------------------------- applying


def test_a_double_click_applies_once(cast):
    batch = batch_of()
    assert rules.apply(batch, by=cast.owner) == rules.apply(batch, by=cast.owner)
    assert AuditEntry.objects.filter(action="enrolment_apply").count() == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"state": Batch.State.PLANNED}, "belum diumumkan"),
        ({"state": Batch.State.PROPOSED}, "belum direncanakan"),
        ({"state": Batch.State.FINISHED}, "sudah selesai"),
        ({"state": Batch.State.CANCELLED, "cancel_reason": "x"}, "dibatalkan"),
        ({"days": -1}, "sudah dimulai"),
        ({"enrolment_closes_on": dt.date(2020, 1, 1)}, "ditutup pada 1 Januari 2020"),
    ],
)
def test_when_nobody_can_apply(cast, fields, words):
    batch = batch_of(**fields)
    with pytest.raises(ValidationError, match=words):
        rules.apply(batch, by=cast.owner)
    with pytest.raises(PermissionDenied):
        rules.apply(batch, by=cast.pyb)


def test_the_last_day_is_a_day(cast):
    assert rules.apply(batch_of(enrolment_closes_on=timezone.localdate()), by=cast.owner).state == State.ASKED


def test_whoever_was_declined_chooses_another_batch(cast):
    batch = batch_of()
    enrolment = rules.apply(batch, by=cast.owner)
    rules.decline(enrolment, WHY, by=cast.superior)
    assert Notice.objects.filter(user=cast.owner, text=WHY).exists()
    with pytest.raises(ValidationError, match="tidak disetujui"):
        rules.apply(batch, by=cast.owner)
    result = rules.nominate(batch, [cast.owner.civil_servant], by=cast.unit_hr)
    assert result.made[0].state == State.ASKED


def test_prerequisites_by_certificate_or_level(cast):
    batch = batch_of()
    first = ProgrammeFactory(name="Dasar", level_to=2)
    batch.programme.prerequisites.add(first)
    with pytest.raises(ValidationError, match="Prasyarat belum dipenuhi: Dasar"):
        rules.apply(batch, by=cast.owner)
    former = put(batch_of(programme=first, days=-30), cast.owner.civil_servant, State.ENROLLED)
    paper = certificate_of(former, by=cast.city_hr)
    assert rules.apply(batch, by=cast.owner)
    Enrolment.objects.filter(batch=batch).delete()
    Certificate.objects.filter(pk=paper.pk).update(revoked_at=timezone.now(), revoke_reason="Keliru")
    with pytest.raises(ValidationError):
        rules.apply(batch, by=cast.owner)
    need(cast.owner.civil_servant, first.competency, 3, 2)
    assert rules.apply(batch, by=cast.owner)


def test_somebody_who_sits_elsewhere_at_that_time_is_refused_with_its_name(cast):
    other = batch_of(days=10.05)
    put(other, cast.owner.civil_servant, State.ENROLLED)
    batch = batch_of(days=10)
    with pytest.raises(ValidationError, match=f"Materi pokok.*{other.programme.name}"):
        rules.apply(batch, by=cast.owner)
    SessionSeat.objects.update(is_cancelled=True)
    enrolment = rules.apply(batch, by=cast.owner)
    rules.approve(enrolment, by=cast.superior)
    SessionSeat.objects.update(is_cancelled=False)
    with pytest.raises(ValidationError, match="Sudah terdaftar"):
        rules.approve(enrolment, by=cast.unit_hr)


# ------------------------------------------------------------------------------------------------ nominating


def test_from_the_plan_with_its_line_and_once(cast):
    batch = batch_of()
    item = planned(cast, batch)
    both = [cast.owner.civil_servant, cast.colleague.civil_servant]
    for _click in range(2):
        rules.nominate(batch, both, by=cast.unit_hr)
    rows = {row.civil_servant_id: row for row in Enrolment.objects.all()}
    own, other = rows[both[0].pk], rows[both[1].pk]
    assert (own.source, own.item, own.hr_ok_by, own.superior_ok_by) == ("plan", item, cast.unit_hr, None)
    assert (other.source, other.item) == ("nominated", None)
    assert [notice.user for notice in Notice.objects.all()] == [cast.superior]
    assert AuditEntry.objects.get(action="enrolment_nominate").facts["people"] == [p.pk for p in both]
    assert rules.approve(own, by=cast.superior).state == State.ENROLLED


def test_only_lines_of_a_ratified_plan_count(cast):
    batch = batch_of()
    planned(cast, batch)
    batch.programme = ProgrammeFactory()
    assert rules.lines_for(batch, [cast.owner.civil_servant_id]) == {}


@pytest.mark.parametrize(
    "member", ["owner", "superior", "unit_head", "official", "administrator", "stranger"]
)
def test_only_the_hr_of_the_people_nominates(cast, member):
    with pytest.raises(PermissionDenied):
        rules.nominate(batch_of(), [cast.owner.civil_servant], by=getattr(cast, member))
    assert not Enrolment.objects.exists()


def test_nominating_oneself_is_no_agreement(cast):
    made = rules.nominate(batch_of(), [cast.unit_hr.civil_servant], by=cast.unit_hr).made
    assert (made[0].hr_ok_at, made[0].superior_ok_at) == (None, None)


def test_those_who_cannot_are_named_and_hinder_nobody(cast):
    batch = batch_of()
    put(batch_of(), cast.owner.civil_servant, State.ENROLLED)
    CivilServant.objects.filter(pk=cast.superior.civil_servant_id).update(legal_state="cltn")
    three = [cast.owner.civil_servant, cast.colleague.civil_servant, cast.superior.civil_servant]
    result = rules.nominate(batch, three, by=cast.unit_hr)
    assert [row.civil_servant for row in result.made] == [cast.colleague.civil_servant]
    assert [person.name for person, _why in result.refused] == ["Kepala Bidang A", "Ni Wayan Pemilik"]


def test_the_closing_day_binds_the_unit_but_not_bkpsdmd(cast):
    batch = batch_of(enrolment_closes_on=timezone.localdate() - dt.timedelta(days=1))
    with pytest.raises(ValidationError, match="ditutup"):
        rules.nominate(batch, [cast.owner.civil_servant], by=cast.unit_hr)
    assert rules.nominate(batch, [cast.owner.civil_servant], by=cast.city_hr).made


def test_any_number_costs_the_same(cast, django_assert_num_queries):
    many = people(cast.bidang_b, 5, superior=cast.superior.civil_servant)
    rules.nominate(batch_of(), many[4:], by=cast.unit_hr)  # what is looked up once only
    for some in (many[:1], many[1:4]):
        batch = batch_of()
        with django_assert_num_queries(17):
            rules.nominate(batch, some, by=cast.unit_hr)


# ------------------------------------------------------------------------------------------------ withdrawing


def test_the_freed_seat_is_offered_to_the_first_in_line(cast):
    batch = batch_of(capacity=1)
    held = put(batch, cast.owner.civil_servant, State.ENROLLED)
    first = put(batch, cast.colleague.civil_servant, State.WAITING)
    put(batch, cast.unit_hr.civil_servant, State.WAITING)
    rules.withdraw(held, WHY, by=cast.owner)
    held.refresh_from_db()
    first.refresh_from_db()
    assert (held.state, held.reason, held.seat, time_held(held)) == (State.WITHDRAWN, WHY, None, 0)
    assert (first.state, first.seat, time_held(first)) == (State.OFFERED, 1, 1)
    assert first.offer_ends_at - timezone.now() < dt.timedelta(days=3)
    assert Notice.objects.get(user=cast.colleague).subject.startswith("Kursi untuk Anda")
    assert AuditEntry.objects.get(action="seats_offered").facts["people"] == [cast.colleague.civil_servant_id]
    assert rules.accept_offer(first, by=cast.colleague).state == State.ENROLLED
    told = Notice.objects.get(subject__startswith="Peserta mundur")
    assert (told.user, told.text) == (cast.unit_hr, f"Ni Wayan Pemilik: {WHY}")


def test_an_offer_does_not_outlast_the_beginning(cast):
    batch = batch_of(capacity=1, days=1)
    held = put(batch, cast.owner.civil_servant, State.ENROLLED)
    put(batch, cast.colleague.civil_servant, State.WAITING)
    rules.withdraw(held, WHY, by=cast.owner)
    assert batch.enrolments.get(state=State.OFFERED).offer_ends_at == rules.begins_at(batch)


def test_after_the_beginning_only_hr_takes_somebody_out_and_what_was_stays(cast):
    batch = batch_of(capacity=1, days=-1)
    SessionFactory(batch=batch, starts_at=soon(1))
    held = put(batch, cast.owner.civil_servant, State.ENROLLED)
    put(batch, cast.colleague.civil_servant, State.WAITING)
    with pytest.raises(ValidationError, match="sudah dimulai"):
        rules.withdraw(held, WHY, by=cast.owner)
    rules.withdraw(held, WHY, by=cast.unit_hr)
    assert time_held(held) == 1
    assert seats_of(batch) == {"Rekan Sejawat": None}
    assert Notice.objects.get(user=cast.owner).text == WHY


def test_nobody_leaves_a_finished_batch(cast):
    held = put(batch_of(state=Batch.State.FINISHED, days=-5), cast.owner.civil_servant, State.ENROLLED)
    with pytest.raises(ValidationError, match="sudah selesai"):
        rules.withdraw(held, WHY, by=cast.city_hr)


@pytest.mark.parametrize("act", ["decline", "withdraw"])
@pytest.mark.parametrize("words", ["", "  ", "x" * 301])
def test_an_end_needs_a_reason_of_a_length(cast, act, words):
    enrolment = put(batch_of(), cast.owner.civil_servant, State.ASKED)
    with pytest.raises(ValidationError) as refusal:
        getattr(rules, act)(enrolment, words, by=cast.unit_hr)
    assert "reason" in refusal.value.error_dict
    assert Enrolment.objects.get().state == State.ASKED


def test_an_offer_is_answered_in_time(cast):
    late = timezone.now() - dt.timedelta(minutes=1)
    enrolment = put(batch_of(), cast.owner.civil_servant, State.OFFERED, offer_ends_at=late)
    with pytest.raises(ValidationError, match="berakhir"):
        rules.accept_offer(enrolment, by=cast.owner)


def test_what_waits_for_ones_own_answer(cast):
    offer = put(batch_of(), cast.owner.civil_servant, State.OFFERED)
    put(batch_of(days=30), cast.owner.civil_servant, State.OFFERED, offer_ends_at=timezone.now())
    assert list(rules.offers_to(cast.owner.civil_servant_id)) == [offer]
    assert not rules.offers_to(cast.pyb.civil_servant_id)


def test_somebody_else_does_not_answer(cast):
    enrolment = put(batch_of(), cast.owner.civil_servant, State.OFFERED)
    outsider = UserFactory()
    for by in (outsider, cast.superior, cast.city_hr):
        with pytest.raises(PermissionDenied):
            rules.accept_offer(enrolment, by=by)
