"""One batch as a place to work: every app hangs its pages about a batch beside each other here.

A tab says itself whether the person who looks may open it; its page asks again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from personnel.models import User
from personnel.shown import Tab
from training import permissions
from training.models import Batch, Session

State = Batch.State


@dataclass(frozen=True)
class BatchTab:
    """A page about one batch; ``url`` is empty for whoever may not open it, and while there is nothing."""

    label: str
    place: int
    url: Callable[[User, Batch], str]
    views: tuple[str, ...]


TABS: list[BatchTab] = []


def add_tab(tab: BatchTab) -> None:
    """Hang a page beside the others; apps call it when their models are ready."""
    TABS.append(tab)
    TABS.sort(key=lambda one: one.place)


def tabs_of(user: User, batch: Batch, here: str) -> Iterator[Tab]:
    """The pages about this batch that the reader may open; ``here`` is the name of the shown view."""
    for tab in TABS:
        if url := tab.url(user, batch):
            yield Tab(tab.label, url, current=here in tab.views)


def is_told(batch: Batch) -> bool:
    """Whether it has been announced: before that there is neither attendance nor result."""
    return batch.state in (State.RELEASED, State.FINISHED)


def _participants(user: User, batch: Batch) -> str:
    may = permissions.may_see_participants(user, batch)
    return reverse("training:enrolment_list", args=[batch.pk]) if may else ""


def _attendance(user: User, batch: Batch) -> str:
    """The session at hand: the last that has begun, else the first."""
    if not is_told(batch) or not permissions.is_in_charge(user, batch):
        return ""
    rows = Session.objects.standing().filter(batch=batch).order_by("starts_at", "pk")
    sessions = list(rows.values_list("pk", "starts_at"))
    begun = [pk for pk, starts_at in sessions if starts_at <= timezone.now()]
    shown = begun[-1:] or [pk for pk, _starts_at in sessions[:1]]
    return reverse("training:attendance_list", args=shown) if shown else ""


def _results(user: User, batch: Batch) -> str:
    may = is_told(batch) and permissions.is_in_charge(user, batch)
    return reverse("training:results", args=[batch.pk]) if may else ""


add_tab(
    BatchTab(
        "Sesi",
        10,
        lambda user, batch: reverse("training:batch_detail", args=[batch.pk]),
        ("training:batch_detail",),
    )
)
add_tab(BatchTab("Peserta", 20, _participants, ("training:enrolment_list",)))
add_tab(BatchTab("Presensi", 30, _attendance, ("training:attendance_list",)))
add_tab(
    BatchTab(
        "Hasil dan sertifikat",
        40,
        _results,
        ("training:results", "training:results_paste", "training:certificate_list"),
    )
)
