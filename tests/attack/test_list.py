"""The list of attacks says only what there is: each test and each control that it names exists."""

from __future__ import annotations

import re
from pathlib import Path

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


#: Of ``test_append_only.py``: what is held of its tables beside the attacks.
OF_TABLES = {
    "attack/test_append_only.py::test_the_list_of_tables_is_the_promised_one",
    "attack/test_append_only.py::test_closed_answers_stay_as_they_were_given",
}
