"""What the offices say to each other about an item: who may, who is told, and nobody else."""

from __future__ import annotations

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse

from personnel.models import AuditEntry, Notice
from planning import comments
from planning.models import ItemComment, Plan
from tests.planning.world import complete_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(cast):
    return complete_plan(cast).items.get()


def say(item, by, text="Mohon rincian biayanya.", **more):
    return comments.comment(item, text, by=by, **{"request_key": uuid.uuid4(), **more})


def test_whoever_is_meant_and_whoever_spoke_before_is_told_once(cast, item):
    key = uuid.uuid4()
    said = say(item, cast.city_hr, mentions=["unit_hr"], request_key=key)
    assert say(item, cast.city_hr, mentions=["unit_hr"], request_key=key) == said
    assert (said.office, said.to) == ("city_hr", "Pengelola kepegawaian unit")
    assert list(Notice.objects.values_list("user", flat=True)) == [cast.unit_hr.pk]
    say(item, cast.unit_hr, "Rinciannya terlampir.")
    assert Notice.objects.filter(user=cast.city_hr).count() == 1
    assert AuditEntry.objects.filter(action="item_commented").count() == 2
    with pytest.raises(DatabaseError), transaction.atomic():
        ItemComment.objects.update(text="lain")


@pytest.mark.parametrize("member", ["owner", "superior", "stranger", "ppk", "official", "administrator"])
def test_nobody_else_speaks_or_reads(cast, item, sign_in, member):
    say(item, cast.unit_head)
    user = cast.members[member]
    with pytest.raises(PermissionDenied):
        say(item, user)
    assert list(comments.comments_on(item, user)) == []


def test_what_is_refused(cast, item):
    for wrong in ({"text": " "}, {"text": "x" * 1001}, {"mentions": ["ppk"]}):
        with pytest.raises(ValidationError):
            say(item, cast.unit_hr, **{"text": "Baik.", **wrong})
    Plan.objects.filter(pk=item.plan_id).update(
        status="ratified", decision_number="1", decision_date="2026-11-20"
    )
    with pytest.raises(ValidationError, match="sudah selesai"):
        say(item, cast.unit_hr)


def test_the_page_shows_what_was_said_and_takes_more(cast, item, sign_in):
    say(item, cast.unit_head, "Apakah cukup satu angkatan?", mentions=["city_hr"])
    client, url = sign_in(cast.city_hr), reverse("planning:item_comment", args=[item.pk])
    page = " ".join(client.get(reverse("planning:item_detail", args=[item.pk])).content.decode().split())
    assert "Apakah cukup satu angkatan?" in page
    assert "kepada BKPSDMD" in page
    answer = client.post(url, {"text": "Cukup.", "request_key": str(uuid.uuid4())})
    assert answer.url == reverse("planning:item_detail", args=[item.pk]) + "#komentar"
    assert client.post(url, {"text": "", "request_key": "x"}).status_code == 422
    official = sign_in(cast.official).get(reverse("planning:item_detail", args=[item.pk]))
    assert "Apakah cukup" not in official.content.decode()
