"""What can be known of running the portal without a container engine or a fresh machine."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.exceptions import ImproperlyConfigured

from danvan import checks, env

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = sorted((ROOT / ".ci").iterdir())
PRODUCTION = {
    "DANVAN_ENV": "production",
    "SECRET_KEY": "k" * 60,
    "SITE_URL": "https://danvan.example",
    "ALLOWED_HOSTS": "danvan.example",
    "DATABASE_URL": "postgres://danvan:x@127.0.0.1:5432/danvan",
}
PRINTING = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fontconfig", "fonts-liberation2"]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def start(code: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Start Python with the settings and only these variables."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "DANVAN_VAR") if key in os.environ}
    command = [sys.executable, "-c", f"from danvan import settings; {code}"]
    return subprocess.run(command, cwd=ROOT, env=kept | variables, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(read("compose.yaml"))
    return loaded


# --- the image and the composition


def test_image_is_slim_and_runs_without_root() -> None:
    lines = read("Dockerfile").splitlines()

    assert [line for line in lines if line.startswith("FROM")][-1] == "FROM python:3.11-slim-bookworm"
    assert [line for line in lines if line.startswith("USER")] == ["USER danvan"]
    assert lines.index("USER danvan") < next(i for i, line in enumerate(lines) if line.startswith("CMD"))


def test_image_asks_its_own_health_and_starts_gunicorn() -> None:
    text = read("Dockerfile")

    assert 'CMD ["python", "-m", "danvan.probe"]' in text
    assert text.rstrip().endswith('CMD ["gunicorn", "-c", "python:danvan.serving", "danvan.wsgi"]')
    assert "manage.py build_fonts" in text and "manage.py collectstatic --noinput" in text


@pytest.mark.parametrize("file", ["Dockerfile", ".ci/lib.sh"])
def test_printing_needs_the_same_packages_everywhere(file: str) -> None:
    words = re.split(r"[\s()]+", read(file))

    assert [package for package in PRINTING if package not in words] == []


def test_every_image_file_that_is_copied_exists() -> None:
    lines = re.findall(r"^COPY (?!--from)(.+) \S+$", read("Dockerfile"), flags=re.MULTILINE)
    copied = [name for line in lines for name in line.split()]

    assert copied == ["requirements.txt", "requirements-places.txt", "."]
    assert all((ROOT / name).exists() for name in copied)


def test_secrets_come_only_from_outside(compose: dict[str, Any]) -> None:
    web = compose["services"]["web"]["environment"]

    assert [name for name in ("SECRET_KEY", "SITE_URL", "ALLOWED_HOSTS") if ":?" not in web[name]] == []
    assert ":?" in web["DATABASE_URL"] and ":?" in compose["services"]["db"]["environment"]["POSTGRES_PASSWORD"]
    assert web["DANVAN_ENV"] == "production"


def test_web_waits_for_the_database_and_its_migrations(compose: dict[str, Any]) -> None:
    services = compose["services"]

    assert services["web"]["depends_on"] == {
        "migrate": {"condition": "service_completed_successfully"},
        "db": {"condition": "service_healthy"},
    }
    assert services["migrate"]["command"] == ["python", "manage.py", "migrate", "--noinput"]
    assert services["db"]["image"] == "postgres:15-bookworm"
    assert {name for name, service in services.items() if "test" in service.get("healthcheck", {})} == {"web", "db"}
    assert services["tend"]["command"] == ["python", "manage.py", "tend", "--watch"]


def test_web_is_reached_only_through_the_proxy_and_cannot_change_itself(compose: dict[str, Any]) -> None:
    web = compose["services"]["web"]

    assert web["ports"] == ["127.0.0.1:${PORT:-8000}:8000"]
    assert (web["read_only"], web["cap_drop"]) == (True, ["ALL"])
    assert "ports" not in compose["services"]["db"]
    assert set(compose["volumes"]) == {"var", "database"}


# --- the commands


def test_help_lists_every_command() -> None:
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    targets = re.search(r"^\.PHONY: (.+)$", read("Makefile"), flags=re.MULTILINE)

    assert targets is not None
    assert re.findall(r"^  make (\S+)", listed, flags=re.MULTILINE) == targets[1].split()


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_script_reads_as_bash_and_stops_at_the_first_fault(script: Path) -> None:
    subprocess.run(["bash", "-n", str(script)], check=True)

    assert script.name == "lib.sh" or "\nset -euo pipefail\n" in script.read_text(encoding="utf-8")
    assert script.name == "lib.sh" or script.stat().st_mode & stat.S_IXUSR


def test_build_server_runs_lint_and_test() -> None:
    assert read(".ci/run").rstrip().endswith("make lint\nmake test")


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-places.txt", "tests/requirements.txt"])
def test_every_package_is_pinned_exactly(file: str) -> None:
    lines = [line for line in read(file).splitlines() if line and not line.startswith(("#", "-r "))]

    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9_-]+(\[[a-z]+\])?==[0-9][0-9.]*", line)] == []
    assert len(lines) == len({line.split("==")[0].lower() for line in lines})


# --- starting


def test_production_does_not_start_without_a_secret_key() -> None:
    answer = start("pass", **{name: value for name, value in PRODUCTION.items() if name != "SECRET_KEY"})

    assert answer.returncode == 1
    assert "Thiếu SECRET_KEY." in answer.stderr


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DANVAN_ENV", "staging", "Chọn một trong: development, production."),
        ("SECRET_KEY", "short", "SECRET_KEY quá ngắn."),
        ("SITE_URL", "danvan.example", "Ghi đủ địa chỉ"),
        ("BEHIND_PROXY", "perhaps", "Ghi 1 (bật) hoặc 0 (tắt)."),
        ("DATABASE_URL", "mysql://x", "Bắt đầu bằng một trong"),
    ],
)
def test_wrong_value_stops_the_start_with_a_sentence(name: str, value: str, sentence: str) -> None:
    answer = start("pass", **(PRODUCTION | {name: value}))

    assert answer.returncode == 1
    assert sentence in answer.stderr


def test_production_is_encrypted_and_closed() -> None:
    names = ["SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "DEBUG"]
    answer = start(f"print([getattr(settings, n) for n in {names}])", **PRODUCTION, DEBUG="1")

    assert answer.stdout.strip() == "[True, 31536000, True, True, False]"


def test_secret_key_is_drawn_once_and_kept_for_its_owner_only(tmp_path: Path) -> None:
    first = env.secret("NO_SUCH_SECRET", keep_in=tmp_path / "var" / "key")

    assert env.secret("NO_SUCH_SECRET", keep_in=tmp_path / "var" / "key") == first
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "var" / "key").stat().st_mode) == 0o600


def test_number_below_its_least_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKERS", "0")

    with pytest.raises(ImproperlyConfigured, match="từ 1 trở lên"):
        env.number("WORKERS", 2, least=1)


def test_database_address_names_postgresql(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://an:mat@db:5433/so")
    given = env.database("DATABASE_URL", default_file=tmp_path / "x.sqlite3")

    assert given["ENGINE"] == "django.db.backends.postgresql"
    assert (given["USER"], given["PASSWORD"], given["HOST"], given["PORT"]) == ("an", "mat", "db", 5433)


def test_unwritten_values_are_the_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOSTS", " a.example , b.example,")

    assert env.many("HOSTS") == ["a.example", "b.example"]
    assert env.many("NO_SUCH_LIST", ("c",)) == ["c"]
    assert env.flag("NO_SUCH_FLAG", True) is True


# --- before real use


def test_complete_production_settings_have_nothing_to_mend(settings: Any) -> None:
    settings.SITE_URL = "https://so.danvan.example"
    settings.ALLOWED_HOSTS = [".danvan.example"]
    settings.AXES_ENABLED = True

    assert found() == []


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("SITE_URL", "http://127.0.0.1:8000", ["danvan.E001", "danvan.E003"]),
        ("ALLOWED_HOSTS", ["*"], ["danvan.E002"]),
        ("ALLOWED_HOSTS", ["other.example"], ["danvan.E003"]),
        ("MEDIA_URL", "/media/", ["danvan.E005"]),
        ("AXES_ENABLED", False, ["danvan.E006"]),
        ("AXES_FAILURE_LIMIT", 1000, ["danvan.E006"]),
    ],
)
def test_unsafe_setting_is_named(settings: Any, name: str, value: object, expected: list[str]) -> None:
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://danvan.example", ["danvan.example"]
    settings.AXES_ENABLED = True

    setattr(settings, name, value)

    assert found() == expected


def found() -> list[str | None]:
    asked = (checks.site_address, checks.hosts, checks.private_files, checks.lockout)
    return [message.id for check in asked for message in check(None)]


@pytest.mark.parametrize(("engine", "expected"), [("sqlite3", ["danvan.W004"]), ("postgresql", [])])
def test_only_a_sqlite_file_is_warned_of(
    settings: Any, monkeypatch: pytest.MonkeyPatch, engine: str, expected: list[str]
) -> None:
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", f"django.db.backends.{engine}")

    assert [message.id for message in checks.database(None)] == expected


def test_database_file_may_lie_anywhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    file = tmp_path / "An #1 100%" / "sổ.sqlite3"

    assert env.database("DATABASE_URL", default_file=file)["NAME"] == file
