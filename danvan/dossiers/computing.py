"""Criteria that the portal works out from its own data, with formula and rows (domain.md §2.3.5)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from danvan.criteria.enums import Computed, Result, Track
from danvan.criteria.models import Criterion
from danvan.dossiers.enums import State, WindowStage
from danvan.dossiers.models import Dossier
from danvan.dossiers.windows import closings
from danvan.kit import dates
from danvan.ledger.models import Event


@dataclass(frozen=True)
class Row:
    """One thing the result rests on; ``dossier_id`` leads to its page, 0 when it is this dossier itself."""

    words: str
    dossier_id: int = 0


@dataclass(frozen=True)
class Worked:
    """What a criterion comes to, how that was worked out, and from what; no result while it cannot be known yet."""

    result: str
    formula: str
    rows: Sequence[Row] = ()


def work_out(criterion: Criterion, dossier: Dossier) -> Worked | None:
    """What the portal's data say on a criterion, or None when it is judged by people."""
    return _WORKERS[Computed(criterion.computed)](dossier) if criterion.computed else None


_SENDINGS = {"submit": WindowStage.REGISTER, "report": WindowStage.REPORT}  # the step that sends, and its window


def _reports_on_time(dossier: Dossier) -> Worked:
    """The first sending of each kind came before its window closed; unknown until the self-score is sent."""
    formula = "Đạt khi lần đầu gửi đăng ký và lần đầu gửi phiếu tự chấm đều trước giờ đóng của bước ấy."
    closes = closings(dossier)
    told = Event.objects.filter(subject=Event.subject_of(dossier), verb__in=_SENDINGS).order_by("-pk")
    first = {_SENDINGS[verb]: at for verb, at in told.values_list("verb", "at")}
    rows = [Row(_sending(stage, first[stage], closes.get(stage))) for stage in _SENDINGS.values() if stage in first]
    if any(stage in closes and at > closes[stage] for stage, at in first.items()):
        return Worked(Result.NOT_MET, formula, rows)
    return Worked(Result.MET if len(first) == len(_SENDINGS) else "", formula, rows)


def _sending(stage: str, at: datetime, closes_at: datetime | None) -> str:
    words = f"{WindowStage(stage).label}: gửi ngày {dates.short(timezone.localdate(at))}"
    return f"{words}, hạn {dates.short(timezone.localdate(closes_at))}" if closes_at else words


def _recognised_model(dossier: Dossier) -> Worked:
    """The unit has a model recognised for the year; unknown while one is still being considered."""
    formula = f"Đạt khi đơn vị có ít nhất một mô hình được công nhận năm {dossier.year}."
    models = Dossier.objects.registered().filter(unit=dossier.unit_id, year=dossier.year, track=Track.MODEL)
    models = models.exclude(state__in=(State.DECLINED, State.STOPPED)).order_by("-recognised_on", "pk")
    rows = [Row(f"“{one.title}”, {one.recognised_by or 'đang xét'}", one.pk) for one in models]
    if any(one.recognised_on for one in models):
        return Worked(Result.MET, formula, rows)
    return Worked("" if rows else Result.NOT_MET, formula, rows)


_WORKERS: dict[Computed, Callable[[Dossier], Worked]] = {
    Computed.REPORTS_ON_TIME: _reports_on_time,
    Computed.RECOGNISED_MODEL: _recognised_model,
}
