"""Every kind of public page is light, fetches nothing from elsewhere and needs nothing that the policy forbids."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from danvan.portal.sections import addresses
from tests.web.portal import as_sent
from tests.web.test_doors import DOORS, address, world  # noqa: F401

OPEN = ("portal:", "data:", "login", "api:")
MOST = 100_000


@pytest.fixture
def pages(client, cast, world):  # noqa: F811
    """One answer in HTML for each kind of public page, and those that say that there is nothing."""
    paths = [address(name, world) for name in sorted(DOORS) if name.startswith(OPEN)]
    found = {}
    for path in (*paths, *addresses(), "/khong-co/", "/mo-hinh/?q=khong-co", "/tra-cuu/AAAAAAAA/"):
        answer = client.get(path)
        if answer.headers.get("Content-Type", "").startswith("text/html") and answer.status_code != 302:
            found[path] = answer
        answer.close()
    assert len(found) > 35
    return found


def test_no_page_is_heavy_or_holds_what_the_policy_forbids(pages):
    wrong = []
    for path, answer in pages.items():
        sent = as_sent.read(answer.content)
        wrong += [f"{path}: {one}" for one in sent.forbidden]
        wrong += [f"{path}: {one}" for one in sent.fetched if not one.startswith("/") or one.startswith("//")]
        wrong += [f"{path}: {size}" for size in [as_sent.weight(answer.content)] if size > MOST]
        policy = answer.headers["Content-Security-Policy"]
        wrong += [
            f"{path}: {policy}" for part in ("script-src 'self';", "style-src 'self';") if part not in f"{policy};"
        ]
    assert wrong == []


def test_the_policy_lets_nothing_in_from_elsewhere():
    told = {str(source) for part in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].values() for source in part}
    assert told == {"'self'", "'none'", "data:"}


def test_drawings_keep_their_style_out_of_attributes_too():
    drawn = {
        path.name: as_sent.read(path.read_bytes()).forbidden
        for path in Path(settings.BASE_DIR).rglob("static/img/*.svg")
    }
    assert drawn
    assert set(map(tuple, drawn.values())) == {()}


@pytest.mark.parametrize(
    "piece",
    [
        '<p style="color: red">',
        "<svg onload=f()>",
        "<script>f()</script>",
        "<a href=javascript:f()>",
        "<style></style>",
    ],
)
def test_what_is_forbidden_is_seen(piece):
    assert as_sent.read(piece.encode()).forbidden
