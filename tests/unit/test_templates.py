"""Templates and style sheets stay small, say what they take, and fit each other and the content security policy."""

import re
import unicodedata
from pathlib import Path

import pytest
from django.template.loader import get_template

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
CORE = ROOT / "static/css/core.css"  # the sheets of every page in their order, and nothing of its own
STYLES = sorted(set((ROOT / "static/css").rglob("*.css")) - {CORE})
PAPERS = ROOT / "static/css/papers"  # read by the PDF printer alone, one file a document, without layers
LAYERS = {"tokens.css": "tokens", "fonts.css": "tokens", "base.css": "base", "layout.css": "layout", "art.css": "parts"}
MOST_LINKS = 15


def template_name(file: Path) -> str:
    return str(file.relative_to(ROOT / "templates"))


def style_name(file: Path) -> str:
    return str(file.relative_to(ROOT / "static/css"))


def bare(file: Path) -> str:
    """A style sheet without its comments."""
    return re.sub(r"/\*.*?\*/", "", file.read_text(), flags=re.DOTALL)


def selectors(file: Path) -> list[str]:
    """Every single selector of a style sheet."""
    heads = re.findall(r"([^{};]+)\{", bare(file))
    lists = [head.strip() for head in heads if not head.strip().startswith("@")]
    return [one.strip() for head in lists for one in re.split(r",(?![^(]*\))", head)]


@pytest.mark.parametrize("file", TEMPLATES, ids=template_name)
def test_template_compiles_and_stays_small(file):
    get_template(template_name(file))
    caps = {"parts": 60, "templates": 80}  # the base and the error pages stand at the top
    assert file.read_text().count("\n") <= caps.get(file.parent.name, 150)


@pytest.mark.parametrize("file", TEMPLATES, ids=template_name)
def test_template_says_what_it_takes(file):
    text = file.read_text()
    opening = r"\{# takes: " if file.parent.name == "parts" else r"\{(#|% extends)"
    assert re.match(opening, text), "the first line says what it takes, or extends"
    assert [tag for tag in re.findall(r"{% include [^%]*%}", text) if not tag.endswith(" only %}")] == []


@pytest.mark.parametrize("file", TEMPLATES, ids=template_name)
def test_template_carries_no_style_script_permission_or_query(file):
    text = file.read_text()
    assert not re.search(r"\sstyle=|<style|<script(?![^>]*\bsrc=)|\son\w+=|javascript:", text)
    assert not re.search(r"\bperms\.|\.has_perm|\.(all|filter|exclude|objects)\b", text)


@pytest.mark.parametrize("file", TEMPLATES, ids=template_name)
def test_template_is_written_as_vietnamese_is_written(file):
    text = file.read_text()
    assert unicodedata.is_normalized("NFC", text)
    words = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}|<!doctype[^>]*>|<!--.*?-->", "", text, flags=re.DOTALL)
    assert "!" not in words, "no exclamation marks"
    assert '"Dân vận khéo"' not in words, "curly quotes: “Dân vận khéo”"


def test_every_class_of_a_template_is_styled():
    styled = {name for file in STYLES for name in re.findall(r"\.([a-z][\w-]*)", bare(file))}
    wrong = [
        f"{template_name(file)}: {name}"
        for file in TEMPLATES
        for value in re.findall(r'\sclass="([^"]*)"', re.sub(r"{[%{].*?[%}]}", "{}", file.read_text()))
        for name in value.split()
        if "{" not in name and name not in styled
    ]
    assert wrong == []


def test_every_static_file_named_in_a_template_exists():
    named = {
        (template_name(file), path)
        for file in TEMPLATES
        for path in re.findall(r"{% static ['\"]([^'\"]+)['\"] %}", file.read_text())
    }
    built = ("fonts/",)  # cut from the package that brings them by `build_fonts`
    missing = [one for one in sorted(named) if not (ROOT / "static" / one[1]).exists()]
    assert [one for one in missing if not one[1].startswith(built)] == []


def links(file: Path) -> int:
    """How many style sheets a page loads, its parents' included."""
    text = file.read_text()
    parent = re.match(r"\{% extends ['\"]([^'\"]+)", text)
    above = links(ROOT / "templates" / parent[1]) if parent else 0
    return above + len(re.findall(r'rel="stylesheet"', text))


@pytest.mark.parametrize("file", TEMPLATES, ids=template_name)
def test_page_loads_few_style_sheets(file):
    assert links(file) <= MOST_LINKS


def test_every_part_style_belongs_to_a_part():
    parts = {file.stem for file in (ROOT / "templates/parts").glob("*.html")}
    styles = {file.stem for file in (ROOT / "static/css/parts").glob("*.css")}
    assert styles - parts == set()


@pytest.mark.parametrize("file", STYLES, ids=style_name)
def test_style_file_stays_small_and_layered(file):
    text = bare(file)
    assert file.read_text().count("\n") <= 200
    assert "!important" not in text
    if PAPERS not in file.parents:
        layer = LAYERS.get(file.name, file.parent.name)
        assert text.lstrip().startswith("@layer ")
        assert re.findall(r"@layer (\w+) {", text) == [layer], "one block, in the layer of its folder"


@pytest.mark.parametrize("file", STYLES, ids=style_name)
def test_style_selectors_stay_shallow_and_without_ids(file):
    assert [one for one in selectors(file) if "#" in one] == []
    assert [one for one in selectors(file) if len(re.split(r"\s*[\s>+~]\s*", one)) > 3] == []


def test_the_core_imports_sheets_that_exist_and_begins_with_the_order_of_layers():
    lines = CORE.read_text().splitlines()
    named = [re.fullmatch(r'@import url\("([^"]+)"\);', line)[1] for line in lines]
    assert named[0] == "tokens.css"
    assert [name for name in named if not (CORE.parent / name).exists()] == []
    assert not re.search(r"url\((?!\"\.\./fonts/)", "".join(bare(CORE.parent / name) for name in named))


def test_the_order_of_layers_is_declared_once():
    declared = [style_name(file) for file in STYLES if "@layer tokens, base, layout, parts, pages;" in bare(file)]
    assert declared == ["tokens.css"]
