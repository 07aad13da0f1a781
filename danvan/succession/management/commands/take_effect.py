"""Let planned rearrangements whose day has come take effect; to be run once a day."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from danvan.succession.actions import take_effect


class Command(BaseCommand):
    """Run after midnight, as often as one likes: what has taken effect is left alone."""

    help = "Cho các lần sắp xếp đơn vị đã đến ngày có hiệu lực; chạy lại không làm thay đổi gì."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many took effect."""
        changes = take_effect(at=timezone.now())
        self.stdout.write(f"{len(changes)} lần sắp xếp có hiệu lực.")
