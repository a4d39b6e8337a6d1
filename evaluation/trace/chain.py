"""The chain of a year in seven links, each with what is known, or in plain words what is missing.

1 standard · 2 gap · 3 line of the plan · 4 training · 5 attendance and result · 6 evaluation and project ·
7 new rating and what goes on. Links are read from ``Facts``; nothing here asks the database for a row.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from evaluation.models import Wave
from evaluation.trace.facts import Facts
from evaluation.trace.marks import (
    Link,
    Mark,
    State,
    enrolment_mark,
    outside_mark,
    project_mark,
    rated,
    tests_in_words,
)
from personnel.models import CivilServant, User
from personnel.permissions import is_owner
from personnel.templatetags.palu import angka, jp
from planning.models import Competency, CompetencyRating, Cycle, Plan, PlanTarget
from planning.suppression import K
from training.models import Certificate, Enrolment


@dataclass(frozen=True)
class Year:
    """The chain of one planning year."""

    cycle: Cycle
    links: list[Link]


@dataclass(frozen=True)
class Trace:
    """All years of one competency of one person, the oldest first, and how it stands today."""

    person: CivilServant
    competency: Competency
    hidden: bool
    years: list[Year]
    today: list[Mark]


def trace_of(person: CivilServant, competency: Competency, *, user: User) -> Trace:
    """What became of it, as ``user`` may see it. A constant number of queries."""
    facts = Facts.of(person, competency, user)
    years = [Year(cycle, _Chain(facts, cycle).links()) for cycle in facts.cycles if _has_any(facts, cycle)]
    return Trace(person, competency, facts.hidden, years, _today(facts))


def _has_any(facts: Facts, cycle: Cycle) -> bool:
    """Years of which something is known, and the one that is being planned while the post asks for it."""
    return bool(
        facts.targets.get(cycle.pk)
        or cycle.pk in facts.snapshots
        or facts.enrolments.get(cycle.pk)
        or facts.outside.get(cycle.year)
        or facts.projects_of(cycle)
        or (cycle.is_open and facts.need)
    )


def _today(facts: Facts) -> list[Mark]:
    """The level required and found, by today's rows."""
    if facts.need is None:
        return [Mark("Jabatan sekarang tidak mempersyaratkan kompetensi ini.")]
    if facts.hidden:
        return [Mark(_waits(facts))]
    need = facts.need
    if need.gap is None:
        return [Mark(f"Wajib {need.required}, belum dinilai", tone="soon")]
    words = {"required": need.required, "attained": need.attained, "gap": need.gap}
    if need.gap == 0:
        return [Mark("Wajib {required}, dimiliki {attained}: terpenuhi".format(**words), tone="done")]
    return [Mark("Wajib {required}, dimiliki {attained}: kesenjangan {gap}".format(**words), tone="late")]


def _waits(facts: Facts) -> str:
    if is_owner(facts.user, facts.person):
        return "Terlihat setelah penilaian mandiri terkirim, supaya Anda menilai diri tanpa patokan."
    return "Terlihat setelah penilaian Anda terkirim, supaya Anda menilai tanpa patokan."


