"""What stands in the way of opening a campaign: sentences, each with the step of the preparation it belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from danvan.criteria.enums import Track
from danvan.dossiers.addressed import takes_part
from danvan.dossiers.enums import UnitGroup, WindowStage
from danvan.dossiers.models import Campaign, CampaignTrack, Window
from danvan.dossiers.windows import told
from danvan.kit import dates

FACTS, TRACKS, WINDOWS = "facts", "tracks", "windows"  # the steps


@dataclass(frozen=True)
class Obstacle:
    """One thing to mend: in which step, at which field, and what."""

    step: str
    place: str
    sentence: str


def obstacles(campaign: Campaign, at: datetime) -> list[Obstacle]:
    """Everything that keeps a campaign from being opened, in the order of the steps."""
    tracks = list(campaign.tracks.select_related("version__criteria_set").order_by("pk"))
    rows = {(row.stage, row.unit_group): row for row in campaign.windows.all()}
    return [
        *(Obstacle(FACTS, place, sentence) for place, sentence in _facts(campaign, at)),
        *(Obstacle(TRACKS, place, sentence) for place, sentence in _tracks(campaign, tracks)),
        *(Obstacle(WINDOWS, place, sentence) for place, sentence in _windows(campaign, rows, at)),
    ]


def _facts(campaign: Campaign, at: datetime) -> Iterator[tuple[str, str]]:
    scheme = campaign.theme_scheme
    if scheme.issued_at is None:
        yield "theme_scheme", f"Bộ lĩnh vực “{scheme.name}” còn là bản thảo. Hãy ban hành bộ đó hoặc chọn bộ khác."
    elif scheme.valid_to is not None and scheme.valid_to < campaign.cutoff_on:
        yield "theme_scheme", f"Bộ lĩnh vực “{scheme.name}” chỉ áp dụng đến {dates.plain(scheme.valid_to)}."
    if not takes_part(campaign, timezone.localdate(at)).exists():
        yield "organiser", f"Không có xã, phường, cơ quan nào thuộc {campaign.organiser.name} để gửi đợt này đến."


def _tracks(campaign: Campaign, tracks: list[CampaignTrack]) -> Iterator[tuple[str, str]]:
    if not tracks:
        yield "tracks", "Chưa chọn nội dung thi đua nào."
    for one in tracks:
        yield from ((f"{one.track}-{place}", sentence) for place, sentence in _track(one))
    others = Campaign.objects.filter(
        organiser=campaign.organiser, opened_at__isnull=False, is_archive=False, first_year__lte=campaign.last_year,
        last_year__gte=campaign.first_year, tracks__track__in=[one.track for one in tracks],
    ).exclude(pk=campaign.pk)  # fmt: skip
    if not campaign.is_archive and (other := others.order_by("pk").first()):
        yield "tracks", f"{other.name} của cùng cơ quan đã mở cho cùng năm và cùng nội dung."


def _track(one: CampaignTrack) -> Iterator[tuple[str, str]]:
    label, version = Track(one.track).label, one.version
    if version is None and one.track != Track.MODEL:
        yield "version", f"{label}: chưa chọn bộ tiêu chí."
    if version is not None and not version.is_issued:
        yield "version", f"{label}: bộ tiêu chí {version} chưa ban hành."
    elif version is not None and version.retired_on is not None:
        yield "version", f"{label}: bộ tiêu chí {version} đã thôi áp dụng. Hãy chọn bản khác."
    if one.at_most is not None and one.at_least > one.at_most:
        yield "at_least", f"{label}: ít nhất {one.at_least} lớn hơn nhiều nhất {one.at_most}."
    if one.at_least and not one.asked_of:
        yield "asked_of", f"{label}: đã ghi ít nhất {one.at_least} nhưng chưa chọn đơn vị nào phải đăng ký."
    if one.asked_of and not one.at_least:
        yield "at_least", f"{label}: đã chọn đơn vị phải đăng ký nhưng chưa ghi ít nhất bao nhiêu."


def _windows(campaign: Campaign, rows: Mapping[tuple[str, str], Window], at: datetime) -> Iterator[tuple[str, str]]:
    if campaign.is_archive:
        return
    for row in rows.values():
        if row.stage == WindowStage.REGISTER and row.closes_at <= at:
            yield _place(row), f"{_named(row)} đã đóng lúc {told(row.closes_at)}, trước khi đợt mở."
    for group in UnitGroup.values:
        own = [rows.get((stage, group)) or rows.get((stage, "")) for stage in WindowStage.values]
        dated = [row for row in own if row is not None]
        for earlier, later in zip(dated, dated[1:], strict=False):
            if later.closes_at < earlier.closes_at and group in {earlier.unit_group, later.unit_group, _FIRST}:
                yield _place(later), f"{_named(later)} đóng trước khi {_named(earlier).lower()} đóng."


_FIRST = UnitGroup.values[0]  # what holds for all is told once, with the first group


def _place(row: Window) -> str:
    return "-".join(filter(None, [row.stage, row.unit_group, "closes"]))


def _named(row: Window) -> str:
    group = f" ({row.get_unit_group_display().lower()})" if row.unit_group else ""
    return f"{row.get_stage_display()}{group}"
