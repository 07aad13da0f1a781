"""The doors of the review queue: confirming many at once, and the views one keeps."""

from __future__ import annotations

from typing import Any

from danvan.dossiers.judging import SavedView
from tests import make
from tests.web.doors import ONLY_POST

# fmt: off
DOORS = {
    #  address                    anonymous  an   binh  chi  dung giang hoa  quan
    "office:review-agree":       (302,       404, 302,  302, 302, 404, 404, 404),  # nothing ticked: back to the queue
    "office:review-views":       (302,       200, 200,  200, 200, 200, 200, 200),
    "office:review-view":         ONLY_POST,
}
# fmt: on


def addresses(cast, dossier, decision) -> dict[str, dict[str, Any]]:
    """A view that the reviewer keeps."""
    kept = SavedView.objects.create(
        owner=cast.dung, screen="review", name="Của tôi", query="nguoi=toi", saved_at=make.NOON
    )
    return {"office:review-view": {"pk": kept.pk}}