class _Chain:
    """The seven links of one year."""

    def __init__(self, facts: Facts, cycle: Cycle) -> None:
        self.facts, self.cycle = facts, cycle
        self.targets = facts.targets.get(cycle.pk, [])
        self.enrolments = facts.enrolments.get(cycle.pk, [])
        self.seated = [row for row in self.enrolments if row.state in Enrolment.HAD_SEAT]
        self.outside = facts.outside.get(cycle.year, [])
        self.required, self.attained, self.rating = self._as_planned()
        self.is_past = cycle.year < timezone.localdate().year

    def _as_planned(self) -> tuple[int | None, int | None, CompetencyRating | None]:
        """(required, attained, by which rating) when the year was planned; the open year: as it is today."""
        if snapshot := self.facts.snapshots.get(self.cycle.pk):
            return snapshot.required, snapshot.attained, snapshot.rating
        with_level = next((row for row in self.targets if row.level_required is not None), None)
        need = self.facts.need if self.cycle.is_open else None
        if with_level:
            return with_level.level_required, with_level.level_attained, need.rating if need else None
        if need:
            return need.required, need.attained, need.rating
        return None, None, None

    @property
    def gap(self) -> int | None:
        """None: not known, or not to be told."""
        if self.facts.hidden or self.required is None or self.attained is None:
            return None
        return max(0, self.required - self.attained)

    @property
    def is_needed(self) -> bool:
        """Whether something had to follow: everything but a need that was met."""
        return self.gap != 0

    def links(self) -> list[Link]:
        return [
            self.standard(),
            self.need(),
            self.line(),
            self.training(),
            self.result(),
            self.evaluation(),
            self.rated_again(),
        ]

    # -------------------------------------------------------------------------------- 1 standard, 2 gap

    def standard(self) -> Link:
        name = "Standar jabatan"
        if self.facts.hidden:
            return Link(name, State.HIDDEN, missing=_waits(self.facts))
        if self.required is None:
            return Link(
                name,
                State.MISSING,
                missing="Tidak tercatat tingkat yang diwajibkan jabatan untuk tahun ini.",
            )
        version = self._version()
        text = f"Tingkat wajib {self.required}"
        if version is None:
            return Link(name, State.DONE, [Mark(text)])
        note = f"{version}, {version.decision}" if version.decision else str(version)
        return Link(name, State.DONE, [Mark(text, version.effective_from, note=note)])

    def _version(self) -> Any:
        snapshot = self.facts.snapshots.get(self.cycle.pk)
        if snapshot:
            return snapshot.plan.standard_version
        if self.targets:
            return self.targets[0].plan.standard_version
        return self.facts.need.standard_version if self.facts.need else self.cycle.standard_version

    def need(self) -> Link:
        name = "Kesenjangan saat direncanakan"
        if self.facts.hidden:
            return Link(name, State.HIDDEN, missing=_waits(self.facts))
        if self.required is None:
            return Link(name, State.IDLE, missing="Tanpa tingkat wajib tidak ada kesenjangan yang dihitung.")
        if self.attained is None:
            return Link(
                name,
                State.MISSING,
                missing="Belum dinilai saat direncanakan. Belum dinilai bukan berarti nol.",
                next="Penilaian mandiri dan atasan pada tahap penilaian.",
            )
        words = {"gap": self.gap, "required": self.required, "attained": self.attained}
        text = "Kesenjangan {gap}: wajib {required}, dimiliki {attained}".format(**words)
        if self.gap == 0:
            text = "Terpenuhi: wajib {required}, dimiliki {attained}".format(**words)
        url = ""
        if self.cycle.is_open:
            url = reverse("planning:need_person", args=[self.cycle.year, self.facts.person.pk])
        marks = [Mark(text, url=url, tone="late" if self.gap else "done")]
        if self.rating:
            marks.append(rated(self.rating))
        return Link(name, State.DONE, marks)

    # -------------------------------------------------------------------------------------------- 3 line

    def line(self) -> Link:
        name = "Butir rencana"
        if not self.targets:
            if not self.is_needed:
                return Link(name, State.IDLE, missing="Tidak diperlukan: tidak ada kesenjangan.")
            if self.cycle.is_open:
                return Link(
                    name,
                    State.MISSING,
                    missing=f"Belum ada butir rencana {self.cycle.year} untuk kompetensi ini.",
                    next="Pengelola kepegawaian OPD menyusunnya; pegawai dapat mengusulkan pelatihan.",
                )
            return Link(
                name,
                State.MISSING,
                missing=f"Tidak masuk rencana {self.cycle.year}.",
                next="Dinilai kembali saat rencana berikutnya disusun.",
            )
        marks = [mark for target in self.targets for mark in self._line_marks(target)]
        ratified = all(target.plan.status == Plan.Status.RATIFIED for target in self.targets)
        return Link(name, State.DONE if ratified else State.RUNNING, marks)

    def _line_marks(self, target: PlanTarget) -> Iterable[Mark]:
        plan, item = target.plan, target.item
        url = self._plan_url(plan)
        note = " · ".join(filter(None, [plan.unit.name, item.form.name if item.form else "", item.schedule]))
        if plan.status == Plan.Status.RATIFIED:
            who = f"ditetapkan dengan {plan.decision_number}"
        else:
            who = plan.get_status_display().lower()
        text = f"Butir {item.number}: {item.name}"
        yield Mark(text, plan.decision_date, who, note, url)
        if missed := self.facts.missed.get(item.key):
            yield Mark(
                f"Tidak terlaksana: {missed.get_cause_display().lower()}",
                missed.recorded_at,
                missed.recorded_by,
                missed.words,
                tone="late",
            )

    def _plan_url(self, plan: Plan) -> str:
        """The plan, where it may be opened; for oneself one's own lines of it."""
        if plan.pk in self.facts.open_plans:
            return reverse("planning:plan_detail", args=[plan.pk])
        if self.facts.user.civil_servant_id == self.facts.person.pk:
            return f"{reverse('planning:my_plan')}?tahun={self.cycle.year}"
        return ""

    # ----------------------------------------------------------------------------- 4 training, 5 result

    def training(self) -> Link:
        name = "Pelatihan"
        marks = [enrolment_mark(row) for row in self.enrolments]
        marks += [outside_mark(row) for row in self.outside]
        if marks:
            over = all(row.ends and row.ends <= timezone.now() for row in self.seated)  # type: ignore[attr-defined]
            return Link(name, State.DONE if over else State.RUNNING, marks)
        if not self.is_needed and not self.targets:
            return Link(name, State.IDLE, missing="Tidak diperlukan: tidak ada kesenjangan.")
        return Link(
            name,
            State.MISSING,
            missing="Belum ada pelatihan untuk kompetensi ini.",
            next=""
            if self.is_past
            else "Unit menunjuk peserta saat angkatan diumumkan; pegawai juga dapat mendaftar sendiri.",
        )

    def result(self) -> Link:
        name = "Kehadiran dan hasil"
        marks = [mark for row in self.seated for mark in self._result_marks(row)]
        if marks:
            return Link(name, State.DONE, marks)
        if not self.seated:
            return Link(name, State.IDLE, missing=self._follows())
        if any(row.ends is None or row.ends > timezone.now() for row in self.seated):  # type: ignore[attr-defined]
            return Link(
                name,
                State.RUNNING,
                missing="Pelatihannya belum selesai.",
                next="Kehadiran dicatat pada setiap sesi, lalu JP diakui.",
            )
        return Link(name, State.MISSING, missing="Tidak tercatat hadir pada satu sesi pun.")

    def _result_marks(self, row: Enrolment) -> Iterable[Mark]:
        there, meetings = row.there, row.meetings  # type: ignore[attr-defined]
        if not there:
            return
        hours = self.facts.hours.get(row.pk)
        counted = f"{jp(hours)} JP diakui" if hours is not None else "JP belum diakui"
        yield Mark(
            f"Hadir {angka(there)} dari {angka(meetings)} sesi, {counted}",
            row.ends,  # type: ignore[attr-defined]
            url=reverse("training:person_hours", args=[self.facts.person.pk]),
        )
        if words := tests_in_words(row):
            yield Mark(words)
        certificate: Certificate | None = self.facts.certificates.get(row.pk)
        if certificate:
            yield Mark(
                f"Sertifikat {certificate.number}",
                certificate.issued_on,
                url=reverse("training:certificate_check", args=[certificate.code]),
            )

    def _follows(self) -> str:
        """Why nothing stands here yet, or never will."""
        if self.targets or self.enrolments or self.is_needed:
            return "Menyusul sesudah pelatihan diikuti."
        return "Tidak diperlukan: tidak ada kesenjangan."

    # --------------------------------------------------------------------------------------- 6 evaluation

    def evaluation(self) -> Link:
        name = "Evaluasi dan penerapan"
        marks = [mark for row in self.seated for mark in self._wave_marks(row)]
        projects = self.facts.projects_of(self.cycle)
        marks += [project_mark(project) for project in projects]
        if marks:
            return Link(
                name,
                State.DONE if projects else State.RUNNING,
                marks,
                next="" if projects else "Alumni dapat memimpin proyek kecil di bidangnya.",
            )
        if not any(row.there for row in self.seated):  # type: ignore[attr-defined]
            return Link(name, State.IDLE, missing=self._follows())
        return Link(
            name,
            State.MISSING,
            missing="Belum ada kuesioner atau proyek sesudah pelatihan ini.",
            next="BKPSDMD membuka kuesioner menurut jadwal; alumni dapat mengusulkan proyek kecil.",
        )

    def _wave_marks(self, row: Enrolment) -> Iterable[Mark]:
        """How far a survey of the batch is; what was answered stands on its own page, by its own rules."""
        for wave in self.facts.waves.get(row.batch_id, []):
            invited, answered = wave.invited, wave.answered  # type: ignore[attr-defined]
            note = ""
            if invited >= K and wave.state != Wave.State.PLANNED:
                note = f"{angka(answered)} dari {angka(invited)} menjawab"
            closed = wave.state == Wave.State.CLOSED
            sees = closed and bool(self.facts.user.active_roles)
            yield Mark(
                f"{wave.version.instrument.name}: {wave.get_state_display().lower()}",
                wave.closes_on if closed else wave.opens_on,
                note=note,
                url=reverse("evaluation:wave_results", args=[wave.pk]) if sees else "",
            )

    # ------------------------------------------------------------------------------------------- 7 onward

    def rated_again(self) -> Link:
        name = "Penilaian baru dan kelanjutannya"
        new = self._new_ratings()
        marks = [rated(rating) for rating in new] + self._onward()
        if new and not self.facts.hidden and self.required is not None:
            best = max(new, key=lambda row: (row.grade, row.rated_on))
            # Weaker evidence does not close a gap that stronger evidence has found.
            if self.rating is None or best.grade >= self.rating.grade:
                gap = max(0, self.required - best.level)
                text = f"Kesenjangan terhadap tingkat wajib saat itu: {gap}"
                marks.append(Mark(text, tone="late" if gap else "done"))
        if marks:
            return Link(name, State.DONE, marks)
        if self.facts.hidden:
            return Link(name, State.HIDDEN, missing=_waits(self.facts))
        if not self.targets and not self.enrolments and not self.is_needed:
            return Link(name, State.IDLE, missing="Belum dinilai lagi sesudah itu.")
        return Link(
            name,
            State.MISSING if self.is_past and self.seated else State.IDLE,
            missing="Belum dinilai lagi sesudah itu.",
            next="Penilaian tahap berikutnya menunjukkan apakah kesenjangan ini menutup.",
        )

    def _new_ratings(self) -> list[CompetencyRating]:
        """Those after the training, or of the year and later; until the training of a later year begins."""
        ends = [row.ends for row in self.seated if row.there and row.ends]  # type: ignore[attr-defined]
        used = {snapshot.rating_id for snapshot in self.facts.snapshots.values()} - {None}
        if ends:
            since = timezone.localdate(max(ends))
        elif self.outside:
            since = max(row.ends_on for row in self.outside)
        else:
            since = dt.date(self.cycle.year, 1, 1)
        if self.rating:  # what is older was known when the year was planned
            since = max(since, self.rating.rated_on)
        until = self._until()
        planned = self.rating.pk if self.rating else None
        return [
            rating
            for rating in self.facts.ratings
            if rating.rated_on >= since
            and (until is None or rating.rated_on < until or rating.pk in used)
            and rating.pk != planned
        ]

    def _until(self) -> dt.date | None:
        """The first day of the next year's training: what comes later is that year's."""
        later = [c for c in self.facts.cycles if c.year > self.cycle.year and self.facts.enrolments.get(c.pk)]
        days = [row.begins for c in later for row in self.facts.enrolments[c.pk] if row.begins]  # type: ignore[attr-defined]
        return timezone.localdate(min(days)) if days else None

    def _onward(self) -> list[Mark]:
        """Where a missed line went, and lines of later years."""
        marks = []
        for target in self.targets:
            missed = self.facts.missed.get(target.item.key)
            carried = getattr(missed, "carried", None) if missed else None
            if carried:
                text = f"Dibawa ke rencana {carried.cycle.year}"
                marks.append(Mark(text, carried.carried_at, tone="info"))
        later = [c for c in self.facts.cycles if c.year > self.cycle.year and self.facts.targets.get(c.pk)]
        if later and not marks:
            text = f"Ada butir baru dalam rencana {later[0].year}"
            marks.append(Mark(text, tone="info"))
        return marks
