"""The numbers of a dashboard as the page lays them out, each with its origin and the page behind it."""

from __future__ import annotations

from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from palu_asn.dashboard.facts import Facts
from personnel.charts import moved, shares
from personnel.shown import Tile
from personnel.templatetags.palu import NOTHING, angka, persen, rupiah, short_money
from planning.models import Cycle
from planning.reports.forecast import State as Hours
from planning.reports.gap_years import gap_trend
from training.reality import State as Line
from training.reality import Tally

#: Colours of the parts of a bar: from strong to soft, and what was missed.
STRONG, MID, SOFT, MISSED = 1, 2, 3, 4
ZERO = Decimal(0)


def tiles_of(facts: Facts) -> list[Tile]:
    """Those of the first row, then the gap beside what became of the plan."""
    return [rated(facts), hours(facts), money(facts), gap(facts), carried_out(facts)]


def _unit_query(facts: Facts) -> str:
    opd = facts.scope.opd
    return f"?tahun={facts.scope.cycle.year}" + (f"&unit={opd.pk}" if opd else "")


def _of_the_part(facts: Facts) -> tuple[str, ...]:
    return ("Hanya pegawai unit Anda.",) if facts.scope.is_part else ()


# ------------------------------------------------------------------------------------------------ people


def rated(facts: Facts) -> Tile:
    """People whose competencies have been rated, today."""
    rows = facts.people.values()
    people = sum(row.people for row in rows)
    none, all_of_them = sum(row.people_unassessed for row in rows), sum(row.people_complete for row in rows)
    nothing_asked = sum(row.people_without_standard for row in rows)
    known = people - none - nothing_asked
    open_cycle = next((cycle for cycle in facts.scope.cycles if cycle.is_open), None)
    return Tile(
        slug="dinilai",
        title="Pegawai yang sudah dinilai",
        number=persen(Decimal(100 * known) / people) if people else NOTHING,
        of=f"{angka(known)} dari {angka(people)} pegawai, hari ini",
        shares=shares(
            [
                ("Semua kompetensi dinilai", all_of_them, STRONG),
                ("Sebagian dinilai", known - all_of_them, MID),
                ("Belum dinilai", none, SOFT),
                *([("Tanpa standar jabatan", nothing_asked, SOFT)] if nothing_asked else []),
            ]
        )
        if people
        else (),
        notes=_of_the_part(facts),
        url=_needs_url(facts, open_cycle),
        link="Peta kebutuhan" if open_cycle else "",
        origin_note=(
            "Pegawai aktif hari ini dengan sedikitnya satu penilaian untuk jabatan yang didudukinya, dari "
            "penilaian mandiri, atasan, dialog, atau uji kompetensi. Sama untuk semua tahun di halaman ini."
        ),
    )


def _needs_url(facts: Facts, cycle: Cycle | None) -> str:
    if cycle is None:
        return ""
    if facts.scope.opd is None:
        return reverse("planning:heat_map", args=[cycle.year])
    units = facts.scope.user.role_units if facts.scope.is_part else [facts.scope.opd]
    return reverse("planning:need_unit", args=[cycle.year, units[0].pk])


def hours(facts: Facts) -> Tile:
    """Whether PNS reach the floor of hours, and PPPK stay below their ceiling."""
    cycle, total = facts.scope.cycle, facts.outlook.total
    states, whole = total.states, total.with_floor
    short = f"{reverse('planning:forecast_people', args=[cycle.year])}?keadaan={Hours.SHORT}"
    return Tile(
        slug="jp",
        title=f"PNS dengan sedikitnya {cycle.jp_floor} JP",
        number=persen(Decimal(100 * states[Hours.REACHED]) / whole) if whole else NOTHING,
        of=f"{angka(states[Hours.REACHED])} dari {angka(whole)} PNS dan CPNS",
        shares=shares(
            [
                ("Sudah mencapai", states[Hours.REACHED], STRONG),
                ("Akan mencapai menurut rencana", states[Hours.ON_TRACK], MID),
                ("Belum pasti: JP belum tercatat", states[Hours.UNCERTAIN], SOFT),
                ("Akan kurang", total.short, MISSED),
            ]
        ),
        notes=(_ceiling(facts), *_of_the_part(facts)),
        url=short if total.short and facts.scope.opd is None else _forecast_url(facts),
        link="Lihat yang akan kurang" if total.short and facts.scope.opd is None else "Prakiraan JP",
        origin_note=(
            f"JP yang diakui dalam buku JP {cycle.year}, ditambah JP butir yang belum lewat waktunya. "
            f"Batas {cycle.jp_floor} JP untuk PNS (PP 17/2020 Ps 203) dan {cycle.jp_ceiling} JP untuk PPPK "
            "(PP 49/2018). PPPK paruh waktu belum diatur dan tidak dihitung."
        ),
    )


