"""The ledger of contributions: its tabs, its rows, the sums below, and the page of one contribution."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.shortcuts import get_object_or_404
from django.urls import reverse

from danvan.accounts.access import Action, may, may_somewhere
from danvan.accounts.models import User
from danvan.kit import dates
from danvan.office.progress.forms import figure
from danvan.office.progress.listing import Row
from danvan.office.progress.pages import buttons, history
from danvan.progress.enums import GiftKind, GiftState
from danvan.progress.giving import amount
from danvan.progress.models import Contribution, ContributionQuerySet
from danvan.progress.workflow import GIFT_LIFE
from danvan.reports.progressing import Given, totals

PER_PAGE = 40
WORDS = {"cho": "Chờ xác nhận", "da-xac-nhan": "Đã xác nhận", "khong-xac-nhan": "Không xác nhận", "tat-ca": "Tất cả"}
STATES = {"cho": GiftState.RECORDED, "da-xac-nhan": GiftState.CONFIRMED, "khong-xac-nhan": GiftState.DISPUTED}
SUM_HEADS = ("Nơi nhận", "Tiền mặt (đồng)", "Ngày công", "Đất (m²)", "Vật tư (đồng)", "Số khoản")


@dataclass(frozen=True)
class Ledger:
    """One tab of one year, with the sums of that year."""

    year: int
    tab: str
    tabs: Sequence[dict[str, Any]]
    rows: Sequence[Row]
    page: Page[Contribution]
    heads: Sequence[dict[str, str]]
    sums: Sequence[Sequence[dict[str, str]]]
    receiver: str
    may_give: bool
    base: str


def ledger(user: User, asked: dict[str, Any], today: date) -> Ledger:
    """What is asked for; without asking, what waits for confirmation this year."""
    year, tab = int(asked["nam"] or today.year), asked["muc"] or "cho"
    of_year = Contribution.objects.for_user(user).filter(given_on__year=year)
    shown = of_year.filter(receiver=asked["noi-nhan"]) if asked["noi-nhan"] else of_year
    kept = f"&noi-nhan={asked['noi-nhan']}" if asked["noi-nhan"] else ""
    address = f"{reverse('office:contributions')}?nam={year}{kept}"
    tabs = [
        {"url": f"{address}&muc={key}", "label": label, "count": _of_tab(shown, key).count(), "current": key == tab}
        for key, label in WORDS.items()
    ]
    found = _of_tab(shown, tab).select_related("unit", "receiver").order_by("-given_on", "-pk")
    page = Paginator(found, PER_PAGE).get_page(asked["page"] or 1)
    sums = totals(of_year)
    receiver = next((row.name for row in sums.rows if row.unit_id == asked["noi-nhan"]), "")
    return Ledger(
        year, tab, tabs, [gift_row(one) for one in page], page,
        [{"label": label, "kind": "right" if place else ""} for place, label in enumerate(SUM_HEADS)],
        [_sums(row, year) for row in [*sums.rows, sums.all]] if sums.rows else [], receiver,
        may_somewhere(user, Action.EDIT), f"nam={year}&muc={tab}{kept}&",
    )  # fmt: skip


def _of_tab(gifts: ContributionQuerySet, tab: str) -> ContributionQuerySet:
    return gifts.filter(state=STATES[tab]) if tab in STATES else gifts


def _sums(row: Given, year: int) -> list[dict[str, str]]:
    """One line of the sums; its name opens the rows behind it."""
    url = f"{reverse('office:contributions')}?nam={year}&muc=da-xac-nhan"
    url = f"{url}&noi-nhan={row.unit_id}" if row.unit_id else url
    return [
        {"text": row.name, "url": url},
        *({"text": figure(value) if value else "", "kind": "right"} for value in row.amounts),
        {"text": str(row.count), "kind": "right"},
    ]


def gift_row(gift: Contribution) -> Row:
    """A contribution as it is listed."""
    what = f": {gift.what}" if gift.what else ""
    return Row(
        gift.get_absolute_url(), f"{amount(gift.kind, gift.quantity)}{what}",
        f"{gift.get_kind_display()}. {gift.unit.name} giúp {gift.receiver.name}", gift.grain, gift.state_label,
        dates.plain(gift.given_on),
    )  # fmt: skip


def load_gift(user: User, pk: int) -> Contribution:
    """The contribution, or 404 for who reads neither side."""
    related = ("unit", "receiver", "dossier", "written_by", "settled_by")
    return get_object_or_404(Contribution.objects.for_user(user).select_related(*related), pk=pk)


def may_correct(user: User, gift: Contribution) -> bool:
    """Those who write for the giver, until the commune has confirmed."""
    return gift.state in (GiftState.RECORDED, GiftState.DISPUTED) and may(user, Action.EDIT, gift.unit)


def gift_context(user: User, gift: Contribution, typed: dict[str, str] | None = None) -> dict[str, Any]:
    """The page of a contribution; whoever wrote it down is not offered to confirm it."""
    hidden = ("correct", "confirm") if gift.written_by_id == user.pk else ("correct",)
    dossier_url = gift.dossier.get_absolute_url() if gift.dossier and may(user, Action.VIEW, gift.unit) else ""
    rows = [
        ("Đơn vị đóng góp", gift.unit.name, ""), ("Nơi nhận", gift.receiver.name, ""),
        ("Loại", GiftKind(gift.kind).label, ""), ("Ngày giao nhận", dates.plain(gift.given_on), ""),
        ("Nội dung", gift.what, ""), ("Thuộc hồ sơ", gift.dossier.title if gift.dossier else "", dossier_url),
        ("Ghi chú", gift.note, ""), ("Người ghi", str(gift.written_by), ""),
        ("Người trả lời", str(gift.settled_by or ""), ""),
    ]  # fmt: skip
    return {
        "gift": gift, "title": amount(gift.kind, gift.quantity),
        "facts": [{"label": label, "value": value, "url": url} for label, value, url in rows if value],
        "corrects": may_correct(user, gift), "history": history(gift), "crumbs": crumbs(amount_of(gift)),
        "steps": buttons(GIFT_LIFE, user, gift, "office:contribution-step", typed, hidden),
    }  # fmt: skip


def amount_of(gift: Contribution) -> str:
    """The quantity of a contribution with its measure."""
    return amount(gift.kind, gift.quantity)


def crumbs(label: str) -> list[dict[str, str]]:
    """The way back to the ledger."""
    return [
        {"label": "Báo cáo", "url": reverse("office:reports")},
        {"label": "Đóng góp giúp xã", "url": reverse("office:contributions")}, {"label": label, "url": ""},
    ]  # fmt: skip
