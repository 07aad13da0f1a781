"""Issuing a version of a criteria set: from then on nothing in it changes."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from danvan.accounts.access import Action, may_somewhere
from danvan.accounts.models import User
from danvan.criteria.enums import ScoringMode
from danvan.criteria.models import CriteriaVersion
from danvan.ledger.models import Channel
from danvan.ledger.record import Act, record, wait_for_writers


class CannotIssue(Exception):
    """The version is not fit to be issued; the message says what to mend."""


def obstacle(version: CriteriaVersion) -> str:
    """Why this draft cannot be issued yet, or "" when it can."""
    count = version.criteria.count()
    if count == 0:
        return "Phiên bản chưa có tiêu chí nào."
    if version.min_passed is not None and version.min_passed > count:
        return f"Ngưỡng {version.min_passed} lớn hơn số tiêu chí ({count})."
    if version.mode == ScoringMode.POINTS:
        total = version.criteria.aggregate(total=Sum("weight"))["total"]
        if version.min_points is None or version.min_points > total:
            return f"Ngưỡng điểm phải có và không quá tổng điểm {total}."
    empty = version.groups.filter(criteria__isnull=True).first()
    return f"Nhóm «{empty}» chưa có tiêu chí." if empty else ""


@transaction.atomic
def issue(*, version: CriteriaVersion, by: User, at: datetime, channel: str = Channel.ADMIN) -> None:
    """Fix a draft for good. Raises ``CannotIssue`` when it is not fit or the person may not."""
    wait_for_writers()
    fresh = CriteriaVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if not may_somewhere(by, Action.MANAGE):
        raise CannotIssue("Chỉ quản trị được ban hành bộ tiêu chí.")
    if fresh.is_issued:
        raise CannotIssue("Phiên bản này đã ban hành.")
    if why := obstacle(fresh):
        raise CannotIssue(why)
    fresh.issued_at = at
    fresh.save(update_fields=["issued_at"])
    record(Act(fresh, "issue", "Ban hành bộ tiêu chí", details={"label": fresh.label}), by=by, at=at, channel=channel)
