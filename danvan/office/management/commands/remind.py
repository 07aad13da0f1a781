"""Tell of openings, remind those who still owe something, and send the e-mails that wait."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from danvan.office.tending import tell


class Command(BaseCommand):
    """Run each morning where ``tend --watch`` does not run; a second run sends nothing."""

    help = "Nhắc người còn việc đến hạn, báo đợt mới mở, gửi thư đang chờ; chạy lại không gửi lần hai."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many messages were written and sent."""
        told = tell(timezone.now())
        self.stdout.write(f"{told.written} thông báo mới, gửi {told.sent} thư.")
