"""Parts of large documents: rendered apart by the workers, kept by the hash of everything that they show.

A document names the sections it wants, in order. Those that lie in the store are taken from there; the
others become jobs. The document's own job goes back to the queue meanwhile, and the last section rings it.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from documents.look import look_version
from documents.models import Document, DocumentSection, Section
from jobs.models import Job
from jobs.queue import Postponed, Progress, Refused, enqueue, ring
from personnel import private_files

KEPT_UNUSED = timedelta(days=90)


@dataclass(frozen=True)
class SectionKind:
    """How a kind of section is made: ``data`` gives what it shows (plain values only), ``html`` shows it."""

    slug: str
    data: Callable[[dict[str, Any]], Any]
    html: Callable[[Any], str]
    #: Changes when the look changes: ``documents.look.look_version(...)``.
    look: Callable[[], str]


KINDS: dict[str, SectionKind] = {}


def register(kind: SectionKind) -> SectionKind:
    """Make a kind of section known."""
    KINDS[kind.slug] = kind
    return kind


@dataclass(frozen=True)
class Wanted:
    """A section that a document needs: the ids to make it from, and the hash of what it will show."""

    kind: str
    params: dict[str, Any]
    content_hash: str


def wanted(kind: str, params: dict[str, Any], data: Any) -> Wanted:
    """A section by what it shows."""
    return Wanted(kind, params, content_hash(kind, data))


def content_hash(kind: str, data: Any) -> str:
    """SHA-256 over the kind, its look and everything that it shows."""
    text = json.dumps(
        [kind, KINDS[kind].look(), data], cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False
    )
    return hashlib.sha256(text.encode()).hexdigest()


def require(
    document: Document,
    wants: Sequence[Wanted],
    progress: Progress,
    meanwhile: Callable[[], object] = lambda: None,
) -> list[Section]:
    """All sections, ready, in order. Sends for the missing ones, does what can be done ``meanwhile``, and
    postpones the job unless they have come by then."""
    sections = _find_or_create(wants)
    progress.total(len(sections), done=sum(section.is_ready for section in sections))
    missing = [section for section in sections if not section.is_ready]
    if missing:
        progress.stage("Menyusun bagian-bagian yang berubah")
        _send_for(document, sections, missing)
        meanwhile()
        if _waits(document):
            raise Postponed(lambda: not _waits(document))
        sections = _find_or_create(wants)
    Section.objects.filter(pk__in=[section.pk for section in sections]).update(used_at=timezone.now())
    return sections


def _find_or_create(wants: Sequence[Wanted]) -> list[Section]:
    Section.objects.bulk_create(
        [Section(kind=want.kind, params=want.params, content_hash=want.content_hash) for want in wants],
        ignore_conflicts=True,
    )
    found = Section.objects.select_related("job").in_bulk(
        [want.content_hash for want in wants], field_name="content_hash"
    )
    for section in found.values():
        if section.is_ready and not default_storage.exists(section.stored_as):
            _forget(section)
    return [found[want.content_hash] for want in wants]


def _forget(section: Section) -> None:
    """The row outlived its file (a restored backup): it is made again."""
    Section.objects.filter(pk=section.pk).update(stored_as="", ready_as="", pages=None, job=None)
    section.stored_as, section.ready_as, section.pages, section.job = "", "", None, None


@transaction.atomic
def _send_for(document: Document, sections: Sequence[Section], missing: Sequence[Section]) -> None:
    if document.job is None:
        raise ValueError("A document without a job cannot wait.")
    DocumentSection.objects.filter(document=document).delete()
    DocumentSection.objects.bulk_create(
        [
            DocumentSection(document=document, section=section)
            for section in {s.pk: s for s in sections}.values()
        ]
    )
    for section in missing:
        last = section.job
        if last and last.status == Job.Status.FAILED and last.created_at > document.created_at:
            raise Refused(f"Salah satu bagian dokumen gagal dibuat. {last.error}")
        section.job = enqueue(
            "render_section",
            {"section": section.pk},
            by=document.requested_by,
            dedupe_key=f"section:{section.content_hash}",
            queue="documents",
        )
        section.save(update_fields=["job"])


def _waits(document: Document) -> bool:
    return DocumentSection.objects.filter(document=document, section__stored_as="").exists()


def work_off_section(job: Job, progress: Progress) -> str:
    """Render one section and ring the documents that waited for it alone."""
    section = Section.objects.get(pk=job.params["section"])
    if not section.is_ready:
        render_section(section)
    tell_documents(section)
    return ""


def render_section(section: Section) -> None:
    """Make the section and put it into the store.

    When the facts have changed since the hash was taken, nothing is filed: its document, rung by the
    failure, takes new hashes and asks for other sections.
    """
    kind = KINDS[section.kind]
    data = kind.data(section.params)
    if content_hash(section.kind, data) != section.content_hash:
        raise Refused("Data berubah saat dokumen sedang dibuat.")
    _file(section, kind.html(data))


#: Text of a document, kept by its HTML: made by the document's own job, never by another.
TEXT = "text"


def text(html: str) -> Section:
    """A piece of text as a section: rendered here, unless the same words were rendered before."""
    hashed = hashlib.sha256(f"{look_version()} {html}".encode()).hexdigest()
    (section,) = _find_or_create([Wanted(TEXT, {}, hashed)])
    if not section.is_ready:
        _file(section, html)
    Section.objects.filter(pk=section.pk).update(used_at=timezone.now())
    return section


def _file(section: Section, html: str) -> None:
    from documents import render  # noqa: PLC0415 - slow to load, only workers need it

    rendered = render.render(html)
    with private_files.workbench() as bench:
        path = bench / "bagian.pdf"
        path.write_bytes(rendered.pdf)
        kept = private_files.keep(path, _name(section, "pdf"))
    if not Section.objects.filter(pk=section.pk, stored_as="").update(
        stored_as=kept.stored_as, pages=rendered.pages
    ):
        private_files.remove(kept.stored_as)
    section.refresh_from_db()


def _name(section: Section, suffix: str) -> str:
    return f"documents/sections/{section.content_hash[:2]}/{uuid.uuid4().hex}.{suffix}"


def keep_ready(section: Section, path: Path) -> None:
    """Keep a section as it was made ready for a book; what was kept before goes."""
    kept = private_files.keep(path, _name(section, "siap"))
    before = Section.objects.select_for_update().filter(pk=section.pk)
    with transaction.atomic():
        former = before.values_list("ready_as", flat=True).first()
        before.update(ready_as=kept.stored_as)
    private_files.remove(former or "")


@transaction.atomic
def tell_documents(section: Section) -> None:
    """Count the section as done in each document that waits; the last one rings it.

    The documents are locked first: of two sections that finish at the same moment the second one sees
    the first as ready, so one of them rings.
    """
    waiting = (
        Document.objects.select_for_update(of=("self",))
        .filter(parts__section=section, sha256="", job__status__in=Job.UNFINISHED)
        .select_related("job")
        .order_by("pk")
    )
    for document in waiting:
        parts = DocumentSection.objects.filter(document=document)
        total, ready = parts.count(), parts.exclude(section__stored_as="").count()
        Job.objects.filter(pk=document.job_id or 0, status=Job.Status.QUEUED).update(
            total=total, progress=ready, updated_at=timezone.now()
        )
        if ready == total and document.job is not None:
            ring(document.job)


def on_section_failure(job: Job) -> None:
    """A section failed for good: ring its documents, which then fail with its message."""
    documents = Document.objects.filter(parts__section__job=job, sha256="", job__status=Job.Status.QUEUED)
    for document in documents.select_related("job"):
        if document.job is not None:
            ring(document.job)


def sweep_unused() -> int:
    """Remove sections that no document has used for 90 days. Returns how many."""
    count = 0
    old = Section.objects.filter(used_at__lt=timezone.now() - KEPT_UNUSED)
    for section in old.exclude(parts__document__sha256=""):
        DocumentSection.objects.filter(section=section).delete()
        section.delete()
        private_files.remove(section.stored_as)
        private_files.remove(section.ready_as)
        count += 1
    return count
