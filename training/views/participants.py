"""The people of a batch for those who act for others: who takes part, who is put forward, what waits."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Case, Count, F, IntegerField, Value, When
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from personnel.models import CivilServant
from personnel.pages.choices import keys_in
from personnel.pages.editing import edit_page, sent
from personnel.pages.lists import page_of
from personnel.pages.tables import Table
from personnel.requests import Request
from personnel.shown import Link
from personnel.templatetags.palu import angka
from planning.permissions import people_of_hr
from planning.raters import rates_somebody
from training import assignments, permissions
from training import enrolment as rules
from training.forms.enrolment import EnrolmentFilter, LetterForm, NominateFilter, QuotaForm
from training.models import AssignmentLetter, Batch, Enrolment
from training.pages.columns import approvals, participants, with_figures
from training.views.enrolment import shown
from training.views.guards import for_organisers

State = Enrolment.State
PAGE = 50
#: A reason for each of so many is told on the page.
TOLD = 10
ORDER = [State.ENROLLED, State.OFFERED, State.WAITING, State.ASKED]


def _the_batch(request: Request, pk: int) -> Batch:
    rows = Batch.objects.visible_to(request.user).select_related("programme", "cycle", "provider")
    batch = get_object_or_404(rows, pk=pk)
    if not permissions.may_see_participants(request.user, batch):
        raise Http404
    return batch


@require_http_methods(["GET", "HEAD", "POST"])
def enrolment_list(request: Request, pk: int) -> HttpResponseBase:
    """Who takes part in a batch, seated first, then the line, then what waits for agreement; sent, they are
    taken out."""
    batch = _the_batch(request, pk)
    seen = batch.enrolments.all()
    if batch.organiser_id != request.user.pk:
        seen = seen.visible_to(request.user)
    form = EnrolmentFilter(request.GET)
    place = Case(
        *[When(state=state, then=Value(n)) for n, state in enumerate(ORDER)],
        default=Value(len(ORDER)),
        output_field=IntegerField(),
    )
    rows = shown(form.narrow(seen)).order_by(place, "seat", F("queued_at").asc(nulls_last=True), "pk")
    nominates = permissions.may_nominate(request.user)
    columns = participants(request.user, acts=nominates)
    listed = Table(request, columns, rows, caption="Peserta menurut kursi dan urutan tunggu")
    if request.method == "POST":
        return listed.download(request, "peserta", title="Peserta")
    quotas = rules.quotas_of(batch)
    opds = request.user.role_opds
    context = {
        "batch": batch,
        "form": form,
        "table": listed,
        "result": f"{angka(listed.count)} peserta",
        "seated": sum(quota.held for quota in quotas),
        "waiting": batch.enrolments.waiting().count(),
        "quotas": [q for q in quotas if request.user.sees_city or q.unit.pk in opds],
        "organises": permissions.may_organise(request.user),
        "nominates": nominates,
        "closed": rules.why_not_open(batch, request.user),
    }
    return render(request, "training/enrolment_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def enrolment_nominate(request: Request, pk: int) -> HttpResponse:
    """Tick people: first those whose ratified plan asks for it, or anybody who is sought."""
    batch = _the_batch(request, pk)
    if not permissions.may_nominate(request.user):
        raise Http404
    if request.method == "POST" and _nominated(request, batch):
        return redirect("training:enrolment_list", batch.pk)
    form = NominateFilter(request.GET)
    live = batch.enrolments.filter(state__in=Enrolment.LIVE)
    people = people_of_hr(request.user).filter(legal_state=CivilServant.LegalState.ACTIVE)
    people = people.exclude(pk__in=live.values("civil_servant"))
    if form.name:
        people = people.filter(name__icontains=form.name)
    else:
        people = people.filter(pk__in=rules.targets_for(batch).order_by().values("civil_servant"))
    page = page_of(request, people.select_related("unit__opd", "position").order_by("name", "pk"), PAGE)
    lines = rules.lines_for(batch, [person.pk for person in page])
    chosen = set(request.POST.getlist("person"))
    context = {
        "batch": batch,
        "form": form,
        "page_obj": page,
        "rows": [(person, person.pk in lines, str(person.pk) in chosen) for person in page],
        "result": f"{angka(page.paginator.count)} pegawai",
        "closed": rules.why_not_open(batch, request.user),
    }
    return render(
        request, "training/enrolment_nominate.html", context, status=422 if request.method == "POST" else 200
    )


def _nominated(request: Request, batch: Batch) -> bool:
    """Whether somebody came into the batch; what hinders the others is told."""
    wanted = keys_in(request.POST.getlist("person"))
    if not wanted:
        messages.error(request, "Centang paling sedikit satu pegawai.")
        return False
    people = list(people_of_hr(request.user).filter(pk__in=wanted))
    if len(people) != len(wanted):
        raise Http404
    try:
        result = rules.nominate(batch, people, by=request.user)
    except PermissionDenied:
        raise Http404 from None
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return False
    for person, reason in result.refused[:TOLD]:
        messages.warning(request, f"{person.full_name}: {reason}")
    if (untold := len(result.refused) - TOLD) > 0:
        messages.warning(request, f"{untold} pegawai lain juga tidak dapat ditunjuk.")
    if result.made:
        said = "%(n)d pegawai ditunjuk. Persetujuan yang masih kurang diminta."
        messages.success(request, said % {"n": len(result.made)})
    return bool(result.made) or not result.refused


@require_http_methods(["GET", "HEAD", "POST"])
def quota_edit(request: Request, pk: int) -> HttpResponse:
    """The most seats of one OPD."""
    for_organisers(request)
    batch = _the_batch(request, pk)
    form = QuotaForm(sent(request), batch=batch, initial={"unit": request.GET.get("opd", "")[:18]})

    def save() -> None:
        rules.set_quota(batch, form.cleaned_data["unit"], form.cleaned_data["seats"], by=request.user)

    return edit_page(
        request,
        form,
        save,
        title="Kuota OPD",
        act="Simpan kuota",
        above=(str(batch), reverse("training:enrolment_list", args=[pk])),
        said="Kuota tersimpan.",
        lead=str(batch),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def letter_list(request: Request, pk: int) -> HttpResponse:
    """The letters of assignment of a batch, and a new one for those who are enrolled."""
    batch = _the_batch(request, pk)
    if not permissions.may_nominate(request.user):
        raise Http404
    opds = assignments.opds_of(batch, request.user)
    form = LetterForm(sent(request), opds=opds, initial={"opd": opds[0] if len(opds) == 1 else None})

    def save() -> None:
        assignments.write_letter(
            batch,
            form.cleaned_data["opd"],
            number=form.cleaned_data["number"],
            dated=form.cleaned_data["dated"],
            by=request.user,
        )

    letters = AssignmentLetter.objects.visible_to(request.user).filter(batch=batch)
    return edit_page(
        request,
        form,
        save,
        title="Surat tugas",
        act="Buat surat tugas",
        above=(str(batch), reverse("training:enrolment_list", args=[pk])),
        said="Surat tugas dibuat; pegawai yang tercantum diberi tahu.",
        then=request.path,
        template="training/letter_list.html",
        batch=batch,
        opds=opds,
        letters=letters.select_related("opd").annotate(people=Count("enrolments")),
    )


@require_safe
def approval_list(request: Request) -> HttpResponse:
    """What waits for one's agreement, as superior or as HR, with what the OPD holds and may hold."""
    user = request.user
    if not permissions.may_nominate(user) and not (
        user.civil_servant_id and rates_somebody(user.civil_servant_id)
    ):
        raise Http404
    listed = Table(
        request,
        approvals(user),
        shown(rules.asked_of(user)),
        caption="Kepesertaan yang menunggu persetujuan Anda",
        wrap=with_figures,
        pick=lambda enrolment: enrolment.pk,
    )
    together = Link("Setujui yang dipilih", reverse("training:enrolment_approve_many"), strong=True)
    context = {"table": listed, "acts": [together]}
    return render(request, "training/approval_list.html", context)
