"""Jalur jabatan of oneself or of somebody in scope, and the goals that one writes there."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careers import evidence, goals, permissions
from careers.forms.paths import CreditForm, EvidenceForm, GoalForm
from careers.models import CareerEvidence, CareerGoal, SuccessorNomination
from careers.reports.path_page import path_page
from careers.reports.path_words import acts_of, credit_facts, no_goals, no_posts, notices_of
from careers.reports.progress import progress
from personnel.models import CivilServant
from personnel.pages.choices import keys_in
from personnel.pages.editing import confirm_page, edit_page, press, sent
from personnel.pages.person import record_look
from personnel.permissions import is_owner
from personnel.requests import Request
from personnel.templatetags.palu import titik
from planning.hidden_levels import hides_target
from planning.permissions import may_see_path
from planning.suppression import K


@never_cache
@require_safe
def my_path(request: Request) -> HttpResponse:
    """The path of whoever is signed in; an official without a post has none."""
    if request.user.civil_servant_id is None:
        return render(request, "careers/path_none.html")
    return _page(request, request.user.civil_servant_id)


@never_cache
@require_safe
def path(request: Request, pk: int) -> HttpResponse:
    """The path of somebody whom one leads or manages; looking at it is recorded."""
    return _page(request, pk)


def _page(request: Request, pk: int) -> HttpResponse:
    person = _the_person(request, pk)
    own = is_owner(request.user, person)
    record_look(request, person, "jalur jabatan")
    hidden = hides_target(request.user, person)
    page = path_page(person, chosen=keys_in(request.GET.getlist("jabatan")), hidden=hidden)
    nominated = SuccessorNomination.objects.filter(civil_servant=person, ended_at=None)
    context = {
        "person": person,
        "own": own,
        "page": page,
        "acts": acts_of(person, own=own, may_verify=permissions.may_verify(request.user, person)),
        "notices": notices_of(
            person,
            nominated.select_related("seat__position", "seat__unit") if own else (),
            own=own,
            hidden=hidden,
            is_regulated=page.is_regulated,
        ),
        "no_goals": no_goals(own=own),
        "no_posts": no_posts(own=own),
        "credit_facts": credit_facts(page.credit) if page.credit else (),
        "evidence": CareerEvidence.objects.filter(civil_servant=person).select_related("recorded_by"),
        "target": getattr(person, "target_position", None),
    }
    return render(request, "careers/path.html", context)


def _the_person(request: Request, pk: int) -> CivilServant:
    rows = CivilServant.objects.visible_to(request.user)
    rows = rows.select_related("unit__opd", "position", "target_position__position")
    person = get_object_or_404(rows, pk=pk)
    if not may_see_path(request.user, person):
        raise Http404
    return person


# --- Goals ------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def goal_new(request: Request) -> HttpResponse:
    """Aim at a post."""
    _people_only(request)
    form = GoalForm(sent(request), initial={"position": request.GET.get("jabatan")})
    return edit_page(
        request,
        form,
        lambda: goals.set_goal(**form.cleaned_data, by=request.user),
        title="Tujuan karier baru",
        lead="Tujuan pertama menjadi dasar kesenjangan dan usulan pengembangan Anda, selama pengelola "
        "kepegawaian tidak menetapkan jabatan lain. Ini rencana Anda, bukan permohonan jabatan.",
        act="Simpan tujuan",
        above=_above(),
        said="Tujuan karier tersimpan.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def goal_change(request: Request, pk: int) -> HttpResponse:
    """Say in other words why."""
    goal = _own_goal(request, pk)
    form = GoalForm(sent(request), goal=goal)
    return edit_page(
        request,
        form,
        lambda: goals.set_goal(goal.position, form.cleaned_data["reason"], by=request.user),
        title=f"Tujuan: {goal.position.name}",
        act="Simpan alasan",
        above=_above(),
        said="Alasan tersimpan.",
    )


@require_POST
def goal_first(request: Request, pk: int) -> HttpResponse:
    """Put a goal before the others."""
    goal = _own_goal(request, pk)
    return press(
        request,
        lambda: goals.put_first(goal, by=request.user),
        then=reverse("careers:my_path"),
        said=f"{goal.position.name} kini tujuan pertama.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def goal_drop(request: Request, pk: int) -> HttpResponse:
    """Aim at a post no more."""
    goal = _own_goal(request, pk)
    return confirm_page(
        request,
        lambda: goals.drop_goal(goal, by=request.user),
        title=f"Lepaskan tujuan {goal.position.name}?",
        act="Lepaskan tujuan",
        above=_above(),
        consequences=[
            "Alasan yang Anda tulis ikut terhapus.",
            "Tujuan sesudahnya naik satu; yang pertama menjadi dasar kesenjangan dan usulan Anda.",
            "Butir rencana yang sudah ada tetap.",
        ],
        said="Tujuan dilepaskan.",
    )


def _people_only(request: Request) -> None:
    if request.user.civil_servant_id is None:
        raise Http404


def _own_goal(request: Request, pk: int) -> CareerGoal:
    own = CareerGoal.objects.filter(civil_servant=request.user.civil_servant_id or 0)
    return get_object_or_404(own.select_related("position"), pk=pk)


def _above() -> tuple[str, str]:
    return "Jalur jabatan", reverse("careers:my_path")


@never_cache
@require_safe
def goal_progress(request: Request) -> HttpResponse:
    """How many goals came closer within a year, for BKPSDMD, PyB and PPK; numbers only."""
    if not permissions.may_compare(request.user):
        raise Http404
    today = timezone.localdate()
    context = {"progress": progress(today), "today": today, "k": K}
    return render(request, "careers/goal_progress.html", context)


# --- What is on paper -------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def credit_new(request: Request) -> HttpResponse:
    """Type one's own balance of credit, for the simulation."""
    _people_only(request)
    form = CreditForm(sent(request))
    return edit_page(
        request,
        form,
        lambda: evidence.record_own_credit(**form.cleaned_data, by=request.user),
        title="Saldo angka kredit",
        lead="Dipakai untuk simulasi pada halaman Anda. Sampai pengelola kepegawaian memeriksa suratnya, "
        "halaman menyebutnya isian sendiri.",
        act="Simpan saldo",
        above=_above(),
        said="Saldo angka kredit tersimpan.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def evidence_new(request: Request, pk: int) -> HttpResponse:
    """Record what was seen on paper of somebody."""
    person = _the_person(request, pk)
    if not permissions.may_verify(request.user, person):
        raise Http404
    form = EvidenceForm(sent(request), instance=CareerEvidence(civil_servant=person))
    return edit_page(
        request,
        form,
        lambda: evidence.record_evidence(person, **form.values, by=request.user),
        title="Catat bukti syarat",
        lead=f"Yang Anda lihat pada surat atau sertifikat {titik(person.full_name)} "
        "Catatan tidak dapat diubah; yang lebih baru menggantikannya.",
        act="Simpan bukti",
        above=(f"Jalur jabatan {person.full_name}", reverse("careers:path", args=[person.pk])),
        said="Bukti tercatat.",
    )
