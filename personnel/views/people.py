"""People: the list, one record, its superior, and everything about oneself."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from personnel import activation, audit, permissions, rates, second_factor
from personnel.corrections import keepers_of
from personnel.forms.people import CivilServantFilter, NipForm, SuperiorForm
from personnel.models import AuditEntry, CivilServant, User
from personnel.pages.columns import PEOPLE
from personnel.pages.editing import confirm_page, edit_page, sent
from personnel.pages.lists import page_of
from personnel.pages.person import looked_at
from personnel.pages.tables import Table
from personnel.people import find_by_nip, set_superior
from personnel.person_page import figures_of
from personnel.requests import Request
from personnel.templatetags.palu import angka, nip, tanggal

PER_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def civil_servant_list(request: Request) -> HttpResponseBase:
    """Everybody in sight, filtered by the address; never a NIP in it. Sent, it is taken out as it is seen, by
    those who manage people."""
    may_export = permissions.may_manage_people(request.user)
    if not permissions.may_list_people(request.user) or (request.method == "POST" and not may_export):
        raise Http404
    form = CivilServantFilter(request.GET, user=request.user)
    if form.looks_like_a_nip:
        messages.warning(
            request, "Untuk mencari NIP pakailah kolom “Cari NIP”, supaya NIP tidak tercatat di alamat."
        )
        return redirect("personnel:civil_servant_list")
    people = form.narrow(CivilServant.objects.visible_to(request.user).for_list().select_related("superior"))
    listed = Table(request, PEOPLE, people, caption="Daftar pegawai")
    if request.method == "POST":
        return listed.download(request, "pegawai", title="Pegawai", act="export_people")
    context = {
        "form": form,
        "nip_form": NipForm(),
        "table": listed,
        "result": f"{angka(listed.count)} pegawai",
        "may_export": may_export,
        "query": request.GET.urlencode(),
    }
    return render(request, "personnel/civil_servant_list.html", context)


@require_POST
def civil_servant_find(request: Request) -> HttpResponse:
    """From a NIP (in the body) to the person's page (by number)."""
    if not permissions.may_list_people(request.user):
        raise Http404
    form = NipForm(request.POST)
    rates.count(request, "cari")
    person = find_by_nip(form.cleaned_data["nip"], by=request.user) if form.is_valid() else None
    if person is None:
        messages.warning(request, "NIP itu tidak ditemukan di antara pegawai yang dapat Anda lihat.")
        return redirect("personnel:civil_servant_list")
    return redirect("personnel:civil_servant_detail", pk=person.pk)


#: What ``{% person %}`` asks of somebody: some have a hundred and more below them.
NAMED = ("title_before", "name", "title_after", "superior")


@never_cache
@require_safe
def civil_servant_detail(request: Request, pk: int) -> HttpResponse:
    """One record. Looking at somebody else's is itself recorded and shown to that person."""
    person = looked_at(request, pk, "ringkasan")
    above = CivilServant.objects.select_related("unit", "position")
    prefetch_related_objects([person], Prefetch("superior", above))
    own = permissions.is_owner(request.user, person)
    account = User.objects.filter(civil_servant=person).first()
    manages = permissions.may_manage_people(request.user, person.unit)
    context = {
        "person": person,
        "figures": figures_of(request.user, person),
        "facts": _post_facts(person) + (_private_facts(person) if manages or own else []),
        "placements": person.placements.select_related("unit", "position"),
        "subordinates": person.subordinates.select_related("position", "unit")
        .only(*NAMED, "position__name", "unit__path")
        .order_by("name", "pk"),
        "roles": account.active_roles if account else [],
        "account": account,
        "manages": manages,
        "may_set_superior": manages and not own,
        "may_reissue": manages and not own and _may_reissue(account, request.user),
        "may_open_account": permissions.may_manage_roles(request.user),
    }
    return render(request, "personnel/civil_servant_detail.html", context)


def the_person(request: Request, pk: int) -> CivilServant:
    people = CivilServant.objects.visible_to(request.user)
    return get_object_or_404(
        people.select_related("unit__opd", "position", "rank", "superior__position"), pk=pk
    )


def _may_reissue(account: User | None, by: User) -> bool:
    return account is None or activation.may_print_for_officials(by) or not account.is_privileged


def _post_facts(person: CivilServant) -> list[tuple[str, Any]]:
    return [
        ("NIP", nip(person.nip)),
        ("Jabatan", person.position.name),
        ("Jenjang", person.position.get_level_display()),
        ("Menjabat sejak", tanggal(person.position_since)),
        ("Unit kerja", person.unit.name),
        ("OPD", person.unit.opd.name if person.unit.opd else ""),
        ("Golongan", str(person.rank or "")),
        ("Golongan sejak", tanggal(person.rank_since)),
        ("CPNS sejak" if person.is_pns else "PPPK sejak", tanggal(person.service_since)),
        ("Jenis pegawai", person.get_employment_display()),
        ("Kedudukan hukum", person.get_legal_state_display()),
        ("Surel dinas", person.email),
    ]


