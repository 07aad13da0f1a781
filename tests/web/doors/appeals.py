"""The doors of refusing with reasons, of results and of complaints."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from danvan.appeals.models import Appeal
from tests import make

STAFF = (302, 200, 200, 200, 200, 200, 200, 200)
EAST = (302, 200, 200, 404, 200, 200, 200, 200)

# fmt: off
DOORS = {
    #  address               anonymous  an   binh  chi  dung giang hoa  quan
    "office:refuse":         (302,      404, 404,  404, 404, 200,  404, 404),
    "office:result":         EAST,
    "office:appeal-new":     (302,      200, 200,  404, 404, 404,  404, 404),
    "office:appeals":        STAFF,
    "office:appeal":         EAST,
}
# fmt: on


def addresses(cast, dossier, decision) -> dict[str, dict[str, Any]]:
    """A dossier that waits for its conclusion, one refused today, and one with a complaint that waits."""
    waiting = make.dossier(cast.village, cast.campaign, state="CONFIRMED").pk
    refused, complained = (make.dossier(cast.village, cast.campaign, state="DECLINED") for _ in range(2))
    made = {"note": "Chưa đạt ngưỡng công nhận", "refused_by": cast.giang, "refused_at": timezone.now()}
    refused.refusals.create(**made)
    appeal = Appeal.objects.create(
        unit=cast.village, dossier=complained, refusal=complained.refusals.create(**made), state="OPEN",
        text="Đề nghị xem lại tiêu chí 2.", filed_by=cast.an, filed_at=timezone.now(),
    )  # fmt: skip
    return {
        "office:refuse": {"pk": waiting},
        "office:result": {"pk": refused.pk},
        "office:appeal-new": {"pk": refused.pk},
        "office:appeal": {"pk": appeal.pk},
    }
