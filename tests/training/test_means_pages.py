"""The pages of speakers, places, days, absences and rules."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from personnel.edit_stamps import stamp_of
from tests.planning.world import CompetencyFactory
from tests.training.test_calendar_files import calendar, day, plainly
from tests.training.world import (
    HolidayFactory,
    RoomFactory,
    SessionFactory,
    SessionSpeakerFactory,
    SpeakerAbsenceFactory,
    SpeakerFactory,
    StaffAbsenceFactory,
    VenueFactory,
    at,
)
from training import places, schedule_rules, speakers
from training.models import Holiday, Room, Speaker, StaffAbsence, TravelTime, Venue

pytestmark = pytest.mark.django_db


@pytest.fixture
def hr(cast, sign_in):
    return sign_in(cast.city_hr)


def url(name, *args):
    return reverse(f"training:{name}", args=args)


def page(answer):
    return answer.content.decode()


class TestPlaces:
    TYPED = {"name": "Gedung Baru", "opens_at": "08:00", "closes_at": "16:00", "is_active": "on"}

    def test_from_nothing_to_a_room(self, hr):
        assert "Belum ada tempat" in page(hr.get(url("venue_list")))
        answer = hr.post(url("venue_new"), self.TYPED)
        venue = Venue.objects.get()
        assert answer["Location"] == url("venue_detail", venue.pk)
        room = {"name": "Aula", "capacity": "40", "is_active": "on"}
        refused = hr.post(url("room_new", venue.pk), room | {"capacity": "banyak"})
        assert (refused.status_code, 'value="banyak"' in page(refused)) == (422, True)
        assert hr.post(url("room_new", venue.pk), room).status_code == 302
        assert hr.post(url("room_new", venue.pk), room).status_code == 422
        assert Room.objects.get().capacity == 40

    def test_hours_in_disorder_come_back_with_what_was_typed(self, hr):
        answer = hr.post(url("venue_new"), self.TYPED | {"closes_at": "07:00"})
        assert answer.status_code == 422
        assert all(
            word in page(answer) for word in ("Jam tutup harus sesudah", "Gedung Baru", 'value="07:00"')
        )

    def test_the_second_editor_sees_it_and_may_insist(self, hr):
        venue = VenueFactory(name="Semula")
        typed = self.TYPED | {"stamp": stamp_of(venue, places.VENUE_FIELDS), "name": "Punya saya"}
        Venue.objects.update(name="Punya orang lain")
        answer = hr.post(url("venue_change", venue.pk), typed)
        assert answer.status_code == 422
        assert "sudah diubah orang lain" in page(answer)
        assert 'value="Punya saya"' in page(answer)
        stamp = answer.context["form"]["stamp"].value()
        assert hr.post(url("venue_change", venue.pk), typed | {"stamp": stamp}).status_code == 302
        assert Venue.objects.get().name == "Punya saya"

    def test_taking_a_room_out_tells_of_sessions_that_stand(self, hr):
        room = RoomFactory()
        SessionFactory(room=room, starts_at=at("2099-01-05"))
        typed = {"name": "Aula", "capacity": "5", "stamp": stamp_of(room, places.ROOM_FIELDS)}
        answer = hr.post(url("room_change", room.pk), typed, follow=True)
        assert "1 sesi mendatang masih memakainya" in page(answer)
        assert "tidak dipakai lagi" in page(answer)

    def test_a_used_room_is_not_deleted(self, hr):
        room = RoomFactory()
        SessionFactory(room=room)
        answer = hr.post(url("room_remove", room.pk), follow=True)
        assert "sudah dipakai jadwal pelatihan" in page(answer)
        assert Room.objects.exists()

    def test_ways(self, hr):
        one, two = VenueFactory(), VenueFactory()
        VenueFactory(is_active=False)
        bad = hr.post(url("venue_travel", one.pk), {f"ke_{two.pk}": "9999"})
        assert bad.status_code == 422
        assert 'value="9999"' in page(bad)
        assert hr.post(url("venue_travel", one.pk), {f"ke_{two.pk}": "20"}).status_code == 302
        assert TravelTime.objects.get().minutes == 20
        assert "20" in page(hr.get(url("venue_detail", two.pk)))
        hr.post(url("venue_travel", two.pk), {f"ke_{one.pk}": ""})
        assert not TravelTime.objects.exists()

    def test_a_reader_has_no_buttons(self, cast, sign_in):
        room = RoomFactory()
        client = sign_in(cast.official)
        for address in (url("venue_list"), url("venue_detail", room.venue_id)):
            assert "ubah/" not in page(client.get(address))


class TestSpeakers:
    TYPED = {"name": "Dr. Siti", "institution": "Untad", "phone": "0811-2222", "is_active": "on"}

    def test_from_outside_and_the_second_press(self, hr):
        field = CompetencyFactory(name="Pelayanan")
        typed = self.TYPED | {"fields": [field.pk]}
        assert hr.post(url("speaker_new"), typed).status_code == 302
        again = hr.post(url("speaker_new"), typed)
        assert (again.status_code, Speaker.objects.count()) == (422, 1)
        assert "sudah ada dalam daftar" in page(again)

    def test_the_fields_that_are_ticked_stand_first(self, hr):
        first, gone = CompetencyFactory(order=1), CompetencyFactory(order=9, is_active=False)
        speaker = SpeakerFactory()
        speaker.fields.add(gone)
        form = hr.get(url("speaker_change", speaker.pk)).context["form"]
        assert list(form.fields["fields"].queryset) == [gone, first]
        assert form["fields"].value() == [gone.pk]

    def test_from_inside(self, hr, cast):
        person = cast.owner.civil_servant
        assert person.full_name in page(hr.get(url("speaker_pick"), {"q": "pemilik"}))
        assert "Ketik paling sedikit" in page(hr.get(url("speaker_pick"), {"q": "\x00pe"}))
        answer = hr.post(url("speaker_of_person", person.pk), {"is_active": "on", "name": "Nama palsu"})
        speaker = Speaker.objects.get()
        assert answer["Location"] == url("speaker_detail", speaker.pk)
        assert str(speaker) == person.full_name
        assert person.full_name not in page(hr.get(url("speaker_pick"), {"q": "pemilik"}))
        again = hr.post(url("speaker_of_person", person.pk), {"is_active": "on"}, follow=True)
        assert "sudah ada dalam daftar narasumber" in page(again)
        typed = {"biography": "Pengajar", "stamp": stamp_of(speaker, speakers.SPEAKER_FIELDS)}
        assert hr.post(url("speaker_change", speaker.pk), typed).status_code == 302
        assert Speaker.objects.get().biography == "Pengajar"

    def test_filters(self, hr):
        field = CompetencyFactory()
        chosen = SpeakerFactory(name="Ahli Gizi")
        chosen.fields.add(field)
        SpeakerFactory(name="Ahli Hukum")
        SpeakerAbsenceFactory(speaker=chosen)
        shown = [
            ({"q": "gizi"}, True, False),
            ({"bidang": field.pk}, True, False),
            ({"bebas": "2027-03-01"}, False, True),
            ({"bebas": "2027-03-02", "q": "Untad"}, False, False),
            ({"bebas": "0001-01-01"}, True, True),
            ({"bidang": "x", "bebas": "besok", "q": "\x00"}, True, True),
        ]
        for query, first, second in shown:
            text = page(hr.get(url("speaker_list"), query))
            assert ("Ahli Gizi" in text, "Ahli Hukum" in text) == (first, second), query

    def test_only_bkpsdmd_reads_addresses_and_reasons(self, hr, cast, sign_in):
        speaker = SpeakerFactory(phone="0811-2222", email="siti@contoh.id")
        SpeakerAbsenceFactory(
            speaker=speaker, starts_at=at("2099-01-01"), ends_at=at("2099-01-02"), reason="Berobat"
        )
        SessionSpeakerFactory(
            speaker=speaker, session=SessionFactory(title="Belum diumumkan", starts_at=at("2099-02-02"))
        )
        secrets = ("0811-2222", "siti@contoh.id", "Berobat", "Belum diumumkan")
        text = page(hr.get(url("speaker_detail", speaker.pk)))
        assert all(word in text for word in secrets)
        text = page(sign_in(cast.unit_hr).get(url("speaker_detail", speaker.pk)))
        assert not any(word in text for word in secrets)
        assert "1 Januari 2099" in text

    def test_an_absence(self, hr):
        speaker = SpeakerFactory()
        typed = {"starts_at": "2099-03-01T08:00", "ends_at": "2099-03-01T12:00"}
        for bad in ({"ends_at": "2099-03-01T07:00"}, {"ends_at": ""}, {"starts_at": "0001-01-01T00:00"}):
            assert hr.post(url("speaker_absence", speaker.pk), typed | bad).status_code == 422
        assert hr.post(url("speaker_absence", speaker.pk), typed).status_code == 302
        absence = speaker.absences.get()
        assert absence.starts_at == at("2099-03-01", 8)
        assert "1 Maret 2099, 08.00" in page(hr.get(url("speaker_absence_remove", absence.pk)))
        hr.post(url("speaker_absence_remove", absence.pk))
        assert not speaker.absences.exists()


class TestHolidays:
    def upload(self, client, content, **typed):
        file = SimpleUploadedFile("libur.ics", content)
        return client.post(
            url("holiday_import"), {"file": file, "kind": "national", "source": "SKB 1/2027"} | typed
        )

    def agree(self, client, answer, *ticked):
        signed = answer.context["signed"]
        return client.post(
            url("holiday_import_apply"), {"signed": signed, "take": [str(n) for n in ticked]}, follow=True
        )

    def test_by_hand(self, hr):
        typed = {"date": "2027-09-27", "name": "HUT Kota Palu", "kind": "regional"}
        answer = hr.post(url("holiday_new"), typed)
        assert answer["Location"] == url("holiday_list", 2027)
        assert hr.post(url("holiday_new"), typed).status_code == 422
        assert "Senin, 27 September 2027" in page(hr.get(url("holiday_list", 2027)))
        assert "Belum ada hari libur 2028" in page(hr.get(url("holiday_list", 2028)))
        assert all(hr.get(url("holiday_list", year)).status_code == 404 for year in (0, 1999, 99999))

    def test_a_preview_writes_nothing_and_shows_everything(self, hr):
        HolidayFactory(date=dt.date(2027, 8, 17), name="Kemerdekaan")
        content = calendar(
            day("20270817", "HUT RI"), day("20270101", "<b>Tahun Baru</b>"), day("20279999", "Rusak")
        )
        answer = self.upload(hr, content)
        text = page(answer)
        assert answer.status_code == 200
        assert "1 hari baru, 1 berubah, 0 sudah tercatat" in text
        assert "tercatat sekarang: Kemerdekaan" in text
        assert "Baris 11" in text
        assert "&lt;b&gt;Tahun Baru" in text
        assert Holiday.objects.get().name == "Kemerdekaan"

    def test_only_what_is_ticked_and_twice_changes_nothing(self, hr):
        content = calendar(day("20270817", "HUT RI"), day("20270101", "Tahun Baru"))
        answer = self.upload(hr, content)
        assert "1 hari libur ditambahkan, 0 diubah" in page(self.agree(hr, answer, 0))
        assert [(h.name, h.source) for h in Holiday.objects.all()] == [("Tahun Baru", "SKB 1/2027")]
        assert "Tidak ada perubahan" in page(self.agree(hr, answer, 0))
        assert "Tidak ada hari yang Anda centang" in page(self.agree(hr, answer))
        self.agree(hr, answer, 0, 1, 77, "x")
        assert Holiday.objects.count() == 2
        assert "Semua hari dalam berkas sudah tercatat" in page(self.upload(hr, content))

    def test_an_observance_waits_for_a_tick(self, hr):
        text = page(self.upload(hr, calendar(day("20271222", "Hari Ibu", "DESCRIPTION:Perayaan"))))
        assert 'id="ambil-0"' in text
        assert 'id="ambil-0" checked' not in text

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"", "kosong"),
            (b"halo", "bukan berkas kalender"),
            (b"BEGIN:VCALENDAR\r\n" + b"x" * 2_000_000, "terlalu besar"),
        ],
    )
    def test_bad_files(self, hr, content, words):
        answer = self.upload(hr, content)
        assert answer.status_code == 422
        assert words in page(answer)
        assert "SKB 1/2027" in page(answer)

    @pytest.mark.parametrize(
        "signed",
        ["", "x", signing.dumps({"source": "x", "days": []}), "\x00"],
        ids=["empty", "unsigned", "signed for another use", "nul"],
    )
    def test_a_forged_preview_is_refused(self, hr, signed):
        answer = hr.post(url("holiday_import_apply"), {"signed": signed, "take": ["0"]}, follow=True)
        assert "tidak berlaku lagi" in page(answer)
        assert not Holiday.objects.exists()

    def test_the_calendar_of_a_year_comes_back_unchanged(self, hr):
        HolidayFactory(date=dt.date(2027, 1, 1), name="Tahun Baru, 2027")
        HolidayFactory(date=dt.date(2028, 1, 1), name="Tahun lain")
        content = hr.get(url("holiday_file", 2027)).content
        assert plainly(content) == {dt.date(2027, 1, 1): "Tahun Baru, 2027"}
        assert "0 hari baru, 0 berubah, 1 sudah tercatat" in page(self.upload(hr, content))


class TestAbsences:
    TYPED = {"kind": "leave", "starts_on": "2099-03-01", "ends_on": "2099-03-05"}

    def test_the_hr_of_the_unit(self, cast, sign_in):
        client, person = sign_in(cast.unit_hr), cast.owner.civil_servant
        text = page(client.get(url("absence_list"), {"q": "pemilik"}))
        assert url("absence_person", person.pk) in text
        refused = client.post(url("absence_new", person.pk), self.TYPED | {"ends_on": "2099-02-01"})
        assert refused.status_code == 422
        assert "tidak boleh mendahului" in page(refused)
        assert client.post(url("absence_new", person.pk), self.TYPED).status_code == 302
        assert person.full_name in page(client.get(url("absence_list")))
        assert person.full_name not in page(client.get(url("absence_list"), {"jenis": "duty"}))
        client.post(url("absence_remove", StaffAbsence.objects.get().pk))
        assert not StaffAbsence.objects.exists()

    def test_another_unit_sees_nothing(self, cast, sign_in):
        StaffAbsenceFactory(civil_servant=cast.owner.civil_servant, ends_on=dt.date(2099, 1, 1))
        name = cast.owner.civil_servant.full_name
        assert name not in page(sign_in(cast.stranger).get(url("absence_list"), {"q": "pemilik"}))
        assert name in page(sign_in(cast.city_hr).get(url("absence_list")))

    def test_the_past_only_when_asked(self, hr, cast):
        StaffAbsenceFactory(
            civil_servant=cast.owner.civil_servant,
            starts_on=dt.date(2020, 1, 1),
            ends_on=dt.date(2020, 1, 2),
        )
        name = cast.owner.civil_servant.full_name
        assert name not in page(hr.get(url("absence_list")))
        assert name in page(hr.get(url("absence_list"), {"waktu": "semua"}))

    def test_one_reads_ones_own(self, cast, sign_in):
        StaffAbsenceFactory(civil_servant=cast.owner.civil_servant)
        text = page(sign_in(cast.owner).get(url("absence_person", cast.owner.civil_servant_id)))
        assert "Ketidakhadiran Anda" in text
        assert "hapus/" not in text


class TestRules:
    def typed(self, **fields):
        rules = schedule_rules.in_force()
        typed = {str(code): str(level) for code, (level, _limit) in rules.items()}
        return typed | {"unit_share_limit": "30", "stamp": schedule_rules.stamp(rules)} | fields

    def test_set(self, hr):
        answer = hr.post(url("rule_edit"), self.typed(holiday="block", room="ignore"), follow=True)
        assert "Aturan jadwal tersimpan" in page(answer)
        assert schedule_rules.in_force()["holiday"] == ("block", None)
        assert schedule_rules.in_force()["room"] == ("block", None)

    @pytest.mark.parametrize("fields", [{"hours": "never"}, {"unit_share_limit": "101"}, {"hours": ""}])
    def test_what_does_not_fit(self, hr, fields):
        assert hr.post(url("rule_edit"), self.typed(**fields)).status_code == 422

    def test_the_second_editor_sees_it_and_may_insist(self, hr):
        typed = self.typed(hours="ignore")
        schedule_rules.set_rules(schedule_rules.in_force() | {"hours": ("block", None)}, by=None)
        answer = hr.post(url("rule_edit"), typed)
        assert answer.status_code == 422
        assert "sudah diubah orang lain" in page(answer)
        stamp = answer.context["form"]["stamp"].value()
        assert hr.post(url("rule_edit"), typed | {"stamp": stamp}).status_code == 302
        assert schedule_rules.in_force()["hours"] == ("ignore", None)


class TestQueries:
    def costs(self, client, address, make, count, django_assert_num_queries):
        make()
        client.get(address)
        for _rows in range(2):
            with django_assert_num_queries(count):
                client.get(address)
            make()
            make()

    def test_venues(self, hr, django_assert_num_queries):
        self.costs(hr, url("venue_list"), RoomFactory, 6, django_assert_num_queries)

    def test_a_venue(self, hr, django_assert_num_queries):
        venue = VenueFactory()
        make = lambda: RoomFactory(venue=venue) and VenueFactory()  # noqa: E731
        self.costs(hr, url("venue_detail", venue.pk), make, 8, django_assert_num_queries)

    def test_speakers(self, hr, cast, django_assert_num_queries):
        people = iter([cast.owner, cast.colleague, cast.superior, cast.unit_hr, cast.unit_head])

        def make():
            SpeakerFactory().fields.add(CompetencyFactory())
            SpeakerFactory(name="", institution="", civil_servant=next(people).civil_servant)

        self.costs(hr, url("speaker_list") + "?bebas=2027-03-01", make, 8, django_assert_num_queries)

    def test_a_speaker(self, hr, django_assert_num_queries):
        speaker = SpeakerFactory()
        hours = iter(range(1, 9))

        def make():
            day = f"2099-01-0{next(hours)}"
            SpeakerAbsenceFactory(speaker=speaker, starts_at=at(day, 8), ends_at=at(day, 9))
            session = SessionFactory(starts_at=at(day), room=RoomFactory())
            SessionSpeakerFactory(speaker=speaker, session=session)

        self.costs(hr, url("speaker_detail", speaker.pk), make, 8, django_assert_num_queries)

    def test_holidays(self, hr, django_assert_num_queries):
        self.costs(hr, url("holiday_list", 2027), HolidayFactory, 6, django_assert_num_queries)

    def test_absences(self, hr, cast, django_assert_num_queries):
        people = iter([cast.owner, cast.colleague, cast.superior, cast.unit_hr, cast.unit_head])
        make = lambda: StaffAbsenceFactory(  # noqa: E731
            civil_servant=next(people).civil_servant, ends_on=dt.date(2099, 1, 1)
        )
        self.costs(hr, url("absence_list") + "?q=a", make, 7, django_assert_num_queries)
