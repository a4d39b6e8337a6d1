"""The main job from the SIASN export to the ratified plan as PDF, by people at browsers.

Real Postgres, real broker, real worker. Whoever signs, does it as themself; the phone has no JavaScript.
"""

from __future__ import annotations

import pytest
from django.core.management import call_command

from demo import evidence, year
from demo.people import build_city, write_siasn_csv
from demo.structure import ROOT
from personnel.models import CivilServant, RoleAssignment, User
from personnel.people import set_superiors
from personnel.roles import grant_role
from tests import factories
from tests.browser.people import text_of
from tests.cast import make_cast
from tests.planning.world import complete_plan

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PASSWORD = "kuda lumping di pantai talise"
DECISION = "800.1.4/77/BKPSDMD/2026"


@pytest.fixture
def city(transactional_db, settings, behind_the_scenes):
    """An empty city: reference data, the people who will be in the file, and one officer of BKPSDMD."""
    settings.SECOND_FACTOR_REQUIRED = False

    def begin():
        call_command("load_reference", verbosity=0)
        officer = User.objects.create_user("bkpsdmd", PASSWORD, name="Petugas BKPSDMD")
        grant_role(user=officer, role=RoleAssignment.Role.CITY_HR, by=None)
        return build_city(400, with_anomalies=True)

    return behind_the_scenes(begin)


def appoint(city):
    """What the administrator has done meanwhile: accounts, dated roles, and who is whose superior."""
    year.appoint(city, PASSWORD)
    ids = dict(CivilServant.objects.values_list("pns_id", "pk"))
    pairs = {ids[p]: ids[boss] for p, boss in city.superiors.items() if p in ids and boss in ids}
    set_superiors(pairs, by=None)


