"""Interviews: the list, one talk, its plan, notes and quotes; for BKPSDMD and whoever holds the talk."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluation import interviews, permissions
from evaluation.forms.interviews import CancelForm, InterviewFilter, InterviewForm, NotesForm, QuoteForm
from evaluation.interviews.planning import HELD
from evaluation.models import Interview, InterviewParticipant, InterviewQuestion, Quote
from evaluation.views.findings import year_evaluated
from evaluation.ways import to_a_finding
from personnel.pages.editing import confirm_page, edit_page, press, sent
from personnel.pages.lists import page_of
from personnel.requests import Request
from personnel.templatetags.palu import angka, tanggal, tanggal_jam
from planning.models import Cycle
from training.models import Batch, Enrolment

State = Interview.State


def for_holders(request: Request) -> None:
    if not permissions.may_hold_interviews(request.user):
        raise Http404


def the_interview(request: Request, pk: int) -> Interview:
    rows = Interview.objects.visible_to(request.user).select_related(
        "batch__programme", "batch__cycle", "interviewer__civil_servant"
    )
    return get_object_or_404(rows, pk=pk)


def page_of_interview(interview: Interview) -> str:
    return reverse("evaluation:interview_detail", args=[interview.pk])


def _above(interview: Interview) -> tuple[str, str]:
    return title_of(interview), page_of_interview(interview)


def title_of(interview: Interview) -> str:
    return f"{interview.get_kind_display()}, {tanggal_jam(interview.planned_at)}"


# ---------------------------------------------------------------------------------------------------- list


@require_safe
def interview_list(request: Request) -> HttpResponse:
    """The talks of a year, the newest first, with what each waits for."""
    for_holders(request)
    cycles = Cycle.objects.every()
    cycle = year_evaluated(request, cycles)
    form = InterviewFilter(request.GET)
    rows = Interview.objects.visible_to(request.user).filter(batch__cycle=cycle)
    form.is_valid()
    if q := " ".join(form.cleaned_data.get("q", "").split()):
        rows = rows.filter(batch__programme__name__icontains=q)
    if state := form.cleaned_data.get("keadaan"):
        rows = rows.filter(state=state)
    rows = (
        rows.select_related("batch__programme", "interviewer__civil_servant")
        .annotate(
            people=Count("participants"),
            asked=Count("participants", filter=~Q(participants__consent="not_asked")),
        )
        .order_by("-planned_at", "-pk")
    )
    page = page_of(request, rows)
    count = page.paginator.count
    context = {
        "cycle": cycle,
        "cycles": cycles,
        "form": form,
        "page_obj": page,
        "result": f"{angka(count)} wawancara",
        "unreported": interviews.ready_to_report().filter(cycle=cycle),
    }
    return render(request, "evaluation/interview_list.html", context)


@require_safe
def interview_start(request: Request) -> HttpResponse:
    """Which batch the talk is about: those that somebody has attended."""
    for_holders(request)
    there = Enrolment.objects.attended().filter(batch=OuterRef("pk"))
    rows = Batch.objects.filter(Exists(there), state__in=HELD)
    form = InterviewFilter(request.GET)
    form.is_valid()
    if q := " ".join(form.cleaned_data.get("q", "").split()):
        rows = rows.filter(programme__name__icontains=q)
    rows = rows.select_related("programme", "cycle").annotate(talks=Count("interviews"))
    page = page_of(request, rows.order_by("-cycle__year", "programme__name", "number", "pk"))
    context = {"page_obj": page, "q": q}
    return render(request, "evaluation/interview_start.html", context)


# ----------------------------------------------------------------------------------------------- its plan


@require_http_methods(["GET", "HEAD", "POST"])
def interview_new(request: Request, batch: int) -> HttpResponse:
    """Plan a talk about one batch; the standard questions are there already."""
    for_holders(request)
    row = get_object_or_404(Batch.objects.select_related("programme").filter(state__in=HELD), pk=batch)
    kind = request.GET.get("jenis", "")
    kind = kind if kind in Interview.Kind.values else Interview.Kind.INTERVIEW
    form = InterviewForm(
        sent(request),
        batch=row,
        initial={
            "kind": kind,
            "interviewer": request.user.pk,
            "request_key": uuid.uuid4(),
            "questions": "\n".join(interviews.standard_questions(kind)),
        },
    )
    return edit_page(
        request,
        form,
        lambda: interviews.plan_interview(
            row, form.plan, by=request.user, request_key=form.cleaned_data["request_key"]
        ),
        title="Rencanakan wawancara",
        act="Simpan dan undang peserta",
        above=("Wawancara", reverse("evaluation:interview_list")),
        said="Wawancara direncanakan dan peserta diberi tahu.",
        then=page_of_interview,
        template="evaluation/interview_form.html",
        batch=row,
        kinds=[] if request.method == "POST" else _other_kinds(kind),
        nobody=not form.fields["people"].queryset.exists(),  # type: ignore[attr-defined]
    )


def _other_kinds(kind: str) -> list[tuple[str, str]]:
    """Links that put the other list of standard questions into the form."""
    return [(value, str(label)) for value, label in Interview.Kind.choices if value != kind]


@require_http_methods(["GET", "HEAD", "POST"])
def interview_change(request: Request, pk: int) -> HttpResponse:
    for_holders(request)
    interview = the_interview(request, pk)
    form = InterviewForm(sent(request), batch=interview.batch, interview=interview)
    return edit_page(
        request,
        form,
        lambda: interviews.change_interview(interview, form.plan, by=request.user, seen=form.seen),
        title="Ubah rencana wawancara",
        act="Simpan dan beri tahu peserta",
        above=_above(interview),
        said="Perubahan tersimpan dan peserta diberi tahu.",
        template="evaluation/interview_form.html",
        batch=interview.batch,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def interview_cancel(request: Request, pk: int) -> HttpResponse:
    """Call it off, with what that means and to how many."""
    for_holders(request)
    interview = the_interview(request, pk)
    form = CancelForm(sent(request))
    return confirm_page(
        request,
        lambda: interviews.cancel_interview(interview, form.cleaned_data["reason"], by=request.user),
        form=form,
        title=f"Batalkan {title_of(interview).lower()}?",
        consequences=[
            f"{angka(interview.participants.count())} peserta diberi tahu dengan alasan Anda.",
            "Pembatalan tidak dapat ditarik kembali; wawancara baru dapat direncanakan.",
        ],
        act="Batalkan wawancara",
        cancel="Jangan batalkan, kembali",
        above=(title_of(interview), page_of_interview(interview)),
        said="Wawancara dibatalkan dan peserta diberi tahu.",
    )


# ------------------------------------------------------------------------------------------------ one talk


@require_safe
def interview_detail(request: Request, pk: int) -> HttpResponse:
    """One talk: its plan, who takes part with what consent, and what was said."""
    interview = the_interview(request, pk)
    quotes = Quote.objects.select_related("participant__civil_servant").order_by("pk")
    questions = list(
        InterviewQuestion.objects.filter(interview=interview).prefetch_related(
            "themes", Prefetch("quotes", queryset=quotes)
        )
    )
    people = list(interview.participants.select_related("civil_servant__unit", "civil_servant__position"))
    notes_it = permissions.may_note(request.user, interview)
    is_open = interview.state != State.CANCELLED and interview.reported_at is None
    context = {
        "interview": interview,
        "title": title_of(interview),
        "facts": _facts(interview),
        "people": people,
        "questions": questions,
        "manages": permissions.may_hold_interviews(request.user) and interview.state == State.PLANNED,
        "finding": to_a_finding(request.user, wawancara=interview.pk, angkatan=interview.batch_id)
        if interview.state == State.HELD
        else None,
        "may_note": notes_it and is_open,
        "may_quote": notes_it and is_open and interview.state == State.HELD,
        "quotable": any(person.consent in InterviewParticipant.QUOTABLE for person in people),
        "may_report": permissions.may_hold_interviews(request.user)
        and interview.state == State.HELD
        and interview.reported_at is None,
    }
    return render(request, "evaluation/interview_detail.html", context)


def _facts(interview: Interview) -> list[tuple[str, Any]]:
    facts = [
        ("Waktu", tanggal_jam(interview.planned_at)),
        ("Tempat", interview.place),
        ("Pewawancara", interview.interviewer),
    ]
    if interview.held_on:
        facts.append(("Terlaksana", tanggal(interview.held_on)))
    if interview.reported_at:
        facts.append(("Dilaporkan", tanggal_jam(interview.reported_at)))
    if interview.cancel_reason:
        facts.append(("Alasan pembatalan", interview.cancel_reason))
    return facts


@require_http_methods(["GET", "HEAD", "POST"])
def interview_notes(request: Request, pk: int) -> HttpResponse:
    """What was said, by question; only whoever holds the talk writes."""
    interview = the_interview(request, pk)
    if not permissions.may_note(request.user, interview):
        raise Http404
    form = NotesForm(sent(request), interview=interview)
    return edit_page(
        request,
        form,
        lambda: interviews.write_notes(
            interview,
            form.notes,
            held_on=form.cleaned_data["held_on"],
            by=request.user,
            seen=form.cleaned_data["stamp"],
        ),
        title="Catat hasil",
        act="Simpan catatan",
        form_class="talk-notes",
        above=_above(interview),
        said="Catatan tersimpan.",
        lead="Hanya Anda dan BKPSDMD yang dapat membacanya. Laporan memuat jumlah tema dan kutipan yang "
        "diizinkan.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def quote_new(request: Request, pk: int) -> HttpResponse:
    interview = the_interview(request, pk)
    if not permissions.may_note(request.user, interview):
        raise Http404
    form = QuoteForm(
        sent(request), interview=interview, initial={"question": request.GET.get("pertanyaan", "")}
    )

    def save() -> Quote:
        data = form.cleaned_data
        return interviews.add_quote(data["question"], data["participant"], data["text"], by=request.user)

    return edit_page(
        request,
        form,
        save,
        title="Tambah kutipan",
        act="Simpan kutipan",
        above=_above(interview),
        said="Kutipan tersimpan.",
        is_empty=not form.fields["participant"].queryset.exists(),  # type: ignore[attr-defined]
        empty="Belum ada peserta yang mengizinkan kutipan. Hanya peserta sendiri yang dapat mengizinkannya, "
        "dari halaman undangannya.",
    )


@require_POST
def quote_remove(request: Request, pk: int) -> HttpResponse:
    """Take back what somebody said."""
    quote = get_object_or_404(
        Quote.objects.select_related("question__interview").filter(
            question__interview__in=Interview.objects.visible_to(request.user)
        ),
        pk=pk,
    )
    interview = quote.question.interview
    if not permissions.may_note(request.user, interview):
        raise Http404
    return press(
        request,
        lambda: interviews.remove_quote(quote, by=request.user),
        said="Kutipan dihapus.",
        then=page_of_interview(interview),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def interview_report(request: Request, batch: int) -> HttpResponse:
    """Put the talks of a batch into the reports, together."""
    for_holders(request)
    row = get_object_or_404(Batch.objects.select_related("programme"), pk=batch)
    waiting = Interview.objects.filter(batch=row, reported_at=None, state=State.HELD)
    if not waiting.exists() and request.method != "POST":
        raise Http404
    return confirm_page(
        request,
        lambda: interviews.report_talks(row, by=request.user),
        title=f"Laporkan wawancara {row}?",
        act="Laporkan",
        above=("Wawancara", reverse("evaluation:interview_list")),
        said="Wawancara dilaporkan.",
        consequences=[
            (
                f"Tema dari {angka(waiting.count())} wawancara dihitung dalam laporan, dan kutipan "
                "tampil menurut izin peserta."
            ),
            "Catatan, tema, kutipan, dan izin peserta tidak dapat diubah lagi.",
            "Catatan lengkap tetap hanya untuk pewawancara dan BKPSDMD.",
        ],
        then=reverse("evaluation:interview_results", args=[row.pk]),
    )


@require_safe
def interview_results(request: Request, batch: int) -> HttpResponse:
    """What the reported talks of a batch gave: themes counted, and quotes that were agreed to."""
    if not permissions.may_see_results(request.user):
        raise Http404
    row = get_object_or_404(
        Batch.objects.visible_to(request.user).select_related("programme", "cycle"), pk=batch
    )
    sums = interviews.themes_of(batch=row)
    context = {
        "batch": row,
        "sums": sums,
        "rows": [(one.theme.name, one.talks) for one in sums.themes],
        "finding": to_a_finding(request.user, angkatan=row.pk) if sums.is_shown else None,
        "quotes": interviews.quotes_of(batch=row),
        "programme": interviews.themes_of(programme=row.programme, cycle=row.cycle),
    }
    return render(request, "evaluation/interview_results.html", context)
