"""The demo's small city as the attacks find it: who plays which part, and what waits for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db.models import Exists, OuterRef
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key

from demo import year
from demo.structure import MINIMUM_PEOPLE
from evaluation.models import Invitation
from personnel.models import CivilServant, RoleAssignment, Unit, User
from personnel.roles import grant_role
from planning.models import DevelopmentForm, Plan
from tests.attack.visitor import Visitor

Role, Capacity = RoleAssignment.Role, RoleAssignment.Capacity


@dataclass
class World:
    """Parts by name, their accounts and the keys of their apps; rows that the attacks ask for."""

    password: str
    year: int
    users: dict[str, int]
    keys: dict[str, str]
    submitted: Plan
    invitation: int
    form: int
    _inside: dict[tuple[str, int], Visitor] = field(default_factory=dict)

    def user(self, part: str) -> User:
        return User.objects.get(pk=self.users[part])

    def person(self, part: str) -> CivilServant:
        return CivilServant.objects.get(user=self.users[part])

    def enter(self, part: str, port: int) -> Visitor:
        if (part, port) not in self._inside:
            # A code is good once, and the same half minute may see the other door.
            TOTPDevice.objects.filter(user=self.users[part]).update(last_t=-1)
            visitor = Visitor(port).enter(self.user(part).username, self.password, self.keys.get(part, ""))
            self._inside[part, port] = visitor
        return self._inside[part, port]

    def forget(self, part: str, port: int) -> None:
        del self._inside[part, port]


def load(folder: Path, say: Callable[[str], None]) -> World:
    """Migrate, play the years, and give every part a password and, where it needs one, a second factor."""
    call_command("migrate", verbosity=0)
    password = year.new_password()
    year.play(MINIMUM_PEOPLE, folder, password=password, whole=False, say=say)
    users = _parts()
    User.objects.filter(pk__in=users.values()).update(password=make_password(password))
    both = User.objects.get(pk=users["city_hr"])
    grant_role(user=both, role=Role.PYB, capacity=Capacity.DAILY, decree="800/1/2026", by=None)
    keys = {}
    for part in ("city_hr", "unit_hr", "secretary"):
        device = TOTPDevice.objects.create(user_id=users[part], name="uji", key=default_key(), confirmed=True)
        keys[part] = device.key
    plan = Plan.objects.current().filter(cycle__year=year.YEAR, status=Plan.Status.SUBMITTED).earliest("pk")
    waiting = Invitation.objects.filter(respondent__user=users["owner"]).unanswered()
    form = DevelopmentForm.objects.filter(is_active=True, rules__isnull=False).earliest("pk")
    return World(
        password, year.YEAR, users, keys, submitted=plan, invitation=waiting.earliest("pk").pk, form=form.pk
    )


def _parts() -> dict[str, int]:
    """The owner speaks and answers; the stranger and two others are of other offices, and none of the four
    holds a role."""
    visited = Unit.objects.get(code=year.VISITED)
    roles = RoleAssignment.objects.in_force()
    plain = User.objects.filter(is_active=True, role_assignments=None, civil_servant__isnull=False).exclude(
        Exists(CivilServant.objects.filter(superior=OuterRef("civil_servant")))
    )
    invited = Invitation.objects.unanswered().values("respondent")
    owner = plain.filter(civil_servant__unit__opd=visited, civil_servant__in=invited).earliest("pk")
    stranger, other, thief = plain.exclude(civil_servant__unit__opd=visited).order_by("pk")[:3]
    return {
        "owner": owner.pk,
        "other": other.pk,
        "thief": thief.pk,
        "stranger": stranger.pk,
        "unit_hr": roles.get(role=Role.UNIT_HR, unit=visited).user_id,
        "city_hr": roles.get(role=Role.CITY_HR).user_id,
        "secretary": roles.get(role=Role.PYB).user_id,
    }
