"""Who did as whom: the published copies of a model, what it was copied from, and its whole family both ways."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from danvan.dossiers.enums import State
from danvan.dossiers.models import Dossier, DossierQuerySet, Practice
from danvan.dossiers.naming import public_title

UNDER_WAY = frozenset({
    State.ACCEPTED, State.REPORTED, State.REWORK, State.SENT, State.SENT_BACK, State.CONFIRMED, State.APPROVED,
})  # fmt: skip


DEPTH = 6  # generations read at once


@dataclass(frozen=True)
class Copy:
    """One model of a family as its newest published year tells it; ``pk`` is a year with a public page, if any."""

    practice_id: int
    title: str
    unit_id: int
    unit_name: str
    superior_name: str
    place: str  # village, group; from recognition on
    year: int
    state_kind: str
    state_label: str
    pk: int | None
    page_title: str  # the title under which that page stands

    @property
    def where(self) -> str:
        """The unit and the board above it, each once."""
        return ", ".join(dict.fromkeys(name for name in (self.unit_name, self.superior_name) if name))


@dataclass(frozen=True)
class Branch:
    """One copy with those that were made of it in turn."""

    copy: Copy
    branches: tuple[Branch, ...] = ()

    @property
    def size(self) -> int:
        """This copy and all that came of it."""
        return 1 + sum(branch.size for branch in self.branches)


@dataclass(frozen=True)
class Family:
    """A model with what it was copied from, nearest first, and its copies of every generation."""

    this: Copy
    forebears: tuple[Copy, ...] = ()
    branches: tuple[Branch, ...] = ()

    @property
    def parent(self) -> Copy | None:
        return self.forebears[0] if self.forebears else None

    @property
    def children(self) -> list[Copy]:
        """The copies made straight from it."""
        return [branch.copy for branch in self.branches]

    @property
    def size(self) -> int:
        """How many copies there are in all generations."""
        return sum(branch.size for branch in self.branches)


def _published() -> DossierQuerySet:
    return Dossier.objects.published().models_only()


# For a queryset of dossiers: those whose model was copied by others, and those whose model is a copy itself.
has_copies = Q(Exists(_published().filter(practice__copied_from=OuterRef("practice"))))
is_copy = Q(Exists(_published().filter(practice=OuterRef("practice__copied_from"))))


def copies_of(dossier: Dossier) -> list[Copy]:
    """The published copies made straight from the model of a dossier, the recognised first, then the newest."""
    return _copies([dossier.practice_id]).get(dossier.practice_id or 0, [])


def origin_of(dossier: Dossier) -> Copy | None:
    """What the model of a dossier was copied from, when the public may read of it."""
    practice = Practice.objects.filter(copies=dossier.practice_id).first() if dossier.practice_id else None
    return _newest([practice.pk]).get(practice.pk) if practice else None


def copy_counts(dossiers: Iterable[Dossier]) -> dict[int, int]:
    """How many published copies each of these was given straight, by the id of the dossier; none are left out."""
    practices = {dossier.pk: dossier.practice_id for dossier in dossiers if dossier.practice_id}
    if not practices:
        return {}
    rows = _published().filter(practice__copied_from__in=set(practices.values())).order_by()
    counted = rows.values_list("practice__copied_from").annotate(count=Count("practice", distinct=True))
    counts = dict(counted)
    return {pk: counts[practice] for pk, practice in practices.items() if practice in counts}


def family(dossier: Dossier) -> Family:
    """The family of a model both ways; three queries up to ``DEPTH`` generations, however many copies there are."""
    own = dossier.practice_id
    above = _lineage(own)
    known = _newest([*above, *([own] if own else [])])
    this = known.get(own or 0) or _copy(dossier, dossier if dossier.recognised_on else None)
    branches = _branches(own, {own, *above}) if own else ()
    return Family(this, tuple(known[pk] for pk in above if pk in known), branches)


def _lineage(practice: int | None) -> list[int]:
    """The practices from which one came, the nearest first."""
    found: list[int | None] = [practice]
    while (last := found[-1]) is not None:
        above = Practice.objects.filter(pk=last).values_list(*(_up("copied_from_id", step) for step in range(DEPTH)))
        for pk in (*(above.first() or ()), None)[:DEPTH]:
            if pk is None or pk in found:
                return [one for one in found[1:] if one]
            found.append(pk)
    return []


def _up(name: str, steps: int) -> str:
    """The lookup of a field so many generations above a practice."""
    return "copied_from__" * steps + name


def _branches(own: int, seen: set[int | None]) -> tuple[Branch, ...]:
    """The copies below a practice, generation by generation; what was met before is not followed again."""
    below: dict[int, list[Copy]] = {}
    read: dict[int, list[Copy]] = {}
    waiting: list[int] = [own]
    generation = 0
    while waiting:
        if generation % DEPTH == 0:
            read = _copies(waiting, DEPTH)
        found = {above: [copy for copy in read.get(above, ()) if copy.practice_id not in seen] for above in waiting}
        below |= found
        waiting = [copy.practice_id for copies in found.values() for copy in copies]
        seen |= set(waiting)
        generation += 1
    return _grown(own, below)


def _grown(own: int, below: dict[int, list[Copy]]) -> tuple[Branch, ...]:
    return tuple(Branch(copy, _grown(copy.practice_id, below)) for copy in below.get(own, ()))


def _copies(origins: Sequence[int | None], depth: int = 1) -> dict[int, list[Copy]]:
    """The published copies of so many generations made from these practices, by the practice they were made from."""
    wanted = {pk for pk in origins if pk}
    below = Q()
    for step in range(depth):
        below |= Q(practice__in=Practice.objects.filter(**{_up("copied_from__in", step): wanted}))
    rows = _published().filter(below) if wanted else Dossier.objects.none()
    above: dict[int, int] = {}
    years: dict[int, list[Dossier]] = {}
    for one in rows.select_related("campaign", "practice").order_by("practice", "-year", "-pk"):
        assert one.practice is not None and one.practice.copied_from_id is not None
        above[one.practice.pk] = one.practice.copied_from_id
        years.setdefault(one.practice.pk, []).append(one)
    found: dict[int, list[Copy]] = {}
    for practice, dossiers in years.items():
        found.setdefault(above[practice], []).append(_told(dossiers))
    return {pk: sorted(copies, key=_order) for pk, copies in found.items()}


def _order(copy: Copy) -> tuple[bool, int, str, int]:
    return copy.pk is None, -copy.year, copy.unit_name, copy.practice_id


def _newest(practices: Iterable[int]) -> dict[int, Copy]:
    """Each of these practices that is published, by its newest year."""
    rows = _published().filter(practice__in=list(practices)).select_related("campaign")
    years: dict[int, list[Dossier]] = {}
    for one in rows.order_by("practice", "-year", "-pk"):
        years.setdefault(one.practice_id or 0, []).append(one)
    return {practice: _told(dossiers) for practice, dossiers in years.items()}


def _told(years: Sequence[Dossier]) -> Copy:
    """A practice by its published years, the newest first."""
    return _copy(years[0], next((one for one in years if one.recognised_on), None))


def _copy(newest: Dossier, shown: Dossier | None) -> Copy:
    kind, label = standing(newest)
    return Copy(
        practice_id=newest.practice_id or 0, title=public_title(newest), unit_id=newest.unit_id,
        unit_name=newest.unit_name, superior_name=newest.superior_name,
        place=newest.place if newest.recognised_on else "", year=newest.year, state_kind=kind, state_label=label,
        pk=shown.pk if shown else None, page_title=public_title(shown) if shown else "",
    )  # fmt: skip


def standing(dossier: Dossier) -> tuple[str, str]:
    """How the public reads what has come of a copy: its grain, and its words."""
    if dossier.recognised_on is not None:
        return "rec", f"Đã công nhận {dossier.recognised_on.year}"
    if dossier.state in UNDER_WAY and not dossier.campaign.is_archive:
        return "work", f"Đang thực hiện {dossier.year}"
    return "idle", f"Đã đăng ký {dossier.year}"
