"""What a workshop gave, from the questionnaire to next year's plan, by people at browsers.

Real Postgres, real broker, real worker. Who took part has a phone without JavaScript; the others of the batch
answer behind the scenes, by the same rules.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from evaluation import waves
from evaluation.models import Project, SealedAnswer, Wave
from planning import needs
from planning.models import Plan
from tests import factories
from tests.browser.people import text_of
from tests.cast import Cast, make_cast
from tests.evaluation.project_world import past_batch
from tests.evaluation.talk_world import a_theme, attend
from tests.evaluation.wave_world import answer, staff
from tests.evaluation.world import make_version
from tests.planning.city import in_force
from tests.planning.world import (
    CompetencyFactory,
    CycleFactory,
    ItemFactory,
    PlanFactory,
    ProgrammeFactory,
    TargetFactory,
)
from training.models import Batch, Certificate, Enrolment, Result

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PROGRAMME, COMPETENCY, SURVEY = "Pelayanan Ramah Warga", "Pelayanan Publik", "Tanggapan peserta"
SAID = "Petunjuk syarat sekarang tergantung di depan loket."
PROJECT, OUTCOME = "Antrean tanpa kertas", "Waktu tunggu turun dari 60 menjadi 20 menit."
SHOWN = "Ia menyusun alur baru dan mengajarkannya kepada petugas lain."
FINDING = "Peserta memakai hasil pelatihan, tetapi sarana di loket kurang."
ACTION = "Sediakan dua layar antrean di loket."
LINKS = (
    "Standar jabatan",
    "Kesenjangan saat direncanakan",
    "Butir rencana",
    "Pelatihan",
    "Kehadiran dan hasil",
    "Evaluasi dan penerapan",
    "Penilaian baru dan kelanjutannya",
)


@dataclass(frozen=True)
class World:
    """Who is there, the year of the workshop, and the batch."""

    cast: Cast
    year: int
    batch: int
    plan: int


@pytest.fixture
def world(transactional_db, settings, behind_the_scenes):
    """Six people of Dinas Sosial attended what was planned; the next year's plan has been begun."""
    settings.SECOND_FACTOR_REQUIRED = False
    return behind_the_scenes(begin)


def begin() -> World:
    cast, year = make_cast(), timezone.localdate().year
    competency = CompetencyFactory(code="M.05", name=COMPETENCY)
    version = factories.StandardVersionFactory(number=1)
    factories.StandardRequirementFactory(version=version, competency=competency, level=3)
    in_force(version)
    this_year, next_year = CycleFactory(year=year, is_open=False), CycleFactory(year=year + 1)
    batch = past_batch(20, cycle=this_year, programme=ProgrammeFactory(name=PROGRAMME, competency=competency))
    line = planned(cast, this_year, competency)
    attended(cast, batch, line)
    make_version(name=SURVEY)
    a_theme("Sarana")
    draft = PlanFactory(unit=cast.dinas_sosial, cycle=next_year)
    return World(cast, year, batch.pk, draft.pk)


def planned(cast: Cast, cycle, competency):
    """The owner's post asks for level 3; they were found at 2, and the ratified plan answers it."""
    person = cast.owner.civil_servant
    rating = factories.RatingFactory(
        civil_servant=person,
        competency=competency,
        level=2,
        rated_on=dt.date(cycle.year - 1, 8, 1),
        rated_by=cast.superior,
    )
    plan = PlanFactory(unit=cast.dinas_sosial, cycle=cycle)
    item = ItemFactory(plan=plan, number=1, name=PROGRAMME, competency=competency)
    TargetFactory(item=item, civil_servant=person, level_required=3, level_attained=2, gap=1)
    plan.need_snapshots.create(
        civil_servant=person,
        competency=competency,
        basis="sekarang",
        required=3,
        attained=2,
        gap=1,
        status="kesenjangan",
        rating=rating,
    )
    Plan.objects.filter(pk=plan.pk).update(
        status="ratified", decision_number="800/7", decision_date=dt.date(cycle.year - 1, 11, 20)
    )
    needs.refresh()
    return item


def attended(cast: Cast, batch: Batch, line) -> None:
    """Owner, colleague and four others were there; the owner came for a line and has a certificate."""
    today = timezone.localdate()
    owner = attend(batch, cast.owner.civil_servant, cast.city_hr)
    for person in (cast.colleague.civil_servant, *staff(cast.bidang_b, 4)):
        attend(batch, person, cast.city_hr)
    Enrolment.objects.filter(pk=owner.pk).update(item=line)
    Result.objects.create(
        enrolment=owner, pre_test=55, post_test=Decimal("82.5"), has_passed=True, recorded_by=cast.city_hr
    )
    Certificate.objects.create(
        enrolment=owner,
        year=today.year,
        sequence=1,
        number=f"0001/SERT/BKPSDMD/{today.year}",
        holder=cast.owner.civil_servant.full_name,
        programme=PROGRAMME,
        provider="BKPSDMD Kota Palu",
        starts_on=today - dt.timedelta(days=20),
        ends_on=today - dt.timedelta(days=20),
        jp=4,
        issued_on=today - dt.timedelta(days=18),
        issued_by=cast.city_hr,
    )


