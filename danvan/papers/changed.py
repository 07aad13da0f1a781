"""The lines of a decision that corrects or takes back those of another: what was written, what holds now, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from danvan.criteria.enums import Track
from danvan.decisions.enums import DecisionKind
from danvan.decisions.models import DecisionItem
from danvan.kit.numbers import grouped

FOLLOWING = {DecisionKind.AMEND, DecisionKind.REVOKE}
NOW = {DecisionKind.AMEND: "Nay ghi là", DecisionKind.REVOKE: "Nay"}


@dataclass(frozen=True)
class Change:
    """One line: the parts that were written, what takes their place, and the reason."""

    number: int
    old: tuple[str, ...]
    new: tuple[str, ...]
    reason: str


def changes(kind: str, items: Sequence[DecisionItem]) -> tuple[Change, ...]:
    """The lines in their order, each read with the line it is ``about``; none for any other kind of decision."""
    if kind not in FOLLOWING:
        return ()
    return tuple(_change(kind, number, item) for number, item in enumerate(items, 1))


def _change(kind: str, number: int, item: DecisionItem) -> Change:
    before = item.about
    reason = item.reason or item.decision.reason
    if before is None:
        return Change(number, (), _named(parts(item)), reason)
    was = parts(before)
    place = f"Dòng {before.order}"
    if kind == DecisionKind.REVOKE:
        return Change(number, (place, *_named(was)), ("Thu hồi, không còn trong danh sách",), reason)
    differing = [name for name, value in parts(item).items() if value != was[name]]
    told = {name: was[name] for name in (differing or was)}
    now = {name: parts(item)[name] for name in told}
    known = "" if differing[:1] == ["Tên"] or not differing else f": {was['Tên'] or was['Tập thể, cá nhân']}"
    return Change(number, (f"{place}{known}", *_named(told)), _named(now, keep_blank=bool(differing)), reason)


def _named(told: dict[str, str], *, keep_blank: bool = False) -> tuple[str, ...]:
    return tuple(f"{name}: {value or 'bỏ trống'}" for name, value in told.items() if value or keep_blank)


def parts(item: DecisionItem) -> dict[str, str]:
    """Each part of a line by its name: as frozen, or in a draft as it would be."""
    dossier = item.dossier
    title = item.title if dossier.is_model else f"Danh hiệu {Track(dossier.track).label}"
    theme = dossier.theme.name if dossier.theme else ""
    frozen = bool(item.unit_name)
    return {
        "Tên": title or dossier.title,
        "Tập thể, cá nhân": item.holder_name if frozen else item.holder_name or dossier.holder_name,
        "Đơn vị": item.unit_name or dossier.unit_name,
        "Lĩnh vực": item.theme_name if frozen else item.theme_name or theme,
        "Hình thức": item.award,
        "Tiền thưởng": f"{grouped(item.prize)} đồng" if item.prize else "",
    }
