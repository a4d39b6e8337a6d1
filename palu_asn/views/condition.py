"""The administrator's page: how the installation is, and a second chance for what failed."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from jobs import queue
from jobs.models import Job, Upkeep
from palu_asn import condition, upkeep
from personnel.pages.editing import press
from personnel.permissions import may_keep_running
from personnel.requests import Request
from personnel.shown import Chip, Figure
from personnel.states import Tone
from personnel.templatetags.palu import NOTHING, angka, tanggal_jam

#: Rows of each list; the counts above say how many there are.
SHOWN = 20


def _administrators_only(request: Request) -> None:
    if not may_keep_running(request.user):
        raise Http404


@require_safe
def condition_page(request: Request) -> HttpResponse:
    """Everything that somebody who keeps it running must know, and nothing about people."""
    _administrators_only(request)
    now = timezone.now()
    context = {
        "figures": _figures(now),
        "facts": _facts(),
        "queues": [(line, _age(line.oldest, now), _queue_state(line)) for line in condition.queues()],
        "workers": [
            (beat, Chip("Hidup", Tone.DONE) if lives else Chip("Tidak terlihat", Tone.LATE))
            for beat, lives in condition.workers()
        ],
        "oldest": [(job, _age(job.updated_at, now)) for job in condition.oldest_jobs(SHOWN)],
        "failed": [(job, queue.may_retry(job)) for job in condition.failed_jobs(SHOWN)],
        "runs": [(run, _run_state(run)) for run in Upkeep.objects.all()[:SHOWN]],
    }
    return render(request, "palu_asn/condition.html", context)


@require_POST
def job_retry(request: Request, key: uuid.UUID) -> HttpResponse:
    """Once more, from the beginning."""
    _administrators_only(request)
    job = get_object_or_404(Job, key=key)
    return press(
        request,
        lambda: upkeep.retry_job(job, by=request.user),
        then="condition",
        said="Pekerjaan dikembalikan ke antreannya.",
    )


def _figures(now: dt.datetime) -> list[Figure]:
    mail = condition.mail()
    failures = condition.failures_since(now - dt.timedelta(days=1))
    return [
        _backup_figure(),
        Figure(
            angka(failures), "pekerjaan gagal dalam 24 jam", tone=Tone.LATE if failures else "", url="#gagal"
        ),
        Figure(
            angka(mail.failed),
            f"surel gagal dalam {condition.MAIL_DAYS} hari",
            note=f"{angka(mail.waiting)} menunggu, {angka(mail.stuck)} terputus"
            if settings.MAILS
            else "peladen surel belum diatur",
            tone=Tone.SOON if mail.failed or mail.stuck else "",
        ),
        *(
            Figure(
                filesizeformat(disk.free),
                f"ruang kosong: {disk.name.lower()}",
                note=f"{disk.percent_free} % dari {filesizeformat(disk.total)}",
                tone=Tone.LATE if disk.is_low else "",
            )
            for disk in condition.disks()
        ),
    ]


def _backup_figure() -> Figure:
    last = condition.last(Upkeep.Kind.BACKUP, succeeded=True)
    if last is None:
        note = (
            "Belum pernah ada cadangan yang berhasil."
            if settings.BACKUP_FOLDER
            else "PALU_BACKUP_FOLDER kosong"
        )
        return Figure("Belum ada", "cadangan", note=note, tone=Tone.LATE)
    late = condition.is_old(last, condition.BACKUP_LATE)
    return Figure(
        tanggal_jam(last.started_at),
        "cadangan terakhir yang berhasil",
        note=", ".join(filter(None, [filesizeformat(last.size) if last.size else "", last.note])),
        tone=Tone.LATE if late else Tone.DONE,
    )


def _facts() -> list[tuple[str, Any]]:
    drill = condition.last(Upkeep.Kind.DRILL, succeeded=True)
    entry = condition.last_audit_entry()
    late = " (sudah lama; ulangi tiap tiga bulan)" if condition.is_old(drill, condition.DRILL_LATE) else ""
    return [
        ("Versi", settings.VERSION),
        ("Broker", "menjawab" if condition.broker_answers() else "tidak menjawab; pekerjaan menunggu"),
        ("Latihan pemulihan terakhir", f"{tanggal_jam(drill.started_at)}{late}" if drill else "belum pernah"),
        ("Jejak audit", f"entri {angka(entry.pk)}, {tanggal_jam(entry.at)}" if entry else "belum ada entri"),
        ("Segel terakhir", entry.hash if entry else NOTHING),
    ]


def _age(since: dt.datetime | None, now: dt.datetime) -> str:
    """For how long, in the largest unit that says enough."""
    if since is None:
        return NOTHING
    seconds = max(0, int((now - since).total_seconds()))
    for size, word in ((86_400, "hari"), (3600, "jam"), (60, "menit")):
        if seconds >= size:
            return f"{angka(seconds // size)} {word}"
    return "kurang dari semenit"


def _queue_state(line: condition.Queue) -> Chip:
    if line.is_late:
        return Chip("Terlalu lama", Tone.LATE)
    return Chip("Berjalan", Tone.INFO) if line.waiting or line.running else Chip("Kosong", Tone.DONE)


def _run_state(run: Upkeep) -> Chip:
    if run.succeeded:
        return Chip("Berhasil", Tone.DONE)
    return Chip("Gagal", Tone.LATE) if run.finished_at else Chip("Belum selesai", Tone.SOON)
