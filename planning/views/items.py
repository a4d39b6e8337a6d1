"""Items of a plan and the people they are for."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from personnel.pages.choices import key_in, keys_in
from personnel.pages.editing import confirm_page, form_page, press, saved, sent
from personnel.pages.lists import page_of
from personnel.requests import Request
from personnel.templatetags.palu import angka, rupiah
from planning.approval import may_edit, may_edit_now
from planning.comments import comments_on, office_of
from planning.completeness import lacking
from planning.consultation.lines import is_asked, is_open
from planning.forms.consultation import DropForm
from planning.forms.plans import CandidateFilter, ItemForm, PriorityForm, SubActivityForm
from planning.items import (
    add_everyone_with_gap,
    add_item,
    add_targets,
    candidates,
    edit_item,
    fill_sub_activity,
    from_programme,
    remove_item,
    remove_target,
    with_gap_left,
)
from planning.models import Plan, PlanItem, PlanTarget, Programme
from planning.priority import explain, override_priority
from planning.reports import item_page
from planning.reports.consultation import standing_by_item, talk_of
from planning.reports.plan_page import standing_sentence
from planning.reports.voices import heard_for
from planning.views.plans import above_plan, not_now, page_of_plan, the_editable_plan


def the_item(request: Request, pk: int) -> PlanItem:
    """With its plan, which is asked for apart: Postgres takes ten times as long to plan one join of both."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user).select_related("unit", "cycle"), items=pk)
    items = plan.items.select_related("competency", "form", "provider", "programme")
    return get_object_or_404(items, pk=pk)


def the_editable_item(request: Request, pk: int) -> PlanItem:
    item = the_item(request, pk)
    if not may_edit(item.plan, request.user):
        raise Http404
    return item


def the_target(request: Request, pk: int) -> PlanTarget:
    targets = PlanTarget.objects.filter(item__in=PlanItem.objects.visible_to(request.user)).select_related(
        "plan__unit", "plan__cycle", "item__competency", "civil_servant", "overridden_by__civil_servant"
    )
    return get_object_or_404(targets, pk=pk)


# ------------------------------------------------------------------------------------------------ one item


def item_detail(request: Request, pk: int) -> HttpResponse:
    """The seven legal fields, why the item is in the plan, and its people by priority."""
    item = the_item(request, pk)
    talk = talk_of(item.plan)
    targets = (
        item.targets.select_related("civil_servant__unit", "civil_servant__position", "consultation")
        .annotate(counts=F("override_score"))
        .order_by(F("override_score").desc(nulls_last=True), "-score", "pk")
    )
    page = page_of(request, targets)
    standings = standing_by_item([item.pk], talk.window) if is_open(item.plan) else {}
    standing = standings.get(item.pk)
    may, rows = may_edit_now(item.plan, request.user), item_page.rows_of(page, talk)
    return render(
        request,
        "planning/item_detail.html",
        {
            "item": item,
            "plan": item.plan,
            "acts": item_page.acts_of(item, may_edit=may),
            "lack": item_page.lack_of(item, lacking(item), may_edit=may),
            "facts": item_page.facts_of(item, page.paginator.count),
            "voices": item_page.voices_of(*heard_for(item)),
            "people": page.paginator.count,
            "standing": standing_sentence(standing, silent=talk.is_over) if standing else "",
            "rows": rows,
            "empty": item_page.empty_of(item, rows, may_edit=may),
            "may_edit": may,
            "page_obj": page,
            "takes_part": bool(office_of(request.user, item.plan)),
            "comments": comments_on(item, request.user),
        },
    )


def item_new(request: Request, pk: int) -> HttpResponse:
    """A new item; ``?program=`` fills it from the catalogue, to be changed at will."""
    plan = the_editable_plan(request, pk)
    if not_now(request, plan):
        return redirect("planning:plan_detail", plan.pk)
    form = ItemForm(sent(request), initial=_from_catalogue(request, plan.sub_activity_code))
    added = saved(
        request,
        form,
        lambda: add_item(plan, form.values, by=request.user, request_key=form.cleaned_data["request_key"]),
        said=lambda item: f"Butir {item.number} ditambahkan. Sekarang pilih sasarannya.",
        then=lambda item: reverse("planning:item_targets", args=[item.pk]),
    )
    programmes = Programme.objects.active().select_related("competency")
    return added or form_page(
        request,
        "planning/item_edit.html",
        form,
        plan=plan,
        item=None,
        programmes=programmes.order_by("competency__order", "name"),
    )


def page_of_item(item: PlanItem) -> str:
    return reverse("planning:item_detail", args=[item.pk])