def _ceiling(facts: Facts) -> str:
    cycle, total = facts.scope.cycle, facts.outlook.total
    over, maybe = total.states[Hours.OVER], total.states[Hours.MAYBE_OVER]
    if not total.with_ceiling:
        return "Tidak ada PPPK dalam lingkup ini."
    words = f"PPPK: {angka(total.states[Hours.WITHIN])} dari {angka(total.with_ceiling)} dalam batas "
    words += f"{cycle.jp_ceiling} JP"
    if over:
        words += f", {angka(over)} akan melewatinya"
    return words + (f", {angka(maybe)} mungkin melewatinya." if maybe else ".")


def _forecast_url(facts: Facts) -> str:
    year, opd = facts.scope.cycle.year, facts.scope.opd
    if opd is None or facts.scope.is_part:
        return reverse("planning:forecast_city", args=[year])
    return reverse("planning:forecast_unit", args=[year, opd.pk])


# ------------------------------------------------------------------------------------------------ money


def money(facts: Facts) -> Tile:
    """What is planned, what of it was taken part in, and what is left of the ceilings."""
    costs = facts.costs.values()
    planned = sum((one.cost for one in costs), ZERO)
    realised, left = facts.total.cost_realised, sum((one.left for one in costs), ZERO)
    ceiling = sum((one.plan.budget_ceiling or ZERO for one in costs), ZERO)
    with_ceiling = sum(1 for one in costs if one.plan.budget_ceiling is not None)
    if ceiling:
        beside = f"direncanakan, {persen(100 * planned / ceiling)} dari pagu {short_money(ceiling)}"
    else:
        beside = "direncanakan, tanpa pagu"
    return Tile(
        slug="anggaran",
        title="Anggaran pengembangan",
        number=short_money(planned) if costs else NOTHING,
        of=beside if costs else f"belum ada rencana {facts.scope.cycle.year}",
        shares=shares(
            [
                ("Sudah diikuti", realised, STRONG),
                ("Direncanakan, belum diikuti", planned - realised, MID),
                ("Sisa pagu", left, SOFT),
            ],
            lambda amount: short_money(Decimal(amount)),
        )
        if costs
        else (),
        notes=tuple(filter(None, [_above(facts), _without(len(costs) - with_ceiling)])),
        url=_plans_url(facts),
        link="Lihat rencana" if costs else "",
        origin=(
            ("Direncanakan", rupiah(planned)),
            ("Sudah diikuti", rupiah(realised)),
            ("Pagu", rupiah(ceiling) if ceiling else NOTHING),
            ("Sisa pagu", rupiah(left) if ceiling else NOTHING),
        ),
        origin_note=(
            "Biaya per orang dikalikan sasaran, dari rencana yang berlaku. Yang diikuti dihitung dari biaya "
            "rencana, bukan dari pembukuan. Sisa dijumlahkan hanya dari rencana yang masih di bawah pagunya."
        ),
    )


def _above(facts: Facts) -> str:
    above = [one for one in facts.costs.values() if one.is_above_ceiling]
    if not above:
        return ""
    more = sum((one.cost - (one.plan.budget_ceiling or ZERO) for one in above), ZERO)
    if facts.scope.opd is not None:
        return f"{short_money(more)} di atas pagu."
    return f"{angka(len(above))} rencana di atas pagunya, bersama-sama {short_money(more)}."


def _without(count: int) -> str:
    return f"{angka(count)} rencana tanpa pagu." if count else ""


