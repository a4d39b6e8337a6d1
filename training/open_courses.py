"""Announced batches that one can still join, told to the page of a person's needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Count, Exists, F, Min, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from personnel.models import CivilServant
from personnel.shown import Link
from personnel.templatetags.palu import angka, tanggal
from planning.reports.ways_on import add_courses
from training.models import Batch, Enrolment

#: Of one competency so many are named, the earliest first.
MOST = 2


def open_courses(person: CivilServant, competencies: Collection[int]) -> dict[int, list[Link]]:
    """By competency (id): with seats left, not begun, not closed, and without the person. One
    query, and a second where any is announced at all."""
    begins = Min("sessions__starts_at", filter=Q(sessions__is_cancelled=False))
    mine = Enrolment.objects.filter(
        batch=OuterRef("pk"), civil_servant=person, state__in=[*Enrolment.LIVE, Enrolment.State.DECLINED]
    )
    announced = Batch.objects.filter(
        Q(enrolment_closes_on=None) | Q(enrolment_closes_on__gte=timezone.localdate()),
        state=Batch.State.RELEASED,
        programme__competency__in=list(competencies),
    )
    keys = list(announced.order_by().values_list("pk", flat=True))
    if not keys:
        return {}
    batches = (
        Batch.objects.filter(~Exists(mine), pk__in=keys)
        .annotate(
            begins=begins,
            held=Count("enrolments", filter=Q(enrolments__state__in=Enrolment.SEATED), distinct=True),
        )
        .filter(begins__gt=timezone.now(), held__lt=F("capacity"))
        .select_related("programme")
        .order_by("begins", "pk")
    )
    found: dict[int, list[Link]] = defaultdict(list)
    for batch in batches:
        links = found[batch.programme.competency_id]
        if len(links) < MOST:
            day = tanggal(timezone.localdate(batch.begins))
            words = f"{batch}, mulai {day}, {angka(batch.capacity - batch.held)} kursi"
            links.append(Link(words, reverse("training:batch_detail", args=[batch.pk])))
    return found


add_courses(open_courses)
