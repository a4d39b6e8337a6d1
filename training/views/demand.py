"""Proposals of batches from the plan: asked for, looked at, confirmed, discarded."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Max, Min, Prefetch, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from personnel.pages.editing import confirm_page, form_page, saved, sent
from personnel.pages.lists import page_of
from personnel.requests import Request
from personnel.shown import Figure
from personnel.templatetags.palu import angka, persen
from planning import quarters
from planning.models import Cycle
from planning.views.years import cycle_asked
from training import demand
from training.demand.reasons import label
from training.forms.demand import DemandForm, ProposalFilter, UnplacedFilter
from training.models import Batch, DemandRun, ProposedBatch, Session
from training.views.batches import page_of_batch, the_batch
from training.views.guards import for_organisers

State = DemandRun.State


def the_run(request: Request, pk: int) -> DemandRun:
    """A run that the person may see; anything else is not there."""
    for_organisers(request)
    rows = DemandRun.objects.visible_to(request.user).select_related(
        "cycle", "job", "confirm_job", "created_by__civil_servant"
    )
    return get_object_or_404(rows, pk=pk)


@dataclass(frozen=True)
class _Quarter:
    """What a quarter asks for."""

    name: str
    lines: int
    programmes: int


def _quarters(cycle: Cycle) -> list[_Quarter]:
    wanted = demand.wanted_by_quarter(cycle)
    return [_Quarter(name, *wanted.get(number, (0, 0))) for number, name in quarters.SHORT.items()]


@require_safe
def demand_list(request: Request) -> HttpResponse:
    """What the year's plans still ask for, and the runs that have answered it."""
    for_organisers(request)
    cycles = Cycle.objects.every()
    cycle = cycle_asked(request, cycles)
    still = Count("proposals", filter=Q(proposals__batch__state=Batch.State.PROPOSED))
    runs = DemandRun.objects.visible_to(request.user).filter(cycle=cycle).annotate(waiting=still)
    context = {
        "cycle": cycle,
        "cycles": cycles,
        "quarters": _quarters(cycle) if cycle else [],
        "page_obj": page_of(
            request, runs.select_related("cycle", "created_by__civil_servant").order_by("-created_at", "-pk")
        ),
    }
    return render(request, "training/demand_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def demand_new(request: Request) -> HttpResponse:
    """Ask for proposals: the quarter, maybe some programmes, and the length of a day."""
    for_organisers(request)
    cycle = cycle_asked(request, Cycle.objects.every())
    if cycle is None:
        raise Http404
    form = DemandForm(sent(request), cycle=cycle, initial={"quarter": request.GET.get("triwulan", "")})
    started = saved(
        request,
        form,
        lambda: demand.start_run(cycle, **form.cleaned_data, by=request.user),
        then=_page_of,
    )
    return started or form_page(
        request, "training/demand_new.html", form, cycle=cycle, quarters=_quarters(cycle)
    )


def _page_of(run: DemandRun) -> str:
    return reverse("training:demand_detail", args=[run.pk])


@require_safe
def demand_detail(request: Request, pk: int) -> HttpResponse:
    """Its progress; then the proposed batches, and why others have no place."""
    run = the_run(request, pk)
    mine = {job.pk for job in (run.job, run.confirm_job) if job and job.requested_by_id == request.user.pk}
    if run.state in (State.COMPUTING, State.FAILED):
        context = {"run": run, "mine": bool(run.job and run.job.pk in mine)}
        return render(request, "training/demand_progress.html", context)
    form = ProposalFilter(request.GET)
    page = page_of(request, _proposals(run, form))
    confirming = run.confirm_job if run.confirm_job and not run.confirm_job.is_finished else None
    reasons = run.unplaced.order_by().values("reason").annotate(n=Count("pk")).order_by("-n", "reason")
    count = page.paginator.count
    context = {
        "run": run,
        "form": form,
        "page_obj": page,
        "result": f"{angka(count)} angkatan",
        "reasons": [(row["reason"], label(row["reason"]), row["n"]) for row in reasons],
        "figures": figures_of(run),
        "waiting": demand.waiting(run).count(),
        "confirming": confirming,
        "confirming_mine": bool(confirming and confirming.pk in mine),
        "refused": _refused(run),
        "programmes": list(run.programmes.order_by("name").values_list("name", flat=True)),
        "gone": max(0, run.batches - run.proposals.count()) if run.state == State.READY else 0,
    }
    return render(request, "training/demand_detail.html", context)


SCOPE = (
    "Baris rencana {year} yang sudah ditetapkan, dengan program dan triwulan ini, tanpa peserta yang "
    "terdaftar atau pernah hadir dan tanpa usulan yang Anda ubah sendiri."
)


def figures_of(run: DemandRun) -> list[Figure]:
    """Lines, those that got a place, the batches that were proposed, and those without a place."""
    placed = persen(100 * run.placed / run.lines, 0) if run.lines else ""
    left, unplaced = run.unplaced_count, reverse("training:demand_unplaced", args=[run.pk])
    return [
        Figure(angka(run.lines), "baris rencana", origin_note=SCOPE.format(year=run.cycle.year)),
        Figure(angka(run.placed), "mendapat tempat", note=placed, tone="done"),
        Figure(angka(run.batches), "angkatan diusulkan"),
        Figure(
            angka(left),
            "belum mendapat tempat",
            tone="soon" if left else "done",
            url=unplaced if left else "",
            link="Lihat baris demi baris",
        ),
    ]


def _proposals(run: DemandRun, form: ProposalFilter) -> QuerySet[ProposedBatch]:
    standing = Q(batch__sessions__is_cancelled=False)
    sessions = Session.objects.standing().select_related("room__venue").order_by("starts_at", "pk")
    sessions = sessions.prefetch_related("speaking__speaker__civil_servant")
    return (
        form.narrow(run.proposals.all())
        .select_related("batch__programme", "share_unit")
        .annotate(
            begins=Min("batch__sessions__starts_at", filter=standing),
            ends=Max("batch__sessions__ends_at", filter=standing),
            people=Count("seats", distinct=True),
        )
        .prefetch_related(Prefetch("batch__sessions", queryset=sessions, to_attr="standing"))
        .order_by("begins", "batch__programme__name", "batch__number")
    )


def _refused(run: DemandRun) -> int:
    """Of the confirmed: who could not be nominated after all."""
    return run.proposals.filter(~Q(seats__refusal="")).aggregate(n=Count("seats"))["n"] or 0


@require_safe
def demand_unplaced(request: Request, pk: int) -> HttpResponse:
    """Line by line who has no place, with the reason and the way to the item."""
    run = the_run(request, pk)
    if run.state not in (State.READY, State.DISCARDED):
        raise Http404
    form = UnplacedFilter(request.GET, run=run)
    lines = form.narrow(run.unplaced.all()).select_related(
        "civil_servant__unit__opd", "item__programme", "item__plan__unit"
    )
    order = ("reason", "item__programme__name", "civil_servant__unit__name", "civil_servant__name", "pk")
    page = page_of(request, lines.order_by(*order), 50)
    count = page.paginator.count
    context = {
        "run": run,
        "form": form,
        "page_obj": page,
        "result": f"{angka(count)} baris",
    }
    return render(request, "training/demand_unplaced.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def demand_confirm(request: Request, pk: int) -> HttpResponse:
    """Confirm all that wait, in a worker; first what that means and for how many."""
    run = the_run(request, pk)
    waiting = demand.waiting(run)
    people = waiting.aggregate(n=Count("seats"))["n"] or 0
    return confirm_page(
        request,
        lambda: demand.confirm_later(run, by=request.user),
        title="Tetapkan semua usulan?",
        consequences=[
            f"{angka(waiting.count())} angkatan menjadi rencana jadwal.",
            (f"{angka(people)} pegawai ditunjuk dari butir rencananya; atasan mereka diminta menyetujui."),
            "Jadwal baru dilihat peserta sesudah Anda mengumumkannya.",
        ],
        act="Tetapkan semua",
        danger=False,
        above=(str(run), _page_of(run)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def demand_discard(request: Request, pk: int) -> HttpResponse:
    """Give up what is not confirmed."""
    run = the_run(request, pk)
    count, changed = demand.waiting(run).count(), demand.adjusted(run)
    consequences = [f"{angka(count)} usulan angkatan dengan sesinya dihapus."]
    if changed:
        consequences.append(f"Di antaranya {angka(changed)} yang sudah diubah sendiri.")
    consequences.append("Angkatan yang sudah ditetapkan tetap ada. Baris rencana lainnya menunggu lagi.")
    return confirm_page(
        request,
        lambda: demand.discard_run(run, by=request.user),
        title="Buang usulan ini?",
        act="Buang usulan",
        above=(str(run), reverse("training:demand_detail", args=[run.pk])),
        said="Usulan dibuang.",
        consequences=consequences,
        then=reverse("training:demand_list"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def proposal_discard(request: Request, pk: int) -> HttpResponse:
    """Give up one proposed batch."""
    for_organisers(request)
    batch = the_batch(request, pk)
    proposal = ProposedBatch.objects.filter(batch=batch).first()
    if proposal is None:
        raise Http404
    people = proposal.seats.count()
    return confirm_page(
        request,
        lambda: demand.discard(batch, by=request.user),
        title=f"Buang usulan {batch}?",
        act="Buang usulan",
        above=(str(batch), page_of_batch(batch)),
        said="Usulan dibuang.",
        consequences=[
            "Angkatan ini dengan sesinya dihapus; ruang dan narasumbernya bebas lagi.",
            f"{angka(people)} pegawai kembali ke daftar yang belum mendapat tempat.",
        ],
        then=reverse("training:demand_detail", args=[proposal.run_id]),
    )
