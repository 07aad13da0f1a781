"""What the refusals on record let a dossier do: be declined with one, and be judged again when one was taken up."""

from __future__ import annotations

from datetime import datetime

from danvan.accounts.access import Action, may
from danvan.accounts.models import User
from danvan.dossiers.models import Dossier, Refusal

UNREASONED = "Kết luận không công nhận lập ở trang riêng, có lý do chung và lý do từng tiêu chí."
NOT_OF_THE_ORGANISER = "Chỉ người thẩm định hoặc người duyệt của cơ quan tổ chức đợt xem lại được hồ sơ."


def last_refusal(dossier: Dossier) -> Refusal | None:
    """The newest refusal of a dossier; earlier ones were judged again."""
    return Refusal.objects.filter(dossier=dossier.pk).order_by("pk").last()


def unreasoned(dossier: Dossier, at: datetime) -> str:
    """A dossier is declined only together with the refusal that says why; ``refusing.refuse`` writes both."""
    waiting = Refusal.objects.filter(dossier=dossier.pk, judged_again_at__isnull=True)
    return "" if waiting.exists() else UNREASONED


def is_taken_up(dossier: Dossier) -> bool:
    """Was the refusal that stands taken up again? Only in the moment in which a complaint about it is upheld: with
    it the dossier leaves the state of being declined."""
    last = last_refusal(dossier)
    return last is not None and last.judged_again_at is not None


def not_of_the_organiser(dossier: Dossier, by: User) -> str:
    """Those who judge or approve for the organiser may take a refusal up again."""
    host = dossier.campaign.keeper
    return "" if may(by, Action.REVIEW, host) or may(by, Action.APPROVE, host) else NOT_OF_THE_ORGANISER
