"""Lines of a consultation as the plan changes under them: put, asked again, dropped; and what blocks a plan.

Each is a statement for any number of people. Whoever calls holds the plan (``approval.lock_draft``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator

from personnel import notices
from personnel.models import User
from planning.models import ConsultationLine, ConsultationTurn, Plan, PlanItem
from planning.quarters import SHORT
from planning.stages import Act, Calendar, Window, act_on

State = ConsultationLine.State
Turn = ConsultationTurn.Act

#: What a person is asked about anew when it changes.
MATERIAL = ("competency", "form", "is_international", "provider", "quarter", "starts_on", "ends_on")
COLUMNS = tuple(str(field.column) for field in PlanItem._meta.local_fields if field.name in MATERIAL)
#: Answers that no longer hold once the activity has changed.
ASKED_AGAIN = (State.ACCEPTED, State.CHANGED, State.KEPT)


def window_for(plan: Plan, calendar: Calendar | None = None) -> Window | None:
    """The days in which the people of a plan may answer; None: always."""
    calendar = Calendar(plan.cycle) if calendar is None else calendar
    return calendar.window_of(act_on(plan, Act.CONSULT), plan.unit_id)


# ---------------------------------------------------------------------------------------------- put to people

# Of a revision only what the plan that it revises did not say is put before people.
UNASKED = """
FROM planning_plantarget t
JOIN planning_planitem i ON i.id = t.item_id
JOIN planning_plan p ON p.id = t.plan_id
WHERE t.plan_id = %s
  AND NOT EXISTS (SELECT 1 FROM planning_consultationline l WHERE l.target_id = t.id)
  AND NOT EXISTS (
    SELECT 1 FROM planning_planitem b
    JOIN planning_plantarget bt ON bt.item_id = b.id AND bt.civil_servant_id = t.civil_servant_id
    WHERE b.plan_id = p.revises_id AND b.key = i.key
      AND ({theirs})
        IS NOT DISTINCT FROM ({ours}))
""".format(theirs=", ".join(f"b.{name}" for name in COLUMNS), ours=", ".join(f"i.{name}" for name in COLUMNS))  # noqa: S608 - our own names


def unasked(plan: Plan) -> int:
    """Targets of the plan that are to be put before people and have not been."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) {UNASKED}", [plan.pk])
        row: tuple[int] = cursor.fetchone()
    return row[0]


