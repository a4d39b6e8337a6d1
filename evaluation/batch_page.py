"""What evaluation shows of one batch: who was asked what, and what the training gave."""

from __future__ import annotations

from django.urls import reverse

from evaluation import permissions
from personnel.models import User
from training.batch_page import BatchTab, add_tab, is_told
from training.models import Batch


def _waves(user: User, batch: Batch) -> str:
    may = is_told(batch) and permissions.may_see_results(user)
    return reverse("evaluation:batch_waves", args=[batch.pk]) if may else ""


def _impact(user: User, batch: Batch) -> str:
    may = is_told(batch) and permissions.may_see_results(user)
    return reverse("evaluation:impact_batch", args=[batch.pk]) if may else ""


add_tab(BatchTab("Kuesioner", 50, _waves, ("evaluation:batch_waves",)))
add_tab(BatchTab("Dampak", 60, _impact, ("evaluation:impact_batch",)))
