"""The head of a unit approves what is about to be sent; a later change makes the approval stale."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from danvan.accounts.access import Action, may
from danvan.accounts.models import Post, Role, User
from danvan.dossiers.actions import EDITABLE
from danvan.dossiers.models import Dossier, DossierQuerySet
from danvan.kit import vi
from danvan.ledger.record import Act, record, wait_for_writers

MAX_NAME = 200


class CannotApprove(Exception):
    """The approval cannot be stored; the message says why."""


def has_head(dossier: Dossier, at: datetime) -> bool:
    """Does anyone hold the post of head in the unit today? Then nobody else speaks for the head."""
    held = Post.held_on(timezone.localdate(at))
    return Post.objects.filter(held, unit=dossier.keeper_id, role=Role.UNIT_HEAD, user__is_active=True).exists()


def is_approved(dossier: Dossier) -> bool:
    """Did the head approve what the dossier says now?"""
    return dossier.head_edition is not None and dossier.head_edition == dossier.edition


def may_approve(by: User, dossier: Dossier, at: datetime) -> bool:
    """The head; or, where the unit has none with an account, who writes for it and names the head."""
    if dossier.state not in EDITABLE or not dossier.campaign.asks_head:
        return False
    if has_head(dossier, at):
        return may(by, Action.CONFIRM, dossier.keeper)
    return may(by, Action.EDIT, dossier.keeper)


@transaction.atomic
def approve(*, dossier: Dossier, edition: int, by: User, at: datetime, head_name: str = "") -> None:
    """Record that the head approved this edition. Raises ``CannotApprove``.

    ``head_name`` is asked of a writer where the head has no account: the name as it stands on the signed paper.
    """
    wait_for_writers()
    locked = Dossier.objects.select_for_update(of=("self",)).select_related("keeper", "campaign", "unit")
    fresh = locked.get(pk=dossier.pk)
    if not may_approve(by, fresh, at):
        raise CannotApprove("Bạn không duyệt được nội dung hồ sơ này, hoặc hồ sơ không còn ở bước soạn.")
    if fresh.edition != edition:
        raise CannotApprove("Hồ sơ vừa được sửa. Hãy đọc lại bản mới rồi duyệt.")
    name = str(by) if may(by, Action.CONFIRM, fresh.keeper) else vi.clean_line(head_name)[:MAX_NAME]
    if not name:
        raise CannotApprove("Cần ghi họ tên người đứng đầu đã duyệt.")
    fresh.head_name, fresh.head_by, fresh.head_at, fresh.head_edition = name, by, at, edition
    fresh.save(update_fields=["head_name", "head_by", "head_at", "head_edition"])
    details = {"head_name": ["", name]}
    record(Act(fresh, "head", "Người đứng đầu duyệt nội dung", fresh.unit, details=details), by=by, at=at)


def head_unconfirmed(dossier: Dossier, at: datetime) -> str:
    """A campaign that asks for it takes only what the head approved as it stands."""
    if not dossier.campaign.asks_head or is_approved(dossier):
        return ""
    if dossier.head_edition is None:
        return "Người đứng đầu chưa duyệt nội dung."
    return f"{dossier.head_name} đã duyệt một bản trước; nội dung sửa sau đó cần được duyệt lại."


def to_approve(dossiers: DossierQuerySet) -> DossierQuerySet:
    """Of these, the drafts whose campaign asks for the head and that no head approved as they stand."""
    waiting = dossiers.filter(state__in=EDITABLE, campaign__asks_head=True, campaign__is_archive=False)
    return waiting.exclude(head_edition__isnull=False, head_edition=F("edition"))
