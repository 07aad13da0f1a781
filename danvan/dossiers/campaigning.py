"""Preparing a campaign and opening it: begun blank or from an earlier year's, changed step by step, opened once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from danvan.accounts.access import Action, may
from danvan.accounts.models import User
from danvan.criteria.enums import Track
from danvan.dossiers.addressed import people_addressed, spans_addressed, takes_part
from danvan.dossiers.campaign_obstacles import obstacles
from danvan.dossiers.campaign_rows import (
    JUDGING,
    CannotRun,
    Facts,
    StaleCampaign,
    TrackRow,
    WindowRow,
    may_run,
    refuse_numbers,
    schemes_for,
    settled,
    versions_for,
)
from danvan.dossiers.models import Campaign, CampaignTrack, Window
from danvan.dossiers.windows import told
from danvan.ledger.record import Act, record, wait_for_writers
from danvan.units.enums import REVIEWING
from danvan.units.models import Unit

__all__ = [
    "CannotRun", "Facts", "StaleCampaign", "TrackRow", "WindowRow", "begin", "discard", "may_run", "obstacles",
    "open_campaign", "people_addressed", "schemes_for", "set_guidance", "set_tracks", "set_windows",
    "spans_addressed", "takes_part", "versions_for", "write",
]  # fmt: skip


_FREE = frozenset({"name", "basis", *JUDGING})  # what may still be changed once a campaign is open
_STORED = ("name", "code", "first_year", "last_year", "cutoff_on", "theme_scheme", "basis", "asks_head", *JUDGING)


@transaction.atomic
def begin(*, organiser: Unit, facts: Facts, by: User, at: datetime, copied_from: Campaign | None = None) -> Campaign:
    """A draft with nothing on its tracks and windows. Raises ``CannotRun``."""
    wait_for_writers()
    if not may(by, Action.RUN, organiser):
        raise CannotRun("Bạn không lập đợt thi đua cho cơ quan này.", "organiser")
    if organiser.kind not in REVIEWING or organiser.ended_on is not None:
        raise CannotRun(f"{organiser.name} không tổ chức đợt thi đua được.", "organiser")
    draft = Campaign(organiser=organiser, keeper=organiser, copied_from=copied_from)
    _put(draft, facts)
    draft.save()
    details = {"name": ["", draft.name], "copied_from": ["", copied_from.code if copied_from else ""]}
    record(Act(draft, "begin_campaign", "Lập đợt thi đua", organiser, details=details), by=by, at=at)
    return draft


def _put(campaign: Campaign, facts: Facts) -> dict[str, list[str]]:
    """Write the facts onto the row, and tell what changed. Raises ``CannotRun`` for what does not fit."""
    if facts.last_year < facts.first_year:
        raise CannotRun("Năm cuối phải bằng hoặc sau năm đầu.", "last_year")
    if not facts.name:
        raise CannotRun("Cần ghi tên đợt.", "name")
    try:
        validate_slug(facts.code)
    except ValidationError as wrong:
        raise CannotRun("Mã chỉ gồm chữ không dấu, chữ số và gạch ngang.", "code") from wrong
    if Campaign.objects.filter(code=facts.code).exclude(pk=campaign.pk).exists():
        raise CannotRun(f"Mã {facts.code} đã dùng cho một đợt khác. Hãy đặt mã khác.", "code")
    refuse_numbers(facts)
    return _changes(campaign, facts)


def _changes(campaign: Campaign, facts: Facts) -> dict[str, list[str]]:
    changed, fixed = {}, _fixed(campaign)
    for name in _STORED:
        old, new = getattr(campaign, name, None) if campaign.pk else None, getattr(facts, name)
        if old != new:
            if name in fixed:
                raise CannotRun(fixed[name], name)
            changed[name] = ["" if old is None else str(old), str(new)]
            setattr(campaign, name, new)
    return changed


def _fixed(campaign: Campaign) -> dict[str, str]:
    """What cannot be changed any more, and why."""
    if campaign.pk is None:
        return {}
    opened = [name for name in _STORED if name not in _FREE] if campaign.opened_at is not None else []
    return {**dict.fromkeys(opened, "Đợt đã mở, mục này không đổi được nữa."), **settled(campaign)}


def _held(campaign: Campaign, edition: int, by: User) -> Campaign:
    """The campaign as it stands, for writing. Raises ``CannotRun`` when not one's own, or changed since."""
    wait_for_writers()
    locked = Campaign.objects.select_for_update(of=("self",)).select_related("organiser", "keeper", "theme_scheme")
    fresh = locked.filter(pk=campaign.pk).first()
    if fresh is None:
        raise CannotRun("Đợt nháp này vừa được bỏ.")
    if not may_run(by, fresh):
        raise CannotRun("Bạn không sửa được đợt thi đua này.")
    if fresh.edition != edition:
        raise StaleCampaign
    return fresh


