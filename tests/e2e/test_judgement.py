"""A province judges twelve dossiers and decides on them; the public sees each state only from its moment on."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import judgement_decisions as papers
from tests.e2e import judgement_steps as steps
from tests.e2e import screens
from tests.e2e.conftest import ROOT, Person
from tests.e2e.looking import problems, problems_in_every_light

SHOWN, MENDED, TAKEN = "Đường hoa Nà Pài", "Dạy chữ Dao cho người trẻ", "Tổ liên gia tự quản Nà Khuất"
RIGHT_NAME, SLIP, BROKEN = "Ông Bàn Văn Sính", "Tên ghi thiếu một dấu", "Tổ đã giải tán trước khi được công nhận"
YEAR = {"from": str(date.today().year), "to": str(date.today().year), "unit": "TU-BK"}
PARTS = ("thong-tin", "thanh-vien", "ho-so", "bieu-quyet", "ket-luan")  # of the minutes
Ids = dict[str, int]


@pytest.fixture
def ids(site: str, home: Path) -> Ids:
    """The campaign and its twelve dossiers, signed by their units and their board, in the database of the server."""
    env = {**os.environ, "DANVAN_VAR": str(home), "DANVAN_ENV": "development", "SECRET_KEY": "chi-de-thu" * 6}
    env.pop("DATABASE_URL", None)
    code = "from tests.e2e.judgement_stage import lay_out; import json; print(json.dumps(lay_out()))"
    command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", code]
    told = subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True).stdout
    found: Ids = json.loads(told)
    return found


def today() -> date:
    return datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()


def test_twelve_dossiers_are_judged_twice_decided_published_amended_and_revoked(person: Person, ids: Ids) -> None:
    dung, giang, loan = person("dung"), person("giang"), person("loan")
    found = judge_all(dung, person("khanh"), loan, giang, ids)
    meeting = steps.hold_meeting(dung, ids["campaign"], today() - timedelta(days=1))
    found += look(dung, *(f"{meeting}?muc={part}" for part in PARTS))
    steps.conclude_meeting(giang, meeting)
    found += refuse_one(giang, person("vy"), loan, ids[steps.LOST])
    for name in twelve():
        if name != steps.LOST:
            steps.approve(giang, ids[name])
    papers.submit(dung, meeting, today())
    found += look(dung, dung.url)
    decision, before = papers.draft(dung, today()), recognised(person())
    papers.issue_later(giang, decision, today() + timedelta(days=8))
    codes = papers.codes_of(giang)
    found += look(giang, decision)
    is_hidden(person(), decision, ids[SHOWN], codes[SHOWN])
    screens.press(giang, "Công bố ngay")
    is_public(person(), decision, ids[SHOWN], codes[SHOWN])
    amend(dung, giang, person, decision, codes[MENDED])
    revoke(dung, giang, person, decision, codes[TAKEN], ids[TAKEN])
    assert recognised(person()) == before + len(steps.MODELS) - 1
    assert found + look(giang, decision) == []


def judge_all(dung: Page, khanh: Page, loan: Page, giang: Page, ids: Ids) -> list[str]:
    """From the ties to the last confirmation; what is wrong with the screens on the way."""
    share_the_work(dung, khanh, loan, giang, ids)
    found = look(dung, *addresses_of_judging(ids))
    judge_apart(dung, khanh, loan, ids)
    found += look(dung, f"{steps.QUEUE}{ids[SHOWN]}/", f"/can-bo/ho-so/{ids[SHOWN]}/phieu/tinh/")
    settle_all(dung, khanh, ids)
    return found


def refuse_one(giang: Page, vy: Page, loan: Page, dossier: int) -> list[str]:
    """Refused with reasons, complained about by its unit, and kept by someone else."""
    page = f"/can-bo/ho-so/{dossier}/"
    found = look(giang, f"{page}khong-cong-nhan/")
    steps.refuse(giang, dossier)
    found += look(vy, f"{page}ket-qua/", f"{page}kien-nghi-xem-lai/")
    steps.complain(vy, dossier)
    steps.keep(loan, giang)
    return found + look(loan, loan.url)


def look(page: Page, *addresses: str) -> list[str]:
    """What is wrong with these pages for those who cannot see them well, or hold a phone."""
    found = []
    for address in addresses:
        page.goto(address)
        found += problems(page)
    return found


def addresses_of_judging(ids: Ids) -> list[str]:
    """The screens before judging: ties, seats, loads, one's own blank card, and a dossier that is not one's own."""
    campaign = f"{steps.QUEUE}dot/{ids['campaign']}/"
    return [
        *(f"{campaign}{part}/" for part in ("khai-quan-he", "phan-cong", "khoi-luong")),
        f"{campaign}phan-cong/?xem=tat-ca", f"{steps.QUEUE}{ids[SHOWN]}/", f"{steps.QUEUE}{ids[steps.BARRED]}/",
        f"/can-bo/ho-so/{ids[SHOWN]}/phieu/tinh/",
    ]  # fmt: skip


def twelve() -> list[str]:
    return [*steps.MODELS, *steps.TITLES]


def share_the_work(dung: Page, khanh: Page, loan: Page, giang: Page, ids: Ids) -> None:
    """Ties first, without which no card opens; then two seats for each dossier."""
    campaign = ids["campaign"]
    dung.goto(f"{steps.QUEUE}{ids[SHOWN]}/")
    screens.told(dung, "Hãy khai quan hệ trước khi chấm đợt này.")
    steps.declare_none(khanh, campaign)
    steps.declare_none(loan, campaign)
    steps.declare_tie(dung, campaign)
    steps.share_out(giang, campaign)
    dung.goto(f"{steps.QUEUE}{ids[steps.BARRED]}/")
    screens.told(dung, "Bạn đã khai có quan hệ với đơn vị hoặc hồ sơ này: cần người thẩm định khác.")
    expect(dung.locator(".queue-row-on")).to_contain_text("cần người thẩm định khác")


def judge_apart(dung: Page, khanh: Page, loan: Page, ids: Ids) -> None:
    """Each fills in their own card; what the first wrote is nowhere on the pages of the second."""
    for name in twelve():
        second = loan if name == steps.BARRED else dung
        steps.judge(khanh, ids[name], name, apart=name in steps.APART)
        if name in steps.APART:
            steps.is_blind(second, ids[name])
        steps.judge(second, ids[name], name)


def settle_all(dung: Page, khanh: Page, ids: Ids) -> None:
    """Both are signed: the card of both, one by one, for nothing here is confirmed in bulk."""
    dung.goto(f"{steps.QUEUE}?q=Nà+Pài")
    expect(dung.locator(".queue-row")).to_have_count(1)
    expect(dung.get_by_role("checkbox", name=f"Chọn {SHOWN}")).to_have_count(0)
    for name in twelve():
        steps.settle(dung if name in steps.MODELS else khanh, ids[name], name)


def answers(citizen: Page, decision: str, dossier: int, code: str) -> list[int]:
    """What the addresses say of a decision, a model, and a certificate twice."""
    number = decision.rstrip("/").rsplit("/", 1)[1]
    addresses = (f"/quyet-dinh/{number}/", f"/mo-hinh/{dossier}-duong-hoa/", f"/api/v1/practices/{dossier}",
                 f"/tra-cuu/{code}/", f"/api/v1/certificates/{code}")  # fmt: skip
    return [citizen.request.get(address).status for address in addresses]


def counts(citizen: Page, title: str) -> tuple[int, int]:
    """How many decisions and recognised models the public data finds."""
    asked = {"decisions": {"q": "286-QĐ/TU"}, "practices": {"q": title}}
    found = [citizen.request.get(f"/api/v1/{name}", params=q).json()["count"] for name, q in asked.items()]
    return found[0], found[1]


def recognised(citizen: Page) -> int:
    number = citizen.request.get("/api/v1/statistics", params=YEAR).json()["recognised"]
    assert isinstance(number, int)
    return number


def is_hidden(citizen: Page, decision: str, dossier: int, code: str) -> None:
    """Issued, but its hour has not come."""
    assert answers(citizen, decision, dossier, code) == [404] * 5
    assert counts(citizen, SHOWN) == (0, 0)
    for address in ("/quyet-dinh/?q=286", f"/mo-hinh/?q={SHOWN}", f"/mo-hinh/?q={SHOWN}&tinh-trang=dang-ky", "/"):
        citizen.goto(address)
        expect(citizen.get_by_role("link", name=re.compile(f"^{SHOWN}$|286-QĐ.TU"))).to_have_count(0)
    check(citizen, code, "Không có giấy nào mang mã này")


def check(citizen: Page, code: str, verdict: str) -> None:
    """A citizen types the code that is printed on a certificate."""
    citizen.goto("/tra-cuu/")
    citizen.get_by_label("Mã trên giấy").fill(code)
    screens.press(citizen, "Kiểm tra")
    expect(citizen.get_by_role("heading", level=1)).to_have_text(verdict)


def is_public(citizen: Page, decision: str, dossier: int, code: str) -> None:
    """In the moment of publication everything is there."""
    assert answers(citizen, decision, dossier, code) == [200] * 5
    assert counts(citizen, SHOWN) == (1, 1)
    citizen.goto("/quyet-dinh/?q=286")
    citizen.get_by_role("link", name=re.compile("286-QĐ.TU")).first.click()
    for words in ("I. TẬP THỂ", "II. CÁ NHÂN", SHOWN, MENDED, "Phòng Tư pháp"):
        screens.told(citizen, words)
    expect(citizen.get_by_text(steps.LOST, exact=True)).to_have_count(0)
    check(citizen, code, "Giấy công nhận này là thật")
    expect(citizen.locator("main")).to_contain_text(SHOWN)


def amend(dung: Page, giang: Page, person: Callable[..., Page], decision: str, code: str) -> None:
    """One name is corrected: until then the old certificate is real, from then on the new one is."""
    papers.follow(dung, decision, "Đính chính…", MENDED)
    line = dung.get_by_role("group", name=re.compile(MENDED))
    line.get_by_label("Tập thể, cá nhân").fill(RIGHT_NAME)
    line.get_by_label("Lý do của dòng này").fill(SLIP)
    check(person(), code, "Giấy công nhận này là thật")
    papers.issue(giang, dung, "291-QĐ/TU", today())
    citizen = person()
    check(citizen, code, "Giấy này không còn hiệu lực")
    for words in ("Đã thay thế", "291-QĐ/TU", SLIP):
        screens.told(citizen, words)
    gone = citizen.request.get(f"/api/v1/certificates/{code}")
    assert (gone.status, gone.json()["status"], gone.json()["reason"]) == (410, "replaced", SLIP)
    citizen.get_by_role("link", name=gone.json()["replaced_by"]["code"]).click()
    expect(citizen.get_by_role("heading", level=1)).to_have_text("Giấy công nhận này là thật")
    expect(citizen.locator("main")).to_contain_text(RIGHT_NAME)


def revoke(dung: Page, giang: Page, person: Callable[..., Page], decision: str, code: str, dossier: int) -> None:
    """One line is taken back: it stays on the old paper with the new one beside it, and is recognised no more."""
    papers.follow(dung, decision, "Thu hồi…", TAKEN)
    dung.get_by_label("Lý do của dòng này").fill(BROKEN)
    citizen = person()
    assert answers(citizen, decision, dossier, code) == [200] * 5
    papers.issue(giang, dung, "295-QĐ/TU", today())
    assert answers(citizen, decision, dossier, code) == [200, 410, 404, 200, 410]
    check(citizen, code, "Giấy này không còn hiệu lực")
    for words in ("Đã thu hồi", "295-QĐ/TU", BROKEN):
        screens.told(citizen, words)
    assert problems_in_every_light(citizen) == []
    assert counts(citizen, TAKEN) == (3, 0)  # the original, and the two that name it
    citizen.goto(f"/quyet-dinh/{decision.rstrip('/').rsplit('/', 1)[1]}/")
    row = citizen.get_by_role("row").filter(has_text=TAKEN)
    expect(row).to_contain_text("Dòng này hết hiệu lực theo Quyết định số 295-QĐ/TU")
    row.get_by_role("link", name=re.compile("295-QĐ.TU")).click()
    screens.told(citizen, "Thu hồi dòng")