def above_item(item: PlanItem) -> tuple[str, str]:
    """The item as the page above one of its own."""
    return str(item), page_of_item(item)


def _from_catalogue(request: Request, sub_activity_code: str) -> dict[str, Any]:
    initial: dict[str, Any] = {"request_key": uuid.uuid4(), "origin": PlanItem.Origin.PROPOSAL}
    programme = Programme.objects.active().filter(pk__in=keys_in([request.GET.get("program")])).first()
    return initial | (from_programme(programme, sub_activity_code) if programme else {})


def item_edit(request: Request, pk: int) -> HttpResponse:
    """Change an item. When somebody else was faster, both versions are shown and nothing typed is lost."""
    if request.method == "POST" and not PlanItem.objects.filter(pk=pk).exists():
        return _item_gone(request)
    item = the_editable_item(request, pk)
    if not_now(request, item.plan):
        return redirect("planning:item_detail", item.pk)
    form = ItemForm(sent(request), instance=item, initial={"version": item.version})
    changed = saved(
        request,
        form,
        lambda: edit_item(item, form.values, version=form.cleaned_data["version"] or 0, by=request.user),
        said=f"Butir {item.number} disimpan.",
        then=page_of_item(item),
    )
    if changed:
        return changed
    if form.newer is None:
        return form_page(request, "planning/item_edit.html", form, plan=item.plan, item=item)
    context = {"form": form, "plan": item.plan, "item": item, "theirs": _differences(form, form.newer)}
    return render(request, "planning/item_edit.html", context, status=409)


def _item_gone(request: Request) -> HttpResponse:
    """Somebody removed the item while it was being edited: what was typed waits as a new item."""
    plan = the_editable_plan(request, key_in(request.POST.get("plan")) or 0)
    if not_now(request, plan):
        return redirect("planning:plan_detail", plan.pk)
    form = ItemForm({**request.POST.dict(), "request_key": str(uuid.uuid4()), "version": ""})
    return render(
        request,
        "planning/item_edit.html",
        {"form": form, "plan": plan, "item": None, "gone": True},
        status=409,
    )


def _differences(form: ItemForm, now: PlanItem) -> list[tuple[str, Any, Any]]:
    """(field, what stands now, what the person typed) where the two differ."""
    rows = []
    for name, mine in form.values.items():
        theirs = getattr(now, name)
        if theirs != mine:
            rows.append(
                (str(form.fields[name].label), _word(now, name, theirs), _word(form.instance, name, mine))
            )
    return rows or [("Isi", "sama dengan isian Anda", "sama")]


def _word(item: PlanItem, name: str, value: Any) -> str:
    field = PlanItem._meta.get_field(name)
    choices = dict(getattr(field, "flatchoices", []) or [])
    return str(choices.get(value, value if value not in (None, "") else "–"))


def item_remove(request: Request, pk: int) -> HttpResponse:
    """Asks before an item is taken out of the plan."""
    item = the_editable_item(request, pk)
    if not_now(request, item.plan):
        return redirect("planning:item_detail", item.pk)
    form = _drop_form(request, item.plan, target__item=item.pk)
    return confirm_page(
        request,
        lambda: remove_item(item, words=form.cleaned_data["words"] if form else "", by=request.user),
        form=form,
        title=f"Hapus butir {item}?",
        warning="Butir yang dihapus tidak dapat dikembalikan.",
        consequences=[
            f"{angka(item.targets.count())} pegawai kehilangan kegiatan ini dalam rencana.",
            "Penghapusan ini tercatat dalam jejak audit atas nama Anda.",
        ],
        act="Hapus butir",
        above=above_item(item),
        said=f"Butir {item.number} dihapus.",
        then=page_of_plan(item.plan),
    )


def _drop_form(request: Request, plan: Plan, **which: Any) -> DropForm | None:
    """Asks for the reason once the people concerned have been asked about the line."""
    return DropForm(sent(request)) if is_asked(plan, **which) else None


def plan_sub_activity(request: Request, pk: int) -> HttpResponse:
    """One code for all items of the APBD that have none."""
    plan = the_editable_plan(request, pk)
    if not_now(request, plan):
        return redirect("planning:plan_detail", plan.pk)
    empty = plan.items.filter(funding=PlanItem.Funding.APBD, sub_activity_code="").count()
    form = SubActivityForm(sent(request), initial={"sub_activity_code": plan.sub_activity_code})
    return confirm_page(
        request,
        lambda: fill_sub_activity(plan, form.cleaned_data["sub_activity_code"], by=request.user),
        form=form,
        title="Isi kode subkegiatan",
        warning="Setiap butir yang dibiayai APBD harus menyebut subkegiatannya.",
        consequences=[f"{empty} butir APBD yang belum berkode mendapat kode ini."],
        act="Isi kode",
        danger=False,
        above=above_plan(plan),
        said=lambda count: f"Kode subkegiatan diisikan pada {count} butir.",
    )