def _stored(campaign: Campaign, act: Act, by: User, at: datetime) -> Campaign:
    Campaign.objects.filter(pk=campaign.pk).update(edition=F("edition") + 1)
    campaign.edition += 1
    record(act, by=by, at=at)
    return campaign


@transaction.atomic
def write(*, campaign: Campaign, facts: Facts, edition: int, by: User, at: datetime) -> Campaign:
    """Change what a campaign is; once open, only its name, its basis and how it is judged. Raises ``CannotRun``."""
    fresh = _held(campaign, edition, by)
    changed = _put(fresh, facts)
    if not changed:
        return fresh
    fresh.save(update_fields=list(changed))
    return _stored(fresh, Act(fresh, "write_campaign", "Sửa đợt thi đua", fresh.keeper, details=changed), by, at)


@transaction.atomic
def set_guidance(*, campaign: Campaign, guidance: str, edition: int, by: User, at: datetime) -> Campaign:
    """Change the words that go out to the units."""
    fresh = _held(campaign, edition, by)
    if fresh.guidance == guidance:
        return fresh
    details = {"guidance": [fresh.guidance, guidance]}
    fresh.guidance = guidance
    fresh.save(update_fields=["guidance"])
    return _stored(fresh, Act(fresh, "guide_campaign", "Sửa hướng dẫn", fresh.keeper, details=details), by, at)


@transaction.atomic
def set_tracks(*, campaign: Campaign, rows: Iterable[TrackRow], edition: int, by: User, at: datetime) -> Campaign:
    """Say what a campaign takes. Once open, its tracks and lists stay; how many and of whom may still be changed."""
    fresh = _held(campaign, edition, by)
    before = {one.track: one for one in fresh.tracks.select_related("version")}
    after = {row.track: row for row in rows}
    if fresh.opened_at is not None and _scored(before.values()) != _scored(after.values()):
        raise CannotRun("Đợt đã mở: nội dung và bộ tiêu chí không đổi được nữa, chỉ đổi được số lượng.")
    for row in after.values():
        kept = before.get(row.track)
        _refuse_version(fresh, row, kept.version_id if kept else None)
        stored = {"version": row.version, "at_least": row.at_least, "at_most": row.at_most}
        CampaignTrack.objects.update_or_create(
            campaign=fresh, track=row.track, defaults={**stored, "asked_of": list(row.asked_of)}
        )
    fresh.tracks.exclude(track__in=after).delete()
    details = {
        track: [_told(before.get(track)), _told(after.get(track))]
        for track in Track.values if _told(before.get(track)) != _told(after.get(track))
    }  # fmt: skip
    act = Act(fresh, "set_tracks", "Sửa nội dung, số lượng đăng ký", fresh.keeper, details=details)
    return _stored(fresh, act, by, at) if details else fresh


def _scored(rows: Iterable[CampaignTrack | TrackRow]) -> set[tuple[str, int | None]]:
    return {(row.track, row.version.pk if row.version else None) for row in rows}


