"""The doors of doing as a recognised model does, and of who copied whom; and of the public pages on both."""

from __future__ import annotations

from typing import Any

from tests import make

PUBLIC = (200, 200, 200, 200, 200, 200, 200, 200)
STAFF = (302, 200, 200, 200, 200, 200, 200, 200)

# fmt: off
DOORS = {
    #  address                    anonymous  an   binh  chi  dung giang hoa  quan
    "office:replicate":          (302,       200, 200,  200, 404, 404, 404, 404),  # who may register anywhere
    "office:copies":              STAFF,
    "office:copies-sheet":        STAFF,
    "portal:compare":             PUBLIC,
    "portal:practice-copies":     PUBLIC,
}
# fmt: on


def addresses(cast, dossier, decision) -> dict[str, dict[str, Any]]:
    """A recognised model of the east."""
    pk = make.recognised(cast.village, cast.campaign, title="Hiến đất mở đường").pk
    return {"office:replicate": {"pk": pk}, "portal:practice-copies": {"pk": pk, "slug": "hien-dat-mo-duong"}}
