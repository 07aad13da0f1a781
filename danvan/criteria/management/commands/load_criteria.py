"""Load the sample criteria sets and the theme schemes that come with the portal."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from danvan.accounts.models import User
from danvan.criteria.actions import CannotIssue
from danvan.criteria.loading import load_sets, load_themes


class Command(BaseCommand):
    """Issue the sample sets in the name of an administrator, and add the schemes."""

    help = "Nạp bộ tiêu chí mẫu và các bộ lĩnh vực; chạy lại không làm thay đổi gì."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--as", dest="username", required=True, help="tên đăng nhập của quản trị viên ban hành")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        """Load both and say what is new."""
        by = User.objects.filter(username=username, is_active=True).first()
        if by is None:
            raise CommandError(f"Không có người dùng «{username}».")
        folder = settings.BASE_DIR / "fixtures"
        schemes = load_themes(folder / "themes" / "schemes.json", timezone.now())
        try:
            versions = load_sets(folder / "criteria" / "sample.json", by=by, at=timezone.now())
        except CannotIssue as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Thêm {len(versions)} bộ tiêu chí mẫu, {schemes} bộ lĩnh vực.")
