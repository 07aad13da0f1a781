"""Writing a meeting down: begun from the last one, its facts, its words, who came and what is on its agenda."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from danvan.accounts.models import User
from danvan.assessments.enums import AssessmentState
from danvan.assessments.models import Assessment, Ballot, Member, Vote
from danvan.assessments.queries import RELATED, last_meeting, may_write
from danvan.assessments.recounting import recount
from danvan.assessments.workflow import ASSESSMENT_LIFE
from danvan.dossiers.enums import State
from danvan.dossiers.models import Campaign, Dossier
from danvan.dossiers.windows import told
from danvan.ledger.models import Event
from danvan.ledger.record import Act, record, wait_for_writers

MOST_MEMBERS, MOST_LINES = 60, 600
EDITED = "Người khác vừa lưu biên bản này. Phần bạn nhập còn nguyên ở dưới; hãy xem lại rồi lưu lần nữa."
_ASIDE = 1000  # where lines stand while they change places: an order is held once


class CannotAssess(Exception):
    """Nothing was stored; the message says why and is fit to show, ``place`` beside which field."""

    def __init__(self, sentence: str, place: str = "") -> None:
        super().__init__(sentence)
        self.place = place


class EditedMeanwhile(CannotAssess):
    """Somebody else stored the same part since the page was shown."""

    def __init__(self, sentence: str = EDITED) -> None:
        super().__init__(sentence)


@dataclass(frozen=True)
class Facts:
    """When, where and by whom a meeting is held; the fields are those of ``Assessment``."""

    held_at: datetime
    place: str
    body: str
    chair_name: str = ""
    chair_title: str = ""
    secretary_name: str = ""
    ended_at: datetime | None = None
    is_secret: bool = False


@dataclass(frozen=True)
class Called:
    """One person called to the meeting; ``pk`` of one who stands on the list already."""

    name: str
    title: str = ""
    is_present: bool = True
    absence: str = ""
    pk: int | None = None


@transaction.atomic
def begin(
    *, campaign: Campaign, facts: Facts, by: User, at: datetime, request_key: str | None = None,
    is_illustrative: bool = False,
) -> Assessment:  # fmt: skip
    """Open the record of a meeting, with the share the campaign asks for and the members of the last meeting.

    The same form sent twice gives the same record. Raises ``CannotAssess``.
    """
    wait_for_writers()
    campaign = Campaign.objects.select_related("keeper").get(pk=campaign.pk)
    if not may_write(by, campaign) or campaign.opened_at is None:
        raise CannotAssess("Bạn không lập được biên bản bình xét cho đợt này.", "campaign")
    if request_key and (twin := Assessment.objects.filter(request_key=request_key).first()):
        return twin
    last = last_meeting(campaign.keeper)
    made = Assessment(
        campaign=campaign, unit=campaign.keeper, state=AssessmentState.OPEN, share_needed=campaign.share_needed,
        share_of=campaign.share_of, is_illustrative=is_illustrative, request_key=request_key, created_by=by,
        created_at=at, **asdict(facts),
    )  # fmt: skip
    made.save(force_insert=True)
    called = last.members.order_by("order").values_list("name", "title") if last else []
    Member.objects.bulk_create(
        Member(assessment=made, order=order, name=name, title=title) for order, (name, title) in enumerate(called, 1)
    )
    details = {"campaign": ["", campaign.name], "held_at": ["", told(facts.held_at)]}
    record(Act(made, "begin", "Lập biên bản bình xét", made.unit, after=made.state, details=details), by=by, at=at)
    return made


def held(assessment: Assessment, by: User) -> Assessment:
    """The meeting as it stands now, for writing. Raises ``CannotAssess`` when closed, or not one's own."""
    wait_for_writers()
    fresh = Assessment.objects.select_for_update(of=("self",)).select_related(*RELATED).filter(pk=assessment.pk).first()
    if fresh is None:
        raise CannotAssess("Biên bản này vừa được bỏ.")
    if not may_write(by, fresh.campaign):
        raise CannotAssess("Bạn không ghi được biên bản này.")
    if fresh.state != AssessmentState.OPEN:
        raise CannotAssess("Biên bản đã kết thúc nên không sửa được.")
    return fresh


