"""What awaits a person of the training that takes place: requests, seats, attendance, certificates, lines."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from palu_asn.home.todo import Todo
from palu_asn.home.trays import Pile, Tray, Waiting
from personnel.models import RoleAssignment, User
from planning.models import Plan
from training import attendance, carry_over, certificates, enrolment, missed, outside
from training.models import (
    Batch,
    Certificate,
    DemandRun,
    Enrolment,
    LineMissed,
    OutsideTraining,
    ProposedBatch,
)

Role = RoleAssignment.Role
#: As many of one kind as are named one by one.
NAMED = 3


def trays_of(user: User, team: list[int]) -> list[Waiting]:
    """Everything in which a person may have a part; ``team``: whom they rate."""
    trays: list[Waiting] = [_to_close(user), _to_certify(user)]
    if user.civil_servant_id:
        trays += [_to_check_in(user), _offers(user)]
    if team or user.active_roles:
        trays.append(_asked(user, team))
    if user.has_role(Role.UNIT_HR, Role.CITY_HR):
        trays.append(_outside(user))
    if user.has_role(Role.CITY_HR):
        trays.append(_proposed(user))
    return [*trays, *_of_lines(user)]


# --------------------------------------------------------------------------------------------- participants


def _to_check_in(user: User) -> Tray:
    """The session that runs now."""

    def told() -> list[Todo]:
        return [
            Todo(
                what=f"Isi presensi: {session}",
                why="Kodenya tampil di layar ruangan dan berganti setiap menit.",
                url=reverse("training:check_in", args=[session.pk]),
                act="Isi presensi",
                due=timezone.localtime(session.ends_at).date(),
            )
            for session in attendance.checking_in(user)[:1]
        ]

    return Tray(attendance.may_be_checking_in(user), told)


def _offers(user: User) -> Tray:
    """Seats that lapse when nobody answers."""
    rows = enrolment.offers_to(user)

    def told() -> list[Todo]:
        return [
            Todo(
                what=f"Kursi untuk Anda: {offer.batch}",
                why="Tanpa jawaban, kursi diberikan kepada yang berikutnya.",
                url=reverse("training:my_enrolments"),
                act="Jawab tawaran",
                due=timezone.localtime(offer.offer_ends_at).date() if offer.offer_ends_at else None,
            )
            for offer in rows.select_related("batch__programme")[:NAMED]
        ]

    return Tray(rows, told)


# ------------------------------------------------------------------------------------- superiors and unit HR


def _asked(user: User, team: list[int]) -> Tray:
    """People who asked for a seat, or were nominated, and wait for this person's word."""

    def told() -> list[Todo]:
        count = enrolment.asked_of(user, team).count()
        return [
            Todo(
                what=f"{count} kepesertaan pelatihan menunggu persetujuan Anda",
                why="Kursi baru diberikan setelah atasan dan pengelola kepegawaian menyetujui.",
                url=reverse("training:approval_list"),
                act="Lihat kepesertaan",
            )
        ][: bool(count)]

    return Tray(Enrolment.objects.filter(state=Enrolment.State.ASKED), told)


def _outside(user: User) -> Tray:
    """Certificates from elsewhere that HR has not looked at."""

    def told() -> list[Todo]:
        count = outside.waiting_for(user).count()
        return [
            Todo(
                what=f"{count} pelatihan luar menunggu pemeriksaan Anda",
                why="JP-nya baru diakui setelah sertifikatnya diperiksa.",
                url=reverse("training:outside_list"),
                act="Periksa sertifikat",
            )
        ][: bool(count)]

    return Tray(OutsideTraining.objects.filter(state=OutsideTraining.State.WAITING), told)


def _of_lines(user: User) -> list[Tray]:
    """For whoever draws up the plan of an OPD: lines of a past quarter without a word, this year and last,
    and missed lines that could go into the draft."""
    opds = {r.unit.pk for r in user.active_roles if r.role == Role.UNIT_HR and r.unit and r.unit.is_opd}
    if not opds:
        return []
    return [_unexplained(user, opds), _to_carry(user, opds)]


