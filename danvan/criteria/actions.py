"""Issuing a version of a criteria set, and retiring it: from issue on nothing in it changes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from danvan.accounts.access import Action, may, may_somewhere
from danvan.accounts.models import User
from danvan.criteria.drafting import CannotDraft, close_draft, open_draft
from danvan.criteria.models import CriteriaSet, CriteriaVersion, Criterion, CriterionLink, ThemeScheme
from danvan.criteria.obstacles import obstacles
from danvan.kit import dates
from danvan.ledger.models import Channel
from danvan.ledger.record import Act, record, wait_for_writers


class CannotIssue(Exception):
    """The version is not fit to be issued; the message says what to mend."""


def may_issue(by: User, criteria_set: CriteriaSet | ThemeScheme) -> bool:
    """Those who issue for the body whose list or scheme it is; what is common to all belongs to administrators."""
    if criteria_set.unit is None:
        return may_somewhere(by, Action.MANAGE)
    return may(by, Action.ISSUE_CRITERIA, criteria_set.unit)


@transaction.atomic
def issue(*, version: CriteriaVersion, by: User, at: datetime, channel: str = Channel.ADMIN) -> None:
    """Fix a draft for good. Raises ``CannotIssue`` when it is not fit or the person may not.

    A correction of spelling takes the place of the version it corrects, which is retired on that day.
    """
    wait_for_writers()
    fresh = CriteriaVersion.objects.select_for_update(of=("self",)).select_related("criteria_set__unit").get(
        pk=version.pk
    )  # fmt: skip
    if not may_issue(by, fresh.criteria_set):
        raise CannotIssue("Bạn không được ban hành bộ tiêu chí này.")
    if fresh.is_issued:
        raise CannotIssue("Phiên bản này đã ban hành.")
    if found := obstacles(fresh):
        raise CannotIssue(" ".join(one.sentence for one in found))
    CriteriaVersion.objects.filter(pk=fresh.pk).update(issued_at=at)
    unit, details = fresh.criteria_set.unit, {"label": fresh.label}
    record(Act(fresh, "issue", "Ban hành bộ tiêu chí", unit, details=details), by=by, at=at, channel=channel)
    if fresh.is_editorial and fresh.copied_from is not None and fresh.copied_from.retired_on is None:
        _retire(fresh.copied_from, timezone.localdate(at), by, at)


def _retire(version: CriteriaVersion, on: date, by: User, at: datetime) -> None:
    CriteriaVersion.objects.filter(pk=version.pk).update(retired_on=on)
    details = {"retired_on": ["", dates.short(on)]}
    unit = version.criteria_set.unit
    record(Act(version, "retire", "Thôi áp dụng bộ tiêu chí", unit, details=details), by=by, at=at)


@transaction.atomic
def retire(*, version: CriteriaVersion, by: User, at: datetime) -> None:
    """Take an issued version out of use for new campaigns; those that score on it go on. Raises ``CannotIssue``."""
    wait_for_writers()
    if not may_issue(by, version.criteria_set):
        raise CannotIssue("Bạn không được ban hành bộ tiêu chí này.")
    fresh = CriteriaVersion.objects.get(pk=version.pk)
    if not fresh.is_issued or fresh.retired_on is not None:
        raise CannotIssue("Chỉ phiên bản đang áp dụng mới thôi áp dụng được.")
    _retire(fresh, timezone.localdate(at), by, at)


@transaction.atomic
def link(
    *, version: CriteriaVersion, edition: int, after: Criterion, before: Mapping[int, bool], by: User, at: datetime
) -> None:  # fmt: skip
    """Say from which earlier criteria a line of a draft came, and whether each may be compared, as {id: yes}.

    One earlier line named for several later ones is split; several named for one are merged.
    """
    draft = open_draft(version, edition, by)
    if after.version_id != draft.pk:
        raise CannotDraft("Tiêu chí này không thuộc bản thảo.")
    lines = Criterion.objects.filter(pk__in=before, version=draft.copied_from_id)
    if len(lines) != len(before):
        raise CannotDraft("Có tiêu chí không thuộc phiên bản trước.")
    after.links_back.all().delete()
    CriterionLink.objects.bulk_create(
        CriterionLink(before=line, after=after, is_comparable=before[line.pk]) for line in lines
    )
    details = {"before": ["", ", ".join(line.code for line in lines)]}
    close_draft(draft, ("link", f"Ghi mạch của tiêu chí {after.code}"), by, at, details)
