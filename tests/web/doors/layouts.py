"""The doors of Word drafts: decisions, and the report of a quarter."""

from __future__ import annotations

from typing import Any

# fmt: off
DOORS = {
    #  address                    anonymous  an   binh  chi  dung giang hoa  quan
    "office:briefing-docx":      (302,       200, 200,  200, 200, 200, 200, 200),
    "office:decision-docx":      (302,       404, 404,  404, 200, 200, 200, 200),
}
# fmt: on


def addresses(cast, dossier, decision) -> dict[str, dict[str, Any]]:
    return {"office:decision-docx": {"pk": decision.pk}, "office:briefing-docx": {"year": 2026, "quarter": 1}}
