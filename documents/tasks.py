"""Work put off until after the commit: making documents and their sections, and sweeping old files."""

from __future__ import annotations

import gc
from typing import Any

from celery import shared_task
from celery.signals import worker_init

from documents import activation, kinds, requests, sections
from jobs.queue import handler

handler("build_document")(requests.build_document)
handler("render_section", on_failure=sections.on_section_failure)(sections.work_off_section)
kinds.register(activation.ACTIVATION_LETTERS)


@worker_init.connect
def load_renderer(**_worker: Any) -> None:
    """Once in the worker itself: its children are forked from it, and one that has grown is replaced by a
    fresh one, which would take two seconds to load it."""
    from documents import render  # noqa: F401, PLC0415 - slow to load, only workers need it

    gc.collect()
    gc.freeze()  # what is there now stays for good, and its pages stay shared with the children


@shared_task(name="documents.sweep")
def sweep() -> None:
    """Remove sensitive files that nobody opened, and sections that nobody uses."""
    requests.remove_old_files()
    sections.sweep_unused()
