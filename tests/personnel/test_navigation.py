"""The menu by role, refusals, and the read-only admin."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory

from personnel import navigation
from personnel.models import AuditEntry, User
from personnel.views.errors import permission_denied
from tests.factories import UserFactory
from tests.test_access import ROWS


def labels(page):
    return [item.label for item in page.context["navigation"]]


def test_the_menu_holds_what_the_person_may_open(cast, sign_in):
    def menu(part):
        return set(labels(sign_in(cast.members[part]).get("/data-saya/")))

    assert "Pegawai" not in menu("owner")
    assert "Pegawai" in menu("superior") & menu("unit_hr") & menu("official")
    assert "Pengaturan" in menu("city_hr") & menu("administrator")
    assert "Pengaturan" not in menu("unit_hr") | menu("ppk")


@pytest.mark.parametrize(
    "part", ["owner", "superior", "unit_hr", "city_hr", "ppk", "official", "administrator"]
)
def test_every_entry_opens(cast, sign_in, part):
    client = sign_in(cast.members[part])
    entries = client.get("/data-saya/").context["navigation"]
    assert len(entries) > 2
    for item in entries:
        assert client.get(item.url, follow=True).status_code == 200, item


def test_one_entry_is_the_current_one(cast, sign_in):
    page = sign_in(cast.city_hr).get(f"/pegawai/{cast.owner.civil_servant_id}/")
    assert [item.label for item in page.context["navigation"] if item.current] == ["Pegawai"]


@pytest.mark.parametrize(
    ("part", "here", "label"),
    [
        ("owner", "planning:rating_home", "Penilaian"),
        ("superior", "planning:rating_people", "Penilaian"),
        ("city_hr", "planning:dialogue_list", "Kebutuhan"),
        ("city_hr", "planning:stage_edit", "Rencana"),
        ("city_hr", "planning:board_unit", "Rencana"),
        ("owner", "nowhere", None),
    ],
)
def test_which_entry_is_current(cast, part, here, label):
    current = [item.label for item in navigation.menu(cast.members[part], here) if item.current]
    assert current == ([label] if label else [])


#: What stands under one's name in the bar, and what is no page.
APART = ("personnel:", "documents:", "jobs:", "help", "guide_detail", "offline",
         "alive", "ready", "health", "worker", "manifest")  # fmt: skip


def test_every_page_has_its_entry_in_the_menu(cast):
    """Whoever opens a page of a subject sees in the bar which subject it is."""
    lost = {
        (row.name, part)
        for row in ROWS
        if row.method == "get" and row.answer == 200 and not row.name.startswith(APART)
        for part in row.allowed & set(cast.members)
        if not any(item.current for item in navigation.menu(cast.members[part], row.name))
    }
    assert lost == set()


def test_an_entry_whose_page_is_not_built_is_left_out(cast, monkeypatch):
    entry = ("Tidak ada", "planning:tidak_ada", navigation.everybody, ())
    monkeypatch.setattr(navigation, "ENTRIES", (entry,))
    assert navigation.menu(cast.owner, "home") == []


def test_every_page_to_which_the_layout_leads_is_there(settings):
    here = navigation.places()
    assert None not in here.values()
    settings.ROOT_URLCONF = "tests.styleguide"  # other addresses, and afterwards these again
    assert navigation.places() != here


def test_who_owes_a_duty_sees_no_menu(cast, sign_in):
    User.objects.filter(pk=cast.owner.pk).update(must_change_password=True)
    assert labels(sign_in(cast.owner).get("/kata-sandi/")) == []


def test_the_door_says_that_it_is_a_demo_only_there(client, db, settings):
    assert "Kota contoh" not in client.get("/masuk/").content.decode()
    settings.DEMO = True
    assert "Kota contoh" in client.get("/masuk/").content.decode()


def test_a_refused_act_is_recorded(cast):
    request = RequestFactory().post("/unit/baru/")
    request.user, request.resolver_match = cast.owner, None
    assert permission_denied(request, PermissionDenied()).status_code == 403
    entry = AuditEntry.objects.get(action="refused")
    assert (entry.actor, entry.facts["method"]) == (cast.owner, "POST")


OF_PEOPLE = set(apps.get_app_config("personnel").get_models())


def test_the_admin_is_a_window(cast, rf):
    request = rf.get("/admin/")
    request.user = UserFactory(is_staff=True, is_superuser=True)
    windows = [(model, site) for model, site in admin.site._registry.items() if model in OF_PEOPLE]
    assert len(windows) > 5
    for model, site in windows:
        assert not site.has_add_permission(request)
        assert not site.has_change_permission(request)
        assert not site.has_delete_permission(request)
        assert "password" not in [f for _n, o in site.get_fieldsets(request, model()) for f in o["fields"]]