def _unexplained(user: User, opds: set[int]) -> Tray:
    """Without a number: the exact one is a sum over all lines, and the page that is led to shows it."""

    def told() -> list[Todo]:
        return [
            Todo(
                what=f"Ada baris rencana {year} dari triwulan lalu tanpa keterangan",
                why="Catat mengapa tidak terlaksana, supaya yang perlu dapat dibawa ke rencana berikutnya.",
                url=f"{reverse('training:line_list')}?tahun={year}&keadaan=due",
                act="Lihat baris",
            )
            # One's own lines are a colleague's to explain.
            for year in missed.years_unexplained(opds, beside=user.civil_servant_id)
        ]

    plans = Plan.objects.filter(unit__in=opds, status=Plan.Status.RATIFIED, is_current=True)
    return Tray(plans.filter(cycle__year__in=missed.years_begun()), told)


def _to_carry(user: User, opds: set[int]) -> Tray:
    def told() -> list[Todo]:
        return [
            Todo(
                what=f"{count} baris yang tidak terlaksana dapat dibawa ke {plan}",
                why="Kebutuhannya masih terbuka dan belum ada butirnya dalam rencana baru.",
                url=reverse("training:carry_over", args=[plan.cycle.year, plan.unit_id]),
                act="Periksa dan bawa",
            )
            for plan, count in carry_over.waiting_for(user)
        ]

    rows = LineMissed.objects.filter(carried=None, goes_on=True, civil_servant__unit__opd__in=opds)
    return Tray(rows, told)


# ------------------------------------------------------------------------------------------------ organisers


def _to_close(user: User) -> Pile:
    """Sessions that are over and whose hours nobody has posted."""
    rows = attendance.to_close(user)

    def told(count: int) -> list[Todo]:
        return [
            Todo(
                what=f"{count} sesi selesai menunggu penutupan presensi",
                why="JP peserta baru tercatat setelah presensi ditutup.",
                url=reverse("training:batch_list"),
                act="Buka angkatan",
            )
        ]

    return Pile(rows, told)


def _to_certify(user: User) -> Tray:
    """Finished batches that nobody has issued certificates for."""

    def told() -> list[Todo]:
        return [
            Todo(
                what=f"Sertifikat belum diterbitkan: {batch}",
                why="Isi hasil tes bila ada, lalu terbitkan bagi yang memenuhi syarat.",
                url=reverse("training:certificate_list", args=[batch.pk]),
                act="Buka sertifikat",
            )
            for batch in certificates.awaited_of(user).select_related("programme")[:NAMED]
        ]

    mine = Q(organiser=user) | (Q(organiser=None) if user.has_role(Role.CITY_HR) else Q(pk__in=[]))
    papers = Certificate.objects.filter(enrolment__batch=OuterRef("pk"))
    return Tray(Batch.objects.filter(mine, ~Exists(papers), state=Batch.State.FINISHED), told)


def _proposed(user: User) -> Tray:
    """Proposals from the plans that nobody has confirmed or discarded."""
    left = ProposedBatch.objects.filter(run=OuterRef("pk"), batch__state=Batch.State.PROPOSED)
    rows = DemandRun.objects.visible_to(user).filter(Exists(left), state=DemandRun.State.READY)

    def told() -> list[Todo]:
        open_ones = Count("proposals", filter=Q(proposals__batch__state=Batch.State.PROPOSED))
        return [
            Todo(
                what=f"{run}: {run.left} angkatan menunggu keputusan Anda",
                why="Setelah ditetapkan, pegawai yang sudah direncanakan ditunjuk sebagai peserta.",
                url=reverse("training:demand_detail", args=[run.pk]),
                act="Periksa usulan",
            )
            for run in rows.select_related("cycle").annotate(left=open_ones).order_by("-pk")[:NAMED]
        ]

    return Tray(rows, told)
