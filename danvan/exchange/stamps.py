"""The stamp inside our own forms: for which campaign, on which criteria, after which layout they were written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from danvan.dossiers.models import Campaign
from danvan.exchange.cells import text_of
from danvan.exchange.grid import BadSheet, Sheet
from danvan.exchange.writing import Pen

STAMP, EDITION = "danvan-dang-ky", 2
STAMP_SHEET = "Dấu mẫu"


@dataclass(frozen=True)
class Stamp:
    """What a form says of itself; ``lists`` are the criteria versions with their editions, by track."""

    edition: object
    campaign: str
    year: str
    lists: Mapping[str, str] = field(default_factory=dict)


def lists_of(campaign: Campaign) -> dict[str, str]:
    """The criteria version and its edition on which each track is scored."""
    rows = campaign.tracks.filter(version__isnull=False).values_list("track", "version_id", "version__edition")
    return {track: f"{version}.{edition}" for track, version, edition in rows}


def write_stamp(pen: Pen, campaign: Campaign) -> None:
    """Put the stamp on a sheet of its own that nobody sees."""
    sheet = pen.book.add_worksheet(STAMP_SHEET)
    rows = [(STAMP, EDITION, campaign.code, campaign.last_year), *sorted(lists_of(campaign).items())]
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            pen.put(sheet, number, place, value, pen.words)
    sheet.very_hidden()


def stamp_of(sheets: Sequence[Sheet]) -> Stamp | None:
    """The stamp of a workbook; other workbooks than ours carry none."""
    rows = next((sheet.rows for sheet in sheets if sheet.name == STAMP_SHEET and sheet.rows), ())
    if not rows or len(rows[0]) < 3 or rows[0][0] != STAMP:
        return None
    first = [text_of(value) for value in rows[0]]
    lists = {text_of(row[0]): text_of(row[1]) for row in rows[1:] if row[0] is not None}
    return Stamp(rows[0][1], first[2], first[3] if len(first) > 3 else "", lists)


def check_stamp(stamp: Stamp | None, campaign: Campaign) -> None:
    """Refuse our own form when it is of another campaign or of an older layout."""
    if stamp is None:
        return
    if stamp.campaign != campaign.code:
        raise BadSheet(_other(stamp, campaign))
    if stamp.edition != EDITION:
        raise BadSheet("Tệp theo mẫu cũ. Hãy tải mẫu mới của đợt này về và chép nội dung sang.")


def _other(stamp: Stamp, campaign: Campaign) -> str:
    other = Campaign.objects.filter(code=stamp.campaign, opened_at__isnull=False).first()
    name = f" của «{other.name}»" if other else " của đợt khác"
    year = f" năm {other.last_year}" if other else (f" năm {stamp.year}" if stamp.year.isdecimal() else "")
    return (
        f"Tệp này là mẫu{year}{name}, không phải mẫu năm {campaign.last_year} của «{campaign.name}». "
        f"Hãy chọn đúng đợt, hoặc tải mẫu năm {campaign.last_year} về rồi chép nội dung sang."
    )
