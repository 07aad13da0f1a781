"""What is wrong with the page in front of us: for those who cannot see it well, and for those who hold a phone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

FOLDED = ".menu, .user, .scorecard-reopen"  # what unfolds over the page and hides what lies below
UNFOLD = "not => document.querySelectorAll('details').forEach(box => { box.open ||= !not || !box.matches(not) })"
AXE = Axe().axe_script
RUN_AXE = """
async (rules) => {
  const only = rules.length ? { runOnly: { type: "rule", values: rules } } : {};
  const { violations } = await axe.run({ resultTypes: ["violations"], ...only });
  return violations.flatMap((one) => one.nodes.map((node) => [one.id, node.html]));
}
"""
OF_COLOURS = ["color-contrast", "link-in-text-block"]  # all that another colour or width can change
LIGHTS: tuple[Literal["dark", "light"], ...] = ("dark", "light")
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
NARROW = {"width": 320, "height": 640}
STANDING_OUT = """
[...document.querySelectorAll("body *")].filter((one) => {
  if (one.getBoundingClientRect().right <= document.documentElement.clientWidth + 1) return false;
  for (let above = one.parentElement; above; above = above.parentElement)
    if (getComputedStyle(above).overflowX !== "visible") return false;
  return true;
}).slice(0, 3).map((one) => one.outerHTML.slice(0, 90))
"""


def problems(page: Page, leave_folded: str = FOLDED) -> list[str]:
    """Unfolded: by day on a desk, in the dark on a phone, and the width on two phones. Empty when all is well.

    What unfolds over the page hides other things from axe-core, so it stays folded unless it is looked at itself.
    """
    page.evaluate(UNFOLD, leave_folded)
    found = violations(page, "1280 px")
    page.set_viewport_size(NARROW)
    found += overflow(page, "320 px")
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="dark")
    found += overflow(page, "360 px") + violations(page, "360 px, dark", OF_COLOURS)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(DESK)
    return found


def problems_in_every_light(page: Page, leave_folded: str = f"{FOLDED}, .tools-fold") -> list[str]:
    """As ``problems``, and by both of the strong contrasts, and with the largest letters on a phone."""
    found = problems(page, leave_folded)
    page.set_viewport_size(PHONE)
    page.evaluate("document.documentElement.dataset.contrast = 'more'")
    for scheme in LIGHTS:
        page.emulate_media(color_scheme=scheme)
        found += violations(page, f"strong contrast, {scheme}", OF_COLOURS)
    page.evaluate("document.documentElement.dataset.size = 'larger'")
    found += overflow(page, "360 px, largest letters")
    page.set_viewport_size(DESK)
    return found


def violations(page: Page, where: str, rules: Sequence[str] = ()) -> list[str]:
    """What axe-core finds by these rules, or by all of them, each with the place of the element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    return [f"{page.url} ({where}): {rule}: {html[:160]}" for rule, html in page.evaluate(RUN_AXE, list(rules))]


def overflow(page: Page, where: str) -> list[str]:
    """By how many pixels the page is wider than the screen, and the elements that stand out."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if not wide:
        return []
    out = page.evaluate(STANDING_OUT)
    return [f"{page.url} ({where}): {wide} px too wide: {out}"]
