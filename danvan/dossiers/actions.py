"""Registering and editing dossiers: the one door for form, sheet and command."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from danvan.accounts.access import Action, may
from danvan.accounts.models import User
from danvan.criteria.enums import Track
from danvan.dossiers.content import WRITTEN, CannotRegister, Content, clean, match_key, settle, write
from danvan.dossiers.enums import State
from danvan.dossiers.models import Campaign, Dossier, Practice
from danvan.ledger.models import Channel
from danvan.ledger.record import Act, record_many, wait_for_writers
from danvan.units.enums import AGENCY_KINDS, COMMUNE_KINDS, UnitKind
from danvan.units.heritage import Heirs
from danvan.units.models import Unit
from danvan.units.queries import NotStanding, Standing, Tree, chain

EDITABLE = frozenset({State.DRAFT, State.RETURNED})


class NotYours(Exception):
    """The unit is out of the person's reach; the message says which."""


class AlreadySent(CannotRegister):
    """The same form was stored before, and what it says now is something else; ``stored`` is what it became."""

    def __init__(self, stored: Dossier) -> None:
        super().__init__(
            f"Biểu mẫu này đã được lưu thành hồ sơ số {stored.pk}, “{stored.title}”. Nội dung đang nhập khác bản đã "
            "lưu nên chưa được giữ: mở hồ sơ đó để sửa, hoặc bấm lưu lần nữa để lập thêm một hồ sơ mới."
        )
        self.stored = stored


class Stale(Exception):
    """Someone else changed the dossier meanwhile; ``theirs`` is what stands now."""

    def __init__(self, theirs: Dossier) -> None:
        super().__init__("Hồ sơ vừa được người khác sửa. Hãy xem hai bản bên dưới và chọn nội dung giữ lại.")
        self.theirs = theirs


@dataclass(frozen=True)
class Registration:
    """One thing to register: who, what, for which year, and the key of the form that sent it."""

    unit: Unit
    content: Content
    track: str = Track.MODEL
    year: int | None = None  # the campaign's last year when not said
    request_key: str | None = None
    is_illustrative: bool = False


@dataclass
class _Desk:
    """What registering many rows reads once: the tree on the day and the practices already known."""

    campaign: Campaign
    tree: Tree
    practices: dict[tuple[str, str], Practice] = field(default_factory=dict)
    heirs: Heirs | None = None

    def counted(self, unit: Unit, at: datetime) -> dict[str, Any]:
        """The unit of today in which a dossier of this unit counts; the unit itself while it stands."""
        if unit.ended_on is None:
            return {"counts_in": unit}
        self.heirs = self.heirs or Heirs(timezone.localdate(at))
        present = self.heirs.of(unit.pk)
        return {"counts_in_id": present.unit_id, "is_allocated": present.sure}


def day_of(campaign: Campaign, at: datetime) -> date:
    """The day on which a campaign reads the tree: its cut-off for an archive, today otherwise."""
    return campaign.cutoff_on if campaign.is_archive else timezone.localdate(at)


def register(
    *, campaign: Campaign, registration: Registration, by: User, at: datetime, channel: str = Channel.FORM
) -> Dossier:
    """Open one new dossier; the same form sent twice gives the same dossier."""
    return register_many(campaign=campaign, registrations=[registration], by=by, at=at, channel=channel)[0]


def register_many(
    *, campaign: Campaign, registrations: Sequence[Registration], by: User, at: datetime, channel: str = Channel.FORM
) -> list[Dossier]:
    """Open new dossiers, all or none. Raises ``NotYours`` or ``CannotRegister`` naming the row."""
    try:
        return _register_many(campaign, registrations, by, at, channel)
    except IntegrityError as raced:  # the same form, or the same thing by someone else, in the same instant
        sent = _already_sent(registrations)
        _refuse_changed(registrations, sent)
        if sent and all(r.request_key in sent for r in registrations):
            return [sent[r.request_key or ""] for r in registrations]
        raise CannotRegister("Người khác vừa đăng ký trùng nội dung này. Hãy tải lại trang để xem.") from raced


@transaction.atomic
def _register_many(
    campaign: Campaign, registrations: Sequence[Registration], by: User, at: datetime, channel: str
) -> list[Dossier]:
    wait_for_writers()
    if campaign.opened_at is None:
        raise CannotRegister(f"{campaign.name} chưa mở, nên chưa đăng ký được.")
    desk = _Desk(campaign, Tree(day_of(campaign, at)), _known_practices(campaign, registrations))
    sent = _already_sent(registrations)
    _refuse_changed(registrations, sent)
    built = {id(r): _build(desk, r, by, at) for r in registrations if not (r.request_key and r.request_key in sent)}
    new = list(built.values())
    _refuse_doubles(campaign, new)
    Practice.objects.bulk_create([p for p in desk.practices.values() if p.pk is None], batch_size=500)
    Dossier.objects.bulk_create(new, batch_size=200)
    record_many(
        (Act(d, "register", "Lập hồ sơ đăng ký", d.unit, after=d.state, details={"title": d.title}) for d in new),
        by=by, at=at, channel=channel,
    )  # fmt: skip
    return [built[id(r)] if id(r) in built else sent[r.request_key or ""] for r in registrations]


