"""The sheets of every page become one file, in their order, under a name made of its content."""

import pytest
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.files.base import ContentFile

from danvan.kit.bundling import BundledStorage


@pytest.fixture
def source(tmp_path):
    storage = StaticFilesStorage(location=tmp_path / "from", base_url="/static/")
    storage.save("css/core.css", ContentFile(b'@import url("tokens.css");\n@import url("parts/a.css");\n'))
    storage.save("css/tokens.css", ContentFile(b"@layer tokens, parts;\n"))
    storage.save("css/parts/a.css", ContentFile(b"@layer parts { .a { color: red; } }\n"))
    return storage


def collected(source, to):
    target = BundledStorage(location=to, base_url="/static/")
    names = ["css/core.css", "css/tokens.css", "css/parts/a.css"]
    for name in names:
        with source.open(name) as file:
            target.delete(name)
            target._save(name, ContentFile(file.read()))
    list(target.post_process({name: (source, name) for name in names}))
    return target


def test_imported_sheets_stand_in_the_place_of_their_lines(source, tmp_path):
    target = collected(source, tmp_path / "to")
    made = (tmp_path / "to" / target.stored_name("css/core.css")).read_text()
    assert made == "@layer tokens, parts;\n@layer parts { .a { color: red; } }\n"


def test_a_changed_sheet_changes_the_name_of_the_whole(source, tmp_path):
    before = collected(source, tmp_path / "to").stored_name("css/core.css")
    source.delete("css/parts/a.css")
    source.save("css/parts/a.css", ContentFile(b"@layer parts { .a { color: blue; } }\n"))
    after = collected(source, tmp_path / "to").stored_name("css/core.css")
    assert before != after


def test_collecting_twice_changes_nothing(source, tmp_path):
    first = collected(source, tmp_path / "to").stored_name("css/core.css")
    assert collected(source, tmp_path / "to").stored_name("css/core.css") == first
