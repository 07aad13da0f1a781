"""What the people said about one dossier, as its own page and the page of its reviewer tell it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.urls import reverse

from danvan.dossiers.models import Dossier
from danvan.hearings.enums import ConsultationState
from danvan.hearings.models import Candidate
from danvan.hearings.queries import results_for


@dataclass(frozen=True)
class Told:
    """One consultation on a dossier."""

    line: str
    days: str
    is_open: bool
    digest: str
    digest_by: str
    name: str
    url: str  # the page that everyone may read


def laid_open() -> Exists:
    """The condition "it was laid open to everyone", to be asked together with the dossier."""
    public = [ConsultationState.OPEN, ConsultationState.CLOSED]
    return Exists(Candidate.objects.filter(dossier=OuterRef("pk"), consultation__state__in=public))


def results(dossier: Dossier) -> list[Told]:
    """The consultations on it, newest first; no query where the dossier was loaded as never laid open."""
    if not getattr(dossier, "laid_open", True):
        return []
    return [
        Told(
            one.line, one.days, one.state == ConsultationState.OPEN, one.digest, one.digest_by, one.consultation,
            reverse("portal:candidate", args=[one.consultation_pk, one.candidate_pk]),
        )
        for one in results_for(dossier)
    ]  # fmt: skip
