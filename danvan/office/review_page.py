"""The page on which a board judges one dossier: what needs a look first, then everything, and the conclusion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from danvan.accounts.access import Action, may
from danvan.accounts.models import User
from danvan.dossiers.conflicts import kept_from_judging, why_barred
from danvan.dossiers.enums import KINDS, State, Voice
from danvan.dossiers.freezing import content_of
from danvan.dossiers.models import Dossier
from danvan.dossiers.scoring import may_score
from danvan.dossiers.voices import last_voice
from danvan.kit import dates, numbers, vi
from danvan.ledger.models import Event
from danvan.office.card_page import CardPage, heading
from danvan.office.folder import Folder
from danvan.office.returning.telling import Difference
from danvan.office.sheet import Row

MENDED = "da-sua"  # the tab of a dossier that came back
QUIET = ("score", "blind_score")  # one line of the ledger for every choice on a sheet: told by the sheet itself
CONTENT = (
    ("title", "Tên mô hình"), ("theme", "Lĩnh vực"), ("holder_name", "Tập thể, cá nhân"),
    ("situation", "Thực trạng, lý do"), ("objectives", "Mục tiêu, tiêu chí"), ("method", "Nội dung, cách thức"),
    ("place", "Địa bàn, đối tượng"), ("forces", "Lực lượng thực hiện"), ("resources", "Nguồn lực"),
    ("schedule", "Thời gian"), ("outputs", "Sản phẩm, kết quả đầu ra"), ("upkeep", "Khả năng duy trì, nhân rộng"),
    ("contact", "Người phụ trách"),
)  # fmt: skip


@dataclass(frozen=True)
class Fact:
    """A label and its value."""

    label: str
    value: str


@dataclass(frozen=True)
class View:
    """One way of looking at the dossier, as a tab."""

    key: str
    label: str
    url: str
    current: bool
    count: int | None = None


@dataclass(frozen=True)
class Entry:
    """One line of the ledger."""

    at: str
    title: str
    note: str
    kind: str = "done"


@dataclass(frozen=True)
class Head:
    """What stands over the dossier."""

    over: str
    heading: str
    by: str
    state: str
    state_kind: str


def own_voice(folder: Folder, user: User) -> Voice | None:
    """The highest voice with which this person judges this dossier; None for those who only read or approve."""
    mine = [voice for voice in folder.voices if voice != Voice.SELF and may_score(user, folder.dossier, voice)]
    return mine[-1] if mine else None


def only_registered(folder: Folder) -> bool:
    """Is there nothing to judge yet but the registration itself?"""
    return not folder.cards and folder.dossier.state in {State.DRAFT, State.SUBMITTED, State.RETURNED}


def head(dossier: Dossier, sheet: CardPage | None) -> Head:
    """The heading of the dossier."""
    year = f"năm {dossier.year}"
    paper = f"phiếu {sum(sheet.sizes)} tiêu chí {year}" if sheet else f"đăng ký {year}"
    over = f"{dossier.superior_name}, {paper}" if dossier.superior_name else vi.capfirst_vi(paper)
    by = ", ".join(filter(None, [dossier.holder_name, dossier.unit_name])) if dossier.is_model else ""
    return Head(over, heading(dossier), by, State(dossier.state).label, KINDS[State(dossier.state)])


@dataclass(frozen=True)
class Wanted:
    """What the address asks of the page: which tab, and the conditions of the queue beside it."""

    view: str = ""
    query: str = ""


def views(
    dossier: Dossier, sheet: CardPage | None, wanted: Wanted, folder: Folder | None, mended: Difference | None
) -> list[View]:
    """The tabs, with the one to show: what was asked, what came back changed, or what needs a look first."""
    rows = rows_of(sheet)
    places = sum(row.to_look for row in rows)
    back: list[tuple[str, str, int | None]] = []
    if mended is not None:
        back = [(MENDED, "Chỗ đã sửa", len(mended.round.points))]
    found: list[tuple[str, str, int | None]] = []
    if sheet is not None:
        files = sum(len(some) for some in folder.files.values()) if folder else 0
        found = [
            ("can-xem", "Chỗ cần xem", places),
            ("tat-ca", "Tất cả", len(rows)),
            ("minh-chung", "Minh chứng", files),
        ]
    found = [*back, *found]
    found += [("dang-ky", "Đăng ký", None), ("nhat-ky", "Nhật ký", None)]
    keys = [key for key, *_ in found]
    first = "dang-ky" if sheet is None or dossier.state == State.SUBMITTED else "can-xem" if places else "tat-ca"
    shown = wanted.view if wanted.view in keys else MENDED if mended is not None else first
    address = reverse("office:review-dossier", args=[dossier.pk])
    kept = f"{wanted.query}&" if wanted.query else ""
    return [View(key, label, f"{address}?{kept}xem={key}#ho-so", key == shown, count) for key, label, count in found]


def rows_of(sheet: CardPage | None) -> list[Row]:
    """Every row of a sheet, none without one."""
    return [row for group in sheet.groups for row in group.rows] if sheet else []


def rows_to_show(sheet: CardPage | None, view: str, mended: Difference | None) -> list[Row]:
    """The rows of the tab: those that were mended, those that need a look, or all."""
    rows = rows_of(sheet)
    if view == MENDED and mended is not None:
        return [row for row in rows if row.pk in mended.criteria]
    if view == "can-xem":  # what is said otherwise somewhere before what only lacks a file
        return sorted(
            (row for row in rows if row.to_look), key=lambda row: not (row.differs or row.apart or row.against)
        )
    return rows if view == "tat-ca" else []


def finding(sheet: CardPage | None, filled: str = "") -> Fact | None:
    """The sentence over the rows: how many need a look, and what the others are; ``filled`` says from whom those are
    filled in, where they are."""
    if sheet is None or not any(set(line.marks) - {"."} for line in sheet.lines):
        return None
    rows = rows_of(sheet)
    places = sum(row.to_look for row in rows)
    bar = f"Ngưỡng đạt là {sheet.total.bar} {'điểm' if sheet.by_points else 'tiêu chí'}."
    proved = "có minh chứng hoặc giải trình" if any(row.unproved for row in rows) else "đủ minh chứng"
    agreed = f"các cấp chấm như nhau và {proved}{f', đã {filled}' if filled else ''}"
    if not places:
        return Fact("Không có chỗ nào lệch.", f"{len(rows)} tiêu chí {agreed}. {bar}")
    rest = len(rows) - places
    tail = f"{rest} tiêu chí còn lại {agreed}. " if rest else ""
    return Fact(f"{vi.capfirst_vi(numbers.words(places))} chỗ cần xem.", f"{tail}{bar}")


@dataclass(frozen=True)
class Shown:
    """A row with the words that say it was filled in beforehand, if it was."""

    row: Row
    filled: str


def shown(rows: Sequence[Row], marks: Mapping[int, str]) -> list[Shown]:
    """The rows as the table draws them."""
    return [Shown(row, marks.get(row.pk, "")) for row in rows]


def kept_away(dossier: Dossier, user: User, voice: str) -> str:
    """Why this person, who judges or approves for the organiser, may not judge this dossier; or "". Whoever has the
    organiser's voice on it is not asked again."""
    host = dossier.campaign.keeper
    if may(user, Action.REVIEW, host):
        return "" if voice == last_voice(dossier) else kept_from_judging(dossier, user)
    return why_barred(dossier, user) if may(user, Action.APPROVE, host) else ""


