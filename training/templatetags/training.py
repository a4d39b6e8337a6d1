"""What the templates of training ask about whoever looks."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlencode

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from personnel.models import User
from personnel.shown import Tab, Tabs
from personnel.templatetags.palu import show
from training import attendance, outside, permissions
from training.batch_page import tabs_of
from training.models import Batch, OutsideTraining, Session

register = template.Library()


@register.simple_tag(takes_context=True)
def batch_tabs(context: Context, batch: Batch) -> SafeString | str:
    """The pages about one batch, beside each other."""
    request = context["request"]
    here = request.resolver_match.view_name if request.resolver_match else ""
    return show(Tabs(f"Halaman tentang {batch}", tuple(tabs_of(request.user, batch, here))))


@register.simple_tag(takes_context=True)
def result_tabs(context: Context, batch: Batch) -> SafeString | str:
    """What follows when a batch has been held."""
    here = context["request"].resolver_match.view_name
    pages = (("Hasil peserta", "training:results"), ("Sertifikat", "training:certificate_list"))
    tabs = (Tab(label, reverse(page, args=[batch.pk]), page == here) for label, page in pages)
    return show(Tabs("Hasil dan sertifikat", tuple(tabs)))


@register.simple_tag
def organises(user: User) -> bool:
    """Whether making and scheduling batches is theirs."""
    return permissions.may_organise(user)


@register.simple_tag
def nominates(user: User) -> bool:
    """Whether the tab of what waits for HR's agreement is for them."""
    return permissions.may_nominate(user)


@register.simple_tag
def keeps_attendance(user: User, batch: Batch) -> bool:
    """Whether the record of who was there is for them; there is one once the batch is released."""
    is_told = batch.state not in (Batch.State.PROPOSED, Batch.State.PLANNED)
    return is_told and permissions.is_in_charge(user, batch)


@register.simple_tag
def move_address(session: Session, day: dt.date, at: dt.time, room: int | None) -> str:
    """The form of a session with another place in the week, as ``MoveForm`` reads it."""
    place = {"tanggal": day.isoformat(), "mulai": f"{at:%H:%M}", **({"ruang": room} if room else {})}
    return f"{reverse('training:session_change', args=[session.pk])}?{urlencode(place)}"


@register.filter
def takes_attendance(session: Session) -> bool:
    """Whether one may check in now."""
    return attendance.is_open(session, timezone.now())


@register.simple_tag
def own_outside(user: User) -> list[OutsideTraining]:
    """The newest certificates that somebody has handed in from elsewhere."""
    return list(outside.own_of(user.civil_servant_id)[:5]) if user.civil_servant_id else []
