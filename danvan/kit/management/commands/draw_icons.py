"""Draw the icons of the site anew, after the emblem has changed."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from danvan.kit.art.icons import icons


class Command(BaseCommand):
    """Write every icon under static/img/."""

    help = "Vẽ lại các biểu tượng của cổng vào static/img/."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write them all."""
        for name, content in icons().items():
            (settings.BASE_DIR / "static" / "img" / name).write_bytes(content)
            self.stdout.write(f"{name}: {len(content)} byte")
