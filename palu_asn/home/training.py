"""What awaits a person of the training that takes place: requests, seats offered, attendance."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palu_asn.home.todo import Todo
from personnel.models import User
from training import attendance, enrolment


def as_approver(user: User) -> list[Todo]:
    """People who asked for a seat, or were nominated, and wait for this person's word."""
    count = enrolment.asked_of(user).count()
    if not count:
        return []
    return [
        Todo(
            what=ngettext(
                "%(n)d kepesertaan pelatihan menunggu persetujuan Anda",
                "%(n)d kepesertaan pelatihan menunggu persetujuan Anda",
                count,
            )
            % {"n": count},
            why=_("Kursi baru diberikan setelah atasan dan pengelola kepegawaian menyetujui."),
            url=reverse("training:approval_list"),
            act=_("Lihat kepesertaan"),
        )
    ]


def as_participant(user: User) -> list[Todo]:
    """The session that runs now, and seats that lapse when nobody answers."""
    if user.civil_servant_id is None:
        return []
    return [*_check_in(user), *_offers(user)]


def _check_in(user: User) -> list[Todo]:
    session = attendance.to_check_in(user)
    if session is None:
        return []
    return [
        Todo(
            what=_("Isi presensi: %(session)s") % {"session": session},
            why=_("Kodenya tampil di layar ruangan dan berganti setiap menit."),
            url=reverse("training:check_in", args=[session.pk]),
            act=_("Isi presensi"),
            due=timezone.localtime(session.ends_at).date(),
        )
    ]


def as_organiser(user: User) -> list[Todo]:
    """Sessions that are over and whose hours nobody has posted."""
    if not user.active_roles:
        return []
    count = attendance.to_close(user).count()
    if not count:
        return []
    return [
        Todo(
            what=ngettext(
                "%(n)d sesi selesai menunggu penutupan presensi",
                "%(n)d sesi selesai menunggu penutupan presensi",
                count,
            )
            % {"n": count},
            why=_("JP peserta baru tercatat setelah presensi ditutup."),
            url=reverse("training:batch_list"),
            act=_("Buka angkatan"),
        )
    ]


def _offers(user: User) -> list[Todo]:
    return [
        Todo(
            what=_("Kursi untuk Anda: %(batch)s") % {"batch": offer.batch},
            why=_("Tanpa jawaban, kursi diberikan kepada yang berikutnya."),
            url=reverse("training:my_enrolments"),
            act=_("Jawab tawaran"),
            due=timezone.localtime(offer.offer_ends_at).date() if offer.offer_ends_at else None,
        )
        for offer in enrolment.offers_to(user).select_related("batch__programme")[:3]
    ]