def _seen(assessment: Assessment, edition: int, by: User) -> Assessment:
    fresh = held(assessment, by)
    if fresh.edition != edition:
        raise EditedMeanwhile
    return fresh


def stored(assessment: Assessment, act: Act, by: User, at: datetime) -> Assessment:
    """Count the edition on, and record what was done."""
    Assessment.objects.filter(pk=assessment.pk).update(edition=F("edition") + 1)
    assessment.edition += 1
    record(act, by=by, at=at)
    return assessment


@transaction.atomic
def write(*, assessment: Assessment, facts: Facts, edition: int, by: User, at: datetime) -> Assessment:
    """Change when, where and by whom. Raises ``CannotAssess``: a count begun one way is not ended the other."""
    fresh = _seen(assessment, edition, by)
    if fresh.is_secret != facts.is_secret and fresh.ballots.filter(in_favour__isnull=False).exists():
        raise CannotAssess(
            "Đã ghi kết quả biểu quyết. Muốn đổi cách bỏ phiếu thì xóa kết quả đã ghi ở mục Biểu quyết trước.",
            "is_secret",
        )
    return _put(fresh, asdict(facts), ("write", "Sửa thông tin cuộc họp"), by, at)


@transaction.atomic
def conclude(
    *, assessment: Assessment, discussion: str, conclusion: str, edition: int, by: User, at: datetime
) -> Assessment:
    """Write what was said, and what the meeting concluded. Raises ``CannotAssess``."""
    fresh = _seen(assessment, edition, by)
    words = {"discussion": discussion, "conclusion": conclusion}
    return _put(fresh, words, ("conclude", "Ghi trao đổi, kết luận"), by, at)


def _put(fresh: Assessment, values: Mapping[str, Any], said: tuple[str, str], by: User, at: datetime) -> Assessment:
    details = {name: [_word(getattr(fresh, name)), _word(new)] for name, new in values.items()
               if getattr(fresh, name) != new}  # fmt: skip
    if not details:
        return fresh
    for name in details:
        setattr(fresh, name, values[name])
    fresh.save(update_fields=list(details))
    return stored(fresh, Act(fresh, *said, fresh.unit, details=details), by, at)


def _word(value: object) -> str:
    if isinstance(value, datetime):
        return told(value)
    return "" if value is None else str(value)


@transaction.atomic
def set_members(
    *, assessment: Assessment, members: Sequence[Called], edition: int, by: User, at: datetime
) -> Assessment:
    """Set the list of those called, in this order. Who is not on it any more is taken off; the votes of one who turns
    out to be absent are kept but not counted. Raises ``CannotAssess``."""
    fresh = _seen(assessment, edition, by)
    standing = {member.pk: member for member in fresh.members.order_by("order")}
    if len(members) > MOST_MEMBERS:
        raise CannotAssess(f"Mỗi cuộc họp ghi nhiều nhất {MOST_MEMBERS} thành viên.")
    before = [_line(member) for member in standing.values()]
    if before == [_line(one) for one in members] and [one.pk for one in members] == list(standing):
        return fresh
    kept = {one.pk for one in members}
    _take_off([member for pk, member in standing.items() if pk not in kept])
    fresh.members.update(order=F("order") + _ASIDE)
    for order, one in enumerate(members, 1):
        member = standing.get(one.pk or 0) or Member(assessment=fresh)
        member.order, member.name, member.title = order, one.name, one.title
        member.is_present, member.absence = one.is_present, "" if one.is_present else one.absence
        member.save()
    recount(fresh)
    after = [_line(one) for one in members]
    act = Act(fresh, "set_members", "Ghi thành viên", fresh.unit, details={"members": [before, after]})
    return stored(fresh, act, by, at)


def _line(one: Called | Member) -> str:
    here = "có mặt" if one.is_present else f"vắng: {one.absence}"
    return f"{one.name}; {one.title}; {here}"


def _take_off(members: Sequence[Member]) -> None:
    voted = Vote.objects.filter(member__in=members).order_by("member__order").select_related("member").first()
    if voted is not None:
        raise CannotAssess(
            f"{voted.member.name} đã có ý kiến ghi ở mục Biểu quyết nên không bỏ khỏi danh sách được. "
            "Hãy ghi là vắng mặt, hoặc xóa kết quả biểu quyết trước."
        )
    for member in members:
        member.delete()


