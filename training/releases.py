"""The schedule of a year as it is announced, version by version, and who is told what changed for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Max, QuerySet
from django.urls import reverse
from django.utils import timezone

from jobs.models import Job
from jobs.queue import enqueue
from personnel import audit, notices
from personnel.models import User
from personnel.models.turns import Turn
from personnel.remembered import remembered
from personnel.states import StateChoices, Tone
from personnel.templatetags.palu import tanggal
from planning.models import Cycle
from training.models import Batch, Release, ReleasedSession, SessionSeat, SessionSpeaker
from training.permissions import ask

State = Batch.State
#: A notice holds so many characters; what does not fit is counted.
NOTICE_LENGTH = 600
#: Rows written at once.
CHUNK = 500
NOTHING_NEW = "Tidak ada perubahan yang perlu diumumkan."

audit.name_acts({"schedule_released": "Mengumumkan jadwal"})


class Kind(StateChoices):
    """What became of a session from one version to the next."""

    NEW = "new", Tone.DONE, "baru"
    MOVED = "moved", Tone.SOON, "pindah"
    CHANGED = "changed", Tone.SOON, "berubah"
    CANCELLED = "cancelled", Tone.LATE, "dibatalkan"


@dataclass(frozen=True)
class SessionChange:
    """A session in two versions; one of them is missing when it is new or has been cancelled."""

    before: ReleasedSession | None
    after: ReleasedSession | None

    @property
    def session(self) -> ReleasedSession:
        """As it is named now."""
        row = self.after or self.before
        assert row is not None  # noqa: S101 - a change is of something
        return row

    @property
    def kind(self) -> Kind:
        if self.before is None:
            return Kind.NEW
        if self.after is None:
            return Kind.CANCELLED
        return Kind.MOVED if _where(self.before) != _where(self.after) else Kind.CHANGED

    @property
    def text(self) -> str:
        """For whoever it concerns: 'Layanan prima, angkatan 1: pindah dari … ke …'."""
        row = self.session
        words = {
            Kind.NEW: "%(name)s: sesi baru %(now)s.",
            Kind.MOVED: "%(name)s: pindah dari %(was)s ke %(now)s.",
            Kind.CHANGED: "%(name)s: materi atau narasumber sesi %(now)s berubah.",
            Kind.CANCELLED: "%(name)s: sesi %(was)s dibatalkan.",
        }[self.kind]
        return words % {
            "name": _cut(row.batch_name, 90),
            "was": _said(self.before) if self.before else "",
            "now": _said(self.after) if self.after else "",
        }


#: When and where a session is, and all of which a change is told.
WHERE = ("starts_at", "ends_at", "place")
WHAT = (*WHERE, "title", "speakers")
_where, _what = attrgetter(*WHERE), attrgetter(*WHAT)


def _said(row: ReleasedSession) -> str:
    start, end = timezone.localtime(row.starts_at), timezone.localtime(row.ends_at)
    place = f" ({_cut(row.place, 60)})" if row.place else ""
    return f"{tanggal(row.starts_at)} {start:%H.%M}–{end:%H.%M}{place}"


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"


# ------------------------------------------------------------------------------------------- what stands

#: The sessions of a release made now: all that stand, of every batch that is more than a proposal.
DRAFT = """
SELECT s.id AS session, s.batch_id AS batch,
    p.name || ', angkatan ' || b.number AS batch_name,
    s.title, s.starts_at, s.ends_at,
    CASE WHEN r.id IS NOT NULL THEN r.name || ', ' || v.name WHEN s.online_at <> '' THEN 'daring' ELSE '' END
        AS place,
    CASE WHEN length(spoken.names) > 600 THEN left(spoken.names, 599) || '…'
        ELSE COALESCE(spoken.names, '') END AS speakers
