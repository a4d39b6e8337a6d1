"""Speakers: from inside or outside, once each, free or not on a day."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from personnel.edit_stamps import stamp_of
from personnel.models import AuditEntry
from tests.factories import CivilServantFactory
from tests.planning.world import CompetencyFactory
from tests.training.world import (
    SessionFactory,
    SessionSpeakerFactory,
    SpeakerAbsenceFactory,
    SpeakerFactory,
    StaffAbsenceFactory,
    at,
)
from training import speakers
from training.models import Speaker, SpeakerAbsence

pytestmark = pytest.mark.django_db

NOBODY_ELSE = ["owner", "superior", "unit_hr", "unit_head", "pyb", "ppk", "official", "administrator"]
DAY = dt.date(2027, 3, 1)


def values(**fields):
    return {
        "name": "Dr.  Siti",
        "institution": "Universitas Tadulako",
        "email": "siti@contoh.id",
        "phone": "0811",
        "fields": [],
        "biography": "",
        "is_active": True,
        **fields,
    }


class TestSpeakers:
    def test_from_outside(self, cast):
        field = CompetencyFactory()
        speaker = speakers.save_speaker(values(fields=[field]), by=cast.city_hr)
        assert (str(speaker), list(speaker.fields.all())) == ("Dr. Siti", [field])
        facts = AuditEntry.objects.get(action="speaker_saved").facts
        assert facts["after"] == {
            "name": "Dr. Siti",
            "institution": "Universitas Tadulako",
            "is_active": True,
            "fields": [field.pk],
        }

    def test_from_inside_the_record_says_the_name(self, cast):
        person = cast.owner.civil_servant
        speaker = speakers.save_speaker(values(), civil_servant=person, by=cast.city_hr)
        assert (speaker.name, speaker.institution, str(speaker)) == ("", "", person.full_name)
        assert AuditEntry.objects.get(action="speaker_saved").subject == person

    def test_nobody_is_on_the_list_twice(self, cast):
        person = cast.owner.civil_servant
        speakers.save_speaker(values(), civil_servant=person, by=cast.city_hr)
        speakers.save_speaker(values(), by=cast.city_hr)
        for again in (values(), values(name="dr. siti", institution="UNIVERSITAS TADULAKO")):
            with pytest.raises(ValidationError, match="sudah ada dalam daftar"):
                speakers.save_speaker(again, by=cast.city_hr)
        with pytest.raises(ValidationError):
            speakers.save_speaker(values(), civil_servant=person, by=cast.city_hr)
        assert Speaker.objects.count() == 2

    @pytest.mark.parametrize(("fields", "named"), [({"name": " "}, "name"), ({"email": "x"}, "email")])
    def test_what_does_not_fit(self, cast, fields, named):
        with pytest.raises(ValidationError) as refusal:
            speakers.save_speaker(values(**fields), by=cast.city_hr)
        assert named in refusal.value.error_dict

    def test_the_second_editor_is_told(self, cast):
        speaker = SpeakerFactory()
        seen = stamp_of(speaker, speakers.SPEAKER_FIELDS)
        speaker.fields.add(CompetencyFactory())
        with pytest.raises(ValidationError) as refusal:
            speakers.save_speaker(values(), speaker=speaker, by=cast.city_hr, seen=seen)
        assert refusal.value.code == "changed"

    def test_whoever_has_spoken_stays(self, cast):
        place = SessionSpeakerFactory()
        with pytest.raises(ValidationError, match="tercatat pada sesi"):
            speakers.remove_speaker(place.speaker, by=cast.city_hr)
        speaker = SpeakerAbsenceFactory().speaker
        speakers.remove_speaker(speaker, by=cast.city_hr)
        assert list(Speaker.objects.all()) == [place.speaker]

    @pytest.mark.parametrize("member", NOBODY_ELSE)
    def test_only_bkpsdmd(self, cast, member):
        by, absence = getattr(cast, member), SpeakerAbsenceFactory()
        for act in (
            lambda: speakers.save_speaker(values(), by=by),
            lambda: speakers.remove_speaker(absence.speaker, by=by),
            lambda: speakers.add_absence(absence.speaker, starts_at=at(DAY, 1), ends_at=at(DAY, 2), by=by),
            lambda: speakers.remove_absence(absence, by=by),
        ):
            with pytest.raises(PermissionDenied):
                act()
        assert (Speaker.objects.count(), SpeakerAbsence.objects.count()) == (1, 1)


class TestAbsences:
    def test_a_double_click_is_one(self, cast):
        speaker = SpeakerFactory()
        for _press in range(2):
            speakers.add_absence(speaker, starts_at=at(DAY, 8), ends_at=at(DAY, 12), by=cast.city_hr)
        assert speaker.absences.count() == 1
        assert AuditEntry.objects.filter(action="speaker_absence_added").count() == 1
        absence = speaker.absences.get()
        for _press in range(2):
            speakers.remove_absence(absence, by=cast.city_hr)
        assert AuditEntry.objects.filter(action="speaker_absence_removed").count() == 1

    @pytest.mark.parametrize("end", [at(DAY, 8), at(DAY, 7), at(dt.date(2101, 1, 1))])
    def test_what_does_not_fit(self, cast, end):
        with pytest.raises(ValidationError):
            speakers.add_absence(SpeakerFactory(), starts_at=at(DAY, 8), ends_at=end, by=cast.city_hr)


def test_free_on_a_day():
    free = SpeakerFactory(name="Bebas")
    SpeakerAbsenceFactory(speaker=free, starts_at=at("2027-02-28", 8), ends_at=at(DAY, 0))
    cancelled = SpeakerFactory(name="Batal")
    SessionSpeakerFactory(speaker=cancelled, session=SessionFactory(is_cancelled=True), is_cancelled=True)
    SpeakerAbsenceFactory(speaker__name="Halangan")
    SessionSpeakerFactory(speaker__name="Mengajar")
    person = CivilServantFactory()
    StaffAbsenceFactory(civil_servant=person, starts_on=DAY, ends_on=DAY)
    inside = SpeakerFactory(name="", institution="", civil_servant=person)
    assert {speaker.name for speaker in speakers.free_on(DAY)} == {"Bebas", "Batal"}
    assert inside in speakers.free_on(DAY + dt.timedelta(days=1))
