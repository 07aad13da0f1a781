"""The doors of collective assessments: the organiser's own people, and nobody below them."""

from __future__ import annotations

from typing import Any

from tests.unit.assessments import rows
from tests.web.doors import ONLY_POST

READERS = (302, 404, 404, 404, 200, 200, 200, 200)

# fmt: off
DOORS = {
    #  address                    anonymous  an   binh  chi  dung giang hoa  quan
    "office:assessments":         READERS,
    "office:assessment-new":     (302,       404, 404,  404, 200, 200, 404, 404),
    "office:assessment":          READERS,
    "office:assessment-pdf":      READERS,
    "office:assessment-step":     ONLY_POST,
    "office:assessment-clear":    ONLY_POST,
    "office:assessment-discard":  ONLY_POST,
}
# fmt: on


def addresses(cast, dossier, decision) -> dict[str, dict[str, Any]]:
    """The minutes of a meeting of the province with one dossier voted on."""
    meeting = rows.voted(cast, rows.meeting(cast, *rows.confirmed(cast, 1)), 3)
    return {
        **{f"office:assessment{one}": {"pk": meeting.pk} for one in ("", "-pdf", "-clear", "-discard")},
        "office:assessment-step": {"pk": meeting.pk, "name": "close"},
    }
