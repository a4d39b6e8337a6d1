"""What the page of one plan says: its notices, figures, sentences and ways on, from what the rules know."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from personnel.addresses import reverse
from personnel.shown import Chip, Empty, Figure, Link, Notice
from personnel.templatetags.palu import NOTHING, angka, persen, rupiah, short_money, tanggal
from planning.completeness import Missing
from planning.models import Plan
from planning.reports.consultation import Standing, Talk
from planning.reports.plans import ZERO, PlanFigures, PlanLine
from planning.reports.voices import Voices
from planning.revision import Family

MINUS = "\N{MINUS SIGN}"
COST_NOTE = "Biaya per orang dikalikan banyaknya sasaran, dijumlahkan dari semua butir."
HOURS_NOTE = (
    "Dijumlahkan dari JP direncanakan semua butir orang itu. PNS dan CPNS aktif; dasar: PP 17/2020 Ps 203(4)."
)


# -------------------------------------------------------------------------------------------------- notices


def notices_of(plan: Plan, family: Family, refusals: Iterable[str]) -> list[Notice]:
    """What the reader must know first: the stage that is not open, and what stands beside this plan."""
    stages = reverse("planning:stage_list", args=[plan.cycle.year])
    shut = [Notice(refusal, tone="soon", url=stages, link="Lihat tahapan") for refusal in refusals]
    beside = [_what_holds(plan, family), _why_revised(plan, family)]
    return [*shut, *filter(None, beside)]


def _page(plan: Plan | None) -> str:
    return reverse("planning:plan_detail", args=[plan.pk]) if plan else ""


def _decision(plan: Plan) -> str:
    return f"Keputusan {plan.decision_number}, {tanggal(plan.decision_date)}"


def _what_holds(plan: Plan, family: Family) -> Notice | None:
    if successor := family.successor:
        return Notice(
            f"Rencana ini sudah tidak berlaku. Penggantinya: {successor}, {_decision(successor)}.",
            tone="soon",
            url=_page(successor),
            link="Buka yang berlaku",
        )
    if plan.status == Plan.Status.DISCARDED:
        return Notice(
            "Perubahan ini dibatalkan dan tidak berlaku.",
            tone="late",
            url=_page(family.former),
            link="Buka rencana yang diubahnya",
        )
    if coming := family.revision_on_the_way:
        return Notice(
            f"Perubahan ke-{coming.revision} sedang berjalan ({coming.get_status_display().lower()}). "
            "Sampai perubahan itu ditetapkan, rencana ini yang berlaku.",
            tone="info",
            url=_page(coming),
            link="Buka perubahan",
        )
    return None


def _why_revised(plan: Plan, family: Family) -> Notice | None:
    former = family.former
    if former is None or plan.status == Plan.Status.DISCARDED:
        return None
    return Notice(
        f"{plan.revision_reason} Mengubah rencana yang ditetapkan dengan {_decision(former)}.",
        title=f"Perubahan ke-{plan.revision}: mengapa",
        tone="info",
        url=_page(former),
        link="Buka rencana itu",
    )


# -------------------------------------------------------------------------------------------------- figures


def figures_of(plan: Plan, figures: PlanFigures) -> list[Figure]:
    """Items, money, the PNS who reach the floor of hours, the PPPK beyond their ceiling."""
    return [
        _items(figures),
        _cost(plan, figures),
        _reached(plan, figures),
        _over(plan, figures),
    ]


def figures_of_list(lines: Sequence[PlanLine], year: int) -> list[Figure]:
    """Of the plans of a list together: money planned, what is left of the ceilings, and who is planned beyond
    the hours that a PPPK may have; each leads to the list sorted by it."""
    planned = [line for line in lines if line.plan]
    cost = sum((line.cost for line in planned), ZERO)
    held = [line for line in planned if line.left_of_ceiling is not None]
    left = sum((line.left_of_ceiling or ZERO for line in held), ZERO)
    above = sum((line.left_of_ceiling or ZERO) < 0 for line in held)
    over = sum(line.coverage.pppk_over for line in lines)
    sign = MINUS if left < 0 else ""
    return [
        Figure(short_money(cost), "biaya direncanakan", note=f"{angka(len(planned))} rencana"),
        Figure(
            f"{sign}{short_money(abs(left))}" if held else NOTHING,
            "sisa pagu",
            note=f"{angka(len(held))} rencana dengan pagu; {angka(above)} melampauinya",
            tone="late" if above else "",
            url=f"?tahun={year}&urut=-pagu" if above else "",
            link="Yang melampaui" if above else "",
        ),
        Figure(
            angka(over),
            "PPPK melampaui batas JP",
            tone="late" if over else "",
            url=f"?tahun={year}&urut=-pppk&kolom=keadaan&kolom=jp&kolom=pppk" if over else "",
            link="OPD mana" if over else "",
        ),
    ]


def _items(figures: PlanFigures) -> Figure:
    if figures.incomplete:
        note = f"{angka(figures.incomplete)} belum lengkap"
        return Figure(angka(figures.items), "butir", note=note, tone="soon")
    return Figure(angka(figures.items), "butir", note="semua lengkap" if figures.items else "")


def _cost(plan: Plan, figures: PlanFigures) -> Figure:
    share = 100 * figures.cost / plan.budget_ceiling if plan.budget_ceiling else None
    note = (
        "tanpa pagu"
        if plan.budget_ceiling is None
        else f"{persen(share)} dari pagu {rupiah(plan.budget_ceiling)}"
    )
    return Figure(
        short_money(figures.cost),
        "biaya",
        note=note,
        tone="late" if share is not None and share > 100 else "",
        origin=(("Jumlah", rupiah(figures.cost)), ("Sasaran", angka(figures.lines))),
        origin_note=COST_NOTE,
    )


def _reached(plan: Plan, figures: PlanFigures) -> Figure:
    coverage, people = figures.coverage, reverse("planning:plan_people", args=[plan.pk])
    below = coverage.pns_below
    return Figure(
        f"{angka(coverage.pns_reached)} dari {angka(coverage.pns)}",
        f"PNS mencapai {plan.cycle.jp_floor} JP",
        note=f"{angka(below)} masih di bawah" if below else "",
        tone="soon" if below else "done",
        url=f"{people}?lihat=below" if below else people,
        link="Lihat nama" if below else "Lihat JP per pegawai",
        origin_note=HOURS_NOTE,
    )


def _over(plan: Plan, figures: PlanFigures) -> Figure:
    coverage, people = figures.coverage, reverse("planning:plan_people", args=[plan.pk])
    return Figure(
        angka(coverage.pppk_over),
        f"PPPK di atas {plan.cycle.jp_ceiling} JP",
        note=f"dari {angka(coverage.pppk)} PPPK; {angka(coverage.part_time)} paruh waktu belum diatur",
        tone="late" if coverage.pppk_over else "",
        url=f"{people}?lihat=over" if coverage.pppk_over else "",
        link="Lihat nama" if coverage.pppk_over else "",
    )


# -------------------------------------------------------------------------------------- what is still missing


@dataclass(frozen=True)
class Lack:
    """An item that is not complete: its page, and for each missing element its name and where it is filled in
    (nowhere for somebody who cannot)."""

    item: str
    url: str
    elements: tuple[tuple[str, str], ...]


def lacks_of(missing: Iterable[Missing], *, may_edit: bool) -> list[Lack]:
    """The missing elements as the page lists them."""
    return [
        Lack(
            str(entry.item),
            reverse("planning:item_detail", args=[entry.item.pk]),
            tuple((element.label, _filled_in(entry, element.field, may_edit)) for element in entry.fields),
        )
        for entry in missing
    ]


def _filled_in(entry: Missing, field: str, may_edit: bool) -> str:
    if not may_edit:
        return ""
    if field == "targets":
        return reverse("planning:item_targets", args=[entry.item.pk])
    return f"{reverse('planning:item_edit', args=[entry.item.pk])}#id_{field}"


# --------------------------------------------------------------------------------------------- what was said


@dataclass(frozen=True)
class Told:
    """A section of the page that tells how a talk stands: sentences, then the way to it."""

    strong: str
    text: str
    link: Link
    chip: Chip | None = None
    note: str = ""


def consultation_of(plan: Plan, talk: Talk, standing: Standing | None, *, may_open: bool) -> Told | None:
    """How the consultation stands, or that it may be opened; None where there is nothing to say."""
    if standing is None:
        return _not_asked(plan) if may_open else None
    strong = f"{angka(standing.answered)} dari {angka(standing.lines)} sudah dijawab"
    if standing.unreplied:
        strong += f", {angka(standing.unreplied)} perlu ditanggapi"
    label = "Tanggapi jawaban pegawai" if standing.unreplied else "Lihat jawaban pegawai"
    until = f"pegawai dapat menjawab sampai {tanggal(talk.last_day)}"
    return Told(
        f"{strong}.",
        standing_sentence(standing, silent=talk.is_over),
        Link(label, reverse("planning:consultation_list", args=[plan.pk])),
        note=until if talk.is_open and talk.last_day else "",
    )


def _not_asked(plan: Plan) -> Told:
    return Told(
        "Pegawai belum ditanyai.",
        "Setelah draf selesai, buka konsultasi supaya setiap orang menjawab butirnya sendiri.",
        Link("Buka konsultasi", reverse("planning:consultation_open", args=[plan.pk])),
    )


def standing_sentence(standing: Standing, *, silent: bool) -> str:
    """The counts of a consultation in one sentence; ``silent``: nobody can answer any more."""
    parts = [
        f"{angka(standing.accepted)} diterima",
        f"{angka(standing.others)} dengan usul atau penjelasan",
        f"{angka(standing.no)} ditolak",
    ]
    if standing.waiting:
        parts.append(f"{angka(standing.waiting)} {'tidak' if silent else 'belum'} dijawab")
    if standing.late:
        parts.append(f"{angka(standing.late)} tidak sempat ditanyakan")
    return f"{', '.join(parts)}."


@dataclass(frozen=True)
class Heard:
    """Suggestions and proposals of the plan's office: whether all have their answer, and where they stand."""

    chip: Chip
    strong: str
    warning: str
    lists: tuple[tuple[str, str, str], ...]  # label, address, what waits


