"""A civil servant's own training: what they take part in, what they can apply for, and their answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import (
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from personnel.pages.editing import confirm_page, or_404, press, sent
from personnel.pages.lists import page_of
from personnel.permissions import is_owner
from personnel.requests import Request
from training import enrolment as rules
from training import permissions
from training.batch_figures import first_session, with_figures, with_outcome
from training.forms.enrolment import ReasonForm
from training.models import Batch, Enrolment

State = Enrolment.State
#: Of what is over so many are named.
SHOWN = 20
#: What has no time yet stands behind whatever has one.
LAST = dt.datetime.max.replace(tzinfo=dt.UTC)


# ------------------------------------------------------------------------------------------ what is shown


def shown(rows: QuerySet[Enrolment]) -> QuerySet[Any]:
    """Enrolments with their place, and whatever lists name of their person and batch."""
    return with_place(rows).select_related(
        "civil_servant__unit", "civil_servant__position", "batch__programme", "unit__opd", "item"
    )


def with_place(rows: QuerySet[Enrolment]) -> QuerySet[Any]:
    """Enrolments with ``ahead``: how many wait before them, and ``begins_at`` of their batch."""
    before = Enrolment.objects.filter(batch=OuterRef("batch"), state=State.WAITING).filter(
        Q(queued_at__lt=OuterRef("queued_at")) | Q(queued_at=OuterRef("queued_at"), pk__lt=OuterRef("pk"))
    )
    ahead = before.order_by().values("batch").annotate(n=Count("pk")).values("n")
    return rows.annotate(ahead=Coalesce(Subquery(ahead), 0), begins_at=first_session("batch"))


def open_batches(request: Request) -> QuerySet[Any]:
    """Released batches for which one can still apply, and in which one is not yet."""
    own = Enrolment.objects.filter(
        batch=OuterRef("pk"),
        civil_servant=request.user.civil_servant_id,
        state__in=[*Enrolment.LIVE, State.DECLINED],
    )
    announced = (
        Batch.objects.filter(state=Batch.State.RELEASED)
        .exclude(Exists(own))
        .filter(Q(enrolment_closes_on=None) | Q(enrolment_closes_on__gte=timezone.localdate()))
    )
    return (
        with_figures(announced)
        .filter(Q(begins=None) | Q(begins__gt=timezone.now()))
        .annotate(free=F("capacity") - F("taken"))
        .select_related("programme__form", "provider")
        .order_by(F("begins").asc(nulls_last=True), "programme__name", "pk")
    )


def _by_standing(person: int) -> dict[str, list[Any]]:
    """One's own enrolments, of all years: those that are ``live``, the last ``taken``, the last ``ended``."""
    rows = with_outcome(with_place(Enrolment.objects.filter(civil_servant=person)))
    every = sorted(rows.select_related("batch__programme"), key=lambda row: (row.begins_at or LAST, row.pk))
    latest = sorted(every, key=lambda row: (row.created_at, row.pk), reverse=True)
    over = Batch.State.FINISHED
    live = [row for row in every if row.state in Enrolment.LIVE and row.batch.state != over]
    taken = [row for row in reversed(every) if row.state == State.ENROLLED and row.batch.state == over]
    ended = [row for row in latest if row.state not in Enrolment.LIVE]
    prefetch_related_objects(live, "letters")
    return {"live": live, "taken": taken[:SHOWN], "ended": ended[:SHOWN]}


