"""Certificates printed over pre-printed stock: only the text, each field where the stock has room for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from danvan.decisions.models import Certificate
from danvan.dossiers.results import Measure, measures
from danvan.kit.vi import slug
from danvan.papers import certificate as whole
from danvan.papers.fitting import largest_serif
from danvan.papers.models import Printer, Stock
from danvan.papers.paper import Paper, paper
from danvan.papers.spots import MM_OF_POINT, SMALLEST, Spot, spots

ONE_LINE = frozenset({"name", "signer", "serial", "code", "dated", "reference"})
MOST_LINES = {"achievement": 3, "where": 2}


@dataclass(frozen=True)
class Said:
    """One field as it is printed on one sheet."""

    name: str
    text: str
    size: int
    check_url: str = ""


@dataclass(frozen=True)
class Line:
    """A line of the grid on a calibration sheet, and how heavy it is."""

    at: int
    kind: str


def overprint_paper(certificates: Sequence[Certificate], stock: Stock, printer: Printer | None = None) -> Paper:
    """The text of certificates in the order given, one sheet each, moved against the drift of the printer."""
    places, by = spots(stock), measures(whole.version_of(one) for one in certificates)
    sheets = [_sheet(one, places, by) for one in certificates]
    sizes = sorted({said.size for sheet in sheets for said in sheet})
    context = {"sheets": sheets, "title": f"{stock.name}, {len(sheets)} tờ"}
    return paper_on(stock, printer, "stock", context, sizes, filename=f"in-tren-{slug(stock.code)}.pdf")


def paper_on(
    stock: Stock, printer: Printer | None, template: str, context: Mapping[str, object], sizes: Sequence[int], *,
    filename: str,
) -> Paper:  # fmt: skip
    """A paper of the size of the stock, with a rule for each of its fields."""
    made = paper(template, context, css=("stock",), filename=filename)
    return Paper(made.html, made.css, made.filename, (style(stock, printer, sizes),))


def _sheet(certificate: Certificate, places: Sequence[Spot], by: Mapping[int, Measure]) -> list[Said]:
    page = whole.page(certificate, by)
    said = words(page)
    return [
        Said(spot.name, said[spot.name], fitted(spot, said[spot.name]), page.check_url if spot.name == "qr" else "")
        for spot in places
        if said[spot.name]
    ]


def words(page: whole.Page) -> dict[str, str]:
    """What each field says of one certificate."""
    capacity = "\n".join(part for part in (page.head.capacity, page.head.signer_title) if part)
    practice = page.practice if "“" in page.practice else f"“{page.practice}”"
    for_what = f"{page.honour}: {practice}" if page.practice else page.honour
    return {
        "name": page.name, "where": page.where, "achievement": for_what[:1].upper() + for_what[1:],
        "reference": page.reference, "serial": page.serial, "dated": page.head.dated, "capacity": capacity,
        "signer": page.head.signer, "code": page.code, "qr": page.code,
    }  # fmt: skip


def fitted(spot: Spot, text: str) -> int:
    """The size at which the text keeps to its lines: the spot's own, or as much smaller as it must be."""
    if spot.name == "qr":
        return SMALLEST
    room, size = spot.width / MM_OF_POINT, int(spot.size)
    most = MOST_LINES.get(spot.name, 1)
    if spot.name == "capacity":  # its lines are broken already
        return min(largest_serif(line, range(SMALLEST, size + 1), room) for line in text.split("\n"))
    return largest_serif(text, range(SMALLEST, size + 1), room, most=most)


def style(stock: Stock, printer: Printer | None, sizes: Sequence[int]) -> str:
    """The style sheet of a stock: numbers and words of ours alone, whatever its row says."""
    right, down = (-float(printer.right), -float(printer.down)) if printer else (0.0, 0.0)
    wide, high = float(stock.width), float(stock.height)
    rules = [
        f"@page {{ size: {wide:.1f}mm {high:.1f}mm; margin: 0 }}",
        f".stock {{ width: {wide:.1f}mm; height: {high:.1f}mm }}",
        f".stock-moved {{ left: {right:.1f}mm; top: {down:.1f}mm }}",
        *(_rule(spot) for spot in spots(stock)),
        *(f".stock-size-{size} {{ font-size: {size}pt }}" for size in sizes),
    ]
    return "\n".join(rules)


def _rule(spot: Spot) -> str:
    wrap = "nowrap" if spot.name in ONE_LINE else "pre-line"
    height = f"; height: {spot.width:.1f}mm" if spot.name == "qr" else ""
    return (
        f".stock-{spot.name} {{ left: {spot.x:.1f}mm; top: {spot.y:.1f}mm; width: {spot.width:.1f}mm{height}; "
        f"text-align: {spot.align}; font-weight: {spot.weight}; white-space: {wrap} }}"
    )


def calibration_paper(stock: Stock, printer: Printer | None = None) -> Paper:
    """A sheet of the size of the stock with a grid of millimetres and a cross where each field begins."""
    wide, high = float(stock.width), float(stock.height)
    context = {
        "title": f"Tờ cân chỉnh, {stock.name}", "stock": stock, "printer": printer, "spots": spots(stock),
        "across": _grid(wide), "along": _grid(high), "wide": wide, "high": high,
        "ticks": [Line(at, "long" if not at % 10 else "half" if not at % 5 else "short") for at in range(101)],
        "ruler_x": wide / 2 - 50, "ruler_y": high * 0.3,
    }  # fmt: skip
    return paper_on(stock, printer, "stock_calibration", context, [], filename=f"can-chinh-{slug(stock.code)}.pdf")


def _grid(length: float) -> list[Line]:
    return [
        Line(at, "heavy" if not at % 50 else "plain" if not at % 10 else "light") for at in range(0, int(length) + 1, 5)
    ]
