"""Builders for test data. Each makes the least a valid row needs; say the rest in the test."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from django.core.files.base import ContentFile

from danvan.accounts.models import Post, Role, User
from danvan.criteria.enums import CommonTheme, ScoringMode, Track
from danvan.criteria.models import CriteriaGroup, CriteriaSet, CriteriaVersion, Criterion, Theme, ThemeScheme
from danvan.decisions.enums import DecisionState
from danvan.decisions.models import Decision, DecisionFile, DecisionItem
from danvan.dossiers.content import Content, settle
from danvan.dossiers.enums import CardState, Holder, State, Voice
from danvan.dossiers.models import Campaign, CampaignTrack, Dossier, Practice, Score, Scorecard, Seat, Stage
from danvan.kit import vi
from danvan.units.enums import UnitKind
from danvan.units.models import Unit, UnitSpan
from danvan.units.queries import Tree, chain

NOON = datetime(2026, 3, 10, 5, tzinfo=UTC)  # 12:00 in Hà Nội
LONG_AGO = datetime(2021, 1, 4, 5, tzinfo=UTC)
BEGIN = date(2010, 1, 1)
_numbers = count(1)

# What a complete registration of a model says.
FULL = {
    "situation": "Đường thôn lầy lội", "objectives": "Mở 2 km đường", "method": "Đảng viên làm trước",
    "place": "Thôn Đồng Điều", "forces": "Chi bộ chủ trì", "resources": "30 triệu đồng", "schedule": "Tháng 3 đến 9",
    "outputs": "2 km đường bê tông", "contact": "Bí thư chi bộ", "holder_name": "Chi bộ thôn Đồng Điều",
}  # fmt: skip


def unit(code: str = "", *, kind: str = UnitKind.COMMUNE, parent: Unit | None = None, name: str = "") -> Unit:
    code = code or f"U{next(_numbers)}"
    name = name or f"Đơn vị {code}"
    made = Unit.objects.create(
        code=code, name=name, kind=kind, parent=parent, path=f"{parent.path if parent else ''}{code}/",
        name_fold=vi.fold(name), sort_key=vi.sort_key(name), began_on=BEGIN,
    )  # fmt: skip
    UnitSpan.objects.create(unit=made, name=name, kind=kind, parent=parent, valid_from=BEGIN)
    return made


def user(role: str, at: Unit, username: str = "", *, from_on: date = BEGIN, to_on: date | None = None) -> User:
    made = User.objects.create(username=username or f"user{next(_numbers)}")
    Post.objects.create(user=made, unit=at, role=role, from_on=from_on, to_on=to_on)
    return made


def scheme(names: tuple[str, ...] = ("Kinh tế", "Văn hóa - xã hội")) -> ThemeScheme:
    number = next(_numbers)
    made = ThemeScheme.objects.create(code=f"S{number}", name=f"Bộ lĩnh vực {number}")
    for order, name in enumerate(names, 1):
        Theme.objects.create(scheme=made, code=f"S{number}-{order}", name=name, order=order, common=CommonTheme.ECONOMY)
    return made


def version(
    size: int = 24, *, min_passed: int = 20, track: str = Track.COMMUNE, issued: bool = False, **more: Any
) -> CriteriaVersion:
    """A version: number 1 is a veto, number 2 may not apply, nothing needs evidence. A draft, so that a test may say
    more of its lines, unless the test is about an issued one."""
    number = next(_numbers)
    criteria_set = CriteriaSet.objects.create(code=f"SET{number}", name=f"Bộ {size} tiêu chí", track=track)
    threshold = {} if more.get("mode") == ScoringMode.POINTS else {"min_passed": min_passed}
    made = CriteriaVersion.objects.create(criteria_set=criteria_set, label="2026", **{**threshold, **more})
    group = CriteriaGroup.objects.create(version=made, numeral="I", title="Lãnh đạo", order=1)
    Criterion.objects.bulk_create(
        Criterion(
            version=made, group=group, order=order, code=f"C{order:02}", key=f"C{order:02}", title=f"Tiêu chí {order}",
            is_veto=order == 1, na_condition="Không có địa bàn dân cư" if order == 2 else "", weight=10,
        )
        for order in range(1, size + 1)
    )  # fmt: skip
    if issued:  # last of all: from then on the database refuses any change
        made.issued_at = NOON
        made.save(update_fields=["issued_at"])
    return made


def campaign(organiser: Unit, *, tracks: dict[str, CriteriaVersion | None] | None = None, **more: Any) -> Campaign:
    number = next(_numbers)
    given: dict[str, Any] = {
        "code": f"dot-{number}", "name": f"Đợt {number}", "first_year": 2026, "last_year": 2026,
        "cutoff_on": date(2026, 3, 1), "opened_at": LONG_AGO,
    }  # fmt: skip
    given |= more
    given.setdefault("theme_scheme", scheme())
    made = Campaign.objects.create(organiser=organiser, keeper=organiser, **given)
    for track, criteria in (tracks if tracks is not None else {Track.MODEL: None}).items():
        CampaignTrack.objects.create(campaign=made, track=track, version=criteria)
    return made


def stage(at: Unit, *, first_year: int = 2018, last_year: int = 2020, order: int = 1) -> Stage:
    number = next(_numbers)
    return Stage.objects.create(
        code=f"giai-doan-{number}", name=f"Giai đoạn {number}", unit=at, first_year=first_year, last_year=last_year,
        order=order,
    )  # fmt: skip


def author() -> User:
    return User.objects.get_or_create(username="author")[0]


def dossier(at: Unit, in_campaign: Campaign, *, state: str = State.DRAFT, **more: Any) -> Dossier:
    """A dossier as it stands, in any state; complete unless the test empties a field."""
    number = next(_numbers)
    standing = Tree(in_campaign.cutoff_on).standing(at)
    superiors = chain(standing)
    given: dict[str, Any] = {
        "track": Track.MODEL, "year": in_campaign.last_year, "title": f"Mô hình {number}", **FULL,
        "theme": in_campaign.theme_scheme.themes.order_by("order").first(), "holder_kind": Holder.COLLECTIVE,
    }  # fmt: skip
    given |= more
    made = Dossier(
        campaign=in_campaign, unit=at, keeper=at, counts_in=at, state=state,
        superior_keeper_id=superiors[0].unit_id if superiors else None, unit_name=standing.name,
        unit_path=standing.path,
        superior_id=superiors[0].unit_id if superiors else None,
        superior_name=superiors[0].name if superiors else "", created_by=author(), created_at=NOON, **given,
    )  # fmt: skip
    settle(made)
    if made.track == Track.MODEL:
        made.practice = Practice.objects.create(
            title=made.title, holder_kind=made.holder_kind, holder_name=made.holder_name, unit=at
        )
    made.save()
    return made


def content(title: str = "Tuyến đường hoa", **more: Any) -> Content:
    return Content(**{"title": title, **FULL, **more})


def card(of: Dossier, voice: str = Voice.SELF, *, marks: str = "", state: str = CardState.OPEN) -> Scorecard:
    """A card with its scores written from a strip such as "YYN.A"; the rest stays open."""
    criteria = of.campaign.tracks.get(track=of.track).version
    assert criteria is not None
    made = Scorecard.objects.create(unit=of.unit, dossier=of, voice=voice, version=criteria, state=state, marks=marks)
    words = {"Y": "MET", "N": "NOT_MET", "A": "NOT_APPLICABLE"}
    for mark, criterion in zip(marks, criteria.criteria.order_by("order"), strict=False):
        if mark in words:
            Score.objects.create(card=made, criterion=criterion, result=words[mark])
    return made


def seat(of: Dossier, person: User, number: int = 1) -> Seat:
    """One of the two who judge a dossier for its organiser."""
    return Seat.objects.create(dossier=of, number=number, person=person, given_by=author(), given_at=NOON)


def decision(
    at: Unit, *dossiers: Dossier, state: str = DecisionState.DRAFT, scanned: bool = True, **more: Any
) -> Decision:  # fmt: skip
    """A decision complete enough to be issued, with these dossiers on its list."""
    number = next(_numbers)
    given: dict[str, Any] = {
        "kind": "RECOGNISE", "number": f"{number}-QĐ/TU", "number_key": f"{number}-qd-tu",
        "signed_on": date(2026, 3, 5), "body": "Ban Thường vụ Tỉnh ủy", "capacity": "T/M BAN THƯỜNG VỤ",
        "signer_title": "PHÓ BÍ THƯ", "signer_name": "Người Ký", "summary": "công nhận mô hình “Dân vận khéo”",
    }  # fmt: skip
    if state != DecisionState.DRAFT:
        given["issued_at"] = given["published_at"] = NOON
    made = Decision.objects.create(unit=at, state=state, created_by=author(), created_at=NOON, **{**given, **more})
    for order, one in enumerate(dossiers, 1):
        DecisionItem.objects.create(decision=made, dossier=one, order=order)
    if scanned and state == DecisionState.DRAFT:
        scan(made)
    return made


def scan(of: Decision, content: bytes = b"") -> DecisionFile:
    """The scan of its signed paper: a row is enough to issue, the file is there when it says something."""
    made = DecisionFile(
        decision=of, name="van-ban.pdf", file="decisions/2026/0.pdf", content_type="application/pdf", size=len(content),
        sha256="0" * 64, added_by=author(), added_at=NOON,
    )  # fmt: skip
    if content:
        made.file.save("van-ban.pdf", ContentFile(content), save=False)
    made.save()
    return made


def recognised(at: Unit, in_campaign: Campaign, *, on: date = date(2026, 3, 5), **more: Any) -> Dossier:
    """A dossier in a decision in force, as the public sees it."""
    return dossier(
        at, in_campaign, state=State.APPROVED, recognised_on=on, recognised_by="Quyết định số 1-QĐ/TU", **more
    )


ROLES = Role
