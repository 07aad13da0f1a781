"""The page of one recognised model: its story in sections, its facts, its papers and its days."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from danvan.decisions.enums import DecisionKind, DecisionState
from danvan.decisions.kinds import commends
from danvan.decisions.models import DecisionItem
from danvan.dossiers.enums import Continuity, Holder
from danvan.dossiers.models import Dossier
from danvan.dossiers.naming import public_holder, public_text, public_title
from danvan.hearings.queries import Result
from danvan.kit import codes, dates, vi
from danvan.ledger.models import Event
from danvan.portal import links
from danvan.portal.rows import together

# The five sections of LOOK.md: heading, the written items that fill it, and whether they are steps. The lesson is
# told by the story; the goal belongs to what stood at the beginning.
SECTIONS = (
    ("boi-canh", "Bối cảnh", ("situation", "objectives"), False),
    ("cach-lam", "Cách làm", ("method", "forces", "resources"), True),
    ("ket-qua", "Kết quả", ("achieved", "outputs"), False),
    ("bai-hoc", "Bài học", (), False),
    ("nhan-rong", "Khả năng nhân rộng", ("upkeep",), False),
)
LESSON = "bai-hoc"
# Steps of the ledger that the public may follow, with their public words.
STEPS = {
    "submit": "Đăng ký", "report": "Nộp báo cáo kết quả", "send_up": "Cấp trên chấm, gửi tỉnh thẩm định",
    "confirm": "Tỉnh thẩm định", "confirm_direct": "Tỉnh thẩm định", "approve": "Đủ điều kiện công nhận",
}  # fmt: skip
_LATER = {str(DecisionKind.AMEND): "Được đính chính", str(DecisionKind.REVOKE): "Bị thu hồi"}
_STEP_ENDS = re.compile(r"\s*[;\n]\s*")
_FIRST_SENTENCE = re.compile(r"(.{3,60}?\.)\s+(?=\S)")


@dataclass(frozen=True)
class Step:
    """One numbered step; ``head`` is its short first sentence when more follows."""

    head: str
    text: str


@dataclass(frozen=True)
class Section:
    """One heading of the story with its paragraphs, the first of which may be numbered steps."""

    anchor: str
    title: str
    steps: list[Step]
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


@dataclass(frozen=True)
class Proof:
    """By what a model stands in the book: its line in the decision, and the certificate that anyone may check."""

    item: DecisionItem
    year: int
    code: str = ""
    check_url: str = ""
    check_qr: str = ""

    @property
    def words(self) -> str:
        """The decision, and whose it is."""
        return f"{self.item.decision.reference} của {self.item.decision.body}"


def public_lines(items: Iterable[DecisionItem]) -> list[DecisionItem]:
    """The lines of decisions that citizens may read."""
    return [item for item in items if item.decision.state != DecisionState.DRAFT and item.decision.published_at]


def proof(dossier: Dossier, lines: Sequence[DecisionItem]) -> Proof | None:
    """The newest line that gives the recognition, before those that ended; with its certificate if any."""
    giving = [item for item in lines if item.decision.kind != DecisionKind.REVOKE and not commends(item.decision)]
    seal = next((item for item in giving if item.ended_by_id is None), giving[0] if giving else None)
    if seal is None or dossier.recognised_on is None:
        return None
    certificate = getattr(seal, "certificate", None)
    if certificate is None:
        return Proof(seal, dossier.recognised_on.year)
    return Proof(
        seal, dossier.recognised_on.year, codes.shown(certificate.code), links.certificate(certificate.code),
        links.certificate_on_paper(certificate.code),
    )  # fmt: skip


def lead(dossier: Dossier) -> str:
    """One sentence under the title where nobody wrote one: who did it, and where."""
    place = public_text(dossier, dossier.place)
    if not place:
        return together(public_holder(dossier), dossier.unit_name) + "."
    where = place[:1].lower() + place[1:]
    return f"{public_holder(dossier) or dossier.unit_name} thực hiện tại {where}".rstrip(".") + "."


def step(text: str) -> Step:
    """A step with its first sentence apart, when it is short and more follows."""
    told = vi.capfirst_vi(text)
    first = _FIRST_SENTENCE.match(told)
    return Step(first[1], told[first.end() :]) if first else Step("", told)


def steps_in(text: str) -> list[Step]:
    """The steps a text is written in, one a line or parted by semicolons."""
    return [step(part) for part in _STEP_ENDS.split(text.strip()) if part]


def sections(dossier: Dossier, lesson: str = "") -> list[Section]:
    """The sections that have something to say; every text as the public may read it."""
    told = []
    for anchor, title, names, stepped in SECTIONS:
        written = [lesson] if anchor == LESSON else [getattr(dossier, name) for name in names]
        texts = [text for one in written if (text := public_text(dossier, one).strip())]
        found = steps_in(texts[0]) if stepped and texts else []
        steps = found if len(found) > 1 else []
        paragraphs = [line for text in (texts[1:] if steps else texts) for line in text.split("\n") if line]
        if steps or paragraphs:
            told.append(Section(anchor, title, steps, [vi.capfirst_vi(line) for line in paragraphs]))
    return told


def facts(dossier: Dossier, items: Sequence[DecisionItem]) -> list[Fact]:
    """Who, where, of what kind, when, and by which papers."""
    kind = Holder(dossier.holder_kind).label
    theme = f", {dossier.theme.name}" if dossier.theme else ""
    begun = Continuity(dossier.continuity).label.lower()
    papers = [
        Fact(_paper(item), item.decision.reference, links.decision(item.decision_id))
        for item in items
    ]  # fmt: skip
    told = [
        Fact("Chủ thể", public_holder(dossier)),
        Fact("Đơn vị", dossier.unit_name, links.unit(dossier.unit_id, dossier.unit_name)),
        Fact("Cấp trên", dossier.superior_name),
        Fact("Loại, lĩnh vực", f"{kind}{theme}"),
        Fact("Năm đăng ký", f"{dossier.year}, {begun}"),
        Fact("Thời gian thực hiện", public_text(dossier, dossier.schedule)),
        *papers,
    ]
    return [fact for fact in told if fact.value]


def _paper(item: DecisionItem) -> str:
    if item.decision.kind == DecisionKind.COMMEND:
        return item.award or "Khen thưởng"
    return DecisionKind(item.decision.kind).label


def days(dossier: Dossier, items: Sequence[DecisionItem], heard: Sequence[Result] = ()) -> list[Day]:
    """From registration to commendation. Old papers were entered later, so their ledger days tell nothing."""
    told: list[tuple[Any, Day]] = []
    if dossier.registered_on:
        told.append((dossier.registered_on, Day(dates.short(dossier.registered_on), "Đăng ký", "done")))
    else:
        told.append((f"{dossier.year}-01-01", Day(f"Năm {dossier.year}", "Đăng ký", "done")))
    if not dossier.campaign.is_archive:
        told += _recorded_days(dossier, has_first=dossier.registered_on is not None)
    told += [(one.closes_on, Day(one.days, one.line, "done")) for one in heard]
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


def other_years(dossier: Dossier) -> list[dict[str, Any]]:
    """The other recognised years of the same model, the newest first."""
    if dossier.practice_id is None:
        return []
    others = Dossier.objects.public().filter(practice_id=dossier.practice_id).exclude(pk=dossier.pk)
    return [
        {
            "year": other.year,
            "title": public_title(other),
            "url": links.practice(other.pk, public_title(other)),
            "by": other.recognised_by,
        }
        for other in others.order_by("-year", "-pk")
    ]
