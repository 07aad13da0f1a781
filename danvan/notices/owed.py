"""What each person still owes in the campaigns that run: read in bulk, whatever the number of people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from danvan.accounts.access import GRANTS, Action
from danvan.accounts.models import Post, Role
from danvan.criteria.enums import Track
from danvan.dossiers.addressed import spans_addressed
from danvan.dossiers.cards import Assignment, Score
from danvan.dossiers.enums import State, Voice
from danvan.dossiers.models import Campaign, Dossier
from danvan.notices.calendar import Calendar
from danvan.notices.enums import Due
from danvan.reports.missing import Missing, missing
from danvan.units.models import Unit
from danvan.visits.enums import FindingState
from danvan.visits.models import Finding

# The groups of a digest, in its order.
HEADINGS = {
    "REGISTER": "Chưa đăng ký", "RETURNED": "Bị trả lại, chờ sửa và gửi lại", "DRAFT": "Bản nháp chưa gửi",
    "REPORT": "Chưa tự chấm, gửi kết quả", "ASSIGNED": "Tiêu chí được giao", "BELOW": "Đơn vị chưa đăng ký",
    "RECEIVE": "Đăng ký chờ tiếp nhận", "SENT_BACK": "Tỉnh trả lại", "REVIEW": "Phiếu chờ chấm",
    "CONFIRM": "Hồ sơ chờ thẩm định", "APPROVE": "Hồ sơ chờ duyệt", "FINDING": "Kiến nghị sau kiểm tra, chờ khắc phục",
    "OTHER": "Việc khác",
}  # fmt: skip
# What a dossier asks in each state: the group, and the stage that limits it.
_UNITS = {
    State.DRAFT: ("DRAFT", Due.REGISTER), State.RETURNED: ("RETURNED", Due.REGISTER),
    State.ACCEPTED: ("REPORT", Due.REPORT), State.REWORK: ("RETURNED", Due.REPORT),
}  # fmt: skip
_BOARDS = {State.SUBMITTED: ("RECEIVE", Due.REGISTER), State.SENT_BACK: ("SENT_BACK", Due.REVIEW)}
SAID = 160  # letters of a finding
SHUT = frozenset({"REGISTER", "BELOW", "DRAFT"})  # past the closing nothing can be done about these


@dataclass(frozen=True)
class Owed:
    """One thing a person owes: under which heading, said how, due when; ``stage`` names its reminder rule and ``key``
    what is reminded once where there is no closing to count to."""

    group: str
    text: str
    url: str
    stage: str
    due: datetime | None = None
    place: str = ""  # the campaign by code, or the thing by its own id: the first half of what is reminded once
    once: str = ""
    about: str = ""  # said in the heading


@dataclass
class Person:
    """Someone with posts today, and all they owe."""

    pk: int
    name: str
    email: str
    unit: Unit
    owed: list[Owed] = field(default_factory=list)

    def owe(self, one: Owed) -> None:
        """Each thing is said once, however many posts lead to it."""
        if one not in self.owed:
            self.owed.append(one)


@dataclass
class Everybody:
    """The people with posts on a day, found by their unit and what they may do in it."""

    people: dict[int, Person]
    by: dict[tuple[str, int], list[Person]]

    def who(self, duty: str, unit_id: int | None) -> list[Person]:
        return self.by.get((duty, unit_id or 0), [])


WRITES, JUDGES, APPROVES = "writes", "judges", "approves"
_DUTIES = {Action.EDIT: WRITES, Action.REVIEW: JUDGES, Action.APPROVE: APPROVES}


def counted(owed: Iterable[Owed]) -> int:
    """How many pieces of work that is: chasing the units of one campaign is one."""
    return len({(one.group, one.place) if one.group == "BELOW" else (one.group, one.text, one.url) for one in owed})


def everybody(at: datetime) -> Everybody:
    """All who hold a post at that moment."""
    found = Everybody({}, defaultdict(list))
    posts = Post.objects.filter(Post.held_on(timezone.localdate(at)), user__is_active=True)
    for post in posts.select_related("user", "unit").order_by("pk"):
        user = post.user
        person = found.people.setdefault(user.pk, Person(user.pk, str(user), user.email, post.unit))
        for action, duty in _DUTIES.items():
            if action in GRANTS[Role(post.role)] and person not in found.by[duty, post.unit_id]:
                found.by[duty, post.unit_id].append(person)
    return found


def owed_by_all(at: datetime) -> list[Person]:
    """Everybody who holds a post, with what they owe; in the order of appointment."""
    crowd = everybody(at)
    running = Campaign.objects.filter(opened_at__lte=at, is_archive=False).select_related("organiser", "keeper")
    for campaign in running.order_by("pk"):
        calendar = Calendar(campaign, at)
        _registrations(crowd, campaign, calendar, at)
        for row in _waiting(campaign):
            for person, one in _of_dossier(crowd, row, campaign, calendar):
                person.owe(one)
    _dated(crowd)
    for person in crowd.people.values():
        person.owed = [one for one in person.owed if not (one.group in SHUT and one.due and one.due < at)]
    return list(crowd.people.values())


def _dated(crowd: Everybody) -> None:
    """What has a day of its own: criteria in someone's hands, and what inspections found."""
    for pk, one in _assigned():
        if pk in crowd.people:
            crowd.people[pk].owe(one)
    for unit_id, one in _findings():
        for person in crowd.who(WRITES, unit_id):
            person.owe(one)


