"""How much each reviewer of a campaign has: dossiers by theme that wait, that are judged, and that were given back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Count, F, Q

from danvan.criteria.enums import Track
from danvan.dossiers.enums import State
from danvan.dossiers.models import Campaign, Seat
from danvan.kit import vi

DIRECT = Q(dossier__superior=F("dossier__campaign__organiser")) | Q(dossier__superior=F("dossier__campaign__keeper"))
WAITING = Q(dossier__state=State.SENT) | (Q(dossier__state=State.REPORTED) & DIRECT)
JUDGED = Q(dossier__state__in=[State.CONFIRMED, State.APPROVED, State.DECLINED])
RETURNED = Q(dossier__state=State.SENT_BACK) | (Q(dossier__state=State.REWORK) & DIRECT)


@dataclass(frozen=True)
class Load:
    """The dossiers of one theme on the seats of one person; a title has no theme but a track."""

    person_id: int
    person: str
    theme_id: int | None
    theme: str
    waiting: int
    judged: int
    returned: int
    total: int

    @property
    def ahead(self) -> int:
        """Those that have not reached the organiser yet."""
        return self.total - self.waiting - self.judged - self.returned


def workload(campaign: Campaign) -> list[Load]:
    """Every reviewer with a seat in a campaign, by name, and what they have theme by theme; one query.

    Told by where the dossiers are, never by the independent cards: nobody learns from it that another has signed.
    """
    seats = Seat.objects.filter(dossier__campaign=campaign).exclude(dossier__state=State.WITHDRAWN)
    rows = (
        seats.annotate(theme_order=F("dossier__theme__order"))
        .values_list("person_id", "person__full_name", "person__username", "dossier__theme_id", "dossier__theme__name",
                     "dossier__track", "theme_order")
        .annotate(
            n1=Count("pk", filter=WAITING), n2=Count("pk", filter=JUDGED), n3=Count("pk", filter=RETURNED),
            n4=Count("pk"),
        )
        .order_by("theme_order", "dossier__theme_id", "dossier__track")
    )  # fmt: skip
    found = [
        Load(person, full_name or username, theme, name or Track(track).label, *counts)
        for person, full_name, username, theme, name, track, _, *counts in rows
    ]
    return sorted(found, key=lambda one: (vi.given_name_key(one.person), one.person_id))


def together(loads: Iterable[Load]) -> dict[int, Load]:
    """The sum of each person, by their number."""
    found: dict[int, Load] = {}
    for one in loads:
        so_far = found.get(
            one.person_id, replace(one, theme_id=None, theme="", waiting=0, judged=0, returned=0, total=0)
        )
        found[one.person_id] = replace(
            so_far, waiting=so_far.waiting + one.waiting, judged=so_far.judged + one.judged,
            returned=so_far.returned + one.returned, total=so_far.total + one.total,
        )  # fmt: skip
    return found
