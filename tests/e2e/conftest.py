"""A real server on the demo data, and a browser: nothing of the tests' own database is touched."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Response, expect

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "mot-mat-khau-chi-de-thu"
CHROMIUM = os.environ.get("DANVAN_CHROMIUM") or shutil.which("chromium") or ""
LONGEST = 15_000  # milliseconds that anything may take to appear
# Two chains of commands that do not wait for each other: what the server reads, and what it shows.
CHAINS = (["migrate", "seed_demo"], ["build_fonts", "collectstatic --noinput"])

Person = Callable[..., Page]


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
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the server: its database and its files."""
    return tmp_path_factory.mktemp("var")


@pytest.fixture(scope="session")
def site(home: Path) -> Iterator[str]:
    """The address of a server with the demo data, started once.

    The door is opened here and handed over, so the first request simply waits until the server takes it.
    """
    folder, door = home, socket.create_server(("127.0.0.1", 0))
    port = door.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    env = {
        **os.environ, "DANVAN_VAR": str(folder), "DEMO_PASSWORD": PASSWORD, "SITE_URL": address,
        "HOST": "127.0.0.1", "PORT": str(port), "DANVAN_ENV": "development", "SECRET_KEY": "chi-de-thu" * 6,
    }  # fmt: skip
    env.pop("DATABASE_URL", None)
    furnish(folder, env)
    gunicorn = [sys.executable, "-m", "gunicorn", "-c", "python:danvan.serving", "-b", f"fd://{door.fileno()}"]
    log = (folder / "server.log").open("wb")
    server = subprocess.Popen(
        [*gunicorn, "danvan.wsgi"], cwd=ROOT, env=env, stdout=log, stderr=log, pass_fds=[door.fileno()]
    )
    try:
        urllib.request.urlopen(f"{address}/suc-khoe/", timeout=60).close()
        yield address
    finally:
        server.terminate()
        server.wait(timeout=10)
        door.close()
        log.close()


def furnish(folder: Path, env: dict[str, str]) -> None:
    """Fill the folder of the server. DANVAN_E2E_VAR names one with the demo in it, which is copied to save time."""
    ready = env.get("DANVAN_E2E_VAR")
    if ready:
        shutil.copytree(ready, folder, dirs_exist_ok=True)

    def run(chain: list[str]) -> None:
        for command in chain:
            subprocess.run(
                [sys.executable, "manage.py", *command.split()], cwd=ROOT, env=env, check=True, capture_output=True
            )

    with ThreadPoolExecutor(2) as both:
        list(both.map(run, CHAINS[1:] if ready else CHAINS))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
             "--disable-component-update", "--disable-sync", "--no-first-run"]  # fmt: skip
    expect.set_options(timeout=LONGEST)
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": quiet}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, object], site: str) -> dict[str, object]:
    return {**browser_context_args, "locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh", "base_url": site,
            "viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"}  # fmt: skip


@pytest.fixture(autouse=True)
def faults() -> Iterator[list[str]]:
    """What went wrong behind the pages of a test: script errors, breaches of the policy, answers of 500 and more."""
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def new_context(new_context: Callable[..., BrowserContext], faults: list[str]) -> Callable[..., BrowserContext]:
    """A context whose every page is listened to."""

    def hear(message: ConsoleMessage) -> None:
        # A page that is refused, or a network that is away, is also told here; only our own files must be there.
        unloaded = message.text.startswith("Failed to load resource") and "/static/" not in message.location["url"]
        if message.type == "error" and not unloaded:
            faults.append(f"{message.location['url']}: {message.text}")

    def answered(response: Response) -> None:
        if response.status >= 500:
            faults.append(f"{response.url}: {response.status}")

    def made(**options: Any) -> BrowserContext:
        context = new_context(**options)
        context.set_default_timeout(LONGEST)
        context.on("console", hear)
        context.on("weberror", lambda broken: faults.append(f"{broken.page and broken.page.url}: {broken.error}"))
        context.on("response", answered)
        return context

    return made


@pytest.fixture(scope="session")
def sessions() -> dict[str, list[Any]]:
    """The cookies of those who have signed in already."""
    return {}


@pytest.fixture
def person(new_context: Callable[..., BrowserContext], sessions: dict[str, list[Any]]) -> Person:
    """Somebody at a browser of their own: a demo user by name, or, without a name, a citizen."""

    def come(username: str = "", **options: Any) -> Page:
        context = new_context(**options)
        page = context.new_page()
        if username in sessions:
            context.add_cookies(sessions[username])
        elif username:
            sign_in(page, username)
            sessions[username] = context.cookies()
        return page

    return come


def sign_in(page: Page, username: str) -> None:
    """Through the form, like everybody."""
    page.goto("/can-bo/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/can-bo/")
