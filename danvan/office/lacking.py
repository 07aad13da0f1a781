"""What a line of a scorecard still needs before the card can be signed, as the rules of signing say it."""

from __future__ import annotations

from collections.abc import Sequence

from danvan.criteria.enums import Result
from danvan.criteria.models import Criterion
from danvan.dossiers.blind import AnyScore
from danvan.dossiers.computing import Worked
from danvan.dossiers.enums import Voice
from danvan.dossiers.scores import claims, is_judged, least_explanation, overrides, reasoned
from danvan.office.folder import Folder


def lacking(folder: Folder, voice: str, criterion: Criterion, mine: AnyScore | None) -> str:
    """What is missing on the line of this voice, in a sentence, or ""."""
    if mine is None or not is_judged(mine):
        return ""
    lack = _unproved(folder, criterion, mine) if voice == Voice.SELF else _unlike(folder, voice, mine)
    if folder.is_joint(voice) and criterion.pk in folder.apart and not mine.note.strip():
        lack = "Hai phiếu độc lập chấm khác nhau thì cần ghi lý do thống nhất."
    said = (folder.said(other).get(criterion.pk) for other in folder.voices if other != voice)
    others = [line for line in said if line is not None]
    return lack or _overriding(folder.worked.get(criterion.computed), criterion, mine, others)


def least(folder: Folder, voice: str, criterion: Criterion) -> int:
    """How long the explanation on this line must be, 0 when a file stands there or none is asked for."""
    if voice != Voice.SELF or not criterion.evidence_required or folder.files.get(criterion.pk):
        return 0
    return least_explanation(criterion, folder.version)


def _unproved(folder: Folder, criterion: Criterion, mine: AnyScore) -> str:
    note, enough = mine.note.strip(), least(folder, Voice.SELF, criterion)
    if mine.result == Result.NOT_APPLICABLE and not note:
        return "Ghi không áp dụng thì cần lý do."
    if not claims(mine) or len(note) >= enough:
        return ""
    short = f"; còn {enough - len(note)} ký tự" if note else ""
    return f"Cần minh chứng, hoặc giải trình từ {enough} ký tự{short}."


def _unlike(folder: Folder, voice: str, mine: AnyScore) -> str:
    before = folder.before(voice)
    theirs = folder.scores[before].get(mine.criterion_id) if before else None
    if theirs is None or (theirs.result, theirs.points) == (mine.result, mine.points) or mine.note.strip():
        return ""
    return "Chấm khác cấp trước thì cần ghi lý do."


def _overriding(worked: Worked | None, criterion: Criterion, mine: AnyScore, others: Sequence[AnyScore]) -> str:
    if worked is None or reasoned(mine, others) or not overrides(mine, criterion, worked):
        return ""
    return "Chấm khác số liệu của cổng thì cần ghi lý do."
