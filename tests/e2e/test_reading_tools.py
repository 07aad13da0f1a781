"""“Chữ và màu” can be reached whole, and the name of the book beside it read, at every width and size of letters."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

OUTSIDE = """
[...document.querySelectorAll(".tools-panel, .tools-panel button, .brand b, .mast-inner > *")].filter((one) => {
  const { left, right, width } = one.getBoundingClientRect();
  return width > 0 && (left < 0 || right > document.documentElement.clientWidth);
}).map((one) => one.outerHTML.slice(0, 60))
"""
COVERED = """
(() => {
  const name = document.querySelector(".brand b").getBoundingClientRect();
  const tools = document.querySelector(".tools").getBoundingClientRect();
  return name.right > tools.left && name.left < tools.right && name.bottom > tools.top && name.top < tools.bottom;
})()
"""


@pytest.mark.parametrize("size", ["", "large", "larger"])
def test_the_tools_of_reading_stay_on_the_screen(page: Page, size: str) -> None:
    page.goto("/tiep-can/")
    if size:
        page.evaluate("size => { document.documentElement.dataset.size = size }", size)
    for width in (320, 360, 414, 768, 1000, 1280, 1520):
        page.set_viewport_size({"width": width, "height": 800})
        assert not page.evaluate(COVERED), f"{width} px, {size}: the tools cover the name of the book"
        page.locator(".tools-fold > summary").click()
        expect(page.locator(".tools-panel")).to_be_visible()
        assert page.evaluate(OUTSIDE) == [], f"{width} px, {size}"
        page.locator(".tools-fold > summary").click()
