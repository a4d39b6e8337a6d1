"""What notices are about, and how soon each kind is mailed: chosen by whoever receives them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from personnel import audit
from personnel.models import Notice, NoticeChoice, User

Group, Pace = NoticeChoice.Group, NoticeChoice.Pace

audit.name_acts({"notice_choice": "Memilih surel pemberitahuan"})

TRAINING = "batch certificate certificates enrolment letter line_missed outside release session"
EVALUATION = "action finding interview project survey"
OWN = "correction legal_state nomination talent_objection"
#: By the first word of the key; whatever stands in none of them is about the year of planning.
GROUPS = {
    **dict.fromkeys(TRAINING.split(), Group.TRAINING),
    **dict.fromkeys(EVALUATION.split(), Group.EVALUATION),
    **dict.fromkeys(OWN.split(), Group.OWN),
}
#: A right with a clock, or a decision about the person: mailed at once, or with those of the day.
NEVER_OFF = frozenset({Group.OWN})


@dataclass(frozen=True)
class Chosen:
    """One kind of notices and what is chosen for it."""

    group: str
    name: str
    pace: str
    paces: tuple[tuple[str, str], ...]


def group_of(key: str) -> str:
    return GROUPS.get(key.partition(":")[0], Group.YEAR)


def choices_of(user: User) -> list[Chosen]:
    """Every kind with what holds for it: at once where nothing was chosen."""
    chosen = dict(NoticeChoice.objects.filter(user=user).values_list("group", "pace"))
    return [
        Chosen(
            group.value,
            str(group.label),
            chosen.get(group.value, Pace.ONCE),
            tuple(
                (pace.value, str(pace.label)) for pace in Pace if pace != Pace.NONE or group not in NEVER_OFF
            ),
        )
        for group in Group
    ]


@transaction.atomic
def choose(paces: dict[str, str], *, by: User) -> None:
    """Keep how soon each kind is mailed. What waits already goes out as was chosen before."""
    for group, pace in paces.items():
        row = NoticeChoice.objects.filter(user=by, group=group).first() or NoticeChoice(user=by, group=group)
        row.pace = pace
        row.full_clean()
        row.save()
    audit.record("notice_choice", by=by, on=by, subject=by.civil_servant, **paces)


def near_identical(notices: list[Notice]) -> list[list[Notice]]:
    """Notices of a page in groups: those of one kind that came within a minute, read or unread alike."""
    groups: list[list[Notice]] = []
    for notice in notices:
        group = next((group for group in groups if _alike(group[0], notice)), None)
        if group is None:
            groups.append([notice])
        else:
            group.append(notice)
    return groups


def _alike(one: Notice, other: Notice) -> bool:
    same = one.key.partition(":")[0] == other.key.partition(":")[0]
    near = abs((one.created_at - other.created_at).total_seconds()) < 60
    return same and near and (one.read_at is None) == (other.read_at is None)
