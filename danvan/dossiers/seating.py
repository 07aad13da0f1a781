"""Who is asked to judge which dossier: proposing it evenly or by hand, storing exactly what was shown, taking it back.

In a campaign with one card a seat is guidance; where two independent cards are asked for, it is the rule.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction

from danvan.accounts.models import User
from danvan.dossiers.conflicts import grounds, judges_in, judges_of
from danvan.dossiers.enums import CardState, State
from danvan.dossiers.models import BlindCard, BlindScore, Campaign, Dossier, DossierQuerySet, Seat
from danvan.dossiers.turns import turn_states
from danvan.dossiers.voices import last_voice
from danvan.ledger.models import Event
from danvan.ledger.record import Act, record_many, wait_for_writers

# From the registration that was sent to the conclusion: when it matters who will judge.
SEATED_IN = frozenset({
    State.SUBMITTED, State.RETURNED, State.ACCEPTED, State.REPORTED, State.REWORK, State.SENT, State.SENT_BACK,
})  # fmt: skip
GIVEN, TAKEN = "seat_given", "seat_taken"
BEGUN = "đang thẩm định độc lập, không đổi người"  # the same words whether a card is begun or not: nobody may know
NO_LONGER = "hiện không phải người thẩm định của cơ quan tổ chức đợt"
TWICE = "đã có chỗ khác trên hồ sơ này"
NO_SEAT = "không có chỗ thẩm định này trong đợt"


class CannotSeat(Exception):
    """The seats cannot be stored; the message says which and why."""


class StaleSeats(CannotSeat):
    """Someone else gave or took one of these seats since the page was shown."""


@dataclass(frozen=True)
class Change:
    """One seat that goes from one hand to another; None is nobody."""

    dossier: int
    number: int
    was: int | None
    person: int | None


@dataclass(frozen=True)
class Skipped:
    """What a plan leaves out, and why."""

    dossier: int
    why: str


@dataclass
class Plan:
    """What would be stored, and what is left out."""

    changes: list[Change] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


def numbers_of(campaign: Campaign) -> range:
    """The seats of a dossier: one, or where two independent cards are asked for, two."""
    return range(1, 3) if campaign.asks_two else range(1, 2)


def judges(campaign: Campaign) -> list[User]:
    """The reviewers of the organiser today, in the order of appointment."""
    pks = judges_of([campaign.keeper_id]).get(campaign.keeper_id, [])
    found = User.objects.in_bulk(pks)
    return [found[pk] for pk in pks]


def to_seat(campaign: Campaign) -> DossierQuerySet:
    """The dossiers of a campaign that are still to be judged."""
    return Dossier.objects.filter(campaign=campaign, state__in=SEATED_IN)


def held(campaign: Campaign) -> dict[int, int]:
    """How many dossiers still to be judged each person holds in a campaign; the load that is evened out."""
    found: dict[int, int] = defaultdict(int)
    mine = Seat.objects.filter(dossier__campaign=campaign, dossier__state__in=SEATED_IN)
    for person in mine.values_list("person_id", flat=True):
        found[person] += 1
    return found


@dataclass(frozen=True)
class _Table:
    """What a plan looks at, read once: who sits where, whose card keeps its seat, who judges and is kept from what."""

    numbers: range
    seats: Mapping[int, Mapping[int, Seat]]
    kept: frozenset[int]  # seats whose card is begun, or may be
    judges: frozenset[int]
    barred: Mapping[tuple[int, int], str]

    def sitting(self, dossier: int) -> dict[int, int]:
        """Who sits on a dossier, by the number of the seat."""
        return {number: seat.person_id for number, seat in self.seats.get(dossier, {}).items()}

    def keeps(self, dossier: int, person: int) -> str:
        """What keeps a person from a seat on a dossier, whoever else sits there; or ""."""
        return self.barred.get((dossier, person), "") if person in self.judges else NO_LONGER

    def is_begun(self, dossier: int, number: int) -> bool:
        """Is the seat taken by who has begun to fill in the card that goes with it?"""
        seat = self.seats.get(dossier, {}).get(number)
        return seat is not None and seat.pk in self.kept


def _table(campaign: Campaign, dossiers: Sequence[int], persons: Iterable[int]) -> _Table:
    seats: dict[int, dict[int, Seat]] = defaultdict(dict)
    of: dict[int, Seat] = {}
    for seat in Seat.objects.filter(dossier__in=dossiers).select_related("person", "dossier"):
        seat.dossier.campaign = campaign
        seats[seat.dossier_id][seat.number] = of[seat.pk] = seat
    barred = grounds({*persons, *(seat.person_id for seat in of.values())}, dossiers)
    table = _Table(
        numbers_of(campaign), seats, frozenset(), frozenset(judges_of([campaign.keeper_id])[campaign.keeper_id]), barred
    )
    cards = BlindCard.objects.filter(seat__in=of).values_list("seat", "state")
    kept = {
        pk for pk, state in cards if state == CardState.SIGNED or not table.keeps(of[pk].dossier_id, of[pk].person_id)
    }
    kept |= {pk for pk, seat in of.items() if _judges_apart(seat) and not table.keeps(seat.dossier_id, seat.person_id)}
    return replace(table, kept=frozenset(kept))


def _judges_apart(seat: Seat) -> bool:
    """Is it the turn of two independent cards? Then no seat changes hands, begun or not: a seat that could be moved
    would tell that its card is not begun."""
    dossier = seat.dossier
    return dossier.campaign.asks_two and dossier.state in turn_states(dossier, last_voice(dossier))


def plan_evenly(campaign: Campaign, dossiers: Sequence[int], persons: Sequence[User]) -> Plan:
    """Fill the empty seats of these dossiers from these persons so that each holds about as many; the dossiers for
    which fewest are free come first. Nobody is moved."""
    table, load = _table(campaign, dossiers, [one.pk for one in persons]), held(campaign)
    free = {pk: [one.pk for one in persons if not table.keeps(pk, one.pk)] for pk in dossiers}
    plan, order = Plan(), {one.pk: place for place, one in enumerate(persons)}
    for pk in sorted(dossiers, key=lambda one: (len(free[one]), one)):
        sitting = table.sitting(pk)
        for number in table.numbers:
            if number in sitting:
                continue
            left = [one for one in free[pk] if one not in sitting.values()]
            if not left:
                plan.skipped.append(Skipped(pk, _nobody(table, pk, persons)))
                break
            sitting[number] = min(left, key=lambda one: (load[one], order[one]))
            load[sitting[number]] += 1
            plan.changes.append(Change(pk, number, None, sitting[number]))
    return _in_order(plan, dossiers)


def _nobody(table: _Table, dossier: int, persons: Sequence[User]) -> str:
    """Why none of those chosen can take a seat, name by name."""
    told = [f"{one} {why}" for one in persons if (why := table.keeps(dossier, one.pk))]
    if len(told) < len(persons):
        told.append("những người còn lại được chọn đã có chỗ trên hồ sơ này")
    return "; ".join(told) or "chưa chọn ai"


def _in_order(plan: Plan, dossiers: Sequence[int]) -> Plan:
    place = {pk: number for number, pk in enumerate(dossiers)}
    plan.changes.sort(key=lambda change: (place[change.dossier], change.number))
    plan.skipped.sort(key=lambda skipped: place[skipped.dossier])
    return plan


def plan_by_hand(campaign: Campaign, wanted: Mapping[tuple[int, int], int | None]) -> Plan:
    """Put these persons on these seats, by (dossier, number); None empties one. What cannot be is left out, with the
    reason."""
    dossiers = list(dict.fromkeys(dossier for dossier, _ in wanted))
    persons = User.objects.in_bulk({person for person in wanted.values() if person})
    table, plan = _table(campaign, dossiers, persons), Plan()
    for dossier in dossiers:
        before = table.sitting(dossier)
        after = before | {number: who for (pk, number), who in wanted.items() if pk == dossier}
        for number, who in sorted(after.items()):
            if who == before.get(number):
                continue
            if why := _refused(table, dossier, number, after):
                name = f"{persons[who]} " if who in persons and why != BEGUN else ""
                plan.skipped.append(Skipped(dossier, f"{name}{why}"))
            else:
                plan.changes.append(Change(dossier, number, before.get(number), who))
    return _in_order(plan, dossiers)


def _refused(table: _Table, dossier: int, number: int, after: Mapping[int, int | None]) -> str:
    """Why a seat cannot change hands as wanted, or ""; ``after`` is who would sit on the dossier then."""
    who = after.get(number)
    if table.is_begun(dossier, number):
        return BEGUN
    if who is None:
        return ""
    if list(after.values()).count(who) > 1:
        return TWICE
    return table.keeps(dossier, who) if number in table.numbers else NO_SEAT


@transaction.atomic
def assign(*, campaign: Campaign, changes: Sequence[Change], by: User, at: datetime, request_key: str = "") -> int:
    """Store exactly these changes, or none of them; gives how many seats changed hands. The same form sent twice
    changes nothing the second time. Raises ``CannotSeat``, or ``StaleSeats`` when a seat is not what it was."""
    wait_for_writers()
    if not judges_in(by, campaign):
        raise CannotSeat("Bạn không được phân công thẩm định trong đợt này.")
    if request_key and Event.objects.filter(actor=by, verb__in=(GIVEN, TAKEN), details__request=request_key).exists():
        return 0
    dossiers = list(dict.fromkeys(change.dossier for change in changes))
    table = _table(campaign, dossiers, {change.person for change in changes if change.person})
    _check(campaign, changes, dossiers, table)
    taken = [table.seats[one.dossier][one.number] for one in changes if one.was is not None]
    given = [
        Seat(dossier_id=one.dossier, number=one.number, person_id=one.person, given_by=by, given_at=at)
        for one in changes if one.person is not None
    ]  # fmt: skip
    _put_away(taken)
    Seat.objects.bulk_create(given)
    told = [(seat, TAKEN, "Thu lại phân công thẩm định") for seat in taken]
    told += [(seat, GIVEN, "Phân công thẩm định") for seat in given]
    record_many((_act(seat, verb, label, campaign, request_key) for seat, verb, label in told), by=by, at=at)
    return len(changes)


def give_up(*, campaign: Campaign, by: User, at: datetime) -> int:
    """Free the seats of this person on dossiers from which they are kept by now; gives how many. A signed card keeps
    its seat: it was judged before."""
    mine = list(Seat.objects.filter(person=by, dossier__campaign=campaign, dossier__state__in=SEATED_IN))
    if not mine:
        return 0
    table = _table(campaign, [seat.dossier_id for seat in mine], [])
    lost = [one for one in mine if table.barred.get((one.dossier_id, by.pk)) and one.pk not in table.kept]
    _put_away(lost)
    record_many((_act(one, TAKEN, "Trả chỗ thẩm định vì có quan hệ", campaign, "") for one in lost), by=by, at=at)
    return len(lost)


def _check(campaign: Campaign, changes: Sequence[Change], dossiers: Sequence[int], table: _Table) -> None:
    """Every seat is still what it was, and every person may sit where they are put."""
    titles = dict(to_seat(campaign).filter(pk__in=dossiers).values_list("pk", "title"))
    persons = User.objects.in_bulk({change.person for change in changes if change.person})
    for change in changes:
        if change.dossier not in titles:
            raise StaleSeats("Có hồ sơ đã có kết luận hoặc không còn trong đợt này. Hãy xem lại rồi phân công lại.")
        if table.sitting(change.dossier).get(change.number) != change.was:
            raise StaleSeats(
                f"“{titles[change.dossier]}” vừa được người khác phân công. Hãy xem lại rồi phân công lại."
            )
    for pk in dossiers:
        after = table.sitting(pk) | {one.number: one.person for one in changes if one.dossier == pk}
        for one in changes:
            if one.dossier == pk and (why := _refused(table, pk, one.number, after)):
                who = f"{persons[one.person]} " if one.person in persons and why != BEGUN else ""
                raise CannotSeat(f"“{titles[pk]}”: {who}{why}.")


def _put_away(seats: Sequence[Seat]) -> None:
    """Free these seats. What someone who may no longer judge had begun goes with the seat: nobody else goes on with
    it."""
    cards = BlindCard.objects.filter(seat__in=seats).exclude(state=CardState.SIGNED)
    BlindScore.objects.filter(card__in=cards).delete()
    cards.delete()
    Seat.objects.filter(pk__in=[seat.pk for seat in seats]).delete()


def _act(seat: Seat, verb: str, label: str, campaign: Campaign, request_key: str) -> Act:
    details = {"dossier": seat.dossier_id, "number": seat.number, "person": seat.person_id, "request": request_key}
    return Act(seat, verb, label, campaign.keeper, details=details)
