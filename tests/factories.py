"""Rows for tests, each as small as it can be. Other apps append their own below."""

from __future__ import annotations

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from personnel.models import CivilServant, Placement, Position, Rank, RoleAssignment, Unit, User
from personnel.units import path_below
from planning.models import Competency, CompetencyRating, Cycle, StandardRequirement, StandardVersion

PASSWORD = "kata sandi untuk uji 2026"


class UnitFactory(DjangoModelFactory):
    """A unit with its path and OPD written, as ``personnel.units`` would."""

    class Meta:
        model = Unit
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"UJI-{n:03d}")
    name = factory.Sequence(lambda n: f"Dinas Uji {n}")
    kind = Unit.Kind.OFFICE
    parent = None

    @factory.post_generation
    def place_in_tree(self, create, extracted, **kwargs):
        self.path = path_below(self.parent, self.pk)
        self.opd_id = self.parent.opd_id if self.parent else self.pk
        self.save(update_fields=["path", "opd"])


class RankFactory(DjangoModelFactory):
    class Meta:
        model = Rank
        django_get_or_create = ("siasn_id",)

    siasn_id = "33"
    code = "III/c"
    name = "Penata"
    order = 33


class PositionFactory(DjangoModelFactory):
    class Meta:
        model = Position
        django_get_or_create = ("name", "level")

    name = "Pengadministrasi Umum"
    level = Position.Level.PELAKSANA


class CivilServantFactory(DjangoModelFactory):
    """A PNS, born in 1985, whose NIP fits."""

    class Meta:
        model = CivilServant

    pns_id = factory.Sequence(lambda n: f"PNS-{n:06d}")
    nip = factory.LazyAttributeSequence(
        lambda person, n: f"{person.birth_date:%Y%m%d}201003{1 if person.sex == 'L' else 2}{n % 1000:03d}"
    )
    name = factory.Sequence(lambda n: f"Pegawai Uji {n}")
    birth_date = factory.Sequence(lambda n: dt.date(1985, 1, 1) + dt.timedelta(days=n // 1000))
    sex = CivilServant.Sex.FEMALE
    employment = CivilServant.Employment.PNS
    rank = factory.SubFactory(RankFactory)
    unit = factory.SubFactory(UnitFactory)
    position = factory.SubFactory(PositionFactory)
    position_since = dt.date(2022, 1, 3)


class PlacementFactory(DjangoModelFactory):
    class Meta:
        model = Placement

    civil_servant = factory.SubFactory(CivilServantFactory)
    unit = factory.SelfAttribute("civil_servant.unit")
    position = factory.SelfAttribute("civil_servant.position")
    starts_on = dt.date(2022, 1, 3)


class UserFactory(DjangoModelFactory):
    """An account without a person; give ``civil_servant=`` for one (the NIP becomes the sign-in name)."""

    class Meta:
        model = User

    username = factory.LazyAttributeSequence(
        lambda user, n: user.civil_servant.nip if user.civil_servant else f"akun{n}"
    )
    name = factory.LazyAttribute(lambda user: "" if user.civil_servant else user.username.title())
    civil_servant = None
    password = factory.django.Password(PASSWORD)


class RoleAssignmentFactory(DjangoModelFactory):
    """A role in force since the start of 2020."""

    class Meta:
        model = RoleAssignment

    user = factory.SubFactory(UserFactory)
    role = RoleAssignment.Role.OFFICIAL
    unit = None
    starts_on = dt.date(2020, 1, 2)


# --- Planning: competencies, standards, ratings, cycles ----------------------------------------


class CompetencyFactory(DjangoModelFactory):
    class Meta:
        model = Competency
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"U.{n:02d}")
    name = factory.LazyAttribute(lambda competency: f"Kompetensi {competency.code}")
    kind = Competency.Kind.MANAGERIAL


class StandardVersionFactory(DjangoModelFactory):
    """A draft; ``in_force(version)`` of ``tests.planning.city`` freezes it once its rows are there."""

    class Meta:
        model = StandardVersion

    number = factory.Sequence(lambda n: n + 1)


class StandardRequirementFactory(DjangoModelFactory):
    """What all pelaksana must have; give ``position=`` and ``position_level=""`` for one post."""

    class Meta:
        model = StandardRequirement

    version = factory.SubFactory(StandardVersionFactory)
    position_level = Position.Level.PELAKSANA
    competency = factory.SubFactory(CompetencyFactory)
    level = 3


class RatingFactory(DjangoModelFactory):
    class Meta:
        model = CompetencyRating

    civil_servant = factory.SubFactory(CivilServantFactory)
    competency = factory.SubFactory(CompetencyFactory)
    level = 2
    source = CompetencyRating.Source.SUPERIOR
    grade = factory.LazyAttribute(lambda rating: CompetencyRating.GRADE[rating.source])
    rated_on = dt.date(2026, 9, 1)


class CycleFactory(DjangoModelFactory):
    """The year 2027, being planned."""

    class Meta:
        model = Cycle
        django_get_or_create = ("year",)

    year = 2027
