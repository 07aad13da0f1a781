"""Do what is due each day, once or for as long as the server runs."""

from __future__ import annotations

import os
import time
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError, close_old_connections
from django.utils import timezone

from danvan.office.tending import tend

PAUSE = 20  # seconds between two looks at the clock and at the server


class Command(BaseCommand):
    """Run once a day after midnight, or beside the server with ``--watch``."""

    help = "Làm các việc đến hạn trong ngày; chạy lại không làm thay đổi gì. --watch: chạy cùng máy chủ."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--watch", action="store_true", help="mỗi ngày một lần, đến khi máy chủ dừng")

    def handle(self, *args: Any, watch: bool, **options: Any) -> None:
        """Say what was done; with ``--watch`` go on until the process that started it is gone."""
        server, done_on = os.getppid(), None
        while True:
            now = timezone.now()
            if timezone.localdate(now) != done_on and self._tended(now, watch=watch):
                done_on = timezone.localdate(now)
            if not watch or os.getppid() != server:
                return
            time.sleep(PAUSE)

    def _tended(self, now: datetime, *, watch: bool) -> bool:
        """Whether it was done; a database that is away for a moment is asked again at the next look."""
        try:
            done = tend(now)
        except OperationalError as away:
            if not watch:
                raise
            self.stderr.write(str(away))
            return False
        finally:
            close_old_connections()
        self.stdout.write(f"{done.rearranged} lần sắp xếp có hiệu lực, bỏ {done.thrown_away} tệp nhập cũ.")
        return True
