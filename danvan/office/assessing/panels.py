"""The parts of the minutes: their names in addresses, their forms, and how each is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django import forms

from danvan.accounts.models import User
from danvan.assessments import actions, voting
from danvan.assessments.models import Assessment
from danvan.assessments.queries import agenda, candidates, in_order
from danvan.criteria.enums import Track
from danvan.dossiers.enums import State
from danvan.dossiers.models import Dossier
from danvan.office.assessing.forms import AgendaForm, MeetingForm, MembersForm, WordsForm, facts_of
from danvan.office.assessing.grid import ALL, ROW, VotesForm, page_of
from danvan.office.assessing.words import about
from danvan.office.listing import SHORT_TRACKS

FACTS, MEMBERS, AGENDA, VOTES, WORDS = "thong-tin", "thanh-vien", "ho-so", "bieu-quyet", "ket-luan"
LABELS = {FACTS: "Thông tin", MEMBERS: "Thành viên", AGENDA: "Hồ sơ", VOTES: "Biểu quyết", WORDS: "Kết luận"}
GROUP, EVERY = "nhom-", "tat-ca"  # buttons of the agenda: a whole group, or all


@dataclass(frozen=True)
class Sent:
    """A part as it was sent: of which meeting, by whom, when, with which button and on which page of the votes."""

    assessment: Assessment
    by: User
    at: datetime
    button: str = ""

    def keywords(self) -> dict[str, Any]:
        """The same for the actions."""
        return {"assessment": self.assessment, "by": self.by, "at": self.at}


def form_of(tab: str, assessment: Assessment, user: User, data: Any = None, number: int = 1) -> forms.Form:
    """The form of a part, as stored or as sent."""
    edition = {"edition": assessment.edition}
    if tab == FACTS:
        return MeetingForm(data, initial=facts_of(assessment))
    if tab == MEMBERS:
        return MembersForm(list(assessment.members.order_by("order")), data, initial=edition)
    if tab == AGENDA:
        known = choices(assessment, user)
        return AgendaForm([one.pk for one in known.dossiers], list(known.locked), data, initial=edition)
    if tab == VOTES:
        return VotesForm(assessment, page_of(assessment, number)[0], data)
    words = {**edition, "discussion": assessment.discussion, "conclusion": assessment.conclusion}
    return WordsForm(data, initial=words)


def store(form: forms.Form, sent: Sent) -> None:
    """Store a valid form. Raises ``CannotAssess``."""
    if isinstance(form, VotesForm):
        _store_votes(form, sent)
        return
    common = {**sent.keywords(), "edition": form.cleaned_data["edition"]}
    if isinstance(form, MeetingForm):
        actions.write(facts=form.facts(), **common)
    elif isinstance(form, MembersForm):
        actions.set_members(members=form.members(), **common)
    elif isinstance(form, AgendaForm):
        actions.set_agenda(dossiers=_chosen(form, sent), **common)
    elif isinstance(form, WordsForm):
        said = form.cleaned_data
        actions.conclude(discussion=said["discussion"], conclusion=said["conclusion"], **common)


def _store_votes(form: VotesForm, sent: Sent) -> None:
    common = {**sent.keywords(), "seen": form.seen(), "notes": form.notes()}
    if form.assessment.is_secret:
        voting.record_counts(counts=form.counts(sent.button), **common)
    else:
        voting.record_votes(votes=form.votes(sent.button), **common)


def fresh_marks(tab: str, assessment: Assessment, number: int) -> dict[str, str]:
    """What the next sending builds on: the edition as it is now, or the stamps of the ballots."""
    if tab != VOTES:
        return {"edition": str(assessment.edition)}
    ballots = page_of(assessment, number)[0]
    return {f"dau-{pk}": stamp for pk, stamp in voting.stamps(ballots).items()}


@dataclass(frozen=True)
class Choices:
    """The dossiers that are, or may come, on the agenda, in order; whose vote is recorded, and which moved on."""

    dossiers: Sequence[Dossier]
    standing: frozenset[int]
    locked: frozenset[int]
    moved: frozenset[int]


def choices(assessment: Assessment, user: User) -> Choices:
    """What may stand on the agenda of this meeting."""
    ballots = list(agenda(assessment))
    found = {dossier.pk: dossier for dossier in candidates(assessment.campaign, user)}
    found |= {ballot.dossier_id: ballot.dossier for ballot in ballots}
    moved = {ballot.dossier_id for ballot in ballots if ballot.dossier.state != State.CONFIRMED}
    locked = {ballot.dossier_id for ballot in ballots if ballot.in_favour is not None} - moved
    standing = frozenset(ballot.dossier_id for ballot in ballots)
    return Choices(in_order(found.values()), standing, frozenset(locked), frozenset(moved))


def _chosen(form: AgendaForm, sent: Sent) -> list[Dossier]:
    known, wanted = choices(sent.assessment, sent.by), form.chosen()
    if sent.button.startswith((GROUP, EVERY)):
        wanted |= {one.pk for one in known.dossiers if sent.button in (EVERY, group_key(one))} - known.moved
    return [dossier for dossier in known.dossiers if dossier.pk in wanted]


def group_key(dossier: Dossier) -> str:
    """The group of an agenda a dossier belongs to: models by theme, titles by track."""
    return f"{GROUP}{dossier.theme_id}" if dossier.is_model else f"{GROUP}{dossier.track}"


@dataclass(frozen=True)
class Pick:
    """One dossier that may be ticked; ``fixed`` ones stay, for the reason in ``note``."""

    pk: int
    title: str
    by: str
    url: str
    ticked: bool
    fixed: bool
    note: str


@dataclass(frozen=True)
class Group:
    """The dossiers of a theme, or of a title."""

    key: str
    label: str
    picks: Sequence[Pick]
    ticked: int


def groups(assessment: Assessment, user: User, form: AgendaForm) -> list[Group]:
    """The choice of dossiers under their headings, as it is filled in."""
    known = choices(assessment, user)
    sent = [str(pk) for pk in form["ho-so"].value() or ()]
    ticked = {int(pk) for pk in sent if pk.isdecimal() and len(pk) < 19} if form.is_bound else known.standing
    found = []
    for key, members in groupby(known.dossiers, key=group_key):
        picks = [_pick(one, one.pk in ticked, known) for one in members]
        found.append(Group(key, _label(key, known.dossiers), picks, sum(one.ticked for one in picks)))
    return found


def _label(key: str, dossiers: Sequence[Dossier]) -> str:
    first = next(one for one in dossiers if group_key(one) == key)
    if not first.is_model:
        return SHORT_TRACKS[Track(first.track)]
    return first.theme.name if first.theme else "Chưa rõ lĩnh vực"


def _pick(dossier: Dossier, ticked: bool, known: Choices) -> Pick:
    fixed = dossier.pk in known.locked
    note = "Đã ghi biểu quyết" if fixed else dossier.assessed_as and f"Đã bình xét: {dossier.assessed_as}"
    if dossier.pk in known.moved:
        note = f"Đang ở bước “{dossier.state_label}”, không còn chờ duyệt"
    by = about(dossier, dossier.holder_name, dossier.unit_name)
    return Pick(dossier.pk, dossier.title, by, dossier.get_absolute_url(), ticked or fixed, fixed, note)


def said_after(tab: str, sent: Sent) -> str:
    """The sentence once a part is stored."""
    if tab == AGENDA:
        return f"Danh sách bình xét có {sent.assessment.ballots.count()} hồ sơ."
    if tab == VOTES and sent.button.startswith((ROW, ALL)):
        return "Đã lưu và ghi tán thành vào các ô đã chọn."
    return f"Đã lưu: {LABELS[tab].lower()}."
