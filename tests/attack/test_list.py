"""The list of attacks says only what there is: each test and each control that it names exists."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from pkgutil import resolve_name

from tests.attack import ATTACKS

TESTS = Path(__file__).parent.parent


def is_there(name):
    file, _, function = name.partition("::")
    path = TESTS / file
    return path.is_file() and re.search(rf"^def {function}\(", path.read_text(), re.MULTILINE) is not None


def test_every_attack_has_tests_and_a_control_that_are_there():
    assert len(ATTACKS) >= 25
    named = [name for attack in ATTACKS for name in (*attack.tests, *attack.controls)]
    assert [name for name in named if not is_there(name)] == []
    assert all(attack.tests and attack.controls for attack in ATTACKS)
    assert len({attack.what for attack in ATTACKS}) == len(ATTACKS)
    # A control is not the attack itself.
    assert not [attack.what for attack in ATTACKS if set(attack.tests) & set(attack.controls)]


def test_every_test_of_this_folder_stands_in_the_list():
    named = {name for attack in ATTACKS for name in (*attack.tests, *attack.controls)}
    written = {
        f"attack/{path.name}::{function}"
        for path in Path(__file__).parent.glob("test_*.py")
        if path.name not in {"test_list.py", "test_walk.py"}
        for function in re.findall(r"^def (test_\w+)\(", path.read_text(), re.MULTILINE)
    }
    assert len(written) > 40
    assert written - named - OF_TABLES == set()


def test_what_the_open_door_takes_away_is_there():
    """A guard that has moved would still be there, and the attack held where it must get in."""
    door = ast.parse((Path(__file__).parent / "open_door.py").read_text())
    owners = {
        name.asname or name.name: f"{line.module}.{name.name}"
        for line in ast.walk(door)
        if isinstance(line, ast.ImportFrom)
        for name in line.names
    }
    taken = {
        f"{owners[target.value.id]}.{target.attr}"
        for line in door.body
        if isinstance(line, ast.Assign)
        for target in line.targets
        if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name)
    }
    assert len(taken) > 15
    assert [name for name in taken if not is_bound(name)] == []


def is_bound(name):
    owner, _, attribute = name.rpartition(".")
    return hasattr(resolve_name(owner), attribute)


#: Of ``test_append_only.py``: what is held of its tables beside the attacks.
OF_TABLES = {
    "attack/test_append_only.py::test_the_list_of_tables_is_the_promised_one",
    "attack/test_append_only.py::test_closed_answers_stay_as_they_were_given",
}