@transaction.atomic
def set_agenda(
    *, assessment: Assessment, dossiers: Iterable[Dossier], edition: int, by: User, at: datetime
) -> Assessment:
    """Set what is voted on, in this order. Only dossiers that wait for approval in the campaign come onto it; one whose
    vote is recorded is not taken off unless it has moved on. Raises ``CannotAssess``."""
    fresh = _seen(assessment, edition, by)
    standing = {ballot.dossier_id: ballot for ballot in fresh.ballots.select_related("dossier").order_by("order")}
    wanted = list(dict.fromkeys(dossier.pk for dossier in dossiers))
    if wanted == list(standing):
        return fresh
    if len(wanted) > MOST_LINES:
        raise CannotAssess(f"Mỗi cuộc họp bình xét nhiều nhất {MOST_LINES} hồ sơ.")
    _refuse_strangers(fresh, [pk for pk in wanted if pk not in standing])
    _drop([ballot for pk, ballot in standing.items() if pk not in wanted])
    fresh.ballots.update(order=F("order") + _ASIDE)
    moved = [standing[pk] for pk in wanted if pk in standing]
    places = {pk: order for order, pk in enumerate(wanted, 1)}
    for ballot in moved:
        ballot.order = places[ballot.dossier_id]
    Ballot.objects.bulk_update(moved, ["order"], batch_size=200)
    fresh_lines = [Ballot(assessment=fresh, dossier_id=pk, order=places[pk]) for pk in wanted if pk not in standing]
    Ballot.objects.bulk_create(fresh_lines, batch_size=200)
    details = {"dossiers": [list(standing), wanted]}
    return stored(fresh, Act(fresh, "set_agenda", "Chọn hồ sơ bình xét", fresh.unit, details=details), by, at)


def _refuse_strangers(assessment: Assessment, wanted: Sequence[int]) -> None:
    found = {dossier.pk: dossier for dossier in Dossier.objects.filter(pk__in=wanted)}
    for pk in wanted:
        dossier = found.get(pk)
        if dossier is None or dossier.campaign_id != assessment.campaign_id:
            raise CannotAssess("Có hồ sơ không thuộc đợt này.")
        if dossier.state != State.CONFIRMED:
            raise CannotAssess(f"“{dossier.title}” đang ở bước “{dossier.state_label}”, chưa đưa ra bình xét được.")


def _drop(ballots: Sequence[Ballot]) -> None:
    for ballot in ballots:
        if ballot.in_favour is not None and ballot.dossier.state == State.CONFIRMED:
            raise CannotAssess(
                f"“{ballot.dossier.title}” đã ghi biểu quyết. Hãy xóa kết quả đã ghi trước khi bỏ khỏi danh sách."
            )
    Vote.objects.filter(ballot__in=ballots).delete()
    Ballot.objects.filter(pk__in=[ballot.pk for ballot in ballots]).delete()


@transaction.atomic
def close(*, assessment: Assessment, edition: int, by: User, at: datetime, seen: int | None = None) -> Event:
    """Close the minutes as they were read. Raises ``StepRefused``, or ``EditedMeanwhile`` when they changed since."""
    wait_for_writers()
    if not Assessment.objects.filter(pk=assessment.pk, edition=edition).exists():
        raise EditedMeanwhile("Người khác vừa sửa biên bản này. Hãy xem lại rồi kết thúc nếu đã đúng.")
    return ASSESSMENT_LIFE.take(assessment, "close", by=by, at=at, seen=seen)


@transaction.atomic
def discard(*, assessment: Assessment, edition: int, by: User, at: datetime) -> None:
    """Throw away a record begun by mistake; what it was stays in the ledger. Never one that was closed once."""
    fresh = _seen(assessment, edition, by)
    if fresh.moves:
        raise CannotAssess("Biên bản này đã từng kết thúc nên không bỏ được.")
    details = {"held_at": [told(fresh.held_at), ""], "ballots": [str(fresh.ballots.count()), ""]}
    record(Act(fresh, "discard", "Bỏ biên bản đang ghi", fresh.unit, details=details), by=by, at=at)
    Vote.objects.filter(ballot__assessment=fresh).delete()
    fresh.ballots.all().delete()
    fresh.members.all().delete()
    fresh.delete()
