"""What search finds of training: batches, and the rooms in which they meet."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.db.models import Min, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from personnel.models import User
from personnel.search import Findable, Hit, findable, shortcut
from personnel.templatetags.palu import MONTHS, angka, tanggal
from training import permissions
from training.models import Batch, Room


def _batches(user: User) -> QuerySet[Batch]:
    begins = Min("sessions__starts_at", filter=Q(sessions__is_cancelled=False))
    batches = Batch.objects.visible_to(user).select_related("programme", "cycle", "provider")
    return batches.annotate(begins=begins)


def _batch(row: Any) -> Hit:
    begins = tanggal(timezone.localdate(row.begins)) if row.begins else "belum ada sesi"
    url = reverse("training:batch_detail", args=[row.pk])
    return Hit(str(row), url, f"{begins} · {row.provider.name}", row.get_state_display())


def _rooms(user: User) -> QuerySet[Room]:
    rooms = Room.objects.usable().select_related("venue")
    return rooms if permissions.may_see_means(user) else rooms.none()


def _room(row: Room) -> Hit:
    url = reverse("training:venue_detail", args=[row.venue_id])
    return Hit(row.name, url, row.venue.name, f"{angka(row.capacity)} kursi")


DAY = re.compile(
    rf"^(?:ruang(?: kosong)?(?: pada)? )?(\d{{1,2}}) ({'|'.join(MONTHS)})(?: (\d{{4}}))?$", re.IGNORECASE
)


def _rooms_of_a_day(user: User, text: str) -> str:
    """ "ruang 12 maret": the rooms that are free then; without a year, the next time that the day comes."""
    found = DAY.match(" ".join(text.split()))
    if found is None or not permissions.may_see_means(user):
        return ""
    number, month, year = found.groups()
    today = timezone.localdate()
    place = [name.lower() for name in MONTHS].index(month.lower()) + 1
    for one in [int(year)] if year else [today.year, today.year + 1]:
        try:
            day = dt.date(one, place, int(number))
        except ValueError:
            continue
        if year or day >= today:
            return f"{reverse('training:room_day')}?tanggal={day.isoformat()}"
    return ""


shortcut(_rooms_of_a_day)
findable(
    Findable("angkatan", "Angkatan pelatihan", _batches, "programme__name", _batch, 55, first="-cycle__year")
)
findable(Findable("ruang", "Ruang", _rooms, "name", _room, 70))
