"""The page of one recognised model: its story in sections, its facts, its papers and its days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from danvan.decisions.enums import CertificateState, DecisionKind, DecisionState
from danvan.decisions.kinds import commends
from danvan.decisions.models import DecisionItem
from danvan.dossiers.enums import Continuity, Holder
from danvan.dossiers.models import Dossier
from danvan.kit import codes, dates, vi
from danvan.ledger.models import Event
from danvan.portal import links
from danvan.portal.rows import icon, together

# Sections in the order of LOOK.md: heading, the written items that fill it, and whether they are steps.
SECTIONS = (
    ("boi-canh", "Bối cảnh", ("situation",), False),
    ("muc-tieu", "Mục tiêu", ("objectives",), False),
    ("cach-lam", "Cách làm", ("method", "forces", "resources"), True),
    ("ket-qua", "Kết quả", ("achieved", "outputs"), False),
    ("nhan-rong", "Khả năng nhân rộng", ("upkeep",), False),
)
# Steps of the ledger that the public may follow, with their public words.
STEPS = {
    "submit": "Đăng ký", "report": "Nộp báo cáo kết quả", "send_up": "Cấp trên chấm, gửi tỉnh thẩm định",
    "confirm": "Tỉnh thẩm định", "confirm_direct": "Tỉnh thẩm định", "approve": "Đủ điều kiện công nhận",
}  # fmt: skip
_LATER = {str(DecisionKind.AMEND): "Được đính chính", str(DecisionKind.REVOKE): "Bị thu hồi"}
_STEP_ENDS = re.compile(r"\s*[;\n]\s*")


@dataclass(frozen=True)
class Section:
    """One heading of the story with its paragraphs, the first of which may be numbered steps."""

    anchor: str
    title: str
    steps: list[str]
    paragraphs: list[str]


@dataclass(frozen=True)
class Fact:
    """One label and its value."""

    label: str
    value: str
    url: str = ""


@dataclass(frozen=True)
class Day:
    """One day of the story; ``kind`` is how its grain is drawn."""

    at: str
    title: str
    kind: str
    note: str = ""


def story(dossier: Dossier, items: Sequence[DecisionItem]) -> dict[str, Any]:
    """Everything the page shows, from the dossier and its lines in decisions."""
    public = [item for item in items if item.decision.state != DecisionState.DRAFT and item.decision.published_at]
    giving = [item for item in public if item.decision.kind != DecisionKind.REVOKE and not commends(item.decision)]
    seal = next((item for item in giving if item.ended_by_id is None), giving[0] if giving else None)
    certificate = getattr(seal, "certificate", None) if seal else None
    return {
        "dossier": dossier,
        "crumbs": _crumbs(dossier),
        "lead": _lead(dossier),
        "state_label": f"Mô hình được công nhận, {dossier.recognised_on.year}" if dossier.recognised_on else "",
        "icon": icon(dossier.theme),
        "sections": sections(dossier),
        "facts": [fact for fact in _facts(dossier, public) if fact.value],
        "seal": seal,
        "seal_holds": certificate is not None and certificate.state == CertificateState.VALID,
        "code": codes.shown(certificate.code) if certificate else "",
        "check_url": links.certificate(certificate.code) if certificate else "",
        "check_qr": links.certificate_on_paper(certificate.code) if certificate else "",
        "days": days(dossier, public),
        "others": _other_years(dossier),
    }


def _crumbs(dossier: Dossier) -> list[dict[str, str]]:
    here = dossier.theme.name if dossier.theme else dossier.unit_name
    return [
        {"label": "Sổ vàng", "url": links.home()},
        {"label": "Mô hình", "url": links.practices()},
        {"label": here, "url": ""},
    ]


def _lead(dossier: Dossier) -> str:
    if not dossier.place:
        return together(dossier.holder_name, dossier.unit_name) + "."
    where = dossier.place[:1].lower() + dossier.place[1:]
    return f"{dossier.holder_name or dossier.unit_name} thực hiện tại {where}".rstrip(".") + "."


def sections(dossier: Dossier) -> list[Section]:
    """The sections that have something to say."""
    told = []
    for anchor, title, names, stepped in SECTIONS:
        texts = [text for name in names if (text := getattr(dossier, name).strip())]
        first = [vi.capfirst_vi(step) for step in _STEP_ENDS.split(texts[0]) if step] if stepped and texts else []
        steps = first if len(first) > 1 else []
        paragraphs = [line for text in (texts[1:] if steps else texts) for line in text.split("\n") if line]
        if steps or paragraphs:
            told.append(Section(anchor, title, steps, [vi.capfirst_vi(line) for line in paragraphs]))
    return told


def _facts(dossier: Dossier, items: Sequence[DecisionItem]) -> list[Fact]:
    kind = Holder(dossier.holder_kind).label
    theme = f", {dossier.theme.name}" if dossier.theme else ""
    begun = Continuity(dossier.continuity).label.lower()
    papers = [
        Fact(_paper(item), item.decision.reference, links.decision(item.decision_id))
        for item in items
    ]  # fmt: skip
    return [
        Fact("Chủ thể", dossier.holder_name),
        Fact("Đơn vị", dossier.unit_name, links.unit(dossier.unit_id, dossier.unit_name)),
        Fact("Cấp trên", dossier.superior_name),
        Fact("Loại, lĩnh vực", f"{kind}{theme}"),
        Fact("Năm đăng ký", f"{dossier.year}, {begun}"),
        Fact("Thời gian thực hiện", dossier.schedule),
        *papers,
    ]


def _paper(item: DecisionItem) -> str:
    if item.decision.kind == DecisionKind.COMMEND:
        return item.award or "Khen thưởng"
    return DecisionKind(item.decision.kind).label


def days(dossier: Dossier, items: Sequence[DecisionItem]) -> list[Day]:
    """From registration to commendation. Old papers were entered later, so their ledger days tell nothing."""
    told: list[tuple[Any, Day]] = []
    if dossier.registered_on:
        told.append((dossier.registered_on, Day(dates.short(dossier.registered_on), "Đăng ký", "done")))
    else:
        told.append((f"{dossier.year}-01-01", Day(f"Năm {dossier.year}", "Đăng ký", "done")))
    if not dossier.campaign.is_archive:
        told += _recorded_days(dossier, has_first=dossier.registered_on is not None)
    for item in items:
        decision = item.decision
        commended = decision.kind == DecisionKind.COMMEND
        title = f"Được tặng {item.award.lower()}" if commended and item.award else "Được công nhận"
        title = _LATER.get(decision.kind, title)
        at = decision.date_text or (dates.short(decision.signed_on) if decision.signed_on else "")
        told.append((decision.signed_on, Day(vi.capfirst_vi(at), title, "com" if commended else "rec")))
    return [day for _, day in sorted(told, key=lambda pair: str(pair[0]))]


def _recorded_days(dossier: Dossier, *, has_first: bool) -> list[tuple[Any, Day]]:
    events = Event.objects.filter(subject=Event.subject_of(dossier), verb__in=STEPS).order_by("pk")
    latest = {event.verb: event.at for event in events if not (has_first and event.verb == "submit")}
    told = {verb: timezone.localdate(at) for verb, at in latest.items()}  # the day in Hà Nội, not in Greenwich
    return [(day, Day(dates.short(day), STEPS[verb], "done")) for verb, day in told.items()]


def _other_years(dossier: Dossier) -> list[dict[str, Any]]:
    if dossier.practice_id is None:
        return []
    others = Dossier.objects.public().filter(practice_id=dossier.practice_id).exclude(pk=dossier.pk)
    return [
        {
            "year": other.year,
            "title": other.title,
            "url": links.practice(other.pk, other.title),
            "by": other.recognised_by,
        }
        for other in others.order_by("-year", "-pk")
    ]
