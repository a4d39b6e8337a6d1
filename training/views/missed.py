"""Why lines did not take place, and what of them goes into the next draft."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from personnel.models import Unit
from personnel.pages.choices import keys_in
from personnel.pages.editing import confirm_page, form_page, or_404, press, saved, sent, way_of_job
from personnel.pages.lists import page_of
from personnel.permissions import is_owner
from personnel.requests import Request
from personnel.templatetags.palu import angka
from planning.models import Cycle, Plan
from training import carry_over as carrying
from training import missed as rules
from training import permissions, reality
from training.forms.realisation import MissedForm
from training.models import LineMissed

PAGE = 25
#: A reason for each of so many is told on the page.
TOLD = 10


# ------------------------------------------------------------------------------------ what did not happen


def _asked(data: QueryDict) -> list[int]:
    return keys_in(data.getlist("baris"))[: rules.MOST + 1]


@require_http_methods(["GET", "HEAD", "POST"])
def lines_missed(request: Request) -> HttpResponse:
    """Why the ticked lines did not take place."""
    if not permissions.may_nominate(request.user):
        raise Http404
    targets = _asked(request.POST if request.method == "POST" else request.GET)
    lines = rules.lines_named(targets)
    if any(not permissions.may_record_missed(request.user, line.item.plan.unit) for line in lines):
        raise Http404
    if not lines:
        messages.error(request, "Centang paling sedikit satu baris rencana.")
        return redirect("training:line_list")
    back = f"{reverse('training:line_list')}?tahun={lines[0].item.plan.cycle.year}&keadaan={reality.DUE}"
    form = MissedForm(sent(request))
    recorded = saved(
        request,
        form,
        or_404(lambda: rules.record_missed(targets, **form.cleaned_data, by=request.user)),
        said=lambda result: _recorded(request, result),
        then=back,
    )
    return recorded or form_page(
        request,
        "training/lines_missed.html",
        form,
        lines=lines,
        refusals=[(line, rules.refusal(line, request.user)) for line in lines],
        cancel_url=back,
    )


def _recorded(request: Request, result: rules.Recorded) -> str:
    """Warn of the lines that were refused; the words for the others."""
    for line, reason in result.refused[:TOLD]:
        messages.warning(request, f"{line.person.full_name}: {reason}")
    if (untold := len(result.refused) - TOLD) > 0:
        messages.warning(request, f"{untold} baris lain juga tidak dapat dicatat.")
    count = len(result.made) + result.changed
    return f"{angka(count)} baris dicatat tidak terlaksana. Pegawainya diberi tahu." if count else ""


@require_http_methods(["GET", "HEAD", "POST"])
def missed_withdraw(request: Request, pk: int) -> HttpResponse:
    """A page of its own before what was said is taken back."""
    rows = LineMissed.objects.select_related("item__plan__unit", "item__plan__cycle", "civil_servant")
    missed = get_object_or_404(rows.filter(item__plan__in=Plan.objects.visible_to(request.user)), pk=pk)
    if not permissions.may_record_missed(request.user, missed.item.plan.unit):
        raise Http404
    if is_owner(request.user, missed.civil_servant):
        raise Http404
    return confirm_page(
        request,
        lambda: rules.withdraw_missed(missed, by=request.user),
        title="Tarik catatan tidak terlaksana?",
        act="Tarik catatan",
        above=(
            "Baris rencana",
            reverse("training:line_detail", args=[missed.item.key, missed.civil_servant_id]),
        ),
        said="Catatan ditarik. Pegawainya diberi tahu.",
        consequences=[
            (
                f"{missed.civil_servant.full_name}: {missed.item.name} kembali menunggu dijadwalkan "
                "atau dicatat sebabnya."
            ),
            "Pegawai yang bersangkutan diberi tahu.",
        ],
    )


# ------------------------------------------------------------------------------------------- what goes on


@require_http_methods(["GET", "HEAD", "POST"])
def carry_over(request: Request, year: int, opd: int) -> HttpResponse:
    """What would go into the OPD's next draft, and what not and why; then the button."""
    cycle = get_object_or_404(Cycle, year=year)
    unit = get_object_or_404(Unit.objects.opd(), pk=opd)
    if not permissions.may_record_missed(request.user, unit):
        raise Http404
    if request.method == "POST":
        return press(
            request,
            lambda: carrying.carry_over_later(cycle, unit, by=request.user),
            then=way_of_job,
            refused=request.path,
        )
    found = carrying.preview(cycle, unit)
    context = {
        "cycle": cycle,
        "unit": unit,
        "preview": found,
        "add_count": len(found.to_add),
        "add_page": page_of(request, found.to_add, PAGE),
        "others": page_of(request, found.others, PAGE, param="lain"),
    }
    return render(request, "training/carry_over.html", context)
