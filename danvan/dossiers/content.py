"""What a person writes on a registration: put on a dossier, made searchable, and judged whether it fits."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

from django.core.exceptions import ValidationError

from danvan.criteria.models import Theme
from danvan.dossiers.enums import Continuity, Holder
from danvan.dossiers.models import Dossier
from danvan.dossiers.naming import is_hidden, without_name
from danvan.kit import vi

NO_DAY = date.min  # writes a blank day, where None leaves the day as it is


class CannotRegister(Exception):
    """The registration cannot be stored; the message says what and how to mend it."""


@dataclass(frozen=True)
class Content:
    """What a person writes on a registration; the fields are those of ``Dossier``."""

    title: str
    theme: Theme | None = None
    holder_kind: str = Holder.COLLECTIVE
    holder_name: str = ""
    continuity: str = Continuity.NEW
    situation: str = ""
    objectives: str = ""
    method: str = ""
    place: str = ""
    forces: str = ""
    resources: str = ""
    schedule: str = ""
    outputs: str = ""
    upkeep: str = ""
    contact: str = ""
    target_count: int | None = None
    achieved: str = ""
    registered_on: date | None = None


WRITTEN = tuple(f.name for f in fields(Content))


def match_key(track: str, title: str, holder: str) -> str:
    """Two registrations with the same key are the same thing, however they were typed."""
    return f"{track}|{vi.match_key(title)}|{vi.match_key(holder)}"[:700]


def write(dossier: Dossier, content: Content) -> None:
    """Put the written fields on a dossier, in one spelling form (NFC)."""
    for name in WRITTEN:
        value = getattr(content, name)
        if name == "registered_on" and value is None:
            continue  # a form that does not ask for the day leaves it as it is
        value = None if value == NO_DAY else value
        setattr(dossier, name, vi.clean_text(value) if isinstance(value, str) else value)
    dossier.title = vi.clean_line(content.title)
    dossier.holder_name = vi.clean_line(content.holder_name)


def settle(dossier: Dossier) -> None:
    """Recompute what searching and matching read.

    In ``search`` a bar parts what the public may read of every registration from what it may read only after
    recognition: the name of an individual, the place and the method. A name that was taken down is in neither.
    """
    shown, later = [dossier.title, dossier.unit_name], [dossier.place, dossier.method]
    if dossier.holder_kind != Holder.INDIVIDUAL:
        shown.append(dossier.holder_name)
    else:
        shown[0] = without_name(dossier.title, dossier.holder_name)
        if is_hidden(dossier):
            later = [without_name(text, dossier.holder_name) for text in later]
        else:
            later += [dossier.holder_name] if shown[0] == dossier.title else [dossier.holder_name, dossier.title]
    dossier.search = " | ".join(vi.fold(" ".join(words)).replace("|", " ") for words in (shown, later))
    dossier.match_key = match_key(dossier.track, dossier.title, dossier.holder_name)


_RELATED = {
    "practice", "campaign", "unit", "superior", "keeper", "superior_keeper", "heir", "counts_in", "created_by",
    "theme", "search",
}  # fmt: skip


def clean(dossier: Dossier) -> None:
    """Refuse a wrong year, a theme of another scheme, or a field that does not fit, in a sentence."""
    campaign = dossier.campaign
    if not campaign.first_year <= dossier.year <= campaign.last_year:
        raise CannotRegister(f"Năm {dossier.year} không thuộc {campaign.name}.")
    if dossier.theme is not None and dossier.theme.scheme_id != campaign.theme_scheme_id:
        raise CannotRegister(f"Lĩnh vực «{dossier.theme.name}» không có trong bộ lĩnh vực của {campaign.name}.")
    try:
        dossier.clean_fields(exclude=sorted(_RELATED))
    except ValidationError as wrong:
        raise CannotRegister(" ".join(wrong.messages)) from wrong
