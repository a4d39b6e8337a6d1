"""A year's drafting with everybody's own voice, by people at browsers.

Real Postgres, real broker, real worker. The civil servant's phone has no JavaScript; nobody acts for another.
"""

from __future__ import annotations

import pytest

from personnel.models import CivilServant
from planning.models import Plan
from tests.browser.people import text_of
from tests.cast import make_cast
from tests.planning.sheets_world import make_year
from tests.planning.world import ProgrammeFactory, RuleFactory, set_days

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DECISION, REVISED = "800.1.4/81/BKPSDMD/2026", "800.1.4/95/BKPSDMD/2027"
VOICE = "Warga lanjut usia sering datang dua kali karena syaratnya tidak dijelaskan."
ANSWER = "Butir ini dibuka untuk semua petugas loket."
BUSY = "Pada triwulan itu pelayanan sedang paling ramai."
STAGES = (
    "data",
    "rating",
    "input",
    "drafting",
    "consultation",
    "verification",
    "ratification",
    "carrying_out",
    "evaluation",
)


@pytest.fixture
def city(transactional_db, settings, behind_the_scenes):
    """The fixed cast, a standard that asks for level 3, and one programme for each competency."""
    settings.SECOND_FACTOR_REQUIRED = False

    def begin():
        cast = make_cast()
        cycle = make_year("A", "B")
        rule = RuleFactory()
        for code in ("A", "B"):
            ProgrammeFactory(
                name=f"Pelatihan {code}", competency__code=code, level_to=3, form=rule.form, code=f"P-{code}"
            )
        # The head and the officers are not rated here; two people and their superior are enough.
        CivilServant.objects.exclude(
            pk__in=[user.civil_servant_id for user in (cast.owner, cast.colleague, cast.superior)]
        ).update(superior=None)
        set_days(cycle, **dict.fromkeys(STAGES, (-5, 9)))
        return cast

    return behind_the_scenes(begin)


def rate(person, level):
    """Answer whatever competency is shown: the level, and Ya to what shows it."""
    person.page.locator(f"input[name=level][value='{level}']").check()
    signs = person.page.locator(".level", has=person.page.locator(f"input[name=level][value='{level}']"))
    for sign in signs.locator("fieldset.sign").all():
        sign.get_by_label("Ya", exact=True).check()
    person.press("Simpan dan lanjutkan")


