"""What opening a campaign does, said beforehand: to which units, from when, and who is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from danvan.dossiers.addressed import posts_addressed, spans_addressed
from danvan.dossiers.enums import UnitGroup, WindowStage
from danvan.dossiers.models import Campaign
from danvan.dossiers.windows import closing_for_group, group_of, told

SHOWN = 12  # names of units nobody is appointed in, before the rest is only counted


@dataclass(frozen=True)
class Addressed:
    """Who a campaign goes out to: units by group, people, how many units only their board is told for, and the names
    of those that nobody is told for."""

    communes: int
    agencies: int
    people: int
    through_board: int
    empty: Sequence[str]

    @property
    def units(self) -> int:
        return self.communes + self.agencies


def addressed(campaign: Campaign, at: datetime) -> Addressed:
    """The units and people as they stand today; two queries."""
    today = timezone.localdate(at)
    spans = spans_addressed(campaign, today).order_by("unit__sort_key", "unit_id")
    units = list(spans.values_list("unit_id", "name", "kind", "unit__path"))
    held = list(posts_addressed(campaign, today).values_list("unit__path", "user_id"))
    paths = {path for path, _ in held}
    bare = [(name, path) for _, name, _, path in units if path not in paths]
    empty = [name for name, path in bare if not any(path.startswith(above) for above in paths)]
    communes = sum(group_of(kind) == UnitGroup.COMMUNES for _, _, kind, _ in units)
    return Addressed(
        communes=communes, agencies=len(units) - communes, people=len({user for _, user in held}),
        through_board=len(bare) - len(empty), empty=empty,
    )  # fmt: skip


def sentences(campaign: Campaign, found: Addressed, papers: int, at: datetime) -> list[str]:
    """What happens on pressing the button, one sentence a thing."""
    told_units = [
        f"{count} {what}"
        for count, what in ((found.communes, "xã, phường, thị trấn"), (found.agencies, "cơ quan, đơn vị"))
        if count
    ]
    enclosed = "kèm hướng dẫn" if campaign.guidance else "không có lời hướng dẫn"
    files = f" và {papers} tệp" if papers else ""
    return [
        f"Mở cho {' và '.join(told_units)} thuộc {campaign.organiser.name}.",
        *_registering(campaign, at),
        f"Thông báo {enclosed}{files} gửi đến {found.people} người được phân công tại các đơn vị ấy và "
        "cấp trên trực tiếp của họ.",
        *(
            [f"{found.through_board} đơn vị chưa có người riêng: thông báo đến cấp trên trực tiếp."]
            if found.through_board
            else []
        ),
        "Từ lúc mở, nội dung thi đua và bộ tiêu chí không đổi được nữa; thời hạn, số lượng và hướng dẫn vẫn sửa được, "
        "mỗi lần sửa đều ghi vào nhật ký.",
    ]


def _registering(campaign: Campaign, at: datetime) -> list[str]:
    """From when to when each group registers; one sentence when that is the same for both."""
    spans = {}
    for group in UnitGroup:
        found = closing_for_group(campaign, WindowStage.REGISTER, group, at)
        opens = "" if found is None or found.opens_at <= at else f"từ {told(found.opens_at)} "
        spans[group] = f"{opens}đến {told(found.closes_at)}" if found else "bất cứ lúc nào"
    if len(set(spans.values())) == 1:
        return [f"Các đơn vị đăng ký được {spans[UnitGroup.COMMUNES]}."]
    return [f"{group.label} đăng ký được {span}." for group, span in spans.items()]


def unmanned(found: Addressed) -> str:
    """Which units nobody will be told in, or ""."""
    if not found.empty:
        return ""
    more = len(found.empty) - SHOWN
    names = "; ".join(found.empty[:SHOWN]) + (f" và {more} đơn vị khác" if more > 0 else "")
    return (
        f"{len(found.empty)} đơn vị chưa có ai được phân công, cấp trên trực tiếp cũng chưa, nên không ai nhận được "
        f"thông báo: {names}."
    )