FROM training_session s
JOIN training_batch b ON b.id = s.batch_id
JOIN planning_programme p ON p.id = b.programme_id
LEFT JOIN training_room r ON r.id = s.room_id
LEFT JOIN training_venue v ON v.id = r.venue_id
LEFT JOIN (
    SELECT x.session_id, string_agg(named.name, ', ' ORDER BY named.name COLLATE "C") AS names
    FROM training_sessionspeaker x
    JOIN training_speaker k ON k.id = x.speaker_id
    LEFT JOIN personnel_civilservant c ON c.id = k.civil_servant_id
    CROSS JOIN LATERAL (SELECT CASE WHEN c.id IS NULL THEN k.name ELSE
        CASE WHEN c.title_before = '' THEN '' ELSE c.title_before || ' ' END || c.name
        || CASE WHEN c.title_after = '' THEN '' ELSE ', ' || c.title_after END END AS name) named
    GROUP BY x.session_id
) spoken ON spoken.session_id = s.id
WHERE b.cycle_id = %(cycle)s AND b.state <> 'proposed' AND NOT s.is_cancelled
"""
COUNT = f"""
WITH after AS ({DRAFT}), before AS (
    SELECT w.* FROM training_releasedsession w WHERE w.release_id = (
        SELECT r.id FROM training_release r WHERE r.cycle_id = %(cycle)s ORDER BY r.number DESC LIMIT 1)
)
SELECT count(*) FROM before FULL JOIN after USING (session)
WHERE ({", ".join(f"before.{what}" for what in WHAT)})
    IS DISTINCT FROM ({", ".join(f"after.{what}" for what in WHAT)})
