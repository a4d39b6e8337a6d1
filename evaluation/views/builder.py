"""Building a version: its overview, parts, questions, scales, and the preview."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluation import instruments
from evaluation.forms.answering import part_form
from evaluation.forms.instruments import (
    ConditionForm,
    IntroductionForm,
    ObstaclesForm,
    PartTextForm,
    ScaleForm,
)
from evaluation.forms.question_sheet import QuestionSheet, typed_act
from evaluation.instruments.differences import condition_in_words
from evaluation.instruments.sheet import Move, SheetError, save_questions
from evaluation.models import InstrumentVersion, Part, Question, Scale
from evaluation.question_kinds import KINDS, listed
from evaluation.question_kinds.kind import AskedQuestion
from evaluation.questionnaire import AskedPart, Questionnaire, asked_parts, clean, load
from evaluation.views.instruments import WRITES, for_keepers, page_of_version, the_version
from personnel.pages.choices import key_in
from personnel.pages.editing import confirm_page, edit_page, press, sent
from personnel.requests import Request


@dataclass(frozen=True, slots=True)
class Line:
    """One question on the overview."""

    question: AskedQuestion
    condition: str


def _above(version: InstrumentVersion) -> tuple[str, str]:
    return f"{version.instrument.name} · {'versi'} {version.number}", page_of_version(version)


def _line(form: Questionnaire, question: AskedQuestion) -> Line:
    return Line(question, condition_in_words(form, question))


@require_safe
def version_edit(request: Request, pk: int) -> HttpResponse:
    """A version by part; a draft with everything that can be done to it."""
    version = the_version(request, pk)
    form = load(version)
    is_draft = version.state == InstrumentVersion.State.DRAFT
    context = {
        "version": version,
        "is_draft": is_draft,
        "parts": [(part, [_line(form, one) for one in part.questions]) for part in form.parts],
        "questions": len(form.questions),
        "scales": version.scales.prefetch_related("bands"),
        "problems": instruments.problems(version) if is_draft else [],
        "is_first": version.number == 1,
    }
    return render(request, "evaluation/version_edit.html", context)


@require_http_methods(WRITES)
def version_introduction(request: Request, pk: int) -> HttpResponse:
    version = the_version(request, pk)
    form = IntroductionForm(sent(request), instance=version)
    return edit_page(
        request,
        form,
        lambda: instruments.change_introduction(
            version, form.values["introduction"], by=request.user, seen=form.seen
        ),
        title="Pengantar",
        act="Simpan pengantar",
        above=_above(version),
        said="Pengantar tersimpan.",
    )


# ------------------------------------------------------------------------------------------------- preview


@require_http_methods(WRITES)
def version_preview(request: Request, pk: int) -> HttpResponse:
    """The questionnaire as a respondent sees it. It can be filled in; nothing is kept."""
    version = the_version(request, pk)
    form = load(version)
    typed = _typed(form, request.POST)
    pages = asked_parts(form, typed)
    here = _page(pages, request.POST.get("part"))
    errors = None
    if here is not None and request.POST.get("act") == "next":
        filled = part_form(here, request.POST, clean(form, typed))
        if filled.is_valid():
            here = _after(pages, here)
        else:
            errors = filled
    elif here is not None and request.POST.get("act") == "back":
        here = _before(pages, here) or here
    known = clean(form, typed)
    context = {
        "version": version,
        "form": errors or (part_form(here, None, known) if here else None),
        "part": here,
        "now": pages.index(here) + 1 if here else 0,
        "total": len(pages),
        "others": _others(form, here, request.POST),
    }
    return render(request, "evaluation/version_preview.html", context, status=422 if errors else 200)


def _typed(form: Questionnaire, data: QueryDict) -> dict[str, Any]:
    return {
        one.code: one.kind.widget(one, {}).value_from_datadict(data, MultiValueDict(), f"q-{one.code}")
        for one in form.questions
    }


def _page(pages: list[AskedPart], number: str | None) -> AskedPart | None:
    """The page that was sent; the first one to begin with."""
    return next((part for part in pages if str(part.number) == number), pages[0] if pages else None)


def _after(pages: list[AskedPart], part: AskedPart) -> AskedPart | None:
    return next((one for one in pages if one.number > part.number), None)


def _before(pages: list[AskedPart], part: AskedPart) -> AskedPart | None:
    return next((one for one in reversed(pages) if one.number < part.number), None)


def _others(form: Questionnaire, here: AskedPart | None, data: QueryDict) -> list[tuple[str, str]]:
    """What was typed on the other pages, to be sent along."""
    inside = {one.code for one in here.questions} if here else set()
    names = [f"q-{one.code}" for one in form.questions if one.code not in inside]
    return [(name, value) for name in names for value in data.getlist(name)]


# --------------------------------------------------------------------------------------------------- parts


def _part(request: Request, pk: int) -> Part:
    for_keepers(request)
    return get_object_or_404(Part.objects.select_related("version__instrument"), pk=pk)


def _at(version: InstrumentVersion, row: Part | Question) -> str:
    """The page on which it is kept, at what was just changed."""
    if isinstance(row, Part):
        return f"{page_of_version(version)}#bagian-{row.pk}"
    return f"{_questions(version)[1]}#pertanyaan-{row.pk}"


@require_http_methods(WRITES)
def part_new(request: Request, pk: int) -> HttpResponse:
    version = the_version(request, pk)
    form = PartTextForm(sent(request), initial={"number": version.parts.count() + 1})
    return edit_page(
        request,
        form,
        lambda: instruments.add_part(
            version, **form.values, number=form.cleaned_data["number"], by=request.user
        ),
        title="Tambah bagian",
        act="Tambah bagian",
        above=_above(version),
        lead="Satu bagian menjadi satu halaman bagi responden.",
        said="Bagian ditambahkan. Tambahkan pertanyaannya.",
        then=lambda part: _at(version, part),
    )


@require_http_methods(WRITES)
def part_change(request: Request, pk: int) -> HttpResponse:
    part = _part(request, pk)
    form = PartTextForm(sent(request), instance=part)
    return edit_page(
        request,
        form,
        lambda: instruments.change_part(part, **form.values, by=request.user, seen=form.seen),
        title="Ubah bagian",
        act="Simpan bagian",
        above=_above(part.version),
        said="Bagian tersimpan.",
        then=_at(part.version, part),
    )


@require_POST
def part_move(request: Request, pk: int) -> HttpResponse:
    """One place up or down; what was refused is said above the overview."""
    part, number = _part(request, pk), key_in(request.POST.get("seen", "")) or 0
    return press(
        request,
        lambda: instruments.move_part(part, up=request.POST.get("way") == "up", seen=number, by=request.user),
        then=_at(part.version, part),
    )


@require_http_methods(WRITES)
def part_remove(request: Request, pk: int) -> HttpResponse:
    part = _part(request, pk)
    return confirm_page(
        request,
        lambda: instruments.remove_part(part, by=request.user),
        title=f"Hapus bagian “{part.title}”?",
        act="Hapus bagian",
        above=_above(part.version),
        said="Bagian dihapus.",
        consequences=[
            f"Bagian ini dan {part.questions.count()} pertanyaannya dihapus dari rancangan.",
            "Versi lain kuesioner ini tidak berubah.",
        ],
    )


# ----------------------------------------------------------------------------------------------- questions


def _question(request: Request, pk: int) -> Question:
    for_keepers(request)
    rows = Question.objects.select_related("version__instrument", "part", "scale", "depends_on")
    return get_object_or_404(rows, pk=pk)


def _questions(version: InstrumentVersion) -> tuple[str, str]:
    """The page of all questions of a draft, as the page above one of its own."""
    return "Pertanyaan", reverse("evaluation:version_questions", args=[version.pk])


@require_http_methods(WRITES)
def version_questions(request: Request, pk: int) -> HttpResponse:
    """All questions of a draft, edited in place. Every button saves what was typed first."""
    version = the_version(request, pk)
    if version.state != InstrumentVersion.State.DRAFT:
        messages.warning(
            request, "Versi ini tidak dapat diubah. Buat rancangan baru pada halaman kuesionernya."
        )
        return redirect(page_of_version(version))
    sheet = QuestionSheet(sent(request), version, _adding(request, version))
    if request.method == "POST" and sheet.is_valid() and (left := _saved(request, version, sheet)):
        return left
    context = {"version": version, "sheet": sheet, "kinds": KINDS.values(), "above": _above(version)}
    status = 422 if sheet.faults else 200
    return render(request, "evaluation/version_questions.html", context, status=status)


def _adding(request: Request, version: InstrumentVersion) -> tuple[Part, str] | None:
    """``baru=3:scale``: a question of that kind is being added to that part."""
    key, _sign, kind = request.GET.get("baru", "").partition(":")
    part = version.parts.filter(pk=key_in(key) or 0).first() if kind in KINDS else None
    return (part, kind) if part else None


def _saved(request: Request, version: InstrumentVersion, sheet: QuestionSheet) -> HttpResponse | None:
    """Save, then go where the button leads; None when something was refused."""
    act, rest = typed_act(request.POST)
    question = sheet.questions.get(key_in(rest[0]) or 0) if rest else None
    move = None
    if question is not None and act in ("up", "down"):
        move = Move(question, act == "up", key_in(rest[-1]) or 0)
    changes, new = sheet.changes, sheet.added
    try:
        added = save_questions(version, changes, new=new, move=move, by=request.user)
    except SheetError as refusal:
        sheet.put(refusal)
        return None
    except ValidationError as refusal:
        for words in refusal.messages:
            messages.error(request, words)
        return redirect(page_of_version(version))
    if changes or added:
        messages.success(request, "Pertanyaan tersimpan.")
    return redirect(_way(version, act, rest, question or added))


#: The pages about one question to which a button leads.
PAGES = {"condition": "question_condition", "obstacles": "question_obstacles", "remove": "question_remove"}


def _way(version: InstrumentVersion, act: str, rest: list[str], question: Question | None) -> str:
    here = _questions(version)[1]
    if act == "add":
        return f"{here}?{urlencode({'baru': ':'.join(rest)})}#baru"
    if act in PAGES and question is not None:
        return reverse(f"evaluation:{PAGES[act]}", args=[question.pk])
    return f"{here}#pertanyaan-{question.pk}" if question is not None else here


@require_http_methods(WRITES)
def question_remove(request: Request, pk: int) -> HttpResponse:
    question = _question(request, pk)
    return confirm_page(
        request,
        lambda: instruments.remove_question(question, by=request.user),
        title=f"Hapus pertanyaan {question.number}?",
        act="Hapus pertanyaan",
        above=_questions(question.version),
        said="Pertanyaan dihapus.",
        consequences=[f"“{question.text}”", "Versi lain kuesioner ini tidak berubah."],
    )


@require_http_methods(WRITES)
def question_condition(request: Request, pk: int) -> HttpResponse:
    """First the earlier question, then the answers at which this one is asked."""
    question = _question(request, pk)
    earlier = question.version.questions.filter(number__lt=question.number, kind__in=listed())
    on = _asked_for(request, list(earlier.select_related("scale").order_by("number")))
    if on is None:
        context = {"question": question, "earlier": earlier, "above": _questions(question.version)}
        return render(request, "evaluation/question_condition.html", context)
    form = ConditionForm(sent(request), question=question, on=on)
    return edit_page(
        request,
        form,
        lambda: instruments.set_condition(question, on, form.chosen, by=request.user),
        title=f"Syarat pertanyaan {question.number}",
        act="Simpan syarat",
        above=_questions(question.version),
        lead=f"“{question.text}” diajukan hanya pada jawaban tertentu dari pertanyaan {on.number}: "
        f"“{on.text}”",
        said="Syarat tersimpan.",
        then=_at(question.version, question),
    )


def _asked_for(request: Request, earlier: list[Question]) -> Question | None:
    wanted = request.GET.get("pada", "")
    if wanted == "":
        return None
    found = next((one for one in earlier if str(one.pk) == wanted), None)
    if found is None:
        raise Http404
    return found


@require_POST
def question_always(request: Request, pk: int) -> HttpResponse:
    """Ask it in any case again."""
    question = _question(request, pk)
    return press(
        request,
        lambda: instruments.set_condition(question, None, by=request.user),
        said="Syarat dihapus: pertanyaan ini selalu diajukan.",
        then=_at(question.version, question),
    )


@require_http_methods(WRITES)
def question_obstacles(request: Request, pk: int) -> HttpResponse:
    """Which options are obstacles that are counted across questionnaires and projects."""
    question = _question(request, pk)
    if not KINDS[question.kind].has_options:
        raise Http404
    form = ObstaclesForm(sent(request), question=question)
    return edit_page(
        request,
        form,
        lambda: instruments.mark_obstacles(question, form.marks, by=request.user),
        title=f"Hambatan pada pertanyaan {question.number}",
        act="Simpan hambatan",
        above=_questions(question.version),
        lead="Pilihan yang ditandai dihitung bersama hambatan dari kuesioner lain dan proyek.",
        said="Hambatan tersimpan.",
        then=_at(question.version, question),
    )


# ------------------------------------------------------------------------------------------------- scales


def _scale(request: Request, pk: int) -> Scale:
    for_keepers(request)
    return get_object_or_404(Scale.objects.select_related("version__instrument"), pk=pk)


def _scale_values(form: ScaleForm) -> Mapping[str, Any]:
    data = form.cleaned_data
    return {"name": data["name"], "labels": form.labels_typed, "bands": data["bands"]}


@require_http_methods(WRITES)
def scale_new(request: Request, pk: int) -> HttpResponse:
    version = the_version(request, pk)
    form = ScaleForm(sent(request))
    return edit_page(
        request,
        form,
        lambda: instruments.save_scale(version, **_scale_values(form), by=request.user),
        title="Tambah skala",
        act="Tambah skala",
        above=_above(version),
        said="Skala ditambahkan.",
    )


@require_http_methods(WRITES)
def scale_change(request: Request, pk: int) -> HttpResponse:
    scale = _scale(request, pk)
    form = ScaleForm(sent(request), scale=scale)
    return edit_page(
        request,
        form,
        lambda: instruments.save_scale(
            scale.version,
            **_scale_values(form),
            scale=scale,
            by=request.user,
            seen=form.cleaned_data["stamp"],
        ),
        title="Ubah skala",
        act="Simpan skala",
        above=_above(scale.version),
        said="Skala tersimpan.",
    )


@require_http_methods(WRITES)
def scale_remove(request: Request, pk: int) -> HttpResponse:
    scale = _scale(request, pk)
    return confirm_page(
        request,
        lambda: instruments.remove_scale(scale, by=request.user),
        title=f"Hapus skala “{scale.name}”?",
        act="Hapus skala",
        above=_above(scale.version),
        said="Skala dihapus.",
        consequences=["Skala dan kategori nilainya dihapus dari rancangan ini."],
    )