def test_a_years_drafting_with_everybodys_voice(city, worker, sit_down, behind_the_scenes, tmp_path):
    worker.start()
    cast = city
    asn, colleague = sit_down(cast.owner, "phone"), sit_down(cast.colleague, "phone")
    superior, hr, head = (sit_down(user) for user in (cast.superior, cast.unit_hr, cast.unit_head))
    bkpsdmd, secretary, mayor = (sit_down(user) for user in (cast.city_hr, cast.pyb, cast.ppk))

    # Rating, each apart; what the post asks for is not shown before.
    asn.open("/").sees("Penilaian mandiri Anda: 2 kompetensi lagi").follow("Mulai penilaian")
    asn.follow("Mulai menilai")
    rate(asn, 5)
    rate(asn, 3)
    required = asn.open("/kebutuhan/").page.locator("td[data-label=Wajib]")
    assert required.count() == 0
    asn.open("/penilaian/").follow("Periksa dan kirim").follow("Lanjut ke pengiriman")
    asn.press("Kirim penilaian").sees("Apa yang terjadi berikutnya")
    asn.open("/kebutuhan/")
    assert required.all_inner_texts() == ["3", "3"]

    superior.open("/").sees("bawahan belum Anda nilai").follow("Nilai bawahan")
    row = superior.page.locator("main tr", has_text=cast.owner.civil_servant.name)
    superior.goes(row.get_by_role("link", name="Nilai"))
    assert "Tingkat 5" not in superior.page.locator("main").inner_text()
    superior.follow("Mulai menilai")
    rate(superior, 2)
    rate(superior, 2)
    superior.follow("Lanjut ke pengiriman").press("Kirim penilaian").sees("Hasilnya sudah dibuka")

    # Two levels apart in one competency: they talk, and agree.
    asn.open("/").sees("1 perbedaan penilaian perlu dibicarakan").follow("Bicarakan")
    asn.follow("Kompetensi A").press("Setuju dengan tingkat 2").sees("Selesai")

    # What people say before the plan; colleagues do not see whose it is.
    asn.open("/").follow("Tulis masukan")
    asn.page.get_by_label("Tantangan di lapangan").check()
    asn.write("Masukan Anda", VOICE)
    asn.page.get_by_label("Sembunyikan nama saya dari rekan kerja").check()
    asn.press("Kirim masukan")
    colleague.open("/masukan/").sees(VOICE).press("Dukung")
    assert cast.owner.civil_servant.name not in colleague.page.content()

    # The draft; it cannot go up while somebody waits for an answer.
    hr.open("/").follow("Buat rencana").write("Kode subkegiatan", "5.03").press("Buat rencana")
    hr.follow("Susun draf").press("Susun draf").sees("Draf tersusun")
    plan = hr.page.url
    number = int(plan.rstrip("/").split("/")[-1])
    assert not head.open("/").has("Periksa dan ajukan")
    head.page.goto(f"{head.origin}/rencana/{number}/langkah/submit/")
    head.sees("1 masukan atau usulan belum ditanggapi")
    assert not head.has("Ajukan rencana", role="button")

    hr.open("/").follow("Tanggapi").follow(VOICE).follow("Ambil ke dalam rencana")
    hr.page.locator("main input[type=checkbox]").first.check()
    hr.write("Penjelasan", ANSWER).press("Kirim tanggapan").sees(ANSWER)
    asn.open("/masukan/").sees("Diambil ke dalam rencana", inside="article")

    # Talked over with each of them, line by line.
    hr.open("/").follow("Buka konsultasi").press("Buka konsultasi")
    asn.open("/").follow("Jawab butir saya").follow("Jawab butir ini").follow("Usulkan yang lain")
    other = asn.page.get_by_label("Waktu lain").locator("option").nth(1).inner_text()
    asn.choose("Waktu lain", other).write("Mengapa usul Anda lebih baik?", BUSY).press("Kirim usul")
    colleague.open("/").follow("Jawab butir saya").follow("Jawab butir ini").press("Terima butir ini")
    assert not head.open("/").has("Periksa dan ajukan")
    hr.open("/").follow("Tinjau jawaban").follow("Tanggapi")
    hr.sees(BUSY).page.get_by_label("Ubah sesuai usul pegawai").check()
    hr.press("Kirim tanggapan").sees("Butir diubah sesuai usul")
    asn.open("/rencana/saya/").sees("Diubah sesuai usul")

    # Up through the offices.
    head.open("/").follow("Periksa dan ajukan").follow("Ajukan rencana").explain().press("Ajukan rencana")
    head.sees("Diajukan")
    through_the_offices(number, bkpsdmd, secretary, mayor, DECISION)

    # The print says what was heard and what became of it, without a name.
    hr.page.goto(plan)
    hr.press("Unduh PDF").waits_for("Nomor periksa")
    text = text_of(hr.downloads("Unduh (PDF", tmp_path))
    for words in (DECISION, "Suara pegawai", VOICE[:17], ANSWER[:16]):
        assert words.lower() in text.lower(), words

    # Changed after ratification: a revision with its own path and number.
    hr.page.goto(plan)
    hr.follow("Mulai perubahan").write("Alasan", "Penyelenggara memundurkan jadwal.")
    hr.press("Mulai perubahan")
    revision = int(hr.page.url.rstrip("/").split("/")[-1])
    hr.goes(hr.page.locator("table.cards tbody a").first)
    hr.follow("Ubah butir").choose("Triwulan", "IV").press("Simpan")
    # Whoever is touched by the change is asked again before it goes up.
    head.open(f"/rencana/{revision}/langkah/submit/").sees("belum dikonsultasikan")
    hr.open(f"/rencana/{revision}/").follow("Buka konsultasi").press("Buka konsultasi")
    head.open("/").follow("Lanjutkan perubahan").follow("Ajukan")
    head.explain().act()
    through_the_offices(revision, bkpsdmd, secretary, mayor, REVISED)
    hr.page.goto(plan)
    hr.sees("Perubahan ke-1").follow("Versi rencana dan perbedaannya").follow("Lihat yang berubah")
    hr.sees("Triwulan IV")
    assert behind_the_scenes(current_decision) == [REVISED]

    people = (hr, superior, head, bkpsdmd, secretary, mayor)
    assert [said for one in people for said in one.complaints] == []


def through_the_offices(plan, bkpsdmd, secretary, mayor, decision):
    page = f"/rencana/{plan}/"
    bkpsdmd.open(page).follow("Verifikasi").act()
    bkpsdmd.sees("Terverifikasi")
    secretary.open(page).follow("Setujui").act()
    secretary.sees("Disetujui")
    mayor.open(page).follow("Tetapkan").write("Nomor keputusan", decision)
    mayor.act()
    mayor.sees(decision)


def current_decision():
    return list(Plan.objects.current().values_list("decision_number", flat=True))
