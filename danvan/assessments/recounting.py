"""Counting again what each member said: the counts of an open vote are those of its votes, and of nobody absent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from danvan.assessments.enums import Choice
from danvan.assessments.models import Assessment, Ballot, Vote

COUNTS = ["in_favour", "against", "blank"]


def recount(assessment: Assessment, only: Collection[int] | None = None) -> None:
    """Write the counts of these ballots, or of all. A secret count has no votes to count, and is left alone."""
    if assessment.is_secret:
        return
    ballots = list(assessment.ballots.order_by("order") if only is None else assessment.ballots.filter(pk__in=only))
    said = Counter(
        Vote.objects.filter(ballot__in=ballots, member__is_present=True).values_list("ballot_id", "choice")
    )  # fmt: skip
    for ballot in ballots:
        counts = [said[ballot.pk, choice] for choice in (Choice.FOR, Choice.AGAINST, Choice.BLANK)]
        ballot.in_favour, ballot.against, ballot.blank = counts if any(counts) else (None, None, None)
    Ballot.objects.bulk_update(ballots, COUNTS, batch_size=200)