def _refuse_version(campaign: Campaign, row: TrackRow, kept: int | None) -> None:
    """A list that is chosen now must be in use and for this track; one chosen earlier is judged on opening."""
    if row.version is None or row.version.pk == kept:
        return
    if not versions_for(campaign.keeper, row.track).filter(pk=row.version.pk).exists():
        raise CannotRun(f"Bộ tiêu chí {row.version} không dùng được cho nội dung này.", f"{row.track}-version")


def _told(row: CampaignTrack | TrackRow | None) -> str:
    if row is None:
        return ""
    most = "" if row.at_most is None else f", nhiều nhất {row.at_most}"
    return f"{row.version or 'không chấm theo bộ tiêu chí'}, ít nhất {row.at_least}{most}, {'; '.join(row.asked_of)}"


@transaction.atomic
def set_windows(*, campaign: Campaign, rows: Iterable[WindowRow], edition: int, by: User, at: datetime) -> Campaign:
    """Say when each stage is open; of a campaign that runs too, for everybody of a group at once."""
    fresh = _held(campaign, edition, by)
    wanted = {(row.stage, row.unit_group): row for row in rows}
    for (stage, group), row in wanted.items():
        if row.closes_at <= row.opens_at:
            raise CannotRun("Giờ đóng phải sau giờ mở.", f"{stage}{group and '-'}{group}-closes")
    before = {(one.stage, one.unit_group): one for one in fresh.windows.all()}
    changed = {
        " ".join(filter(None, key)): [_span(before.get(key)), _span(wanted.get(key))]
        for key in {**before, **wanted} if _span(before.get(key)) != _span(wanted.get(key))
    }  # fmt: skip
    if not changed:
        return fresh
    fresh.windows.all().delete()
    Window.objects.bulk_create(Window(campaign=fresh, **asdict(row)) for row in wanted.values())
    return _stored(fresh, Act(fresh, "set_windows", "Sửa thời hạn", fresh.keeper, details=changed), by, at)


def _span(row: Window | WindowRow | None) -> str:
    return f"{told(row.opens_at)} – {told(row.closes_at)}" if row else ""


@transaction.atomic
def open_campaign(*, campaign: Campaign, edition: int, by: User, at: datetime) -> Campaign:
    """Open it to the units it is for, who are told of it from this event on. Raises ``CannotRun`` with all that is
    still in the way."""
    fresh = _held(campaign, edition, by)
    if fresh.opened_at is not None:
        raise CannotRun(f"{fresh.name} đã mở từ {told(fresh.opened_at)}.")
    if found := obstacles(fresh, at):
        raise CannotRun(" ".join(one.sentence for one in found))
    fresh.opened_at, fresh.opened_by = at, by
    fresh.save(update_fields=["opened_at", "opened_by"])
    details: dict[str, Any] = {"units": ["", str(takes_part(fresh, timezone.localdate(at)).count())]}
    return _stored(fresh, Act(fresh, "open_campaign", "Mở đợt thi đua", fresh.keeper, details=details), by, at)


@transaction.atomic
def discard(*, campaign: Campaign, edition: int, by: User, at: datetime) -> None:
    """Throw a draft away; what it was stays in the ledger. Raises ``CannotRun`` once it was opened."""
    fresh = _held(campaign, edition, by)
    if fresh.opened_at is not None:
        raise CannotRun("Đợt đã mở, không bỏ được nữa.")
    details = {"name": [fresh.name, ""], "code": [fresh.code, ""]}
    record(Act(fresh, "discard_campaign", "Bỏ đợt nháp", fresh.keeper, details=details), by=by, at=at)
    for file in fresh.files.all():
        transaction.on_commit(lambda kept=file.file: kept.storage.delete(kept.name))  # type: ignore[misc]
    fresh.files.all().delete()
    fresh.tracks.all().delete()
    fresh.windows.all().delete()
    fresh.delete()
