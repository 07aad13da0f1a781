"""The printer: what it may load, what it says when it cannot print, and the same bytes every time."""

from __future__ import annotations

import pytest
from django.core.exceptions import SuspiciousFileOperation

from danvan.papers import render
from danvan.papers.paper import Paper
from tests.unit.papers.reading import pages, reader

PLAIN = Paper("<html lang=vi><title>Thử</title><body><p>Ngọc Thiện, ướm thử ắằẳẵặ</p>", ("common",), "thu.pdf")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8000/",
        "https://example.vn/logo.png",
        "file:///etc/passwd",
        "ftp://example.vn/x",
        "https://static.invalid/khong-co.css",
        "../manage.py",
    ],
)
def test_nothing_from_outside_is_loaded(printer, url):
    with pytest.raises(render.Refused):
        render.own_files_only(url)


def test_no_file_above_our_folders_is_loaded(printer):
    with pytest.raises((render.Refused, SuspiciousFileOperation)):
        render.own_files_only(f"{render.STATIC}../manage.py")


def test_our_own_style_sheet_and_inline_data_are_loaded(printer):
    assert b"@layer" in render.own_files_only(f"{render.STATIC}css/papers/common.css").read()
    assert render.own_files_only("data:text/plain,sen").read() == b"sen"


def test_an_outside_picture_is_left_out_and_the_paper_still_printed(printer):
    html = PLAIN.html + '<img src="http://127.0.0.1:9/x.png"><img src="file:///etc/hostname">'

    assert "ắằẳẵặ" in pages(render.pdf(Paper(html, ("common",), "thu.pdf")))[0]


def test_the_same_paper_gives_the_same_bytes_with_its_title_and_language(printer):
    first = render.pdf(PLAIN)

    assert render.pdf(PLAIN) == first
    assert reader(first).metadata.title == "Thử"
    assert reader(first).trailer["/Root"]["/Lang"] == "vi"
    assert "/CreationDate" not in reader(first).metadata


@pytest.fixture
def bare_machine():
    """A machine without the native libraries: the engine is asked for again and is not there."""
    render._engine.cache_clear()
    yield
    render._engine.cache_clear()


def test_a_machine_that_cannot_print_says_what_to_install(bare_machine, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "weasyprint", None)

    assert render.why_off().startswith("Máy chủ chưa cài thư viện in.")
    with pytest.raises(render.CannotPrint, match="libpango"):
        render.pdf(PLAIN)
