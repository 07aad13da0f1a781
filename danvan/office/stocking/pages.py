"""What the pages of stock and batches show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from danvan.accounts.models import User
from danvan.decisions.models import Decision
from danvan.kit import dates
from danvan.office.stocking.forms import RunForm
from danvan.papers.models import Printer, PrintRun, Stock
from danvan.papers.spots import MM_OF_POINT, Spot, spots
from danvan.papers.stocking import boards_of, may_keep, printers_for, stock_for

REFRESH = 5  # seconds between two looks at a batch on its way
_ANCHORS = {"left": ("start", 0.0), "center": ("middle", 0.5), "right": ("end", 1.0)}
# What stands in the preview of a stock, as long as real words are.
_SAMPLE = {
    "name": "Đảng bộ xã Đồng Điều", "where": "Huyện ủy Miền Đông", "achievement": "Đạt danh hiệu “Dân vận khéo”",
    "reference": "Quyết định số 86-QĐ/HU, ngày 25/11/2026", "serial": "2026/CD/086-04",
    "dated": "Miền Đông, ngày 25 tháng 11 năm 2026", "capacity": "T/M BAN THƯỜNG VỤ", "signer": "Họ và tên",
    "code": "7KQ4-M2PD", "qr": "",
}  # fmt: skip


@dataclass(frozen=True)
class Mark:
    """One field in the preview: its box in millimetres, and its words."""

    spot: Spot
    text: str
    text_x: float
    text_y: float
    letters: float
    anchor: str


def marks(stock: Stock) -> list[Mark]:
    """The fields of a stock, drawn with sample words."""
    return [_mark(spot) for spot in spots(stock)]


def _mark(spot: Spot) -> Mark:
    anchor, share = _ANCHORS.get(spot.align, _ANCHORS["left"])
    letters = spot.size * MM_OF_POINT
    return Mark(spot, _SAMPLE[spot.name], spot.x + spot.width * share, spot.y + letters, letters, anchor)


def listing(user: User, day: date) -> dict[str, object]:
    """The stock and the printers this person prints with."""
    found = stock_for(user).order_by("unit_id", "name", "pk")
    return {
        "rows": [_row(one, user, day) for one in found], "boards": boards_of(user),
        "printers": printers_for(user).order_by("unit__sort_key", "name", "pk"),
    }  # fmt: skip


def _row(stock: Stock, user: User, day: date) -> dict[str, object]:
    ended = stock.ended_on is not None and stock.ended_on <= day
    size = " × ".join(f"{side:.1f}".removesuffix(".0").replace(".", ",") for side in (stock.width, stock.height))
    return {
        "stock": stock, "own": may_keep(user, stock.unit), "ended": ended, "size": f"{size} mm",
        "owner": stock.unit.name if stock.unit else "Dùng chung",
    }  # fmt: skip


def aligned(printers: list[Printer], stock: Stock) -> list[dict[str, str]]:
    """The calibration sheets of a stock: as it is, and against the drift of each printer."""
    plain = reverse("office:stock-calibration", args=[stock.pk])
    sheets = [{"label": "Tờ cân chỉnh, chưa bù lệch", "url": plain}]
    return sheets + [{"label": f"Tờ cân chỉnh, máy {one.name}", "url": f"{plain}?may={one.pk}"} for one in printers]


def told(run: PrintRun) -> dict[str, object]:
    """One batch as it stands."""
    kind, label = "work", f"Đang dựng {run.done}/{run.total} giấy"
    if run.error:
        kind, label = "late", "Không dựng được"
    elif run.finished_at:
        kind, label = "done", f"Đã dựng xong {run.total} giấy"
    elif not run.done:
        label = "Đang chờ dựng"
    over = run.stock.name if run.stock else "Giấy trắng A4"
    return {
        "run": run, "kind": kind, "label": label, "over": over, "printer": run.printer.name if run.printer else "",
        "asked": f"{run.asked_by} yêu cầu lúc {dates.at_hour(run.asked_at)}", "waits": kind == "work",
    }  # fmt: skip


def runs_context(decision: Decision, form: RunForm) -> dict[str, object]:
    """The page from which a decision's certificates are printed."""
    found = decision.print_runs.select_related("stock", "printer", "asked_by").order_by("-pk")[:10]
    return {"decision": decision, "form": form, "runs": [told(run) for run in found], "crumbs": crumbs(decision)}


def crumbs(decision: Decision | None, label: str = "In giấy") -> list[dict[str, str]]:
    """The way back: to the decision, or to the stock."""
    if decision is None:
        return [{"label": "Quyết định", "url": reverse("office:decisions")},
                {"label": "Phôi, máy in", "url": reverse("office:stock")}, {"label": label, "url": ""}]  # fmt: skip
    return [{"label": "Quyết định", "url": reverse("office:decisions")},
            {"label": decision.reference, "url": reverse("office:decision", args=[decision.pk])},
            {"label": label, "url": ""}]  # fmt: skip
