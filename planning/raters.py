"""Who rates whom: a deputy in force, else the direct superior, else the next one above who is there.

Of each of the three superiors above a person, from the nearest: whoever stands in for them today, else they
themselves while their legal state is active. Nobody rates themself, so a deputy who is also a subordinate is
rated by somebody else. Whoever is left without a rater is listed for HR.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import BigIntegerField, Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from personnel import audit, notices
from personnel.composed import Composed, Given
from personnel.models import CivilServant, User
from personnel.models.people import is_one_of
from personnel.overtaken import Overtaken
from personnel.permissions import is_city_hr, is_owner
from personnel.templatetags.palu import titik
from planning import permissions
from planning.models import RaterDeputy

ACTIVE = CivilServant.LegalState.ACTIVE
#: How far up somebody is looked for.
SUPERIORS = ("superior", "superior__superior", "superior__superior__superior")

audit.name_acts(
    {
        "deputy_named": "Menunjuk penilai pengganti",
        "deputy_ended": "Mengakhiri penilai pengganti",
    }
)


# ----------------------------------------------------------------------------------------------- who rates


def in_force(on: dt.date | Given | None = None) -> QuerySet[RaterDeputy]:
    """Deputies of a day (today), the newest first, as far as they themselves are there."""
    day = on or timezone.localdate()
    return (
        RaterDeputy.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)
        .filter(deputy__legal_state=ACTIVE)
        .order_by("-starts_on", "-pk")
    )


def with_rater(people: QuerySet[CivilServant], on: dt.date | Given | None = None) -> QuerySet[Any]:
    """People with ``rater``: the id of the civil servant who rates them today, or None. Set-based."""
    choices: list[Any] = []
    for superior in SUPERIORS:
        deputies = in_force(on).filter(superior=OuterRef(superior)).exclude(deputy=OuterRef("pk"))
        choices.append(Subquery(deputies.values("deputy")[:1]))
        there = Q(**{f"{superior}__legal_state": ACTIVE}) & ~Q(**{superior: F("pk")})
        choices.append(Case(When(there, then=F(f"{superior}_id")), output_field=BigIntegerField()))
    return people.annotate(rater=Coalesce(*choices, output_field=BigIntegerField()))


@Composed
def _people_with_rater() -> QuerySet[Any]:
    return with_rater(CivilServant.objects.filter(pk=Given("pk")), Given("day")).select_related("unit")


def person_with_rater(pk: int) -> Any:
    """One person with their unit, and with ``rater``."""
    (person,) = _people_with_rater(pk=pk, day=timezone.localdate())
    return person


@Composed
def _raters_of() -> QuerySet[CivilServant]:
    rater = with_rater(CivilServant.objects.filter(pk=Given("pk")), Given("day")).values("rater")
    return CivilServant.objects.filter(pk__in=rater)


def rater_of(person: CivilServant, on: dt.date | None = None) -> CivilServant | None:
    """Who rates the person today."""
    return next(iter(_raters_of(pk=person.pk, day=on or timezone.localdate())), None)


@Composed
def _rated_by_them() -> QuerySet[CivilServant]:
    # Of one person it is quicker to look upwards than at everybody below.
    people = CivilServant.objects.plan_targets().filter(pk=Given("pk"))
    return with_rater(people, Given("day")).filter(rater=Given("rater")).only("pk")


def is_rater(user: User, person: CivilServant) -> bool:
    """Whether the account belongs to whoever rates the person today; a small query for who rates nobody."""
    own = user.civil_servant_id
    if own is None or not may_rate_somebody(own):
        return False
    return bool(_rated_by_them(pk=person.pk, rater=own, day=timezone.localdate()))


def people_rated_by(own: int | Given, on: dt.date | Given | None = None) -> QuerySet[CivilServant]:
    """The active people whom somebody rates today, be it as superior, as deputy, or for one who is away."""
    stood_for = in_force(on).order_by().filter(deputy=own).values("superior")
    led = Q(superior=own) | Q(is_one_of("superior_id", stood_for))
    # First those below them by index, so that not everybody's rater is looked for: whoever stands higher than
    # the direct superior rates only where all between are away.
    below = led
    for _higher in SUPERIORS[1:]:
        away = CivilServant.objects.exclude(legal_state=ACTIVE).filter(led).order_by()
        led = Q(is_one_of("superior_id", away.values("pk")))
        below |= led
    # Of an array Postgres expects few, and looks their superiors up instead of reading everybody.
    few = is_one_of("pk", CivilServant.objects.filter(below).order_by().values("pk"))
    return with_rater(CivilServant.objects.plan_targets().filter(few), on).filter(rater=own)


@Composed
def _leading() -> QuerySet[CivilServant]:
    below = CivilServant.objects.filter(superior=OuterRef("pk"))
    stands_in = in_force(Given("day")).filter(deputy=OuterRef("pk"))
    return CivilServant.objects.filter(Exists(below) | Exists(stands_in), pk=Given("pk")).only("pk")


def may_rate_somebody(civil_servant_id: int) -> bool:
    """Whether ``people_rated_by`` can name anybody at all: who has nobody below them and stands in for
    nobody rates nobody. A small query instead of a walk over everybody."""
    return bool(_leading(pk=civil_servant_id, day=timezone.localdate()))


@Composed
def _team() -> QuerySet[CivilServant]:
    return people_rated_by(Given("own"), Given("day")).order_by().only("pk")


def team_of(user: User) -> list[int]:
    """Whom the account rates today (ids), for a page that asks several things about them."""
    own = user.civil_servant_id
    if own is None or not may_rate_somebody(own):
        return []
    return [person.pk for person in _team(own=own, day=timezone.localdate())]


@Composed
def _one_of_the_team() -> QuerySet[CivilServant]:
    return people_rated_by(Given("own"), Given("day")).order_by().only("pk")[:1]


def rates_somebody(civil_servant_id: int) -> bool:
    return bool(_one_of_the_team(own=civil_servant_id, day=timezone.localdate()))


def without_direct_rater(of: QuerySet[CivilServant]) -> tuple[QuerySet[CivilServant], QuerySet[CivilServant]]:
    """The active of these people who have no superior, and those whose superior is away: plain questions that
    do not read everybody, and nobody is without a rater who is not among them (``without_rater``)."""
    people = of.plan_targets()  # type: ignore[attr-defined]
    away = CivilServant.objects.exclude(legal_state=ACTIVE).order_by()
    return people.filter(superior=None), people.filter(is_one_of("superior_id", away.values("pk")))


def without_rater(opd_id: int | None = None) -> QuerySet[CivilServant]:
    """Active people whom nobody rates today, in one OPD or in the city: HR must name somebody."""
    people = CivilServant.objects.plan_targets()
    if opd_id is not None:
        people = people.filter(unit__opd=opd_id)
    return with_rater(people).filter(rater__isnull=True)


# ------------------------------------------------------------------------------------------------ deputies


def deputies_visible_to(user: User) -> QuerySet[RaterDeputy]:
    """Those of superiors whose deputies the person may name."""
    if not permissions.may_name_deputies(user):
        return RaterDeputy.objects.none()
    return RaterDeputy.objects.filter(superior__in=superiors_of(user))


def superiors_of(user: User) -> QuerySet[CivilServant]:
    """Everybody who leads somebody, and for whom the person may name a deputy."""
    leads = Exists(CivilServant.objects.filter(superior=OuterRef("pk")))
    named = Exists(RaterDeputy.objects.filter(superior=OuterRef("pk")))
    return permissions.people_of_hr(user).filter(leads | named)


@transaction.atomic
def name_deputy(
    superior: CivilServant,
    deputy: CivilServant,
    *,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    reason: str,
    by: User,
) -> RaterDeputy:
    """Say who rates a superior's subordinates while the superior is away. BKPSDMD, or the unit's HR."""
    people = CivilServant.objects.select_for_update(of=("self",), no_key=True).select_related("unit")
    superior = people.get(pk=superior.pk)
    deputy = CivilServant.objects.select_related("unit").get(pk=deputy.pk)
    if not permissions.may_name_deputy_of(by, superior):
        raise PermissionDenied
    if deputy.unit.opd_id != superior.unit.opd_id and not is_city_hr(by):
        raise ValidationError({"deputy": "Pilih pegawai dari OPD yang sama. Di luar itu BKPSDMD menunjuk."})
    if is_owner(by, deputy):
        raise ValidationError({"deputy": "Anda tidak dapat menunjuk diri sendiri. Mintalah rekan lain."})
    if deputy.legal_state != ACTIVE:
        raise ValidationError({"deputy": "Penilai pengganti harus pegawai yang aktif."})
    if ends_on is not None and ends_on < timezone.localdate():
        raise ValidationError({"ends_on": "Tanggal berakhir sudah lewat."})
    named = RaterDeputy(
        superior=superior,
        deputy=deputy,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason.strip(),
        named_by=by,
    )
    named.full_clean()
    _refuse_two_at_once(named)
    named.save()
    notices.tell(
        User.objects.filter(civil_servant=deputy).values_list("pk", flat=True),
        key=f"deputy:{named.pk}",
        subject="Anda ditunjuk sebagai penilai pengganti",
        text=f"Mulai {date_format(starts_on, 'j F Y')} Anda menilai bawahan {titik(superior.full_name)}",
        path=reverse("planning:rating_people"),
    )
    audit.record(
        "deputy_named",
        by=by,
        on=named,
        subject=superior,
        deputy=deputy.pk,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=named.reason,
    )
    return named


def _refuse_two_at_once(named: RaterDeputy) -> None:
    others = RaterDeputy.objects.filter(superior=named.superior).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=named.starts_on)
    )
    if named.ends_on is not None:
        others = others.filter(starts_on__lte=named.ends_on)
    other = others.select_related("deputy").first()
    if other is not None:
        raise ValidationError(
            {"starts_on": f"{other.deputy} sudah menjadi penilai pengganti pada masa itu. Akhiri dahulu."}
        )


@transaction.atomic
def end_deputy(named: RaterDeputy, *, by: User) -> RaterDeputy:
    """From today on the superior rates again; what the deputy has sent stands."""
    named = (
        RaterDeputy.objects.select_for_update(of=("self",)).select_related("superior__unit").get(pk=named.pk)
    )
    if not permissions.may_name_deputy_of(by, named.superior):
        raise PermissionDenied
    today = timezone.localdate()
    if named.ends_on is not None and named.ends_on < today:
        raise Overtaken("Masa penilai pengganti ini sudah berakhir.")
    audited = {"deputy": named.deputy_id, "starts_on": named.starts_on, "ends_on": named.ends_on}
    subject, pk = named.superior, named.pk
    if named.starts_on >= today:
        named.delete()  # it never held for a whole day; the audit keeps it
        named.pk = pk
    else:
        named.ends_on = today - dt.timedelta(days=1)
        named.save(update_fields=["ends_on"])
    audit.record("deputy_ended", by=by, on=named, subject=subject, **audited)
    return named
