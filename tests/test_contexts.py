"""No template reads a word that nobody gives, and no view hands over one that its template does not read.

Read from the code, without a page. What is given: exactly inside templates (loops, ``include … only``), else
whatever word stands as a key, keyword or field in the module that names the template or two imports away.
What is handed: the dict in the call itself, or the one named ``context``."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.template import engines
from django.template.base import FilterExpression, NodeList, Variable
from django.template.defaulttags import ForNode, WithNode
from django.template.library import InclusionNode
from django.template.loader_tags import BlockNode, ExtendsNode, IncludeNode

from personnel.pages.editing import edit_page

ROOT = Path(__file__).parent.parent
TEMPLATES = [
    str(path.relative_to(ROOT / "templates"))
    for path in (ROOT / "templates").rglob("*.html")
    if "bootstrap5" not in path.parts  # what crispy-forms calls, and gives words to
]
#: What the engine, its context processors and blocks give to each page.
EVERYWHERE = {"request", "user", "messages", "csrf_token", "block", "True", "False", "None"}
PYTHON = {
    str(path.relative_to(ROOT))[:-3].replace("/", ".").removesuffix(".__init__"): path.read_text()
    for path in ROOT.glob("[a-z]*/**/*.py")
    if not {"migrations", "var"} & set(path.parts)
}
GIVEN = re.compile(r'"(\w+)":|\b(\w+)=(?!=)|\["(\w+)"\]|^    (\w+):', re.MULTILINE)
IMPORTED = re.compile(r"^ *from ([\w.]+) import (\([^)]*\)|.+)$", re.MULTILINE)
#: What the pages of ``personnel.pages.editing`` are asked besides the words of their template.
EDIT, ASKED = "components/edit_form.html", set(inspect.signature(edit_page).parameters)
#: How tags keep the name that ``… as name`` binds.
NAMES = ("asvar", "target_var", "var_name", "name")
NAMED = re.compile(r'"([\w/]+\.html)"|component\b.* = "(\w+)"')


class Template:
    """The words that one template reads from outside itself, and whom it hands words to."""

    def __init__(self, name: str) -> None:
        self.reads: set[str] = set()
        self.sets: set[str] = set()
        self.includes: list[tuple[str, set[str], bool]] = []  # name, words given, and no others
        self.tags: list[tuple[str, set[str]]] = []  # drawn by an inclusion tag of ours with these
        self.parents: list[str] = []
        self._walk(engines["django"].engine.get_template(name).nodelist, set())
        self.reads -= self.sets

    def _walk(self, nodes: NodeList, bound: set[str]) -> None:
        for node in nodes:
            inner = bound
            if isinstance(node, IncludeNode):
                given = set(node.extra_context) | (set() if node.isolated_context else bound)
                self.includes.append((node.template.var, given, node.isolated_context))
            elif isinstance(node, InclusionNode):
                self.tags.append((node.filename, set(node.kwargs)))
            elif isinstance(node, ExtendsNode):
                self.parents.append(node.parent_name.var)
            elif isinstance(node, ForNode):
                inner = bound | {"forloop", *node.loopvars}
            elif isinstance(node, WithNode):
                inner = bound | set(node.extra_context)
            # Ours keep what stands between their two ends by a name of their own.
            below = {
                "nodelist",
                *node.child_nodelists,
                *(k for k, v in vars(node).items() if isinstance(v, NodeList)),
            }
            told = {key: value for key, value in vars(node).items() if key not in below}
            self.reads |= set(words(told)) - bound
            if not isinstance(node, BlockNode):
                self.sets |= {word for key in NAMES if isinstance(word := told.get(key), str)}
            for key in below:
                if isinstance(part := getattr(node, key, None), NodeList):
                    self._walk(part, inner)


def words(value: Any) -> Iterator[str]:
    """The first word of each variable in what a tag was told: ``plan`` of ``plan.unit.name``."""
    if isinstance(value, FilterExpression):
        yield from words([value.var, value.filters])
    elif isinstance(value, Variable):
        yield from (value.lookups or ())[:1]
    elif isinstance(value, dict):
        yield from words(list(value.values()))
    elif isinstance(value, (list, tuple)) and not isinstance(value, NodeList):
        for part in value:
            yield from words(part)
    elif hasattr(value, "lbp"):  # a part of the condition of an ``if``
        yield from words(vars(value))


@cache
def templates() -> dict[str, Template]:
    return {name: Template(name) for name in TEMPLATES}


@cache
def given_in(module: str, depth: int) -> frozenset[str]:
    """The words that a module gives (keys, keywords, fields), and those that it imports."""
    text = PYTHON[module]
    given = {word for found in GIVEN.findall(text) for word in found if word}
    for source, names in IMPORTED.findall(text) if depth else ():
        for name in [source, *(f"{source}.{word}" for word in re.findall(r"\w+", names))]:
            given |= given_in(name, depth - 1) if name in PYTHON else set()
    return frozenset(given)


def test_every_word_that_a_template_reads_is_given():
    given = {name: set(EVERYWHERE) for name in templates()}
    for module, text in PYTHON.items():
        named = NAMED.findall(text) + [(EDIT, "")] * ("edit_page(" in text)
        for path, component in named:
            if (name := path or f"components/{component}.html") in given:
                given[name] |= given_in(module, 2)
    grown = True
    while grown:
        before = sum(map(len, given.values()))
        for name, template in templates().items():
            mine = given[name] | template.sets
            for included, more, only in template.includes:
                given.setdefault(included, set()).update(more | (EVERYWHERE if only else mine))
            for drawn, more in template.tags:
                given[drawn] |= more
            for parent in template.parents:
                given[parent] |= mine
        grown = sum(map(len, given.values())) > before
    missing = {name: left for name, template in templates().items() if (left := template.reads - given[name])}
    assert missing == {}


def read_below(name: str) -> set[str]:
    """The words that a template reads, with all that it stands in or includes with its own words."""
    template = templates()[name]
    below = {*template.parents, *(included for included, _, only in template.includes if not only)}
    return template.reads.union(*map(read_below, below & set(TEMPLATES)))


def handed(view: ast.FunctionDef) -> tuple[set[str], set[str]]:
    """The pages that a function names, and the words that it hands them: in the call itself, or in a dict
    named ``context``."""
    pages = {node.value for node in ast.walk(view) if isinstance(node, ast.Constant)} & set(TEMPLATES)
    dicts: list[ast.expr] = []
    found: set[str] = set()
    for node in ast.walk(view):
        called = getattr(getattr(node, "func", None), "id", "")
        if called in {"render", "render_to_string"}:
            dicts += node.args
        elif called in {"form_page", "edit_page"}:
            keywords = {word.arg for word in node.keywords if word.arg}
            pages |= {EDIT} if called == "edit_page" and "template" not in keywords else set()
            found |= keywords - ASKED
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "context":
            dicts.append(node.value)
    keys = (key for one in dicts if isinstance(one, ast.Dict) for key in one.keys)
    return pages, found | {key.value for key in keys if isinstance(key, ast.Constant)}


def test_every_word_that_a_page_is_handed_is_read():
    seen, unread = 0, {}
    for name, template in templates().items():
        for included, more, only in template.includes:
            if only and included in templates() and (left := more - read_below(included)):
                unread[f"{included} in {name}"] = left
    for module, text in PYTHON.items():
        if ".html" not in text or module.startswith("tests."):
            continue
        for view in filter(lambda node: isinstance(node, ast.FunctionDef), ast.walk(ast.parse(text))):
            pages, given = handed(view)
            seen += bool(pages and given)
            if pages and (left := given - set().union(*map(read_below, pages))):
                unread[f"{module}.{view.name}"] = left
    assert seen > 200
    assert unread == {}
