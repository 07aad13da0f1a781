"""What is asked of stories and photographs: what the public may see, who may write, and how often pages were read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import OuterRef, Prefetch, Subquery, Sum
from django.db.models.functions import Coalesce

from danvan.accounts.access import Action, homes, may
from danvan.accounts.models import User
from danvan.dossiers.enums import State
from danvan.dossiers.models import Dossier
from danvan.stories.models import ContactPoint, Figure, Photo, Reads, Story
from danvan.units.models import Unit

# Judged well so far: the story of such a model may be prepared before the decision.
SOON = frozenset({State.SENT, State.CONFIRMED, State.APPROVED})


def shown_story(dossier: Dossier) -> Story | None:
    """The story the public reads of a recognised model, with its figures in order, or None."""
    figures = Prefetch("figures", Figure.objects.order_by("order"))
    return Story.objects.public().filter(dossier=dossier).prefetch_related(figures).first()


def shown_photos(dossier: Dossier) -> list[Photo]:
    """The photographs the public sees of a model, in their order."""
    return list(Photo.objects.public().filter(dossier=dossier).order_by("order", "pk"))


def first_photos(dossiers: Iterable[Dossier]) -> dict[int, Photo]:
    """The first public photograph of each of these models that has one, by the key of the dossier; one query."""
    photos = Photo.objects.public().filter(dossier__in=[dossier.pk for dossier in dossiers])
    found: dict[int, Photo] = {}
    for photo in photos.order_by("dossier", "order", "pk"):
        found.setdefault(photo.dossier_id, photo)
    return found


def contact_for(dossier: Dossier) -> ContactPoint | None:
    """Whom to ask about a model: the unit that keeps it, else the nearest board above that gave a contact."""
    points = ContactPoint.objects.filter(unit__path__in=_above(dossier.keeper.path)).select_related("unit")
    return max(points, key=lambda point: len(point.unit.path), default=None)


def _above(path: str) -> list[str]:
    """ "A/B/" gives "A/" and "A/B/"."""
    return [path[: place + 1] for place, sign in enumerate(path) if sign == "/"]


def reads_of(dossier: Dossier) -> int:
    """How often the public page of a model was read, of all months."""
    return Reads.objects.filter(dossier=dossier).aggregate(times=Sum("times"))["times"] or 0


def times_read(since: date) -> Coalesce:
    """For a queryset of dossiers: how often the page of each was read from the month of that day on."""
    rows = Reads.objects.filter(dossier=OuterRef("pk"), month__gte=since.replace(day=1)).order_by().values("dossier")
    return Coalesce(Subquery(rows.annotate(sum=Sum("times")).values("sum")), 0)


def most_read(since: date, most: int) -> dict[int, int]:
    """The recognised models read most from the month of that day on: dossier and times, the most read first."""
    rows = Reads.objects.filter(month__gte=since.replace(day=1), dossier__recognised_on__isnull=False)
    counted = rows.values("dossier").annotate(sum=Sum("times")).order_by("-sum", "dossier")
    return {row["dossier"]: row["sum"] for row in counted[:most]}


def may_have_story(dossier: Dossier) -> bool:
    """Is it a model that is recognised, or judged well enough that its story may be prepared?"""
    return dossier.is_model and (dossier.recognised_on is not None or dossier.state in SOON)


def organises(user: User, dossier: Dossier) -> bool:
    """Does this person act for the board that runs the campaign? It alone shows a story, and changes a shown one."""
    keeper = dossier.campaign.keeper
    return may(user, Action.REVIEW, keeper) or may(user, Action.APPROVE, keeper)


def story_of(dossier: Dossier) -> Story | None:
    """The story of a dossier as it is stored, shown or not, with its figures in order."""
    figures = Prefetch("figures", Figure.objects.order_by("order"))
    return Story.objects.filter(dossier=dossier).prefetch_related(figures).first()


def may_write(user: User, dossier: Dossier, story: Story | None) -> bool:
    """May this person write the story and keep its photographs now?"""
    if not may_have_story(dossier):
        return False
    is_open = story is None or story.shown_at is None
    return organises(user, dossier) or (is_open and may(user, Action.EDIT, dossier.keeper))


def contact_homes(user: User) -> list[Unit]:
    """The units of one's own whose public contact this person keeps."""
    kept = [home for home in homes(user) if may(user, Action.EDIT, home) or may(user, Action.RUN, home)]
    return list({unit.pk: unit for unit in kept}.values())
