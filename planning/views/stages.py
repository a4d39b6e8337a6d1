"""The dated stages of a year: the calendar for everybody, and setting and extending them for BKPSDMD."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from personnel.models import Unit, User
from personnel.pages.choices import keys_in
from personnel.pages.editing import form_page, saved, sent
from personnel.requests import Request
from personnel.shown import Empty
from personnel.templatetags.palu import tanggal
from planning import permissions, stages, steps
from planning.forms.stages import ExtendForm, StagesForm
from planning.models import Cycle, CycleStage, StageExtension
from planning.stages import Act, Calendar, Stage

#: What a stage is for, where no act of the application begins in it.
PURPOSE = {
    Stage.DATA: "Data pegawai, atasan langsung, dan standar kompetensi dirapikan.",
    Stage.RATIFICATION: "Sekretaris Daerah menyetujui dan Wali Kota menetapkan rencana.",
    Stage.CARRYING_OUT: "Kegiatan dalam rencana yang sudah ditetapkan dilaksanakan.",
    Stage.EVALUATION: "Hasil pengembangan dinilai dan menjadi bahan rencana berikutnya.",
}


#: From so many days on nobody counts them.
FAR = 60


@dataclass(frozen=True)
class ShownExtension:
    """More time for one OPD: until when and why, and for those with a role by whom."""

    unit: str
    words: str
    by: str


@dataclass(frozen=True)
class ShownStage:
    """One stage on the calendar, with the days that hold for whoever looks."""

    stage: Stage
    pk: int
    starts_on: dt.date
    ends_on: dt.date
    usual_end: dt.date
    state: str
    tone: str
    acts: str
    extensions: list[ShownExtension]

    @property
    def label(self) -> str:
        return str(self.stage.label)

    @property
    def is_extended(self) -> bool:
        return self.ends_on > self.usual_end


@require_safe
def stage_list(request: Request, year: int | None = None) -> HttpResponse:
    """The calendar of a year (else of the one being planned), with the days that hold for one's own OPD."""
    user = request.user
    if not user.active_roles and user.civil_servant_id is None:
        raise Http404
    if year is None:
        cycle = Cycle.objects.one_open() or Cycle.objects.order_by("-year").first()
    else:
        cycle = get_object_or_404(Cycle, year=year)
    if cycle is None:
        return render(request, "planning/stage_none.html")
    calendar = Calendar(cycle)
    opds = _opds_of(user)
    opd = opds[0] if len(opds) == 1 else None
    extensions = StageExtension.objects.filter(stage__cycle=cycle).select_related(
        "unit", "granted_by__civil_servant"
    )
    if not user.sees_city:
        extensions = extensions.filter(unit__in=opds)
    shown: dict[int, list[ShownExtension]] = defaultdict(list)
    for extension in extensions:
        shown[extension.stage_id].append(_shown(extension, by=bool(user.active_roles)))
    lines = _lines(calendar, opd, shown)
    manages = permissions.may_manage_cycles(user)
    context = {
        "cycle": cycle,
        "lines": lines,
        "opd": opd,
        "unfold": "open" if opd else "",
        "manages": manages,
        "nothing": None if lines else _nothing(cycle, may_set=manages),
    }
    return render(request, "planning/stage_list.html", context)


def _shown(extension: StageExtension, *, by: bool) -> ShownExtension:
    words = f"sampai {tanggal(extension.ends_on)}: {extension.reason}"
    who = f"({extension.granted_by or 'BKPSDMD'}, {tanggal(extension.granted_at)})" if by else ""
    return ShownExtension(extension.unit.name, words, who)


def _nothing(cycle: Cycle, *, may_set: bool) -> Empty:
    return Empty(
        "Tanggal tahapan belum ditetapkan",
        "Selama belum ada tanggal, tidak ada pekerjaan yang dibatasi waktunya dan tidak ada pengingat.",
        reverse("planning:stage_edit", args=[cycle.year]) if may_set else "",
        "Tetapkan tanggal",
    )


def _opds_of(user: User) -> list[Unit]:
    """The OPD whose days a person reads: of their roles, else their own; none for those who see the city."""
    if user.sees_city:
        return []
    units = user.role_units or ([user.civil_servant.unit] if user.civil_servant else [])
    return list(Unit.objects.filter(pk__in=[unit.opd_id or 0 for unit in units]).order_by("name"))


