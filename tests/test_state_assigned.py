"""Each life has one home: the state of a row is assigned only where the table says, read from the code."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).parent.parent
APPS = (
    "jobs", "personnel", "documents", "planning", "training", "evaluation", "careers", "palu_asn",
)  # fmt: skip
NAMES = {"state", "status"}
#: Whose state → the module, or the package, that assigns it. A second one stands here with its reason.
HOMES = {
    "jobs.Job": ["jobs.work", "jobs.queue"],  # asking again puts a failed one back in line
    "personnel.DataImport": ["personnel.imports", "palu_asn.retention"],  # whose file is past its time
    "personnel.DataCorrection": ["personnel.corrections"],
    "planning.Plan": [
        "planning.approval",
        "planning.revision",
    ],  # discarding is no step of the path
    "planning.StandardVersion": ["planning.standards"],
    "planning.RatingDialogue": ["planning.dialogues"],
    "planning.ConsultationLine": ["planning.consultation"],
    "planning.Allocation": ["planning.allocation"],
    "training.Batch": ["training.batches", "training.releases"],  # a release announces many at once
    "training.Enrolment": ["training.enrolment"],
    "training.DemandRun": ["training.demand"],
    "training.OutsideTraining": ["training.outside"],
    "evaluation.InstrumentVersion": ["evaluation.instruments"],
    "evaluation.Wave": ["evaluation.waves", "evaluation.closing"],  # closing opens what was sealed
    "evaluation.Interview": ["evaluation.interviews"],
    "evaluation.Action": ["evaluation.findings"],
    "evaluation.Project": ["evaluation.projects"],
    "evaluation.ProjectHandover": ["evaluation.projects"],
    "evaluation.RatingProposal": ["evaluation.ratings"],
}


def assigns(code: str) -> bool:
    """Whether a module sets a state: on a row, or on rows by an update."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and node.attr in NAMES:
            return True
        is_update = isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "update"
        if is_update and any(keyword.arg in NAMES for keyword in node.keywords):
            return True
    return False


def home_of(module: str) -> str | None:
    homes = [home for homes in HOMES.values() for home in homes]
    return next((home for home in homes if module == home or module.startswith(f"{home}.")), None)


def test_no_other_module_assigns_a_state():
    found = set()
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            if "migrations" not in path.parts and assigns(path.read_text()):
                module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
                assert home_of(module), f"{module} assigns a state that is not its own"
                found.add(home_of(module))
    assert found == {home for homes in HOMES.values() for home in homes}, "a home that assigns nothing"


@pytest.mark.parametrize("label", HOMES)
def test_the_model_names_the_same_home(label):
    model = apps.get_model(label)
    assert {"state", "status"} & {field.name for field in model._meta.get_fields()}
    if said := re.search(r"[Oo]nly (.*?)\s+assigns? its sta", model.__doc__ or "", re.DOTALL):
        assert re.findall(r"``([\w.]+)``", said[1]) == HOMES[label]


@pytest.mark.parametrize(
    "code",
    [
        "plan.status = 'ratified'",
        "def f(row):\n    row.state, row.at = 'open', None",
        "Wave.objects.filter(pk=1).update(state='open')",
    ],
)
def test_every_way_to_assign_is_found(code):
    assert assigns(code)
    assert not assigns("if plan.status == 'draft': plan.save(update_fields=['status'])")
