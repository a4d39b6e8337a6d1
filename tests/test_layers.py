"""Rules trust no form and know no page: what a module may import, read from the code of every app."""

import ast
import re
from pathlib import Path

import pytest
from celery.signals import worker_init

from documents import tasks

ROOT = Path(__file__).parent.parent
APPS = ("jobs", "personnel", "documents", "planning", "training", "evaluation", "careers", "palu_asn")
#: Each kind of module may import those before it. What is in none of the folders or files is a rule.
KINDS = ("rule", "forms", "pages", "views", "urls")
#: At the edge: called by Django or from the command line, imported by nobody.
EDGES = {"admin", "apps", "management", "migrations"}


def kind_of(module):
    """The layer of ``planning.views.items``; None at the edge."""
    parts = module.split(".")[1:]
    if EDGES & set(parts):
        return None
    return next((kind for kind in reversed(KINDS) if kind in parts[:1]), "rule")


def modules(root):
    """Every module of every app, by its dotted name."""
    for app in APPS:
        for path in sorted((root / app).rglob("*.py")):
            dotted = ".".join(path.relative_to(root).with_suffix("").parts)
            yield dotted.removesuffix(".__init__"), path


def imports_of(path):
    """What a module imports, wherever in it; ``from planning import views`` names the page too."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written whole"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def faults(root):
    found = []
    for module, path in modules(root):
        kind = kind_of(module)
        for name in imports_of(path):
            if kind is None or name.split(".")[0] not in APPS:
                continue
            other = kind_of(name)
            if other is None or KINDS.index(other) > KINDS.index(kind):
                found.append(f"{module} ({kind}) imports {name}")
    return found


def test_no_module_imports_a_layer_above_its_own():
    listed = {module for module, _path in modules(ROOT)}
    assert {"planning.items", "personnel.imports.apply", "training.models.batches", "jobs.work"} <= listed
    assert {kind_of(module) for module in listed} == {*KINDS, None}
    assert faults(ROOT) == []


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("planning/items.py", "from planning.forms.plans import ItemForm"),
        ("planning/items.py", "import planning.views.items"),
        ("training/hours/ledger.py", "def late():\n    from planning import views"),
        ("personnel/models/units.py", "from personnel.pages.lists import page_of"),
        ("evaluation/forms/waves.py", "from planning.views.plans import the_plan"),
        ("personnel/pages/lists.py", "from personnel.views import units"),
        ("documents/store.py", "from documents.admin import DocumentAdmin"),
        ("training/views/holidays.py", "from training.urls import urlpatterns"),
    ],
)
def test_every_way_up_is_found(tmp_path, path, code):
    file = tmp_path / path
    file.parent.mkdir(parents=True)
    file.write_text(code)
    assert faults(tmp_path) != []
    file.write_text("from planning.models import Plan\nfrom personnel.templatetags.palu import angka")
    assert faults(tmp_path) == []


#: Before (at the margin) or when (further in) something is printed.
RENDERER = re.compile(
    r"^( *)(?:from documents import (?:.*, )?render\b|(?:from|import) documents\.render\b)", re.MULTILINE
)


def test_no_module_loads_the_renderer_before_it_prints():
    """WeasyPrint takes as long to load as a third of the application, and only workers need it."""
    texts = {module: path.read_text() for module, path in modules(ROOT)}
    loads = [(module, margin) for module, text in texts.items() for margin in RENDERER.findall(text)]
    assert len(loads) >= 4
    assert [module for module, margin in loads if not margin] == []


def test_a_worker_loads_the_renderer_before_its_children_are_forked():
    listening = [receiver() for _key, receiver in worker_init.receivers]
    assert tasks.load_renderer in listening
