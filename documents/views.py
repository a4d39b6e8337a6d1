"""Pages of documents: what I asked for, one of them, its file; and the public check."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from documents import kinds, requests
from documents.checks import too_many_misses
from documents.fingerprint import LARGEST, FingerprintHandler
from documents.forms import CheckNumberForm, RequestForm
from documents.models import Document
from personnel import rates
from personnel.pages.downloads import kept_file
from personnel.pages.lists import page_of
from personnel.request_size import carries
from personnel.requests import Request

PER_PAGE = 25


def document_list(request: Request) -> HttpResponse:
    """'Unduhan saya'."""
    documents = Document.objects.visible_to(request.user).select_related("job").order_by("-created_at", "-pk")
    page = page_of(request, documents, PER_PAGE)
    return render(request, "documents/document_list.html", {"page_obj": page})


@require_POST
def document_request(request: Request) -> HttpResponse:
    """Ask for a document and look at its progress."""
    form = RequestForm(request.POST)
    if not form.is_valid():
        raise Http404
    rates.count(request, "ekspor")
    try:
        document = requests.request_document(
            form.cleaned_data["kind"],
            object_id=form.cleaned_data["object_id"],
            year=form.cleaned_data["year"],
            by=request.user,
        )
    except PermissionDenied as error:
        raise Http404 from error  # what one may not print does not exist
    if document.job is None:
        return redirect("documents:document_detail", code=document.check_code)
    return redirect("jobs:job_detail", key=document.job.key)


def document_detail(request: Request, code: str) -> HttpResponse:
    """One document: its file, its number, its hash."""
    document = get_object_or_404(
        Document.objects.visible_to(request.user).select_related("job"), check_code=code
    )
    return render(request, "documents/document_detail.html", {"document": document})


@never_cache
def document_download(request: Request, code: str) -> HttpResponseBase:
    """The file, as an attachment that no browser keeps."""
    document = get_object_or_404(Document.objects.visible_to(request.user).ready(), check_code=code)
    return kept_file(lambda: requests.open_document(document, by=request.user), document.file_name)


@login_not_required
def document_check_start(request: HttpRequest) -> HttpResponse:
    """Type the number of a printed document."""
    form = CheckNumberForm(request.GET or None)
    if form.is_bound and form.is_valid():
        return redirect("documents:document_check", code=form.cleaned_data["nomor"] or "-")
    return render(request, "documents/document_check_start.html", {"form": form})


# It changes nothing, so there is nothing to forge; and a token would be read before the upload is hashed.
@csrf_exempt
@login_not_required
@carries(LARGEST, anonymous=True)
def document_check(request: HttpRequest, code: str) -> HttpResponse:
    """What is known about a printed document, without personal data; POST compares a file with it."""
    request.upload_handlers = [FingerprintHandler(request)]
    document = Document.objects.ready().filter(check_code=code.replace("-", "").upper()).first()
    kind = kinds.KINDS.get(document.kind) if document else None
    if document is None or kind is None or document.is_sensitive:
        if too_many_misses(request):
            return render(request, "documents/document_check_wait.html", status=429)
        return render(
            request, "documents/document_check_unknown.html", {"form": CheckNumberForm()}, status=404
        )
    uploaded = request.FILES.get("berkas") if request.method == "POST" else None
    return render(
        request,
        "documents/document_check.html",
        {
            "document": document,
            "kind": kind,
            "owner": kind.owner(document.object_id, document.year),
            "is_asked": request.method == "POST",
            "is_same": uploaded is not None and uploaded.read().decode() == document.sha256,
            "is_missing": request.method == "POST" and uploaded is None,
        },
    )
