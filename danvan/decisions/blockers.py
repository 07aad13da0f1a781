"""What keeps a decision from issue beside its words and its list: the scan, and lines of another decision."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from danvan.decisions.enums import DecisionKind, DecisionState
from danvan.decisions.models import Decision, DecisionItem
from danvan.decisions.naming import corrections, reason_of, twin_of
from danvan.decisions.queries import not_published


def scan_missing(decision: Decision, at: datetime) -> str:
    has_one = any(scan.removed_at is None for scan in decision.files.all())
    return "" if has_one else "Chưa có bản quét văn bản đã ký."


def lines_missing(decision: Decision, at: datetime) -> str:
    return "" if decision.items.exists() else "Chưa chọn dòng nào của quyết định gốc."


def original_unpublished(decision: Decision, at: datetime) -> str:
    """What the public does not know yet cannot be corrected before it."""
    original = decision.amends
    if original is None or (original.state != DecisionState.DRAFT and original.published_at):
        return ""
    return f"{original.reference} chưa công bố nên chưa đính chính, thu hồi được."


def lines_ended(decision: Decision, at: datetime) -> str:
    """A line ends once; one that another issued decision will end at its hour is spoken for as well."""
    items = _lines(decision)
    ahead = DecisionItem.objects.filter(not_published(), about__in=[item.about_id for item in items])
    spoken_for = set(ahead.exclude(decision=decision).values_list("about", flat=True))
    wrong = [item for item in items if item.about and (item.about.ended_by_id or item.about_id in spoken_for)]
    return f"Đã có quyết định khác đính chính hoặc thu hồi: {_named(wrong)}." if wrong else ""


def reason_missing(decision: Decision, at: datetime) -> str:
    wrong = [item for item in _lines(decision) if not reason_of(item)]
    return f"Chưa ghi lý do: {_named(wrong)}." if wrong else ""


def nothing_corrected(decision: Decision, at: datetime) -> str:
    """An amending line says something else than before, and has a title and a holder."""
    if decision.kind != DecisionKind.AMEND:
        return ""
    items = _lines(decision)
    same = [item for item in items if not corrections(item)]
    bare = [item for item in items if not (item.title.strip() and item.holder_name.strip() and item.unit_name.strip())]
    told = [f"Chưa sửa chỗ nào: {_named(same)}." if same else ""]
    told.append(f"Tên để trống: {_named(bare)}." if bare else "")
    return " ".join(filter(None, told))


def name_taken(decision: Decision, at: datetime) -> str:
    """A corrected name may not be that of another dossier of the unit and the year."""
    if decision.kind != DecisionKind.AMEND:
        return ""
    items = decision.items.select_related("about", "dossier").order_by("order")
    wrong = [item for item in items if {"title", "holder_name"} & set(corrections(item)) and twin_of(item)]
    return f"Đơn vị đã có hồ sơ khác mang tên này: {_named(wrong)}." if wrong else ""


def _lines(decision: Decision) -> list[DecisionItem]:
    return list(decision.items.select_related("about", "decision").order_by("order"))


def _named(items: Iterable[DecisionItem]) -> str:
    told = [f"dòng {item.about.order if item.about else item.order}, {item.title}" for item in items]
    more = f"; và {len(told) - 3} dòng khác" if len(told) > 3 else ""
    return "; ".join(told[:3]) + more
