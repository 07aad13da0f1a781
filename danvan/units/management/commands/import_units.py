"""Load organisations and places from the unit files; what is there already is left alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from danvan.units.loading import BadUnits, load

DEFAULT = ("bac-giang-bac-kan.json", "cho-don-co-quan.json")


class Command(BaseCommand):
    """Load the files given, or those that come with the portal."""

    help = "Nạp danh mục đơn vị và địa bàn từ tệp JSON; chạy lại không làm thay đổi gì."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="*", type=Path, help="tệp .json; bỏ trống để nạp các tệp đi kèm")

    def handle(self, *args: Any, files: list[Path], **options: Any) -> None:
        """Load each file and say how much it added."""
        for path in files or [settings.BASE_DIR / "fixtures" / "units" / name for name in DEFAULT]:
            try:
                loaded = load(path, timezone.localdate())
            except (BadUnits, OSError, KeyError, ValueError) as wrong:
                raise CommandError(f"{path.name}: {wrong}") from wrong
            self.stdout.write(
                f"{path.name}: thêm {loaded.units} đơn vị, {loaded.changes} lần sắp xếp, {loaded.divisions} địa bàn."
            )
