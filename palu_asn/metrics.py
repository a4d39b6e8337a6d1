"""Figures for Prometheus, asked of the database when they are fetched.

They describe the installation, so one process answers for all hosts (``serve_metrics``). How often and how
fast pages are served is told by the log, a line for each request, and by what stands in front: counting it in
the processes of gunicorn would leave a file behind for each that makes room for a fresh one (ADR 0029).
"""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone
from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector

from jobs.models import Upkeep
from palu_asn import condition


class Figures(Collector):
    """Everything that the page of the administrator shows, as numbers."""

    def __init__(self, *, hangs_up: bool = False) -> None:
        self.hangs_up = hangs_up

    def collect(self) -> Iterator[Metric]:
        """The figures of now; with the database away only that it is."""
        try:
            yield from self._figures()
        finally:
            if self.hangs_up:
                connection.close()

    def _figures(self) -> Iterator[Metric]:
        yield InfoMetricFamily("palu_asn", "The version that runs.", {"version": settings.VERSION})
        answers = condition.database_answers()
        yield _gauge("palu_database_up", "Whether the database answers.", float(answers))
        yield _gauge("palu_broker_up", "Whether the broker answers.", float(condition.broker_answers()))
        for disk in condition.disks():
            yield _gauge("palu_disk_free_bytes", "Free space below a folder.", disk.free, disk=disk.name)
        if answers:
            try:
                yield from _of_the_database()
            except DatabaseError:
                return


def _of_the_database() -> Iterator[Metric]:
    now = timezone.now()
    waiting = GaugeMetricFamily("palu_jobs_waiting", "Jobs that wait.", labels=["queue"])
    running = GaugeMetricFamily("palu_jobs_running", "Jobs under way.", labels=["queue"])
    oldest = GaugeMetricFamily(
        "palu_jobs_oldest_wait_seconds", "For how long the oldest has waited.", labels=["queue"]
    )
    for queue in condition.queues():
        waiting.add_metric([queue.name], queue.waiting)
        running.add_metric([queue.name], queue.running)
        oldest.add_metric([queue.name], (now - queue.oldest).total_seconds() if queue.oldest else 0)
    yield from (waiting, running, oldest)
    yield _gauge("palu_jobs_failed", "Jobs that failed for good and are still kept.", condition.failures())
    beat = GaugeMetricFamily("palu_heartbeat_age_seconds", "Since a worker was last seen.", labels=["name"])
    for heartbeat, _lives in condition.workers():
        beat.add_metric([heartbeat.name], (now - heartbeat.beaten_at).total_seconds())
    yield beat
    mail = condition.mail()
    yield _gauge("palu_mail_waiting", "Mail that waits.", mail.waiting)
    yield _gauge("palu_mail_failed", f"Mail that failed within {condition.MAIL_DAYS} days.", mail.failed)
    yield _gauge("palu_mail_stuck", "Mail of which nobody knows whether it went out.", mail.stuck)
    for kind in Upkeep.Kind:
        if last := condition.last(kind, succeeded=True):
            name = f"palu_{kind.value}_last_success_timestamp_seconds"
            yield _gauge(name, "When it last succeeded.", last.started_at.timestamp())


def _gauge(name: str, help_text: str, value: float, **labels: str) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, help_text, labels=list(labels))
    family.add_metric(list(labels.values()), value)
    return family


def registry(*, hangs_up: bool = False) -> CollectorRegistry:
    """Our figures alone: those of the exporting process itself say nothing.

    ``hangs_up`` where each fetching has a thread, and so a connection, of its own.
    """
    made = CollectorRegistry(auto_describe=False)
    made.register(Figures(hangs_up=hangs_up))
    return made
