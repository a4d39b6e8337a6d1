"""A workshop from the line of a ratified plan to the certificate, by people at browsers.

Real Postgres, real broker, real worker. Participants have a phone without JavaScript; nobody acts for
another.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal

import pytest
from django.utils import timezone

from planning.models import DevelopmentForm, Plan
from tests import factories
from tests.browser.people import text_of
from tests.cast import Cast, make_cast
from tests.planning.world import (
    CompetencyFactory,
    CycleFactory,
    FormFactory,
    ItemFactory,
    PlanFactory,
    ProgrammeFactory,
    RuleFactory,
    TargetFactory,
)
from tests.training.world import RoomFactory, SpeakerFactory
from training.models import Attendance, Batch, Session, SessionSeat, SessionSpeaker

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PROGRAMME, LESSON = "Pelayanan Ramah Warga", "Praktik melayani di loket"
LETTER = "800/31/DINSOS"
OTHER = "Siti Peserta"


@dataclass(frozen=True)
class World:
    """Who is there, and the quarter for which the plan asks for the workshop."""

    cast: Cast
    year: int
    quarter: int


@pytest.fixture
def world(transactional_db, settings, behind_the_scenes):
    """A ratified plan with a line for two people, a room, and a speaker from another office."""
    settings.SECOND_FACTOR_REQUIRED = False
    return behind_the_scenes(begin)


def begin() -> World:
    cast = make_cast()
    # Enough colleagues stay at their work while three are away.
    staff = [factories.CivilServantFactory(unit=cast.bidang_a) for _n in range(9)]
    other = factories.CivilServantFactory(
        name=OTHER, unit=cast.bidang_a, superior=cast.superior.civil_servant, position=staff[0].position
    )
    # So far ahead that there is time to invite, and two weeks at least of its quarter are left.
    day = timezone.localdate() + dt.timedelta(days=21)
    quarter = (day.month + 2) // 3
    cycle = CycleFactory(year=day.year)
    form = FormFactory(code="B3", name="Lokakarya", track=DevelopmentForm.Track.CLASSICAL)
    RuleFactory(form=form)
    competency = CompetencyFactory(code="M.05", name="Pelayanan Publik")
    programme = ProgrammeFactory(
        name=PROGRAMME,
        form=form,
        competency=competency,
        quantity=Decimal(4),
        jp_proposed=Decimal(4),
        min_seats=2,
        max_seats=5,
    )
    plan = PlanFactory(unit=cast.dinas_sosial, cycle=cycle)
    item = ItemFactory(
        plan=plan,
        number=1,
        name=PROGRAMME,
        programme=programme,
        competency=competency,
        form=form,
        quarter=quarter,
        quantity=Decimal(4),
        jp_proposed=Decimal(4),
        jp_counted=Decimal(4),
    )
    for person in (cast.owner.civil_servant, other):
        TargetFactory(item=item, civil_servant=person)
    Plan.objects.filter(pk=plan.pk).update(
        status="ratified", decision_number="800/7", decision_date=timezone.localdate()
    )
    RoomFactory(name="Aula")
    speaker = SpeakerFactory(civil_servant=cast.stranger.civil_servant, name="", institution="")
    speaker.fields.add(competency)
    return World(cast, day.year, quarter)


def the_day_comes(begins: dt.timedelta, ends: dt.timedelta) -> None:
    """The waiting is left out: what is scheduled moves to where it lies from now."""
    now = timezone.now()
    times = {"starts_at": now + begins, "ends_at": now + ends}
    for rows in (Session.objects, SessionSeat.objects, SessionSpeaker.objects):
        rows.update(**times)


def facts() -> tuple[int, int]:
    """The batch and its only session."""
    batch = Batch.objects.get()
    return batch.pk, batch.sessions.get().pk


def test_a_workshop_from_the_line_to_the_certificate(
    world, worker, sit_down, at, behind_the_scenes, tmp_path
):
    worker.start()
    cast = world.cast
    owner, colleague = sit_down(cast.owner, "phone"), sit_down(cast.colleague, "phone")
    hr, superior, unit_hr = (sit_down(user) for user in (cast.city_hr, cast.superior, cast.unit_hr))
    roman = ["I", "II", "III", "IV"][world.quarter - 1]
    minutes = dt.timedelta(minutes=1)

    # BKPSDMD asks for a proposal; a worker computes it.
    hr.open(f"/pelatihan/usulan/?tahun={world.year}").follow("Susun usulan")
    hr.choose("Triwulan", roman).press("Susun usulan").waits_for("Dihitung dengan apa?")
    hr.sees("mendapat tempat")

    # It adjusts what was proposed: more seats, another title; reads a warning, takes it, and confirms.
    hr.follow(PROGRAMME).sees(OTHER).follow("Ubah angkatan")
    hr.write("Jumlah kursi", 5).press("Simpan angkatan").sees("Angkatan tersimpan", inside="body")
    hr.follow("Ubah", inside="main table")
    hr.write("Materi", LESSON).press("Simpan sesi").sees("satu-satunya")
    hr.page.get_by_label("Saya tahu, tetap simpan").check()
    hr.press("Simpan sesi").sees("Sesi tersimpan", inside="body").sees(LESSON)
    hr.press("Tetapkan usulan").sees("2 pegawai ditunjuk", inside="body")
    batch, session = behind_the_scenes(facts)

    # The schedule is announced; who is not in the plan asks for a place from the phone.
    assert not colleague.open("/pelatihan/kepesertaan/").has(PROGRAMME)
    hr.open(f"/pelatihan/pengumuman/?tahun={world.year}").follow("Umumkan jadwal")
    hr.sees("1 sesi baru").press("Umumkan jadwal").waits_for("Yang berubah")
    colleague.open("/pelatihan/kepesertaan/").follow(PROGRAMME).press("Daftar pelatihan ini")

    # The superior agrees to all three, the unit's HR to whom BKPSDMD has not put forward.
    superior.open("/").sees("3 kepesertaan pelatihan menunggu").follow("Lihat kepesertaan")
    for _person in range(3):
        superior.press("Setujui")
    superior.sees("Tidak ada yang menunggu persetujuan Anda")
    unit_hr.open("/").sees("1 kepesertaan pelatihan menunggu").follow("Lihat kepesertaan")
    unit_hr.sees(cast.colleague.civil_servant.name).press("Setujui")
    unit_hr.sees("Tidak ada yang menunggu persetujuan Anda")

    # The office sends its people by a letter, made by a worker; each of them finds it.
    unit_hr.open(f"/pelatihan/angkatan/{batch}/peserta/").sees("3 dari").follow("Surat tugas")
    unit_hr.write("Nomor surat", LETTER).write("Tanggal surat", timezone.localdate())
    unit_hr.press("Buat surat tugas").sees(LETTER)
    unit_hr.press("Unduh PDF").waits_for("Nomor periksa")
    letter = text_of(unit_hr.downloads("Unduh (PDF", tmp_path))
    for words in (LETTER, PROGRAMME, cast.owner.civil_servant.name, OTHER):
        assert words.lower() in letter.lower(), words
    owner.open("/pelatihan/kepesertaan/")
    assert owner.has(f"Surat tugas {LETTER}", role="button")

    # The day has come. The speaker shows the code; one form sent twice is one attendance.
    behind_the_scenes(the_day_comes, -30 * minutes, 90 * minutes)
    speaker = sit_down(cast.stranger).open("/pelatihan/jadwal-saya/")
    speaker.follow("Tampilkan kode presensi").press("Buka presensi")
    owner.open("/").follow("Isi presensi")
    owner.write("Kode di layar", "000000").press("Saya hadir").sees("Kode ini tidak berlaku lagi atau salah")
    second = owner.context.new_page()
    second.goto(owner.page.url)
    code = shown(speaker)
    second.get_by_label("Kode di layar").fill(code)
    owner.write("Kode di layar", code).press("Saya hadir").sees("Anda tercatat hadir")
    with second.expect_navigation() as answered:
        second.get_by_role("button", name="Saya hadir").click()
    assert answered.value.status == 200
    assert "Anda tercatat hadir" in second.locator("main").inner_text()
    assert behind_the_scenes(Attendance.objects.count) == 1
    colleague.open("/pelatihan/jadwal-saya/").follow("Isi presensi")
    colleague.write("Kode di layar", shown(speaker)).press("Saya hadir").sees("Anda tercatat hadir")
    speaker.follow("Segarkan").sees("2 dari 3 peserta sudah hadir")

    # Over: attendance is closed, and the hours stand in the ledger at once.
    behind_the_scenes(the_day_comes, -125 * minutes, -5 * minutes)
    hr.open("/").sees("1 sesi selesai menunggu penutupan presensi")
    hr.open(f"/pelatihan/sesi/{session}/presensi/").sees("2 dari 3 peserta tercatat hadir")
    hr.press("Tutup dan catat JP").sees("JP 2 peserta dicatat", inside="body")
    owner.open("/pelatihan/jp-saya/").sees(LESSON)

    # Results, then certificates for those who were there.
    hr.open(f"/pelatihan/angkatan/{batch}/").press("Tutup angkatan").sees("Angkatan ditutup", inside="body")
    hr.follow("Hasil dan sertifikat")
    hr.write(f"Tes awal {cast.owner.civil_servant.name}", "60")
    hr.write(f"Tes akhir {cast.owner.civil_servant.name}", "82,5")
    hr.choose(f"Kelulusan {cast.owner.civil_servant.name}", "Lulus")
    hr.press("Simpan hasil").sees("+22,5")
    hr.follow(re.compile("^Sertifikat$"), inside="main .tabs").sees(OTHER)
    hr.press("Terbitkan 2 sertifikat").sees("2 sertifikat diterbitkan", inside="body")

    # The participant fetches it on the phone; a worker makes it, anybody may check it.
    owner.open("/pelatihan/sertifikat-saya/").sees(PROGRAMME)
    address = owner.page.get_by_role("link", name="Halaman pemeriksaan").get_attribute("href")
    owner.press("Unduh PDF").waits_for("Nomor periksa")
    certificate = text_of(owner.downloads("Unduh (PDF", tmp_path))
    code = address.strip("/").split("/")[-1]
    number = "-".join(code[place : place + 4] for place in range(0, len(code), 4))
    for words in (cast.owner.civil_servant.name, PROGRAMME, number):
        assert words.lower() in certificate.lower(), words
    anybody = at("phone").open("/sertifikat/").write("Kode sertifikat", number).press("Periksa sertifikat")
    anybody.sees("Sertifikat ini berlaku").sees(cast.owner.civil_servant.name)

    # What became of the lines: the one counted, the other absent.
    unit_hr.open(f"/pelatihan/realisasi/baris/?tahun={world.year}")
    row = unit_hr.page.locator("tbody tr", has_text=cast.owner.civil_servant.name)
    assert "Diikuti, JP diakui" in row.inner_text()
    assert "Terjadwal, tidak hadir" in unit_hr.page.locator("tbody tr", has_text=OTHER).inner_text()
    unit_hr.follow(cast.owner.civil_servant.name).sees("Catatan dalam buku JP").sees("800/7")

    desks = (hr, superior, unit_hr, speaker)
    assert [said for one in desks for said in one.complaints] == []


def shown(speaker) -> str:
    """The code that now stands on the screen; a fresh one, so that it does not lapse on the way."""
    speaker.follow("Segarkan")
    return "".join(speaker.page.locator(".check-in__code").inner_text().split())
