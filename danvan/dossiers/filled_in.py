"""Which lines of a card say only what was filled in beforehand (điền sẵn) and were not touched since: by the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from danvan.accounts.models import User
from danvan.criteria.models import Criterion
from danvan.dossiers.cards import Score, Scorecard
from danvan.ledger.models import Event
from danvan.ledger.record import Act, record

VERB = "prefill"
_WRITES = ("score", VERB)


def note_filled_in(card: Scorecard, source: Scorecard, lines: Mapping[int, Score], *, by: User, at: datetime) -> None:
    """Put on record which lines (by criterion id) were filled in from the card of another voice."""
    label = source.get_voice_display()
    orders = dict(Criterion.objects.filter(pk__in=lines).order_by("order").values_list("pk", "order"))
    details = {str(order): ["", _said(lines[pk])] for pk, order in orders.items()}
    what = f"Điền sẵn theo {label[0].lower()}{label[1:]}"
    record(Act(card, VERB, what, card.unit, note=_told(orders.values()), details=details), by=by, at=at)


def _said(line: Score) -> str:
    return line.result or (f"{line.points.normalize():f}" if line.points is not None else "")


def _told(orders: Iterable[int]) -> str:
    return f"Tiêu chí {', '.join(str(number) for number in sorted(orders))}"


def filled_in(card: Scorecard) -> frozenset[int]:
    """The numbers of the criteria on which the last word of a card is what was filled in from the voice before."""
    last: dict[str, str] = {}
    events = Event.objects.filter(subject=Event.subject_of(card), verb__in=_WRITES).order_by("pk")
    for verb, details in events.values_list("verb", "details"):
        last |= dict.fromkeys(details, verb)
    return frozenset(int(order) for order, verb in last.items() if verb == VERB and order.isdigit())
