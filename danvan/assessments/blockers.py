"""What keeps a meeting from being closed, or opened again: a sentence each, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from danvan.assessments.models import Assessment, Ballot
from danvan.assessments.queries import agenda, present_members, tally_of
from danvan.dossiers.enums import State

_NAMED = 3  # lines of the agenda that a sentence names before it counts the rest
DECIDED = (State.APPROVED, State.DECLINED)


def _lines(ballots: Sequence[Ballot]) -> str:
    """ "dòng 1, 4, 5 và 2 dòng khác"."""
    more = len(ballots) - _NAMED
    named = ", ".join(str(ballot.order) for ballot in ballots[:_NAMED])
    return f"dòng {named}" + (f" và {more} dòng khác" if more > 0 else "")


def not_held_yet(assessment: Assessment, at: datetime) -> str:
    """Minutes are closed after the meeting, which ends after it began."""
    if assessment.held_at > at:
        return "Giờ họp chưa tới; hãy ghi đúng lúc đã họp."
    if assessment.ended_at is not None and assessment.ended_at < assessment.held_at:
        return "Giờ kết thúc họp trước giờ bắt đầu."
    return "Giờ kết thúc họp chưa tới." if assessment.ended_at is not None and assessment.ended_at > at else ""


def chair_missing(assessment: Assessment, at: datetime) -> str:
    return "" if assessment.chair_name.strip() else "Chưa ghi người chủ trì."


def secretary_missing(assessment: Assessment, at: datetime) -> str:
    return "" if assessment.secretary_name.strip() else "Chưa ghi người ghi biên bản."


def nobody_present(assessment: Assessment, at: datetime) -> str:
    return "" if present_members(assessment).exists() else "Chưa ghi thành viên nào có mặt."


def agenda_empty(assessment: Assessment, at: datetime) -> str:
    return "" if assessment.ballots.exists() else "Chưa có hồ sơ nào để bình xét."


def not_voted(assessment: Assessment, at: datetime) -> str:
    """Every dossier of the agenda has a vote."""
    open_ballots = [ballot for ballot in agenda(assessment) if tally_of(ballot) is None]
    if not open_ballots:
        return ""
    return f"{len(open_ballots)} hồ sơ chưa ghi kết quả biểu quyết: {_lines(open_ballots)}."


def sums_differ(assessment: Assessment, at: datetime) -> str:
    """All opinions on a dossier together are as many as the people present."""
    present = present_members(assessment).count()
    wrong = []
    for ballot in agenda(assessment) if present else ():
        tally = tally_of(ballot)
        if tally is not None and tally.said != present:
            wrong.append(ballot)
    if not wrong:
        return ""
    return f"Số ý kiến không bằng số người có mặt ({present}) ở {len(wrong)} hồ sơ: {_lines(wrong)}."


def not_confirmed(assessment: Assessment, at: datetime) -> str:
    """What went back, or on, since the agenda was made is not voted on."""
    moved = [ballot for ballot in agenda(assessment) if ballot.dossier.state != State.CONFIRMED]
    if not moved:
        return ""
    return f"{len(moved)} hồ sơ không còn ở bước chờ duyệt, hãy bỏ khỏi danh sách bình xét: {_lines(moved)}."


def decided_already(assessment: Assessment, at: datetime) -> str:
    """Minutes that a dossier was approved or refused upon are not opened again."""
    decided = list(assessment.ballots.filter(dossier__state__in=DECIDED).order_by("order"))
    if not decided:
        return ""
    return f"{len(decided)} hồ sơ của cuộc họp này đã duyệt hoặc đã kết luận không công nhận ({_lines(decided)}), " \
           "nên không mở lại biên bản được."  # fmt: skip
