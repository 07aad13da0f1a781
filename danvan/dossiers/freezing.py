"""What a step stores with it: the content as sent, the totals as signed."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from danvan.accounts.models import User
from danvan.dossiers.blind import AnyCard
from danvan.dossiers.cards import Scorecard
from danvan.dossiers.enums import WindowStage
from danvan.dossiers.models import CONTENT_FIELDS, Dossier, Revision
from danvan.dossiers.scores import verdict_of
from danvan.dossiers.voices import last_voice
from danvan.dossiers.windows import is_late
from danvan.ledger.models import Event


def content_of(dossier: Dossier) -> dict[str, str]:
    """The ten items, the holder and the theme as plain text."""
    content = {name: str(getattr(dossier, name)) for name in CONTENT_FIELDS}
    theme = dossier.theme.name if dossier.theme else ""
    return {**content, "theme": theme, "holder_name": dossier.holder_name, "contact": dossier.contact}


def mark_late_registration(dossier: Dossier, by: User, at: datetime) -> None:
    """Remember that a dossier was first sent after the closing for everybody; sending it again changes nothing."""
    _mark_late(dossier, "submit", WindowStage.REGISTER, "registered_late", at)


def mark_late_report(dossier: Dossier, by: User, at: datetime) -> None:
    """The same for the self-scored card."""
    _mark_late(dossier, "report", WindowStage.REPORT, "reported_late", at)


def _mark_late(dossier: Dossier, verb: str, stage: WindowStage, mark: str, at: datetime) -> None:
    if not is_late(dossier, stage, at):
        return
    if not Event.objects.filter(subject=Event.subject_of(dossier), verb=verb).exists():
        setattr(dossier, mark, True)
        dossier.save(update_fields=[mark])


def freeze_revision(dossier: Dossier, by: User, at: datetime) -> None:
    """Keep the content as it was sent; the first sending is the day of registration unless a paper says another."""
    number = dossier.revisions.count() + 1
    if dossier.registered_on is None:
        dossier.registered_on = timezone.localdate(at)
        dossier.save(update_fields=["registered_on"])
    Revision.objects.create(dossier=dossier, number=number, content=content_of(dossier), sent_at=at, sent_by=by)


def freeze_card(card: AnyCard, by: User, at: datetime) -> None:
    """Keep the totals as signed; the last voice's card becomes the final one, an independent card never."""
    result = verdict_of(card)
    card.marks, card.passed, card.points, card.is_pass = result.marks, result.passed, result.points, result.is_pass
    card.grade = result.grade
    card.signed_at, card.signed_by = at, by
    fields = ["marks", "passed", "points", "is_pass", "grade", "signed_at", "signed_by"]
    if isinstance(card, Scorecard):
        card.is_final = card.voice == last_voice(card.dossier)
        fields.append("is_final")
    card.save(update_fields=fields)


def unfreeze_card(card: AnyCard, by: User, at: datetime) -> None:
    """A reopened card is no longer final."""
    card.signed_at, card.signed_by = None, None
    fields = ["signed_at", "signed_by"]
    if isinstance(card, Scorecard):
        card.is_final = False
        fields.append("is_final")
    card.save(update_fields=fields)


def forget_assessment(dossier: Dossier, by: User, at: datetime) -> None:
    """What is judged again is voted on again: the result of the last meeting no longer speaks for it."""
    dossier.assessed_on, dossier.assessed_pass, dossier.assessed_as = None, None, ""
    dossier.save(update_fields=["assessed_on", "assessed_pass", "assessed_as"])
