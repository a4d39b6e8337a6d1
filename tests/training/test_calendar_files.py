"""Calendar files: what is read, what is named and why, and that other programs read what we write."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from training import calendar_files
from training.models import Holiday

NATIONAL, COLLECTIVE, REGIONAL = "national", "collective", "regional"


def event(*lines):
    return ["BEGIN:VEVENT", *lines, "END:VEVENT"]


def calendar(*parts, end="\r\n"):
    body = [line for part in parts for line in part]
    return end.join(["BEGIN:VCALENDAR", "VERSION:2.0", *body, "END:VCALENDAR", ""]).encode()


def read(*parts, **options):
    return calendar_files.read(calendar(*parts), **options)


def day(text, name="Hari Raya", *more):
    return event(f"DTSTART;VALUE=DATE:{text}", f"SUMMARY:{name}", *more)


def facts(reading):
    return [(entry.line, f"{entry.date}", entry.name, entry.kind) for entry in reading.entries]


class TestReading:
    def test_days_with_their_lines(self):
        reading = read(day("20270817", "HUT RI"), day("20270312", "Cuti Bersama Idulfitri"))
        assert facts(reading) == [
            (7, "2027-03-12", "Cuti Bersama Idulfitri", COLLECTIVE),
            (3, "2027-08-17", "HUT RI", NATIONAL),
        ]
        assert reading.anomalies == []

    @pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
    def test_any_end_of_line_and_a_byte_order_mark(self, end):
        content = b"\xef\xbb\xbf" + calendar(day("20270817"), end=end)
        assert [entry.line for entry in calendar_files.read(content).entries] == [3]

    def test_long_lines_are_folded_and_commas_escaped(self):
        reading = read(event("DTSTART;VALUE=DATE:20270101", "SUMMARY:Tahun Baru\\, ", " 2027 Masehi"))
        assert reading.entries[0].name == "Tahun Baru, 2027 Masehi"

    def test_the_end_of_an_event_is_the_day_after(self):
        reading = read(day("20270310", "Idulfitri", "DTEND;VALUE=DATE:20270312"))
        assert [f"{entry.date}" for entry in reading.entries] == ["2027-03-10", "2027-03-11"]
        assert len(read(day("20270310", "x", "DTEND;VALUE=DATE:20270310")).entries) == 1
        assert len(read(day("20270310", "x", "DURATION:P3D")).entries) == 3

    def test_an_event_with_hours_is_not_taken_unasked(self):
        reading = read(event("DTSTART:20270816T230000Z", "DTEND:20270817T020000Z", "SUMMARY:Rapat"))
        assert [(f"{e.date}", e.is_likely) for e in reading.entries] == [("2027-08-17", False)]
        assert "berjam" in reading.entries[0].note

    def test_an_observance_is_not_taken_unasked(self):
        reading = read(day("20271222", "Hari Ibu", "DESCRIPTION:Perayaan\\nUntuk menyembunyikan"))
        assert [entry.is_likely for entry in reading.entries] == [False]

    def test_the_kind_of_the_file(self):
        reading = read(day("20270927", "HUT Kota Palu"), kind=REGIONAL)
        assert reading.entries[0].kind == REGIONAL

    def test_one_day_is_one_holiday_and_the_likelier_counts(self):
        reading = read(day("20270501", "Hari Musik", "DESCRIPTION:Perayaan"), day("20270501", "Hari Buruh"))
        assert [entry.name for entry in reading.entries] == ["Hari Buruh"]
        assert [(a.line, a.name) for a in reading.anomalies] == [(3, "Hari Musik")]
        assert "sudah disebut pada baris 8: Hari Buruh" in reading.anomalies[0].reason

    @pytest.mark.parametrize(
        ("part", "reason"),
        [
            (day("20271345"), "Tanggal mulai"),
            (event("SUMMARY:Tanpa tanggal"), "Tanggal mulai"),
            (event("DTSTART;VALUE=DATE:20270101"), "tidak mempunyai nama"),
            (event("DTSTART;VALUE=DATE:20270101", "SUMMARY: "), "tidak mempunyai nama"),
            (day("20270101", "x", "DTEND;VALUE=DATE:20269999"), "Tanggal selesai tidak dapat"),
            (day("20270110", "x", "DTEND;VALUE=DATE:20270101"), "mendahului"),
            (day("20270101", "x", "DTEND;VALUE=DATE:20270301"), "lebih dari 31 hari"),
            (day("20270101", "x", "RRULE:FREQ=YEARLY"), "berulang"),
            (day("20270101", "x", "STATUS:CANCELLED"), "dibatalkan"),
            (day("18990101"), "antara 2000 dan 2100"),
            (day("20270101", "x", "DTSTART;VALUE=DATE:20270102"), "Tanggal mulai"),
            (event("DTSTART:00010101T000000Z", "SUMMARY:x"), "Tanggal mulai|antara 2000"),
            (["BEGIN:VTODO", "SUMMARY:Beli kue", "END:VTODO"], "Bukan acara"),
            (["BEGIN:VEVENT", "SUMMARY:Terpotong", "DTSTART;VALUE=DATE:20270101"], "tidak selesai"),
        ],
    )
    def test_what_is_no_day_off_is_named_and_hinders_no_other(self, part, reason):
        reading = read(day("20270817", "HUT RI"), part)
        assert [entry.name for entry in reading.entries] == ["HUT RI"]
        assert [anomaly.line for anomaly in reading.anomalies] == [7]
        assert any(word in reading.anomalies[0].reason for word in reason.split("|"))

    def test_an_event_that_is_not_closed_hinders_not_the_next(self):
        reading = read(["BEGIN:VEVENT", "SUMMARY:Terpotong"], day("20270817"))
        assert [anomaly.line for anomaly in reading.anomalies] == [3]
        assert [entry.line for entry in reading.entries] == [5]

    def test_time_zones_are_passed_over(self):
        zone = ["BEGIN:VTIMEZONE", "TZID:Asia/Makassar", "BEGIN:STANDARD", "END:STANDARD", "END:VTIMEZONE"]
        assert read(zone, day("20270817")).anomalies == []

    def test_a_long_name_is_cut_with_a_word(self):
        entry = read(day("20270817", "a" * 200)).entries[0]
        assert (len(entry.name), "dipotong" in entry.note) == (150, True)


class TestBadFiles:
    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"", "kosong"),
            (b" \r\n ", "kosong"),
            (b"nama,tanggal\n", "bukan berkas kalender"),
            (b"PK\x03\x04\xff\xfe", "UTF-8"),
            (b"BEGIN:VCALENDAR\r\nX:\x00\r\nEND:VCALENDAR", "bukan berkas kalender"),
            (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR", "tidak memuat satu acara"),
            (b"BEGIN:VCALENDAR\r\n" + b"X" * calendar_files.MOST_BYTES, "terlalu besar"),
            (calendar(*[day("20270101")] * 1001), "lebih dari 1000 acara"),
        ],
    )
    def test_refused_with_words(self, content, words):
        with pytest.raises(ValidationError, match=words):
            calendar_files.read(content)

    @settings(max_examples=200, deadline=None)
    @given(
        st.lists(
            st.sampled_from(
                [
                    "BEGIN:VEVENT",
                    "END:VEVENT",
                    "BEGIN:VALARM",
                    "END:VALARM",
                    "DTSTART;VALUE=DATE:20270101",
                    "DTSTART;TZID=Mars/Base:20270101T000000",
                    "DTSTART:99991231T235959Z",
                    "DTEND:x",
                    "DURATION:-P9D",
                    "DURATION:PT99999999999H",
                    "SUMMARY:a",
                    "SUMMARY;LANGUAGE=id:b\x07",
                    "RRULE:nonsense",
                    "STATUS:CANCELLED",
                    ":",
                    " x",
                    ";;;=",
                    "BEGIN:",
                    "END:VCALENDAR",
                ]
            ),
            max_size=25,
        )
    )
    def test_nothing_breaks_it(self, lines):
        try:
            reading = calendar_files.read(calendar(lines))
        except ValidationError:
            return
        for entry in reading.entries:
            Holiday(date=entry.date, name=entry.name, kind=entry.kind).clean_fields()


# ------------------------------------------------------------------------------------- by another parser


def plainly(content: bytes) -> dict[dt.date, str]:
    """Days and names by RFC 5545 alone: unfold, split at the colon, unescape. Shares no code with ours."""
    text = content.decode().replace("\r\n ", "").replace("\r\n\t", "")
    found, now = {}, {}
    for line in text.split("\r\n"):
        head, _colon, value = line.partition(":")
        name = head.split(";")[0]
        if (name, value) == ("BEGIN", "VEVENT"):
            now = {}
        elif (name, value) == ("END", "VEVENT"):
            start = dt.datetime.strptime(now["DTSTART"], "%Y%m%d").date()
            end = dt.datetime.strptime(now["DTEND"], "%Y%m%d").date()
            assert (end - start).days == 1
            assert now["UID"]
            assert now["DTSTAMP"].endswith("Z")
            found[start] = now["SUMMARY"].replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\")
        else:
            now[name] = value
    return found


@pytest.fixture
def holidays():
    names = ["Tahun Baru; 2027", "Nyepi, Tahun Baru Saka " + "é" * 80, "Garis \\ miring"]
    return [
        Holiday(date=dt.date(2027, n + 1, 1), name=name, kind=kind)
        for n, (name, kind) in enumerate(zip(names, (NATIONAL, COLLECTIVE, REGIONAL), strict=True))
    ]


def test_another_parser_reads_what_we_write(holidays):
    content = calendar_files.write(holidays, name="Hari libur 2027")
    assert plainly(content) == {holiday.date: holiday.name for holiday in holidays}
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_we_read_what_we_write(holidays):
    reading = calendar_files.read(calendar_files.write(holidays, name="Hari libur 2027"))
    assert reading.anomalies == []
    assert {entry.date: entry.name for entry in reading.entries} == {h.date: h.name for h in holidays}
    assert [entry.kind for entry in reading.entries][:2] == [NATIONAL, COLLECTIVE]
