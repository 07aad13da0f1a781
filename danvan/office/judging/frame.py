"""What the three screens of judging share: whose they are, and the tabs between them."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse

from danvan.accounts.models import User
from danvan.dossiers.conflicts import judges_in
from danvan.dossiers.models import Campaign
from danvan.office.reach import campaigns_for

SCREENS = (
    ("judging-seats", "Phân công"), ("judging-load", "Khối lượng theo người"), ("judging-ties", "Khai quan hệ"),
)  # fmt: skip


def campaign_of(user: User, pk: int) -> Campaign:
    """A living campaign for whose organiser this person judges or approves; for others there is none."""
    campaign = campaigns_for(user).filter(pk=pk, is_archive=False).first()
    if campaign is None or not judges_in(user, campaign):
        raise Http404
    return campaign


def frame(campaign: Campaign, current: str) -> dict[str, Any]:
    """The campaign, the tabs and the way back to the queue."""
    tabs = [
        {"label": label, "url": reverse(f"office:{name}", args=[campaign.pk]), "current": name == current}
        for name, label in SCREENS
    ]
    crumbs = [
        {"label": "Chấm, thẩm định", "url": reverse("office:review")},
        {"label": next(label for name, label in SCREENS if name == current), "url": ""},
    ]
    return {"campaign": campaign, "screens": tabs, "crumbs": crumbs}
