"""What awaits a person of evaluation and follow-up: questionnaires, talks, projects, findings and actions."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from evaluation import answering, findings, interviews, projects
from evaluation.models import (
    Finding,
    Interview,
    Invitation,
    Milestone,
    Project,
    ProjectHandover,
    ProjectNote,
    Wave,
)
from palu_asn.home.todo import Todo
from palu_asn.home.trays import Pile, Tray, Waiting
from personnel.composed import Given
from personnel.models import RoleAssignment, User
from personnel.models.people import is_one_of
from personnel.presence import Question, how_many, is_there
from planning.models import RaterDeputy
from planning.reports.voices import planned_by

Role = RoleAssignment.Role
State = Project.State
#: As many of one kind as are named one by one.
NAMED = 3
#: A milestone stands on the home page from so many days before its own on.
AHEAD = dt.timedelta(days=14)


def trays_of(user: User) -> list[Waiting]:
    """Everything in which a person may have a part."""
    trays: list[Waiting] = [_actions(user)] if user.active_roles else []
    if user.civil_servant_id:
        trays += [_surveys(user), _talks(user), _projects(user), _milestones(user)]
    if user.has_role(Role.CITY_HR):
        trays += [_waves(), _notes(user), _reports()]
    if user.has_role(Role.CITY_HR, Role.UNIT_HR):
        trays.append(_findings(user))
    return trays


# ------------------------------------------------------------------------------------------- civil servants


def _surveys(user: User) -> Tray:
    def told() -> list[Todo]:
        found = answering.waiting_for(user).order_by().aggregate(n=Count("pk"), until=Min("wave__closes_on"))
        return [
            Todo(
                what=f"{found['n']} kuesioner menunggu jawaban Anda",
                why="Jawaban Anda membantu memperbaiki pelatihan berikutnya.",
                url=reverse("evaluation:my_surveys"),
                act="Isi kuesioner",
                due=found["until"],
            )
        ]

    return Tray([_invited()], told)


@cache
def _invited() -> Question:
    return is_there(Invitation.objects.of_person(Given("person")).unanswered())


def _talks(user: User) -> Tray:
    def told() -> list[Todo]:
        return [
            Todo(
                what=f"Undangan {row.interview.get_kind_display().lower()} tentang {row.interview.batch}",
                why="Katakan bagaimana perkataan Anda boleh dipakai, atau bahwa Anda tidak bersedia.",
                url=reverse("evaluation:my_interview", args=[row.interview_id]),
                act="Jawab undangan",
                due=_not_past(timezone.localtime(row.interview.planned_at).date()),
            )
            for row in interviews.awaiting_consent(user.civil_servant_id or 0)[:NAMED]
        ]

    return Tray([_asked_to_talk()], told)


@cache
def _asked_to_talk() -> Question:
    return is_there(interviews.awaiting_consent(Given("person")))


def _not_past(day: dt.date) -> dt.date | None:
    """The day of a talk is no last day: the answer is still welcome afterwards."""
    return day if day >= timezone.localdate() else None


def _projects(user: User) -> Tray:
    asked = ProjectNote.objects.filter(project=OuterRef("pk"), kind=ProjectNote.Kind.HELP, replies=None)

    def told() -> list[Todo]:
        shown = (
            projects.waiting_for(user)
            .select_related("leader")
            .annotate(asks_help=Exists(asked))
            .order_by("moved_on", "pk")
        )
        return [_project(project, user) for project in shown[:NAMED]]

    return Tray(_parts(), told)


@cache
def _parts() -> list[Question]:
    """Every part in which a project can wait for somebody."""
    own = Given("person")
    return [
        is_there(Project.objects.filter(Q(leader=own) | Q(mentor=own) | Q(superior=own))),
        is_there(RaterDeputy.objects.filter(deputy=own)),
        is_there(ProjectHandover.objects.filter(Q(to_leader=own) | Q(to_superior=own))),
    ]


def _project(project: Any, user: User) -> Todo:
    what, why, act = _words(project, user)
    return Todo(
        what=what % {"title": project.title, "name": project.leader},
        why=why,
        url=reverse("evaluation:project_detail", args=[project.pk]),
        act=act,
    )


def _words(project: Any, user: User) -> tuple[str, str, str]:
    """What is asked of the person, why, and the verb."""
    if project.state == State.OFFERED and project.leader_id == user.civil_servant_id:
        return (
            "Anda ditawari memimpin proyek: %(title)s",
            "Terima dengan tujuan dan waktunya, atau katakan mengapa tidak.",
            "Jawab tawaran",
        )
    if project.state == State.PROPOSED:
        return (
            "%(name)s mengusulkan proyek: %(title)s",
            "Proyek baru dimulai setelah Anda menyetujuinya.",
            "Baca usulan",
        )
    if project.state == State.REPORTED:
        return (
            "Hasil proyek %(name)s menunggu tinjauan: %(title)s",
            "Proyek baru selesai setelah ditinjau dan ditutup.",
            "Tinjau hasil",
        )
    if project.state == State.CLOSED:
        return (
            "Tingkat baru diusulkan bagi %(name)s: %(title)s",
            "Baru menjadi penilaian bila Anda menerimanya.",
            "Putuskan",
        )
    if project.asks_help:
        return (
            "%(name)s meminta bantuan: %(title)s",
            "Tanpa tanggapan, proyeknya dapat terhenti.",
            "Tanggapi",
        )
    return (
        "Serah terima proyek menunggu jawaban Anda: %(title)s",
        "Setelah ada yang pindah tugas, proyek berlanjut bila Anda setuju.",
        "Jawab serah terima",
    )


def _milestones(user: User) -> Tray:
    def told() -> list[Todo]:
        rows = _milestones_of(user.civil_servant_id or 0, timezone.localdate())
        return [
            Todo(
                what=f"Tonggak proyek: {row.title}",
                why=f"{row.project}. Catat bila sudah tercapai, atau minta bantuan.",
                url=reverse("evaluation:project_detail", args=[row.project_id]),
                act="Buka proyek",
                due=row.due_on,
            )
            for row in rows.select_related("project").order_by("due_on", "number")[:NAMED]
        ]

    return Tray([_any_milestone()], told)


@cache
def _any_milestone() -> Question:
    return is_there(_milestones_of(Given("person"), Given("today")))


def _milestones_of(leader: int | Given, today: dt.date | Given) -> QuerySet[Milestone]:
    soon = Milestone.objects.filter(done_on=None, due_on__lte=today + AHEAD)
    return soon.filter(project__leader=leader, project__state=State.ACTIVE)


# -------------------------------------------------------------------------------------- findings and actions


def _actions(user: User) -> Tray:
    def told() -> list[Todo]:
        return [
            Todo(
                what=f"Tindak lanjut: {action.what}",
                why="Anda penanggung jawabnya. Catat hasilnya bila sudah selesai.",
                url=reverse("evaluation:action_detail", args=[action.pk]),
                act="Buka tindak lanjut",
                due=action.due_on,
            )
            for action in findings.open_actions_of(user)[:NAMED]
        ]

    return Tray([_any_action()], told)


@cache
def _any_action() -> Question:
    return is_there(findings.open_actions_of(Given("user")))


def _findings(user: User) -> Tray:
    """Those of this year and the last that nobody has answered with an action: of the city its HR, of an OPD
    the HR of that OPD."""
    of_city, since = user.has_role(Role.CITY_HR), timezone.localdate().year - 1

    def told() -> list[Todo]:
        rows = _unanswered(Q(opd__in=planned_by(user)), since, of_city)
        counts = rows.order_by().values_list("cycle__year").annotate(n=Count("pk")).order_by("-cycle__year")
        return [
            Todo(
                what=f"{count} temuan {year} belum mempunyai tindak lanjut",
                why="Temuan tanpa penanggung jawab dan tanggal tidak mengubah apa-apa.",
                url=f"{reverse('evaluation:finding_list')}?tahun={year}&tindak_lanjut=belum",
                act="Tetapkan tindak lanjut",
            )
            for year, count in counts
        ]

    return Tray([_any_unanswered(since, of_city)], told)


@cache
def _any_unanswered(since: int, of_city: bool) -> Question:
    return is_there(_unanswered(Q(is_one_of("opd_id", Given("opds"))), since, of_city))


def _unanswered(mine: Q, since: int, of_city: bool) -> QuerySet[Finding]:
    whose = mine | Q(opd=None) if of_city else mine
    return Finding.objects.filter(whose, actions=None, cycle__year__gte=since)


# --------------------------------------------------------------------------------------------------- BKPSDMD


def _waves() -> Pile:
    """Waves close by the clock; where it stands still, or answers cannot be opened, somebody must look."""

    def told(count: int) -> list[Todo]:
        return [
            Todo(
                what=f"{count} gelombang kuesioner belum ditutup",
                why="Hari terakhirnya sudah lewat; hasilnya baru tampil setelah ditutup.",
                url=reverse("evaluation:wave_list"),
                act="Buka gelombang",
                when="Terlambat",
                tone="late",
            )
        ]

    return Pile(_not_closed(), told)


@cache
def _not_closed() -> Question:
    return how_many(Wave.objects.due_to_close(Given("today")))


def _notes(user: User) -> Tray:
    def told() -> list[Todo]:
        return [
            Todo(
                what=f"Catatan belum diisi: {talk.get_kind_display().lower()} tentang {talk.batch}",
                why="Waktunya sudah lewat. Catat isinya, atau batalkan bila tidak jadi.",
                url=reverse("evaluation:interview_detail", args=[talk.pk]),
                act="Isi catatan",
            )
            for talk in interviews.awaiting_notes(user)[:NAMED]
        ]

    return Tray([_not_noted()], told)


@cache
def _not_noted() -> Question:
    return is_there(interviews.awaiting_notes(Given("user"), Given("now")))


def _reports() -> Tray:
    def told() -> list[Todo]:
        count = interviews.ready_to_report().count()
        return [
            Todo(
                what=f"Wawancara {count} angkatan siap dilaporkan",
                why="Semuanya sudah terlaksana; sesudah dilaporkan, catatannya tidak dapat diubah lagi.",
                url=reverse("evaluation:interview_list"),
                act="Laporkan",
            )
        ][: bool(count)]

    return Tray([_any_held()], told)


@cache
def _any_held() -> Question:
    return is_there(Interview.objects.filter(state=Interview.State.HELD, reported_at=None))
