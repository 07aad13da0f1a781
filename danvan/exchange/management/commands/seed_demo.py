"""Load the demonstration: units, people, criteria, old workbooks and this year's invented campaigns."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from danvan.exchange.demo.people import choose_password, password_file, sign_ins
from danvan.exchange.demo.seed import is_loaded, load_demo
from danvan.exchange.registrations import BadSheet, CannotApply


class Command(BaseCommand):
    """Load once; a second run says that everything is there and changes nothing."""

    help = "Nạp dữ liệu minh họa; chạy lại không làm thay đổi gì. Mật khẩu: biến DEMO_PASSWORD, hoặc tự sinh."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, then say how to sign in."""
        if is_loaded():
            self.stdout.write("Dữ liệu minh họa đã có, không thay đổi gì.")
            self._say_password(password_file().read_text(encoding="utf-8").strip() if password_file().exists() else "")
            return
        password = choose_password()
        try:
            load_demo(password=password, at=timezone.now(), say=self.stdout.write)
        except (BadSheet, CannotApply) as wrong:
            raise CommandError(str(wrong)) from wrong
        self._say_password(password)

    def _say_password(self, password: str) -> None:
        if password:
            self.stdout.write(f"Đăng nhập thử: {sign_ins()}. Mật khẩu chung: {password}")