# ---------------------------------------------------------------------------------------------- its people


def item_targets(request: Request, pk: int) -> HttpResponse:
    """Pick people of the OPD, with their need in the item's competency beside their names."""
    item = the_editable_item(request, pk)
    if not_now(request, item.plan):
        return redirect("planning:item_detail", item.pk)
    if request.method == "POST":
        people = keys_in(request.POST.getlist("people"))
        return press(
            request,
            lambda: add_targets(item, people, by=request.user),
            said=_added,
            then=page_of_item(item),
            refused=request.get_full_path(),
        )
    form = CandidateFilter(request.GET)
    rows = candidates(item)
    if form.is_valid():
        if query := form.cleaned_data["q"].strip():
            rows = rows.filter(name__icontains=query)
        if form.cleaned_data["need"] == "gap":
            rows = rows.filter(need_gap__gt=0)
        elif form.cleaned_data["need"] == "unassessed":
            rows = rows.filter(need_required__isnull=False, need_attained__isnull=True)
    rows = rows.order_by(F("need_gap").desc(nulls_last=True), "name", "pk")
    return render(
        request,
        "planning/item_targets.html",
        {
            "item": item,
            "plan": item.plan,
            "form": form,
            "page_obj": page_of(request, rows),
            "with_gap": len(with_gap_left(item)),
            "present": item.targets.count(),
        },
    )


def _added(people: int) -> str:
    return f"{angka(people)} pegawai ditambahkan."


def item_fill(request: Request, pk: int) -> HttpResponse:
    """Everyone with a gap at once, on a page that says how many."""
    item = the_editable_item(request, pk)
    if not_now(request, item.plan):
        return redirect("planning:item_detail", item.pk)
    people = len(with_gap_left(item))
    cost = people * (item.cost_per_person or 0)
    return confirm_page(
        request,
        lambda: add_everyone_with_gap(item, by=request.user),
        title="Tambahkan semua yang memiliki kesenjangan?",
        warning=str(item),
        consequences=[
            (
                f"{angka(people)} pegawai aktif dengan kesenjangan {item.competency or '–'} menjadi "
                "sasaran butir ini."
            ),
            (
                "Mereka yang sudah mendapat butir untuk kompetensi yang sama "
                "dalam rencana ini tidak ditambahkan lagi."
            ),
            f"Biaya butir ini bertambah {rupiah(cost)}.",
        ],
        act=f"Tambahkan {angka(people)} pegawai",
        danger=False,
        above=above_item(item),
        said=_added,
    )


def target_remove(request: Request, pk: int) -> HttpResponse:
    """Asks before somebody is taken out of an item."""
    target = the_target(request, pk)
    if not may_edit(target.plan, request.user):
        raise Http404
    if not_now(request, target.plan):
        return redirect("planning:item_detail", target.item_id)
    form = _drop_form(request, target.plan, target=target.pk)
    return confirm_page(
        request,
        lambda: remove_target(target, words=form.cleaned_data["words"] if form else "", by=request.user),
        form=form,
        title=f"Keluarkan {target.civil_servant} dari butir ini?",
        warning=str(target.item),
        consequences=[
            f"Kegiatan ini hilang dari rencananya untuk tahun {target.plan.cycle.year}.",
            "Perubahan ini tercatat pada data pegawai tersebut atas nama Anda.",
        ],
        act="Keluarkan",
        above=above_item(target.item),
        said=f"{target.civil_servant} dikeluarkan dari butir ini.",
    )


def target_priority(request: Request, pk: int) -> HttpResponse:
    """'Dari mana angka ini?' for one person in one item, and the place to override it with a reason."""
    target = the_target(request, pk)
    if request.method == "POST" and not may_edit(target.plan, request.user):
        raise Http404
    form = PriorityForm(
        sent(request), initial={"score": target.override_score, "reason": target.override_reason}
    )
    overridden = saved(
        request,
        form,
        lambda: override_priority(
            target, form.cleaned_data["score"], form.cleaned_data["reason"], by=request.user
        ),
        said="Skor prioritas disimpan.",
        then=page_of_item(target.item),
    )
    if overridden:
        return overridden
    context = {
        "target": target,
        "plan": target.plan,
        "item": target.item,
        "form": form if may_edit_now(target.plan, request.user) else None,
        "explanation": explain(target, target.plan.cycle),
    }
    return render(request, "planning/target_priority.html", context, status=422 if form.errors else 200)
