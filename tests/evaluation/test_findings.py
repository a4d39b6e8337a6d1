"""Findings: who may write and see them, what they rest on, what follows, and what drafting is shown."""

from __future__ import annotations

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from evaluation import drafting_material, findings
from evaluation.models import Action, Finding
from evaluation.ways import to_a_finding
from personnel import notices
from personnel.models import AuditEntry, Notice
from tests.cast import sign_in
from tests.evaluation.finding_world import a_finding, an_action, today, values
from tests.evaluation.talk_world import a_batch, a_held_talk
from tests.planning.world import CycleFactory, ItemFactory, complete_plan
from training.models import LineMissed

pytestmark = pytest.mark.django_db


def test_recorded(cast):
    finding = a_finding(cast, opd=cast.dinas_sosial)
    assert (finding.recorded_by, finding.obstacle) == (cast.city_hr, "")
    assert AuditEntry.objects.filter(action="finding_recorded", actor=cast.city_hr).count() == 1


def test_the_form_sent_twice_records_one(cast):
    key, facts = uuid.uuid4(), values()
    first = findings.record_finding(facts, by=cast.city_hr, request_key=key)
    assert findings.record_finding(facts, by=cast.city_hr, request_key=key) == first


@pytest.mark.parametrize(
    ("member", "own", "foreign", "city"),
    [
        ("city_hr", True, True, True),
        ("unit_hr", True, False, False),
        ("stranger", False, True, False),
        ("unit_head", False, False, False),
        ("official", False, False, False),
        ("owner", False, False, False),
        ("superior", False, False, False),
    ],
)
def test_who_records_of_whom(cast, member, own, foreign, city):
    for opd, may in ((cast.dinas_sosial, own), (cast.dinas_kesehatan, foreign), (None, city)):
        if may:
            a_finding(cast, by=cast.members[member], opd=opd)
            continue
        with pytest.raises(PermissionDenied):
            a_finding(cast, by=cast.members[member], opd=opd)


def test_seen_within_ones_scope(cast):
    own, city = a_finding(cast, opd=cast.dinas_sosial), a_finding(cast)
    for member, expected in (
        ("city_hr", {own, city}),
        ("official", {own, city}),
        ("unit_hr", {own}),
        ("stranger", set()),
        ("owner", set()),
    ):
        assert set(Finding.objects.visible_to(cast.members[member])) == expected


def test_a_talk_one_may_not_read_is_no_source(cast):
    talk = a_held_talk(cast)
    with pytest.raises(PermissionDenied):
        a_finding(cast, by=cast.unit_hr, opd=cast.dinas_sosial, interview=talk)
    finding = a_finding(cast, interview=talk)
    assert (finding.batch, finding.programme, finding.cycle) == (
        talk.batch,
        talk.batch.programme,
        talk.batch.cycle,
    )


def test_sources_agree(cast):
    talk, other = a_held_talk(cast), a_batch(cast)
    with pytest.raises(ValidationError, match="angkatan lain"):
        a_finding(cast, interview=talk, batch=other)
    with pytest.raises(ValidationError, match="program lain"):
        a_finding(cast, programme=other.programme, batch=talk.batch)
    with pytest.raises(ValidationError, match="bukan bagian"):
        a_finding(cast, opd=cast.bidang_a)


# ------------------------------------------------------------------------------------------------ actions


def test_the_owner_is_told_once(cast):
    key, finding = uuid.uuid4(), a_finding(cast, opd=cast.dinas_sosial)
    first = an_action(cast, finding, request_key=key)
    assert an_action(cast, finding, request_key=key) == first
    assert Notice.objects.get(user=cast.unit_hr).path == reverse("evaluation:action_detail", args=[first.pk])


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"due_on": today(-1)}, "mulai hari ini"),
        ({"due_on": today(2000)}, "tiga tahun"),
        ({"what": " "}, "what"),
    ],
)
def test_refused(cast, fields, words):
    with pytest.raises(ValidationError, match=words):
        an_action(cast, **fields)
    assert not Action.objects.exists()