def content_facts(dossier: Dossier) -> list[Fact]:
    """What the registration says, item by item; empty items are said to be empty."""
    content = content_of(dossier)
    if not dossier.is_model:
        said = [Fact("Đơn vị", dossier.unit_name), Fact("Danh hiệu đăng ký", dossier.get_track_display())]
        if dossier.target_count:
            said.append(Fact("Số tiêu chí đăng ký đạt", str(dossier.target_count)))
        return [*said, Fact("Người phụ trách", dossier.contact or "Chưa ghi")]
    return [Fact(label, content[name] or "Chưa ghi") for name, label in CONTENT]


def diary(dossier: Dossier, folder: Folder | None) -> list[Entry]:
    """What was done on the dossier and its readable cards, the newest first."""
    things = [dossier, *(folder.cards[voice] for voice in folder.readable)] if folder else [dossier]
    subjects = [Event.subject_of(thing) for thing in things]
    events = Event.objects.filter(subject__in=subjects).exclude(verb__in=QUIET).select_related("actor").order_by("-pk")
    return [Entry(_moment(event.at), f"{event.label}. {event.actor}", _told(event)) for event in events]


def _told(event: Event) -> str:
    names = [value for value in event.details.get("name", []) if value] if event.verb in {"attach", "detach"} else []
    return event.note or ", ".join(names)


def _moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{dates.short(local.date())}, {local:%H:%M}"


def files_by_row(rows: Sequence[Row]) -> list[Row]:
    """The rows that have evidence."""
    return [row for row in rows if row.files]
