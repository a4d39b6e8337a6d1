"""What training shows of one person: places in batches, certificates, and the ledger of hours."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Min, Q, QuerySet
from django.utils import timezone

from personnel.addresses import reverse
from personnel.models import CivilServant, User
from personnel.person_page import PersonTab, add_figures, add_tab, address
from personnel.shown import Figure
from personnel.templatetags.palu import jp, tanggal
from training import hours
from training.models import Certificate, Enrolment, Session


def enrolments_of(user: User, person: CivilServant) -> QuerySet[Enrolment]:
    """Where the person had or has a place, or waits for one, the newest first."""
    begins = Min("batch__sessions__starts_at", filter=Q(batch__sessions__is_cancelled=False))
    rows = Enrolment.objects.visible_to(user).filter(civil_servant=person)
    return (
        rows.select_related("batch__programme", "batch__provider")
        .annotate(begins=begins)
        .order_by("-batch__cycle__year", "-begins", "-pk")
    )


def certificates_of(user: User, person: CivilServant) -> QuerySet[Certificate]:
    rows = Certificate.objects.visible_to(user).filter(enrolment__civil_servant=person)
    return rows.select_related("enrolment__batch")


def _figures(user: User, person: CivilServant) -> Iterator[Figure]:
    this_year = timezone.localdate().year
    counted = next((year.counted for year in hours.years_of(person) if year.year == this_year), None)
    yield Figure(
        "–" if counted is None else f"{jp(counted)} JP",
        f"diakui tahun {this_year}",
        "Belum ada catatan tahun ini" if counted is None else "",
        url=reverse("training:person_hours", args=[person.pk]),
        link="Buku JP",
    )
    # Who may look at a person may look at their places.
    seats = Enrolment.objects.filter(civil_servant=person, seat__isnull=False)
    coming = Session.objects.filter(
        starts_at__gte=timezone.now(), is_cancelled=False, batch__in=seats.values("batch")
    )
    shown = coming.order_by("starts_at").values_list("starts_at", "batch", "batch__programme__name")
    for starts_at, batch, programme in shown[:1]:
        yield Figure(
            tanggal(timezone.localdate(starts_at)),
            "sesi pelatihan berikutnya",
            programme,
            url=reverse("training:batch_detail", args=[batch]),
            link="Buka angkatan",
        )


add_tab(PersonTab("Pelatihan", 40, address("training:person_training"), ("training:person_training",)))
add_tab(PersonTab("Buku JP", 50, address("training:person_hours"), ("training:person_hours",)))
add_tab(PersonTab("IP ASN", 80, address("training:person_index"), ("training:person_index",)))
add_figures(40, _figures)
