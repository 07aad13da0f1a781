"""Which criteria lists and versions a person may read, and what may be done with one."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from danvan.accounts.access import Action, homes, may_somewhere, rows, units_for
from danvan.accounts.models import User
from danvan.criteria.actions import may_issue
from danvan.criteria.drafting import may_draft
from danvan.criteria.models import CriteriaVersion
from danvan.units.enums import REVIEWING
from danvan.units.models import Unit


@dataclass(frozen=True)
class Powers:
    """What a person may do with a version."""

    write: bool  # it is a draft of one's own
    issue: bool
    copy: bool
    adopt: bool  # it is another's: its words can begin a list of one's own body
    retire: bool


def powers(by: User, version: CriteriaVersion) -> Powers:
    """What this person may do with this version as it stands."""
    drafts, issues = may_draft(by, version.criteria_set), may_issue(by, version.criteria_set)
    return Powers(
        write=drafts and not version.is_issued, issue=issues and not version.is_issued,
        copy=drafts and version.is_issued,
        adopt=not drafts and version.is_issued and may_somewhere(by, Action.DRAFT_CRITERIA),
        retire=issues and version.is_issued and version.retired_on is None,
    )  # fmt: skip


def own_versions(by: User) -> Q:
    """The versions of the lists this person may draft, drafts among them."""
    mine = rows(by, Action.DRAFT_CRITERIA, path="criteria_set__unit__path")
    return mine | Q(criteria_set__unit__isnull=True) if may_somewhere(by, Action.MANAGE) else mine


def versions_for(by: User) -> QuerySet[CriteriaVersion]:
    """The versions this person may read: all of one's own lists; of the samples and of the province what is issued."""
    provincial = Q(criteria_set__unit__isnull=True) | rows(by, Action.VIEW, path="criteria_set__unit__path")
    for home in homes(by):
        provincial |= Q(criteria_set__unit__path__startswith=f"{home.path.split('/')[0]}/")
    found = CriteriaVersion.objects.filter(own_versions(by) | (provincial & Q(issued_at__isnull=False)))
    return found.select_related("criteria_set__unit", "copied_from")


def bodies(by: User) -> QuerySet[Unit]:
    """The bodies for which this person may begin a list: those that review, and still exist."""
    return units_for(by, Action.DRAFT_CRITERIA).filter(ended_on__isnull=True, kind__in=REVIEWING).order_by("path")
