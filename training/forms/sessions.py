"""What is typed about a session: a day and its hours, a room, who speaks; and the ticks and choices that
come when something stands against it."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict
from django.utils import timezone

from personnel.forms.fields import DateField, DecimalField
from personnel.forms.refusals import put_errors
from planning.learning_hours import length_of_jp
from training import sessions
from training.conflicts import ClashError
from training.forms.places import TimeInput
from training.models import Room, Session, SessionSpeaker, Speaker


class SessionForm(forms.Form):
    """One meeting of a batch."""

    shown_at = {"starts_at": "start", "ends_at": "end"}

    title = forms.CharField(label="Materi", max_length=200)
    day = DateField(label="Tanggal")
    start = forms.TimeField(label="Mulai", widget=TimeInput(), help_text="Waktu WITA.")
    end = forms.TimeField(label="Selesai", widget=TimeInput())
    jp = DecimalField(label="JP", min_value=0, max_digits=5, decimal_places=2)
    jp_reason = forms.CharField(
        label="Alasan JP berbeda dari lamanya",
        max_length=300,
        required=False,
        help_text="Hanya bila JP-nya tidak sesuai dengan lama sesi.",
    )
    room = forms.ModelChoiceField(
        label="Ruang", queryset=Room.objects.none(), required=False, empty_label="Belum ada atau daring"
    )
    online_at = forms.URLField(label="Alamat daring", required=False, max_length=200, assume_scheme="https")
    speakers = forms.ModelMultipleChoiceField(
        label="Narasumber",
        queryset=Speaker.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    accept = forms.BooleanField(label="Saya tahu, tetap simpan", required=False, widget=forms.HiddenInput)
    warned = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)
    stamp = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)

    def __init__(self, *args: Any, session: Session | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session = session
        self.fields["jp"].help_text = f"{length_of_jp()}."
        self.clash: ClashError | None = None
        if session:
            self.initial = {**_as_it_stands(session), **self.initial}
        now = session.room_id if session else None
        rooms = Room.objects.filter(Q(is_active=True, venue__is_active=True) | Q(pk=now))
        self.fields["room"].queryset = rooms.select_related("venue").order_by("venue__name", "name")  # type: ignore[attr-defined]
        ticked = SessionSpeaker.objects.filter(session=session, speaker=OuterRef("pk"))
        speakers = Speaker.objects.annotate(is_ticked=Exists(ticked)).filter(
            Q(is_active=True) | Q(is_ticked=True)
        )
        self.fields["speakers"].queryset = speakers.select_related("civil_servant").order_by(  # type: ignore[attr-defined]
            "-is_ticked", "name", "civil_servant__name", "pk"
        )

    @property
    def values(self) -> dict[str, Any]:
        data, zone = self.cleaned_data, timezone.get_current_timezone()
        return {
            "title": data["title"],
            "starts_at": dt.datetime.combine(data["day"], data["start"], tzinfo=zone),
            "ends_at": dt.datetime.combine(data["day"], data["end"], tzinfo=zone),
            "room": data["room"],
            "online_at": data["online_at"],
            "jp": data["jp"],
            "jp_reason": data["jp_reason"],
        }

    @property
    def answers(self) -> dict[str, Any]:
        """For the rule: who speaks, and which warnings were read."""
        data = self.cleaned_data
        return {
            "speakers": data["speakers"],
            "accept_warnings": data["accept"],
            "warned": data["warned"],
        }

    def put(self, refusal: ValidationError) -> None:
        """What the rule refused, beside its field; conflicts get a part of the page of their own."""
        if not isinstance(refusal, ClashError):
            return put_errors(self, refusal)
        self.clash = refusal
        self._show_tick(refusal)
        words = (
            "Sesi belum disimpan: ada bentrok jadwal."
            if refusal.is_refused
            else "Sesi belum disimpan: baca peringatan di bawah, lalu putuskan."
        )
        return self.add_error(None, words)

    def _show_tick(self, clash: ClashError) -> None:
        """Warnings that were shown may be accepted; nothing is ticked beforehand."""
        data = cast(QueryDict, self.data).copy()
        data["warned"] = clash.stamp
        data.pop("accept", None)
        self.data = data
        if not clash.is_refused:
            self.fields["accept"].widget = forms.CheckboxInput()


class MoveForm(forms.Form):
    """The place in a week to which a session is to move, as an address names it."""

    tanggal = DateField()
    mulai = forms.TimeField()
    ruang = forms.ModelChoiceField(queryset=Room.objects.usable(), required=False)

    def place_for(self, session: Session) -> dict[str, Any]:
        """What the form of the session shows instead of what stands; nothing where no place is named."""
        if not self.is_valid():
            return {}
        found = self.cleaned_data
        start = dt.datetime.combine(found["tanggal"], found["mulai"])
        end = start + (session.ends_at - session.starts_at)
        place = {"day": start.date(), "start": start.time(), "end": end.time()}
        return place | ({"room": found["ruang"].pk} if found["ruang"] else {})


def _as_it_stands(session: Session) -> dict[str, Any]:
    start, end = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    return {
        "title": session.title,
        "day": start.date(),
        "start": start.time(),
        "end": end.time(),
        "jp": session.jp,
        "jp_reason": session.jp_reason,
        "room": session.room_id,
        "online_at": session.online_at,
        "speakers": list(session.speaking.values_list("speaker_id", flat=True)),
        "stamp": sessions.stamp(session),
    }
