"""What must hold before real use; asked by `check --deploy`, answered from the settings alone."""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.apps.config import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

LOCAL = frozenset({"127.0.0.1", "localhost", "[::1]", "::1"})


def register_all() -> None:
    """Put every check of this module on the list of `check --deploy`."""
    for check in (site_address, hosts, database, private_files, lockout):
        register(check, Tags.security, deploy=True)


def site_address(app_configs: Sequence[AppConfig] | None, **options: Any) -> Iterable[CheckMessage]:
    """Certificates print this address in their QR code, so it must be public and encrypted."""
    parts = urlsplit(settings.SITE_URL)
    if parts.scheme != "https" or (parts.hostname or "") in LOCAL:
        yield Error(
            f"SITE_URL là {settings.SITE_URL}: mã QR trên giấy công nhận sẽ dẫn tới địa chỉ sai.",
            hint="Đặt SITE_URL bằng địa chỉ https công khai của cổng.",
            id="danvan.E001",
        )


def hosts(app_configs: Sequence[AppConfig] | None, **options: Any) -> Iterable[CheckMessage]:
    """The portal answers to its own names only, and its own address is one of them."""
    if any(host.startswith("*") for host in settings.ALLOWED_HOSTS):
        yield Error("ALLOWED_HOSTS nhận mọi tên miền.", hint="Ghi đúng tên miền của cổng.", id="danvan.E002")
    name = urlsplit(settings.SITE_URL).hostname or ""
    if not any(host in (name, "*") or _is_parent(host, name) for host in settings.ALLOWED_HOSTS):
        yield Error(f"ALLOWED_HOSTS thiếu tên miền {name} của SITE_URL.", id="danvan.E003")


def database(app_configs: Sequence[AppConfig] | None, **options: Any) -> Iterable[CheckMessage]:
    """A SQLite file serves a trial; a province at work needs PostgreSQL."""
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        yield Warning(
            "Cơ sở dữ liệu là tệp SQLite.", hint="Đặt DATABASE_URL=postgres://… khi dùng thật.", id="danvan.W004"
        )


def private_files(app_configs: Sequence[AppConfig] | None, **options: Any) -> Iterable[CheckMessage]:
    """Evidence files lie outside everything that is served by address."""
    if settings.MEDIA_URL.strip("/") or settings.MEDIA_ROOT.is_relative_to(settings.STATIC_ROOT):
        yield Error("Tệp minh chứng đang nằm ở nơi ai cũng tải được.", id="danvan.E005")


def lockout(app_configs: Sequence[AppConfig] | None, **options: Any) -> Iterable[CheckMessage]:
    """Wrong passwords lock the door."""
    if not getattr(settings, "AXES_ENABLED", True) or settings.AXES_FAILURE_LIMIT > 10:
        yield Error("Khóa đăng nhập sau nhiều lần sai mật khẩu đang tắt.", id="danvan.E006")


def _is_parent(host: str, name: str) -> bool:
    return host.startswith(".") and (name == host[1:] or name.endswith(host))