def _plans_url(facts: Facts) -> str:
    costs = list(facts.costs.values())
    if facts.scope.opd is not None and costs:
        return reverse("planning:plan_detail", args=[costs[0].plan.pk])
    return f"{reverse('planning:plan_list')}?tahun={facts.scope.cycle.year}" if costs else ""


# ------------------------------------------------------------------------------- the gap, plan and reality


def gap(facts: Facts) -> Tile:
    """The average gap from year to year."""
    years = facts.gaps
    known = [one for one in years if one.average is not None]
    newest = known[-1] if known else None
    return Tile(
        slug="kesenjangan",
        title="Kesenjangan rata-rata",
        number=f"{angka(newest.average, 2)} tingkat" if newest else NOTHING,
        of=_gap_beside(facts),
        trend=gap_trend(years),
        url=_needs_url(facts, next((cycle for cycle in facts.scope.cycles if cycle.is_open), None)),
        link="Peta kesenjangan",
        origin_note=(
            "Tingkat yang kurang dari syarat jabatan, rata-rata semua pasangan pegawai dan kompetensi yang "
            "sudah dinilai. Tahun yang sedang disusun: keadaan hari ini. Tahun sebelumnya: salinan saat "
            "rencana ditetapkan."
        ),
    )


def _gap_beside(facts: Facts) -> str:
    known = [one for one in facts.gaps if one.average is not None]
    if not known:
        return "penilaian belum cukup untuk dirata-ratakan"
    newest = known[-1]
    if len(known) == 1:
        return f"untuk {newest.year}; belum ada tahun pembanding"
    return f"untuk {newest.year}; {moved(known[-2].average, newest.average, 2)} dari {known[-2].year}"


def carried_out(facts: Facts) -> Tile:
    """What became of the lines of the plans in force."""
    total = facts.total
    states = total.states
    return Tile(
        slug="realisasi",
        title="Rencana dan realisasi",
        number=persen(total.percent),
        of=f"{angka(total.took_place)} dari {angka(total.lines)} baris rencana sudah diikuti"
        if total.lines
        else f"belum ada rencana {facts.scope.cycle.year} yang ditetapkan",
        shares=shares(
            [
                ("Diikuti", total.took_place, STRONG),
                ("Terjadwal", states[Line.SCHEDULED], MID),
                ("Belum dijadwalkan", states[Line.PLANNED], SOFT),
                ("Tidak hadir atau tidak terlaksana", states[Line.ABSENT] + states[Line.MISSED], MISSED),
            ]
        )
        if total.lines
        else (),
        notes=tuple(filter(None, [_against_last_year(facts), _why_missed(total)])),
        url=f"{reverse('training:realisation')}{_unit_query(facts)}" if total.lines else "",
        link="Lihat realisasi",
        origin=(
            ("JP direncanakan", angka(total.jp_planned)),
            ("JP diakui", angka(total.jp_counted)),
        )
        if total.lines
        else (),
        origin_note=(
            "Satu baris ialah satu pegawai dalam satu butir rencana yang ditetapkan. Diikuti: tercatat "
            "hadir, atau diganti pelatihan luar yang sudah diperiksa. Yang belum dicatat tidak dihitung nol."
        ),
        wide=True,
    )


def _against_last_year(facts: Facts) -> str:
    before, year = facts.before, facts.scope.before
    if before is None or before.percent is None or year is None:
        return ""
    then = f"{year.year}: {persen(before.percent)} dari {angka(before.lines)} baris"
    if facts.scope.cycle.year > timezone.localdate().year:  # nothing can have been carried out
        return f"Tahun {facts.scope.cycle.year} belum dimulai. {then}."
    if facts.total.percent is None:
        return f"{then}."
    return f"{then}; {moved(before.percent, facts.total.percent, 1, 'poin')}."


def _why_missed(total: Tally) -> str:
    parts = [f"{angka(n)} {cause[0].lower()}{cause[1:]}" for cause, n in total.by_cause[:3]]
    missed = total.states[Line.MISSED]
    words = f"{angka(missed)} tidak terlaksana: {', '.join(parts)}." if parts else ""
    if total.due:
        words += f" {angka(total.due)} lewat triwulannya tanpa keterangan."
    return words.strip()
