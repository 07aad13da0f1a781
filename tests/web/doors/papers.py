"""The doors of what is printed of a dossier, a submission and a campaign."""

from __future__ import annotations

from typing import Any

from danvan.decisions.models import Submission
from danvan.dossiers.enums import CardState, Voice
from tests import make

EAST = (302, 200, 200, 404, 200, 200, 200, 200)
PROVINCE = (302, 404, 404, 404, 200, 200, 200, 200)

# fmt: off
DOORS = {
    #  address                    anonymous  an   binh  chi  dung giang hoa  quan
    "office:registration-pdf":    EAST,
    "office:appraisal-pdf":       EAST,
    "office:result-pdf":          EAST,
    "office:submission-pdf":      PROVINCE,
    "office:submission-docx":     PROVINCE,
    "office:summary-pdf":        (302,       200, 200,  200, 200, 200, 200, 200),
}
# fmt: on


def addresses(cast, dossier, decision) -> dict[str, dict[str, Any]]:
    """A dossier that was judged and concluded, and a submission of the province."""
    judged = make.dossier(cast.village, cast.campaign, track="COMMUNE", state="APPROVED", theme=None, year=2025)
    card = make.card(judged, Voice.PROVINCE, marks="Y" * 24, state=CardState.SIGNED)
    card.signed_at, card.signed_by = make.NOON, cast.dung
    card.save()
    asked = Submission.objects.create(
        unit=cast.province, kind="RECOGNISE", state="DRAFT", body="Ban Dân vận Tỉnh ủy", summary="về việc công nhận",
        addressee="Ban Thường vụ Tỉnh ủy", created_by=cast.dung, created_at=make.NOON,
    )  # fmt: skip
    return {
        **{f"office:{one}-pdf": {"pk": judged.pk} for one in ("registration", "appraisal", "result")},
        **{f"office:submission-{one}": {"pk": asked.pk} for one in ("pdf", "docx")},
        "office:summary-pdf": {"pk": cast.campaign.pk},
    }
