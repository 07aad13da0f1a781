"""Changing what a dossier says, with the older edition refused instead of lost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count

from danvan.accounts.access import Action, may
from danvan.accounts.models import User
from danvan.dossiers.actions import EDITABLE, NotYours, Stale
from danvan.dossiers.asking import LATER, fields_locked, opened
from danvan.dossiers.content import WRITTEN, CannotRegister, Content, clean, settle, write
from danvan.dossiers.enums import State, Voice
from danvan.dossiers.models import Dossier, Practice
from danvan.dossiers.turns import SELF_TURN
from danvan.ledger.models import Channel
from danvan.ledger.record import Act, record_many, wait_for_writers

# While carrying out, only these may still be written.
LATER_FIELDS = frozenset(LATER)


def shown(value: Any) -> str:
    """A field's value as the ledger and the screens say it."""
    return "" if value is None else str(value)


def changes(dossier: Dossier, content: Content) -> dict[str, list[str]]:
    """The fields whose text would change, as {field: [old, new]}."""
    probe = Dossier(registered_on=dossier.registered_on)
    write(probe, content)
    pairs = {name: [shown(getattr(dossier, name)), shown(getattr(probe, name))] for name in WRITTEN}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def why_locked(dossier: Dossier, names: set[str], by: User) -> str:
    """Why these fields of this dossier cannot be changed by this person now, or ""."""
    archive = dossier.campaign.is_archive and may(by, Action.RECORD, dossier.unit)
    if not archive and not may(by, Action.EDIT, dossier.keeper):
        raise NotYours(f"Bạn không được sửa hồ sơ của «{dossier.unit_name}».")
    if dossier.recognised_on:
        return "Hồ sơ đã được công nhận; muốn sửa cần quyết định đính chính."
    if archive:
        return ""
    if dossier.state in EDITABLE or (dossier.state in SELF_TURN and names <= LATER_FIELDS):
        return fields_locked(dossier, names)
    return f"Hồ sơ đang ở bước «{dossier.state_label}», không sửa nội dung đăng ký được."


def open_fields(dossier: Dossier, by: User) -> frozenset[str]:
    """The fields this person may write now: all, those a superior asked for, the few that stay open, or none."""
    asked = opened(dossier, Voice.SELF)
    try:
        for names in (frozenset(WRITTEN), asked.fields if asked else frozenset(), LATER_FIELDS):
            if names and not why_locked(dossier, set(names), by):
                return names
    except NotYours:
        return frozenset()
    return frozenset()


def edit(
    *, dossier: Dossier, content: Content, edition: int, by: User, at: datetime, channel: str = Channel.FORM
) -> Dossier:
    """Change one dossier. Raises ``Stale`` when someone else changed it since ``edition``."""
    return edit_many(edits=[(dossier, content, edition)], by=by, at=at, channel=channel)[0]


@transaction.atomic
def edit_many(
    *, edits: Sequence[tuple[Dossier, Content, int]], by: User, at: datetime, channel: str = Channel.FORM
) -> list[Dossier]:
    """Change dossiers, all or none; unchanged ones are left alone."""
    ids = [dossier.pk for dossier, _, _ in edits]
    wait_for_writers()
    locked = Dossier.objects.select_for_update(of=("self",)).select_related("unit", "campaign", "theme").in_bulk(ids)
    acts, renamed = [], []
    for dossier, content, edition in edits:
        fresh = locked[dossier.pk]
        details = changes(fresh, content)
        if not details:
            continue
        if fresh.edition != edition:
            raise Stale(fresh)
        if why := why_locked(fresh, set(details), by):
            raise CannotRegister(why)
        known_as = fresh.match_key
        write(fresh, content)
        settle(fresh)
        fresh.edition += 1
        clean(fresh)
        if fresh.match_key != known_as:
            _refuse_double(fresh)
            renamed.append(fresh)
        fresh.save()
        acts.append(Act(fresh, "edit", "Sửa hồ sơ đăng ký", fresh.unit, details=details))
    record_many(acts, by=by, at=at, channel=channel)
    _rename_practices(renamed)
    return [locked[pk] for pk in ids]


def _rename_practices(dossiers: Sequence[Dossier]) -> None:
    """A model known by one registration alone goes by what that one says, so that next year finds it again."""
    of = {dossier.practice_id: dossier for dossier in dossiers if dossier.practice_id}
    known = Practice.objects.filter(pk__in=of).annotate(years=Count("dossiers")).filter(years=1) if of else []
    for practice in known:
        dossier = of[practice.pk]
        practice.title, practice.holder_name = dossier.title, dossier.holder_name
        practice.holder_kind = dossier.holder_kind
        practice.save(update_fields=["title", "holder_name", "holder_kind"])


def _refuse_double(dossier: Dossier) -> None:
    """An edit may not turn one registration into another that stands already."""
    twins = Dossier.objects.filter(
        campaign=dossier.campaign_id, unit=dossier.unit_id, year=dossier.year, match_key=dossier.match_key
    ).exclude(pk=dossier.pk)  # fmt: skip
    if twins.exclude(state=State.WITHDRAWN).exists():
        raise CannotRegister(f"{dossier.unit_name} đã có hồ sơ khác tên «{dossier.title}». Hãy đặt tên phân biệt.")
