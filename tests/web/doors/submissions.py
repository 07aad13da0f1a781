"""The doors of submissions, of the finder for commendation and of the forms of award."""

from __future__ import annotations

from datetime import date
from typing import Any

from danvan.decisions.models import Submission
from tests import make
from tests.web.doors import ONLY_POST

STAFF = (302, 200, 200, 200, 200, 200, 200, 200)
DRAFTERS = (302, 404, 404, 404, 200, 200, 404, 404)  # who drafts decisions
READERS = (302, 404, 404, 404, 200, 200, 200, 200)  # in whose reach the province lies

# fmt: off
DOORS = {
    #  address                    anonymous  an   binh  chi  dung giang hoa  quan
    "office:submissions":         STAFF,
    "office:award-forms":         STAFF,
    "office:commend":             DRAFTERS,
    "office:submission-new":      DRAFTERS,
    "office:submission":          READERS,
    "office:submission-step":     ONLY_POST,
    "office:submission-decision": ONLY_POST,
}
# fmt: on


def addresses(cast, dossier, decision) -> dict[str, dict[str, Any]]:
    """A draft for the province, and its first step."""
    made = Submission.objects.create(
        unit=cast.province, kind="COMMEND", campaign=cast.campaign, state="DRAFT", number="15-TTr/BDV",
        signed_on=date(2026, 3, 9), body="Ban Dân vận Tỉnh ủy", addressee="Ban Thường vụ Tỉnh ủy",
        summary="về việc đề nghị khen thưởng", created_by=cast.dung, created_at=make.NOON,
    )  # fmt: skip
    return {
        **{f"office:submission{one}": {"pk": made.pk} for one in ("", "-decision")},
        "office:submission-step": {"pk": made.pk, "name": "send"},
    }
