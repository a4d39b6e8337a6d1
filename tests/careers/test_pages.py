"""The page Jalur jabatan and its chapter on paper: posts in reach, states with sources, the blind rule."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from careers import reach
from careers.evidence import record_evidence, record_own_credit
from careers.letters import goals_chapter
from careers.models import CareerEvidence, CareerGoal, CreditRate
from careers.reports.path_page import path_page
from personnel.models import AuditEntry, CivilServant
from planning.fit import fits
from planning.models import Need, NeedSummary
from planning.needs import follow_goal
from tests.careers.world import FROM, goal, rule, step
from tests.factories import CivilServantFactory, CompetencyFactory, PositionFactory
from tests.planning.city import make_cycle, make_standard, rate
from tests.planning.world import ProgrammeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(cast):
    return cast.owner.civil_servant


def hold(name, level, unit, **fields):
    return CivilServantFactory(position=PositionFactory(name=name, level=level), unit=unit, **fields)


@pytest.fixture
def world(cast, person):
    """A pelaksana who may become pengawas: schooling met, four years in 2026, one gap, one unassessed."""
    CivilServant.objects.filter(pk=person.pk).update(education="s1", position_since=dt.date(2024, 3, 1))
    person.refresh_from_db()
    step("pelaksana", "pengawas", "vertikal")
    step("pelaksana", "pelaksana", "horizontal")
    rule("pendidikan", "pengawas", word="d3")
    rule("pengalaman", "pengawas", word="pelaksana", number=4, group="jabatan", standing="belum_dipastikan")
    rule("pengalaman", "pengawas", word="jf_ahli_pertama", group="jabatan")
    rule("kompetensi", "pengawas", number=80)
    hold("Kepala Seksi A", "pengawas", cast.bidang_b)
    hold("Kepala Seksi Lain", "pengawas", cast.dinas_kesehatan)
    hold("Arsiparis", "pelaksana", cast.dinas_sosial)
    make_standard(("pengawas", "M.01", 3), ("pengawas", "M.02", 2))
    make_cycle()
    rate(person, "M.01", 1)
    ProgrammeFactory(name="Kelas Integritas", competency=CompetencyFactory(code="M.01"), level_to=3)
    return person


def test_what_lies_next_is_told_with_every_state_and_its_source(cast, sign_in, world):
    client = sign_in(cast.owner)
    text = client.get("/jalur-jabatan/").content.decode()
    assert "Kepala Seksi A" in text
    assert "Arsiparis" in text
    assert "Kepala Seksi Lain" not in text  # another OPD
    for words in (
        "Paling rendah D-III",
        "Menunggu waktu, paling cepat 1 Maret 2028",
        "Atau: Menduduki atau pernah menduduki fungsional ahli pertama",
        "Peraturan uji Ps 1",
        "Belum dipastikan",
        "1 dari 2 kompetensi dinilai",
        "Kelas Integritas",
        "bukan keputusan",
    ):
        assert words in text, words
    assert "Siap" not in text
    post = PositionFactory(name="Kepala Seksi A", level="pengawas")
    one = client.get(f"/jalur-jabatan/?jabatan={post.pk}&jabatan=9999999&jabatan=x").context["page"]
    assert [column.name for column in one.columns] == ["Kepala Seksi A"]
    form = client.get(f"/jalur-jabatan/tujuan/baru/?jabatan={post.pk}").content.decode()
    assert f'value="{post.pk}" selected' in form
    client.post("/jalur-jabatan/tujuan/baru/", {"position": post.pk, "reason": "Ingin melayani warga"})
    superior = sign_in(cast.superior).get(f"/jalur-jabatan/{world.pk}/").content.decode()
    assert "Ingin melayani warga" in superior
    assert "Jadikan" not in superior
    assert AuditEntry.objects.filter(action="view_person", subject=world).exists()
    needs = Need.objects.filter(civil_servant=world, basis=Need.Basis.TARGET)
    assert needs.count() == 2
    paper = goals_chapter(world, timezone.localdate())
    assert "Ingin melayani warga" in paper
    assert "Kompetensi M.01 (1 dari 3)" in paper
    assert "bukan keputusan" in paper


def test_the_fit_of_any_post_is_that_of_the_needs(world):
    """Two statements of one thing: what the needs keep of the post to be held, and what is measured here."""
    post = CareerGoal.objects.create(
        civil_servant=world,
        position=PositionFactory(name="Kepala Seksi A", level="pengawas"),
        order=1,
        reason="x",
    ).position
    follow_goal(world, post)
    kept = NeedSummary.objects.get(civil_servant=world, basis=Need.Basis.TARGET)
    fit = fits([(world.pk, post.pk)])[world.pk, post.pk]
    assert (fit.competencies, fit.assessed, fit.assessed_required, fit.attained) == (
        kept.competencies,
        kept.assessed,
        kept.required_sum,
        kept.attained_sum,
    )


def test_while_one_rates_oneself_nothing_is_told_of_competencies(world):
    page = path_page(world, hidden=True)
    (row,) = [row for row in page.rows if row.label == "Kompetensi (JPM)"]
    facts = {check.fact for _name, checks in row.cells for check in checks}
    assert facts == {"Terlihat setelah penilaian Anda terkirim"}
    assert not any(column.gaps or column.match for column in page.columns)


def test_for_pppk_nothing_is_regulated_and_nothing_is_unmet(cast, sign_in, world):
    CivilServant.objects.filter(pk=world.pk).update(employment="pppk")
    text = sign_in(cast.owner).get("/jalur-jabatan/").content.decode()
    assert "Belum diatur" in text
    assert "Belum terpenuhi" not in text


def test_a_nurse_stands_on_two_ladders(cast):
    unit = cast.puskesmas
    nurse = hold("Perawat Mahir", "jf_mahir", unit)
    hold("Perawat Penyelia", "jf_penyelia", cast.dinas_sosial)
    hold("Bidan Penyelia", "jf_penyelia", unit)
    hold("Perawat Ahli Pertama", "jf_ahli_pertama", unit)
    hold("Kepala Tata Usaha", "pengawas", unit)
    step("jf_mahir", "jf_penyelia", "vertikal", "rumpun")
    step("jf_mahir", "jf_ahli_pertama", "horizontal", "rumpun")
    step("jf_mahir", "pengawas", "diagonal")
    found = reach.next_posts(timezone.localdate(), people=[nurse.pk])
    assert {(post.name, post.move) for post in found} == {
        ("Perawat Penyelia", "vertikal"),
        ("Perawat Ahli Pertama", "horizontal"),
        ("Kepala Tata Usaha", "diagonal"),
    }


def test_paper_is_recorded_by_hr_and_ones_own_credit_is_called_so(cast, sign_in, person):
    person.position = PositionFactory(name="Perawat Mahir", level="jf_mahir")
    person.save()
    CreditRate.objects.create(
        level="jf_mahir",
        per_year="12.5",
        to_next_level=100,
        valid_from=FROM,
        source="Uji",
        standing="nasional",
    )
    record_own_credit(
        CreditRate.objects.get().per_year * 4, letter="PAK-1", dated=dt.date(2026, 6, 30), by=cast.owner
    )
    text = sign_in(cast.owner).get("/jalur-jabatan/").content.decode()
    assert "isian sendiri" in text
    assert "kira-kira 4 tahun" in text  # (100 − 50) ÷ 12,5
    data = {
        "kind": "uji_kompetensi",
        "level": "jf_penyelia",
        "holds": "on",
        "words": "Lulus",
        "letter": "UK-1",
    }
    page = sign_in(cast.unit_hr).post(
        f"/jalur-jabatan/{person.pk}/bukti/baru/", data | {"dated": "2026-05-01"}, follow=True
    )
    assert "Bukti tercatat." in page.content.decode()
    late = sign_in(cast.unit_hr).post(
        f"/jalur-jabatan/{person.pk}/bukti/baru/", data | {"dated": "2199-05-01"}
    )
    assert late.status_code == 422
    assert CareerEvidence.objects.filter(is_verified=True, recorded_by=cast.unit_hr).count() == 1
    with pytest.raises(PermissionDenied):
        record_evidence(person, "uji_kompetensi", words="x", letter="x", dated=FROM, by=cast.owner)


def test_the_queries_of_a_page_do_not_grow_with_its_posts(cast, world):
    def queries():
        with CaptureQueriesContext(connection) as caught:
            path_page(world)
        return len(caught)

    goal(world, PositionFactory(name="Kepala Seksi A", level="pengawas"))
    before = queries()
    for n in (2, 3):
        post = hold(f"Kepala Seksi {n}", "pengawas", cast.dinas_sosial).position
        goal(world, post, order=n)
    assert queries() <= before
