"""Loading the whole demonstration once, in order; a second time finds it there and changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from danvan.criteria.loading import load_sets, load_themes
from danvan.dossiers.models import Campaign
from danvan.exchange.demo import archive, hearings, living, stories
from danvan.exchange.demo.campaigns import add_archive, add_stage
from danvan.exchange.demo.copies import link_copies
from danvan.exchange.demo.files import fixture, rows
from danvan.exchange.demo.library import add_library
from danvan.exchange.demo.people import add_people, close_posts
from danvan.kit.statistics import take_stock
from danvan.reports import words
from danvan.units.loading import load

UNIT_FILES = ("bac-giang-bac-kan.json", "cho-don-co-quan.json")
Say = Callable[[str], None]


def is_loaded() -> bool:
    """Are all old campaigns there, and a living one of some year? Loading is one transaction, so then all is."""
    codes = {row["code"] for row in rows("archives.json")["campaigns"]}
    found = set(Campaign.objects.filter(code__in=codes).values_list("code", flat=True))
    return found == codes and Campaign.objects.filter(is_archive=False, is_illustrative=True).exists()


@transaction.atomic
def load_demo(*, password: str, at: datetime, say: Say) -> None:
    """Load everything or nothing. Call only when ``is_loaded`` says no."""
    archives, story = rows("archives.json"), rows("living.json")
    for name in UNIT_FILES:
        loaded = load(fixture("units", name), timezone.localdate(at))
        say(f"Đơn vị, {name}: {loaded.units} đơn vị, {loaded.changes} lần sắp xếp.")
    kept = living.keep_three_tiers(story["carry_on"])
    say(f"Giữ ba cấp để thử quy trình: {kept} đơn vị có giai đoạn minh họa.")
    people = add_people(password)
    quan = people["quan"]
    load_themes(fixture("themes", "schemes.json"), at)
    versions = load_sets(fixture("criteria", "sample.json"), by=quan, at=at)
    say(f"{len(people)} người dùng, {len(versions)} bộ tiêu chí mẫu.")
    take_stock()
    for row in archives["campaigns"]:
        add_archive(row, at)
    for row in archives["stages"]:
        add_stage(row)
    for row in archives["sheets"]:
        say(f"{row['campaign']}: {archive.import_sheet(row, by=quan, at=at)} đăng ký từ {row['file']}.")
        take_stock()
    for row in archives["scores"]:
        say(f"{row['campaign']}: {archive.import_scores(row, by=quan, at=at)} phiếu chấm từ {row['file']}.")
    for row in archives["decisions"]:
        decision = archive.record_decision(row, by=quan, at=at)
        say(f"{decision.reference}: {decision.items.count()} dòng.")
    past = living.play_past(story, people)
    people = close_posts(people)
    for campaign in [*past, *living.play(story, people, at)]:
        say(f"{campaign.code}: {campaign.dossiers.count()} hồ sơ minh họa.")
    say(f"{stories.tell(people, at)} câu chuyện minh họa, kèm ảnh vẽ và nơi liên hệ.")
    say(f"{hearings.hold(people, at)} ý kiến minh họa trong các đợt lấy ý kiến và về một mô hình.")
    say(f"{add_library(by=quan, at=at)} văn bản trong thư viện.")
    say(f"{link_copies()} mô hình làm theo mô hình nơi khác.")
    take_stock()
    words.rebuild()
