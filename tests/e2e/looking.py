"""What is wrong with the page in front of us: for those who cannot see it well, and for those who hold a phone."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe().axe_script
RUN_AXE = """
async (options) => {
  const { violations } = await axe.run(options);
  return violations.flatMap((one) => one.nodes.map((node) => [one.id, node.html]));
}
"""
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


def problems(page: Page) -> list[str]:
    """By day on a desk; then with everything unfolded on two phones; then in the dark. Empty when all is well."""
    found = violations(page, "1280 px")
    page.evaluate("document.querySelectorAll('details').forEach(box => { box.open = true })")
    page.set_viewport_size(NARROW)
    found += overflow(page, "320 px")
    page.set_viewport_size(PHONE)
    found += overflow(page, "360 px") + violations(page, "360 px")
    page.emulate_media(color_scheme="dark")
    found += violations(page, "360 px, dark", rules=["color-contrast", "link-in-text-block"])
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(DESK)
    return found


def violations(page: Page, where: str, rules: list[str] | None = None) -> list[str]:
    """What axe-core finds, each with the place of the element; of all rules or of these."""
    options: dict[str, object] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = rules
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate(RUN_AXE, options)
    return [f"{page.url} ({where}): {rule}: {html[:160]}" for rule, html in found]


def overflow(page: Page, where: str) -> list[str]:
    """By how many pixels the page is wider than the screen, and the elements that stand out."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if not wide:
        return []
    out = page.evaluate(STANDING_OUT)
    return [f"{page.url} ({where}): {wide} px too wide: {out}"]
