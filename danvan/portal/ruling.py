"""What a citizen reads about a decision: its papers, its force, its list by collectives and individuals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from danvan.criteria.enums import Track
from danvan.decisions.enums import DecisionKind, DecisionState
from danvan.decisions.models import Decision, DecisionItem
from danvan.decisions.naming import reason_of
from danvan.decisions.printed import achieved
from danvan.dossiers.enums import Holder
from danvan.dossiers.naming import printed_holder, printed_text, public_title
from danvan.kit import dates, numbers, vi
from danvan.portal import links
from danvan.portal.rows import together
from danvan.portal.story import Fact

_ENDED_BY = {DecisionKind.AMEND: "Đã được đính chính theo", DecisionKind.REVOKE: "Đã có dòng bị thu hồi theo"}
_GROUPS = ((Holder.COLLECTIVE, "collective", "TẬP THỂ"), (Holder.INDIVIDUAL, "individual", "CÁ NHÂN"))


@dataclass(frozen=True)
class Line:
    """One line of the list, with its names as printed."""

    order: int
    title: str
    url: str
    holder: str
    unit: str
    theme: str
    award: str
    about: str  # of a line that corrects or takes back another: which, and why
    ended: str  # the decision by which it has no force any more
    ended_url: str


@dataclass(frozen=True)
class Group:
    """Collectives or individuals, with how many there are on the whole list."""

    title: str
    count: int
    lines: list[Line]


def state_of(decision: Decision) -> dict[str, str]:
    """How the force of a decision is drawn, and its words."""
    if decision.state == DecisionState.ISSUED:
        kind = "rec" if decision.kind == DecisionKind.RECOGNISE else "done"
        return {"kind": kind, "label": f"{DecisionKind(decision.kind).label}, còn hiệu lực"}
    return {"kind": "late", "label": DecisionState(decision.state).label}


def when(decision: Decision) -> str:
    """The day as written on old papers, or the day of issue."""
    if decision.date_text:
        return vi.capfirst_vi(decision.date_text)
    return dates.short(decision.signed_on) if decision.signed_on else ""


def size(collective: int, individual: int) -> str:
    """The length of a list in words."""
    parts = [
        f"{numbers.grouped(count)} {word}"
        for count, word in ((collective, "tập thể"), (individual, "cá nhân"))
        if count
    ]  # fmt: skip
    return ", ".join(parts)


def decision_row(decision: Decision, collective: int, individual: int) -> dict[str, Any]:
    """One decision in the list."""
    number = f"Quyết định số {decision.number}" if decision.number else "Quyết định (chưa rõ số)"
    return {
        "number": number,
        "url": links.decision(decision.pk),
        "day": when(decision),
        "body": decision.body,
        "summary": vi.capfirst_vi(decision.summary),
        "size": size(collective, individual),
        "illustrative": decision.is_illustrative,
        **state_of(decision),
    }


RECORD = (
    "Quyết định", "Số, ký hiệu", "Ngày ban hành", "Cơ quan ban hành", "Loại", "Hiệu lực", "Trích yếu", "Tập thể",
    "Cá nhân", "Địa chỉ",
)  # fmt: skip


def record(decision: Decision, collective: int, individual: int) -> list[object]:
    """One decision in a file, under the heads of ``RECORD``."""
    return [
        decision.reference, decision.number, when(decision), decision.body, DecisionKind(decision.kind).label,
        "Còn hiệu lực" if decision.state == DecisionState.ISSUED else DecisionState(decision.state).label,
        vi.capfirst_vi(decision.summary), collective, individual, links.absolute(links.decision(decision.pk)),
    ]  # fmt: skip


def citation(decision: Decision) -> str:
    """How a paper or an article cites it, in one line to copy."""
    about = decision.summary.strip().rstrip(".")
    address = links.absolute(links.decision(decision.pk))
    return f"{decision.reference} của {decision.body}, {about[:1].lower()}{about[1:]}. Sổ vàng Dân vận khéo, {address}"


def facts(decision: Decision, counts: Mapping[str, int], followers: Iterable[Decision] = ()) -> list[Fact]:
    """The record of a decision; ``followers`` are those that correct it or take it back, ``amends`` is loaded."""
    told = [
        Fact("Số, ký hiệu", decision.number or "Chưa rõ số (ghi từ văn bản cũ)"),
        Fact("Ngày ban hành", when(decision)),
        Fact("Cơ quan ban hành", decision.body, links.unit(decision.unit_id, decision.body)),
        Fact("Người ký", ", ".join(part for part in (decision.signer_title, decision.signer_name) if part)),
        Fact("Loại", DecisionKind(decision.kind).label),
        Fact("Danh sách kèm theo", size(counts["collective"], counts["individual"])),
    ]
    if original := decision.amends:
        told.append(Fact(DecisionKind(decision.kind).label, original.reference, links.decision(original.pk)))
        told.append(Fact("Lý do", decision.reason))
    told += [
        Fact(_ENDED_BY[DecisionKind(later.kind)], later.reference, links.decision(later.pk)) for later in followers
    ]
    return [fact for fact in told if fact.value]


def attached(items: Iterable[DecisionItem], counts: Mapping[str, int]) -> list[Group]:
    """The lines on this page under TẬP THỂ and CÁ NHÂN, each with its subtotal on the whole list."""
    lines = list(items)
    groups = [
        Group(f"{numeral}. {title}", counts[name], [_line(item) for item in lines if item.holder_kind == kind])
        for numeral, (kind, name, title) in zip(("I", "II"), _GROUPS, strict=True)
    ]
    return [group for group in groups if group.lines]


def _line(item: DecisionItem) -> Line:
    model = item.dossier.track == Track.MODEL
    url = links.practice(item.dossier_id, public_title(item.dossier)) if model and item.dossier.recognised_on else ""
    if not model:
        url = links.unit(item.dossier.unit_id, item.unit_name)
    ended, ended_url = (item.ended_by.reference, links.decision(item.ended_by.pk)) if item.ended_by else ("", "")
    unit = ", ".join(part for part in (item.unit_name, item.superior_name) if part)
    theme = item.theme_name or achieved(item)
    who = printed_holder(item.dossier, item.holder_name)
    title = printed_text(item.dossier, item.title, item.holder_name)
    return Line(item.order, title, url, who, unit, theme, item.award, _about(item), ended, ended_url)


def _about(item: DecisionItem) -> str:
    """Which line it corrects or takes back, what that said, and why."""
    before = item.about
    if before is None:
        return ""
    if item.decision.kind == DecisionKind.REVOKE:
        told = f"Thu hồi dòng {before.order}"
    else:
        title = printed_text(item.dossier, before.title, before.holder_name)
        said = together(title, printed_holder(item.dossier, before.holder_name), before.unit_name)
        told = f"Thay dòng {before.order}, trước ghi: {said}"
    reason = printed_text(item.dossier, reason_of(item), before.holder_name, item.holder_name)
    return f"{told}. Lý do: {reason}" if reason else told
