"""Work of planning that is put off till after the commit. Thin: ids in, fetch, call one rule."""

from __future__ import annotations

from decimal import Decimal

from celery import shared_task
from django.urls import reverse

from jobs.models import Job
from jobs.queue import Progress, handler, refusing
from personnel.models import User
from planning import allocation, drafting, needs, publication, reminders
from planning.letters import kinds as letters
from planning.models import Allocation, Plan

letters.register_all()


@handler("draft_plan")
def draft_plan(job: Job, progress: Progress) -> str:
    """Draft the plan of a large OPD. The rule asks again who asks, and whether the plan still is a draft."""
    plan = Plan.objects.select_related("unit", "cycle").get(pk=job.params["plan"])
    by = User.objects.get(pk=job.requested_by_id or 0)
    progress.stage(f"Menghitung prioritas dan memilih program untuk {drafting.people_of(plan)} pegawai")
    ceiling = job.params["ceiling"]
    with refusing("Anda tidak lagi berwenang menyusun rencana ini."):
        drafting.draft_plan(
            plan,
            ceiling=None if ceiling is None else Decimal(ceiling),
            by=by,
            max_items=job.params["max_items"],
            sub_activity_code=job.params["sub_activity_code"],
        )
    progress.step()
    return reverse("planning:plan_detail", args=[plan.pk])


@handler("compute_allocation", on_failure=allocation.give_up)
def compute_allocation(job: Job, progress: Progress) -> str:
    """Compute an allocation, telling how far it is. The rule asks again who asks."""
    asked = Allocation.objects.select_related("unit", "cycle").get(pk=job.params["allocation"])
    by = User.objects.get(pk=job.requested_by_id or 0)
    done = 0

    def say(stage: str) -> None:
        nonlocal done
        progress.total(len(allocation.STAGES), done=done, stage=str(allocation.STAGES[stage]))
        done += 1

    with refusing("Anda tidak lagi berwenang menghitung alokasi ini."):
        allocation.compute(asked, by=by, say=say)
    return reverse("planning:allocation_detail", args=[asked.pk])


@shared_task(name="planning.remind")
def remind() -> None:
    """Every hour: remind whoever has not acted in the stage that runs."""
    reminders.remind()


@shared_task(name="planning.refresh_needs")
def refresh_needs() -> None:
    """Every night: evidence grows old by itself, so another rating may be the one that counts."""
    needs.refresh()


@shared_task(name="planning.publish_sheets")
def publish_sheets() -> None:
    """Every night: a sheet sent alone becomes known once the rating stage of its OPD is over."""
    publication.publish_due()
