"""A real server on the demo data, and a browser: nothing of the tests' own database is touched."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "mot-mat-khau-chi-de-thu"
CHROMIUM = os.environ.get("DANVAN_CHROMIUM") or shutil.which("chromium") or ""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        item.add_marker(pytest.mark.e2e)
        if os.environ.get("DANVAN_SKIP_BROWSER") or not CHROMIUM:
            item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


@pytest.fixture(autouse=True)
def quick() -> None:
    """The server is a process of its own: the settings of this one do not matter."""


@pytest.fixture(autouse=True)
def own_files() -> None:
    """See ``quick``."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with the demo data, started once.

    The door is opened here and handed over, so the first request simply waits until the server takes it.
    """
    folder, door = tmp_path_factory.mktemp("var"), socket.create_server(("127.0.0.1", 0))
    port = door.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    env = {
        **os.environ, "DANVAN_VAR": str(folder), "DEMO_PASSWORD": PASSWORD, "SITE_URL": address,
        "HOST": "127.0.0.1", "PORT": str(port), "DANVAN_ENV": "development",
    }  # fmt: skip
    env.pop("DATABASE_URL", None)
    for command in (["migrate"], ["build_fonts"], ["collectstatic", "--noinput"], ["seed_demo"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=env, check=True, capture_output=True)
    gunicorn = [sys.executable, "-m", "gunicorn", "-c", "python:danvan.serving", "-b", f"fd://{door.fileno()}"]
    log = (folder / "server.log").open("wb")
    server = subprocess.Popen(
        [*gunicorn, "danvan.wsgi"], cwd=ROOT, env=env, stdout=log, stderr=log, pass_fds=[door.fileno()]
    )
    try:
        urllib.request.urlopen(f"{address}/suc-khoe/", timeout=30).close()
        yield address
    finally:
        server.terminate()
        server.wait(timeout=10)
        door.close()
        log.close()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
             "--disable-component-update", "--disable-sync", "--no-first-run"]  # fmt: skip
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": quiet}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, object], site: str) -> dict[str, object]:
    return {**browser_context_args, "locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh", "base_url": site,
            "viewport": {"width": 1280, "height": 900}}  # fmt: skip


@pytest.fixture
def sign_in(page: Page) -> Callable[[str], None]:
    """Sign out whoever is in, and sign in as one of the demo people."""

    def enter(username: str) -> None:
        page.context.clear_cookies()
        page.goto("/can-bo/dang-nhap/")
        page.fill("input[name=username]", username)
        page.fill("input[name=password]", PASSWORD)
        page.locator("main button[type=submit]").first.click()
        expect(page).to_have_url(f"{page.url.split('/can-bo')[0]}/can-bo/")

    return enter