def heard_of(plan: Plan, voices: Voices) -> Heard | None:
    """What was said about the plan; None when nobody said anything."""
    if not voices.total:
        return None
    query = f"?opd={plan.unit_id}&tahun={plan.cycle.year}"
    lists = (
        ("masukan", "planning:suggestion_worklist", voices.suggestions, voices.suggestions_waiting),
        ("usulan", "planning:proposal_worklist", voices.proposals, voices.proposals_waiting),
    )
    return Heard(
        Chip("Perlu ditanggapi", "soon") if voices.waiting else Chip("Semua ditanggapi", "done"),
        f"{angka(voices.answered)} ditanggapi dari {angka(voices.total)}",
        "Rencana tidak dapat diajukan sebelum semua masukan dan usulan mendapat tanggapan."
        if voices.waiting
        else "",
        tuple(
            (
                f"{angka(count)} {word}",
                reverse(name) + query,
                f"{angka(waiting)} belum ditanggapi" if waiting else "",
            )
            for word, name, count, waiting in lists
            if count
        ),
    )


# ------------------------------------------------------------------------------------------------- the items


def empty_of(plan: Plan, figures: PlanFigures, *, may_edit: bool) -> Empty:
    """Why no item is listed, and what to do."""
    if figures.items:
        return Empty("Tidak ada butir yang cocok", "Ubah atau hapus saringan.")
    if not may_edit:
        return Empty("Rencana ini masih kosong", "Pengelola kepegawaian unit belum mengisinya.")
    return Empty(
        "Rencana ini masih kosong",
        "Susun draf dari kebutuhan yang sudah terukur, atau tambahkan butir sendiri.",
        url=reverse("planning:plan_draft", args=[plan.pk]),
        link="Susun draf",
    )


def acts_of(plan: Plan, figures: PlanFigures, *, may_edit: bool) -> list[Link]:
    """What may be done with the items; the draft is the strong act of an empty plan."""
    if not may_edit:
        return []
    draft = Link(
        "Susun ulang draf" if figures.items else "Susun draf",
        reverse("planning:plan_draft", args=[plan.pk]),
        strong=not figures.items,
    )
    add = Link("Tambah butir", reverse("planning:item_new", args=[plan.pk]))
    return [add] if plan.consultation_opened_at else [draft, add]


def reports_of(year: int, opd: int | None, *, sees_city: bool) -> list[Link]:
    """The reports beside the plans of a year; of one OPD where a plan is looked at."""
    query = f"?opd={opd}" if opd else ""
    forecast = (
        reverse("planning:forecast_unit", args=[year, opd])
        if opd and sees_city
        else reverse("planning:forecast_city", args=[year])
    )
    return [
        Link("Prakiraan 20 JP", forecast),
        Link("Pemerataan", reverse("planning:fairness", args=[year]) + query),
        Link("Belum mendapat butir", reverse("planning:fairness_left_out", args=[year]) + query),
        Link("Alokasi di bawah pagu", reverse("planning:allocation_list")),
    ]
