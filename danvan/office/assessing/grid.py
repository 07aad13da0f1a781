"""The sheet on which votes are typed: member by member where the vote was open, three numbers where it was secret."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from danvan.assessments.counting import Tally
from danvan.assessments.enums import Choice
from danvan.assessments.models import Assessment, Ballot, Member, Vote
from danvan.assessments.queries import agenda, base, present_members, tally_of
from danvan.assessments.voting import stamps
from danvan.kit.fields import LineField
from danvan.office.assessing.words import describe, outcome

SHORT = {Choice.FOR: ("Tán thành", "yes"), Choice.AGAINST: ("Không", "no"), Choice.BLANK: ("Khác", "na")}
A_PAGE = 10
ROW, ALL = "hang-", "trong"  # what the buttons say: one row, or everything still open, in favour
MAX_NOTE = 2000


@dataclass(frozen=True)
class Option:
    """One of the three words of a member."""

    value: str
    label: str
    kind: str
    checked: bool


@dataclass(frozen=True)
class Said:
    """One member's place on a row."""

    name: str
    field: str
    options: Sequence[Option]


@dataclass(frozen=True)
class Row:
    """One dossier on the sheet."""

    pk: int
    order: int
    title: str
    about: str
    url: str
    said: Sequence[Said]
    numbers: Sequence[BoundField]
    note: BoundField
    told: str
    kind: str
    button: str


class VotesForm(forms.Form):
    """A page of the agenda, each row with its stamp. ``kept`` holds the ballots in the order shown."""

    def __init__(self, assessment: Assessment, ballots: Sequence[Ballot], data: Any = None) -> None:
        super().__init__(data)
        self.assessment, self.ballots = assessment, list(ballots)
        self.present: list[Member] = list(present_members(assessment))
        self.of_all = base(assessment)
        stands = stamps(self.ballots)
        votes = {(v.ballot_id, v.member_id): v.choice for v in Vote.objects.filter(ballot__in=self.ballots)}
        for ballot in self.ballots:
            self.fields[f"dau-{ballot.pk}"] = forms.CharField(
                required=False, widget=forms.HiddenInput, initial=stands[ballot.pk], max_length=2000
            )
            self.fields[f"y-kien-{ballot.pk}"] = LineField(
                label=f"Ý kiến về hồ sơ {ballot.order}", required=False, max_length=MAX_NOTE, initial=ballot.note
            )
            if assessment.is_secret:
                self._add_numbers(ballot)
            else:
                self._add_members(ballot, votes)

    def _add_members(self, ballot: Ballot, votes: Mapping[tuple[int, int], str]) -> None:
        for member in self.present:
            self.fields[f"bq-{ballot.pk}-{member.pk}"] = forms.ChoiceField(
                label=f"{member.name}, hồ sơ {ballot.order}", required=False, choices=Choice.choices,
                initial=votes.get((ballot.pk, member.pk), ""),
            )  # fmt: skip

    def _add_numbers(self, ballot: Ballot) -> None:
        words = dict.fromkeys(("invalid", "min_value", "max_value"), "Hãy ghi một số từ 0 đến 999.")
        labels = {"in_favour": "Tán thành", "against": "Không tán thành", "blank": "Không hợp lệ, ý kiến khác"}
        for name, label in labels.items():
            self.fields[f"so-{ballot.pk}-{name}"] = forms.IntegerField(
                label=label, required=False, min_value=0, max_value=999, initial=getattr(ballot, name),
                error_messages=words,
            )  # fmt: skip

    def rows(self) -> list[Row]:
        """The sheet as it is filled in."""
        return [self._row(ballot) for ballot in self.ballots]

    def _row(self, ballot: Ballot) -> Row:
        tally = tally_of(ballot)
        secret = self.assessment.is_secret
        numbers = [self[f"so-{ballot.pk}-{name}"] for name in ("in_favour", "against", "blank")] if secret else []
        kind, told = outcome(tally, len(self.present), self.of_all, self.assessment.share_needed)
        words = describe(ballot)
        return Row(
            ballot.pk, ballot.order, words.title, words.about, words.url,
            [] if secret else [self._said(ballot, member) for member in self.present], numbers,
            self[f"y-kien-{ballot.pk}"], told, kind, f"{ROW}{ballot.pk}",
        )  # fmt: skip

    def _said(self, ballot: Ballot, member: Member) -> Said:
        name = f"bq-{ballot.pk}-{member.pk}"
        chosen = str(self[name].value() or "")
        options = [Option(str(one), label, kind, chosen == one) for one, (label, kind) in SHORT.items()]
        return Said(member.name, name, options)

    def seen(self) -> dict[int, str]:
        """The stamps the page was shown with. Only on a valid form."""
        return {ballot.pk: self.cleaned_data[f"dau-{ballot.pk}"] for ballot in self.ballots}

    def notes(self) -> dict[int, str]:
        """What was said on each ballot."""
        return {ballot.pk: self.cleaned_data[f"y-kien-{ballot.pk}"] for ballot in self.ballots}

    def votes(self, button: str) -> dict[int, dict[int, str]]:
        """The choices as typed; the button may fill a row, or everything still open, with votes in favour."""
        return {ballot.pk: self._votes(ballot, button) for ballot in self.ballots}

    def _votes(self, ballot: Ballot, button: str) -> dict[int, str]:
        typed = {member.pk: self.cleaned_data[f"bq-{ballot.pk}-{member.pk}"] for member in self.present}
        if button == f"{ROW}{ballot.pk}":
            return dict.fromkeys(typed, str(Choice.FOR))
        return {pk: choice or (str(Choice.FOR) if button == ALL else "") for pk, choice in typed.items()}

    def counts(self, button: str) -> dict[int, Tally | None]:
        """The numbers as typed, what is left out being none; a row without any has no count."""
        return {ballot.pk: self._count(ballot, button) for ballot in self.ballots}

    def _count(self, ballot: Ballot, button: str) -> Tally | None:
        typed = [self.cleaned_data[f"so-{ballot.pk}-{name}"] for name in ("in_favour", "against", "blank")]
        blank = all(number is None for number in typed)
        if button == f"{ROW}{ballot.pk}" or (button == ALL and blank):
            return Tally(len(self.present))
        return None if blank else Tally(*(number or 0 for number in typed))


def page_of(assessment: Assessment, number: int) -> tuple[list[Ballot], int, int]:
    """The ballots of one page of the agenda, which page it is, and how many there are."""
    total = assessment.ballots.count()
    pages = max(1, -(-total // A_PAGE))
    number = min(max(1, number), pages)
    return list(agenda(assessment)[(number - 1) * A_PAGE : number * A_PAGE]), number, pages
