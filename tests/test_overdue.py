"""Whatever is late, in one place: each kind once late and once not, and nothing of anybody else's."""

from __future__ import annotations

import datetime as dt

import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from evaluation.models import Wave
from palu_asn import overdue
from planning.models import RatingDialogue
from tests.evaluation.project_world import milestone_of, project_of
from tests.evaluation.wave_world import planned_wave
from tests.factories import RatingFactory
from tests.planning.sheets_world import make_stages, make_year
from tests.training.certificate_world import held
from tests.training.enrolment_world import batch_of, put
from training.models import Enrolment

DAY = dt.timedelta(days=1)


def told(user, slug):
    kind = next(kind for kind in overdue.KINDS if kind.slug == slug)
    return [kind.tell(row) for row in kind.rows(user)]


def test_a_milestone(cast):
    project = project_of(cast.owner)
    today = timezone.localdate()
    milestone_of(project, number=1, due_on=today)
    assert told(cast.unit_hr, "proyek") == []
    for number in (2, 3):
        milestone_of(project, number=number, due_on=today - DAY)
    project.milestones.filter(number=1).update(due_on=today - 3 * DAY)
    late = told(cast.unit_hr, "proyek")
    assert [(one.whose, one.since) for one in late] == [(project.leader.full_name, today - 2 * DAY)]
    assert told(cast.stranger, "proyek") == []


def test_an_agreement(cast):
    enrolment = put(batch_of(), cast.owner.civil_servant, "asked")
    assert told(cast.unit_hr, "persetujuan") == []
    Enrolment.objects.update(created_at=timezone.now() - (overdue.PATIENCE + 1) * DAY)
    [late] = told(cast.unit_hr, "persetujuan")
    assert late.whose == "atasan"
    assert late.since == timezone.localdate() - DAY
    assert str(enrolment.batch) in late.what
    assert told(cast.stranger, "persetujuan") == []


def test_a_stage(cast):
    cycle = make_year("A", "B")
    make_stages(cycle, rating=(-9, 0))
    assert told(cast.unit_hr, "tahapan") == []
    cycle.stages.filter(stage="rating").update(ends_on=timezone.localdate() - DAY)
    late = told(cast.unit_hr, "tahapan")
    assert [(one.whose, one.since) for one in late] == [(cast.dinas_sosial.name, timezone.localdate())]
    assert told(cast.superior, "tahapan") == []


def test_a_dialogue(cast):
    cycle, person = make_year("A", "B"), cast.owner.civil_servant
    own, above = (RatingFactory(civil_servant=person, level=level) for level in (1, 4))
    dialogue = RatingDialogue.objects.create(
        cycle=cycle, civil_servant=person, competency=own.competency, self_rating=own, superior_rating=above
    )
    assert told(cast.superior, "dialog") == []
    RatingDialogue.objects.update(opened_at=timezone.now() - (overdue.PATIENCE + 1) * DAY)
    assert [one.url for one in told(cast.superior, "dialog")] == [
        reverse("planning:dialogue_detail", args=[dialogue.pk])
    ]
    assert len(told(cast.unit_hr, "dialog")) == 1
    # Who may not open it is not told of it either.
    assert told(cast.stranger, "dialog") == told(cast.unit_head, "dialog") == told(cast.pyb, "dialog") == []


def test_a_wave(cast):
    wave = planned_wave(batch_of())
    Wave.objects.filter(pk=wave.pk).update(state="planned", opens_on=timezone.localdate())
    assert told(cast.city_hr, "gelombang") == []
    Wave.objects.filter(pk=wave.pk).update(opens_on=timezone.localdate() - DAY)
    assert [one.since for one in told(cast.city_hr, "gelombang")] == [timezone.localdate()]
    assert told(cast.unit_hr, "gelombang") == []


def test_the_page_shows_each_kind_and_one_alone(cast, sign_in):
    milestone_of(project_of(cast.owner), due_on=timezone.localdate() - DAY)
    put(batch_of(), cast.owner.civil_servant, "asked")
    Enrolment.objects.update(created_at=timezone.now() - 20 * DAY)
    client, url = sign_in(cast.unit_hr), reverse("overdue")
    page = client.get(url)
    assertContains(page, "2 hal sudah lewat waktunya")
    assertContains(page, "Persetujuan kepesertaan")
    page = client.get(url, {"jenis": "proyek"})
    assertContains(page, "Tonggak proyek")
    assertNotContains(page, "Persetujuan kepesertaan")
    assertContains(client.get(url, {"jenis": "²"}), "Tidak ada yang terlambat")


def test_query_count_is_the_same_for_one_and_three(cast, sign_in):
    client, url = sign_in(cast.unit_hr), reverse("overdue")
    client.get(url)
    counts = []
    for days in ((10,), (20, 30)):
        for day in days:
            put(batch_of(days=day), cast.owner.civil_servant, "asked")
        Enrolment.objects.update(created_at=timezone.now() - 20 * DAY)
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_certificates_that_nobody_issued(cast):
    batch = held(cast.city_hr, {cast.owner.civil_servant: 5})
    ended = timezone.localdate(max(batch.sessions.values_list("ends_at", flat=True)))
    assert told(cast.city_hr, "sertifikat") == []
    with time_machine.travel(timezone.now() + (overdue.PATIENCE + 3) * DAY):
        assert [one.since for one in told(cast.city_hr, "sertifikat")] == [ended + overdue.PATIENCE * DAY]
    assert told(cast.unit_hr, "sertifikat") == []
