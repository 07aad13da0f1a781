"""A list of 26 criteria by points is written, issued, run in a campaign and scored on, without a developer."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.e2e import screens, workbooks
from tests.e2e.conftest import Person

YEAR = date.today().year
NAME, CODE, CAMPAIGN = "Bộ 26 tiêu chí chấm điểm", "DIEM-26", "thu-26"
POINTS = [4] * 22 + [3] * 4  # together 100


def test_a_list_of_26_by_points_is_owned_by_officers_from_the_first_word_to_the_signed_card(person: Person) -> None:
    dung, giang, quan, binh = person("dung"), person("giang"), person("quan"), person("binh")
    address = begin(dung)
    fill_in(dung, address)
    giang.goto(f"{address}ban-hanh/")
    giang.get_by_role("button", name=re.compile("^Ban hành")).click()
    expect(giang.get_by_text("đang áp dụng").first).to_be_visible()

    open_campaign(quan, version=re.search(r"/(\d+)/$", address)[1])  # type: ignore[index]
    dossier = register(binh)
    screens.open_card(binh, dossier, "Tự chấm")
    screens.give_points(binh, [str(points) for points in POINTS[:-1]] + ["0"])
    screens.saved(binh)
    expect(binh.locator(".scorecard-sum")).to_contain_text("97/100")
    expect(binh.locator(".scorecard-need")).to_contain_text("Xếp loại: Tốt")
    screens.step(binh, "Ký phiếu tự chấm")

    binh.goto(dossier)
    expect(
        binh.locator("svg[aria-label*='26']").or_(binh.get_by_label(re.compile("26 tiêu chí"))).first
    ).to_be_visible()
    assert binh.request.get(f"{dossier}phieu.pdf").ok
    assert binh.request.get(f"/can-bo/ho-so/xuat/?dot={CAMPAIGN}").ok


def begin(dung: Page) -> str:
    """A blank draft; the address of its screen."""
    dung.goto("/can-bo/tieu-chi/lap/")
    dung.get_by_label("Cơ quan ban hành").select_option(label="Tỉnh ủy Bắc Giang")
    dung.get_by_label("Tên bộ tiêu chí").fill(NAME)
    dung.get_by_label("Mã bộ").fill(CODE)
    dung.get_by_label("Dùng cho").select_option(value="COMMUNE")
    dung.get_by_label("Tên phiên bản đầu").fill(f"Năm {YEAR}")
    dung.get_by_label("Cách chấm").select_option(value="POINTS")
    dung.locator("main form button").first.click()
    screens.told(dung, "Đã lập bộ tiêu chí.")
    return re.sub(r"[?#].*", "", dung.url)


def fill_in(dung: Page, address: str) -> None:
    """The 26 lines and the rules come in from the version's own workbook."""
    book = load_workbook(BytesIO(dung.request.get(f"{address}tep.xlsx").body()))
    lines = book["Tiêu chí"]
    at = {cell.value: cell.column for cell in lines[4]}
    for number, points in enumerate(POINTS, 1):
        said = {"Nhóm": "Lãnh đạo" if number < 14 else "Kết quả", "Mã": f"T{number:02}", "Điểm tối đa": points}
        for head, value in {**said, "Tiêu chí": f"Tiêu chí số {number}"}.items():
            lines.cell(4 + number, at[head]).value = value
    rules = {"Số điểm tối thiểu": 70, "Áp dụng từ": f"01/01/{YEAR}", "Xếp loại": "Tốt: 90\nKhá: 70"}
    for row in book["Quy tắc"].iter_rows():
        row[1].value = rules.get(row[0].value, row[1].value)
    kept = BytesIO()
    book.save(kept)
    dung.get_by_label("Tệp Excel (.xlsx)").set_input_files(workbooks.upload("bo.xlsx", kept.getvalue()))
    dung.get_by_role("button", name="Xem trước tệp này").click()
    dung.get_by_role("button", name=re.compile("^Đồng ý và ghi")).click()
    expect(dung.get_by_role("main")).to_contain_text("26 tiêu chí")


def open_campaign(quan: Page, version: str) -> None:
    """The campaign is a row of the reference tables; its form there is sent as the administrator's browser sends it."""
    place = "/quan-tri/dossiers/campaign/add/"
    quan.goto(place)
    unit = quan.request.get("/quan-tri/autocomplete/", params={
        "term": "TU-BG", "app_label": "dossiers", "model_name": "campaign", "field_name": "organiser",
    }).json()["results"][0]["id"]  # fmt: skip
    scheme = quan.locator("#id_theme_scheme option").nth(1).get_attribute("value")
    form = {
        "csrfmiddlewaretoken": quan.locator("[name=csrfmiddlewaretoken]").first.input_value(), "code": CAMPAIGN,
        "name": "Đợt thử 26 tiêu chí", "organiser": unit, "first_year": str(YEAR), "last_year": str(YEAR),
        "cutoff_on": f"{date.today():%d/%m/%Y}", "theme_scheme": scheme or "", "basis": "",
        "tracks-TOTAL_FORMS": "1", "tracks-INITIAL_FORMS": "0", "tracks-0-track": "COMMUNE",
        "tracks-0-version": version, "windows-TOTAL_FORMS": "0", "windows-INITIAL_FORMS": "0",
    }  # fmt: skip
    answer = quan.request.post(place, form=form, headers={"Referer": quan.url})
    assert answer.ok and "/add/" not in answer.url, answer.text()[:2000]


def register(binh: Page) -> str:
    """A commune for its title in that campaign, accepted by its board."""
    binh.goto(f"/can-bo/dang-ky/{CAMPAIGN}/")
    binh.get_by_label("Đơn vị").select_option(label="Đảng bộ xã An Dương")
    binh.get_by_label("Người phụ trách").fill("Đồng chí Bí thư Đảng ủy")
    binh.get_by_label("Số tiêu chí đăng ký đạt").fill("26")
    dossier = screens.send_registration(binh)
    screens.step(binh, "Tiếp nhận đăng ký")
    return re.sub(r"[?#].*", "", dossier)
