"""Doing as a recognised model does (nhân rộng): a draft begun from it, and the line of copies kept free of circles."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from danvan.accounts.models import User
from danvan.criteria.models import Theme
from danvan.dossiers.actions import NotYours, Registration, may_register, register
from danvan.dossiers.content import CannotRegister, Content
from danvan.dossiers.enums import Holder, State
from danvan.dossiers.models import Campaign, Dossier, Practice
from danvan.dossiers.naming import without_name
from danvan.kit import vi
from danvan.ledger.models import Channel
from danvan.ledger.record import Act, record, wait_for_writers
from danvan.units.models import Unit


class CannotFollow(CannotRegister):
    """This model cannot be the beginning of that registration; the message says why."""


@transaction.atomic
def follow(
    *, source: Dossier, campaign: Campaign, unit: Unit, by: User, at: datetime, steps: str = ""
) -> Dossier:  # fmt: skip
    """A draft of this unit that begins with what a recognised model did; asked for again, the same one.

    ``steps`` are those of the story that the public reads, one a line; without them stands the registered method.
    Raises ``NotYours`` for a unit out of reach, ``CannotRegister`` for the rest.
    """
    wait_for_writers()
    if not may_register(by, campaign, unit):
        raise NotYours(f"Bạn không được đăng ký cho «{unit.name}».")
    if why := why_not(source, campaign, unit):
        raise CannotFollow(why)
    if (made := followed(source, campaign, unit)) is not None:
        return made
    content = starting_point(source, campaign, steps)
    draft = register(campaign=campaign, registration=Registration(unit=unit, content=content), by=by, at=at)
    assert draft.practice is not None and source.practice is not None  # both are models
    keep_origin(draft.practice, source.practice)
    details = {"source": source.pk, "title": content.title, "unit": source.unit_name, "year": source.year}
    act = Act(draft, "follow", "Làm theo mô hình đã được công nhận", unit, details=details)
    record(act, by=by, at=at, channel=Channel.FORM)
    return draft


def why_not(source: Dossier, campaign: Campaign, unit: Unit) -> str:
    """Why this unit cannot do as that model does in this campaign, in a sentence, or ""."""
    if not source.is_model or source.recognised_on is None or source.practice_id is None:
        return "Chỉ làm theo được mô hình đã được công nhận và còn hiệu lực."
    if campaign.is_archive or campaign.opened_at is None:
        return f"{campaign.name} không nhận đăng ký mới."
    if unit.pk in {source.unit_id, source.counts_in_id}:
        return f"Đây là mô hình của {unit.name}; hãy đăng ký tiếp trong đợt mới."
    return ""


def followed(source: Dossier, campaign: Campaign, unit: Unit) -> Dossier | None:
    """What this unit has registered in the campaign by following that model, if anything."""
    made = Dossier.objects.filter(campaign=campaign, unit=unit, practice__copied_from=source.practice_id)
    return made.exclude(state=State.WITHDRAWN).order_by("-pk").first()


def starting_point(source: Dossier, campaign: Campaign, steps: str = "") -> Content:
    """What is taken over from a model; who, where, when and the results are each unit's own.

    The name of an individual stays with the model of theirs: what is written elsewhere could not be taken down.
    """
    name = source.holder_name if source.holder_kind == Holder.INDIVIDUAL else ""
    texts = (source.title, source.objectives, steps.strip() or source.method, source.resources, source.upkeep)
    title, objectives, method, resources, upkeep = (without_name(text, name) for text in texts)
    return Content(
        title, theme_in(campaign, source.theme), objectives=objectives, method=method, resources=resources,
        upkeep=upkeep,
    )  # fmt: skip


def theme_in(campaign: Campaign, theme: Theme | None) -> Theme | None:
    """The theme of a campaign's scheme that stands for another: itself, one of the same name, or the only one on the
    same of the common four; nothing where the officer has to choose."""
    if theme is None or theme.scheme_id == campaign.theme_scheme_id:
        return theme
    offered = list(Theme.objects.filter(scheme=campaign.theme_scheme_id).order_by("order"))
    known = vi.match_key(theme.name)
    named = [one for one in offered if known in {vi.match_key(name) for name in (one.name, *one.aliases)}]
    alike = named or [one for one in offered if one.common == theme.common]
    return alike[0] if len(alike) == 1 else None


def keep_origin(copy: Practice, origin: Practice) -> None:
    """Note from which model another was copied. What it was copied from before stays; a circle is refused."""
    if copy.copied_from_id is not None and copy.copied_from_id != origin.pk:
        raise CannotFollow(f"“{copy.title}” đã ghi là làm theo một mô hình khác.")
    if copy.pk in {origin.pk, *forebears(origin)}:
        raise CannotFollow(f"“{origin.title}” bắt nguồn từ chính mô hình này, nên không ghi là nhân rộng được.")
    copy.copied_from = origin
    copy.save(update_fields=["copied_from"])


def forebears(practice: Practice) -> list[int]:
    """The models from which this one came, the nearest first, by id; one query a generation."""
    found: list[int] = []
    above = practice.copied_from_id
    while above is not None and above not in found:
        found.append(above)
        above = Practice.objects.filter(pk=above).values_list("copied_from_id", flat=True).first()
    return found
