"""Reads the environment once at start, and stops the start with a sentence when a value is wrong."""

import hashlib
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"", "0", "false", "no", "off"})
SCHEMES = ("sqlite://", "postgres://", "postgresql://")
MAIL_SCHEMES = ("smtp://", "smtp+tls://", "smtp+ssl://")
SECRET_LENGTH = 50


def text(name: str, default: str = "", *, choices: tuple[str, ...] = ()) -> str:
    """The variable without outer spaces; only one of `choices` when any are given."""
    value = os.environ.get(name, "").strip() or default
    if choices and value not in choices:
        raise ImproperlyConfigured(f"{name}={value!r} không hợp lệ. Chọn một trong: {', '.join(choices)}.")
    return value


def flag(name: str, default: bool = False) -> bool:
    """Yes or no; anything else stops the start."""
    value = os.environ.get(name, "1" if default else "0").strip().lower()
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name}={value!r} không hợp lệ. Ghi 1 (bật) hoặc 0 (tắt).")
    return value in TRUE


def number(name: str, default: int, *, least: int = 0) -> int:
    """A whole number not below `least`."""
    value = text(name, str(default))
    if not value.isascii() or not value.isdigit() or int(value) < least:
        raise ImproperlyConfigured(f"{name}={value!r} không hợp lệ. Ghi một số nguyên từ {least} trở lên.")
    return int(value)


def many(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """A list written with commas."""
    return [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()] or list(default)


def address(name: str, default: str) -> str:
    """An absolute http or https address, without the slash at its end."""
    value = text(name, default).rstrip("/")
    if not value.startswith(("http://", "https://")):
        raise ImproperlyConfigured(f"{name}={value!r} không hợp lệ. Ghi đủ địa chỉ, ví dụ https://danvan.example.")
    return value


def secret(name: str, *, keep_in: Path | None) -> str:
    """The secret given; else the one drawn once into `keep_in`; else the start stops."""
    value = text(name)
    if value and len(value) < SECRET_LENGTH:
        raise ImproperlyConfigured(f"{name} quá ngắn. Cần ít nhất {SECRET_LENGTH} ký tự ngẫu nhiên.")
    if value:
        return value
    if keep_in is None:
        raise ImproperlyConfigured(f"Thiếu {name}. Ở môi trường production phải cấp khóa bí mật qua biến này.")
    return _kept(keep_in)


def release(base: Path) -> str:
    """Names the software by what pages are made of: the same on every machine that runs the same files."""
    told = hashlib.sha256()
    for place, pattern in (("danvan", "*.py"), ("templates", "*.html"), ("static", "*.css"), ("static", "*.js")):
        for file in sorted((base / place).rglob(pattern)):
            told.update(file.read_bytes())
    return told.hexdigest()[:16]


def folder(path: Path) -> Path:
    """The folder, made when it is not there yet."""
    path.mkdir(parents=True, exist_ok=True)
    return path


def database(name: str, *, default_file: Path) -> dict[str, Any]:
    """Django's description of the database: a SQLite file, unless the variable names another."""
    url = text(name)
    if not url:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": default_file, **_engine_options(sqlite=True)}
    if not url.startswith(SCHEMES):
        raise ImproperlyConfigured(f"{name} không hợp lệ. Bắt đầu bằng một trong: {', '.join(SCHEMES)}.")
    parts: Mapping[str, Any] = environ.Env.db_url_config(url)
    return {**parts, **_engine_options(sqlite=url.startswith("sqlite"))}


def mail(name: str) -> dict[str, Any]:
    """The settings of the mail server behind an address such as smtp+tls://user:password@host:587; none when blank."""
    url = text(name)
    if not url:
        return {}
    if not url.startswith(MAIL_SCHEMES):
        raise ImproperlyConfigured(
            f"{name} không hợp lệ. Ghi smtp://, smtp+tls:// hoặc smtp+ssl://, rồi tên:mật khẩu@máy chủ:cổng."
        )
    parts: Mapping[str, Any] = environ.Env.email_url_config(url)
    if not parts.get("EMAIL_HOST") or not parts.get("EMAIL_PORT"):
        raise ImproperlyConfigured(f"{name} thiếu máy chủ hoặc cổng. Ví dụ smtp+tls://ten:matkhau@thu.example:587.")
    return {key: value for key, value in parts.items() if key.startswith("EMAIL_")}


def _engine_options(*, sqlite: bool) -> dict[str, Any]:
    if not sqlite:
        return {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, "OPTIONS": {"connect_timeout": 10}}
    pragmas = "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA cache_size=-64000;"
    # IMMEDIATE: a writer waits its turn at the start instead of failing half-way with "database is locked"
    return {"OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas}}


def _kept(path: Path) -> str:
    folder(path.parent)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    drawn = secrets.token_urlsafe(SECRET_LENGTH)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(drawn)
    return drawn
