"""What README.md says of the code cannot go stale."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text()
PACKAGES = sorted(init.parent for init in ROOT.glob("danvan/*/__init__.py"))
WORDS = re.findall(r"^\| `(\w+)` \| ([^|]+) \|", README, re.MULTILINE)


@pytest.mark.parametrize("package", PACKAGES, ids=lambda folder: folder.name)
def test_the_map_is_the_first_line_of_each_package(package):
    purpose = (ast.get_docstring(ast.parse((package / "__init__.py").read_text())) or "").split("\n")[0]

    assert purpose
    assert f"`{package.name}` — {purpose}" in README


@pytest.mark.parametrize(("noun", "vietnamese"), WORDS)
def test_the_words_are_those_of_the_code(noun, vietnamese):
    model = next(model for model in apps.get_models() if model.__name__ == noun)

    assert model._meta.verbose_name == vietnamese.strip()


def test_it_stays_short_and_names_files_that_exist():
    assert README.count("\n") < 200
    named = re.findall(r"`((?:accounts|ledger|dossiers|exchange|office)/[\w/]+\.py)`", README)
    assert [name for name in named if not (ROOT / "danvan" / name).exists()] == []
    assert [name for name in re.findall(r"\((static/[\w/.-]+)\)", README) if not (ROOT / name).exists()] == []
