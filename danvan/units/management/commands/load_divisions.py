"""Load the official places of chosen provinces, before and after 1/7/2025; what is there already is left alone."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from danvan.units.enums import DivisionLevel
from danvan.units.places import Filled, NoCatalogue, UnknownProvince, catalogue, fill


class Command(BaseCommand):
    """Load the provinces given, by their names or codes of before or after 1/7/2025."""

    help = "Nạp danh mục tỉnh, huyện, xã trước và sau ngày 1/7/2025 của các tỉnh được chọn; chạy lại không đổi gì."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--province", action="append", required=True, metavar="TÊN HOẶC MÃ", dest="provinces",
            help="tên hoặc mã tỉnh, cũ hay mới; ghi nhiều lần cho nhiều tỉnh; tỉnh mới gồm mọi tỉnh cũ hợp thành",
        )  # fmt: skip

    def handle(self, *args: Any, provinces: list[str], **options: Any) -> None:
        """Read the catalogue, add what is missing, and say how much of each there is."""
        try:
            chosen = catalogue().choose(provinces)
        except (NoCatalogue, UnknownProvince) as wrong:
            raise CommandError(str(wrong)) from wrong
        for sentence in _told(fill(chosen)):
            self.stdout.write(sentence)


def _told(filled: Filled) -> list[str]:
    """What the catalogue has of the chosen provinces, and what of it is new here."""
    level, count = DivisionLevel, filled.chosen.count
    olds = [count(each, is_new=False) for each in (level.PROVINCE, level.DISTRICT, level.COMMUNE)]
    news = [count(each, is_new=True) for each in (level.PROVINCE, level.COMMUNE)]
    total, links = len(filled.chosen.places), len(filled.chosen.pairs)
    return [
        f"Trước ngày 1/7/2025: {olds[0]} tỉnh, {olds[1]} huyện, {olds[2]} xã.",
        f"Từ ngày 1/7/2025: {news[0]} tỉnh, {news[1]} xã.",
        f"Thêm {filled.places} địa bàn, đã có sẵn {total - filled.places}.",
        f"Thêm {filled.links} mối nối cũ và mới, trong tổng số {links}.",
    ]
