"""Ways on that several pages of evaluation offer."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from evaluation import permissions
from personnel.models import User
from personnel.shown import Link


def to_a_finding(user: User, **about: object) -> Link | None:
    """To write down a finding ``about`` these rows, by the words of its form's address; for whoever may."""
    if not permissions.may_record_findings(user):
        return None
    return Link("Catat temuan", f"{reverse('evaluation:finding_new')}?{urlencode(about)}")
