"""Holidays by hand and from a file, and the absences of civil servants."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from personnel.edit_stamps import stamp_of
from personnel.models import AuditEntry
from tests.races import refused
from tests.training.world import HolidayFactory, StaffAbsenceFactory
from training import absences, holidays, reference
from training.calendar_files import Entry
from training.holidays import DayChange
from training.models import Holiday, ScheduleRule, StaffAbsence
from training.rules import all_rules

pytestmark = pytest.mark.django_db

NOBODY_ELSE = ["owner", "superior", "unit_hr", "unit_head", "pyb", "ppk", "official", "administrator"]
DAY = dt.date(2027, 8, 17)


def values(**fields):
    return {"date": DAY, "name": "HUT  RI", "kind": "national", "source": "SKB", **fields}


def entry(day=DAY, name="HUT RI", kind="national"):
    return Entry(3, day, name, kind)


class TestByHand:
    def test_added_corrected_removed(self, cast):
        holiday = holidays.save_holiday(values(), by=cast.city_hr)
        assert holiday.name == "HUT RI"
        holidays.save_holiday(values(name="Kemerdekaan"), holiday=holiday, by=cast.city_hr)
        for _press in range(2):
            holidays.remove_holiday(holiday, by=cast.city_hr)
        acts = AuditEntry.objects.filter(action__startswith="holiday_").order_by("pk")
        assert [entry.action for entry in acts] == ["holiday_saved", "holiday_saved", "holiday_removed"]
        assert acts[2].facts["before"]["date"] == "2027-08-17"

    @pytest.mark.parametrize(
        ("fields", "named"),
        [
            ({"name": ""}, "name"),
            ({"kind": "mine"}, "kind"),
            ({"date": dt.date(2101, 1, 1)}, "date"),
            ({"date": dt.date(2027, 1, 1)}, "date"),
        ],
    )
    def test_what_does_not_fit(self, cast, fields, named):
        HolidayFactory(date=dt.date(2027, 1, 1))
        with pytest.raises(ValidationError) as refusal:
            holidays.save_holiday(values(**fields), by=cast.city_hr)
        assert named in refusal.value.error_dict

    def test_the_second_editor_is_told(self, cast):
        holiday = HolidayFactory()
        seen = stamp_of(holiday, holidays.HOLIDAY_FIELDS)
        Holiday.objects.update(name="Diubah")
        with pytest.raises(ValidationError) as refusal:
            holidays.save_holiday(values(), holiday=holiday, by=cast.city_hr, seen=seen)
        assert refusal.value.code == "changed"

    @pytest.mark.parametrize("member", NOBODY_ELSE)
    def test_only_bkpsdmd(self, cast, member):
        by, holiday = getattr(cast, member), HolidayFactory()
        for act in (
            lambda: holidays.save_holiday(values(), by=by),
            lambda: holidays.remove_holiday(holiday, by=by),
            lambda: holidays.take_over([entry()], source="x", by=by),
        ):
            with pytest.raises(PermissionDenied):
                act()
        assert Holiday.objects.get() == holiday


class TestFromAFile:
    def test_what_is_new_changed_and_the_same(self, cast):
        HolidayFactory(date=DAY, name="HUT RI")
        HolidayFactory(date=DAY + dt.timedelta(1), name="Lain")
        HolidayFactory(date=DAY + dt.timedelta(9), name="Hanya di sini")
        entries = [entry(DAY + dt.timedelta(n), str(n or "HUT RI")) for n in (2, 1, 0)]
        rows = holidays.compare(entries)
        assert [row.change for row in rows] == [DayChange.SAME, DayChange.CHANGE, DayChange.ADD]
        assert rows[1].before.name == "Lain"
        counts = holidays.take_over(entries, source="SKB 2027", by=cast.city_hr)
        assert counts == {DayChange.ADD: 1, DayChange.CHANGE: 1, DayChange.SAME: 1}
        assert list(Holiday.objects.values_list("name", flat=True)) == ["HUT RI", "1", "2", "Hanya di sini"]
        facts = AuditEntry.objects.get(action="holidays_imported").facts
        assert facts["after"] == {"2027-08-18": "1", "2027-08-19": "2"}

    def test_twice_changes_and_records_nothing(self, cast):
        for _press in range(2):
            counts = holidays.take_over([entry()], source="SKB", by=cast.city_hr)
        assert counts == {DayChange.ADD: 0, DayChange.CHANGE: 0, DayChange.SAME: 1}
        assert AuditEntry.objects.filter(action="holidays_imported").count() == 1

    @pytest.mark.parametrize("bad", [entry(name=""), entry(kind="mine"), entry(name="x" * 151)])
    def test_it_trusts_no_preview(self, cast, bad):
        with pytest.raises(ValidationError):
            holidays.take_over([entry(DAY + dt.timedelta(1)), bad], source="SKB", by=cast.city_hr)
        assert not Holiday.objects.exists()

    def test_one_date_twice_is_refused(self, cast):
        with pytest.raises(ValidationError, match="dua kali"):
            holidays.take_over([entry(), entry(name="Lain")], source="SKB", by=cast.city_hr)

    def test_any_number_of_days_costs_the_same(self, cast, django_assert_num_queries):
        holidays.take_over([], source="SKB", by=cast.city_hr)
        for count in (1, 3):
            entries = [entry(dt.date(2027, count, n + 1)) for n in range(count)]
            with django_assert_num_queries(8):
                holidays.take_over(entries, source="SKB", by=cast.city_hr)


@pytest.mark.django_db(transaction=True)
def test_the_same_file_by_two_at_once():
    days = [entry(DAY + dt.timedelta(n)) for n in range(20)]
    assert refused(*[lambda: holidays.take_over(days, source="SKB", by=None)] * 2) == []
    assert Holiday.objects.count() == 20


class TestAbsences:
    FIRST, LAST = dt.date(2027, 3, 1), dt.date(2027, 3, 5)

    def add(self, cast, by="unit_hr", **fields):
        facts = {"kind": "leave", "starts_on": self.FIRST, "ends_on": self.LAST} | fields
        return absences.add(cast.owner.civil_servant, **facts, by=getattr(cast, by))

    def test_a_double_click_is_one_and_the_person_sees_it(self, cast):
        assert self.add(cast, note=" Cuti  tahunan ") == self.add(cast)
        entry = AuditEntry.objects.get(action="absence_added")
        assert (entry.subject, StaffAbsence.objects.get().note) == (cast.owner.civil_servant, "Cuti tahunan")
        assert "note" not in entry.facts
        for _press in range(2):
            absences.remove(StaffAbsence(pk=0, civil_servant=cast.owner.civil_servant), by=cast.unit_hr)
        absences.remove(StaffAbsence.objects.get(), by=cast.unit_hr)
        assert AuditEntry.objects.filter(action="absence_removed").count() == 1

    @pytest.mark.parametrize(
        "fields",
        [
            {"ends_on": dt.date(2027, 2, 28)},
            {"ends_on": dt.date(2101, 1, 1)},
            {"kind": "holiday"},
            {"note": "x" * 151},
        ],
    )
    def test_what_does_not_fit(self, cast, fields):
        with pytest.raises(ValidationError):
            self.add(cast, **fields)

    def test_a_day_is_taken_once(self, cast):
        self.add(cast)
        with pytest.raises(ValidationError, match="cuti 1 Maret 2027 sampai 5 Maret 2027"):
            self.add(cast, kind="duty", starts_on=self.LAST, ends_on=self.LAST + dt.timedelta(days=9))
        self.add(cast, kind="duty", starts_on=self.LAST + dt.timedelta(days=1), ends_on=dt.date(2027, 3, 9))
        assert StaffAbsence.objects.count() == 2

    @pytest.mark.parametrize(
        "member",
        ["owner", "colleague", "superior", "unit_head", "stranger", "official", "administrator", "ppk"],
    )
    def test_only_the_hr_of_the_person(self, cast, member):
        absence = StaffAbsenceFactory(civil_servant=cast.owner.civil_servant)
        with pytest.raises(PermissionDenied):
            self.add(cast, by=member, starts_on=dt.date(2027, 5, 1), ends_on=dt.date(2027, 5, 1))
        with pytest.raises(PermissionDenied):
            absences.remove(absence, by=getattr(cast, member))

    def test_nobody_about_themselves(self, cast):
        for member in (cast.unit_hr, cast.city_hr):
            facts = {"kind": "leave", "starts_on": self.FIRST, "ends_on": self.LAST}
            with pytest.raises(PermissionDenied):
                absences.add(member.civil_servant, **facts, by=member)
        absences.add(cast.unit_hr.civil_servant, **facts, by=cast.city_hr)


def test_loading_the_reference_data_again_undoes_nothing():
    reference.load_reference()
    assert ScheduleRule.objects.count() == len(all_rules())
    assert {holiday.source for holiday in Holiday.objects.all()} == {"Contoh, periksa SKB"}
    ScheduleRule.objects.filter(code="hours").update(level="ignore")
    Holiday.objects.filter(date=DAY).delete()
    reference.load_reference()
    assert ScheduleRule.objects.get(code="hours").level == "ignore"
    assert not Holiday.objects.filter(date=DAY).exists()
    assert AuditEntry.objects.filter(action="reference_load").count() == 1
