"""The pictures of the handbook, made again from the demo data: ``python -m pytest tests/e2e/pictures.py``."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.e2e import test_sheets as sheets
from tests.e2e.conftest import Person
from tests.e2e.test_access_for_everyone import CAMPAIGNS, CRITERIA, DECISIONS, DOSSIERS, QUEUE, TITLES, UNITS, follow

FOLDER = Path(__file__).resolve().parents[2] / "static/img/handbook"
SIZE = {"width": 1120, "height": 700}
HEAVIEST = 60 * 1024
QUALITIES = (82, 74, 66, 58, 50)


def registering(page: Page) -> None:
    follow(page, DOSSIERS, "^Đăng ký mới", "^Mô hình$")


def importing(page: Page) -> None:
    page.goto("/can-bo/nhap/")
    link = page.get_by_role("link", name=re.compile("^Tải mẫu")).first.get_attribute("href") or ""
    book, _ = sheets.fill(page.request.get(link).body())
    sheets.preview(page, "dang-ky.xlsx", book)


def returning(page: Page) -> None:
    follow(page, f"{TITLES}REPORTED", "Đảng bộ xã Liên Sơn", "^Trả lại phiếu tự chấm")
    group = page.locator("main details").first
    group.evaluate("one => { one.open = true; }")
    group.locator("[data-point]").first.check()
    page.get_by_label("Ý kiến chung").evaluate("one => one.closest('.field').scrollIntoView()")


def sharing(page: Page) -> None:
    page.goto(QUEUE)
    page.locator("summary", has_text="Phân công, khai quan hệ").click()
    page.get_by_role("link", name="Phân công", exact=True).first.click()


def going(*way: str) -> Callable[[Page], None]:
    return lambda page: follow(page, *way)


# fmt: off
PICTURES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "desk": ("binh", going("/can-bo/")),
    "registering": ("an", registering),
    "import": ("binh", importing),
    "scorecard": ("an", going(f"{TITLES}ACCEPTED", "Đảng bộ xã Cao Xá", r"\(Tự chấm\)")),
    "returning": ("binh", returning),
    "review": ("dung", going(QUEUE, "^Đảng bộ xã Ngọc Lý")),
    "seats": ("dung", sharing),
    "stock": ("giang", going("/can-bo/phoi-in/", "^Giấy khen A3")),
    "campaign": ("dung", going(CAMPAIGNS, "Bắc Giang năm", "^Thời hạn")),
    "decision": ("giang", going(DECISIONS, "dự thảo")),
    "criteria": ("dung", going(CRITERIA)),
    "rearranging": ("quan", going(f"{UNITS}moi/?hinh-thuc=MERGE&duoi=BG-TY")),
}
# fmt: on


@pytest.mark.parametrize("name", PICTURES)
def test_the_picture_is_made(person: Person, name: str) -> None:
    who, show = PICTURES[name]
    page = person(who)
    page.set_viewport_size(SIZE)
    show(page)
    made = light(below_the_masthead(page))
    assert len(made) <= HEAVIEST
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{name}.webp").write_bytes(made)


def below_the_masthead(page: Page) -> bytes:
    """What stands under the name of the board and the menu, from where the page is scrolled to; nothing in focus."""
    top = page.evaluate("Math.max(0, Math.ceil(document.querySelector('.mast').getBoundingClientRect().bottom))")
    page.set_viewport_size({**SIZE, "height": SIZE["height"] + top})
    page.evaluate("document.fonts.ready.then(() => { document.activeElement.blur(); })")
    return page.screenshot(clip={**SIZE, "x": 0, "y": top})


def light(shot: bytes) -> bytes:
    """The picture as WebP, as good as its weight allows."""
    made = b""
    for quality in QUALITIES:
        kept = BytesIO()
        Image.open(BytesIO(shot)).convert("RGB").save(kept, "WEBP", quality=quality, method=6)
        made = kept.getvalue()
        if len(made) <= HEAVIEST:
            break
    return made
