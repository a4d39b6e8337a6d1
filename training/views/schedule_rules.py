"""How strictly each rule of scheduling is taken."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from personnel.pages.editing import edit_page, sent
from personnel.requests import Request
from training import permissions, schedule_rules
from training.forms.schedule_rules import RulesForm
from training.rules import Level, all_rules
from training.views.guards import for_organisers, for_readers


@require_safe
def rule_list(request: Request) -> HttpResponse:
    """All rules with their level."""
    for_readers(request)
    settings = schedule_rules.in_force()
    rows = [
        {
            "label": rule.label,
            "meaning": rule.meaning,
            "level": Level(settings[rule.code][0]).chip,
            "limit": settings[rule.code][1],
            "is_fixed": rule.is_fixed,
        }
        for rule in all_rules()
    ]
    context = {"rows": rows, "manages": permissions.may_organise(request.user)}
    return render(request, "training/rule_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def rule_edit(request: Request) -> HttpResponse:
    """Set the levels of all rules at once."""
    for_organisers(request)
    form = RulesForm(sent(request), settings=schedule_rules.in_force())
    return edit_page(
        request,
        form,
        lambda: schedule_rules.set_rules(form.wanted, by=request.user, seen=form.cleaned_data["stamp"]),
        title="Ubah aturan jadwal",
        act="Simpan aturan",
        above=("Aturan", reverse("training:rule_list")),
        said="Aturan jadwal tersimpan.",
        template="training/rule_edit.html",
    )
