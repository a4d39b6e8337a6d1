"""What awaits a person of the training that takes place: requests, seats, attendance, certificates, lines."""

from __future__ import annotations

from functools import cache

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from palu_asn.home.todo import Todo
from palu_asn.home.trays import Pile, Tray, Waiting
from personnel.composed import Given
from personnel.models import RoleAssignment, User
from personnel.models.people import is_one_of
from personnel.presence import Question, how_many, is_there
from planning.models import Plan
from planning.reports.voices import planned_by
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
    trays: list[Waiting] = [_to_close(), _to_certify(user)]
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

    return Tray([_seats_of_now()], told)


@cache
def _seats_of_now() -> Question:
    return is_there(attendance.may_be_checking_in(Given("person"), Given("now")))


def _offers(user: User) -> Tray:
    """Seats that lapse when nobody answers."""

    def told() -> list[Todo]:
        offers = enrolment.offers_to(user.civil_servant_id).select_related("batch__programme")
        return [
            Todo(
                what=f"Kursi untuk Anda: {offer.batch}",
                why="Tanpa jawaban, kursi diberikan kepada yang berikutnya.",
                url=reverse("training:my_enrolments"),
                act="Jawab tawaran",
                due=timezone.localtime(offer.offer_ends_at).date() if offer.offer_ends_at else None,
            )
            for offer in offers[:NAMED]
        ]

    return Tray([_offered()], told)


@cache
def _offered() -> Question:
    return is_there(enrolment.offers_to(Given("person"), Given("now")))


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

    return Tray([_any_asked()], told)


@cache
def _any_asked() -> Question:
    return is_there(Enrolment.objects.filter(state=Enrolment.State.ASKED))


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

    return Tray([_any_outside()], told)


@cache
def _any_outside() -> Question:
    return is_there(OutsideTraining.objects.filter(state=OutsideTraining.State.WAITING))


def _of_lines(user: User) -> list[Tray]:
    """For whoever draws up the plan of an OPD: lines of a past quarter without a word, this year and last,
    and missed lines that could go into the draft."""
    opds = set(planned_by(user))
    if not opds:
        return []
    return [_unexplained(user, opds), _to_carry(user)]


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

    return Tray([_lines_begun(*missed.years_begun())], told)


@cache
def _lines_begun(*years: int) -> Question:
    counting = Plan.objects.filter(status=Plan.Status.RATIFIED, is_current=True, cycle__year__in=years)
    return is_there(counting.filter(is_one_of("unit_id", Given("opds"))))


def _to_carry(user: User) -> Tray:
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

    return Tray([_goes_on()], told)


@cache
def _goes_on() -> Question:
    left = LineMissed.objects.filter(carried=None, goes_on=True)
    return is_there(left.filter(is_one_of("civil_servant__unit__opd_id", Given("opds"))))


# ------------------------------------------------------------------------------------------------ organisers


def _to_close() -> Pile:
    """Sessions that are over and whose hours nobody has posted."""

    def told(count: int) -> list[Todo]:
        return [
            Todo(
                what=f"{count} sesi selesai menunggu penutupan presensi",
                why="JP peserta baru tercatat setelah presensi ditutup.",
                url=reverse("training:batch_list"),
                act="Buka angkatan",
            )
        ]

    return Pile(_not_closed(), told)


@cache
def _not_closed() -> Question:
    return how_many(attendance.to_close(Given("user"), Given("now")))


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

    return Tray([_not_certified(user.has_role(Role.CITY_HR))], told)


@cache
def _not_certified(whose_nobody_is: bool) -> Question:
    mine = Q(organiser=Given("user")) | (Q(organiser=None) if whose_nobody_is else Q(pk__in=[]))
    papers = Certificate.objects.filter(enrolment__batch=OuterRef("pk"))
    return is_there(Batch.objects.filter(mine, ~Exists(papers), state=Batch.State.FINISHED))


def _proposed(user: User) -> Tray:
    """Proposals from the plans that nobody has confirmed or discarded."""

    def told() -> list[Todo]:
        rows = _undecided().filter(pk__in=DemandRun.objects.visible_to(user).values("pk"))
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

    return Tray([_any_undecided()], told)


@cache
def _any_undecided() -> Question:
    return is_there(_undecided())


def _undecided() -> QuerySet[DemandRun]:
    left = ProposedBatch.objects.filter(run=OuterRef("pk"), batch__state=Batch.State.PROPOSED)
    return DemandRun.objects.filter(Exists(left), state=DemandRun.State.READY)
