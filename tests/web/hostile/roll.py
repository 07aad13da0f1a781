"""The honour roll that hostile readers stand before, and every address of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from danvan.api.datasets import BY_NAME
from danvan.dossiers.models import Dossier
from danvan.hearings.actions import (
    Plan,
    open_consultation,
    prepare,
)
from danvan.portal import links
from danvan.portal.figures_page import SECTIONS
from tests import make
from tests.unit.library import rows as papers
from tests.unit.stories import rows as stories


@pytest.fixture
def roll(cast):
    """A recognised model with a story, an open consultation, and a document; the public reads all three."""
    model = stories.model(cast, title="Hiến đất làm đường")
    stories.told(cast, model, shown=True)
    judged = make.dossier(cast.village, cast.campaign, state="CONFIRMED", title="Tuyến đường hoa")
    candidate = laid_open(cast, judged)
    return {"model": model, "candidate": candidate, "document": papers.public(cast.province, cast.dung)}


def laid_open(cast, dossier: Dossier, *, is_open: bool = True, **more):
    today = timezone.localdate()
    plan = Plan(
        **{"title": "Góp ý", "opens_on": today, "closes_on": today + timedelta(days=5), "dossiers": [dossier], **more}
    )
    made = prepare(campaign=cast.campaign, plan=plan, by=cast.dung, at=timezone.now())
    if is_open:
        open_consultation(consultation=made, by=cast.dung, at=timezone.now())
    return made.candidates.select_related("consultation", "dossier__campaign__keeper").get()


def places(roll) -> list[str]:
    """Every new public address that can be asked for, with something behind it."""
    model, candidate, document = roll["model"].pk, roll["candidate"], roll["document"].pk
    title = roll["model"].title
    held = candidate.consultation_id
    return [
        "/", "/mo-hinh/", "/mo-hinh/xuat.csv", "/mo-hinh/xuat.json", "/mo-hinh/xuat.xlsx", "/mo-hinh/tin.atom",
        "/mo-hinh/tin.rss",
        links.practice(model, title), links.copies(model, title), links.practice_opinion(model, title),
        links.practice_card(model, title), f"/mo-hinh/{model}/", "/so-sanh/", "/don-vi/", "/gop-y/", f"/gop-y/{held}/",
        f"/gop-y/{held}/{candidate.pk}/", "/gop-y/theo-doi/", "/gop-y/da-gui/", "/go-thong-tin/", "/van-ban/",
        f"/van-ban/{document}/", f"/van-ban/{document}/tep/", "/quyet-dinh/", "/quyet-dinh/xuat.csv", "/danh-hieu/",
        "/thong-ke/", *(f"/thong-ke/{key}.{form}" for key in SECTIONS for form in ("csv", "xlsx")),
        "/tieu-chi/", "/lien-he/", "/en/", "/so-do/", "/sitemap.xml",
        "/sitemap-trang.xml", "/sitemap-mo-hinh.xml", "/sitemap-van-ban.xml", "/robots.txt",
        "/du-lieu/", "/du-lieu/api/",
        *(f"/du-lieu/{name}.{form}" for name in BY_NAME for form in ("csv", "json")),
        "/api/v1/practices", f"/api/v1/practices/{model}", "/api/v1/statistics",
    ]  # fmt: skip


def posts(roll) -> list[str]:
    model, candidate, document = roll["model"].pk, roll["candidate"], roll["document"].pk
    held = candidate.consultation_id
    office = [
        "gop-y/dang/", "gop-y/1/", f"gop-y/dot/moi/{roll['model'].campaign_id}/", f"gop-y/dot/{held}/sua/",
        *(f"gop-y/dot/{held}/buoc/{step}/" for step in ("open", "extend", "close", "cancel")),
        f"gop-y/dot/{held}/tong-hop/{candidate.pk}/", "go-thong-tin/1/", "cau-chuyen/anh/1/dong-y/",
        "cau-chuyen/anh/1/thu-tu/", "cau-chuyen/anh/1/go/", f"ho-so/{model}/cau-chuyen/",
        f"ho-so/{model}/cau-chuyen/go/", f"ho-so/{model}/cau-chuyen/them-anh/",
        f"lien-he/{roll['model'].unit_id}/", "van-ban/moi/",
        *(f"van-ban/{document}/{step}/" for step in ("sua", "dang", "go", "thay")), f"lam-theo/{model}/",
    ]  # fmt: skip
    public = [
        f"/gop-y/{held}/{candidate.pk}/",
        links.practice_opinion(model, roll["model"].title),
        "/go-thong-tin/",
        "/gop-y/theo-doi/",
    ]
    return [*(f"/can-bo/{way}" for way in office), *public]
