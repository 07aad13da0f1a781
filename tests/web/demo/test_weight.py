"""The fullest pages of the demonstration stay light on a weak line."""

from __future__ import annotations

import pytest
from django.db.models import Count

from danvan.decisions.models import Decision
from tests.web.portal.as_sent import weight

FULL = (
    "/", "/mo-hinh/", "/mo-hinh/?tinh-trang=dang-ky&q=thon", "/don-vi/", "/don-vi/?reading=now", "/danh-hieu/",
    "/danh-hieu/?nam=2016&don-vi=BG-TY&reading=now", "/thong-ke/", "/so-sanh/?don-vi=TY-VL&don-vi=TY-CX&nam=2016",
    "/quyet-dinh/", "/van-ban/", "/du-lieu/", "/du-lieu/api/", "/en/",
)  # fmt: skip
MOST = 100_000


@pytest.mark.parametrize("path", FULL)
def test_a_page_and_its_styles_weigh_little(client, seeded, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert weight(answer.content) <= MOST


def test_the_longest_decision_too(client, seeded):
    sizes = {path: weight(client.get(path).content) for path in (f"/quyet-dinh/{pk}/" for pk in longest())}
    assert max(sizes.values()) <= MOST


def longest() -> list[int]:
    """The decisions with the most lines."""
    return [decision.pk for decision in Decision.objects.annotate(lines=Count("items")).order_by("-lines", "pk")[:2]]
