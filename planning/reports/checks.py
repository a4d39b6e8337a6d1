"""What planning itself asks of a plan before it is submitted: ratings, answers, money, hours, fairness."""

from __future__ import annotations

from django.urls import reverse

from personnel.models import CivilServant, User
from personnel.templatetags.palu import angka, rupiah
from planning import pending
from planning.approval import cost_of
from planning.checklist import Check, add_check
from planning.models import Plan, RatingSheet
from planning.reports.consultation import standing, talk_of
from planning.reports.left_out import without_line
from planning.reports.plans import plan_coverage
from planning.reports.voices import voices_of


def _rated(plan: Plan, user: User) -> Check | None:
    """Who has not been rated this year by whoever is to rate them."""
    if plan.revision or not plan.cycle.is_open:
        return None
    waiting = (
        pending.without_sheet(plan.cycle, RatingSheet.Hand.SUPERIOR).filter(unit__opd=plan.unit_id).count()
    )
    if not waiting:
        return Check("Penilaian", "Semua pegawai sudah dinilai atasannya.")
    people = reverse("planning:need_people", args=[plan.cycle.year, plan.unit_id])
    return Check(
        "Penilaian",
        f"{angka(waiting)} pegawai belum dinilai atasannya; kebutuhan mereka tidak ada dalam rencana.",
        is_left=True,
        url=f"{people}?keadaan=belum_dinilai",
        link="Siapa yang belum dinilai",
    )


def _heard(plan: Plan, user: User) -> Check:
    waiting = voices_of(plan).waiting
    if waiting:
        url = reverse("planning:suggestion_worklist") + f"?tahun={plan.cycle.year}"
        return Check(
            "Masukan dan usulan",
            f"{angka(waiting)} belum ditanggapi.",
            is_left=True,
            url=url,
            link="Tanggapi",
        )
    return Check("Masukan dan usulan", "Semua sudah ditanggapi.")


def _consulted(plan: Plan, user: User) -> Check:
    silent = standing(plan, talk_of(plan).window).waiting
    if silent:
        return Check(
            "Konsultasi",
            f"{angka(silent)} jawaban pegawai belum masuk.",
            is_left=True,
            url=reverse("planning:consultation_list", args=[plan.pk]),
            link="Jawaban pegawai",
        )
    return Check("Konsultasi", "Tidak ada jawaban pegawai yang ditunggu.")


def _within_ceiling(plan: Plan, user: User) -> Check:
    cost, page = cost_of(plan), reverse("planning:plan_detail", args=[plan.pk])
    if plan.budget_ceiling is None:
        return Check(
            "Pagu", f"Biaya {rupiah(cost)}; pagu belum diisi.", is_left=True, url=page, link="Rencana"
        )
    over = cost - plan.budget_ceiling
    if over > 0:
        return Check(
            "Pagu",
            f"Biaya melampaui pagu sebesar {rupiah(over)}.",
            is_left=True,
            url=page,
            link="Butir rencana",
        )
    return Check("Pagu", f"Biaya {rupiah(cost)}, sisa pagu {rupiah(-over)}.")


def _hours(plan: Plan, user: User) -> Check:
    coverage, people = plan_coverage(plan), reverse("planning:plan_people", args=[plan.pk])
    if coverage.pns_below:
        return Check(
            f"{plan.cycle.jp_floor} JP",
            f"{angka(coverage.pns_below)} PNS belum mencapai {plan.cycle.jp_floor} JP.",
            is_left=True,
            url=f"{people}?lihat=below",
            link="Siapa",
        )
    return Check(f"{plan.cycle.jp_floor} JP", "Semua PNS mencapainya.")


def _fair(plan: Plan, user: User) -> Check | None:
    """Who has no line at all in the plan."""
    if plan.revision:
        return None
    people = CivilServant.objects.filter(unit__opd=plan.unit_id)
    without = without_line(people, plan.cycle).count()
    if not without:
        return Check("Pemerataan", "Setiap pegawai mempunyai butir.")
    names = reverse("planning:fairness_left_out", args=[plan.cycle.year])
    return Check(
        "Pemerataan",
        f"{angka(without)} pegawai tidak mendapat butir apa pun.",
        is_left=True,
        url=f"{names}?opd={plan.unit_id}",
        link="Siapa yang tidak mendapat",
    )


for place, asks in enumerate((_rated, _heard, _consulted, _within_ceiling, _hours, _fair)):
    add_check(10 * (place + 1), asks)
