"""What posts ask for, open to everybody; BKPSDMD sets a new version, adds and ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from careers import permissions, rules
from careers.asked import asked_of
from careers.forms.rules import RuleEndForm, RuleForm, RuleTargetForm
from careers.models import CareerRule
from personnel.models import Position
from personnel.pages.editing import edit_page, sent
from personnel.requests import Request


@dataclass(frozen=True)
class ShownRule:
    """A requirement in words, with the version that comes next."""

    rule: CareerRule
    words: str
    is_alternative: bool
    coming: CareerRule | None


@require_safe
def rule_list(request: Request) -> HttpResponse:
    """Every level with what it asks for today, and how sure each row is."""
    today = timezone.localdate()
    in_force = list(CareerRule.objects.in_force(today).for_list())
    later = CareerRule.objects.filter(valid_from__gt=today, replaced_by=None).for_list()
    coming = {rule.replaces_id: rule for rule in later}
    new = [rule for rule in coming.values() if rule.replaces_id is None]
    context = {
        "targets": _by_target([*in_force, *new], coming),
        "manages": permissions.may_keep_rules(request.user),
        "today": today,
    }
    return render(request, "careers/rule_list.html", context)


def _by_target(
    listed: Iterable[CareerRule], coming: dict[int | None, CareerRule]
) -> list[tuple[str, list[ShownRule]]]:
    """The levels in their own order, then the posts by name."""
    groups: dict[str, list[CareerRule]] = {}
    for rule in listed:
        groups.setdefault(rule.target, []).append(rule)
    order = [str(label) for _value, label in Position.Level.choices]
    names = sorted(groups, key=lambda name: (order.index(name) if name in order else len(order), name))
    return [
        (name, [_shown(rule, groups[name], coming) for rule in _in_order(groups[name])]) for name in names
    ]


def _in_order(listed: list[CareerRule]) -> list[CareerRule]:
    kinds = list(CareerRule.Kind.values)
    return sorted(listed, key=lambda rule: (kinds.index(rule.kind), rule.group, rule.pk))


def _shown(rule: CareerRule, beside: list[CareerRule], coming: dict[int | None, CareerRule]) -> ShownRule:
    is_alternative = bool(rule.group) and any(
        other.pk != rule.pk and (other.kind, other.group) == (rule.kind, rule.group) for other in beside
    )
    return ShownRule(rule, asked_of(rule).words, is_alternative, coming.get(rule.pk))


@require_safe
def rule_detail(request: Request, pk: int) -> HttpResponse:
    """One requirement with all its versions."""
    rule = _the_rule(pk)
    versions = [(version, asked_of(version).words) for version in rules.versions(rule)]
    context = {
        "rule": rule,
        "words": asked_of(rule).words,
        "versions": versions,
        "newest": versions[0][0],
        "manages": permissions.may_keep_rules(request.user),
    }
    return render(request, "careers/rule_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def rule_change(request: Request, pk: int) -> HttpResponse:
    """The next version of a requirement."""
    keepers_only(request)
    rule = _the_rule(pk)
    form = RuleForm(sent(request), instance=rule, kind=rule.kind)
    return edit_page(
        request,
        form,
        lambda: rules.replace_rule(
            _the_rule(pk), form.values, valid_from=form.cleaned_data["valid_from"], by=request.user
        ),
        title="Versi baru",
        lead=f"{rule.target}: {rule.get_kind_display().lower()}. Versi sekarang berakhir sehari "
        "sebelumnya dan tetap dapat dibaca.",
        act="Simpan versi baru",
        above=_above(rule),
        said="Versi baru tersimpan.",
        then=lambda made: reverse("careers:rule_detail", args=[made.pk]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def rule_end(request: Request, pk: int) -> HttpResponse:
    """Ask for it no more after a day."""
    keepers_only(request)
    rule = _the_rule(pk)
    form = RuleEndForm(sent(request))
    return edit_page(
        request,
        form,
        lambda: rules.end_rule(rule, form.cleaned_data["valid_to"], by=request.user),
        title="Akhiri syarat",
        lead=f"{rule.target}: {asked_of(rule).words}. Sesudah hari itu syarat ini tidak diperiksa lagi.",
        act="Akhiri syarat",
        above=_above(rule),
        said="Syarat diakhiri.",
    )


@require_safe
def rule_start(request: Request) -> HttpResponse:
    """Of which level or post a new requirement is, and of which kind; the next page asks for its value."""
    keepers_only(request)
    return render(request, "careers/rule_start.html", {"form": RuleTargetForm()})


@require_http_methods(["GET", "HEAD", "POST"])
def rule_new(request: Request) -> HttpResponse:
    """A requirement that was not there; the address says of what."""
    keepers_only(request)
    target = RuleTargetForm(request.GET)
    if not target.is_valid():
        return render(request, "careers/rule_start.html", {"form": target}, status=422)
    kind = target.target["kind"]
    form = RuleForm(sent(request), kind=kind)
    rule = CareerRule(**target.target)
    return edit_page(
        request,
        form,
        lambda: rules.add_rule(
            target.target, form.values, valid_from=form.cleaned_data["valid_from"], by=request.user
        ),
        title="Syarat baru",
        lead=f"{rule.target}: {rule.get_kind_display().lower()}.",
        act="Simpan syarat",
        above=("Syarat jabatan", reverse("careers:rule_list")),
        said="Syarat tersimpan.",
        then=lambda made: reverse("careers:rule_detail", args=[made.pk]),
    )


def _the_rule(pk: int) -> CareerRule:
    return get_object_or_404(CareerRule.objects.select_related("position", "rank"), pk=pk)


def keepers_only(request: Request) -> None:
    if not permissions.may_keep_rules(request.user):
        raise Http404


def _above(rule: CareerRule) -> tuple[str, str]:
    return rule.target, reverse("careers:rule_detail", args=[rule.pk])
