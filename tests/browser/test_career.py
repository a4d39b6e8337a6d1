"""From a rule to a nomination, by people at browsers: what a next post asks, a goal, what closes its gap, who
could follow. The civil servant's phone has no JavaScript.
"""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from careers import seats
from careers.models import NominationCheck, RetirementAge, SuccessorNomination
from personnel.models import CivilServant
from planning import needs
from planning.models import PlanItem
from tests import factories
from tests.careers.world import rule, step
from tests.cast import make_cast
from tests.planning.city import make_cycle, make_standard, rate
from tests.planning.world import ProgrammeFactory
from tests.training.reality_world import held, run_of
from tests.training.reality_world import seat as seat_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

POST, WHY = "Kepala Seksi Rehabilitasi", "Saya ingin memimpin pelayanan yang selama ini saya jalankan."
SHORT, ENOUGH = "Belum terpenuhi", "Memenuhi semua syarat yang dapat diperiksa"


@pytest.fixture
def cast(transactional_db, settings, behind_the_scenes):
    """A pelaksana at level 1 of what a section head needs at 2; the section head retires within a year."""
    settings.SECOND_FACTOR_REQUIRED = False
    return behind_the_scenes(begin)


def begin():
    cast = make_cast()
    person = cast.owner.civil_servant
    CivilServant.objects.filter(pk=person.pk).update(education="d3", employment="pns")
    step("pelaksana", "pengawas", "vertikal")
    rule("pendidikan", "pengawas", word="s1")
    rule("kompetensi", "pengawas", number=80)
    today = timezone.localdate()
    RetirementAge.objects.create(
        level="pengawas", age=58, valid_from="2026-01-01", source="Uji", standing="nasional"
    )
    factories.CivilServantFactory(
        position=factories.PositionFactory(name=POST, level="pengawas"),
        unit=cast.bidang_b,
        birth_date=dt.date(today.year - 58, today.month, 1) + dt.timedelta(days=120),
    )
    seats.refresh()
    make_standard(("pelaksana", "M.01", 1), ("pengawas", "M.01", 2))
    make_cycle(year=today.year)
    rate(person, "M.01", 1)
    ProgrammeFactory(name="Kelas Integritas", competency__code="M.01", level_to=2)
    return cast


def trained_and_rated(cast):
    """The line of the draft is carried out, and the superior rates anew."""
    person = cast.owner.civil_servant
    item = PlanItem.objects.get(origin="goal")
    held(seat_in(run_of(item, sessions=1, month=1), person, item), True)
    rate(person, "M.01", 2, on=timezone.localdate())
    needs.refresh()


def test_from_a_rule_to_a_nomination(cast, sit_down, behind_the_scenes):
    hr, asn = sit_down(cast.city_hr), sit_down(cast.owner, "phone")
    today = timezone.localdate()

    # What the post asks for is a row with versions; from today a diploma suffices.
    hr.open("/jalur-jabatan/syarat/").follow("Pendidikan").follow("Buat versi baru")
    hr.write("Berlaku sejak", today.isoformat()).choose("Pendidikan paling rendah", "D-III")
    hr.press("Simpan versi baru").sees("Versi baru tersimpan.").sees("Paling rendah S-1/D-IV")

    asn.open("/jalur-jabatan/").sees("Paling rendah D-III").sees("kurang 1 tingkat")
    asn.sees("Kelas Integritas").follow("Jadikan tujuan").write("Mengapa jabatan ini", WHY)
    asn.press("Simpan tujuan").sees("Tujuan karier tersimpan.").sees(WHY).sees("Masih ada yang dikembangkan")

    # The gap towards the goal is drafted with that origin.
    unit_hr = sit_down(cast.unit_hr)
    unit_hr.open("/").follow("Buat rencana").write("Kode subkegiatan", "5.03").press("Buat rencana")
    unit_hr.follow("Susun draf").press("Susun draf").sees("Draf tersusun: 1 butir untuk 1 pegawai")
    asn.open("/jalur-jabatan/").sees(f"Sudah ada dalam rencana {today.year}")

    behind_the_scenes(trained_and_rated, cast)
    asn.open("/jalur-jabatan/").sees(ENOUGH).sees("JPM 100")
    asn.page.locator(".career details.origin > summary").last.click()
    asn.sees("Penilaian kompetensi")

    # The mayor sees the vacancy coming, lays the candidates side by side and names one.
    mayor = sit_down(cast.ppk)
    mayor.open("/jalur-jabatan/kekosongan/?waktu=1").sees("pemangku mencapai batas usia pensiun").follow(POST)
    mayor.sees(cast.owner.civil_servant.name).sees("Terpenuhi")
    mayor.goes(mayor.page.locator("tr", has_text=cast.owner.civil_servant.name).get_by_role("link").last)
    mayor.write("Mengapa pegawai ini", "Menguasai pelayanannya.").press("Nominasikan")
    mayor.sees("Nominasi tersimpan").sees(ENOUGH)
    asn.open("/jalur-jabatan/").follow("Lihat yang diperiksa").sees("Yang diperiksa, sebagaimana hari itu")

    def kept():
        nomination = SuccessorNomination.objects.get(civil_servant=cast.owner.civil_servant)
        return list(NominationCheck.objects.filter(nomination=nomination).values_list("words", "state"))

    checks = behind_the_scenes(kept)
    assert ("Paling rendah D-III", "Terpenuhi") in checks
    assert SHORT not in {state for _words, state in checks}
    for person in (hr, asn, unit_hr, mayor):
        assert person.complaints == []
