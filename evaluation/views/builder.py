"""Building a version: its overview, parts, questions, scales, and the preview."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluation import instruments
from evaluation.forms.answering import part_form
from evaluation.forms.instruments import (
    ConditionForm,
    IntroductionForm,
    ObstaclesForm,
    PartTextForm,
    QuestionForm,
    ScaleForm,
)
from evaluation.instruments.differences import condition_in_words
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
    """The overview, at what was just changed."""
    mark = f"bagian-{row.pk}" if isinstance(row, Part) else f"pertanyaan-{row.pk}"
    return f"{page_of_version(version)}#{mark}"


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


def _moved(request: Request, row: Part | Question, rule: Any) -> HttpResponse:
    """One place up or down; what was refused is said above the overview."""
    seen = request.POST.get("seen", "")
    number = key_in(seen) or 0
    return press(
        request,
        lambda: rule(row, up=request.POST.get("way") == "up", seen=number, by=request.user),
        then=_at(row.version, row),
    )


@require_POST
def part_move(request: Request, pk: int) -> HttpResponse:
    return _moved(request, _part(request, pk), instruments.move_part)


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


@require_http_methods(WRITES)
def question_new(request: Request, pk: int) -> HttpResponse:
    """First the kind, then the fields of that kind."""
    part = _part(request, pk)
    kind = request.GET.get("jenis", "")
    if kind not in KINDS:
        context = {"part": part, "kinds": KINDS.values(), "above": _above(part.version)}
        return render(request, "evaluation/question_kind.html", context)
    form = QuestionForm(sent(request), kind=kind, version=part.version)
    return edit_page(
        request,
        form,
        lambda: instruments.add_question(
            part,
            kind,
            form.values,
            code=form.cleaned_data["code"],
            options=form.option_labels,
            by=request.user,
        ),
        title=f"Tambah pertanyaan: {KINDS[kind].label.lower()}",
        act="Tambah pertanyaan",
        above=_above(part.version),
        lead=f"Bagian {part.number}: {part.title}.",
        said="Pertanyaan ditambahkan.",
        then=lambda question: _at(part.version, question),
    )


@require_http_methods(WRITES)
def question_change(request: Request, pk: int) -> HttpResponse:
    question = _question(request, pk)
    form = QuestionForm(sent(request), kind=question.kind, version=question.version, question=question)
    return edit_page(
        request,
        form,
        lambda: instruments.change_question(
            question,
            form.values,
            options=form.option_labels,
            by=request.user,
            seen=form.cleaned_data["stamp"],
        ),
        title=f"Ubah pertanyaan {question.number}",
        act="Simpan pertanyaan",
        above=_above(question.version),
        lead=f"Jenis: {question.get_kind_display().lower()}. Untuk jenis lain, hapus pertanyaan "
        "ini dan tambahkan yang baru.",
        said="Pertanyaan tersimpan.",
        then=_at(question.version, question),
    )


@require_POST
def question_move(request: Request, pk: int) -> HttpResponse:
    return _moved(request, _question(request, pk), instruments.move_question)


@require_http_methods(WRITES)
def question_remove(request: Request, pk: int) -> HttpResponse:
    question = _question(request, pk)
    return confirm_page(
        request,
        lambda: instruments.remove_question(question, by=request.user),
        title=f"Hapus pertanyaan {question.number}?",
        act="Hapus pertanyaan",
        above=_above(question.version),
        said="Pertanyaan dihapus.",
        consequences=[f"“{question.text}”", "Versi lain kuesioner ini tidak berubah."],
    )


@require_http_methods(WRITES)
def question_condition(request: Request, pk: int) -> HttpResponse:
    """First the earlier question, then the answers at which this one is asked."""
    question = _question(request, pk)
    earlier = question.version.questions.filter(number__lt=question.number, kind__in=listed())
    on = _asked_for(request, question, list(earlier.select_related("scale").order_by("number")))
    if on is None:
        context = {"question": question, "earlier": earlier, "above": _above(question.version)}
        return render(request, "evaluation/question_condition.html", context)
    form = ConditionForm(sent(request), question=question, on=on)
    return edit_page(
        request,
        form,
        lambda: instruments.set_condition(question, on, form.chosen, by=request.user),
        title=f"Syarat pertanyaan {question.number}",
        act="Simpan syarat",
        above=_above(question.version),
        lead=f"“{question.text}” diajukan hanya pada jawaban tertentu dari pertanyaan {on.number}: "
        f"“{on.text}”",
        said="Syarat tersimpan.",
        then=_at(question.version, question),
    )


def _asked_for(request: Request, question: Question, earlier: list[Question]) -> Question | None:
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
        above=_above(question.version),
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
