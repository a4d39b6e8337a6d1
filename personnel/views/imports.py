"""The pages of an import: choose a file, look at what it would do, answer, agree."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from personnel.forms.imports import FindingFilter, QuestionsForm, RowFilter, UploadForm
from personnel.imports import apply, corrections, kinds, preview, uploads
from personnel.imports.kinds import ImportKind
from personnel.imports.lines import BadFile
from personnel.models import DataImport, ImportAnomaly, User
from personnel.pages.downloads import attachment, record_export
from personnel.pages.editing import confirm_page, press
from personnel.pages.import_page import ImportPage, consequences
from personnel.pages.lists import page_of
from personnel.request_size import SMALL_FILE, carries
from personnel.requests import Request
from personnel.templatetags.palu import angka

PER_PAGE = 50
Status, Severity = DataImport.Status, ImportAnomaly.Severity


# --- Finding what a person may see -------------------------------------------------------------


def kinds_of(user: User) -> list[ImportKind]:
    """The kinds that a person may import; 404 without any, because the page is not for them."""
    if not (open_kinds := kinds.open_to(user)):
        raise Http404
    return open_kinds


def kind_of(user: User, slug: str) -> ImportKind:
    for kind in kinds_of(user):
        if kind.slug == slug:
            return kind
    raise Http404


def import_of(user: User, key: uuid.UUID) -> DataImport:
    slugs = [kind.slug for kind in kinds_of(user)]
    visible = DataImport.objects.visible_to(user).filter(kind__in=slugs)
    return get_object_or_404(visible.select_related("job", "uploaded_by", "committed_by"), key=key)


# --- Before ------------------------------------------------------------------------------------


@require_safe
def import_list(request: Request) -> HttpResponse:
    """What can be imported, and what was."""
    open_kinds = kinds_of(request.user)
    imports = (
        DataImport.objects.visible_to(request.user)
        .filter(kind__in=[kind.slug for kind in open_kinds])
        .select_related("uploaded_by", "uploaded_by__civil_servant")
    )
    return render(
        request, "personnel/import_list.html", {"kinds": open_kinds, "page_obj": page_of(request, imports)}
    )


@carries(settings.UPLOAD_MAX_BYTES + SMALL_FILE)
@require_http_methods(["GET", "HEAD", "POST"])
def import_upload(request: Request, kind: str) -> HttpResponse:
    """Choose a file; a worker reads it."""
    chosen = kind_of(request.user, kind)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            data_import = uploads.receive(chosen, file.name, file.chunks(), by=request.user)
        except BadFile as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("personnel:import_detail", key=data_import.key)
    return render(request, "personnel/import_upload.html", {"form": form, "kind": chosen})


@require_safe
def import_sample(request: Request, kind: str) -> HttpResponseBase:
    """A file to begin with."""
    chosen = kind_of(request.user, kind)
    return attachment(corrections.sample(chosen), f"contoh-{chosen.slug}.xlsx")


# --- The preview -------------------------------------------------------------------------------


@require_safe
def import_detail(request: Request, key: uuid.UUID) -> HttpResponse:
    """Where the import is: being read, to be looked at, committed, dropped or refused."""
    data_import = import_of(request.user, key)
    earlier = DataImport.objects.visible_to(request.user).applied_before(data_import).first()
    page = ImportPage(data_import, earlier, has_changed="berubah" in request.GET)
    context = {"data_import": data_import, "kind": kinds.get(data_import.kind), "page": page}
    return render(request, "personnel/import_detail.html", context)


@require_safe
def import_progress(request: Request, key: uuid.UUID) -> HttpResponse:
    """The part of the page that asks again by itself."""
    data_import = import_of(request.user, key)
    if data_import.job is None or data_import.job.is_finished:
        return HttpResponseClientRefresh()
    return render(
        request, "personnel/_import_progress.html", {"data_import": data_import, "job": data_import.job}
    )


@require_safe
def import_rows(request: Request, key: uuid.UUID) -> HttpResponse:
    """The rows of a preview, by what would become of them."""
    data_import = import_of(request.user, key)
    form = RowFilter(request.GET)
    rows = data_import.rows.all()
    if form.is_valid():
        if form.cleaned_data["tindakan"]:
            rows = rows.filter(action=form.cleaned_data["tindakan"])
        if form.cleaned_data["q"]:
            rows = rows.filter(label__icontains=form.cleaned_data["q"])
    page = page_of(request, rows.order_by("number", "pk"))
    reasons = reasons_of(data_import, [(row.sheet, row.number) for row in page if row.number])
    for row in page:
        row.reasons = reasons.get((row.sheet, row.number), [])
    context = {
        "data_import": data_import,
        "form": form,
        "page_obj": page,
        "result": f"{angka(page.paginator.count)} baris",
    }
    return render(request, "personnel/import_rows.html", context)


def reasons_of(
    data_import: DataImport, places: list[tuple[str, int]]
) -> dict[tuple[str, int], list[ImportAnomaly]]:
    """What was found on some rows, in one query."""
    reasons: dict[tuple[str, int], list[ImportAnomaly]] = {}
    for finding in data_import.anomalies.filter(row__in={number for _sheet, number in places}).order_by("pk"):
        reasons.setdefault((finding.sheet, finding.row or 0), []).append(finding)
    return reasons


@require_safe
def import_findings(request: Request, key: uuid.UUID) -> HttpResponse:
    """Everything odd, by sheet, row and column."""
    data_import = import_of(request.user, key)
    columns = list(data_import.anomalies.order_by("column").values_list("column", flat=True).distinct())
    form = FindingFilter(request.GET, columns=columns)
    findings = data_import.anomalies.all()
    if form.is_valid():
        if form.cleaned_data["tingkat"]:
            findings = findings.filter(severity=form.cleaned_data["tingkat"])
        if form.cleaned_data["kolom"]:
            findings = findings.filter(column=form.cleaned_data["kolom"])
    page = page_of(request, findings.order_by("row", "pk"))
    context = {
        "data_import": data_import,
        "form": form,
        "page_obj": page,
        "result": f"{angka(page.paginator.count)} temuan",
    }
    return render(request, "personnel/import_findings.html", context)


@require_safe
def import_corrections(request: Request, key: uuid.UUID) -> HttpResponseBase:
    """The workbook of the rows to correct."""
    data_import = import_of(request.user, key)
    content = corrections.of_import(data_import, kinds.get(data_import.kind))
    record_export(request, "import_corrections", on=data_import)
    name = slugify(data_import.file_name.rpartition(".")[0]) or "impor"
    return attachment(content, f"perbaikan-{name[:60]}.xlsx")


# --- Questions ---------------------------------------------------------------------------------


@require_safe
def import_questions(request: Request, key: uuid.UUID) -> HttpResponse:
    """What the file does not say, 50 questions a page, the open ones first."""
    data_import = import_of(request.user, key)
    kind = kinds.get(data_import.kind)
    answers = data_import.options.get("answers", {})
    questions = sorted(
        data_import.options.get("questions", []),
        key=lambda question: (bool(answers.get(question["name"])), question["group"]),
    )
    page = page_of(request, questions)
    form = QuestionsForm(questions=list(page), answers=answers)
    context = {
        "data_import": data_import,
        "page_obj": page,
        "groups": grouped(kind, list(page), form, answers),
        "suggested": len(preview.suggestions(data_import)),
        "unanswered": len(preview.unanswered(data_import)),
        "may_answer": data_import.status == Status.PREVIEWED and not is_busy(data_import),
    }
    return render(request, "personnel/import_questions.html", context)


def grouped(
    kind: ImportKind, questions: list[dict[str, Any]], form: QuestionsForm, answers: dict[str, str]
) -> list[dict[str, Any]]:
    """The questions of a page under the headings of their groups."""
    groups: dict[str, dict[str, Any]] = {}
    for question in questions:
        title, lead = kind.groups.get(question["group"], (question["group"], ""))
        group = groups.setdefault(question["group"], {"title": title, "lead": lead, "questions": []})
        is_open = not answers.get(question["name"])
        group["questions"].append({**question, "field": form[question["name"]], "is_open": is_open})
    return list(groups.values())


def is_busy(data_import: DataImport) -> bool:
    return data_import.job is not None and not data_import.job.is_finished


@require_POST
def import_answer(request: Request, key: uuid.UUID) -> HttpResponse:
    """Keep the answers of one page of questions."""
    data_import = import_of(request.user, key)
    names = [question["name"] for question in data_import.options.get("questions", [])]
    return answer(
        request, data_import, {name: str(request.POST[name]) for name in names if name in request.POST}
    )


@require_POST
def import_accept(request: Request, key: uuid.UUID) -> HttpResponse:
    """Take every suggestion that is still open."""
    data_import = import_of(request.user, key)
    return answer(request, data_import, preview.suggestions(data_import))


def answer(request: Request, data_import: DataImport, answers: dict[str, str]) -> HttpResponse:
    return press(
        request,
        lambda: preview.answer(data_import, answers, by=request.user),
        said="Jawaban disimpan; pratinjau disusun ulang.",
        then=page_of_import(data_import),
        refused=reverse("personnel:import_questions", args=[data_import.key]),
    )


# --- The end -----------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def import_commit(request: Request, key: uuid.UUID) -> HttpResponse:
    """The page that names what will happen, and the act."""
    data_import = import_of(request.user, key)
    without_waiting = request.GET.get("tanpa") == "menunggu"
    page = page_of_import(data_import)
    if request.method != "POST":
        try:
            apply.check_ready(data_import, without_waiting=without_waiting)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect(page)
    return confirm_page(
        request,
        lambda: apply.ask_commit(data_import, by=request.user, without_waiting=without_waiting),
        title="Terapkan impor ini?",
        warning="Perubahan diterapkan sekaligus: semuanya, atau tidak sama sekali.",
        consequences=consequences(data_import),
        act="Terapkan",
        danger=False,
        above=("Pratinjau impor", page),
    )


def page_of_import(data_import: DataImport) -> str:
    return reverse("personnel:import_detail", args=[data_import.key])


@require_http_methods(["GET", "HEAD", "POST"])
def import_discard(request: Request, key: uuid.UUID) -> HttpResponse:
    """Drop the file and its preview."""
    data_import = import_of(request.user, key)
    return confirm_page(
        request,
        lambda: apply.discard(data_import, by=request.user),
        title="Batalkan impor ini?",
        warning="Data yang tersimpan tidak berubah.",
        consequences=[f"Berkas “{data_import.file_name}” dan pratinjaunya dihapus."],
        act="Batalkan impor",
        cancel="Kembali ke pratinjau",
        above=("Pratinjau impor", page_of_import(data_import)),
        said="Impor dibatalkan; berkas dan pratinjaunya dihapus.",
        then="personnel:import_list",
    )


@require_POST
def import_read_again(request: Request, key: uuid.UUID) -> HttpResponse:
    """Read the stored file once more, after a failed attempt or when much time has passed."""
    data_import = import_of(request.user, key)
    return press(
        request, lambda: preview.read_again(data_import, by=request.user), then=page_of_import(data_import)
    )