def test_from_the_export_to_the_ratified_plan(city, worker, at, behind_the_scenes, tmp_path):
    worker.start()
    cast = city.cast

    # BKPSDMD loads the people, and what is asked of them and known about them.
    hr = at("desk").sign_in("bkpsdmd", PASSWORD)
    export = tmp_path / "ekspor-siasn.csv"
    write_siasn_csv(city, export, delimiter=";", bom=True)
    hr.imports("Data pegawai SIASN", export).sees("Temuan dalam berkas")
    behind_the_scenes(appoint, city)

    hr.imports("Standar kompetensi", ROOT / "planning" / "data" / "positions_standards.csv")
    hr.open("/standar/").follow("versi 2").follow("Berlakukan")
    hr.write("Nomor keputusan", "800/12/2026").press("Berlakukan standar").sees("sudah dihitung ulang")
    evidence.write_ratings_csv(city, tmp_path / "penilaian.csv")
    hr.imports("Penilaian kompetensi", tmp_path / "penilaian.csv")
    evidence.write_performance_csv(city, tmp_path / "kinerja.csv")
    hr.imports("Penilaian kinerja", tmp_path / "kinerja.csv")
    hr.open("/siklus/").follow("Buka siklus")
    hr.write("Tahun", "2027").press("Buka siklus").sees("Siklus 2027 dibuka")

    # From the map of the city down to one person and where the number comes from.
    hr.menu("Kebutuhan").follow("Dinas Sosial")
    assert hr.heading() == "Kebutuhan kompetensi Dinas Sosial"
    hr.follow("Per pegawai").follow(cast["kepala_dinas"].name)
    hr.sees("Kompetensi: wajib, dimiliki, kesenjangan").sees("Dari mana angka ini?")

    # The unit draws up its plan.
    unit_hr = at("desk").sign_in(cast["pengelola_kepegawaian"].nip, PASSWORD)
    unit_hr.sees("Rencana Dinas Sosial 2027 belum dibuat").follow("Buat rencana")
    unit_hr.write("Pagu anggaran", "9000000").write("Kode subkegiatan", "5.03.02.2.04.0010")
    unit_hr.press("Buat rencana")
    unit_hr.follow("Susun draf").press("Susun draf").sees("Draf tersusun")
    plan = unit_hr.page.url
    unit_hr.goes(unit_hr.page.locator("table.cards tbody a").first)
    unit_hr.follow("Ubah butir").choose("Triwulan", "II").press("Simpan").sees("Butir 1 disimpan")
    unit_hr.follow("Tambah sasaran")
    unit_hr.page.locator("input[name=people]").first.check()
    unit_hr.press("Tambahkan yang dipilih").sees("1 pegawai ditambahkan")

    # Its head submits it; BKPSDMD sends it back with a note.
    head = at("desk").sign_in(cast["kepala_dinas"].nip, PASSWORD)
    head.follow("Periksa dan ajukan").follow("Ajukan rencana").explain().press("Ajukan rencana").sees(
        "Diajukan"
    )
    hr.open("/").follow("Verifikasi").follow("Dinas Sosial").follow("Kembalikan untuk diperbaiki")
    hr.press("Kembalikan untuk diperbaiki").sees("Tulis apa yang perlu diperbaiki")
    hr.write("Catatan", "Mohon sebar jadwal triwulan II.").press("Kembalikan untuk diperbaiki")

    # The unit mends it, and its head submits it again from a phone.
    unit_hr.open("/").sees("Mohon sebar jadwal triwulan II.", inside="body")
    unit_hr.page.goto(plan)
    unit_hr.sees("Mohon sebar jadwal triwulan II.")
    unit_hr.goes(unit_hr.page.locator("table.cards tbody a").first)
    unit_hr.follow("Ubah butir").choose("Triwulan", "III").press("Simpan").sees("Butir 1 disimpan")
    phone = at("phone").sign_in(cast["kepala_dinas"].nip, PASSWORD)
    assert phone.heading() == "Yang menunggu Anda"
    phone.follow("Periksa dan ajukan").follow("Ajukan rencana").explain().press("Ajukan rencana")
    phone.sees("Diajukan")

    # The offices carry it on; nobody is offered a step that is not theirs.
    assert not unit_hr.open("/").has("Verifikasi")
    hr.open("/").follow("Verifikasi").follow("Dinas Sosial").follow("Verifikasi rencana")
    hr.press("Verifikasi rencana").sees("Terverifikasi")
    secretary = at("desk").sign_in(cast["sekda"].nip, PASSWORD)
    secretary.follow("Setujui rencana").follow("Dinas Sosial").follow("Setujui rencana")
    secretary.press("Setujui rencana").sees("Disetujui")
    mayor = at("desk").sign_in("walikota", PASSWORD)
    mayor.follow("Tetapkan rencana").follow("Dinas Sosial").follow("Tetapkan rencana")
    mayor.write("Nomor keputusan", DECISION).press("Tetapkan rencana").sees("melampaui pagu")
    mayor.write("Catatan (boleh dikosongkan)", "Selisihnya dipenuhi perubahan APBD.")
    mayor.press("Tetapkan rencana").sees(DECISION)
    unit_hr.page.goto(plan)
    assert not unit_hr.has("Tambah butir")

    # An official reads and downloads.
    reader = at("desk").sign_in("pembaca", PASSWORD)
    reader.menu("Rencana").follow("Dinas Sosial").press("Unduh PDF").waits_for("Nomor periksa")
    unit_plan = reader.downloads("Unduh (PDF", tmp_path)
    check_page = reader.page.locator("main .facts a").first.get_attribute("href")
    text = text_of(unit_plan)
    for words in ("Dinas Sosial", DECISION, cast["walikota"].name, "belum ditandatangani secara elektronik"):
        assert words.lower() in text.lower(), words

    on_the_way = at("phone").sign_in("pembaca", PASSWORD).menu("Rencana")
    on_the_way.press("Unduh rencana kota").waits_for("Nomor periksa")
    text = text_of(on_the_way.downloads("Unduh (PDF", tmp_path))
    for words in ("Kota Palu", "Dinas Sosial", "Dinas Kesehatan", "2027"):
        assert words.lower() in text.lower(), words

    # Anybody may compare the file with what is recorded.
    anybody = at("phone").open(check_page)
    anybody.page.set_input_files("input[type=file]", unit_plan)
    anybody.press("Bandingkan").sees("Cocok.")
    forged = tmp_path / "ubahan.pdf"
    forged.write_bytes(unit_plan.read_bytes() + b"\n")
    anybody.page.set_input_files("input[type=file]", forged)
    anybody.press("Bandingkan").sees("Tidak cocok.")

    for person in (hr, unit_hr, head, secretary, mayor, reader):
        assert person.complaints == []


# --- What concerns one person only, on a phone --------------------------------------------------


def test_a_civil_servant_sees_the_own_plan_on_a_phone(transactional_db, at, behind_the_scenes):
    def make():
        cast = make_cast()
        complete_plan(cast)
        return cast.owner.username

    phone = at("phone").sign_in(behind_the_scenes(make), factories.PASSWORD).menu("Rencana saya")
    assert phone.heading() == "Rencana saya 2027"
    phone.sees("20 JP direncanakan").sees("Mengapa")
