"""Check from the command line that the chain of events is whole."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from danvan.ledger.models import Event
from danvan.ledger.record import broken_links


class Command(BaseCommand):
    help = "Kiểm tra chuỗi nhật ký: dòng nào bị sửa sau khi ghi sẽ lộ ra."

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = broken_links()
        if wrong:
            raise CommandError(f"Nhật ký bị sửa ở các dòng: {', '.join(map(str, wrong))}.")
        self.stdout.write(f"Nhật ký nguyên vẹn: {Event.objects.count()} dòng.")
