"""What lists say of a batch, or of somebody in it: when it begins, how many sessions, who is there.

Each is asked for the rows of a page alone: joined and grouped, sessions and seats would multiply each other.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from training.models import Attendance, Batch, Certificate, Enrolment, Session


def first_session(batch: str) -> Subquery:
    """When the batch begins to which the field ``batch`` of a row leads; None while nothing stands."""
    return Subquery(_standing(batch).annotate(first=Min("starts_at")).values("first"))


def _standing(batch: str) -> QuerySet[Any]:
    return Session.objects.standing().filter(batch=OuterRef(batch)).order_by().values("batch")


def _how_many(rows: QuerySet[Any]) -> Coalesce:
    """Of ``rows`` that are grouped to one."""
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)


def with_figures(batches: QuerySet[Batch]) -> QuerySet[Any]:
    """Batches with ``begins``, how many ``meetings`` stand and how many seats are ``taken``."""
    seats = Enrolment.objects.filter(batch=OuterRef("pk"), seat__isnull=False).order_by().values("batch")
    return batches.annotate(
        begins=first_session("pk"), meetings=_how_many(_standing("pk")), taken=_how_many(seats)
    )


def with_outcome(rows: QuerySet[Enrolment]) -> QuerySet[Any]:
    """Enrolments with how many ``meetings`` their batch has, in how many of them they were ``there``, and
    the number of their ``paper``."""
    there = Attendance.objects.filter(
        enrolment=OuterRef("pk"), is_present=True, session__is_cancelled=False
    ).order_by()
    paper = Certificate.objects.valid().filter(enrolment=OuterRef("pk"))
    return rows.annotate(
        meetings=_how_many(_standing("batch")),
        there=_how_many(there.values("enrolment")),
        paper=Subquery(paper.values("number")[:1]),
    )