"""  # noqa: S608 - our own words


def draft_of(cycle: Cycle) -> list[ReleasedSession]:
    """What a release made now would hold; nothing is written."""
    with connection.cursor() as cursor:
        cursor.execute(f"{DRAFT} ORDER BY s.starts_at, s.id", {"cycle": cycle.pk})
        names = [column.name for column in cursor.description]
        return [ReleasedSession(**dict(zip(names, row, strict=True))) for row in cursor]


def changes_between(
    before: Iterable[ReleasedSession], after: Iterable[ReleasedSession]
) -> list[SessionChange]:
    """What differs between two versions, by time."""
    was, now = ({row.session: row for row in rows} for rows in (before, after))
    changes = [
        SessionChange(was.get(key), now.get(key))
        for key in was.keys() | now.keys()
        if key not in was or key not in now or _what(was[key]) != _what(now[key])
    ]
    return sorted(changes, key=lambda change: (change.session.starts_at, change.session.session))


def latest(cycle: Cycle) -> Release | None:
    return Release.objects.filter(cycle=cycle).order_by("-number").first()


def before(release: Release) -> Release | None:
    """The version that it took the place of."""
    earlier = Release.objects.filter(cycle=release.cycle_id, number__lt=release.number)
    return earlier.order_by("-number").first()


def rows_of(release: Release | None) -> list[ReleasedSession]:
    return list(release.sessions.all()) if release else []


def pending(cycle: Cycle) -> list[SessionChange]:
    """What organisers have changed since the last version and nobody has been told yet."""
    return changes_between(rows_of(latest(cycle)), draft_of(cycle))


def how_many_pending(cycle: Cycle) -> int:
    """So many as ``pending`` names; remembered until a row changes."""

    def count() -> int:
        with connection.cursor() as cursor:
            cursor.execute(COUNT, {"cycle": cycle.pk})
            return int(cursor.fetchone()[0])

    return remembered(count, "pending", cycle.pk, rests_on=(Turn.Subject.PEOPLE, Turn.Subject.TRAINING))


# -------------------------------------------------------------------------------------------- announcing


@transaction.atomic
def release_later(cycle: Cycle, note: str = "", *, by: User) -> Job:
    """Announce in a worker. Where nothing is to be announced, that is said at once."""
    ask(by)
    if not _planned(cycle).exists() and not how_many_pending(cycle):
        raise ValidationError(NOTHING_NEW)
    params = {"cycle": cycle.pk, "note": note}
    return enqueue("release_schedule", params, by=by, dedupe_key=f"release:{cycle.pk}:{by.pk}")


def _planned(cycle: Cycle) -> QuerySet[Batch]:
    return Batch.objects.filter(cycle=cycle, state=State.PLANNED)


@transaction.atomic
def release_schedule(cycle: Cycle, note: str = "", *, by: User) -> Release:
    """Announce the year's schedule as it stands, and tell those concerned exactly what has changed for them.

    Planned batches become released. Sent twice, the second finds nothing to announce.
    """
    ask(by)
    cycle = Cycle.objects.select_for_update(of=("self",)).get(pk=cycle.pk)
    # Whoever changes a batch or its sessions locks it first: what is copied here is what is announced.
    batches = Batch.objects.filter(cycle=cycle).exclude(state=State.PROPOSED)
    list(batches.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    last = latest(cycle)
    rows = draft_of(cycle)
    changes = changes_between(rows_of(last), rows)
    planned = _planned(cycle)
    if not changes and not planned.exists():
        raise ValidationError(NOTHING_NEW)
    number = (Release.objects.filter(cycle=cycle).aggregate(n=Max("number"))["n"] or 0) + 1
    release = Release(cycle=cycle, number=number, note=" ".join(note.split()), released_by=by)
    release.full_clean()
    release.save()
    for row in rows:
        row.release = release
    ReleasedSession.objects.bulk_create(rows, batch_size=CHUNK)
    opened = planned.update(state=State.RELEASED)
    told = _tell(release, changes)
    audit.record(
        "schedule_released",
        by=by,
        on=release,
        year=cycle.year,
        number=number,
        note=release.note,
        counts={str(kind): sum(change.kind == kind for change in changes) for kind in Kind},
        batches=opened,
        told=told,
    )
    return release


def _tell(release: Release, changes: list[SessionChange]) -> int:
    """Each concerned hears of their own changes, in one notice. Who has the same changes is told at once."""
    # Of a batch that was called off its people have heard already, with the reason.
    off = set(Batch.objects.filter(cycle=release.cycle, state=State.CANCELLED).values_list("pk", flat=True))
    now = timezone.now()
    coming = [
        change for change in changes if change.session.starts_at > now and change.session.batch not in off
    ]
    whom = _concerned([change.session.session for change in coming])
    of_person: dict[int, list[int]] = defaultdict(list)
    for position, change in enumerate(coming):
        for user in whom[change.session.session]:
            of_person[user].append(position)
    together: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for user, positions in of_person.items():
        together[tuple(positions)].append(user)
    path = reverse("training:my_schedule")
    return sum(
        notices.tell(
            users,
            key=f"release:{release.pk}",
            subject=_subject([coming[position].kind for position in positions]),
            text=_notice_text([coming[position].text for position in positions]),
            path=path,
        )
        for positions, users in together.items()
    )


def _subject(kinds: list[Kind]) -> str:
    if all(kind == Kind.NEW for kind in kinds):
        return "Jadwal pelatihan Anda diumumkan"
    return "Jadwal pelatihan Anda berubah"


def _concerned(sessions: list[int]) -> dict[int, set[int]]:
    """By session, the accounts of those who sit or speak in it; of a cancelled one those who would have."""
    found: dict[int, set[int]] = defaultdict(set)
    seats = SessionSeat.objects.filter(session__in=sessions, enrolment__seat__isnull=False)
    speaking = SessionSpeaker.objects.filter(session__in=sessions, speaker__civil_servant__isnull=False)
    for rows in (
        seats.values_list("session_id", "civil_servant__user"),
        speaking.values_list("session_id", "speaker__civil_servant__user"),
    ):
        for session, user in rows:
            if user is not None:
                found[session].add(user)
    return found


def _notice_text(lines: list[str]) -> str:
    """As many lines as fit; of the others only how many there are."""
    room = NOTICE_LENGTH - 40
    shown = []
    for line in lines:
        if room < len(line) + 1:
            break
        shown.append(line)
        room -= len(line) + 1
    rest = len(lines) - len(shown)
    if rest:
        shown.append(f"Dan {rest} perubahan lain.")
    return " ".join(shown)
