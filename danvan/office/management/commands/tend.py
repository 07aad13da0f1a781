"""Do what is due each day, once or for as long as the server runs."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError, close_old_connections
from django.utils import timezone

from danvan.decisions.publishing import publish_due
from danvan.notices.posting import send_waiting
from danvan.office.tending import print_papers, tell, tend

PAUSE = 20  # seconds between two looks at the clock and at the server
BREATH = 1  # seconds after which printing goes on while there is more of it
MORNING = 6  # beside the server people are reminded from this hour on, so that no telephone rings at night


class Command(BaseCommand):
    """Run once a day after midnight, or beside the server with ``--watch``."""

    help = "Làm các việc đến hạn trong ngày; chạy lại không làm thay đổi gì. --watch: chạy cùng máy chủ."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--watch", action="store_true", help="mỗi ngày một lần, đến khi máy chủ dừng")

    def handle(self, *args: Any, watch: bool, **options: Any) -> None:
        """Say what was done; with ``--watch`` go on until the process that started it is gone."""
        server = os.getppid()
        if not watch:
            self._tend(timezone.now())
            self._tell(timezone.now())
            while self._prints(timezone.now()):
                time.sleep(0)
            return
        tended_on: date | None = None
        told_on: date | None = None
        while os.getppid() == server:
            now = timezone.now()
            today = timezone.localdate(now)
            if today != tended_on and self._done(self._tend, now):
                tended_on = today
            if today != told_on and timezone.localtime(now).hour >= MORNING and self._done(self._tell, now):
                told_on = today
            self._done(lambda at: publish_due(at=at), now)
            self._done(send_waiting, now)
            time.sleep(BREATH if self._prints(now) else PAUSE)

    def _done(self, work: Callable[[datetime], object], now: datetime) -> bool:
        """Whether it was done; a database that is away for a moment is asked again at the next look."""
        try:
            work(now)
        except OperationalError as away:
            self.stderr.write(str(away))
            return False
        finally:
            close_old_connections()
        return True

    def _prints(self, now: datetime) -> bool:
        """Print some of what waits, so that what is due by the hour never waits for all of it."""
        more: list[bool] = []
        return self._done(lambda at: more.append(print_papers(at)), now) and more == [True]

    def _tend(self, now: datetime) -> None:
        done = tend(now)
        self.stdout.write(f"{done.rearranged} lần sắp xếp có hiệu lực, bỏ {done.thrown_away} tệp nhập cũ.")

    def _tell(self, now: datetime) -> None:
        told = tell(now)
        self.stdout.write(f"{told.written} thông báo mới, gửi {told.sent} thư.")
