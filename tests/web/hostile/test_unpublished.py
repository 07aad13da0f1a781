"""A decision that is issued and waits for its hour: nobody outside can tell, then everything tells it at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest

from danvan.decisions.models import Certificate, Decision
from danvan.decisions.publishing import publish_due
from danvan.decisions.workflow import DECISION_LIFE
from danvan.dossiers.models import Dossier
from danvan.kit.codes import public_code
from danvan.portal import links
from danvan.reports.edition import MARK
from tests import make
from tests.unit.decisions.test_following import follower
from tests.web.hostile.pages import LISTS, rows_of, text_of

HOUR = make.NOON + timedelta(hours=1)
HIDDEN, RIGHT, NUMBER = "Mô hình BÍ MẬT", "Tên Đúng", "777-QĐ/MẬT"
ASKED = ("?q=777-Q%C4%90/M%E1%BA%ACT", "?q=bi+mat", "?q=ten+dung", "?tinh-trang=khen-thuong", "?khi-do=nay")
OWN = (
    "", "ho-so/", "ho-so/xuat/", "thong-bao/", "quyet-dinh/", "to-trinh/", "kien-nghi-xem-lai/", "bao-cao/",
    "ho-so/{0}/", "ho-so/{0}/ket-qua/", "quyet-dinh/{1}/", "quyet-dinh/{1}/ban-in.pdf", "quyet-dinh/{1}/giay.pdf",
    "quyet-dinh/{1}/ban-thao.docx", "quyet-dinh/{1}/in-giay/", "giay/{2}.pdf",
)  # fmt: skip
EDITION = re.compile(f'"{MARK}.*"')  # says that some officer did something on this day, and not what
CLOCK = re.compile(r"kiểm tra lúc [^<]*|csrfmiddlewaretoken[^>]*")


class Citizen:
    """Reads everything the public site says of one dossier and of every decision and certificate there is."""

    def __init__(self, visit, dossier: Dossier) -> None:
        self.browser, self.dossier, first = visit(""), dossier, Decision.objects.earliest("pk")
        self.decisions = range(first.pk, first.pk + 3)

    def addresses(self) -> Iterator[str]:
        one = self.dossier
        yield from LISTS
        yield from (f"{url}{more}" for url in ("/mo-hinh/", "/quyet-dinh/", "/api/v1/practices") for more in ASKED)
        yield from (links.unit(one.unit_id, one.unit_name), links.unit(one.superior_id, one.superior_name))
        yield from (links.practice(one.pk, title) for title in (HIDDEN, RIGHT))
        yield from (f"/quyet-dinh/{pk}/" for pk in self.decisions)
        yield from (f"/api/v1/practices/{one.pk}", "/suc-khoe/", "/robots.txt", "/sitemap.xml")

    def read(self, *more: str) -> dict[str, tuple[object, ...]]:
        """Every answer: its number, its marks for caches but the clock, and all its words."""
        found = {}
        for address in (*self.addresses(), *more):
            answer = self.browser.get(address)
            body = rows_of(answer) if "xlsx" in address else CLOCK.sub("", text_of(answer))
            mark = EDITION.sub("", answer.get("ETag", ""))
            found[address] = (answer.status_code, mark, answer.get("Location"), body)
        return found

    def check(self, code: str) -> list[tuple[int, str]]:
        """What a code answers, by page and by API, the code itself blotted out."""
        answers = [self.browser.get(url.format(code)) for url in ("/tra-cuu/{}/", "/api/v1/certificates/{}")]
        shown = re.compile(f"{code[:4]}[- ]?{code[4:]}")
        return [(one.status_code, shown.sub("*", CLOCK.sub("", text_of(one)))) for one in answers]


@pytest.fixture
def secret(cast) -> Dossier:
    return make.dossier(cast.village, cast.campaign, state="APPROVED", title=HIDDEN)


def original(cast, *dossiers: Dossier, **more) -> Decision:
    key = {"number": NUMBER, "number_key": "777-qd-mat", "publish_at": HOUR, "campaign": cast.campaign}
    return make.decision(cast.province, *dossiers, **{**key, **more})


def issue(cast, decision: Decision, step: str = "issue") -> None:
    DECISION_LIFE.take(decision, step, by=cast.giang, at=make.NOON)
    decision.refresh_from_db()


def figures(citizen: Citizen) -> list[int]:
    """How many are recognised, by every place that counts or lists them, and how many decisions there are."""
    told = {name: citizen.browser.get(f"/api/v1/{name}").json() for name in ("statistics", "practices", "decisions")}
    sheet = rows_of(citizen.browser.get("/mo-hinh/xuat.xlsx"))
    page = text_of(citizen.browser.get("/mo-hinh/")).count('class="models-row"')
    return [told["statistics"]["recognised"], told["practices"]["count"], len(sheet), page, told["decisions"]["count"]]


def test_issue_shows_nothing_before_its_hour_and_everything_from_it_on(cast, visit, secret):
    decision, citizen = original(cast, secret), Citizen(visit, secret)
    before, none = citizen.read(), figures(citizen)

    issue(cast, decision)
    code = Certificate.objects.get().code
    assert citizen.read() == before
    assert citizen.check(code) == citizen.check(public_code())
    assert publish_due(at=make.NOON) == []

    publish_due(at=HOUR)
    assert (none, figures(citizen)) == ([0, 0, 0, 0, 0], [1, 1, 1, 1, 1])
    assert [status for status, _ in citizen.check(code)] == [200, 200]
    after = citizen.read()
    assert [after[f"/quyet-dinh/{decision.pk}/"][0], after[links.practice(secret.pk, HIDDEN)][0]] == [200, 200]


def test_a_correction_and_a_taking_back_show_nothing_before_their_hour(cast, visit, secret):
    decision = original(cast, secret, publish_at=None)
    issue(cast, decision)
    old, citizen = Certificate.objects.get().code, Citizen(visit, secret)

    amending = follower(cast, decision, "AMEND", HIDDEN, title=RIGHT, publish_at=HOUR)
    before = citizen.read(), citizen.check(old)
    issue(cast, amending, "follow")
    new = Certificate.objects.exclude(code=old).get().code
    assert (citizen.read(), citizen.check(old)) == before
    assert citizen.check(new) == citizen.check(public_code())
    publish_due(at=HOUR)
    assert [figures(citizen), citizen.check(old)[1][0], citizen.check(new)[1][0]] == [[1, 1, 1, 1, 2], 410, 200]

    amending.refresh_from_db()
    taking = follower(cast, amending, "REVOKE", RIGHT, publish_at=HOUR)
    before = citizen.read(), citizen.check(old), citizen.check(new)
    issue(cast, taking, "follow")
    assert (citizen.read(), citizen.check(old), citizen.check(new)) == before
    publish_due(at=HOUR)
    assert [figures(citizen), citizen.check(old)[1][0], citizen.check(new)[1][0]] == [[0, 0, 0, 0, 3], 410, 410]
    assert citizen.read()[links.practice(secret.pk, RIGHT)][0] == 410


def test_those_below_do_not_read_it_before_its_hour_either(cast, visit, secret):
    decision = original(cast, secret)
    issue(cast, decision)
    paper = Certificate.objects.get()
    told = {NUMBER, paper.code, paper.serial, f"{paper.code[:4]}-{paper.code[4:]}"}

    for who in ("an", "binh", "chi"):
        for address in OWN:
            answer = visit(who).get("/can-bo/" + address.format(secret.pk, decision.pk, paper.pk))
            if "{1}" in address or "{2}" in address:
                assert answer.status_code == 404, (who, address)
            else:
                assert [word for word in told if word in text_of(answer)] == [], (who, address)
    result = visit("an").get(f"/can-bo/ho-so/{secret.pk}/ket-qua/")
    assert "chờ quyết định công nhận" in text_of(result)
