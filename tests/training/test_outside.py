"""Training elsewhere: handed in once, verified by somebody else, counted under the caps, undone."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.utils import timezone

from personnel.models import AuditEntry, Notice
from planning.models import ConversionRule, LearningYear
from tests.factories import RoleAssignmentFactory
from tests.planning.world import RuleFactory, learned
from tests.races import in_the_middle_of
from tests.training.outside_world import PDF, PNG, WHY, certificate_of, handed_in, the_form, values, verified
from tests.training.test_hours import attended, counted
from tests.training.world import at
from training import hours, outside
from training.models import JpEntry, OutsideTraining

pytestmark = pytest.mark.django_db
Unit = ConversionRule.Unit
State = OutsideTraining.State


def standing(person):
    """What counts from elsewhere, in order of the day."""
    rows = JpEntry.objects.filter(civil_servant=person, kind="outside", reversal=None)
    return list(rows.order_by("earned_on", "outside_id").values_list("jp_counted", flat=True))


def year_of(person, year=2026):
    return LearningYear.objects.get(civil_servant=person, year=year).jp_counted


# ----------------------------------------------------------------------------------------- handing in


def test_handed_in_waits_and_counts_nothing(cast):
    row = handed_in(cast.owner)
    assert (row.state, row.quantity, row.media_type) == (State.WAITING, 20, "application/pdf")
    with default_storage.open(row.stored_as) as file:
        assert file.read() == PDF
    assert not JpEntry.objects.exists()
    assert AuditEntry.objects.get(action="outside_submitted").subject == cast.owner.civil_servant
    assert list(Notice.objects.values_list("user", flat=True)) == [cast.unit_hr.pk]


def test_a_double_click_is_one(cast):
    first, second = handed_in(cast.owner), handed_in(cast.owner)
    assert first == second
    assert OutsideTraining.objects.count() == 1


def test_a_number_once_a_person_however_it_is_written(cast):
    handed_in(cast.owner)
    with pytest.raises(ValidationError, match="sudah Anda ajukan"):
        handed_in(cast.owner, certificate_number=" b/12/lan/2026 ", name="Lain")
    handed_in(cast.colleague)
    assert OutsideTraining.objects.count() == 2


def test_without_a_person_nothing_is_handed_in(cast):
    with pytest.raises(PermissionDenied):
        handed_in(cast.administrator)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"ends_on": dt.date(2199, 1, 1)}, "ends_on"),
        ({"starts_on": dt.date(1999, 12, 31)}, "starts_on"),
        ({"starts_on": dt.date(2026, 3, 6)}, "__all__"),
        ({"name": ""}, "name"),
        ({"jp_proposed": None}, "jp_proposed"),
        ({"jp_proposed": Decimal(0)}, "jp_proposed"),
        ({"jp_proposed": Decimal("3000")}, "jp_proposed"),
    ],
)
def test_what_is_refused(cast, changed, field):
    with pytest.raises(ValidationError) as refusal:
        handed_in(cast.owner, **changed)
    assert field in refusal.value.message_dict
    assert not OutsideTraining.objects.exists()


@pytest.mark.parametrize("content", [b"", b"<html>", b"%PDF-" + b"x" * (10 * 1024 * 1024)])
def test_only_small_documents_and_pictures(cast, content):
    with pytest.raises(ValidationError) as refusal:
        handed_in(cast.owner, content=content)
    assert "file" in refusal.value.message_dict


def test_the_name_says_nothing_about_what_is_inside(cast):
    row = outside.submit(values(), ("../../jahat.exe", PNG), by=cast.owner)
    assert (row.file_name, row.media_type) == ("jahat.png", "image/png")


def test_what_is_counted_by_days_asks_for_days(cast):
    form = the_form(counted_per=Unit.DAY, jp_national=Decimal(4))
    for said, words in ((None, "berapa hari"), (Decimal(4), "hanya 3 hari")):
        with pytest.raises(ValidationError, match=words):
            handed_in(cast.owner, form=form, quantity=said)
    assert handed_in(cast.owner, form=form, quantity=Decimal(3)).quantity == 3


def test_changed_and_withdrawn_only_by_the_person_and_only_while_it_waits(cast):
    row = handed_in(cast.owner)
    old = row.stored_as
    with pytest.raises(PermissionDenied):
        outside.change(row, values(name="Baru"), None, by=cast.unit_hr)
    with pytest.raises(PermissionDenied):
        outside.withdraw(row, by=cast.unit_hr)
    row = outside.change(row, values(name="Baru"), ("baru.png", PNG), by=cast.owner)
    assert (row.name, row.media_type) == ("Baru", "image/png")
    assert row.stored_as != old
    with pytest.raises(ValidationError, match="sudah diubah"):
        outside.change(row, values(), None, by=cast.owner, seen="lama")
    outside.verify(row, by=cast.unit_hr)
    for act in (
        lambda: outside.change(row, values(), None, by=cast.owner),
        lambda: outside.withdraw(row, by=cast.owner),
    ):
        with pytest.raises(ValidationError, match="sudah diperiksa"):
            act()


def test_withdrawn_takes_the_file_along(cast, django_capture_on_commit_callbacks):
    row = handed_in(cast.owner)
    with django_capture_on_commit_callbacks(execute=True):
        outside.withdraw(row, by=cast.owner)
    outside.withdraw(row, by=cast.owner)  # twice is once
    assert not OutsideTraining.objects.exists()
    assert not default_storage.exists(row.stored_as)
    with pytest.raises(ValidationError, match="ditarik"):
        outside.verify(row, by=cast.unit_hr)


# ------------------------------------------------------------------------------------------ HR's answer


def test_verified_counts_by_the_rule_of_its_day(cast):
    form = the_form(valid_to=dt.date(2026, 3, 4))
    new = RuleFactory(form=form, valid_from=dt.date(2026, 3, 5), jp_national=Decimal("1.5"))
    row = verified(cast.owner, cast.unit_hr, form=form)
    entry = JpEntry.objects.get()
    assert (entry.jp_proposed, entry.jp_counted, entry.rule, entry.earned_on) == (20, 30, new, row.ends_on)
    assert (entry.posted_by, entry.outside, entry.certificate_number) == (cast.unit_hr, row, "B/12/LAN/2026")
    assert year_of(row.civil_servant) == 30
    assert Notice.objects.filter(user=cast.owner, subject="Pelatihan luar Anda diterima").count() == 1
    assert AuditEntry.objects.filter(action="outside_verified", actor=cast.unit_hr).count() == 1


def test_a_second_click_posts_nothing(cast):
    row = verified(cast.owner, cast.unit_hr)
    outside.verify(row, by=cast.city_hr)
    assert JpEntry.objects.count() == 1
    assert OutsideTraining.objects.get().answered_by == cast.unit_hr


def test_without_a_rule_nothing_is_counted(cast):
    form = the_form(valid_to=dt.date(2026, 1, 1))
    row = verified(cast.owner, cast.unit_hr, form=form)
    assert standing(row.civil_servant) == [None]
    assert year_of(row.civil_servant) == 0


@pytest.mark.parametrize(
    "member", ["owner", "colleague", "superior", "unit_head", "stranger", "official", "administrator", "pyb"]
)
def test_only_hr_of_the_person_answers(cast, member):
    row = handed_in(cast.owner)
    by = cast.members[member]
    for act in (
        lambda: outside.verify(row, by=by),
        lambda: outside.decline(row, by=by, reason=WHY),
        lambda: outside.undo(row, by=by, reason=WHY),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert not JpEntry.objects.exists()


@pytest.mark.parametrize("member", ["unit_hr", "city_hr"])
def test_nobody_answers_their_own(cast, member):
    by = cast.members[member]
    assert by.civil_servant_id
    row = handed_in(by)
    with pytest.raises(PermissionDenied):
        outside.verify(row, by=by)
    assert row not in outside.waiting_for(by)


def test_an_owner_who_becomes_hr_answers_no_more_for_it(cast):
    row = handed_in(cast.owner)
    RoleAssignmentFactory(user=cast.owner, role="unit_hr", unit=cast.dinas_sosial)
    owner = type(cast.owner).objects.get(pk=cast.owner.pk)
    with pytest.raises(PermissionDenied):
        outside.verify(row, by=owner)


def test_declined_with_a_reason_and_handed_in_again(cast):
    row = handed_in(cast.owner)
    with pytest.raises(ValidationError, match="Tulis alasannya"):
        outside.decline(row, by=cast.unit_hr, reason="  ")
    row = outside.decline(row, by=cast.unit_hr, reason=WHY)
    outside.decline(row, by=cast.unit_hr, reason=WHY)  # a second click
    assert (row.state, row.answer) == (State.DECLINED, WHY)
    with pytest.raises(ValidationError, match="sudah dijawab"):
        outside.verify(row, by=cast.unit_hr)
    assert not JpEntry.objects.exists()
    assert Notice.objects.filter(user=cast.owner).count() == 1
    assert handed_in(cast.owner).state == State.WAITING


def test_what_was_changed_meanwhile_is_not_verified_unseen(cast):
    row = handed_in(cast.owner)
    seen = outside.stamp(row)
    outside.change(row, values(jp_proposed=Decimal(200)), None, by=cast.owner)
    with pytest.raises(ValidationError, match="sudah diubah"):
        outside.verify(row, by=cast.unit_hr, seen=seen)
    assert not JpEntry.objects.exists()


def test_undone_by_an_entry_against_it(cast):
    row = verified(cast.owner, cast.unit_hr)
    person = row.civil_servant
    with pytest.raises(ValidationError, match="Tulis alasannya"):
        outside.undo(row, by=cast.city_hr, reason="")
    row = outside.undo(row, by=cast.city_hr, reason=WHY)
    outside.undo(row, by=cast.city_hr, reason=WHY)  # a second click
    entries = JpEntry.objects.order_by("pk").values_list("kind", "jp_counted", "note")
    assert list(entries) == [("outside", 20, ""), ("reversal", -20, WHY)]
    assert (row.state, row.answer, year_of(person)) == (State.DECLINED, WHY, 0)
    assert handed_in(cast.owner).state == State.WAITING
    with pytest.raises(ValidationError, match="Hanya pelatihan luar yang sudah diterima"):
        outside.undo(OutsideTraining.objects.latest("pk"), by=cast.city_hr, reason=WHY)


def test_the_sum_that_was_known_stays(cast):
    person = cast.owner.civil_servant
    learned(person, 2026, 12)
    row = handed_in(cast.owner)
    assert outside.taken_over(row).jp_counted == 12
    outside.verify(row, by=cast.unit_hr)
    assert year_of(person) == 32


# ------------------------------------------------------------------------------------------------ caps


def test_the_cap_of_a_day_over_two_certificates(cast):
    form = the_form(max_jp_per_day=Decimal(3))
    verified(cast.owner, cast.unit_hr, form=form)  # three days, nine JP at most
    late = dt.date(2026, 3, 5)
    row = verified(
        cast.owner,
        cast.unit_hr,
        form=form,
        certificate_number="2",
        starts_on=late,
        ends_on=dt.date(2026, 3, 6),
        jp_proposed=Decimal(5),
    )
    assert standing(row.civil_servant) == [9, 3]  # of the two days only the sixth is free


def test_coaching_twice_a_month_over_certificates_and_freed_by_undoing(cast):
    form = the_form(counted_per=Unit.TIME, jp_national=Decimal(2), max_times_per_month=2)
    first = verified(cast.owner, cast.unit_hr, form=form, quantity=Decimal(2))
    later = {"starts_on": dt.date(2026, 3, 20), "ends_on": dt.date(2026, 3, 20), "certificate_number": "2"}
    verified(cast.owner, cast.unit_hr, form=form, quantity=Decimal(1), **later)
    person = first.civil_servant
    assert standing(person) == [4, 0]
    outside.undo(first, by=cast.unit_hr, reason=WHY)
    assert standing(person) == [2]
    assert year_of(person) == 2


def test_attendance_comes_after_it_under_the_caps(cast):
    person = cast.owner.civil_servant
    form = the_form(counted_per=Unit.TIME, jp_national=Decimal(2), max_times_per_month=2)
    attended(form, person, at("2026-03-10"), at("2026-03-11"))
    assert counted(person) == [2, 2]
    row = verified(cast.owner, cast.unit_hr, form=form, quantity=Decimal(1))
    assert counted(person) == [2, 0]
    assert year_of(person) == 4
    outside.undo(row, by=cast.unit_hr, reason=WHY)
    assert counted(person) == [2, 2]
    assert year_of(person) == 4


def test_days_of_a_seminar_elsewhere_are_taken_for_attendance(cast):
    person = cast.owner.civil_servant
    form = the_form(counted_per=Unit.DAY, jp_national=Decimal(4))
    attended(form, person, at("2026-03-03"), at("2026-03-09"))
    verified(cast.owner, cast.unit_hr, form=form, quantity=Decimal(3))
    assert counted(person) == [0, 4]
    assert year_of(person) == 16


def test_abroad_by_its_own_value(cast):
    form = the_form(international_bonus_percent=20)
    row = verified(cast.owner, cast.unit_hr, form=form, is_international=True)
    assert standing(row.civil_servant) == [24]


def test_over_the_turn_of_the_year_it_counts_where_it_ended(cast):
    row = verified(cast.owner, cast.unit_hr, starts_on=dt.date(2025, 12, 29), ends_on=dt.date(2026, 1, 2))
    assert dict(LearningYear.objects.values_list("year", "jp_counted")) == {2026: 20}
    assert hours.years_of(row.civil_servant)[0].counted == 20


@pytest.mark.django_db(transaction=True)
def test_two_verified_at_once_keep_the_cap(cast):
    form = the_form(max_jp_per_day=Decimal(3))
    rows = [handed_in(cast.owner, form=form, certificate_number=str(n)) for n in (1, 2)]
    by = (cast.unit_hr, cast.city_hr)
    pairs = zip(rows, by, strict=True)
    in_the_middle_of(*(lambda row=row, hr=hr: outside.verify(row, by=hr) for row, hr in pairs))
    assert standing(cast.owner.civil_servant) == [9, 0]
    assert year_of(cast.owner.civil_servant) == 9


@pytest.mark.django_db(transaction=True)
def test_verified_and_declined_at_once_is_one_answer(cast):
    row = handed_in(cast.owner)
    _verified, refusal = in_the_middle_of(
        lambda: outside.verify(row, by=cast.unit_hr),
        lambda: outside.decline(row, by=cast.city_hr, reason=WHY),
    )
    assert isinstance(refusal, ValidationError)
    assert OutsideTraining.objects.get().state == State.VERIFIED


@pytest.mark.django_db(transaction=True)
def test_the_same_number_handed_in_twice_at_once(cast):
    the_form()
    first, refusal = in_the_middle_of(
        lambda: handed_in(cast.owner), lambda: handed_in(cast.owner, name="Lain")
    )
    assert isinstance(refusal, ValidationError)
    assert OutsideTraining.objects.get() == first


# ---------------------------------------------------------------------------------------- warnings for HR


def test_the_same_certificate_of_two_people_is_shown(cast):
    first = handed_in(cast.owner)
    second = handed_in(cast.colleague, certificate_number="b/12/lan/2026", content=PNG)
    third = handed_in(cast.superior, certificate_number="lain", institution="Lain")
    assert [(twin.outside, twin.is_same_file) for twin in outside.twins(first)] == [
        (second, False),
        (third, True),
    ]
    outside.decline(second, by=cast.city_hr, reason=WHY)
    assert [twin.outside for twin in outside.twins(first)] == [third]


def test_our_own_certificate_is_no_training_elsewhere(cast):
    certificate = certificate_of(cast.owner.civil_servant)
    with pytest.raises(ValidationError, match="sertifikat pelatihan kota"):
        handed_in(cast.owner, certificate_number=certificate.number)


def test_an_answer_is_dated(cast):
    row = verified(cast.owner, cast.unit_hr)
    assert timezone.now() - row.answered_at < dt.timedelta(minutes=1)
