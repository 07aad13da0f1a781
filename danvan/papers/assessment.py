"""The minutes of an assessment (biên bản họp bình xét): who came, how each vote went, and what was concluded."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from danvan.assessments.counting import base_of, is_reached, result_words, votes_needed
from danvan.assessments.enums import AssessmentState
from danvan.assessments.models import Assessment, Ballot, Member
from danvan.assessments.queries import agenda
from danvan.kit import dates
from danvan.papers.issuers import issuer
from danvan.papers.official import Plain, official
from danvan.papers.paper import Paper
from danvan.papers.parts import Body, Column, Grid, Pair, Part, grid, numbered, parted

_LEFT, _RIGHT = "NGƯỜI GHI BIÊN BẢN", "CHỦ TRÌ HỘI NGHỊ"


def minutes_paper(assessment: Assessment) -> Paper:
    """The minutes; "DỰ THẢO" across every page until the meeting is closed. A secret count names nobody's vote."""
    day = timezone.localdate(assessment.held_at)
    head = issuer(assessment.unit, assessment.campaign, day)
    members = list(assessment.members.order_by("order"))
    ballots = list(agenda(assessment))
    page = official(Plain(
        layout=head.layout, body=assessment.body, superior_body=head.superior, place=head.place, signed_on=day,
        type_name="BIÊN BẢN", summary=f"họp bình xét {assessment.campaign.name}", year=day.year,
        is_draft=assessment.state == AssessmentState.OPEN,
        note="Dữ liệu minh họa." if assessment.is_illustrative else "",
    ))  # fmt: skip
    parts = [_opening(assessment, members), _votes(assessment, members, ballots), _said(assessment)]
    body = Body(
        numbered([part for part in parts if part]), closing=(_ending(assessment),),
        pair=Pair(_LEFT, assessment.secretary_name, _RIGHT, assessment.chair_name),
    )  # fmt: skip
    return parted(page, body, title=str(assessment), filename=f"bien-ban-binh-xet-{assessment.pk}.pdf")


def _opening(assessment: Assessment, members: Sequence[Member]) -> Part:
    """When, where, who: those present as a table, those absent with their reasons."""
    here = [one for one in members if one.is_present]
    chair = ", ".join(filter(None, [assessment.chair_name, assessment.chair_title]))
    lines = [
        f"Thời gian: bắt đầu lúc {dates.at_hour(assessment.held_at)}.", f"Địa điểm: {assessment.place}.",
        f"Chủ trì: {chair}.", f"Người ghi biên bản: {assessment.secretary_name}.",
        f"Có mặt {len(here)} trên {len(members)} thành viên được triệu tập.",
    ]  # fmt: skip
    away = [f"{one.name}{f' ({one.absence})' if one.absence else ''}" for one in members if not one.is_present]
    if away:
        lines.append(f"Vắng {len(away)}: {'; '.join(away)}.")
    rows = [[str(number), one.name, one.title] for number, one in enumerate(here, 1)]
    columns = [Column("STT", "number"), Column("Họ và tên", "wide"), Column("Chức vụ, đơn vị")]
    return Part("Thời gian, địa điểm, thành phần", tuple(lines), grid(columns, rows) if rows else None)


def _votes(assessment: Assessment, members: Sequence[Member], ballots: Sequence[Ballot]) -> Part:
    here = sum(one.is_present for one in members)
    base = base_of(assessment.share_of, present=here, called=len(members))
    how = "bỏ phiếu kín" if assessment.is_secret else "biểu quyết công khai"
    text = (
        f"Hội nghị {how} từng hồ sơ. Hồ sơ được đề nghị khi có từ {assessment.share_needed} % tán thành, tính trên "
        f"{assessment.get_share_of_display().lower()} là {base}: ít nhất {votes_needed(base, assessment.share_needed)} "
        "tán thành."
    )
    passed = sum(_is_pass(assessment, one, base) for one in ballots)
    told = (text, f"Kết quả: {passed} trên {len(ballots)} hồ sơ đủ tỷ lệ.") if ballots else (text,)
    return Part("Kết quả bình xét", told, _table(assessment, ballots, base) if ballots else None)


def _is_pass(assessment: Assessment, ballot: Ballot, base: int) -> bool:
    if ballot.is_pass is not None:
        return ballot.is_pass
    return ballot.in_favour is not None and is_reached(ballot.in_favour, base, assessment.share_needed)


def _table(assessment: Assessment, ballots: Sequence[Ballot], base: int) -> Grid:
    columns = [
        Column("STT", "number"), Column("Tên mô hình, đơn vị"), Column("Tập thể, cá nhân", "name"),
        Column("Tán thành", "count"), Column("Không tán thành", "count"), Column("Ý kiến khác", "count"),
        Column("Kết quả", "note"),
    ]  # fmt: skip
    return grid(columns, [_line(assessment, one, base) for one in ballots])


def _line(assessment: Assessment, ballot: Ballot, base: int) -> list[str]:
    dossier = ballot.dossier
    counts = ["…" if one is None else str(one) for one in (ballot.in_favour, ballot.against, ballot.blank)]
    result = ""
    if ballot.in_favour is not None:
        reached = "Đủ tỷ lệ" if _is_pass(assessment, ballot, base) else "Chưa đủ tỷ lệ"
        result = f"{reached}: {result_words(ballot.in_favour, base)}"
    title = ballot.title or dossier.title if dossier.is_model else ballot.unit_name or dossier.unit_name
    holder = ballot.holder_name or dossier.holder_name if dossier.is_model else dossier.get_track_display()
    note = f"{result}. {ballot.note}" if ballot.note else result
    return [str(ballot.order), title, holder or ballot.unit_name or dossier.unit_name, *counts, note]


def _said(assessment: Assessment) -> Part | None:
    """What was said and concluded, in the words of who wrote it down."""
    told = [*assessment.discussion.splitlines(), *assessment.conclusion.splitlines()]
    lines = tuple(line.strip() for line in told if line.strip())
    return Part("Ý kiến trao đổi và kết luận", lines) if lines else None


def _ending(assessment: Assessment) -> str:
    ended = f" lúc {dates.at_hour(assessment.ended_at)}" if assessment.ended_at else ""
    return f"Hội nghị kết thúc{ended}. Biên bản đã được đọc lại cho hội nghị nghe và thống nhất."
