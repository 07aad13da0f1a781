"""The minutes of a visit (biên bản kiểm tra): who met whom, what was found on each line, what is to be mended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from danvan.kit import dates
from danvan.kit.vi import capfirst_vi, slug
from danvan.papers.heads import unbroken
from danvan.papers.paper import Paper, paper
from danvan.visits.enums import VisitState
from danvan.visits.models import Visit
from danvan.visits.recording import items_of


@dataclass(frozen=True)
class Line:
    """One line of the checklist with what was found."""

    number: int
    text: str
    said: str
    note: str


@dataclass(frozen=True)
class Demand:
    """One finding, who sees to it, and by when."""

    number: int
    text: str
    responsible: str
    due: str


@dataclass(frozen=True)
class Minutes:
    """The whole paper, ready to print."""

    superior: str
    host: str
    dated: str
    about: str
    opening: Sequence[tuple[str, str]]
    lines: Sequence[Line]
    summary: str
    demands: Sequence[Demand]
    following: str
    lead: str
    photos: int
    is_draft: bool


def visit_paper(visit: Visit) -> Paper:
    """The minutes of a visit; those that are not finished carry a watermark."""
    minutes = _minutes(visit)
    name = f"bien-ban-kiem-tra-{visit.pk}-{slug(visit.unit.name, 40)}.pdf"
    context = {"minutes": minutes, "title": f"Biên bản kiểm tra {visit.unit.name}"}
    return paper("visit", context, css=("visit",), filename=name)


def _minutes(visit: Visit) -> Minutes:
    superior = visit.host.parent
    day = visit.visited_on
    return Minutes(
        superior=superior.name if superior else "", host=visit.host.name,
        dated=dates.official(day) if day else f"ngày … tháng … năm {visit.planned_on.year}",
        about=unbroken(_about(visit)), opening=_opening(visit), lines=_lines(visit), summary=visit.summary,
        demands=[
            Demand(number, one.text, one.responsible, dates.plain(one.due_on) if one.due_on else "")
            for number, one in enumerate(visit.findings.order_by("pk"), 1)
        ],
        following=visit.following, lead=str(visit.lead),
        photos=visit.photos.filter(removed_at__isnull=True).count(), is_draft=visit.state != VisitState.DONE,
    )  # fmt: skip


def _about(visit: Visit) -> str:
    """What the minutes are about, with the matter of a thematic visit."""
    what = visit.checklist.name if visit.checklist else "Kiểm tra phong trào “Dân vận khéo”"
    return f"{what} tại {visit.unit.name}"


def _opening(visit: Visit) -> list[tuple[str, str]]:
    """When, and who took part, without the blanks."""
    rows = [
        ("Thời gian", capfirst_vi(dates.official(visit.visited_on)) if visit.visited_on else ""),
        ("Đơn vị được kiểm tra", visit.unit.name), ("Nội dung", visit.purpose), ("Trưởng đoàn", str(visit.lead)),
        ("Thành viên đoàn", visit.members), ("Đại diện đơn vị", visit.met),
    ]  # fmt: skip
    return [(label, text) for label, text in rows if text]


def _lines(visit: Visit) -> list[Line]:
    answers = {answer.item_id: answer for answer in visit.answers.all()}
    return [
        Line(
            number, item.text,
            str(answers[item.pk].get_result_display() or "") if item.pk in answers else "",
            answers[item.pk].note if item.pk in answers else "",
        )
        for number, item in enumerate(items_of(visit), 1)
    ]  # fmt: skip
