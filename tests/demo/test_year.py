"""Three years of a small city, played by the rules: every kept sum agrees with its rows, and one that is
changed by the least there is does not go unseen; every link opens for whom it is shown, on pages that can be
used with so many words and rows."""

from __future__ import annotations

import contextlib
import dataclasses
import re
from collections import Counter
from html import unescape
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import resolve

from demo import year
from demo.structure import MINIMUM_PEOPLE
from evaluation.recounts import means
from personnel.models import RoleAssignment, User
from personnel.recounts import SUMS, recount
from planning.recounts import plan_list
from tests.browser.look import check
from tests.cast import sign_in
from training.recounts import realisation

pytestmark = [pytest.mark.slow, pytest.mark.release]

#: Changes of one kept value past all rules, as a restored backup or a hand in the database would make them.
CHANGES = {
    "planning_need": "UPDATE planning_need SET required = required + 1, gap = gap + 1"
    " WHERE id = (SELECT min(id) FROM planning_need WHERE gap > 0)",
    "planning_needsummary": "UPDATE planning_needsummary SET gap_sum = gap_sum + 1"
    " WHERE id = (SELECT max(id) FROM planning_needsummary)",
    "planning_unitneed": "UPDATE planning_unitneed SET gap_sum = gap_sum + 1"
    " WHERE id = (SELECT min(id) FROM planning_unitneed)",
    "planning_allocation": "UPDATE planning_allocation SET value = value + 0.01"
    " WHERE id = (SELECT min(id) FROM planning_allocation WHERE state = 'ready')",
    "planning_planversion": """UPDATE planning_versionitem SET cost_per_person = cost_per_person + 1
        WHERE id = (SELECT max(i.id) FROM planning_versionitem i
            JOIN planning_versiontarget t ON t.version_id = i.version_id AND t.item_key = i.key
            JOIN planning_planversion v ON v.id = i.version_id
            JOIN planning_plan p ON p.id = v.plan_id AND p.status = 'ratified'
            WHERE v.number = (SELECT max(number) FROM planning_planversion o WHERE o.plan_id = p.id))""",
    "planning_plantarget": "UPDATE planning_plantarget SET score = score - 0.01"
    " WHERE id = (SELECT min(id) FROM planning_plantarget WHERE score > 0)",
    "planning_learningyear": """UPDATE planning_learningyear SET jp_counted = jp_counted + 0.01
        WHERE id = (SELECT min(y.id) FROM planning_learningyear y JOIN training_jpentry j
            ON j.civil_servant_id = y.civil_servant_id AND date_part('year', j.earned_on) = y.year)""",
    "training_jpentry": """UPDATE training_jpentry SET jp_proposed = jp_proposed + 0.01
        WHERE id = (SELECT max(j.id) FROM training_jpentry j WHERE j.kind = 'attendance'
            AND NOT EXISTS (SELECT 1 FROM training_jpentry x WHERE x.reverses_id = j.id))""",
    # The played years reverse nothing, so one that takes back a cent less than there was.
    "training_jpentry (pembalikan)": """INSERT INTO training_jpentry (civil_servant_id, kind, name, earned_on,
            form_id, rule_id, jp_proposed, jp_counted, certificate_number, institution, attendance_id,
            reverses_id, note, posted_at)
        SELECT civil_servant_id, 'reversal', name, earned_on, form_id, rule_id, -jp_proposed,
            0.01 - jp_counted, '', '', attendance_id, id, '', posted_at
        FROM training_jpentry WHERE kind = 'attendance' ORDER BY id DESC LIMIT 1""",
    "training_certificate": "UPDATE training_certificate SET jp = jp + 0.01"
    " WHERE id = (SELECT max(id) FROM training_certificate)",
    "training_certificatecounter": "UPDATE training_certificatecounter SET last = last + 1"
    " WHERE year = (SELECT max(year) FROM training_certificatecounter)",
    "training_demandrun": "UPDATE training_demandrun SET unplaced_count = unplaced_count + 1"
    " WHERE id = (SELECT max(id) FROM training_demandrun WHERE state = 'ready')",
    "evaluation_invitation": """UPDATE evaluation_invitation SET has_answered = false
        WHERE id = (SELECT max(i.id) FROM evaluation_invitation i JOIN evaluation_wave w ON w.id = i.wave_id
            WHERE w.state = 'closed' AND i.has_answered
            AND EXISTS (SELECT 1 FROM evaluation_answer a WHERE a.wave_id = w.id))""",
}


#: Table of the registry → table and columns of which its sums are made. Each is changed by one.
COLUMNS = {
    "planning_need": ("planning_need", "required weight attained gap"),
    "planning_needsummary": (
        "planning_needsummary",
        "competencies assessed with_gap gap_sum required_sum attained_sum",
    ),
    "planning_unitneed": ("planning_unitneed", "people assessed with_gap gap_sum"),
    "planning_allocation": ("planning_allocation", "people value cost"),
    "planning_planversion": ("planning_versionitem", "jp_proposed jp_counted cost_per_person"),
    "planning_plantarget": (
        "planning_plantarget",
        "score part_gap part_share part_city part_performance part_years part_cost",
    ),
    "planning_learningyear": ("planning_learningyear", "jp_counted"),
    "training_demandrun": ("training_demandrun", "lines placed unplaced_count"),
    "training_certificate": ("training_certificate", "jp"),
    "training_certificatecounter": ("training_certificatecounter", "last"),
}


def wrong_plan_list(patch):
    right = plan_list.plan_lines

    def wrong(cycle, units):
        first, *others = right(cycle, units)
        return [dataclasses.replace(first, cost=first.cost + 1), *others]

    patch.setattr(plan_list, "plan_lines", wrong)


