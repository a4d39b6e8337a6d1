"""What awaits a person of the training that takes place: requests to agree to, and seats offered."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palu_asn.home.todo import Todo
from personnel.models import User
from training import enrolment


def as_approver(user: User) -> list[Todo]:
    """People who asked for a seat, or were nominated, and wait for this person's word."""
    if user.civil_servant_id is None and not user.active_roles:
        return []
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
    """Seats that lapse when nobody answers."""
    if user.civil_servant_id is None:
        return []
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
