"""The columns of the lists about needs, ratings and plans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import NullIf

from personnel.addresses import reverse
from personnel.models import CivilServant, User
from personnel.pages.person import person_cell
from personnel.pages.tables import Column
from personnel.shown import Cell, Chip
from personnel.templatetags.palu import NOTHING, angka, persen, rupiah, tanggal
from planning.models import Competency, Need, NeedSummary, Plan, RatingDialogue
from planning.reports.plans import PlanLine

# ------------------------------------------------------------------------------------------------- plans


def _opd(line: PlanLine) -> Cell:
    if line.plan is None:
        return Cell(line.unit.name)
    url = reverse("planning:plan_detail", args=[line.plan.pk])
    return Cell(line.unit.name, url, f"perubahan ke-{line.plan.revision}" if line.plan.revision else "")


def _state(line: PlanLine) -> Cell:
    chips = (line.plan.shown_state if line.plan else Chip("Belum dibuat", "late"),)
    if line.revision is None:
        return Cell(chips=chips)
    state = str(line.revision.get_status_display()).lower()
    return Cell(
        f"perubahan ke-{line.revision.revision}: {state}",
        reverse("planning:plan_detail", args=[line.revision.pk]),
        chips=chips,
    )


def _place(line: PlanLine) -> int | None:
    """How far it is on its path."""
    return list(Plan.Status.values).index(line.plan.status) if line.plan else None


def _complete(line: PlanLine) -> str:
    if not line.plan or not line.items:
        return NOTHING
    return f"{angka(line.incomplete)} belum lengkap" if line.incomplete else "lengkap"


def _of_ceiling(line: PlanLine) -> Cell:
    left = line.left_of_ceiling
    if left is None:
        return Cell(persen(line.percent_of_ceiling))
    words = f"sisa {rupiah(left)}" if left >= 0 else f"lebih {rupiah(-left)}"
    return Cell(persen(line.percent_of_ceiling), sub=words)


def _over_ceiling(line: PlanLine) -> Cell:
    """PPPK who are planned for more hours than they may."""
    over = line.coverage.pppk_over
    if not over or line.plan is None:
        return Cell(angka(over))
    return Cell(angka(over), f"{reverse('planning:plan_people', args=[line.plan.pk])}?lihat=over")


PLANS = (
    Column("opd", "OPD", _opd, lambda line: line.unit.name),
    Column("keadaan", "Keadaan", _state, _place),
    Column(
        "butir",
        "Butir",
        lambda line: angka(line.items) if line.plan else NOTHING,
        lambda line: line.items if line.plan else None,
        number=True,
        out=(("Butir", lambda line: line.items if line.plan else None),),
    ),
    Column("lengkap", "Kelengkapan", _complete, lambda line: line.incomplete if line.items else None),
    Column(
        "biaya",
        "Biaya",
        lambda line: rupiah(line.cost) if line.plan else NOTHING,
        lambda line: line.cost if line.plan else None,
        number=True,
        out=(("Biaya (Rp)", lambda line: line.cost if line.plan else None),),
    ),
    Column(
        "pagu",
        "Dari pagu",
        _of_ceiling,
        lambda line: line.percent_of_ceiling,
        number=True,
        phone=False,
        out=(
            ("Pagu (Rp)", lambda line: line.plan.budget_ceiling if line.plan else None),
            ("Dari pagu", lambda line: persen(line.percent_of_ceiling)),
        ),
    ),
    Column(
        "sisa",
        "Sisa pagu",
        lambda line: rupiah(line.left_of_ceiling),
        lambda line: line.left_of_ceiling,
        number=True,
        chosen=False,
        out=(("Sisa pagu (Rp)", lambda line: line.left_of_ceiling),),
    ),
    Column(
        "jp",
        "PNS mencapai 20 JP",
        lambda line: f"{angka(line.coverage.pns_reached)} dari {angka(line.coverage.pns)}",
        lambda line: line.coverage.percent,
        number=True,
        out=(
            ("PNS mencapai 20 JP", lambda line: line.coverage.pns_reached),
            ("PNS", lambda line: line.coverage.pns),
        ),
    ),
    Column(
        "pppk",
        "PPPK melampaui batas JP",
        _over_ceiling,
        lambda line: line.coverage.pppk_over,
        number=True,
        chosen=False,
        out=(("PPPK melampaui batas JP", lambda line: line.coverage.pppk_over),),
    ),
)


# --------------------------------------------------------------------------------- who has not acted yet


@dataclass(frozen=True)
class NotActed:
    """Somebody who has not acted, and how many things of theirs wait."""

    person: CivilServant
    left: int = 0


def not_acted(user: User, left: str = "", *, of_raters: bool = False) -> tuple[Column, ...]:
    """People who have not acted; ``left`` is what is counted of them, where something is. Raters are found by
    a sum, which knows no names to sort by."""

    def by(name: str) -> tuple[str, ...]:
        return () if of_raters else (name,)

    named = (
        Column("nama", "Nama", lambda row: person_cell(user, row.person), by("name")),
        Column("jabatan", "Jabatan", lambda row: row.person.position.name, by("position__name")),
        Column("unit", "Unit kerja", lambda row: row.person.unit.name, by("unit__name")),
    )
    if not left:
        return named
    counted = Column(
        "sisa",
        left,
        lambda row: angka(row.left),
        ("left",),
        number=True,
        out=((left, lambda row: row.left),),
    )
    return (*named, counted)


# ------------------------------------------------------------------------------------------------- needs


def needs(competencies: Sequence[Competency]) -> tuple[Column, ...]:
    """People and their gaps, each competency a column; drawn as a heat map, so only sorted here."""
    current = Need.objects.current().filter(civil_servant=OuterRef("pk"))
    summary = NeedSummary.objects.filter(basis=Need.Basis.CURRENT, civil_servant=OuterRef("pk"))
    share = summary.annotate(
        share=F("attained_sum") * Decimal(1) / NullIf(F("required_sum"), Value(0))
    ).values("share")
    return (
        Column("nama", "Pegawai", lambda row: row.civil_servant.full_name, ("name",)),
        *(
            Column(
                f"k{one.pk}",
                one.name,
                lambda row: "",
                (Subquery(current.filter(competency=one).values("gap")),),
                number=True,
            )
            for one in competencies
        ),
        Column("jpm", "JPM", lambda row: "", (Subquery(share),), number=True),
    )


# --------------------------------------------------------------------------------------------- dialogues


def _talk(talk: RatingDialogue) -> Cell:
    return Cell(talk.competency.name, reverse("planning:dialogue_detail", args=[talk.pk]))


def dialogues(user: User) -> tuple[Column, ...]:
    """Differences between two ratings."""

    def whom(talk: RatingDialogue) -> Cell:
        return person_cell(user, talk.civil_servant, talk.civil_servant.unit.name)

    return (
        Column(
            "nama",
            "Pegawai",
            whom,
            ("civil_servant__name",),
            out=(
                ("Nama", lambda talk: talk.civil_servant.full_name),
                ("Unit kerja", lambda talk: talk.civil_servant.unit.name),
            ),
        ),
        Column("kompetensi", "Kompetensi", _talk, ("competency__name",)),
        Column(
            "mandiri",
            "Mandiri",
            lambda talk: str(talk.self_rating.level),
            ("self_rating__level",),
            number=True,
        ),
        Column(
            "atasan",
            "Atasan",
            lambda talk: str(talk.superior_rating.level),
            ("superior_rating__level",),
            number=True,
        ),
        Column(
            "hasil",
            "Hasil",
            lambda talk: str(talk.outcome.level) if talk.outcome else NOTHING,
            ("outcome__level",),
            number=True,
        ),
        Column("keadaan", "Keadaan", lambda talk: talk.shown_state, ("state",)),
        Column("dibuka", "Dibuka", lambda talk: tanggal(talk.opened_at), ("opened_at",), chosen=False),
    )


# ------------------------------------------------------------------------------------------- suggestions


def _words(row: Any) -> Cell:
    text = row.it.text if len(row.it.text) <= 160 else f"{row.it.text[:159]}…"
    sub = f"{row.it.get_kind_display()} · {tanggal(row.it.created_at)}"
    return Cell(text, reverse("planning:suggestion_detail", args=[row.it.pk]), sub)


def suggestions(*, many: bool) -> tuple[Column, ...]:
    """What was suggested, as one reader may see it; ``many``: of several OPD."""

    def author(row: Any) -> Cell:
        hidden = "nama tersembunyi dari rekan kerja" if row.author and row.it.is_name_hidden else ""
        where = row.it.opd.name if many else row.unit
        return Cell(row.author or "Nama tidak ditampilkan", sub=" · ".join(filter(None, [hidden, where])))

    def state(row: Any) -> Cell:
        taken = ", ".join(str(item.number) for item in row.answer.items.all()) if row.answer else ""
        passed = row.answer.passed_to if row.answer else ""
        return Cell(chips=(row.it.shown_state,), sub=f"butir {taken}" if taken else passed)

    return (
        Column(
            "masukan",
            "Masukan",
            _words,
            ("created_at",),
            long=True,
            out=(("Masukan", lambda row: row.it.text),),
        ),
        Column("dari", "Dari", author),
        Column(
            "dukungan", "Dukungan", lambda row: angka(row.it.support_count), ("support_count",), number=True
        ),
        Column("keadaan", "Keadaan", state, ("state",)),
    )
