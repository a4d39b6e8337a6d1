"""Certificates: who gets one and why not, numbers without a gap, taking one back, and the public check."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from personnel.models import AuditEntry, CivilServant, Notice
from personnel.recounts import SUMS
from tests.planning.world import people
from tests.races import in_the_middle_of
from tests.training.certificate_world import held, row_of
from training import attendance, certificates, results
from training.certificates import issue, reissue, revoke, rules_in_force, set_rules, standings
from training.models import Batch, Certificate, CertificateCounter, CheckIn, Session
from training.results import Marks

pytestmark = pytest.mark.django_db
WHY = "Nama pada sertifikat keliru."


@pytest.fixture
def person(cast):
    return cast.owner.civil_servant


@pytest.fixture
def batch(cast, person) -> Batch:
    """The owner was in four of five sessions, the colleague in three."""
    return held(cast.city_hr, {person: 4, cast.colleague.civil_servant: 3}, organiser=cast.superior)


def values(**fields):
    wanted = {"least_share": 80, "number_pattern": "{nomor}/SERT/BKPSDMD/{tahun}", "signing_unit": None}
    return wanted | fields


def why_of(batch, person, by):
    return next(row.why for row in standings(batch, by=by) if row.enrolment.civil_servant == person)


# --------------------------------------------------------------------------------------- who gets one


def test_whoever_attended_enough_gets_one_with_counted_hours(cast, batch, person):
    (made,) = issue(batch, by=cast.city_hr)
    assert made.enrolment == row_of(batch, person)
    assert (made.number, made.jp) == (f"0001/SERT/BKPSDMD/{timezone.localdate().year}", Decimal(16))
    assert (made.holder, made.programme) == (person.full_name, batch.programme.name)
    first, last = batch.sessions.order_by("starts_at").first(), batch.sessions.order_by("starts_at").last()
    days = [timezone.localtime(one.starts_at).date() for one in (first, last)]
    assert [made.starts_on, made.ends_on] == days
    assert len(made.code) == 16
    assert why_of(batch, cast.colleague.civil_servant, cast.city_hr) == (
        "Hadir 60,0\N{NO-BREAK SPACE}% JP sesi; paling sedikit 80 %."
    )
    assert Notice.objects.get().user == cast.owner
    entry = AuditEntry.objects.get(action="certificates_issued")
    assert entry.facts["people"] == [person.pk]


def test_pressed_again_it_is_the_same(cast, batch):
    issue(batch, by=cast.city_hr)
    kept = Certificate.objects.get()
    assert issue(batch, by=cast.city_hr) == []
    assert Certificate.objects.get() == kept
    assert CertificateCounter.objects.get().last == 1
    assert Notice.objects.count() == 1


def test_whoever_failed_gets_none_and_whoever_is_undecided_does(cast, batch, person):
    results.set_results(batch, {row_of(batch, person).pk: Marks(None, None, False)}, by=cast.city_hr)
    assert why_of(batch, person, cast.city_hr) == "Tercatat tidak lulus."
    with pytest.raises(ValidationError, match="Belum ada peserta"):
        issue(batch, by=cast.city_hr)
    results.set_results(batch, {row_of(batch, person).pk: Marks()}, by=cast.city_hr)
    assert len(issue(batch, by=cast.city_hr)) == 1


def test_the_share_is_a_setting_and_is_not_rounded_up(cast, batch, person):
    set_rules(values(least_share=81), by=cast.city_hr)
    with pytest.raises(ValidationError, match="Belum ada peserta"):
        issue(batch, by=cast.city_hr)
    set_rules(values(least_share=60), by=cast.city_hr)
    assert len(issue(batch, by=cast.city_hr)) == 2


def test_the_share_is_of_hours_not_of_sessions(cast, person):
    batch = held(cast.city_hr, {person: 1}, sessions=2)
    first = batch.sessions.order_by("starts_at").first()
    Session.objects.filter(pk=first.pk).update(jp=16)
    assert standings(batch, by=cast.city_hr)[0].share == 80
    Session.objects.update(jp=0)  # nothing to weigh by: sessions count
    assert standings(batch, by=cast.city_hr)[0].share == 50


def test_without_a_rule_of_conversion_there_are_no_hours_to_print(cast, person):
    batch = held(cast.city_hr, {person: 5}, rule=False)
    assert "aturan konversi" in why_of(batch, person, cast.city_hr)


def test_nobody_issues_their_own(cast, person):
    batch = held(cast.city_hr, {person: 5, cast.city_hr.civil_servant: 5}, organiser=cast.superior)
    assert [paper.enrolment.civil_servant for paper in issue(batch, by=cast.city_hr)] == [person]
    (own,) = issue(batch, by=cast.superior)
    assert own.enrolment.civil_servant == cast.city_hr.civil_servant


def test_only_who_is_in_charge(cast, batch):
    for user in (cast.owner, cast.unit_hr, cast.unit_head, cast.official, cast.administrator, cast.pyb):
        with pytest.raises(PermissionDenied):
            issue(batch, by=user)
    assert issue(batch, by=cast.superior)


def test_not_before_it_is_finished_and_every_record_closed(cast, person):
    batch = held(cast.city_hr, {person: 5}, finished=False)
    with pytest.raises(ValidationError, match="sesudah angkatan ditutup"):
        issue(batch, by=cast.city_hr)
    Batch.objects.update(state="finished")
    CheckIn.objects.filter(session=batch.sessions.first()).update(closed_at=None)
    with pytest.raises(ValidationError, match="Tutup dahulu presensi"):
        issue(batch, by=cast.city_hr)


def test_a_correction_afterwards_is_shown_and_changes_no_certificate(cast, batch, person):
    (made,) = issue(batch, by=cast.city_hr)
    session = batch.sessions.order_by("starts_at").last()
    attendance.correct(session, row_of(batch, person), is_present=True, reason="Hadir", by=cast.city_hr)
    row = next(row for row in standings(batch, by=cast.city_hr) if row.certificate)
    assert (row.certificate.jp, row.counted, row.is_outdated) == (16, 20, True)
    # The recount reads the ledger as it was that day, and tells of hours that it never gave.
    assert list(SUMS["training_certificate"].differences()) == []
    Certificate.objects.update(jp=Decimal(17))
    assert list(SUMS["training_certificate"].differences()) == [(f"sertifikat {made.pk}", "17.00", "20.00")]
    CivilServant.objects.filter(pk=person.pk).update(name="Nama Baru")
    assert Certificate.objects.get().holder == made.holder


@pytest.mark.parametrize("n", [1, 3])
def test_issuing_asks_as_often_for_few_as_for_many(cast, n):
    batch = held(cast.city_hr, dict.fromkeys(people(cast.bidang_a, n), 1), sessions=1)
    with CaptureQueriesContext(connection) as queries:
        assert len(issue(batch, by=cast.city_hr)) == n
    assert len(queries) == 22, [query["sql"][:120] for query in queries]


# --------------------------------------------------------------------------------------- numbers


def test_numbers_follow_each_other_over_batches(cast, person):
    for _n in range(2):
        batch = held(cast.city_hr, dict.fromkeys(people(cast.bidang_a, 2), 1), sessions=1)
        issue(batch, by=cast.city_hr)
    assert sorted(Certificate.objects.values_list("sequence", flat=True)) == [1, 2, 3, 4]
    assert CertificateCounter.objects.get().last == 4


def test_the_pattern_is_a_setting_for_what_comes(cast, batch):
    set_rules(values(number_pattern="800.2/{nomor}/DIKLAT-{tahun}"), by=cast.city_hr)
    year = timezone.localdate().year
    assert issue(batch, by=cast.city_hr)[0].number == f"800.2/0001/DIKLAT-{year}"


@pytest.mark.parametrize(
    "pattern",
    ["", "{nomor}", "{tahun}", "{nomor}{nomor}/{tahun}", "{nomor}/{tahun}/{0}", "{{nomor}}/{tahun}"],
)
def test_a_pattern_holds_number_and_year_once(cast, pattern):
    with pytest.raises(ValidationError):
        set_rules(values(number_pattern=pattern), by=cast.city_hr)
    assert rules_in_force().number_pattern == "{nomor}/SERT/BKPSDMD/{tahun}"


def test_only_the_city_sets_the_rules_and_two_editors_lose_nothing(cast):
    for user in (cast.owner, cast.unit_hr, cast.official, cast.administrator):
        with pytest.raises(PermissionDenied):
            set_rules(values(), by=user)
    set_rules(values(least_share=70), by=cast.city_hr)
    with pytest.raises(ValidationError, match="sudah diubah orang lain"):
        set_rules(values(least_share=90), by=cast.city_hr, seen="x")
    with pytest.raises(ValidationError, match="Pilih OPD"):
        set_rules(values(signing_unit=cast.bidang_a), by=cast.city_hr)
    assert AuditEntry.objects.filter(action="certificate_rules_set").count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_takes_numbers_meanwhile_waits_for_those_before(cast):
    CertificateCounter.objects.create(year=2027)

    @transaction.atomic
    def second():
        return certificates._next_numbers(2027, 3)

    assert in_the_middle_of(lambda: certificates._next_numbers(2027, 2), second) == [1, 3]
    assert CertificateCounter.objects.get().last == 5


@pytest.mark.django_db(transaction=True)
def test_what_was_rolled_back_leaves_no_gap(cast):
    batch = held(cast.city_hr, dict.fromkeys(people(cast.bidang_a, 2), 1), sessions=1)
    with transaction.atomic():
        assert len(issue(batch, by=cast.city_hr)) == 2
        transaction.set_rollback(True)
    assert not Certificate.objects.exists()
    issue(batch, by=cast.city_hr)
    assert sorted(Certificate.objects.values_list("sequence", flat=True)) == [1, 2]


# --------------------------------------------------------------------------------------- taking back


def test_taken_back_with_a_reason_once_and_the_owner_is_told(cast, batch):
    (made,) = issue(batch, by=cast.city_hr)
    with pytest.raises(ValidationError, match="alasan"):
        revoke(made, "  ", by=cast.city_hr)
    with pytest.raises(ValidationError, match="300"):
        revoke(made, "x" * 301, by=cast.city_hr)
    for _time in range(2):
        made = revoke(made, WHY, by=cast.city_hr)
    assert (made.revoke_reason, made.revoked_by) == (WHY, cast.city_hr)
    told = Notice.objects.get(key=f"certificate:{made.pk}:revoked")
    assert (told.user, WHY in told.text) == (cast.owner, True)
    assert AuditEntry.objects.filter(action="certificate_revoked").count() == 1
    assert issue_nothing(batch, cast)


def issue_nothing(batch, cast):
    """A revoked certificate does not come again by itself."""
    with pytest.raises(ValidationError, match="Belum ada peserta"):
        issue(batch, by=cast.city_hr)
    return True


def test_only_the_city_takes_back_and_nobody_their_own(cast):
    own = held(cast.city_hr, {cast.city_hr.civil_servant: 5}, organiser=cast.superior)
    (made,) = issue(own, by=cast.superior)
    for user in (cast.owner, cast.superior, cast.unit_hr, cast.official, cast.administrator, cast.city_hr):
        with pytest.raises(PermissionDenied):
            revoke(made, WHY, by=user)
        with pytest.raises(PermissionDenied):
            reissue(made, by=user)


def test_another_in_its_place_under_a_number_of_its_own(cast, batch, person):
    (made,) = issue(batch, by=cast.city_hr)
    with pytest.raises(ValidationError, match="masih berlaku"):
        reissue(made, by=cast.city_hr)
    revoke(made, WHY, by=cast.city_hr)
    CivilServant.objects.filter(pk=person.pk).update(name="Nama Benar")
    new = reissue(made, by=cast.city_hr)
    assert reissue(made, by=cast.city_hr) == new
    assert (new.sequence, new.holder != made.holder, new.code != made.code) == (2, True, True)
    assert Certificate.objects.valid().get() == new
    results_row = row_of(batch, person)
    revoke(new, WHY, by=cast.city_hr)
    results.set_results(batch, {results_row.pk: Marks(None, None, False)}, by=cast.city_hr)
    with pytest.raises(ValidationError, match="tidak lulus"):
        reissue(new, by=cast.city_hr)


def test_found_by_its_code_however_it_is_typed(cast, batch):
    (made,) = issue(batch, by=cast.city_hr)
    for typed in (made.code, made.check_number, made.check_number.lower(), f" {made.code} "):
        assert certificates.found_by(typed) == made
    for typed in ("", "-", "\x00", made.code[:-1], made.number):
        assert certificates.found_by(typed) is None