def _lines(
    calendar: Calendar, opd: Unit | None, extensions: Mapping[int, list[ShownExtension]]
) -> list[ShownStage]:
    today = timezone.localdate()
    rows = [(stage, calendar.stages[stage]) for stage in Stage if stage in calendar.stages]
    lines = []
    for stage, row in rows:
        window = stages.Window(row.starts_on, row.ends_on)
        if opd:
            window = calendar.window(stage, opd.pk) or window
        lines.append(
            ShownStage(
                stage=stage,
                pk=row.pk,
                starts_on=window.starts_on,
                ends_on=window.ends_on,
                usual_end=row.ends_on,
                state=_state(window, today),
                tone={"before": "", "over": "done"}.get(
                    window.state(today), "soon" if window.days_left(today) <= 7 else "info"
                ),
                acts=_acts(stage),
                extensions=extensions[row.pk],
            )
        )
    return lines


def _state(window: stages.Window, today: dt.date) -> str:
    if window.state(today) == "before":
        days = (window.starts_on - today).days
        if days > FAR:
            return "belum mulai"
        return f"mulai {days} hari lagi"
    if window.state(today) == "over":
        return "selesai"
    days = window.days_left(today)
    if not days:
        return "hari terakhir"
    return f"berjalan, sisa {days} hari"


def _acts(stage: Stage) -> str:
    """What may be done from this stage on, in one sentence."""
    names = [act.doing for act in (*Act, *steps.STEPS) if act.window[0] == stage]
    sentence = ", ".join(names)
    said = f"{sentence[:1].upper()}{sentence[1:]}." if names else ""
    return " ".join(filter(None, [str(PURPOSE.get(stage, "")), said]))


# ------------------------------------------------------------------------------------------- for BKPSDMD


def the_managed_cycle(request: Request, year: int) -> Cycle:
    """A closed year too: it is still being carried out."""
    if not permissions.may_manage_cycles(request.user):
        raise Http404
    return get_object_or_404(Cycle, year=year)


@require_http_methods(["GET", "HEAD", "POST"])
def stage_edit(request: Request, year: int) -> HttpResponse:
    """All nine stages in one form; an empty year begins with a proposal."""
    cycle = the_managed_cycle(request, year)
    now = {Stage(row.stage): (row.starts_on, row.ends_on) for row in cycle.stages.all()}
    form = StagesForm(sent(request), dates=now or stages.proposed_dates(cycle), stamp=stages.stamp_of(cycle))
    done = saved(
        request,
        form,
        lambda: stages.set_stages(cycle, form.dates, by=request.user, seen=form.cleaned_data["stamp"]),
        said=f"Tahapan {year} tersimpan.",
        then=reverse("planning:stage_list", args=[year]),
    )
    if done:
        return done
    theirs = [(stage, days) for stage, days in now.items() if form.is_overtaken and days != form.dates[stage]]
    return form_page(
        request,
        "planning/stage_edit.html",
        form,
        cycle=cycle,
        is_new=not now,
        theirs=[(stage.label, first, last) for stage, (first, last) in theirs],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def stage_extend(request: Request, pk: int) -> HttpResponse:
    """More time for one stage, for one OPD or several."""
    if not permissions.may_manage_cycles(request.user):
        raise Http404
    stage = get_object_or_404(CycleStage.objects.select_related("cycle"), pk=pk)
    opds = Unit.objects.opd().active().order_by("name", "pk")
    form = ExtendForm(sent(request), units=opds, initial={"units": _wanted(request)})
    above = reverse("planning:stage_list", args=[stage.cycle.year])
    if form.is_valid() and _done_already(stage, request.user, **form.cleaned_data):
        return redirect(above)
    done = saved(
        request,
        form,
        lambda: stages.extend_stage(stage, by=request.user, **form.cleaned_data),
        said=lambda granted: _extended(stage, len(granted), form.cleaned_data["ends_on"]),
        then=above,
    )
    return done or form_page(request, "planning/stage_extend.html", form, cycle=stage.cycle, stage=stage)


def _wanted(request: Request) -> list[int]:
    """The OPD that a link of the board names."""
    return keys_in([request.GET.get("opd")])


def _done_already(stage: CycleStage, by: User, units: list[Unit], ends_on: dt.date, reason: str) -> bool:
    """The second press of a double click."""
    same = StageExtension.objects.filter(
        stage=stage, granted_by=by, unit__in=units, ends_on=ends_on, reason=reason.strip()
    )
    return same.values("unit").distinct().count() == len(units)


def _extended(stage: CycleStage, count: int, ends_on: dt.date) -> str:
    return f"Tahap {stage.get_stage_display()} diperpanjang sampai {tanggal(ends_on)} untuk {count} OPD."
