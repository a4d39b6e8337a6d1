"""The home page about training that took place and what follows: who is asked for what, at what cost."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluation import projects
from evaluation.models import Project, Wave
from planning.models import Cycle
from tests.evaluation.finding_world import a_finding, an_action, today
from tests.evaluation.project_world import milestone_of, project_of
from tests.evaluation.talk_world import a_talk, consent
from tests.evaluation.wave_world import answer, open_wave
from tests.planning.world import CycleFactory, complete_plan
from tests.training.certificate_world import held
from tests.training.demand_world import proposed
from tests.training.outside_world import handed_in
from tests.training.reality_world import planned
from training import certificates, missed

State = Project.State


@pytest.fixture
def cycle(db):
    return CycleFactory()


def words(client) -> str:
    return client.get(reverse("home")).content.decode()


def todos(client) -> str:
    """Only what waits, without the menu."""
    page = words(client)
    return page[page.index("<main") : page.index("</main>")]


# ------------------------------------------------------------------------------------------ civil servants


def test_a_questionnaire_waits_until_its_last_day(cast, cycle, sign_in):
    wave = open_wave([cast.owner.civil_servant], closes_on=today(3))
    client = sign_in(cast.owner)
    page = todos(client)
    assert "1 kuesioner menunggu jawaban Anda" in page
    assert "3 hari lagi" in page
    assert "kuesioner" not in todos(sign_in(cast.colleague))
    answer(wave, cast.owner.civil_servant)
    assert "menunggu jawaban Anda" not in todos(client)


def test_it_waits_while_no_year_is_planned(cast, sign_in):
    wave = open_wave([cast.owner.civil_servant])
    Cycle.objects.update(is_open=False)
    assert wave.state == Wave.State.OPEN
    assert "1 kuesioner menunggu jawaban Anda" in todos(sign_in(cast.owner))


def test_a_talk_asks_for_consent(cast, cycle, sign_in):
    talk = a_talk(cast, cast.owner.civil_servant)
    client = sign_in(cast.owner)
    assert "Undangan wawancara tentang" in todos(client)
    assert reverse("evaluation:my_interview", args=[talk.pk]) in todos(client)
    consent(talk, cast.owner.civil_servant, "named")
    assert "Undangan wawancara" not in todos(client)


@pytest.mark.parametrize(
    ("state", "member", "sentence"),
    [
        (State.OFFERED, "owner", "Anda ditawari memimpin proyek: Antrean tanpa kertas"),
        (State.PROPOSED, "superior", "mengusulkan proyek: Antrean tanpa kertas"),
        (State.REPORTED, "superior", "menunggu tinjauan: Antrean tanpa kertas"),
    ],
)
def test_a_project_waits_for_whose_word_is_next(cast, cycle, sign_in, state, member, sentence):
    project_of(cast.owner, state)
    assert sentence in todos(sign_in(getattr(cast, member)))
    assert "Antrean tanpa kertas" not in todos(sign_in(cast.stranger))


def test_a_mentor_is_asked_for_help(cast, cycle, sign_in):
    project = project_of(cast.owner, mentor=cast.colleague.civil_servant)
    client = sign_in(cast.colleague)
    assert "meminta bantuan" not in todos(client)
    projects.note(project, "help", words="Bagaimana mengukur waktu tunggu?", by=cast.owner)
    assert "meminta bantuan: Antrean tanpa kertas" in todos(client)


def test_milestones_stand_there_two_weeks_ahead(cast, cycle, sign_in):
    project = project_of(cast.owner)
    milestone_of(project, title="Data awal", due_on=today(14))
    milestone_of(project, title="Laporan", due_on=today(15))
    page = todos(sign_in(cast.owner))
    assert "Tonggak proyek: Data awal" in page
    assert "Laporan" not in page


# --------------------------------------------------------------------------------------------- HR of units


def test_certificates_from_elsewhere_wait_for_hr(cast, cycle, sign_in):
    handed_in(cast.owner)
    for member in (cast.unit_hr, cast.city_hr):
        assert "1 pelatihan luar menunggu pemeriksaan Anda" in todos(sign_in(member))
    for member in (cast.owner, cast.superior, cast.unit_head, cast.stranger):
        assert "pelatihan luar menunggu" not in todos(sign_in(member))


def test_lines_of_a_past_quarter_want_a_word(cast, cycle, sign_in):
    year = timezone.localdate().year - 1
    (item,) = planned(cast.dinas_sosial, [cast.owner.civil_servant], year=year)
    client = sign_in(cast.unit_hr)
    sentence = f"Ada baris rencana {year} dari triwulan lalu tanpa keterangan"
    page = todos(client)
    assert sentence in page
    link = f"{reverse('training:line_list')}?tahun={year}&amp;keadaan=due"
    assert link in page
    assert cast.owner.civil_servant.name in client.get(link.replace("&amp;", "&")).content.decode()
    assert sentence not in todos(sign_in(cast.unit_head))
    missed.record_missed([item.targets.get().pk], cause="funds", by=cast.unit_hr)
    assert sentence not in todos(client)


def test_missed_lines_can_be_carried_into_the_draft(cast, cycle, sign_in):
    year = cycle.year - 1
    (item,) = planned(cast.dinas_sosial, [cast.owner.civil_servant], year=year)
    client = sign_in(cast.unit_hr)
    with_draft = complete_plan(cast)
    with_draft.items.all().delete()
    assert "yang tidak terlaksana dapat dibawa" not in todos(client)
    item.missed.create(civil_servant=cast.owner.civil_servant, cause="funds", recorded_by=cast.unit_hr)
    page = todos(client)
    assert "1 baris yang tidak terlaksana dapat dibawa ke" in page
    assert reverse("training:carry_over", args=[cycle.year, cast.dinas_sosial.pk]) in page


def test_findings_want_an_action_and_actions_an_end(cast, cycle, sign_in):
    finding = a_finding(cast, opd=cast.dinas_sosial)
    year = finding.cycle.year
    client = sign_in(cast.unit_hr)
    assert f"1 temuan {year} belum mempunyai tindak lanjut" in todos(client)
    assert "belum mempunyai tindak lanjut" not in todos(sign_in(cast.city_hr))
    an_action(cast, finding, due_on=today(2))
    page = todos(client)
    assert "belum mempunyai tindak lanjut" not in page
    assert "Tindak lanjut: Sediakan dua komputer di loket." in page
    assert "2 hari lagi" in page


# -------------------------------------------------------------------------------------- organisers, BKPSDMD


def test_a_finished_batch_wants_certificates_until_the_first_is_issued(cast, cycle, sign_in):
    batch = held(cast.city_hr, {cast.owner.civil_servant: 5})
    client = sign_in(cast.city_hr)
    assert f"Sertifikat belum diterbitkan: {batch}" in todos(client)
    assert "Sertifikat belum" not in todos(sign_in(cast.unit_hr))
    batch.organiser = cast.unit_hr
    batch.save()
    assert "Sertifikat belum" not in todos(client)
    assert "Sertifikat belum" in todos(sign_in(cast.unit_hr))
    certificates.issue(batch, by=cast.city_hr)
    assert "Sertifikat belum" not in todos(sign_in(cast.unit_hr))


def test_a_batch_that_ended_long_ago_asks_for_none(cast, cycle):
    held(cast.city_hr, {cast.owner.civil_servant: 5})
    soon, late = today(170), today(190)
    assert certificates.awaited_of(cast.city_hr, soon).exists()
    assert not certificates.awaited_of(cast.city_hr, late).exists()


def test_proposed_batches_wait_for_bkpsdmd(cast, cycle, sign_in):
    run = proposed(cast)
    assert f"{run}: 1 angkatan menunggu keputusan Anda" in todos(sign_in(cast.city_hr))
    assert "menunggu keputusan" not in todos(sign_in(cast.unit_hr))


def test_a_wave_past_its_last_day_is_late(cast, cycle, sign_in):
    wave = open_wave([cast.owner.civil_servant])
    client = sign_in(cast.city_hr)
    assert "belum ditutup" not in todos(client)
    Wave.objects.filter(pk=wave.pk).update(opens_on=today(-9), closes_on=today(-1))
    assert "1 gelombang kuesioner belum ditutup" in todos(client)


# ------------------------------------------------------------------------------------------------- its cost


def cost_of(client) -> int:
    client.get(reverse("home"))
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("home"))
    return len(queries)


def test_all_that_is_empty_is_asked_at_once(cast, cycle, sign_in):
    """Beside signing in, notices, roles and the year: one query for every tray together; BKPSDMD is told
    as well whether clock and workers live."""
    costs = [cost_of(sign_in(member)) for member in (cast.owner, cast.unit_hr, cast.city_hr, cast.ppk)]
    assert costs == [15, 11, 11, 8]


def test_it_costs_the_same_with_one_and_with_three(cast, cycle, sign_in):
    client = sign_in(cast.owner)
    open_wave([cast.owner.civil_servant])
    project = project_of(cast.owner)
    milestone_of(project, due_on=today(1))
    one = cost_of(client)
    for days in (1, 2):
        open_wave([cast.owner.civil_servant], closes_on=today(5 + days))
        milestone_of(project, due_on=today(days))
    assert cost_of(client) == one
