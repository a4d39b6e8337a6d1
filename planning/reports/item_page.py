"""What the page of one item says: its seven legal elements, what it answers, and the people it is for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import Truncator

from personnel.addresses import reverse
from personnel.models import CivilServant
from personnel.shown import Chip, Empty, Link
from personnel.templatetags.palu import NOTHING, angka, jp, nip, rupiah, tanggal
from planning.completeness import Element, Missing
from planning.models import PlanItem, PlanTarget
from planning.reports.consultation import Talk
from planning.reports.plan_page import Lack, lacks_of

#: Letters of a suggestion that are shown beside an item.
LONGEST = 160


def acts_of(item: PlanItem, *, may_edit: bool) -> list[Link]:
    """What may be done with the item; adding people is its strong act."""
    history = Link("Riwayat", reverse("planning:item_history", args=[item.pk]))
    if not may_edit:
        return [history]
    return [
        history,
        Link("Ubah butir", reverse("planning:item_edit", args=[item.pk])),
        Link("Hapus", reverse("planning:item_remove", args=[item.pk])),
        Link("Tambah sasaran", reverse("planning:item_targets", args=[item.pk]), strong=True),
    ]


def lack_of(item: PlanItem, lacking: tuple[Element, ...], *, may_edit: bool) -> Lack | None:
    """What the item lacks; None where it is complete."""
    return lacks_of([Missing(item, lacking)], may_edit=may_edit)[0] if lacking else None


# -------------------------------------------------------------------------------------- the seven elements


def facts_of(item: PlanItem, people: int) -> list[tuple[str, str]]:
    """The facts of the item by name, the seven that the law asks for first; what is not known is empty."""
    return [
        ("1. Jenis kompetensi", _competency(item)),
        ("2. Target pegawai", f"{angka(people)} pegawai"),
        ("3. Bentuk dan jalur", _form(item)),
        ("4. Penyelenggara", item.provider.name if item.provider else ""),
        ("5. Jadwal", _schedule(item)),
        ("6. Kesesuaian kurikulum", _joined(". ", item.get_curriculum_display(), item.curriculum_note)),
        ("7. Anggaran", _budget(item, people)),
        ("JP", _hours(item)),
        ("Asal dan alasan", _joined(". ", item.get_origin_display(), item.reason)),
    ]


def _joined(between: str, *parts: str) -> str:
    return between.join(filter(None, parts))


def _competency(item: PlanItem) -> str:
    if item.competency is None:
        return ""
    return f"{item.competency.name} (contoh)" if item.competency.is_example else item.competency.name


def _form(item: PlanItem) -> str:
    if item.form is None:
        return ""
    abroad = "luar negeri" if item.is_international else ""
    return _joined(", ", item.form.name, item.form.get_track_display(), abroad)


def _schedule(item: PlanItem) -> str:
    days = "–".join(tanggal(day) for day in (item.starts_on, item.ends_on) if day)
    return _joined(", ", item.schedule, days)


def _budget(item: PlanItem, people: int) -> str:
    each = item.cost_per_person
    cost = NOTHING if each is None else f"{rupiah(each * people)} ({rupiah(each)} per orang)"
    code = f"subkegiatan {item.sub_activity_code}" if item.sub_activity_code else ""
    return _joined(", ", cost, item.get_funding_display() or "sumber dana belum diisi", code)


def _hours(item: PlanItem) -> str:
    counted = (
        "BKPSDMD belum menetapkan konversi"
        if item.jp_counted is None
        else f"direncanakan {jp(item.jp_counted)} menurut aturan konversi yang berlaku"
    )
    return f"diusulkan {jp(item.jp_proposed)} · {counted}"


# ------------------------------------------------------------------------------------------ what it answers


def voices_of(suggestions: Iterable[Any], proposals: Iterable[Any]) -> list[tuple[str, str, str]]:
    """What the item answers: the words, their page, and what kind they are, without the names of others."""
    said = [
        (
            Truncator(one.text).chars(LONGEST),
            reverse("planning:suggestion_detail", args=[one.pk]),
            _joined(
                " · ",
                one.get_kind_display(),
                f"{angka(one.support_count)} dukungan" if one.support_count else "",
            ),
        )
        for one in suggestions
    ]
    asked = [
        (str(one), reverse("planning:proposal_detail", args=[one.pk]), f"Usulan · {one.author}")
        for one in proposals
    ]
    return [*said, *asked]


# ------------------------------------------------------------------------------------------------ its people


@dataclass(frozen=True)
class TargetRow:
    """Somebody for whom the item is: levels, the gap, the score with its origin, and what they answered."""

    person: CivilServant
    nip: str
    place: str
    required: str
    attained: str
    gap: str
    score: str
    score_url: str
    is_overridden: bool
    answer: Chip | None
    answer_url: str
    remove: Link


def rows_of(targets: Iterable[PlanTarget], talk: Talk) -> list[TargetRow]:
    """The people of a page, with their answers as far as the consultation has asked them."""
    return [_row(target, talk) for target in targets]


def _row(target: PlanTarget, talk: Talk) -> TargetRow:
    person, line = target.civil_servant, getattr(target, "consultation", None)
    return TargetRow(
        person=person,
        nip=nip(person.nip),
        place=f"{person.position.name} · {person.unit.name}",
        required=angka(target.level_required),
        attained=_attained(target),
        gap=angka(target.gap),
        score=angka(target.priority, 1),
        score_url=reverse("planning:target_priority", args=[target.pk]),
        is_overridden=target.override_score is not None,
        answer=talk.shown_state(line) if line else None,
        answer_url=reverse("planning:line_detail", args=[line.pk]) if line else "",
        remove=Link("Keluarkan", reverse("planning:target_remove", args=[target.pk]), about=str(person)),
    )


def _attained(target: PlanTarget) -> str:
    """Unknown is never zero, and nobody is to be assessed for what is not required."""
    if target.level_attained is None and target.level_required:
        return "belum dinilai"
    return angka(target.level_attained)


def empty_of(item: PlanItem, rows: Sequence[TargetRow], *, may_edit: bool) -> Empty | None:
    """Why nobody is listed, and what to do."""
    if rows:
        return None
    if not may_edit:
        return Empty("Belum ada sasaran", "Butir ini belum mempunyai target pegawai.")
    return Empty(
        "Belum ada sasaran",
        "Pilih pegawai OPD ini; kebutuhan mereka tertulis di samping namanya.",
        url=reverse("planning:item_targets", args=[item.pk]),
        link="Tambah sasaran",
    )