def _private_facts(person: CivilServant) -> list[tuple[str, Any]]:
    education = " \N{MIDDLE DOT} ".join(
        filter(
            None, [person.get_education_display(), person.education_name, str(person.graduation_year or "")]
        )
    )
    return [
        ("Tanggal lahir", tanggal(person.birth_date)),
        ("Jenis kelamin", person.get_sex_display()),
        ("Pendidikan", education),
    ]


@require_http_methods(["GET", "POST"])
def civil_servant_superior(request: Request, pk: int) -> HttpResponse:
    """Choose the direct superior, from the person's OPD and the holders of structural posts above it."""
    person = the_person(request, pk)
    if not permissions.may_manage_people(request.user, person.unit) or permissions.is_owner(
        request.user, person
    ):
        raise Http404
    form = SuperiorForm(
        sent(request), candidates=_candidates(person), initial={"superior": person.superior_id}
    )
    return edit_page(
        request,
        form,
        lambda: set_superior(person, form.cleaned_data["superior"], by=request.user),
        field="superior",
        title="Tetapkan atasan langsung",
        lead=f"Atasan langsung menilai kompetensi {person.full_name} dan melihat kebutuhan serta rencananya.",
        act="Simpan atasan",
        above=(person.full_name, reverse("personnel:civil_servant_detail", args=[person.pk])),
        said="Atasan langsung sudah disimpan.",
    )


def _candidates(person: CivilServant) -> QuerySet[CivilServant]:
    """Of the same OPD who holds a structural post or leads somebody; and the city's highest posts."""
    leads = Q(position__level__in=["jpt_utama", "jpt_madya", "jpt_pratama", "administrator", "pengawas"])
    leads |= Q(subordinates__isnull=False)
    within = Q(unit__path__startswith=person.unit.opd.path) if person.unit.opd else Q(unit=person.unit_id)
    highest = Q(position__level__in=["jpt_utama", "jpt_madya"])
    people = CivilServant.objects.exclude(pk=person.pk).exclude(legal_state__in=activation.LEFT)
    return (
        people.filter((within & leads) | highest | Q(pk=person.superior_id))
        .distinct()
        .select_related("position")
    )


@never_cache
@require_http_methods(["GET", "POST"])
def first_password_again(request: Request, pk: int) -> HttpResponse:
    """A new first password for somebody who forgot theirs: asked on a page of its own, shown once."""
    person = the_person(request, pk)
    account = User.objects.filter(civil_servant=person).first()
    manages = permissions.may_manage_people(request.user, person.unit)
    if not manages or permissions.is_owner(request.user, person) or not _may_reissue(account, request.user):
        raise Http404
    try:
        return confirm_page(
            request,
            lambda: activation.issue_again(person, by=request.user),
            title=f"Terbitkan kata sandi pertama untuk {person.full_name}?",
            warning="Pastikan bahwa orang yang meminta memang pegawai ini.",
            consequences=[
                "Kata sandi yang sekarang tidak berlaku lagi dan semua sesinya berakhir.",
                "Kata sandi pertama tampil sekali, dan berlaku 72 jam atau sampai kata sandi lain dibuat.",
                "Penerbitan ini tercatat dan terlihat oleh pegawai itu pada “Data saya”.",
            ],
            act="Terbitkan",
            above=(person.full_name, reverse("personnel:civil_servant_detail", args=[person.pk])),
            then=lambda issued: _first_password(request, issued),
        )
    except PermissionDenied:
        raise Http404 from None


def _first_password(request: Request, issued: activation.FirstPassword) -> HttpResponse:
    context = {
        "name": issued.civil_servant.full_name,
        "username": nip(issued.username),
        "password": issued.password,
    }
    return render(request, "personnel/first_password.html", context)


def _corrections(person: CivilServant) -> dict[str, Any]:
    """What the person asked to be corrected, and who answers for it."""
    telephone = person.unit.telephone or (person.unit.opd.telephone if person.unit.opd else "")
    return {
        "corrections": person.corrections.all()[:20],
        "keepers": [str(held.user) for held in keepers_of(person)[:3]],
        "telephone": telephone,
        "telephone_link": re.sub(r"[^0-9+]", "", telephone),
    }


@require_safe
def my_data(request: Request) -> HttpResponse:
    """Everything we hold about the person, and who has looked at it or changed it."""
    user = request.user
    whole = CivilServant.objects.select_related("unit__opd", "position", "rank", "superior")
    person = whole.filter(user=user).first()
    about_me = Q(object_type="personnel.user", object_id=str(user.pk))
    if person is not None:
        about_me |= Q(subject=person)
    entries = AuditEntry.objects.filter(about_me).select_related("actor__civil_servant").order_by("-pk")
    page = page_of(request, entries, PER_PAGE)
    context = {
        "person": person,
        "facts": _post_facts(person) + _private_facts(person) if person else [],
        "placements": person.placements.select_related("unit", "position") if person else [],
        **(_corrections(person) if person else {}),
        "roles": user.role_assignments.select_related("unit"),
        "entries": [(entry, audit.act_name(entry.action)) for entry in page],
        "page_obj": page,
        "second_factor": second_factor.is_enrolled(user) if user.is_privileged else None,
        "second_factor_passed": second_factor.is_passed(user),
    }
    return render(request, "personnel/my_data.html", context)