def its_morning_comes() -> int:
    """A wave that begins today is open at once; the clock finds nothing left to do."""
    wave = Wave.objects.get()
    assert not waves.open_wave(wave)
    return wave.pk


def the_others_answer(owner: int) -> int:
    """Everybody but the owner; how many sealed answers lie there then."""
    wave = Wave.objects.get()
    for invitation in wave.invitations.exclude(respondent=owner):
        answer(wave, invitation.respondent, {"used": 2, "obstacles": [1]})
    return SealedAnswer.objects.count()


def project_now() -> tuple[int, str]:
    project = Project.objects.get()
    return project.pk, project.state


def tick(person, name, value):
    person.page.locator(f"input[name='{name}'][value='{value}']").check()


def test_from_the_questionnaire_to_the_next_plan(world, worker, sit_down, behind_the_scenes, tmp_path):
    worker.start()
    cast, name = world.cast, world.cast.owner.civil_servant.name
    owner = sit_down(cast.owner, "phone")
    hr, unit_hr, superior = (sit_down(user) for user in (cast.city_hr, cast.unit_hr, cast.superior))
    today = timezone.localdate()

    # BKPSDMD asks those who were there.
    hr.open(f"/pelatihan/angkatan/{world.batch}/").follow("Jadwalkan kuesioner")
    hr.choose("Kuesioner", SURVEY).press("Jadwalkan gelombang").sees("Gelombang dibuka", inside="body")
    wave = behind_the_scenes(its_morning_comes)

    # On the phone: begun, put aside, taken up again, sent; and sent once more from a second page.
    owner.open("/evaluasi/kuesioner-saya/").follow("Isi kuesioner").sees("Kuesioner ini anonim")
    owner.press("Mulai mengisi")
    tick(owner, "q-relevant", 4)
    owner.press("Simpan, lanjutkan nanti").follow("Isi kuesioner").press("Lanjutkan mengisi")
    assert owner.page.locator("input[name='q-relevant'][value='4']").is_checked()
    tick(owner, "q-used", 3)
    owner.press("Simpan dan lanjut")
    tick(owner, "q-gave", 2)
    owner.press("Simpan dan periksa").sees("Periksa jawaban Anda")
    second = owner.context.new_page()
    second.goto(owner.page.url)
    owner.press("Kirim jawaban").sees("Jawaban diterima")
    owner.page.go_back()
    owner.sees("Jawaban diterima")
    second.get_by_role("button", name="Kirim jawaban").click()
    expect(second.locator("main")).to_contain_text("Jawaban diterima")
    assert behind_the_scenes(the_others_answer, cast.owner.civil_servant_id) == 6

    # Closed: only now are the answers read, and only as sums of enough people.
    hr.open(f"/evaluasi/gelombang/{wave}/").sees("6 dari 6 undangan").follow("Tutup lebih awal")
    hr.write("Alasan", "Semua sudah menjawab.").press("Tutup gelombang").follow("Baca hasil")
    hr.sees("6 dari 6 undangan dijawab").sees("Tanya relevant")
    assert name not in hr.page.content()

    # BKPSDMD talks with one of them, who says how their words may be used.
    hr.open(f"/pelatihan/angkatan/{world.batch}/").follow("Rencanakan wawancara")
    hr.write("Tanggal", today + dt.timedelta(days=1)).write("Mulai", "09:00").write("Tempat", "Ruang rapat")
    tick(hr, "kind", "interview")
    hr.page.get_by_label(name).check()
    hr.write("Pertanyaan", "Apa yang Anda pakai?").press("Simpan dan undang peserta")
    owner.open("/evaluasi/wawancara-saya/").follow("Wawancara", inside="main article")
    owner.page.get_by_label("Boleh dikutip tanpa nama").check()
    owner.press("Simpan pilihan saya")
    hr.open("/evaluasi/wawancara/").follow("Wawancara", inside="main table")
    hr.sees("Boleh dikutip tanpa nama").follow("Catat hasil")
    hr.write("Apa yang Anda pakai?", SAID).page.get_by_label("Sarana", exact=True).check()
    hr.press("Simpan catatan").follow("Tambah kutipan")
    hr.page.get_by_label("Yang mengatakannya").select_option(index=1)
    hr.write("Kutipan", SAID).press("Simpan kutipan").sees("boleh dikutip tanpa nama")
    hr.follow("Laporkan wawancara angkatan ini").press("Laporkan")
    owner.open("/evaluasi/wawancara-saya/").follow("Wawancara", inside="main article")
    assert not owner.has("Simpan pilihan saya", role="button")

    # The unit offers a small project; the alumnus takes it, the superior agrees.
    unit_hr.open("/evaluasi/proyek/tawarkan/").follow(PROGRAMME).write("Judul atau tema", PROJECT)
    unit_hr.page.get_by_label(name).check()
    unit_hr.press("Kirim tawaran").sees("Tawaran terkirim", inside="body")
    owner.open("/evaluasi/proyek/").follow(PROJECT).follow("Terima tawaran")
    owner.write("Tujuan", "Waktu tunggu berkurang separuh.").write("Penerima manfaat", "Warga")
    owner.write("Mulai", today).write("Selesai paling lambat", today + dt.timedelta(days=60))
    owner.press("Terima tawaran").sees("menyetujui proyek ini atau tidak")
    superior.open("/evaluasi/proyek/?lihat=tim").follow(PROJECT).follow("Setujui proyek")
    superior.press("Setujui proyek").sees("Berjalan")

    # Milestones, the result, and the level that it has shown in the leader's eyes.
    project, _state = behind_the_scenes(project_now)
    page = f"/evaluasi/proyek/{project}/"
    owner.open(page).follow("Tambah tonggak").write("Tonggak", "Uji coba di satu loket")
    owner.write("Paling lambat", today + dt.timedelta(days=7)).press("Tambah tonggak")
    owner.follow("Catat tercapai").write("Apa yang tercapai?", "Loket 2 memakainya sepekan.")
    owner.press("Simpan").sees("Tercapai").follow("Laporkan hasil")
    owner.write("Hasil", OUTCOME).press("Laporkan hasil").sees("Menunggu tinjauan").follow("Usulkan tingkat")
    owner.choose("Tingkat yang ditunjukkan", "Tingkat 3").write("Apa dalam proyek ini", SHOWN)
    owner.press("Usulkan tingkat").sees("diusulkan tingkat 3")
    assert not owner.has("Putuskan tingkat")

    # The superior reviews, closes, and only then decides about the level.
    superior.open(page)
    assert not superior.has("Tutup proyek")
    assert not superior.has("Putuskan tingkat")
    superior.follow("Tinjau hasil").sees(OUTCOME)
    superior.page.get_by_label("Melampaui tujuan").check()
    superior.write("Ulasan", "Layak dicontoh loket lain.").press("Simpan tinjauan")
    superior.follow("Tutup proyek").press("Tutup proyek").sees("Selesai").follow("Putuskan tingkat")
    superior.sees(SHOWN).page.get_by_label("Terima", exact=True).check()
    superior.press("Simpan keputusan").sees("tingkat 3")
    assert behind_the_scenes(project_now) == (project, "closed")

    # The whole chain of the competency, as its owner sees it on the phone.
    owner.open("/evaluasi/jejak/").follow(COMPETENCY).sees("Wajib 3, dimiliki 3: terpenuhi")
    year = owner.page.locator("section", has=owner.page.locator(f"#tahun-{world.year}"))
    assert tuple(title.split("(")[0].strip() for title in year.locator("h3").all_inner_texts()) == LINKS
    assert year.locator(".path__step--done").count() == len(LINKS)
    words = year.inner_text()
    for said in ("800/7", "Sertifikat 0001/SERT", f"{SURVEY}: ditutup", PROJECT, "Tingkat 3"):
        assert said in words, said

    # What was found, what is done about it, and where next year's plan meets it.
    hr.open(f"/evaluasi/gelombang/{wave}/hasil/").follow("Catat temuan").write("Temuan", FINDING)
    hr.write("Dasarnya", "5 dari 6 peserta").choose("Tentang OPD", "Dinas Sosial").press("Simpan temuan")
    hr.sees("Temuan tersimpan", inside="body").follow("Tetapkan tindak lanjut")
    hr.write("Apa yang dilakukan", ACTION).choose("Penanggung jawab", cast.unit_hr.civil_servant.name)
    hr.write("Paling lambat", today + dt.timedelta(days=30)).press("Simpan dan beri tahu").sees(ACTION)
    unit_hr.open("/evaluasi/bahan-penyusunan/").follow("Dinas Sosial")
    assert unit_hr.heading() == f"Bahan penyusunan rencana {world.year + 1}"
    unit_hr.sees(FINDING).sees(ACTION).sees(PROGRAMME).follow("Buka rencananya")
    assert unit_hr.page.url.endswith(f"/rencana/{world.plan}/")

    # The report, made by a worker: sums, the quote, the finding, and no name.
    hr.open(f"/evaluasi/dampak/angkatan/{world.batch}/").press("Laporan").waits_for("Nomor periksa")
    report = text_of(hr.downloads("Unduh (PDF", tmp_path))
    for words in (PROGRAMME, SAID[:20], FINDING[:30], ACTION[:20]):
        assert words.lower() in report.lower(), words
    assert name.lower() not in report.lower()

    desks = (hr, unit_hr, superior)
    assert [said for one in desks for said in one.complaints] == []