def _already_sent(registrations: Iterable[Registration]) -> dict[str, Dossier]:
    keys = [r.request_key for r in registrations if r.request_key]
    return {d.request_key or "": d for d in Dossier.objects.filter(request_key__in=keys)}


def _refuse_changed(registrations: Iterable[Registration], sent: Mapping[str, Dossier]) -> None:
    """A form sent again is passed over only when it says the same as what it was stored as."""
    for registration in registrations:
        stored = sent.get(registration.request_key or "")
        if stored is None:
            continue
        typed = Dossier(title=stored.title, registered_on=stored.registered_on)
        write(typed, registration.content)
        typed.title = typed.title or stored.title
        same = all(getattr(typed, name) == getattr(stored, name) for name in WRITTEN)
        if not same or stored.unit_id != registration.unit.pk:
            raise AlreadySent(stored)


def _known_practices(campaign: Campaign, registrations: Iterable[Registration]) -> dict[tuple[str, str], Practice]:
    units = {r.unit.pk for r in registrations}
    known = {}
    for practice in Practice.objects.filter(unit__in=units).select_related("unit").order_by("pk"):
        known[practice.unit.code, match_key(Track.MODEL, practice.title, practice.holder_name)] = practice
    return known


def may_register(by: User, campaign: Campaign, unit: Unit) -> bool:
    """Those who may edit for the unit; for an archive also those who may record old papers."""
    return may(by, Action.EDIT, unit) or (campaign.is_archive and may(by, Action.RECORD, unit))


def _build(desk: _Desk, registration: Registration, by: User, at: datetime) -> Dossier:
    unit, content, campaign = registration.unit, registration.content, desk.campaign
    if not may_register(by, campaign, unit):
        raise NotYours(f"Bạn không được đăng ký cho «{unit.name}».")
    standing = _standing(desk, unit)
    _check_track(registration.track, standing)
    superiors = chain(standing)
    province = next((s.name for s in superiors if s.kind == UnitKind.PROVINCE), "")
    title = content.title or standing.name
    dossier = Dossier(
        campaign=campaign, unit=unit, track=registration.track, year=registration.year or campaign.last_year,
        superior_id=superiors[0].unit_id if superiors else None, unit_name=standing.name,
        superior_name=superiors[0].name if superiors else "", province_name=province, unit_path=standing.path,
        keeper=unit, superior_keeper_id=superiors[0].unit_id if superiors else None, **desk.counted(unit, at),
        state=State.DRAFT, request_key=registration.request_key, created_by=by, created_at=at,
        is_illustrative=registration.is_illustrative,
    )  # fmt: skip
    write(dossier, content)
    dossier.title = title
    settle(dossier)
    if dossier.is_model:
        dossier.practice = _practice(desk, dossier)
    clean(dossier)
    return dossier


def _standing(desk: _Desk, unit: Unit) -> Standing:
    try:
        standing = desk.tree.standing(unit)
    except NotStanding as gone:
        raise CannotRegister(str(gone)) from gone
    organiser = desk.campaign.organiser_id
    if not (_under(organiser, standing) or _came_from_under(desk, unit, standing)):
        raise CannotRegister(f"«{standing.name}» không thuộc phạm vi của {desk.campaign.name}.")
    return standing


def _under(host: int, standing: Standing) -> bool:
    return host in {standing.unit_id, *(superior.unit_id for superior in standing.superiors)}


def _came_from_under(desk: _Desk, unit: Unit, standing: Standing) -> bool:
    """Was the unit under the organiser on the cut-off day, and is it now under who took the campaign over?"""
    campaign = desk.campaign
    if campaign.keeper_id == campaign.organiser_id or not _under(campaign.keeper_id, standing):
        return False
    then = Tree(campaign.cutoff_on)
    return unit.pk in then and _under(campaign.organiser_id, then.standing(unit))


def _check_track(track: str, standing: Standing) -> None:
    fits = {Track.COMMUNE: COMMUNE_KINDS, Track.AGENCY: AGENCY_KINDS}.get(Track(track))
    if fits is not None and standing.kind not in fits:
        raise CannotRegister(f"«{standing.name}» không thuộc loại đơn vị của nội dung «{Track(track).label}».")


def _practice(desk: _Desk, dossier: Dossier) -> Practice:
    key = (dossier.unit.code, match_key(Track.MODEL, dossier.title, dossier.holder_name))
    if key not in desk.practices:
        desk.practices[key] = Practice(
            title=dossier.title, holder_kind=dossier.holder_kind, holder_name=dossier.holder_name, unit=dossier.unit
        )
    return desk.practices[key]


def _refuse_doubles(campaign: Campaign, new: list[Dossier]) -> None:
    units = {d.unit_id for d in new}
    taken = set(
        Dossier.objects.filter(campaign=campaign, unit__in=units).exclude(state=State.WITHDRAWN)
        .values_list("unit_id", "year", "match_key")
    )  # fmt: skip
    for dossier in new:
        key = (dossier.unit_id, dossier.year, dossier.match_key)
        if key in taken:
            raise CannotRegister(f"«{dossier.title}» của {dossier.unit_name} đã được đăng ký trong {campaign.name}.")
        taken.add(key)
