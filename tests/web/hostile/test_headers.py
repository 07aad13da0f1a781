"""What browsers are told with every answer, good or bad, and what the portal never tells."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from danvan.dossiers.models import Evidence
from tests.web.hostile.pages import read_out

ROOT = Path(__file__).resolve().parents[3]
PRODUCTION = {
    "DANVAN_ENV": "production", "SECRET_KEY": "k" * 30 + "Q7-w_" * 6, "SITE_URL": "https://danvan.example",
    "ALLOWED_HOSTS": "danvan.example", "DATABASE_URL": "postgres://danvan:x@127.0.0.1:1/danvan",
    "DJANGO_SETTINGS_MODULE": "danvan.settings",
}  # fmt: skip
ANSWERS = [
    ("", "/", 200), ("", "/mo-hinh/", 200), ("", "/mo-hinh/xuat.xlsx", 200), ("", "/api/v1/practices", 200),
    ("", "/api/v1/units?page=x", 400), ("", "/can-bo/", 302), ("", "/khong-co/", 404), ("", "/hong/", 500),
    ("", "/can-bo/dang-nhap/", 200), ("", "/suc-khoe/", 200), ("", "/tra-cuu/ABCDEFGH/", 404), ("an", "/can-bo/", 200),
    ("an", "/can-bo/ho-so/xuat/", 200), ("an", "/can-bo/ho-so/999/", 404), ("an", "/can-bo/hong/", 500),
    ("an", "/can-bo/minh-chung/{file}/", 200), ("an", "/can-bo/dang-xuat/", 405),
]  # fmt: skip


@pytest.fixture
def answers(book, visit, settings):
    settings.ROOT_URLCONF = "tests.web.hostile.broken_urls"
    file = Evidence.objects.get().pk
    return lambda who, path, **more: visit(who).get(path.format(file=file), **more)


def directives(answer) -> dict[str, str]:
    parts = answer["Content-Security-Policy"].split("; ")
    return {part.split(" ", 1)[0]: part for part in parts}


def test_every_answer_carries_the_same_guard(answers):
    for who, path, status in ANSWERS:
        answer = answers(who, path)
        read_out(answer)
        assert answer.status_code == status, path
        policy = directives(answer)
        assert "unsafe" not in answer["Content-Security-Policy"], path
        assert policy["frame-ancestors"] == "frame-ancestors 'none'" and answer["X-Frame-Options"] == "DENY", path
        assert policy["default-src"] in {"default-src 'self'", "default-src 'none'"}, path
        assert (policy["form-action"], policy["base-uri"]) == ("form-action 'self'", "base-uri 'self'"), path
        assert answer["X-Content-Type-Options"] == "nosniff", path
        assert (answer["Referrer-Policy"], answer["Cross-Origin-Opener-Policy"]) == ("same-origin", "same-origin"), path
        kept_nowhere = path.startswith("/can-bo/") or path == "/suc-khoe/"
        assert ("no-store" in answer.get("Cache-Control", "")) == kept_nowhere, path


def test_the_admin_has_its_exception_and_no_more(answers, cast, client):
    for address in ("/quan-tri/login/", "/quan-tri/", "/quan-tri/ledger/event/"):
        answer = client.get(address)
        policy = directives(answer)
        assert policy["script-src"] == "script-src 'self' 'unsafe-eval'"
        assert policy["frame-ancestors"] == "frame-ancestors 'none'" and "no-store" in answer["Cache-Control"]


def test_a_file_is_handed_out_in_a_sandbox(answers):
    answer = answers("an", "/can-bo/minh-chung/{file}/")
    read_out(answer)

    assert {"default-src 'none'", "sandbox"} <= set(answer["Content-Security-Policy"].split("; "))
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/pdf"


@pytest.mark.parametrize(("who", "path"), [("", "/hong/"), ("an", "/can-bo/hong/")])
def test_a_fault_tells_nothing_of_the_inside(answers, who, path):
    told = answers(who, path).content.decode()

    assert "mã tra cứu" in told
    assert not [word for word in ("Traceback", "ZeroDivision", "mật khẩu", "danvan.", ".py") if word in told]


HIDDEN = (
    "/.git/config", "/.env", "/media/", "/static/", "/static/../manage.py", "/static/%2e%2e/manage.py", "/manage.py",
    "/var/secret_key", "/backup.sql", "/admin/", "/debug/", "/__debug__/", "/server-status", "/static/css/",
)  # fmt: skip


def test_nothing_lies_open(answers):
    assert [path for path in HIDDEN if answers("", path).status_code != 404] == []
    assert answers("", "/quan-tri/doc/")["Location"].startswith("/quan-tri/login/")


def test_no_page_answers_to_odd_methods(answers, visit, book):
    for method in ("TRACE", "CONNECT", "PROPFIND", "PUT", "DELETE", "PATCH"):
        for who, path in (("", "/"), ("", "/mo-hinh/"), ("", "/api/v1/practices"), ("binh", "/can-bo/ho-so/"),
                          ("binh", f"/can-bo/ho-so/{book.model.pk}/")):  # fmt: skip
            assert visit(who).generic(method, path).status_code == 405, (method, path)


def test_a_debug_question_changes_nothing(answers):
    usual = answers("", "/khong-co/").content

    for question in ("debug=1", "DEBUG=true", "__debugger__=yes", "_format=api"):
        assert answers("", f"/khong-co/?{question}").content == usual


def test_a_refused_token_gets_a_sentence(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.an)
    address = f"/can-bo/dang-ky/{cast.campaign.code}/"
    client.get(address)

    tries = [client.post(address, {"csrfmiddlewaretoken": token}) for token in ("", "x", "a" * 64, "\x00" * 32)]
    tries.append(client.post(address, "{}", content_type="text/plain"))
    tries.append(client.post(address, {}, headers={"origin": "https://evil.example"}))

    for answer in tries:
        assert answer.status_code == 403
        assert "Hãy tải lại trang rồi gửi lại" in answer.content.decode()


SCRIPT = """
import django, json
django.setup()
from django.conf import settings
plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
from django.core.management import call_command
from django.test import Client
call_command("check", deploy=True, fail_level="WARNING")
client = Client(headers={"host": "danvan.example"})
page = client.get("/can-bo/dang-nhap/", secure=True)
cookie = client.cookies[settings.CSRF_COOKIE_NAME]
print(json.dumps({
    "status": page.status_code, "hsts": page["Strict-Transport-Security"], "cookie": cookie.OutputString(),
    "session": [settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY,
                settings.SESSION_COOKIE_SAMESITE, settings.SESSION_COOKIE_PATH, settings.SESSION_COOKIE_DOMAIN],
    "plain": client.get("/mo-hinh/?q=a")["Location"],
    "spoofed": client.get("/mo-hinh/", headers={"x-forwarded-proto": "https"}).status_code,
    "evil": Client(headers={"host": "evil.example"}).get("/", secure=True).status_code,
}))
"""


@pytest.fixture(scope="module")
def production(tmp_path_factory) -> dict:
    """What the portal says of itself under the settings it is shipped with."""
    kept = {"PATH": os.environ["PATH"], "DANVAN_VAR": str(tmp_path_factory.mktemp("var"))}
    command = [sys.executable, "-c", SCRIPT]
    run = subprocess.run(command, cwd=ROOT, env=kept | PRODUCTION, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout.splitlines()[-1])


def test_production_is_clean_and_speaks_https_only(production):
    assert production["status"] == 200
    assert production["hsts"] == "max-age=31536000; includeSubDomains; preload"
    assert production["plain"] == "https://danvan.example/mo-hinh/?q=a"
    assert (production["spoofed"], production["evil"]) == (301, 400)


def test_production_cookies_are_bound_to_this_host_and_https(production):
    assert production["session"] == ["__Host-danvan_session", True, True, "Lax", "/", None]
    assert production["cookie"].startswith("__Host-danvan_csrf=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(production["cookie"].split("; "))