def put_lines(plan: Plan, *, key: str) -> int:
    """A line for every target that has none, and their people told; how many lines."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO planning_consultationline"
            " (plan_id, target_id, civil_servant_id, item_name, state, opened_at)"
            f" SELECT t.plan_id, t.id, t.civil_servant_id, i.name, 'waiting', %s {UNASKED}"
            " ORDER BY i.number, t.id RETURNING civil_servant_id",
            [timezone.now(), plan.pk],
        )
        people = [person for (person,) in cursor.fetchall()]
    if people:
        notices.tell(
            _accounts(people),
            key=key,
            subject=f"Rencana pengembangan Anda {plan.cycle.year} menunggu jawaban Anda",
            text=f"Baca setiap butir, lalu terima, tolak, atau usulkan yang lain. {until(plan)}",
            path=_my_plan(plan),
        )
    return len(people)


def until(plan: Plan) -> str:
    """In which days to answer, as a sentence; '' when the year has no stages."""
    window = window_for(plan)
    if window is None:
        return ""
    days = {"first": date_format(window.starts_on, "j F Y"), "last": date_format(window.ends_on, "j F Y")}
    if window.state(timezone.localdate()) == "before":
        return "Anda dapat menjawab dari {first} sampai {last}.".format(**days)
    return "Jawab paling lambat {last}.".format(**days)


def _my_plan(plan: Plan) -> str:
    return f"{reverse('planning:my_plan')}?tahun={plan.cycle.year}"


def _accounts(people: Sequence[int]) -> list[int]:
    return list(User.objects.filter(civil_servant__in=people).order_by().values_list("pk", flat=True))


# ------------------------------------------------------------------------------------- as the plan changes

SAY = """
WITH changed AS (
    UPDATE planning_consultationline l SET {change}, changed_at = %(at)s
    WHERE l.target_id IN (SELECT t.id FROM planning_plantarget t WHERE {which}) AND l.state = ANY(%(states)s)
    RETURNING l.id, l.civil_servant_id
), said AS (
    INSERT INTO planning_consultationturn (line_id, act, words, by_id, at)
    SELECT id, %(act)s, %(words)s, %(by)s, %(at)s FROM changed ORDER BY id
)
SELECT civil_servant_id FROM changed
"""


def is_open(plan: Plan) -> bool:
    """Whether people have been asked already."""
    return plan.consultation_opened_at is not None


def material(item: PlanItem) -> dict[str, Any]:
    """What of an item people were asked about."""
    return {name: getattr(item, name) for name in MATERIAL}


def item_changed(plan: Plan, item: PlanItem, before: Mapping[str, Any], *, by: User) -> int:
    """Ask those who had agreed to an item again after a material change; how many."""
    if not is_open(plan):
        return 0
    words = _what_changed(before, material(item))
    if not words:
        return 0
    people = _say(
        "state = 'waiting'",
        "t.item_id = %(of)s",
        of=item.pk,
        states=ASKED_AGAIN,
        act=Turn.ALTER,
        words=words,
        by=by,
    )
    if people:
        notices.tell(
            _accounts(people),
            key=f"consultation:{plan.pk}:v{plan.version}",
            subject=f"Butir rencana Anda berubah: {_short(item.name)}",
            text=f"{words} Jawaban Anda sebelumnya tidak berlaku lagi. {until(plan)}",
            path=_my_plan(plan),
        )
    put_lines(plan, key=f"consultation:{plan.pk}:v{plan.version}")
    return len(people)


def targets_added(plan: Plan) -> int:
    """Ask those who came into the plan after the consultation was opened; how many."""
    return put_lines(plan, key=f"consultation:{plan.pk}:v{plan.version}") if is_open(plan) else 0


def is_asked(plan: Plan, **which: Any) -> bool:
    """Whether people have been asked about the target or item named."""
    return ConsultationLine.objects.filter(plan=plan, **which).standing().exists()


def dropping(plan: Plan, words: str, **which: Any) -> str:
    """The reason to give for taking targets out, checked; '' where nobody has been asked about them."""
    if not is_asked(plan, **which):
        return ""
    words = words.strip()
    if not words:
        raise ValidationError(
            {"words": "Tulis alasannya. Pegawai yang bersangkutan membacanya."}, code="words"
        )
    if len(words) > 500:
        raise ValidationError({"words": "Alasan paling panjang 500 huruf."}, code="words")
    return words


def drop_lines(
    plan: Plan, words: str, *, by: User, item: int | None = None, target: int | None = None
) -> int:
    """Lines of an item or of one target that leave the plan, and their people told; how many."""
    words = dropping(plan, words, **({"target": target} if target else {"target__item": item}))
    if not words:
        return 0
    names = PlanItem.objects.filter(**({"targets": target} if target else {"pk": item}))
    name = names.values_list("name", flat=True)[0]
    people = _say(
        "state = 'dropped', target_id = NULL",
        "t.id = %(of)s" if target else "t.item_id = %(of)s",
        of=target or item,
        states=[state for state in State if state != State.DROPPED],
        act=Turn.DROP,
        words=words,
        by=by,
    )
    notices.tell(
        _accounts(people),
        key=f"consultation:{plan.pk}:v{plan.version}",
        subject=f"Butir dikeluarkan dari rencana Anda: {_short(name)}",
        text=words,
        path=_my_plan(plan),
    )
    return len(people)


def _say(change: str, which: str, *, states: Sequence[str], by: User, **params: Any) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            SAY.format(change=change, which=which),
            {
                **{name: str(value) if isinstance(value, Turn) else value for name, value in params.items()},
                "at": timezone.now(),
                "by": by.pk,
                "states": [str(state) for state in states],
            },
        )
        return [person for (person,) in cursor.fetchall()]


def _short(name: str) -> str:
    return Truncator(name).chars(90)


def _what_changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """'Bentuk: pelatihan menjadi magang. Waktu: …' for the fields that differ; '' if none does."""
    sentences = []
    for name in MATERIAL:
        if before[name] != after[name]:
            label = str(PlanItem._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
            sentences.append(
                f"{label[:1].upper() + label[1:]}: {_in_words(name, before[name])} menjadi "
                f"{_in_words(name, after[name])}."
            )
    return Truncator(" ".join(sentences)).chars(500)


def _in_words(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if value is None:
        return "belum diisi"
    if name == "quarter":
        return SHORT[value]
    return date_format(value, "j F Y") if name in {"starts_on", "ends_on"} else str(value)


# ---------------------------------------------------------------------------------------------- what blocks


def obstacle(plan: Plan) -> ValidationError | None:
    """Why the plan cannot be submitted yet: a no lacks an answer (``unreplied``), or nobody was asked in a
    year with stages (``not_consulted``)."""
    waiting = plan.consultation_lines.unreplied().count()
    if waiting:
        return ValidationError(
            f"{waiting} penolakan atau usul pegawai belum ditanggapi. Tanggapi semuanya, lalu "
            "ajukan rencana.",
            code="unreplied",
        )
    if not is_open(plan) and plan.cycle.stages.exists() and unasked(plan):
        return ValidationError(
            "Rencana ini belum dikonsultasikan dengan pegawainya. Buka konsultasi, lalu ajukan rencana.",
            code="not_consulted",
        )
    return None


def require_replied(plan: Plan) -> None:
    """Refuse to submit over an obstacle. The plan is locked, so no further turn slips in."""
    if refusal := obstacle(plan):
        raise refusal