def test_the_owner_holds_an_office_there(cast):
    for member in ("owner", "stranger", "administrator"):
        with pytest.raises(ValidationError, match="memegang peran"):
            an_action(cast, owner=cast.members[member])
    with pytest.raises(PermissionDenied):
        an_action(cast, by=cast.unit_head)
    an_action(cast, owner=cast.unit_head, by=cast.unit_hr)


def test_ended_by_its_owner_or_hr_with_an_outcome(cast):
    action = an_action(cast, owner=cast.unit_head)
    assert findings.open_actions_of(cast.unit_head).get() == action
    for member in ("owner", "stranger", "official"):
        with pytest.raises(PermissionDenied):
            findings.end_action(action, "done", "Sudah.", by=cast.members[member])
    with pytest.raises(ValidationError, match="Tulis hasilnya"):
        findings.end_action(action, "done", "  ", by=cast.unit_head)
    with pytest.raises(ValidationError, match="Pilih selesai"):
        findings.end_action(action, "open", "Sudah.", by=cast.unit_head)
    for _i in range(2):
        findings.end_action(action, "done", "Dua komputer tersedia.", by=cast.unit_head)
    assert Notice.objects.filter(user=cast.city_hr, key=f"action:{action.pk}:ended").count() == 1
    with pytest.raises(ValidationError, match="sudah diakhiri"):
        findings.end_action(action, "dropped", "Tidak jadi.", by=cast.unit_hr)
    action.refresh_from_db()
    assert (action.state, action.ended_by) == ("done", cast.unit_head)


def test_late_ones_are_told_once_a_week(cast, monkeypatch):
    monkeypatch.setattr(notices, "is_quiet", lambda: False)
    late, coming, done = (an_action(cast) for _i in range(3))
    Action.objects.filter(pk__in=[late.pk, done.pk]).update(due_on=today(-1))
    findings.end_action(done, "done", "Sudah.", by=cast.unit_hr)
    assert [findings.remind_overdue(), findings.remind_overdue()] == [1, 0]
    Action.objects.filter(pk=late.pk).update(reminded_on=today(-7))
    assert findings.remind_overdue() == 1
    assert not Notice.objects.filter(key__startswith=f"action:{coming.pk}:late").exists()
    monkeypatch.setattr(notices, "is_quiet", lambda: True)
    Action.objects.filter(pk=late.pk).update(reminded_on=None)
    assert findings.remind_overdue() == 0


# --------------------------------------------------------------------------------- material for drafting


def test_what_drafting_is_shown(cast):
    this = CycleFactory()
    before, earlier = CycleFactory(year=this.year - 1, is_open=False), CycleFactory(year=2024, is_open=False)
    own = a_finding(cast, opd=cast.dinas_sosial, cycle=before)
    city = a_finding(cast, cycle=before)
    a_finding(cast, opd=cast.dinas_kesehatan, cycle=before)
    old = a_finding(cast, opd=cast.dinas_sosial, cycle=earlier)
    meant = a_finding(cast, opd=cast.dinas_sosial, cycle=earlier)
    an_action(cast, meant, for_cycle=this)
    shown = list(drafting_material.findings_for(this, cast.dinas_sosial))
    assert shown[0] == meant
    assert set(shown) == {own, city, meant}
    assert old not in shown


def test_lines_that_go_on(cast):
    plan = complete_plan(cast)
    this = CycleFactory(year=plan.cycle.year + 1, is_open=False)
    item = plan.items.get()
    other = ItemFactory(plan=plan, number=2)
    for row, goes_on in ((item, True), (other, False)):
        LineMissed.objects.create(
            item=row,
            civil_servant=cast.owner.civil_servant,
            cause="funds",
            goes_on=goes_on,
            recorded_by=cast.unit_hr,
        )
    groups = drafting_material.missed_lines(this, cast.dinas_sosial)
    assert [(group.name, group.lines, group.carried) for group in groups] == [(item.name, 1, 0)]


