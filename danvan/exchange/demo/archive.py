"""Old years from their workbooks: registrations, outcomes, scores and decisions, in the name of the administrator."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from danvan.accounts.models import User
from danvan.criteria.enums import ScoringMode, Track
from danvan.decisions.actions import Frame, Words, choose, draft
from danvan.decisions.models import Decision
from danvan.decisions.workflow import DECISION_LIFE
from danvan.dossiers.models import Campaign, Dossier, Stage
from danvan.dossiers.scores import criteria_of
from danvan.exchange.awards import listed
from danvan.exchange.cards import unit_scores
from danvan.exchange.demo.files import fixture
from danvan.exchange.recording import record_scores
from danvan.exchange.registrations import BadSheet, apply, read
from danvan.exchange.results import outcomes, record_outcomes
from danvan.ledger.models import Channel
from danvan.units.models import Unit


def _campaign(code: str) -> Campaign:
    return Campaign.objects.select_related("organiser", "theme_scheme").get(code=code)


def import_sheet(row: Mapping[str, Any], *, by: User, at: datetime) -> int:
    """One workbook into one campaign, and its outcomes where it has them; every row must be good."""
    campaign, path = _campaign(row["campaign"]), fixture("demo", row["file"])
    preview = read(path, campaign=campaign, by=by)
    if preview.wrong:
        wrong = next(found for found in preview.rows if found.outcome == "wrong")
        raise BadSheet(f"{row['file']}, trang «{wrong.sheet}», dòng {wrong.row}: {wrong.sentence}")
    applied = apply(preview, by=by, at=at)
    if row["results"]:
        record_outcomes(outcomes(path, campaign=campaign, by=by), by=by, at=at)
    return applied.new


def import_scores(row: Mapping[str, Any], *, by: User, at: datetime) -> int:
    """One workbook of scorecards into one track of a campaign."""
    campaign, track = _campaign(row["campaign"]), Track(row["track"])
    version = campaign.tracks.select_related("version").get(track=track).version
    criteria = criteria_of(version) if version else []
    points = criteria if version and version.mode == ScoringMode.POINTS else []
    scores = unit_scores(fixture("demo", row["file"]), count=len(criteria), by_points=points)
    return len(record_scores(scores, campaign=campaign, track=track, by=by, at=at))


def record_decision(row: Mapping[str, Any], *, by: User, at: datetime) -> Decision:
    """A decision of an old paper with its attached list, in the order of the sheet."""
    campaigns = [_campaign(code) for code in row["campaigns"]]
    lines = listed(fixture("demo", row["file"]), sheet=row["sheet"], campaigns=campaigns, by=by)
    frame = Frame(
        unit=Unit.objects.get(code=row["unit"]), kind=row["kind"], stage=Stage.objects.get(code=row["stage"]),
        is_archive=True, is_illustrative=True,
    )  # fmt: skip
    words = Words(**{**row["words"], "signed_on": date.fromisoformat(row["words"]["signed_on"])})
    decision = draft(frame=frame, words=words, by=by, at=at, channel=Channel.SHEET)
    found = Dossier.objects.select_related("unit").in_bulk([line.dossier.pk for line in lines])
    dossiers = [found[line.dossier.pk] for line in lines]
    award = row["award"] or next((line.award for line in lines if line.award), "")
    choose(decision=decision, dossiers=dossiers, by=by, at=at, channel=Channel.SHEET, award=award)
    DECISION_LIFE.take_many([decision], "record", by=by, at=at, channel=Channel.SHEET)
    return decision
