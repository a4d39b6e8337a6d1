"""The evaluation report of a batch, a programme, an OPD or the city: method, the four levels, obstacles,
talks, projects, findings with their actions, and what may not be concluded. Nothing below five people; no
NIP, and a name only where somebody agreed to be quoted with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db.models import Prefetch
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import slugify

from documents import kinds
from documents.binding import ContentsLine, bind, render_piece
from documents.models import Document
from evaluation import impact as rules
from evaluation import interviews, permissions
from evaluation.impact import Impact, Scope
from evaluation.impact.figures import Part
from evaluation.models import Action, Finding
from jobs.queue import Progress, Refused
from personnel.models import RoleAssignment, Unit, User
from personnel.templatetags.palu import angka, persen
from planning.letters import figures, paper
from planning.letters.charts import Bar, bars
from planning.models import Cycle, Programme
from planning.suppression import K
from training.models import Batch

Role = RoleAssignment.Role
TITLE = "Laporan Evaluasi Pengembangan Kompetensi Aparatur Sipil Negara"
#: So many findings stand in one report, the newest first.
MOST = 30


@dataclass(frozen=True)
class Subject:
    """What one report is about."""

    scope: Scope
    year: int
    name: str
    cycle: Cycle
    batch: Batch | None = None
    programme: Programme | None = None
    opd: Unit | None = None

    @property
    def is_city(self) -> bool:
        return self.scope.kind == "city"


# ----------------------------------------------------------------------------------------- of what, for whom


def _batch(pk: int | None) -> Batch:
    return Batch.objects.select_related("programme", "cycle", "provider").get(pk=pk or 0)


def _programme(pk: int | None) -> Programme:
    return Programme.objects.get(pk=pk or 0)


def _unit(pk: int | None) -> Unit:
    return Unit.objects.opd().get(pk=pk or 0)


def _cycle(year: int | None) -> Cycle:
    return Cycle.objects.get(year=year or 0)


def may_print_batch(user: User, object_id: int | None, year: int | None) -> bool:
    """Whoever reads results, of a batch that took place or is to."""
    rows = Batch.objects.visible_to(user).exclude(state=Batch.State.CANCELLED)
    return permissions.may_see_results(user) and rows.filter(pk=object_id or 0).exists()


def may_print_programme(user: User, object_id: int | None, year: int | None) -> bool:
    """Whoever reads results, of a programme with a batch in the year."""
    rows = Batch.objects.filter(programme=object_id or 0, cycle__year=year or 0)
    return permissions.may_see_results(user) and rows.exclude(state=Batch.State.CANCELLED).exists()


def may_print_unit(user: User, object_id: int | None, year: int | None) -> bool:
    """Those with a role in the OPD, and those who read the whole city."""
    unit = Unit.objects.opd().filter(pk=object_id or 0).first()
    may = permissions.may_see_results(user) and year in rules.years()
    return may and unit is not None and permissions.may_see_impact_of(user, unit)


def may_print_city(user: User, object_id: int | None, year: int | None) -> bool:
    """Those who read the whole city."""
    return object_id is None and user.sees_city and year in rules.years()


# ------------------------------------------------------------------------------------------- how it is made


def build_batch(document: Document, out: Path, progress: Progress) -> None:
    """The report of one batch."""
    batch = _batch(document.object_id)
    _build(
        document,
        out,
        progress,
        Subject(Scope("batch", batch.pk), batch.cycle.year, str(batch), batch.cycle, batch=batch),
    )


def build_programme(document: Document, out: Path, progress: Progress) -> None:
    """The report of one programme in a year."""
    programme, cycle = _programme(document.object_id), _cycle(document.year)
    scope = Scope("programme", programme.pk)
    _build(document, out, progress, Subject(scope, cycle.year, programme.name, cycle, programme=programme))


def build_unit(document: Document, out: Path, progress: Progress) -> None:
    """The report of one OPD in a year."""
    unit, cycle = _unit(document.object_id), _cycle(document.year)
    _build(document, out, progress, Subject(Scope("opd", unit.pk), cycle.year, unit.name, cycle, opd=unit))


def build_city(document: Document, out: Path, progress: Progress) -> None:
    """The report of the city in a year, with all programmes, providers and OPD side by side."""
    cycle = _cycle(document.year)
    _build(document, out, progress, Subject(Scope("city"), cycle.year, "Kota Palu", cycle))


def _build(document: Document, out: Path, progress: Progress, subject: Subject) -> None:
    found = rules.impact_of(subject.scope, subject.year, batch=subject.batch)
    if not found.people:
        raise Refused("Belum ada peserta yang tercatat hadir pada angkatan yang sudah selesai.")
    progress.stage("Menyusun sampul, isi, dan nomor halaman")
    context = {**_common(document, subject), **_talks(subject), **_charts(found), "impact": found}
    context["findings"] = findings_for(subject, document.requested_by)
    context["tables"] = rules.tables_of(subject.year) if subject.is_city else None
    bench = out.parent
    html = render_to_string("evaluation/letters/report.html", context)
    body = render_piece(html, bench / "isi.pdf")

    def front(lines: Sequence[ContentsLine]) -> str:
        return render_to_string("evaluation/letters/front.html", {**context, "contents": lines})

    bind(
        front,
        [body],
        out,
        bench=bench,
        left=f"Evaluasi Pengembangan Kompetensi ASN {subject.year} · {subject.name}"[:95],
        check_number=document.check_number,
    )


def _common(document: Document, subject: Subject) -> dict[str, Any]:
    on = figures.today_of(document.created_at)
    by = Role.UNIT_HEAD if subject.opd else Role.PYB
    sign = figures.signatory("Dilaporkan oleh", by, unit=subject.opd, on=on)
    return {
        **paper.common(document, subject.cycle, on, paper.Decision()),
        "title": TITLE,
        "subject": subject,
        "at": document.created_at,
        "k": K,
        # The report goes around: no NIP stands in it.
        "signatories": [replace(sign, nip="")],
    }


def _talks(subject: Subject) -> dict[str, Any]:
    """Themes and agreed sentences; of an OPD there are none, because talks are counted by batch."""
    if subject.opd:
        return {"themes": None, "quotes": []}
    of: dict[str, Any] = {"cycle": subject.cycle}
    if subject.batch:
        of = {"batch": subject.batch}
    elif subject.programme:
        of["programme"] = subject.programme
    return {"themes": interviews.themes_of(**of), "quotes": interviews.quotes_of(**of)}


def findings_for(subject: Subject, user: User) -> list[Finding]:
    """Findings of the year that whoever asks may read, with what is done about each."""
    rows = Finding.objects.visible_to(user).filter(cycle=subject.cycle)
    if not subject.is_city:
        rows = rows.filter(**{subject.scope.kind: subject.scope.pk})
    actions = Action.objects.select_related("owner__civil_servant").order_by("due_on", "pk")
    return list(rows.select_related("opd").prefetch_related(Prefetch("actions", actions))[:MOST])


def _charts(found: Impact) -> dict[str, SafeString | None]:
    learning = found.learning
    return {
        "learning_chart": bars(
            "Rata-rata nilai tes",
            [
                Bar("Tes awal", learning.pre or Decimal(0), angka(learning.pre, 2)),
                Bar("Tes akhir", learning.post or Decimal(0), angka(learning.post, 2)),
            ],
            width=634,
        )
        if learning.n
        else None,
        "change_chart": _bars_of("Perubahan tingkat kompetensi", found.change.parts),
        "performance_chart": _bars_of("Predikat kinerja sebelum dan sesudah", found.performance.parts),
    }


def _bars_of(title: str, parts: Sequence[Part]) -> SafeString | None:
    if not parts:
        return None
    rows = [
        Bar(part.label.capitalize(), part.count, f"{angka(part.count)} ({persen(part.percent)})")
        for part in parts
    ]
    return bars(title, rows, width=634, label_width=300)


# ------------------------------------------------------------------------------------------------- the kinds

EVALUATION_BATCH = kinds.Kind(
    slug="evaluation_batch",
    name="Laporan evaluasi satu angkatan",
    title=lambda pk, year: f"Laporan evaluasi {_batch(pk)}",
    may_request=may_print_batch,
    build=build_batch,
    file_name=lambda pk, year: f"evaluasi-{slugify(str(_batch(pk)))[:80]}.pdf",
    owner=lambda pk, year: _batch(pk).provider.name,
)
EVALUATION_PROGRAMME = kinds.Kind(
    slug="evaluation_programme",
    name="Laporan evaluasi satu program",
    title=lambda pk, year: f"Laporan evaluasi {_programme(pk).name} {year}",
    may_request=may_print_programme,
    build=build_programme,
    file_name=lambda pk, year: f"evaluasi-{year}-{slugify(_programme(pk).name)[:80]}.pdf",
    owner=lambda pk, year: "Kota Palu",
)
EVALUATION_UNIT = kinds.Kind(
    slug="evaluation_unit",
    name="Laporan evaluasi perangkat daerah",
    title=lambda pk, year: f"Laporan evaluasi pengembangan kompetensi {_unit(pk).name} {year}",
    may_request=may_print_unit,
    build=build_unit,
    file_name=lambda pk, year: f"evaluasi-{year}-{slugify(_unit(pk).name)[:80]}.pdf",
    owner=lambda pk, year: _unit(pk).name,
)
EVALUATION_CITY = kinds.Kind(
    slug="evaluation_city",
    name="Laporan evaluasi kota",
    title=lambda pk, year: f"Laporan evaluasi pengembangan kompetensi Kota Palu {year}",
    may_request=may_print_city,
    build=build_city,
    file_name=lambda pk, year: f"evaluasi-{year}-kota-palu.pdf",
    owner=lambda pk, year: "Kota Palu",
)


def register_all() -> None:
    """Make the kinds known; called once by ``evaluation.tasks``."""
    for kind in (EVALUATION_BATCH, EVALUATION_PROGRAMME, EVALUATION_UNIT, EVALUATION_CITY):
        kinds.register(kind)