def wrong_realisation(patch):
    class Wrong(realisation.Realisation):
        def total(self, quarter=None):
            tally = super().total(quarter)
            tally.jp_counted += 1
            return tally

    patch.setattr(realisation, "Realisation", Wrong)


def wrong_means(patch):
    right = means.results.results_by

    def wrong(*args):
        found = right(*args)
        return {
            cut: dataclasses.replace(
                told, questions=[dataclasses.replace(one, n=one.n + 1) for one in told.questions]
            )
            for cut, told in found.items()
        }

    patch.setattr(means.results, "results_by", wrong)


#: What is not kept but added up on a page: the page would have to be wrong.
WRONG = {
    "planning.reports.plans": wrong_plan_list,
    "training.reality": wrong_realisation,
    "evaluation.results": wrong_means,
}


@pytest.fixture(scope="module")
def city(window, django_db_setup, django_db_blocker, tmp_path_factory):
    """Played once, nothing of it committed. The window brings an event loop, where Django connects anew."""
    with django_db_blocker.unblock(), transaction.atomic():
        year.play(MINIMUM_PEOPLE, tmp_path_factory.mktemp("city"), password="x", whole=False, say=print)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            # A city's rows want plans as made for them, not those for a handful of rows.
            # By name: those that all databases share would stay locked for the other process.
            cursor.execute(f"ANALYZE {', '.join(connection.introspection.table_names())}")
            cursor.execute("SET LOCAL join_collapse_limit = 8; SET LOCAL from_collapse_limit = 8")
        yield
        transaction.set_rollback(True)


@pytest.fixture
def played(city):
    """What one test does to the city is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_three_played_years_add_up(played):
    result, found = recount()
    assert [(one.kept_sum.table, one.count, one.told[:3]) for one in found if one.count] == []
    assert (result.sums, result.found) == (len(SUMS), 0)


def test_no_sum_goes_without_its_changed_value():
    assert len(SUMS) >= 14
    assert CHANGES.keys() | WRONG.keys() == SUMS.keys()


@pytest.mark.parametrize("table", COLUMNS)
def test_every_column_of_a_kept_sum_is_counted(played, table):
    """All rows at once, so that it does not rest on which row is looked at; or the database refuses."""
    changed, columns = COLUMNS[table]
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {changed} DISABLE TRIGGER USER")
        for column in columns.split():
            with contextlib.suppress(IntegrityError), transaction.atomic():
                cursor.execute(f"UPDATE {changed} SET {column} = {column} + 1 WHERE {column} IS NOT NULL")
                assert cursor.rowcount, column
                assert list(SUMS[table].differences()), column
                transaction.set_rollback(True)


@pytest.mark.parametrize("table", [*CHANGES, *WRONG])
def test_the_least_change_of_a_kept_sum_is_found(played, table, monkeypatch):
    if table in WRONG:
        WRONG[table](monkeypatch)
    else:
        change = CHANGES[table]
        _verb, changed = re.match(r"(UPDATE|INSERT INTO) (\w+)", change).groups()
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {changed} DISABLE TRIGGER USER")
            cursor.execute(change)
            assert cursor.rowcount == 1, "the played years hold no such row"
    found = list(SUMS[table].differences())
    assert found
    assert all(one.kept != one.counted for one in found)


# --- Links --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def look(window):
    """``look(address, response, path)``: one page of each address, whoever comes first. The worlds of the
    access table have few words and rows on them."""
    seen = set()

    def look(address, response, path):
        if address not in seen:
            seen.add(address)
            check(window, response, path)

    return look


@pytest.mark.parametrize("who", [*RoleAssignment.Role.values, "superior", "nobody's superior"])
def test_every_link_opens_for_whom_it_is_shown(played, look, who):
    people = User.objects.filter(civil_servant__legal_state="aktif", role_assignments=None)
    chosen = {
        "superior": people.exclude(civil_servant__subordinates=None),
        "nobody's superior": people.filter(civil_servant__subordinates=None),
    }
    user = chosen.get(who, User.objects.filter(role_assignments__role=who)).order_by("pk").first()
    asked, refused = walked(sign_in(user), look)
    assert len(asked) > 250
    assert refused == []


def walked(client, look):
    """Which kinds of links were followed from the home page on, and those that did not open.

    A link is of a kind by the addresses it stands on and leads to; of each address two pages are read.
    """
    asked, refused, read, queue = set(), [], Counter(), [("/", client.get("/").content.decode())]
    while queue:
        here, body = queue.pop(0)
        # Menus are the same everywhere.
        for link in links_of(here, body if here == "/" else body[body.index("<main") :]):
            kind = (kind_of(here)[0], kind_of(link))
            if kind in asked:
                continue
            asked.add(kind)
            response = client.get(link, follow=True)
            if response.status_code != 200:
                refused.append((response.status_code, here, link))
                continue
            body = response.getvalue().decode("utf-8", "replace")
            read[kind_of(link)] += 1
            if "<main" in body and read[kind_of(link)] <= 2:
                look(kind_of(link)[0], response, link)
                queue.append((link, body))
    return asked, refused


def links_of(here, body):
    found = (urljoin(here, unescape(link)) for link in re.findall(r'<a [^>]*?href="([^"]*)"', body))
    return [urldefrag(link).url for link in found if link.startswith("/") and not link.startswith("/static/")]


def kind_of(address):
    """The name of an address, and what is asked of it."""
    parts = urlsplit(address)
    return resolve(parts.path).view_name, frozenset(parse_qs(parts.query))
