from django.utils import timezone

from planning.models import StandardVersion
from tests.access import EVERYONE, Row
from tests.factories import (
    CompetencyFactory,
    CycleFactory,
    StandardRequirementFactory,
    StandardVersionFactory,
)
from tests.planning.world import ProgrammeFactory, ProviderFactory, RuleFactory

ALL_CITY = {"city_hr", "pyb", "ppk", "official", "administrator"}
SOCIAL = {"unit_hr", "unit_head"}
WITH_A_ROLE = ALL_CITY | SOCIAL | {"stranger"}
CITY_HR = {"city_hr"}


def year(cast):
    return {"year": CycleFactory().year}


def social(cast):
    return year(cast) | {"pk": cast.dinas_sosial.pk}


def division(cast):
    return year(cast) | {"pk": cast.bidang_a.pk}


def owner(cast):
    return year(cast) | {"pk": cast.owner.civil_servant_id}


def person(cast):
    return {"pk": cast.owner.civil_servant_id}


def export(cast):
    return year(cast) | {"kind": "rincian"}


def rating(cast):
    return {"pk": cast.owner.civil_servant_id, "code": CompetencyFactory(code="M.01").code}


def in_force(cast):
    version = StandardRequirementFactory().version
    StandardVersion.objects.filter(pk=version.pk).update(status="in_force", effective_from="2026-01-02")
    return {"number": version.number}


def draft(cast):
    return {"number": StandardVersionFactory().number}


def requirement(cast):
    row = StandardRequirementFactory()
    return {"number": row.version.number, "pk": row.pk}


def conversion(cast):
    return {"code": RuleFactory().form.code}


def programme(cast):
    return {"pk": ProgrammeFactory().pk}


def a_name(cast):
    return {"name": "Balai Baru"}


def provider(cast):
    return {"pk": ProviderFactory().pk}


ROWS = [
    Row("planning:heat_map", allowed=EVERYONE, note="without a cycle"),
    Row("planning:heat_map", args=year, allowed=ALL_CITY, refused=302),
    Row("planning:need_groups", args=year, allowed=ALL_CITY),
    Row("planning:need_groups", args=social, allowed=ALL_CITY | SOCIAL),
    Row("planning:need_subordinates", args=year, allowed={"superior", "unit_head"}),
    Row("planning:need_unit", args=social, allowed=ALL_CITY | SOCIAL),
    Row("planning:need_people", args=division, allowed=ALL_CITY | SOCIAL),
    Row("planning:need_person", args=owner, allowed=ALL_CITY | SOCIAL | {"owner", "superior"}),
    Row("planning:rating_history", args=owner, allowed=ALL_CITY | SOCIAL | {"owner", "superior"}),
    Row("planning:need_export", args=export, method="post", allowed=WITH_A_ROLE),
    Row("planning:rating_new", args=rating, allowed={"owner", "superior", "city_hr"}),
    Row(
        "planning:rating_new",
        args=lambda cast: year(cast) and rating(cast),
        allowed=CITY_HR,
        note="while a year is open",
    ),
    Row("planning:performance_new", args=person, allowed=CITY_HR),
    Row(
        "planning:performance_new",
        args=person,
        method="post",
        data=lambda cast: CycleFactory() and {"year": 2025, "score": 90},
        allowed=CITY_HR,
        answer=302,
    ),
    Row(
        "planning:performance_new",
        args=lambda cast: {"pk": cast.city_hr.civil_servant_id},
        allowed=set(),
        note="one's own",
    ),
    Row(
        "planning:person_target",
        args=lambda cast: {"pk": cast.owner.civil_servant_id},
        allowed={"unit_hr", "city_hr"},
    ),
    Row("planning:standard_list", allowed=WITH_A_ROLE),
    Row("planning:standard_detail", args=in_force, allowed=WITH_A_ROLE),
    Row("planning:standard_detail", args=draft, allowed=CITY_HR, note="a draft"),
    Row("planning:standard_history", args=in_force, allowed=WITH_A_ROLE),
    Row("planning:standard_history", args=draft, allowed=CITY_HR, note="a draft"),
    Row("planning:standard_draft", method="post", allowed=CITY_HR, answer=302),
    Row("planning:standard_requirement", args=draft, allowed=CITY_HR),
    Row("planning:standard_requirement", args=in_force, allowed=set(), note="frozen"),
    Row("planning:standard_requirement_remove", args=requirement, method="post", allowed=CITY_HR, answer=302),
    Row("planning:standard_put_in_force", args=draft, allowed=CITY_HR),
    Row("planning:competency_list", allowed=EVERYONE),
    Row("planning:competency_detail", args=lambda cast: {"code": CompetencyFactory().code}, allowed=EVERYONE),
    Row("planning:cycle_list", allowed=WITH_A_ROLE),
    Row("planning:cycle_detail", args=year, allowed=WITH_A_ROLE),
    Row("planning:cycle_open", allowed=CITY_HR),
    Row("planning:cycle_weights", args=year, allowed=CITY_HR),
    Row("planning:cycle_rules", args=year, allowed=CITY_HR),
    Row("planning:cycle_priority", args=year, allowed=CITY_HR),
    Row("planning:programme_list", allowed=EVERYONE),
    Row("planning:programme_new", allowed=CITY_HR),
    Row("planning:programme_new", method="post", data=a_name, allowed=CITY_HR, answer=422),
    Row("planning:programme_detail", args=programme, allowed=EVERYONE),
    Row("planning:programme_change", args=programme, allowed=CITY_HR),
    Row(
        "planning:programme_change",
        args=programme,
        method="post",
        data=a_name,
        allowed=CITY_HR,
        answer=422,
    ),
    Row("planning:provider_list", allowed=CITY_HR),
    Row("planning:provider_new", allowed=CITY_HR),
    Row(
        "planning:provider_new",
        method="post",
        data=a_name,
        allowed=CITY_HR,
        answer=302,
    ),
    Row("planning:provider_change", args=provider, allowed=CITY_HR),
    Row(
        "planning:provider_change",
        args=provider,
        method="post",
        data=a_name,
        allowed=CITY_HR,
        answer=302,
    ),
    Row("planning:conversion_list", allowed=WITH_A_ROLE),
    Row("planning:conversion_detail", args=conversion, allowed=WITH_A_ROLE),
    Row("planning:conversion_change", args=conversion, allowed=CITY_HR),
    Row(
        "planning:conversion_change",
        args=conversion,
        method="post",
        data=lambda cast: {"valid_from": timezone.localdate(), "counted_per": "jp", "jp_national": "1"},
        allowed=CITY_HR,
        answer=302,
    ),
]
