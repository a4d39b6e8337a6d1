"""The states that people see: each has a word and a tone, so a page never decides a colour."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import TextChoices

from personnel.shown import Chip


class Tone(StrEnum):
    """How a state looks (`components/chip.html`): its colour and, with it, its icon."""

    PLAIN = ""
    INFO = "info"  # under way, nobody waits
    SOON = "soon"  # somebody must act
    LATE = "late"  # something is wrong
    DONE = "done"


class StateChoices(TextChoices):
    """The states of a thing, as ``OPEN = "open", Tone.SOON, "Dibuka"``: none without a tone."""

    tone: Tone

    def __new__(cls, value: str, *tone: Tone) -> StateChoices:
        member = str.__new__(cls, value)
        member._value_ = value
        (member.tone,) = tone  # starred for the type checker alone, to which ``State("open")`` calls this
        return member

    @property
    def chip(self) -> Chip:
        return Chip(str(self.label), self.tone)
