"""The fields of pre-printed stock: what can be printed on it, and where each stands on the sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Any

from danvan.papers.models import Stock

# What can be printed, in the order of the table; a stock prints those it has a place for.
FIELDS = {
    "name": "Tên tập thể, cá nhân", "where": "Đơn vị, địa chỉ", "achievement": "Thành tích",
    "reference": "Số, ngày quyết định", "serial": "Số vào sổ", "dated": "Nơi, ngày ký",
    "capacity": "Thẩm quyền, chức vụ ký", "signer": "Người ký", "code": "Mã giấy", "qr": "Mã QR",
}  # fmt: skip
ALIGNS = {"left": "trái", "center": "giữa", "right": "phải"}
WEIGHTS = {"normal": "thường", "bold": "đậm"}
SMALLEST, LARGEST = 6, 60  # points
LEAST_QR = 12  # millimetres, below which telephones no longer read it
MM_OF_POINT = 25.4 / 72
SHEET_LEAST, SHEET_MOST = 100, 620  # millimetres


class WrongSpot(ValueError):
    """A place that no sheet of this size has; the message says which field, and why."""


@dataclass(frozen=True)
class Spot:
    """Where one field stands: its upper left corner and width in millimetres, the size of its letters in points."""

    name: str
    x: float
    y: float
    width: float
    size: float
    align: str = "left"
    weight: str = "normal"

    @property
    def label(self) -> str:
        return FIELDS[self.name]

    @property
    def height(self) -> float:
        """The room of its first line in millimetres; the picture of a code is as high as it is wide."""
        return self.width if self.name == "qr" else self.size * 1.2 * MM_OF_POINT


def spots(stock: Stock) -> list[Spot]:
    """The fields that this stock prints, in the order of ``FIELDS``."""
    told = {row["name"]: row for row in stock.fields}
    return [_read(told[name]) for name in FIELDS if name in told]


def _read(row: Mapping[str, Any]) -> Spot:
    x, y, width, size = (float(row[key]) for key in ("x", "y", "width", "size"))
    return Spot(str(row["name"]), x, y, width, size, str(row["align"]), str(row["weight"]))


def checked(found: Iterable[Spot], width: float, height: float) -> list[dict[str, Any]]:
    """The rows to store, each inside a sheet of this size. Raises ``WrongSpot``."""
    if not (SHEET_LEAST <= width <= SHEET_MOST and SHEET_LEAST <= height <= SHEET_MOST):
        raise WrongSpot(f"Khổ phôi phải từ {SHEET_LEAST} đến {SHEET_MOST} mm mỗi chiều.")
    places = list(found)
    if not any(spot.name == "name" for spot in places):
        raise WrongSpot("Phôi phải có ô “Tên tập thể, cá nhân”.")
    for spot in places:
        if why := _why_not(spot, width, height):
            raise WrongSpot(f"Ô “{spot.label}” {why}")
    return [asdict(spot) for spot in places]


def _why_not(spot: Spot, width: float, height: float) -> str:
    if spot.name == "qr" and spot.width < LEAST_QR:
        return f"phải rộng ít nhất {LEAST_QR} mm để điện thoại đọc được."
    if not SMALLEST <= spot.size <= LARGEST:
        return f"phải có cỡ chữ từ {SMALLEST} đến {LARGEST}."
    if spot.align not in ALIGNS or spot.weight not in WEIGHTS:
        return "có kiểu chữ không dùng được."
    if spot.width <= 0 or spot.x < 0 or spot.y < 0:
        return "phải nằm trong tờ giấy: số đo không âm, rộng hơn 0."
    if spot.x + spot.width > width or spot.y + spot.height > height:
        return f"ra ngoài tờ giấy rộng {width:g} mm, cao {height:g} mm."
    return ""


def edition(stock: Stock) -> str:
    """What tells this stock as it stands from the same stock changed since."""
    places = [repr(spot) for spot in spots(stock)]
    size = [f"{Decimal(side):.1f}" for side in (stock.width, stock.height)]
    return sha256("|".join([stock.name, *size, str(stock.ended_on), *places]).encode()).hexdigest()[:16]
