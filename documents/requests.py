"""Asking for a document, making it, and handing it out. The right is asked each of the three times."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import IO, Any

from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from documents import kinds
from documents.models import Document
from documents.unchanged import Unchanged
from jobs.models import Job
from jobs.queue import Progress, Refused, enqueue
from personnel import audit, private_files
from personnel.models import User

audit.name_acts(
    {
        "request_document": "Meminta dokumen",
        "download": "Mengunduh dokumen",
    }
)

#: How long a sensitive file waits to be opened.
SENSITIVE_LIFE = timedelta(hours=72)


@transaction.atomic
def request_document(kind: str, *, object_id: int | None, year: int | None = None, by: User) -> Document:
    """A document that is being made; the same request while it is unfinished gives the same document."""
    wanted = kinds.get(kind)
    if not wanted.may_request(by, object_id, year):
        raise PermissionDenied
    document = Document(
        kind=kind, object_id=object_id, year=year, title=wanted.title(object_id, year)[:250], requested_by=by
    )
    return have_made(document, key=f"{object_id}:{year}")


@transaction.atomic
def have_made(document: Document, key: str, **asked: Any) -> Document:
    """Have a new document made; the same one (``key``) that is under way already is given back instead."""
    wanted, by = kinds.get(document.kind), document.requested_by
    document.is_sensitive = wanted.is_sensitive
    document.save()
    job = enqueue(
        "build_document",
        {**asked, "document": document.pk},
        by=by,
        dedupe_key=f"document:{document.kind}:{key}:{by.pk}",
        queue=wanted.queue,
    )
    if job.params["document"] != document.pk:
        document.delete()
        return Document.objects.get(pk=job.params["document"])
    document.job = job
    document.save(update_fields=["job"])
    audit.record("request_document", by=by, on=document, kind=document.kind)
    return document


def build_document(job: Job, progress: Progress) -> str:
    """Make the file; the work of the job."""
    from documents import merge  # noqa: PLC0415 - slow to load, only workers need it

    document = Document.objects.select_related("requested_by", "job").get(pk=job.params["document"])
    address = reverse("documents:document_detail", kwargs={"code": document.check_code})
    if document.is_ready:
        return address
    kind = kinds.KINDS.get(document.kind)
    if kind is None or not _still_may(document.requested_by, kind, document):
        raise Refused("Anda tidak lagi berwenang atas dokumen ini, jadi dokumennya tidak dibuat.")
    with private_files.workbench() as bench:
        file_name = document.file_name or kind.file_name(document.object_id, document.year)[:150]
        suffix = file_name.rpartition(".")[2]
        path = bench / f"hasil.{suffix}"
        try:
            kind.build(document, path, progress)
        except Unchanged as same:
            _stand_in(same.earlier, document, job)
            return reverse("documents:document_detail", kwargs={"code": same.earlier.check_code})
        pages = merge.page_count(path) if suffix == "pdf" else None
        name = f"documents/{timezone.localdate():%Y/%m}/{uuid.uuid4().hex}.{suffix}"
        kept = private_files.keep(path, name)
    is_ours = Document.objects.filter(pk=document.pk, sha256="").update(
        stored_as=kept.stored_as,
        file_name=file_name,
        sha256=kept.sha256,
        made_of=document.made_of,
        size=kept.size,
        pages=pages,
        finished_at=timezone.now(),
    )
    if not is_ours:
        private_files.remove(kept.stored_as)  # another worker was quicker
    return address


@transaction.atomic
def _stand_in(earlier: Document, document: Document, job: Job) -> None:
    """The earlier document in the place of the one that was asked for and would say the same."""
    Job.objects.filter(pk=job.pk).update(params=job.params | {"document": earlier.pk})
    document.delete()


def made_by(job: Job) -> Document:
    """The document that a finished job made, or that says the same and was there before."""
    job.refresh_from_db(fields=["params"])
    return Document.objects.get(pk=job.params["document"])


def _still_may(user: User, kind: kinds.Kind, document: Document) -> bool:
    if kind.still_may is not None:
        return user.is_active and kind.still_may(user, document)
    return user.is_active and kind.may_request(user, document.object_id, document.year)


@transaction.atomic
def open_document(document: Document, *, by: User) -> IO[Any]:
    """The file, for one download, which is recorded. 404 when the right or the file is gone."""
    kind = kinds.get(document.kind)
    if document.requested_by_id != by.pk or not _still_may(by, kind, document) or not document.stored_as:
        raise Http404
    try:
        file = _take(document) if document.is_sensitive else default_storage.open(document.stored_as)
    except FileNotFoundError as error:
        raise Http404 from error
    audit.record("download", by=by, on=document, kind=document.kind, sha256=document.sha256)
    return file


def _take(document: Document) -> IO[Any]:
    """The only opening of a sensitive file: what is handed out outlives it."""
    if document.finished_at is None or document.finished_at < timezone.now() - SENSITIVE_LIFE:
        raise Http404
    stored_as = document.stored_as
    if not Document.objects.filter(pk=document.pk, stored_as=stored_as).update(stored_as=""):
        raise Http404
    file = private_files.take_out(stored_as)
    transaction.on_commit(lambda: private_files.remove(stored_as))
    return file


def remove_old_files() -> int:
    """Remove what nobody opened in time (sensitive files, short-lived kinds), and what killed workers left.
    Returns how many."""
    count = 0
    private_files.sweep_workbenches(older_than=3600)
    now = timezone.now()
    late = Q(is_sensitive=True, finished_at__lt=now - SENSITIVE_LIFE)
    for kind in kinds.KINDS.values():
        if kind.keeps is not None:
            late |= Q(kind=kind.slug, finished_at__lt=now - kind.keeps)
    overdue = Document.objects.filter(late)
    for pk, stored_as in overdue.exclude(stored_as="").values_list("pk", "stored_as"):
        if Document.objects.filter(pk=pk, stored_as=stored_as).update(stored_as=""):
            private_files.remove(stored_as)
            count += 1
    return count
