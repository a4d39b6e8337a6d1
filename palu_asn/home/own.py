"""What is one's own on the home page of a civil servant: next session, hours of the year, project."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone

from evaluation.models import Project
from personnel.composed import Composed, Given
from personnel.models import CivilServant, User
from personnel.rounding import half_up
from personnel.shown import Link
from personnel.templatetags.palu import jp, tanggal, tanggal_hari
from planning.models import Cycle, PlanTarget
from training import attendance, own_schedule
from training.hours import years_of
from training.models import Attendance, Session


@dataclass(frozen=True)
class Hours:
    """JP of this year: counted in the ledger and planned in the plan that counts, apart. ``counted`` is None
    while nothing is recorded: unknown is not zero."""

    year: int
    counted: Decimal | None
    planned: Decimal
    #: At least so many for a PNS, at most so many for a PPPK; None where nothing is ruled.
    goal: int | None
    is_ceiling: bool

    def width(self, hours: Decimal) -> str:
        """The length of so many hours beside the longest of all that is drawn."""
        longest = max(Decimal(self.goal or 0), self.counted or Decimal(0), self.planned)
        return f"{half_up(100 * hours / longest, 0) if longest else 0}%"


@dataclass(frozen=True)
class Card:
    """One thing of one's own: what it is, its number or its words, what to know, and the way on.

    ``bars`` are the lengths of what is planned and, over it, of what is counted.
    """

    title: str
    link: Link
    number: str = ""
    of: str = ""
    words: str = ""
    line: str = ""
    bars: tuple[str, str] | None = None
    note: str = ""


def own_of(user: User) -> list[Card]:
    """The cards of whoever acts for nobody but themself; the pages of the others are full of what waits."""
    person = user.civil_servant
    if person is None or user.active_roles:
        return []
    project = Project.objects.alive().filter(leader=person).order_by("due_on", "pk").first()
    now = timezone.now()
    coming = _coming_sessions(person=person.pk, now=now)
    cards = [session_card(next(iter(coming), None), now), hours_card(_hours_of(person))]
    return [*cards, project_card(project)] if project else cards


def session_card(session: Session | None, now: dt.datetime) -> Card:
    """The next session; one checks in from here while that is open, until one is recorded, unless one speaks
    in it."""
    title = "Sesi Anda berikutnya"
    if session is None:
        batches = Link("Lihat pelatihan yang ada", reverse("training:batch_list"))
        return Card(title, batches, note="Belum ada sesi yang dijadwalkan untuk Anda.")
    begins, ends = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    is_done = session.i_speak or session.is_recorded  # type: ignore[attr-defined]
    may_check_in = not is_done and attendance.is_open(session, now)
    return Card(
        title,
        Link("Isi presensi", reverse("training:check_in", args=[session.pk]), strong=True)
        if may_check_in
        else Link("Jadwal saya", reverse("training:my_schedule")),
        words=tanggal_hari(begins),
        line=f"{begins:%H.%M}–{ends:%H.%M} WITA · {session.room or 'daring'}",
        note=f"{session.title}, {session.batch}",
    )


def hours_card(hours: Hours) -> Card:
    """How many hours are counted, beside those that are asked for or allowed."""
    bound = "paling banyak" if hours.is_ceiling else "paling sedikit"
    counted = "Belum ada JP yang tercatat tahun ini"
    if hours.counted is not None:
        counted = f"{jp(hours.counted)} JP sudah diakui"
    return Card(
        f"JP Anda tahun {hours.year}",
        Link("Buku JP saya", reverse("training:my_hours")),
        number=jp(hours.counted),
        of="JP" if hours.goal is None else f"dari {bound} {hours.goal} JP",
        bars=(hours.width(hours.planned), hours.width(hours.counted or Decimal(0))),
        note=f"{counted}; {jp(hours.planned)} JP direncanakan.",
    )


def project_card(project: Project) -> Card:
    """The project that one leads."""
    due = f", selesai paling lambat {tanggal(project.due_on)}" if project.due_on else ""
    return Card(
        "Proyek saya",
        Link("Buka proyek", reverse("evaluation:project_detail", args=[project.pk])),
        words=project.title,
        note=f"{project.get_state_display()}{due}",
    )


@Composed
def _coming_sessions() -> QuerySet[Session]:
    """The next of somebody's sessions that is not over."""
    coming = own_schedule.sessions_of(Given("person")).filter(ends_at__gte=Given("now"), is_cancelled=False)
    recorded = Attendance.objects.filter(session=OuterRef("pk"), enrolment__civil_servant=Given("person"))
    coming = coming.annotate(is_recorded=Exists(recorded))
    return coming.select_related("batch__programme", "room__venue")[:1]


def _hours_of(person: CivilServant) -> Hours:
    year = timezone.localdate().year
    counted = next((row.counted for row in years_of(person) if row.year == year), None)
    lines = PlanTarget.objects.current().filter(civil_servant=person, plan__cycle__year=year)
    planned = lines.aggregate(jp=Sum("item__jp_counted"))["jp"] or Decimal(0)
    cycle = Cycle.objects.filter(year=year).first() or Cycle(year=year)
    goal = cycle.jp_floor if person.has_jp_floor else cycle.jp_ceiling if person.has_jp_ceiling else None
    return Hours(year, counted, planned, goal, person.has_jp_ceiling)
