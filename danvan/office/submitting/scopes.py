"""What is reviewed for commendation: a stage or a campaign, whose it is, and who may decide on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from danvan.accounts.access import Action, rows
from danvan.accounts.models import User
from danvan.decisions.models import AwardForm, Submission
from danvan.decisions.queries import under
from danvan.dossiers.models import Campaign, Dossier, DossierQuerySet, Stage
from danvan.office.forms_decisions import issuers
from danvan.reports.eligible import of_level
from danvan.units.models import Unit


@dataclass(frozen=True)
class Scope:
    """A stage or a campaign, under the word by which an address asks for it: "gd-cho-don-2018-2020"."""

    word: str
    name: str
    unit: Unit
    first: int
    last: int
    stage: Stage | None = None
    campaign: Campaign | None = None

    @property
    def span(self) -> int:
        """How many years it holds."""
        return self.last - self.first + 1


def scopes(user: User) -> list[Scope]:
    """The stages, then the opened campaigns, of the units for which this person drafts decisions; newest first."""
    stages = Stage.objects.filter(rows(user, Action.DRAFT_DECISION)).select_related("unit")
    reach = rows(user, Action.DRAFT_DECISION, path="keeper__path")
    campaigns = Campaign.objects.filter(reach, opened_at__isnull=False).select_related("keeper")
    return [
        *(of_stage(stage) for stage in stages.order_by("-last_year", "pk")),
        *(of_campaign(campaign) for campaign in campaigns.order_by("-last_year", "code")),
    ]


def of_stage(stage: Stage) -> Scope:
    """A stage as it is reviewed."""
    return Scope(f"gd-{stage.code}", stage.name, stage.unit, stage.first_year, stage.last_year, stage=stage)


def of_campaign(campaign: Campaign) -> Scope:
    """A campaign as it is reviewed: by who keeps it now."""
    return Scope(
        f"dot-{campaign.code}", campaign.name, campaign.keeper, campaign.first_year, campaign.last_year,
        campaign=campaign,
    )  # fmt: skip


def of_submission(submission: Submission) -> Scope | None:
    """Where more lines for a submission are found."""
    if submission.stage:
        return of_stage(submission.stage)
    return of_campaign(submission.campaign) if submission.campaign else None


def dossiers_of(scope: Scope, user: User) -> DossierQuerySet:
    """The dossiers in this person's reach that the review counts: those of the tier of its unit."""
    found: DossierQuerySet = Dossier.objects.for_user(user).filter(under(scope.unit), of_level(scope.unit))
    return found


def deciders(scope: Scope, user: User, today: date) -> list[Unit]:
    """The units that may decide on it and for which this person drafts: its own, and those above; nearest first."""
    parts = scope.unit.path.rstrip("/").split("/")
    above = ["/".join(parts[:size]) + "/" for size in range(1, len(parts) + 1)]
    return list(issuers(user, today).filter(path__in=above).order_by("-path"))


def forms_for(units: list[Unit], today: date) -> list[AwardForm]:
    """The forms of award these units may give, those of the nearest unit first."""
    place = {unit.kind: number for number, unit in enumerate(units)}
    found = AwardForm.objects.in_use(today).filter(issuer_kind__in=["", *place]).order_by("order", "pk")
    return sorted(found, key=lambda form: place.get(form.issuer_kind, len(place)))
