"""The right side and the table of the desk: how far the units of one campaign have come, late ones first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from danvan.criteria.enums import Track
from danvan.dossiers.enums import KINDS, State, Voice
from danvan.dossiers.models import Campaign
from danvan.dossiers.results import COUNTING, Measure
from danvan.reports.desk import TitleRow, UnitCounts, UnitRow
from danvan.units.enums import COMMUNE_KINDS

SHOWN_LATE, SHOWN_MOVING = 5, 9  # rows of the table before "Xem cả …"
TONES = {Voice.SELF: "ink", Voice.SUPERIOR: "cham", Voice.PROVINCE: "red", "": "ink"}
NONE = UnitCounts()


@dataclass(frozen=True)
class StageRow:
    """How many units have reached a stage; ``url`` opens exactly these units in the table."""

    key: str
    label: str
    done: int
    total: int
    tone: str
    url: str


@dataclass(frozen=True)
class BoardRow:
    """One unit of the table, ready to be drawn."""

    name: str
    url: str
    kind: str
    state: str
    marks: str
    groups: list[int]
    tone: str
    voice: str
    points: str  # "97/100" on a list by points
    models: int
    register_url: str


@dataclass(frozen=True)
class Board:
    """The units of one campaign with their counts, their title dossiers, and what each has still to register."""

    campaign: Campaign
    units: Sequence[UnitRow]
    counts: Mapping[int, UnitCounts]
    titles: Mapping[int, TitleRow]
    measures: Mapping[int, Measure]
    lacking: Mapping[int, str]  # by unit, in words

    def of(self, unit: UnitRow) -> UnitCounts:
        return self.counts.get(unit.pk, NONE)

    @property
    def has_middle_tier(self) -> bool:
        hosts = {self.campaign.organiser_id, self.campaign.keeper_id}
        return any(unit.parent_id not in hosts for unit in self.units)

    def unregistered(self) -> list[UnitRow]:
        """The units that have still to register, the same that the report and the reminder name."""
        return [unit for unit in self.units if unit.pk in self.lacking]


Test = Callable[[UnitCounts], bool]


def _never(counts: UnitCounts) -> bool:
    """Whether a unit has registered is told by what it lacks, not by what it has."""
    return False


# Key in addresses, label, which units count, tone of the grains.
_THREE: tuple[tuple[str, str, Test, str], ...] = (
    ("dang-ky", "Đăng ký", _never, "cham"),
    ("tu-cham", "Tự chấm", lambda c: c.reported > 0, "cham"),
    ("huyen", "Huyện chấm", lambda c: c.scored > 0, "cham"),
    ("gui-tinh", "Gửi tỉnh", lambda c: c.sent > 0, "cham"),
    ("cong-nhan", "Công nhận", lambda c: c.recognised > 0, "gold"),
)
_TWO = (*_THREE[:2], ("tham-dinh", "Thẩm định", lambda c: c.judged > 0, "cham"), _THREE[4])
_LATE: tuple[tuple[str, str, Test, str], ...] = (
    ("chua-dang-ky", "Chưa đăng ký", _never, "red"),
)  # fmt: skip


def stages(board: Board) -> list[StageRow]:
    """The stages in order, each with the number of units that have reached it."""
    rows = []
    for key, label, reached, tone in _THREE if board.has_middle_tier else _TWO:
        done = len(_reached(board, key, reached))
        rows.append(StageRow(key, label, done, len(board.units), tone, _listing(board.campaign, key)))
    return rows


def _reached(board: Board, key: str, reached: Test) -> list[UnitRow]:
    if key in {"dang-ky", "chua-dang-ky"}:
        return [unit for unit in board.units if (unit.pk in board.lacking) == (key == "chua-dang-ky")]
    return [unit for unit in board.units if reached(board.of(unit))]


def _listing(campaign: Campaign, key: str) -> str:
    return f"{reverse('office:desk')}?{urlencode({'dot': campaign.code, 'loc': key})}#tien-do"


def chosen(board: Board, key: str) -> tuple[str, list[UnitRow]]:
    """The units that a link of the desk asks for, with the words for them; all of them for an unknown key."""
    for name, label, reached, _ in (*_THREE, *_TWO, *_LATE):
        if name == key:
            return label, _reached(board, key, reached)
    return "", list(board.units)


def late_first(board: Board, units: Sequence[UnitRow]) -> list[UnitRow]:
    """The units that have come least far at the head; among equals, Vietnamese order."""
    return sorted(units, key=lambda unit: (_rank(board, unit), unit.sort_key, unit.pk))


def at_first(board: Board, ordered: Sequence[UnitRow]) -> list[UnitRow]:
    """The rows shown before all are asked for: the first of those that have sent nothing, then of those at work."""
    late = [unit for unit in ordered if unit.pk in board.lacking]
    moving = [unit for unit in ordered if unit.pk not in board.lacking]
    return late[:SHOWN_LATE] + moving[: SHOWN_MOVING + max(SHOWN_LATE - len(late), 0)]


_RANKS = {
    State.DRAFT: 1, State.RETURNED: 2, State.REWORK: 2, State.SENT_BACK: 2, State.SUBMITTED: 3, State.ACCEPTED: 3,
    State.REPORTED: 4, State.SENT: 5, State.CONFIRMED: 6, State.DECLINED: 6, State.STOPPED: 6, State.APPROVED: 7,
}  # fmt: skip


def _rank(board: Board, unit: UnitRow) -> int:
    counts, title = board.of(unit), board.titles.get(unit.pk)
    if unit.pk in board.lacking:
        return 1 if counts.drafts or counts.registered else 0
    if title is not None:
        return 8 if title.recognised else _RANKS[State(title.state)]
    reached = (counts.recognised, counts.judged, counts.sent, counts.reported)
    return next((rank for rank, count in zip((8, 6, 5, 4), reached, strict=True) if count), 3)


def rows(board: Board, units: Sequence[UnitRow], may_register: Callable[[UnitRow], bool]) -> list[BoardRow]:
    """These units as the table shows them."""
    return [_row(board, unit, may_register) for unit in units]


def _row(board: Board, unit: UnitRow, may_register: Callable[[UnitRow], bool]) -> BoardRow:
    counts, title = board.of(unit), board.titles.get(unit.pk)
    kind, state = _state(counts, title, board.lacking.get(unit.pk, ""))
    tone = "gold" if title and title.recognised else TONES[title.voice if title else ""]
    measure = board.measures.get((title.version_id or 0) if title else 0, COUNTING)
    track = Track.COMMUNE if unit.kind in COMMUNE_KINDS else Track.AGENCY
    register = f"{reverse('office:dossier-new', args=[board.campaign.code])}?don-vi={unit.pk}&noi-dung={track}"
    asked = urlencode({"dot": board.campaign.code, "don-vi": unit.code})
    return BoardRow(
        name=unit.name, url=f"{reverse('office:dossiers')}?{asked}",
        kind=kind, state=state, marks=title.marks if title else "",
        groups=measure.sizes, tone=tone, points=measure.total(title.marks, title.points) if title else "",
        voice=Voice(title.voice).label if title and title.voice else "", models=counts.models,
        register_url=register if unit.pk in board.lacking and may_register(unit) else "",
    )  # fmt: skip


def _state(counts: UnitCounts, title: TitleRow | None, lacking: str) -> tuple[str, str]:
    """The grain and the words for where a unit is: its title first, otherwise what it lacks or its models."""
    if title is not None and title.state != State.DRAFT:
        return ("rec", "Được công nhận") if title.recognised else (KINDS[State(title.state)], State(title.state).label)
    if not counts.registered:
        return "late", "Chưa đăng ký, có bản nháp" if counts.drafts else "Chưa đăng ký"
    if lacking:
        return "late", f"Còn phải đăng ký: {lacking}"
    reached = (
        (counts.recognised, "rec", "Có mô hình được công nhận"), (counts.judged, "done", "Đã thẩm định mô hình"),
        (counts.sent, "work", "Đã gửi thẩm định mô hình"), (counts.reported, "work", "Đã tự chấm mô hình"),
    )  # fmt: skip
    return next(((kind, label) for count, kind, label in reached if count), ("work", "Đã đăng ký mô hình"))


def whose(units: Sequence[UnitRow]) -> str:
    """The units in words: "20 xã, phường, thị trấn và 31 cơ quan"."""
    communes = sum(unit.kind in COMMUNE_KINDS for unit in units)
    agencies = len(units) - communes
    parts = [f"{communes} xã, phường, thị trấn" if communes else "", f"{agencies} cơ quan" if agencies else ""]
    return " và ".join(part for part in parts if part)