@require_safe
def my_enrolments(request: Request) -> HttpResponse:
    """What I take part in, what waits for my answer, and what I can apply for."""
    if request.user.civil_servant_id is None:
        raise Http404
    context = {
        **_by_standing(request.user.civil_servant_id),
        "page_obj": page_of(request, open_batches(request)),
        "asked": rules.asked_of(request.user).count(),
        "now": timezone.now(),
    }
    return render(request, "training/my_enrolments.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def enrolment_apply(request: Request, pk: int) -> HttpResponse:
    """Look at a batch and apply for it."""
    if request.user.civil_servant_id is None:
        raise Http404
    batch = get_object_or_404(
        Batch.objects.released().select_related("programme__form", "programme__competency", "provider"), pk=pk
    )
    refused = ""
    if request.method == "POST":
        try:
            rules.apply(batch, by=request.user)
        except ValidationError as refusal:
            refused = " ".join(refusal.messages)
        else:
            said = "Pendaftaran Anda tercatat. Atasan dan unit Anda dimintai persetujuan."
            messages.success(request, said)
            return redirect("training:my_enrolments")
    context = {
        "batch": batch,
        "sessions": batch.sessions.standing().select_related("room__venue"),
        "refused": refused
        or rules.why_not_again(batch, request.user)
        or rules.why_not_open(batch, applying=True),
        "asks": batch.programme.prerequisites.all(),
    }
    return render(request, "training/enrolment_apply.html", context, status=422 if refused else 200)


# ------------------------------------------------------------------------------------------------ answers


def the_enrolment(request: Request, pk: int) -> Enrolment:
    """An enrolment of oneself, one that waits for one's agreement, and those of one's people."""
    seen = Q(pk__in=Enrolment.objects.visible_to(request.user).values("pk"))
    seen |= Q(pk__in=rules.asked_of(request.user).values("pk"))
    rows = Enrolment.objects.filter(seen).select_related("civil_servant__unit", "batch__programme")
    return get_object_or_404(rows, pk=pk)


def _after(request: Request, enrolment: Enrolment) -> str:
    """Where somebody came from: their own page, what waits for them, or the list of the batch."""
    if is_owner(request.user, enrolment.civil_servant):
        return reverse("training:my_enrolments")
    if request.POST.get("dari") == "angkatan" or request.GET.get("dari") == "angkatan":
        return reverse("training:enrolment_list", args=[enrolment.batch_id])
    return reverse("training:approval_list")


def _act(request: Request, pk: int, rule: Callable[..., Any], said: str) -> HttpResponse:
    enrolment = the_enrolment(request, pk)
    return press(
        request,
        or_404(lambda: rule(enrolment, by=request.user)),
        said=said,
        then=_after(request, enrolment),
    )


@require_POST
def enrolment_approve(request: Request, pk: int) -> HttpResponse:
    """Agree, and hear what the unit's service may suffer."""
    enrolment = the_enrolment(request, pk)
    warnings = rules.warnings_of(enrolment)
    answer = _act(
        request,
        pk,
        rules.approve,
        f"Persetujuan untuk {enrolment.civil_servant.full_name} tercatat.",
    )
    for warning in warnings:
        messages.warning(request, f"Perhatikan: {warning}")
    return answer


@require_POST
def enrolment_accept(request: Request, pk: int) -> HttpResponse:
    return _act(request, pk, rules.accept_offer, "Kursi itu untuk Anda. Anda terdaftar.")


@require_http_methods(["GET", "HEAD", "POST"])
def enrolment_decline(request: Request, pk: int) -> HttpResponse:
    enrolment = the_enrolment(request, pk)
    if enrolment.state == State.ASKED and rules.hand_of(request.user, enrolment) is None:
        raise Http404
    return _with_reason(
        request,
        enrolment,
        rules.decline,
        title=f"Tidak menyetujui {enrolment.civil_servant.full_name}?",
        act="Tidak setuju",
        said="Kepesertaan tidak disetujui; pegawai diberi tahu.",
        consequences=[
            (
                f"{enrolment.civil_servant.full_name} tidak mengikuti {enrolment.batch} dan membaca "
                "alasan Anda."
            )
        ],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def enrolment_withdraw(request: Request, pk: int) -> HttpResponse:
    enrolment = the_enrolment(request, pk)
    own = is_owner(request.user, enrolment.civil_servant)
    if not own and not permissions.may_manage_enrolment(request.user, enrolment):
        raise Http404
    return _with_reason(
        request,
        enrolment,
        rules.withdraw,
        title=f"Batalkan kepesertaan Anda pada {enrolment.batch}?"
        if own
        else f"Batalkan kepesertaan {enrolment.civil_servant.full_name}?",
        act="Batalkan kepesertaan saya" if own else "Batalkan kepesertaan",
        said="Kepesertaan Anda dibatalkan." if own else "Kepesertaan dibatalkan.",
        consequences=[
            "Kursinya ditawarkan kepada yang pertama dalam daftar tunggu.",
            "Untuk kembali, pendaftaran dimulai dari awal.",
        ],
    )


def _with_reason(
    request: Request,
    enrolment: Enrolment,
    rule: Callable[..., Any],
    *,
    title: str,
    act: str,
    said: str,
    consequences: list[str],
) -> HttpResponse:
    form = ReasonForm(sent(request))
    return confirm_page(
        request,
        or_404(lambda: rule(enrolment, form.cleaned_data["reason"], by=request.user)),
        form=form,
        title=title,
        act=act,
        consequences=consequences,
        above=(str(enrolment.batch), _after(request, enrolment)),
        said=said,
    )
