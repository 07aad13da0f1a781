"""The floors of the house: imports go down, layers inside a package too, and everything stays small."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

FLOORS = [
    {"kit"},
    {"units"},
    {"accounts"},
    {"ledger"},
    {"criteria"},  # above the ledger: issuing a version is an event
    {"dossiers"},
    {"decisions", "assessments", "appeals", "visits", "progress", "stories"},
    {"hearings", "library", "succession"},
    {"reports"},
    {"papers", "exchange", "notices"},  # notices above the reports: who still owes something is a figure
    {"office", "portal", "api"},
]
STRANGERS = {("portal", "accounts"), ("api", "accounts")}  # the public site must not know who is signed in
LAYERS = ["enums", "models", "queries", "blockers", "workflow", "actions", "forms", "filters", "views", "urls", "admin"]
LEVEL = {app: level for level, apps in enumerate(FLOORS) for app in apps}
ROOT = Path(__file__).resolve().parents[2] / "danvan"
CAPS = {ast.FunctionDef: 40, ast.ClassDef: 120}


def sources() -> list[Path]:
    return sorted(file for file in ROOT.rglob("*.py") if "migrations" not in file.parts)


@cache
def parsed(file: Path) -> ast.Module:
    """The syntax of a file, read once for all the rules."""
    return ast.parse(file.read_text())


@cache
def imports(file: Path) -> set[str]:
    found = set()
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{name.name}" for name in node.names}
        elif isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
    return {name for name in found if name.startswith("danvan.")}


def modules():
    """Each file of each package, with its package and its name inside it: ``office``, ``views``."""
    for file in sources():
        package, *rest = file.relative_to(ROOT).with_suffix("").parts
        if package in LEVEL and rest:
            yield file, package, rest[0]


def test_imports_only_go_down():
    wrong = [
        f"{file.relative_to(ROOT)} imports {name}"
        for file, package, _ in modules()
        for name in imports(file)
        if (other := name.split(".")[1]) != package
        and (LEVEL.get(other, 99) >= LEVEL[package] or (package, other) in STRANGERS)
    ]
    assert wrong == []


def test_layers_inside_a_package_only_look_down():
    wrong = []
    for file, package, own in modules():
        for name in imports(file):
            _, other, *rest = name.split(".")
            if other == package and rest and own in LAYERS and rest[0] in LAYERS[LAYERS.index(own) + 1 :]:
                wrong.append(f"{file.relative_to(ROOT)} imports {name}")
    assert wrong == []


def _stores_state(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "state" and isinstance(node.ctx, ast.Store)


def _passes_state(node: ast.AST) -> bool:
    writers = {"create", "update", "update_or_create", "get_or_create", "setattr"}
    if not isinstance(node, ast.Call):
        return False
    name = getattr(node.func, "attr", "") or getattr(node.func, "id", "")
    literal = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
    return name in writers and (any(word.arg == "state" for word in node.keywords) or "state" in literal)


def test_only_the_machine_writes_state():
    wrong = [
        f"{file.relative_to(ROOT)}:{node.lineno}"
        for file in sources()
        if file != ROOT / "ledger/machine.py"
        for node in ast.walk(parsed(file))
        if _stores_state(node) or _passes_state(node)
    ]
    assert wrong == []


def test_only_papers_render_imports_weasyprint():
    users = [
        str(file.relative_to(ROOT))
        for file in sources()
        for node in ast.walk(parsed(file))
        if (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("weasyprint"))
        or (isinstance(node, ast.Import) and any(name.name.startswith("weasyprint") for name in node.names))
    ]
    assert set(users) <= {"papers/render.py"}


def test_every_module_begins_with_a_sentence():
    wrong = []
    for file in sources():
        docstring = ast.get_docstring(parsed(file)) or ""
        if not docstring.split("\n")[0].rstrip().endswith((".", ":", ";", ",")) and not docstring.strip():
            wrong.append(str(file.relative_to(ROOT)))
    assert wrong == []


def test_files_classes_and_functions_stay_small():
    wrong = []
    for file in sources():
        text = file.read_text()
        if text.count("\n") > 300:
            wrong.append(str(file.relative_to(ROOT)))
        for node in ast.walk(ast.parse(text)):
            if type(node) in CAPS and (node.end_lineno or 0) - node.lineno + 1 > CAPS[type(node)]:
                wrong.append(f"{file.relative_to(ROOT)}:{node.name}")
    assert wrong == []


def test_no_signals_no_save_overrides_no_broad_except():
    wrong = []
    for file in sources():
        for node in ast.walk(parsed(file)):
            signal = isinstance(node, ast.ImportFrom) and (node.module or "").startswith("django.db.models.signals")
            override = isinstance(node, ast.FunctionDef) and node.name == "save" and "forms" not in file.name
            bare = isinstance(node, ast.ExceptHandler) and getattr(node.type, "id", "") in ("", "Exception")
            if signal or override or (bare and not isinstance(node.type, ast.Tuple | ast.Attribute)):
                wrong.append(f"{file.relative_to(ROOT)}:{node.lineno}")
    assert wrong == []