def _registrations(crowd: Everybody, campaign: Campaign, calendar: Calendar, at: datetime) -> None:
    """Each unit that has still to register is told itself, and by name to the board next above it."""
    url = reverse("office:dossier-new", args=[campaign.code])
    desk = f"{reverse('office:desk')}?dot={campaign.code}&loc=chua-dang-ky#tien-do"
    for unit in missing(campaign, spans_addressed(campaign, timezone.localdate(at))):
        if not calendar.begun(Due.REGISTER, unit.kind):
            continue
        due = calendar.last(Due.REGISTER, unit.kind, unit.unit_id)
        for person in crowd.who(WRITES, unit.unit_id):
            person.owe(Owed("REGISTER", _lacks(unit, campaign), url, Due.REGISTER, due, campaign.code))
        for person in crowd.who(JUDGES, unit.parent_id):
            person.owe(Owed("BELOW", unit.name, desk, Due.REGISTER, due, campaign.code, about=campaign.name))


def _lacks(unit: Missing, campaign: Campaign) -> str:
    return f"{unit.name}, {campaign.name}: {unit.lacking}"


@dataclass(frozen=True)
class _Row:
    pk: int
    state: str
    moves: int
    title: str
    track: str
    unit_name: str
    kind: str
    unit_id: int
    keeper_id: int
    superior_id: int | None
    created_by_id: int
    direct: bool

    @property
    def said(self) -> str:
        return f"Mô hình “{self.title}”, {self.unit_name}" if self.track == Track.MODEL else f"{self.unit_name}"


def _waiting(campaign: Campaign) -> Iterator[_Row]:
    states = [*_UNITS, *_BOARDS, State.REPORTED, State.SENT, State.CONFIRMED]
    direct = Q(superior=F("campaign__organiser")) | Q(superior=F("campaign__keeper"))
    straight = set(Dossier.objects.filter(direct, campaign=campaign, state=State.REPORTED).values_list("pk", flat=True))
    rows = Dossier.objects.filter(campaign=campaign, state__in=states).order_by("unit__sort_key", "pk")
    for row in rows.values_list(
        "pk", "state", "moves", "title", "track", "unit_name", "unit__kind", "unit_id", "keeper_id",
        "superior_keeper_id", "created_by_id",
    ):  # fmt: skip
        yield _Row(*row, direct=row[0] in straight)


def _of_dossier(crowd: Everybody, row: _Row, campaign: Campaign, calendar: Calendar) -> Iterator[tuple[Person, Owed]]:
    state = State(row.state)
    if state in _UNITS:
        (group, stage), people = _UNITS[state], list(crowd.who(WRITES, row.keeper_id))
        if row.created_by_id in crowd.people and state in {State.DRAFT, State.RETURNED}:
            people.append(crowd.people[row.created_by_id])
    elif state == State.CONFIRMED:
        (group, stage), people = ("APPROVE", Due.CONFIRM), crowd.who(APPROVES, campaign.keeper_id)
    elif state == State.SENT or row.direct:
        (group, stage), people = ("CONFIRM", Due.CONFIRM), crowd.who(JUDGES, campaign.keeper_id)
    else:
        group, stage = _BOARDS.get(state, ("REVIEW", Due.REVIEW))
        people = crowd.who(JUDGES, row.superior_id)
    due = calendar.last(stage, row.kind, row.unit_id, row.keeper_id)
    once = f"{group}:{row.pk}:{row.moves}" if group == "RETURNED" else ""
    owed = Owed(group, row.said, reverse("office:dossier", args=[row.pk]), stage, due, campaign.code, once)
    return ((person, owed) for person in people)


def _assigned() -> Iterator[tuple[int, Owed]]:
    """The criteria in a person's own hands that have a day and are not judged yet, one line for each card."""
    held = Assignment.objects.filter(
        person__isnull=False, due_on__isnull=False, dossier__state__in=(State.ACCEPTED, State.REWORK),
        dossier__campaign__is_archive=False,
    )  # fmt: skip
    judged = set(
        Score.objects.filter(card__voice=Voice.SELF, card__dossier__in=held.values("dossier"))
        .exclude(result="", points__isnull=True).values_list("card__dossier", "criterion")
    )  # fmt: skip
    cards: dict[tuple[int, int], list[Assignment]] = defaultdict(list)
    for one in held.select_related("dossier", "criterion").order_by("criterion__order"):
        if one.dossier.state == State.REWORK or (one.dossier_id, one.criterion_id) not in judged:
            cards[one.person_id or 0, one.dossier_id].append(one)
    for (person, dossier), some in cards.items():
        yield person, _of_card(dossier, some)


def _of_card(dossier: int, some: Iterable[Assignment]) -> Owed:
    lines = list(some)
    numbers = ", ".join(str(one.criterion.order) for one in lines)
    due = _end_of(min(one.due_on for one in lines if one.due_on))
    url = reverse("office:card", kwargs={"pk": dossier, "voice": str(Voice.SELF)})
    text = f"Tiêu chí {numbers}, {lines[0].dossier.unit_name}, năm {lines[0].dossier.year}"
    return Owed("ASSIGNED", text, url, Due.OWN, due, f"card:{dossier}")


def _findings() -> Iterator[tuple[int, Owed]]:
    """What inspections found and the unit has still to mend by a day."""
    found = Finding.objects.told().filter(state=FindingState.OPEN, due_on__isnull=False).order_by("due_on", "pk")
    for one in found.select_related("unit"):
        text = f"{one.unit.name}: {one.text[:SAID]}"
        yield one.unit_id, Owed("FINDING", text, one.get_absolute_url(), Due.OWN, _end_of(one.due_on), f"find:{one.pk}")


def _end_of(day: date | None) -> datetime:
    """The last minute of a day."""
    assert day is not None
    return timezone.make_aware(datetime.combine(day, time(23, 59)))
