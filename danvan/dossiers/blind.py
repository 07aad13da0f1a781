"""The two independent cards of an organiser (phiếu thẩm định độc lập): each seen by its judge until both are signed.

They are tables of their own, so that no list, count, strip or export of the cards can ever meet them.
"""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from danvan.accounts.models import User
from danvan.criteria.models import CriteriaVersion, Criterion
from danvan.dossiers.cards import Mark, Score, Scorecard, Sheet
from danvan.dossiers.enums import CardState, Voice
from danvan.dossiers.judging import Seat
from danvan.units.enums import UnitKind
from danvan.units.models import Unit


def organiser_voice(organiser: Unit) -> Voice:
    """The voice with which an organiser speaks: as the province, or as the board above the unit."""
    return Voice.PROVINCE if organiser.kind == UnitKind.PROVINCE else Voice.SUPERIOR


class BlindCardQuerySet(models.QuerySet["BlindCard"]):
    """Independent cards, of which a judge reads one's own, and both once both are signed."""

    def of(self, person: User) -> Self:
        """The cards this person fills in."""
        return self.filter(seat__person=person)

    def signed(self) -> Self:
        """The cards that are signed: of use only to tell whether both of a dossier are."""
        return self.filter(state=CardState.SIGNED)


class BlindCard(Sheet):
    """What one of the two judges of a dossier says, criterion by criterion."""

    seat = models.OneToOneField(Seat, models.PROTECT, related_name="card", verbose_name="chỗ thẩm định")
    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="blind_cards", verbose_name="hồ sơ")
    version = models.ForeignKey(CriteriaVersion, models.PROTECT, related_name="+", verbose_name="bộ tiêu chí")

    objects = BlindCardQuerySet.as_manager()

    class Meta:
        verbose_name = "phiếu thẩm định độc lập"
        verbose_name_plural = "phiếu thẩm định độc lập"
        constraints = [models.CheckConstraint(condition=Q(state__in=CardState.values), name="blind_state_is_known")]

    def __str__(self) -> str:
        return f"Phiếu độc lập {self.seat.number}, hồ sơ #{self.dossier_id}"

    @property
    def voice(self) -> str:
        """It speaks for the organiser, in place of the card that is made of both."""
        return organiser_voice(self.dossier.campaign.organiser)

    @property
    def is_final(self) -> bool:
        """Only the card made of both can be the result."""
        return False


class BlindScore(Mark):
    """One criterion on an independent card."""

    card = models.ForeignKey(BlindCard, models.PROTECT, related_name="scores", verbose_name="phiếu")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+", verbose_name="tiêu chí")

    class Meta:
        verbose_name = "điểm trên phiếu độc lập"
        verbose_name_plural = "điểm trên phiếu độc lập"
        constraints = [models.UniqueConstraint(fields=["card", "criterion"], name="blind_score_once_a_criterion")]


# A card, and a line of it, whoever fills it in: one rule judges them all.
AnyCard = Scorecard | BlindCard
AnyScore = Score | BlindScore
