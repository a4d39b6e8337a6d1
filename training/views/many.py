"""Several at once: agreements to take part, and certificates from elsewhere."""

from __future__ import annotations

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from personnel.pages.many import ManyAct, many_page
from personnel.requests import Request
from planning.raters import rates_somebody
from training import enrolment, outside, permissions
from training.models import Enrolment
from training.pages.columns import OUTSIDE, TO_KNOW, approvals, with_figures
from training.views.enrolment import shown

WRITES = ["GET", "HEAD", "POST"]


@require_http_methods(WRITES)
def enrolment_approve_many(request: Request) -> HttpResponse:
    """Agree that those who are ticked take part."""
    user = request.user
    if not permissions.may_nominate(user) and not (
        user.civil_servant_id and rates_somebody(user.civil_servant_id)
    ):
        raise Http404
    act = ManyAct(
        "Setujui beberapa kepesertaan",
        "Setujui",
        "kepesertaan",
        ("Persetujuan kepesertaan", reverse("training:approval_list")),
        (*approvals(user)[:3], TO_KNOW),
        (
            "Persetujuan Anda tercatat untuk setiap orang, sebagai atasan atau sebagai unit.",
            "Siapa yang sudah mendapat keduanya memperoleh kursi bila masih ada, atau masuk daftar tunggu.",
            "Pegawai diberi tahu.",
        ),
        "Disetujui",
    )
    asked = enrolment.asked_of(user)
    mine = Q(superior_ok_by=user) | Q(hr_ok_by=user) | Q(pk__in=asked.order_by().values("pk"))
    return many_page(
        request,
        act,
        shown(Enrolment.objects.filter(mine)).order_by("pk"),
        shown(asked),
        lambda row, seen: enrolment.approve(row, by=user),
        wrap=with_figures,
    )


@require_http_methods(WRITES)
def outside_verify_many(request: Request) -> HttpResponse:
    """Take the certificates that are ticked into the ledger."""
    user = request.user
    if not permissions.may_nominate(user):
        raise Http404
    act = ManyAct(
        "Terima beberapa pelatihan luar",
        "Terima",
        "pelatihan luar",
        ("Pelatihan luar", reverse("training:outside_list")),
        OUTSIDE,
        (
            "JP setiap sertifikat dicatat dalam buku JP pegawainya, menurut aturan konversi yang berlaku.",
            "Setiap pegawai diberi tahu.",
        ),
        "Diterima",
    )
    rows = outside.for_hr(user).select_related("civil_servant__unit", "form", "answered_by__civil_servant")
    return many_page(
        request,
        act,
        rows.order_by("created_at", "pk"),
        rows.filter(pk__in=outside.waiting_for(user).order_by().values("pk")).order_by("created_at", "pk"),
        lambda row, seen: outside.verify(row, by=user, seen=seen),
        stamp=outside.stamp,
    )
