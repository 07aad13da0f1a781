"""Recording the vote: member by member where it was open, three numbers a dossier where it was secret."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from danvan.accounts.models import User
from danvan.assessments.actions import CannotAssess, EditedMeanwhile, held, stored
from danvan.assessments.counting import Tally
from danvan.assessments.enums import Choice
from danvan.assessments.models import Assessment, Ballot, Vote
from danvan.assessments.queries import present_members, tally_of
from danvan.assessments.recounting import COUNTS, recount
from danvan.ledger.record import Act

CHANGED = "Người khác vừa ghi biểu quyết của hồ sơ này. Phần bạn nhập còn nguyên; hãy xem lại rồi lưu lần nữa."
_SIGNS = {Choice.FOR: "F", Choice.AGAINST: "A", Choice.BLANK: "B"}


def stamps(ballots: Iterable[Ballot]) -> dict[int, str]:
    """What stands on each ballot, in a few letters: a page tells by them whether it changed since it was shown."""
    found = list(ballots)
    votes: dict[int, list[str]] = {ballot.pk: [] for ballot in found}
    for vote in Vote.objects.filter(ballot__in=found).order_by("member_id"):
        votes[vote.ballot_id].append(f"{vote.member_id}{_SIGNS[Choice(vote.choice)]}")
    return {
        ballot.pk: f"{''.join(votes[ballot.pk]) or tally_of(ballot) or ''}:{zlib.crc32(ballot.note.encode()):x}"
        for ballot in found
    }


@transaction.atomic
def record_votes(
    *, assessment: Assessment, votes: Mapping[int, Mapping[int, str]], by: User, at: datetime,
    seen: Mapping[int, str] | None = None, notes: Mapping[int, str] | None = None,
) -> Assessment:  # fmt: skip
    """Record what each member said: ``votes`` are choices by member, by ballot; an empty choice takes one back, who is
    not named keeps theirs. ``seen`` are the stamps the page was shown with, ``notes`` what was said on a ballot. Raises
    ``CannotAssess``."""
    fresh = held(assessment, by)
    if fresh.is_secret:
        raise CannotAssess("Cuộc họp bỏ phiếu kín: không ghi ý kiến từng người, chỉ ghi số phiếu.")
    ballots = _ballots(fresh, votes, seen)
    here = set(present_members(fresh).values_list("pk", flat=True))
    stands = {(vote.ballot_id, vote.member_id): vote for vote in Vote.objects.filter(ballot__in=ballots.values())}
    before, changed = _told(ballots.values()), _put_notes(ballots, notes)
    for ballot, said in votes.items():
        for member, choice in said.items():
            if member not in here:
                raise CannotAssess("Danh sách thành viên có mặt vừa đổi. Hãy tải lại trang rồi ghi lại.")
            changed |= _put(stands.get((ballot, member)), ballot, member, choice)
    if not changed:
        return fresh
    recount(fresh, list(ballots))
    after = _told(fresh.ballots.filter(pk__in=ballots))
    details = {order: [before[order], after[order]] for order in after}
    return stored(fresh, Act(fresh, "vote", "Ghi biểu quyết", fresh.unit, details=details), by, at)


def _put(stands: Vote | None, ballot: int, member: int, choice: str) -> bool:
    """Store one opinion; did anything change?"""
    if choice and choice not in Choice.values:
        raise CannotAssess("Hãy chọn tán thành, không tán thành hoặc ý kiến khác.")
    if choice == (stands.choice if stands else ""):
        return False
    if stands is None:
        Vote.objects.create(ballot_id=ballot, member_id=member, choice=choice)
    elif choice:
        stands.choice = choice
        stands.save(update_fields=["choice"])
    else:
        stands.delete()
    return True


@transaction.atomic
def record_counts(
    *, assessment: Assessment, counts: Mapping[int, Tally | None], by: User, at: datetime,
    seen: Mapping[int, str] | None = None, notes: Mapping[int, str] | None = None,
) -> Assessment:  # fmt: skip
    """Record a secret count: so many papers each way by ballot, as many together as people present; nothing takes a
    count back. Raises ``CannotAssess`` with the ballot as its place."""
    fresh = held(assessment, by)
    if not fresh.is_secret:
        raise CannotAssess("Cuộc họp biểu quyết công khai: hãy ghi ý kiến từng người.")
    ballots = _ballots(fresh, counts, seen)
    present = present_members(fresh).count()
    noted, changed = _put_notes(ballots, notes), []
    for pk, tally in counts.items():
        if tally is not None and (min(tally.in_favour, tally.against, tally.blank) < 0 or tally.said != present):
            raise CannotAssess(
                f"Cộng ba số được {tally.said} phiếu, nhưng có {present} người có mặt. Hãy kiểm lại.", str(pk)
            )
        if tally_of(ballots[pk]) != tally:
            changed.append(pk)
    if not changed and not noted:
        return fresh
    before = _told(ballots[pk] for pk in changed)
    for pk in changed:
        tally, ballot = counts[pk], ballots[pk]
        ballot.in_favour, ballot.against, ballot.blank = (
            (tally.in_favour, tally.against, tally.blank) if tally else (None, None, None)
        )
    Ballot.objects.bulk_update([ballots[pk] for pk in changed], COUNTS, batch_size=200)
    after = _told(ballots[pk] for pk in changed)
    details = {order: [before[order], after[order]] for order in after}
    return stored(fresh, Act(fresh, "count", "Ghi kết quả kiểm phiếu", fresh.unit, details=details), by, at)


def _ballots(fresh: Assessment, wanted: Iterable[int], seen: Mapping[int, str] | None) -> dict[int, Ballot]:
    """The ballots that are written on; refused when one has gone, or says something else than it did."""
    ballots = {ballot.pk: ballot for ballot in fresh.ballots.filter(pk__in=list(wanted)).order_by("order")}
    if any(pk not in ballots for pk in wanted):
        raise CannotAssess("Danh sách hồ sơ bình xét vừa đổi. Hãy tải lại trang rồi ghi lại.")
    now = stamps(ballots.values()) if seen is not None else {}
    if any(now[pk] != stamp for pk, stamp in (seen or {}).items() if pk in now):
        raise EditedMeanwhile(CHANGED)
    return ballots


def _put_notes(ballots: Mapping[int, Ballot], notes: Mapping[int, str] | None) -> bool:
    """Store what was said on these ballots; did anything change?"""
    changed = [ballots[pk] for pk, note in (notes or {}).items() if pk in ballots and ballots[pk].note != note]
    for ballot in changed:
        ballot.note = (notes or {})[ballot.pk]
    Ballot.objects.bulk_update(changed, ["note"], batch_size=200)
    return bool(changed)


def _told(ballots: Iterable[Ballot]) -> dict[str, str]:
    """The counts by the lines of the agenda, as the ledger keeps them: never who said what."""
    return {str(ballot.order): str(tally_of(ballot) or "") for ballot in ballots}


@transaction.atomic
def clear_votes(*, assessment: Assessment, by: User, at: datetime) -> Assessment:
    """Take back everything recorded of the vote, to record it another way. Raises ``CannotAssess``."""
    fresh = held(assessment, by)
    before = _told(fresh.ballots.filter(in_favour__isnull=False).order_by("order"))
    if not before:
        return fresh
    Vote.objects.filter(ballot__assessment=fresh).delete()
    fresh.ballots.update(in_favour=None, against=None, blank=None)
    details = {order: [said, ""] for order, said in before.items()}
    return stored(fresh, Act(fresh, "clear", "Xóa kết quả biểu quyết đã ghi", fresh.unit, details=details), by, at)
