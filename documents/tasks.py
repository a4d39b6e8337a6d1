"""Work put off until after the commit: making documents and their sections, and sweeping old files."""

from __future__ import annotations

from celery import shared_task

from documents import activation, kinds, requests, sections
from jobs.queue import handler

handler("build_document")(requests.build_document)
handler("render_section", on_failure=sections.on_section_failure)(sections.work_off_section)
kinds.register(activation.ACTIVATION_LETTERS)


@shared_task(name="documents.sweep")
def sweep() -> None:
    """Remove sensitive files that nobody opened, and sections that nobody uses."""
    requests.remove_old_files()
    sections.sweep_unused()