def test_from_a_talk_to_the_plan_by_pages(cast):
    talk = a_held_talk(cast)
    this = talk.batch.cycle
    client = sign_in(cast.city_hr)
    way = to_a_finding(cast.city_hr, wawancara=talk.pk, tingkat="x", opd="9" * 30)
    assert to_a_finding(cast.owner, wawancara=talk.pk) is None
    of_talk = client.get(reverse("evaluation:interview_detail", args=[talk.pk])).content.decode()
    assert f"?wawancara={talk.pk}&amp;angkatan={talk.batch_id}" in of_talk
    page = client.get(way.url)
    form = page.context["form"]
    assert str(form.initial["interview"]) == str(talk.pk)
    filled = client.get(reverse("evaluation:finding_new"), {"angkatan": talk.batch_id})
    assert filled.context["form"]["programme"].value() == talk.batch.programme_id
    assert str(talk.batch) in filled.content.decode()
    data = {
        "words": "Alumni kekurangan sarana.",
        "opd": cast.dinas_sosial.pk,
        "cycle": this.pk,
        "interview": talk.pk,
        "request_key": form.initial["request_key"],
    }
    assert client.post(reverse("evaluation:finding_new"), {**data, "words": ""}).status_code == 422
    assert client.post(reverse("evaluation:finding_new"), data).status_code == 302
    finding = Finding.objects.get()
    action = {
        "what": "Sediakan.",
        "owner": cast.unit_hr.pk,
        "due_on": today(9).isoformat(),
        "for_cycle": this.pk,
    }
    assert client.post(reverse("evaluation:action_new", args=[finding.pk]), action).status_code == 302
    url = reverse("evaluation:drafting_material", args=[this.year, cast.dinas_sosial.pk])
    assert "Alumni kekurangan sarana." in sign_in(cast.unit_hr).get(url).content.decode()
    plan = complete_plan(cast)
    assert url in sign_in(cast.unit_hr).get(reverse("planning:plan_detail", args=[plan.pk])).content.decode()


def test_a_finding_of_the_city_opens_for_whoever_looks_into_the_city(cast):
    cycle = CycleFactory()
    findings_of = {None: a_finding(cast), cast.dinas_sosial: a_finding(cast, opd=cast.dinas_sosial)}
    url = reverse("evaluation:drafting_material", args=[cycle.year, cast.dinas_sosial.pk])
    of_city, of_opd = (
        reverse("evaluation:finding_detail", args=[found.pk]) for found in findings_of.values()
    )
    for member, opens in ((cast.city_hr, {of_city, of_opd}), (cast.unit_hr, {of_opd})):
        client = sign_in(member)
        page = client.get(url).content.decode()
        assert all(found.words in page for found in findings_of.values())
        assert {link for link in (of_city, of_opd) if f'href="{link}"' in page} == opens
        assert {link for link in (of_city, of_opd) if client.get(link).status_code == 200} == opens


@pytest.mark.parametrize("n", [1, 3])
def test_query_counts(cast, n, django_assert_num_queries):
    cycle = CycleFactory()
    for _i in range(n):
        an_action(cast, a_finding(cast, opd=cast.dinas_sosial), for_cycle=cycle)
    client = sign_in(cast.city_hr)
    urls = (
        (reverse("evaluation:finding_list"), LIST),
        (reverse("evaluation:drafting_material", args=[cycle.year, cast.dinas_sosial.pk]), MATERIAL),
    )
    for url, queries in urls:
        client.get(url)
        with django_assert_num_queries(queries):
            client.get(url)


LIST, MATERIAL = 7, 15


def test_the_list_begins_with_the_year_being_carried_out(cast):
    year = today().year
    a_finding(cast, cycle=CycleFactory(year=year, is_open=False), words="Tahun yang berjalan.")
    CycleFactory(year=year + 1)
    page = sign_in(cast.city_hr).get(reverse("evaluation:finding_list"))
    assert page.context["cycle"].year == year
    assert "Tahun yang berjalan." in page.content.decode()
