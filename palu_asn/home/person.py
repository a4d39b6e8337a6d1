"""What awaits a civil servant: for themself, and for the people they lead."""

from __future__ import annotations

from django.urls import reverse

from palu_asn.home.todo import Todo, last_day
from personnel.models import User
from planning.models import Cycle, PlanTarget
from planning.reports.consultation import ToAnswer, to_answer
from planning.reports.sheets import RatingTodos
from planning.reports.voices import may_speak_until, views_awaited
from planning.stages import Act, Calendar


def of_ratings(user: User, calendar: Calendar, ratings: RatingTodos) -> list[Todo]:
    """Sheets about one's people, and dialogues that are still talked over."""
    if user.civil_servant is None:
        return []
    opd = user.civil_servant.unit.opd_id
    todos = []
    if ratings.team_due:
        todos.append(
            Todo(
                what=f"{ratings.team_due} bawahan belum Anda nilai",
                why="Anda menilai tanpa melihat penilaian mandiri mereka, dan sebaliknya.",
                url=reverse("planning:rating_people"),
                act="Nilai bawahan",
                due=last_day(calendar, Act.RATE, opd),
            )
        )
    if ratings.dialogues:
        todos.append(
            Todo(
                what=f"{ratings.dialogues} perbedaan penilaian perlu dibicarakan",
                why="Kedua penilaian berbeda lebih dari satu tingkat.",
                url=reverse("planning:rating_home"),
                act="Bicarakan",
                due=last_day(calendar, Act.TALK, opd),
            )
        )
    return todos


def proposals_to_view(user: User, cycle: Cycle, calendar: Calendar, team: list[int]) -> list[Todo]:
    """What one's people propose, and about which one has said nothing yet."""
    views = views_awaited(user, cycle, calendar, team)
    if not views.total:
        return []
    return [
        Todo(
            what=f"{views.total} usulan bawahan menunggu pandangan Anda",
            why="Pengelola kepegawaian menimbang pandangan Anda sebelum menjawab.",
            url=reverse("planning:proposal_views"),
            act="Beri pandangan",
            due=views.until,
        )
    ]


def as_civil_servant(user: User, cycle: Cycle, calendar: Calendar, ratings: RatingTodos) -> list[Todo]:
    """The figures of one's own sheet and lines, what one may say, and what one has been told."""
    person = user.civil_servant
    if person is None:
        return []
    todos = []
    if ratings.own_due:
        todos.append(_own_sheet(ratings))
    todos += [_own_lines(waiting) for waiting in to_answer(person)]
    may_speak, until = may_speak_until(user, cycle, calendar)
    if may_speak and until and not person.suggestions.filter(cycle=cycle).exists():
        todos.append(
            Todo(
                what=f"Sampaikan masukan untuk rencana {cycle.year}",
                why="Tantangan, gagasan, atau keinginan belajar Anda; setiap masukan dijawab.",
                url=reverse("planning:suggestion_new"),
                act="Tulis masukan",
                due=until,
            )
        )
    return [*todos, *_lines_to_know(user, cycle, todos)]


def _own_sheet(ratings: RatingTodos) -> Todo:
    left = ratings.own_asked - ratings.own_answered
    return Todo(
        what="Kirim penilaian mandiri Anda"
        if left <= 0
        else f"Penilaian mandiri Anda: {left} kompetensi lagi",
        why="Kira-kira satu menit untuk setiap kompetensi, tersimpan pada setiap langkah.",
        url=reverse("planning:rating_home"),
        act="Lanjutkan penilaian" if ratings.own_answered else "Mulai penilaian",
        due=ratings.window.ends_on if ratings.window else None,
    )


def _own_lines(waiting: ToAnswer) -> Todo:
    return Todo(
        what=f"{waiting.lines} butir rencana menunggu jawaban Anda",
        why="Terima, tolak dengan alasan, atau usulkan bentuk, waktu, atau penyelenggara lain.",
        url=f"{reverse('planning:my_plan')}?tahun={waiting.plan.cycle.year}",
        act="Jawab butir saya",
        due=waiting.last_day,
    )


def _lines_to_know(user: User, cycle: Cycle, todos: list[Todo]) -> list[Todo]:
    """One's lines, as long as there is nothing to say about them."""
    mine = reverse("planning:my_plan")
    if any(todo.url.startswith(mine) for todo in todos):
        return []
    lines = (
        PlanTarget.objects.current().filter(plan__cycle=cycle, civil_servant=user.civil_servant_id).count()
    )
    if not lines:
        return []
    return [
        Todo(
            what=f"{lines} butir rencana {cycle.year} untuk Anda",
            why="Lihat apa yang direncanakan bagi Anda, dan alasannya.",
            url=mine,
            act="Lihat butir saya",
            when="Untuk diketahui",
        )
    ]


def told(user: User) -> list[Todo]:
    """Notices that nobody has read yet."""
    count = user.unread_notices
    if not count:
        return []
    return [
        Todo(
            what=f"{count} pemberitahuan belum dibaca",
            why="Jawaban atas masukan dan butir Anda, serta pengingat, tersimpan di sana.",
            url=reverse("personnel:notice_list"),
            act="Baca",
            when="Untuk diketahui",
        )
    ]
