"""Seats follow who serves where; vacancies are foreseen by age; candidates stand side by side, unranked."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from careers import nominations, rules, seats
from careers.models import NominationCheck, RetirementAge, Seat, SuccessorNomination
from careers.reports import seats as report
from personnel.changes import people_changed
from personnel.models import AuditEntry, CivilServant, Notice
from tests.careers.world import FROM, rule, seat, step
from tests.factories import CivilServantFactory, PositionFactory

pytestmark = pytest.mark.django_db


def hold(title, level, unit, **fields):
    return CivilServantFactory(position=PositionFactory(name=title, level=level), unit=unit, **fields)


def held(unit, name):
    rows = Seat.objects.filter(unit=unit, position__name=name).order_by("pk")
    return [(row.holder and row.holder.name, row.vacant_since) for row in rows]


def test_a_seat_outlives_its_holder_and_is_taken_again(cast):
    today = timezone.localdate()
    first = hold("Kepala Seksi", "pengawas", cast.bidang_b, name="Yang Pertama")
    hold("Arsiparis", "pelaksana", cast.bidang_b)
    people_changed([first.pk])
    seats.refresh()
    assert held(cast.bidang_b, "Kepala Seksi") == [("Yang Pertama", None)]
    assert not Seat.objects.filter(position__name="Arsiparis").exists()
    CivilServant.objects.filter(pk=first.pk).update(legal_state="pensiun")
    seats.refresh()
    assert held(cast.bidang_b, "Kepala Seksi") == [(None, today)]
    for name in ("Yang Kedua", "Yang Ketiga"):
        hold("Kepala Seksi", "pengawas", cast.bidang_b, name=name)
    seats.refresh()
    assert held(cast.bidang_b, "Kepala Seksi") == [("Yang Kedua", None), ("Yang Ketiga", None)]


def test_a_vacancy_is_foreseen_by_the_age_of_the_level_and_nothing_is_guessed(cast):
    today = dt.date(2026, 11, 29)
    RetirementAge.objects.create(level="pengawas", age=58, valid_from=FROM, source="Uji", standing="nasional")
    for name, born in (("A", "1968-11-29"), ("B", "1969-11-29"), ("C", "1969-11-30"), ("D", "1972-01-01")):
        hold(f"Kepala Seksi {name}", "pengawas", cast.bidang_b, birth_date=dt.date.fromisoformat(born))
    hold("Kepala Bidang", "administrator", cast.bidang_b, birth_date=dt.date(1968, 1, 1))
    seats.refresh()
    seat(cast.bidang_b, "Kepala Seksi Kosong", "pengawas")
    listed = report.dated(Seat.objects.filter(unit=cast.bidang_b), today)

    def names(horizon):
        return sorted(row.position.name[-6:] for row in report.until(listed, horizon, today))

    assert names("kini") == ["Kosong"]
    assert names("1") == ["Kosong", "eksi A", "eksi B"]
    assert names("3") == ["Kosong", "eksi A", "eksi B", "eksi C"]
    assert listed.get(position__name="Kepala Bidang").empties_on is None
    sums = report.Sums.of(listed, today)
    assert sums.by_level == [
        report.Counts("Administrator", 1, 0, 0, 0, 0),
        report.Counts("Pengawas", 5, 1, 3, 4, 5),
    ]
    assert [(name, count) for name, count, _tone in sums.spread] == [
        ("kosong sekarang", 1),
        ("dalam 1 tahun", 2),
        ("1 sampai 3 tahun", 1),
        ("3 sampai 5 tahun", 1),
        ("tidak diketahui", 1),
    ]
    assert [(row.all, row.in_5) for row in sums.by_opd] == [(6, 5)]


def test_a_known_move_comes_before_the_age_and_is_forgotten_with_the_holder(cast):
    today = timezone.localdate()
    RetirementAge.objects.create(level="pengawas", age=58, valid_from=FROM, source="Uji", standing="nasional")
    head = hold("Kepala Seksi", "pengawas", cast.bidang_b, birth_date=dt.date(today.year - 56, 1, 1))
    seats.refresh()
    held_by = Seat.objects.get(holder=head)

    def empties():
        return report.dated(Seat.objects.filter(pk=held_by.pk), today).get()

    ages_out = empties().empties_on
    soon = today + dt.timedelta(days=30)
    with pytest.raises(PermissionDenied):
        seats.foresee_move(held_by, soon, "Mutasi", by=cast.unit_hr)
    for day, reason in ((soon, ""), (None, "Mutasi"), (today - dt.timedelta(days=1), "Mutasi")):
        with pytest.raises(ValidationError):
            seats.foresee_move(held_by, day, reason, by=cast.city_hr)
    seats.foresee_move(held_by, soon, "Mutasi ke provinsi", by=cast.city_hr)
    assert AuditEntry.objects.get(action="seat_leave").facts["leaves_on"] == soon.isoformat()
    (row,) = report.rows([empties()], today)
    assert (row.seat.empties_on, row.state.text) == (soon, "Akan kosong")
    assert "Mutasi ke provinsi" in row.when
    seats.foresee_move(held_by, dt.date(today.year + 20, 1, 1), "Mutasi", by=cast.city_hr)
    assert empties().empties_on == ages_out
    CivilServant.objects.filter(pk=head.pk).update(legal_state="pensiun")
    seats.refresh()
    assert (empties().empties_on, empties().leaves_on, empties().leaves_reason) == (today, None, "")
    with pytest.raises(ValidationError, match="sudah kosong"):
        seats.foresee_move(held_by, soon, "Mutasi", by=cast.city_hr)


def test_candidates_stand_side_by_side_and_find_who_looked(cast, sign_in):
    step("pengawas", "administrator", "vertikal")
    rule("pendidikan", "administrator", word="s1")
    rule("lainnya", "administrator", text="Integritas yang baik")
    ready = hold("Kepala Seksi", "pengawas", cast.bidang_b, education="s2", name="Zainab")
    lacking = hold("Kepala Seksi", "pengawas", cast.bidang_b, education="d3", name="Ahmad")
    hold("Kepala Seksi", "pengawas", cast.dinas_kesehatan, education="s1", name="Orang Lain")
    vacant = seat(cast.bidang_a)
    page = sign_in(cast.ppk).get(f"/jalur-jabatan/kekosongan/{vacant.pk}/")
    listed = [(row.person.name, row.cells[0][1].text) for row in page.context["page_obj"]]
    assert listed == [("Ahmad", "Belum terpenuhi"), ("Zainab", "Terpenuhi")]
    assert page.context["labels"] == ["Pendidikan"]  # what is open for everybody is said once, below
    assert page.context["alike"].startswith("Syarat lain (")
    chosen = sign_in(cast.ppk).get(f"/jalur-jabatan/kekosongan/{vacant.pk}/?urut=Pendidikan")
    assert [row.person.name for row in chosen.context["page_obj"]] == ["Zainab", "Ahmad"]
    looked = AuditEntry.objects.filter(action="view_candidate", actor=cast.ppk)
    assert set(looked.values_list("subject", flat=True)) == {ready.pk, lacking.pk}
    text = sign_in(cast.unit_hr).get("/jalur-jabatan/kekosongan/?waktu=kini").content.decode()
    assert "Kepala Bidang Uji" in text
    assert f"{cast.bidang_a.name}, {cast.dinas_sosial.name}" in text  # every OPD has units of one name
    assert f"/jalur-jabatan/kekosongan/{vacant.pk}/" not in text
    seat(cast.dinas_kesehatan, "Kepala Dinas Lain", "jpt_pratama")
    lonely = sign_in(cast.ppk).get("/jalur-jabatan/kekosongan/?waktu=kini&tanpa=on")
    assert "Kepala Dinas Lain" in lonely.content.decode()
    assert "Kepala Bidang Uji" not in lonely.content.decode()
    answer = sign_in(cast.ppk).post("/jalur-jabatan/kekosongan/unduh/", {"waktu": "kini", "tanpa": "True"})
    taken = b"".join(answer.streaming_content).decode().splitlines()
    assert taken[0].endswith("Memenuhi semua yang dapat diperiksa")
    assert [line.split(",")[0] for line in taken[1:]] == ["Kepala Dinas Lain"]
    assert AuditEntry.objects.filter(action="seats_exported", actor=cast.ppk).exists()
    rows = report.rows(list(report.dated(Seat.objects.for_list().filter(pk=vacant.pk), FROM)), FROM)
    assert [row.ready for row in rows] == [1]


def test_only_bkpsdmd_calls_a_post_key_and_says_why(cast):
    vacant = seat(cast.bidang_a)
    for member in sorted(set(cast.members) - {"city_hr"}):
        with pytest.raises(PermissionDenied):
            seats.set_key(vacant, "Layanan utama", by=cast.members[member])
    assert seats.set_key(vacant, "Layanan utama", by=cast.city_hr).is_key
    assert not seats.set_key(vacant, "", by=cast.city_hr).is_key
    with pytest.raises(ValidationError):
        Seat(unit=cast.bidang_a, position=vacant.position, is_key=True, vacant_since=FROM).full_clean()


def test_a_nomination_freezes_what_was_checked_and_is_told(cast, sign_in):
    step("pengawas", "administrator", "vertikal")
    old = rule("pendidikan", "administrator", word="s1")
    for word in ("pengawas", "jf_ahli_muda"):
        rule("pengalaman", "administrator", word=word, group="jabatan")
    person = cast.owner.civil_servant
    CivilServant.objects.filter(pk=person.pk).update(
        education="s1", position=PositionFactory(name="Kepala Seksi", level="pengawas")
    )
    vacant = seat(cast.bidang_a)
    for member in sorted(set(cast.members) - {"city_hr", "pyb", "ppk"}):
        with pytest.raises(PermissionDenied):
            nominations.nominate(vacant, person, "Menguasai bidangnya", by=cast.members[member])
    with pytest.raises(PermissionDenied):  # nobody themself
        nominations.nominate(vacant, cast.city_hr.civil_servant, "x", by=cast.city_hr)
    with pytest.raises(ValidationError, match="jangkauan"):
        nominations.nominate(vacant, cast.colleague.civil_servant, "x", by=cast.ppk)
    named = nominations.nominate(vacant, person, "Menguasai bidangnya", by=cast.ppk, is_emergency=True)
    with pytest.raises(ValidationError, match="sudah dinominasikan"):
        nominations.nominate(vacant, person, "Sekali lagi", by=cast.city_hr)
    CivilServant.objects.filter(pk=person.pk).update(education="sma")
    rules.end_rule(old, timezone.localdate(), by=cast.city_hr)
    check = named.checks.get(rule=old)
    assert (check.words, check.state) == ("Paling rendah S-1/D-IV", "Terpenuhi")
    assert named.readiness == "Memenuhi semua syarat yang dapat diperiksa"
    for frozen in (named.checks.all(), SuccessorNomination.objects.filter(pk=named.pk)):
        with pytest.raises(DatabaseError), transaction.atomic():
            frozen.update(**({"state": "Belum"} if frozen.model is NominationCheck else {"words": "Lain"}))
    assert Notice.objects.filter(user=cast.owner, subject__contains="calon suksesor").exists()
    assert "calon suksesor Kepala Bidang Uji" in " ".join(
        sign_in(cast.owner).get("/jalur-jabatan/").content.decode().split()
    )
    nominations.end_nomination(named, "Jabatan sudah terisi", by=cast.ppk)
    text = sign_in(cast.owner).get(f"/jalur-jabatan/nominasi/{named.pk}/").content.decode()
    assert "Jabatan sudah terisi" in text
    assert text.count("salah satu pilihan") == 2
