"""Which theme schemes a person may read, and what may be done with one."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from danvan.accounts.access import Action, homes, may_somewhere, rows
from danvan.accounts.models import User
from danvan.criteria.actions import may_issue
from danvan.criteria.drafting import may_draft
from danvan.criteria.models import ThemeScheme


@dataclass(frozen=True)
class SchemePowers:
    """What a person may do with a scheme."""

    write: bool  # it is a draft of one's own
    issue: bool
    copy: bool  # it is issued: a scheme of one's own body can begin with its themes
    end: bool


def powers(by: User, scheme: ThemeScheme) -> SchemePowers:
    """What this person may do with this scheme as it stands."""
    issues = may_issue(by, scheme)
    return SchemePowers(
        write=may_draft(by, scheme) and not scheme.is_issued, issue=issues and not scheme.is_issued,
        copy=scheme.is_issued and may_somewhere(by, Action.DRAFT_CRITERIA), end=issues and scheme.is_issued,
    )  # fmt: skip


def schemes_for(by: User) -> QuerySet[ThemeScheme]:
    """The schemes this person may read: all one may draft; of the common ones and the province's what is issued."""
    mine = rows(by, Action.DRAFT_CRITERIA)
    if may_somewhere(by, Action.MANAGE):
        mine |= Q(unit__isnull=True)
    provincial = Q(unit__isnull=True) | rows(by, Action.VIEW)
    for home in homes(by):
        provincial |= Q(unit__path__startswith=f"{home.path.split('/')[0]}/")
    found = ThemeScheme.objects.filter(mine | (provincial & Q(issued_at__isnull=False)))
    return found.select_related("unit", "copied_from")
