"""Decisions that correct or take back lines of another: their words as proposed, and the lines they speak of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from danvan.accounts.models import User
from danvan.decisions.actions import CannotDecide, Frame, Words, draft, locked_draft, may_draft
from danvan.decisions.enums import DecisionKind, DecisionState, Layout
from danvan.decisions.kinds import commends
from danvan.decisions.models import Decision, DecisionItem
from danvan.decisions.naming import CARRIED, CORRECTED
from danvan.decisions.queries import not_published
from danvan.decisions.wording import COUNT_MARK
from danvan.ledger.record import Act, record
from danvan.units.models import Unit

_AS_ARTICLE = re.compile(r"^Như Điều \d+", re.MULTILINE)
SUMMARY = 400  # characters that a summary holds


@dataclass(frozen=True)
class Correction:
    """What one line is to say, and why."""

    title: str
    holder_name: str
    unit_name: str
    theme_name: str = ""
    award: str = ""
    prize: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class Asked:
    """Which lines of a decision another is to correct or take back; the words are proposed unless given."""

    kind: str
    lines: Iterable[int]
    request_key: str | None = None
    words: Words | None = None


def open_lines(decision: Decision) -> QuerySet[DecisionItem]:
    """The lines of a decision that are in force, and that no issued decision is about to end."""
    ahead = DecisionItem.objects.filter(not_published(), about=OuterRef("pk"))
    return decision.items.filter(~Exists(ahead), ended_by__isnull=True).order_by("order")


def acting_unit(decision: Decision, day: date) -> Unit:
    """Who may decide on it today: the unit that issued it, or the one above when that has ended."""
    unit = decision.unit
    while unit.ended_on and unit.ended_on < day and unit.parent:
        unit = unit.parent
    return unit


def may_follow(by: User, decision: Decision, at: datetime) -> bool:
    """May this person draft a decision on lines of this one? Only what is public is corrected or taken back."""
    public = decision.state != DecisionState.DRAFT and decision.published_at is not None
    has_lines = public and decision.kind != DecisionKind.REVOKE
    return has_lines and may_draft(by, acting_unit(decision, timezone.localdate(at)), archive=False)


@transaction.atomic
def follow(*, decision: Decision, asked: Asked, by: User, at: datetime) -> Decision:
    """Draft the decision that corrects or takes back these lines; the same form sent twice gives the same draft."""
    if not may_follow(by, decision, at):
        raise CannotDecide("Bạn không được soạn quyết định đính chính, thu hồi cho quyết định này.")
    frame = Frame(
        unit=acting_unit(decision, timezone.localdate(at)), kind=asked.kind, campaign=decision.campaign,
        stage=decision.stage, is_illustrative=decision.is_illustrative, request_key=asked.request_key, amends=decision,
    )  # fmt: skip
    made = draft(frame=frame, words=asked.words or following_words(decision, asked.kind), by=by, at=at)
    if made.created_at == at:
        choose_lines(decision=made, lines=asked.lines, by=by, at=at)
    return made


@transaction.atomic
def choose_lines(*, decision: Decision, lines: Iterable[int], by: User, at: datetime) -> None:
    """Set which lines of the original a draft speaks of; what was typed on those that stay is kept."""
    fresh = locked_draft(decision, by)
    wanted = set(lines)
    if not wanted:
        raise CannotDecide("Hãy chọn ít nhất một dòng.")
    original = fresh.amends
    found = list(open_lines(original).filter(pk__in=wanted)) if original else []
    if len(found) != len(wanted):
        raise CannotDecide("Có dòng không còn hiệu lực hoặc đã có quyết định khác. Hãy tải lại trang rồi chọn lại.")
    typed = {item.about_id: item for item in fresh.items.all()}
    fresh.items.all().delete()
    kept = [_line(fresh, typed.get(line.pk), line, order) for order, line in enumerate(found, 1)]
    DecisionItem.objects.bulk_create(kept, batch_size=200)
    details = {"lines": [line.order for line in found]}
    record(Act(fresh, "choose", "Chọn dòng của quyết định gốc", fresh.unit, details=details), by=by, at=at)


def _line(decision: Decision, typed: DecisionItem | None, about: DecisionItem, order: int) -> DecisionItem:
    """The line of the draft: as it was typed, or at first as it was printed."""
    told = typed or about
    carried = {name: getattr(about, name) for name in CARRIED}
    corrected = {name: getattr(told, name) for name in CORRECTED}
    return DecisionItem(
        decision=decision, dossier_id=about.dossier_id, order=order, about=about, **carried, **corrected,
        reason=typed.reason if typed else "",
    )  # fmt: skip


@transaction.atomic
def correct(
    *, decision: Decision, typed: Mapping[int, Correction], edition: int, by: User, at: datetime
) -> Decision:  # fmt: skip
    """Write what the lines are to say, by the line they are about; refused when someone wrote since ``edition``."""
    fresh = locked_draft(decision, by)
    items = [item for item in fresh.items.all() if item.about_id in typed]
    changed = [item for item in items if _write(item, typed[item.about_id or 0])]
    if not changed:
        return fresh
    if fresh.edition != edition:
        raise CannotDecide("Dự thảo vừa được người khác sửa. Hãy tải lại trang để xem bản mới rồi sửa tiếp.")
    DecisionItem.objects.bulk_update(changed, [*CORRECTED, "reason"], batch_size=200)
    fresh.edition += 1
    fresh.save(update_fields=["edition"])
    details = {"lines": sorted(item.order for item in changed)}
    record(Act(fresh, "correct", "Ghi nội dung đính chính, thu hồi", fresh.unit, details=details), by=by, at=at)
    return fresh


def _write(item: DecisionItem, told: Correction) -> bool:
    """Put what was typed on the line; whether anything changed. A line taken back keeps its printed words."""
    names = ["reason"] if item.decision.kind == DecisionKind.REVOKE else [*CORRECTED, "reason"]
    differ = [name for name in names if getattr(item, name) != getattr(told, name)]
    for name in differ:
        setattr(item, name, getattr(told, name))
    return bool(differ)


def following_words(decision: Decision, kind: str) -> Words:
    """The words of such a draft, all of them there to be edited."""
    revokes = kind == DecisionKind.REVOKE
    cited = f"{decision.reference} của {decision.body}"
    verb = "thu hồi" if revokes else "đính chính"
    about = "Về việc" if decision.layout == Layout.STATE_30 else "về việc"
    paper = "giấy khen" if commends(decision) else "giấy công nhận"
    named = "các tập thể, cá nhân có tên trong danh sách"
    second = f"Thu hồi {paper} đã cấp" if revokes else f"Cấp {paper} mới thay giấy đã cấp"
    act = "khen thưởng" if commends(decision) else "công nhận"
    what, aim = (f"{act} đối với", f"{verb} {act} tại {cited}") if revokes else ("nội dung ghi về", f"{verb} {cited}")
    return Words(
        body=decision.body, superior_body=decision.superior_body, layout=decision.layout, place=decision.place,
        capacity=decision.capacity, signer_title=decision.signer_title,
        recipients=_AS_ARTICLE.sub("Như Điều 3", decision.recipients),
        summary=f"{about} {aim}"[:SUMMARY], bases=_bases(decision, cited),
        articles="\n".join([
            f"Điều 1. {verb.capitalize()} {what} {COUNT_MARK} tại {cited} (có danh sách kèm theo).",
            f"Điều 2. {second} cho {named}. Giấy đã cấp theo các dòng này không còn hiệu lực.",
            f"Điều 3. Các cơ quan, đơn vị liên quan và {named} chịu trách nhiệm thi hành Quyết định này.",
            "Quyết định này có hiệu lực kể từ ngày ký.",
        ]),
    )  # fmt: skip


def _bases(decision: Decision, cited: str) -> str:
    """The bases of the original, with the original itself before what was proposed."""
    lines = [line.strip() for line in decision.bases.splitlines() if line.strip()]
    first = next((place for place, line in enumerate(lines) if line.lower().startswith("xét")), len(lines))
    return "\n".join([*lines[:first], f"Căn cứ {cited} {decision.summary}".strip(), *lines[first:]])
