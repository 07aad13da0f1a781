"""The doors of the library, in the office and in public."""

from __future__ import annotations

from typing import Any

from tests.unit.library import rows
from tests.web.doors import ONLY_POST

STAFF = (302, 200, 200, 200, 200, 200, 200, 200)
PUBLIC = (200, 200, 200, 200, 200, 200, 200, 200)
KEEPERS = (302, 404, 404, 404, 200, 200, 404, 200)  # who runs the campaigns of the province

# fmt: off
DOORS = {
    #  address                    anonymous  an   binh  chi  dung giang hoa  quan
    "office:library":             STAFF,
    "office:library-new":        (302,       404, 200,  200, 200, 200, 404, 200),
    "office:library-document":   (302,       404, 404,  404, 200, 200, 200, 200),  # a draft of the province
    "office:library-edit":        KEEPERS,
    "office:library-file":        STAFF,  # of a public one
    "office:library-publish":     ONLY_POST,
    "office:library-withdraw":    ONLY_POST,
    "office:library-replace":     ONLY_POST,
    "portal:documents":           PUBLIC,
    "portal:document":            PUBLIC,
    "portal:document-file":       PUBLIC,
}
# fmt: on


def addresses(cast, dossier, decision) -> dict[str, dict[str, Any]]:
    """A draft of the province, and a public document with its file."""
    draft = rows.draft(cast.province, cast.dung, number="06-HD/BDVTU").pk
    public = rows.public(cast.province, cast.dung, file=rows.PDF).pk
    steps = ("document", "edit", "publish", "withdraw", "replace")
    return {
        **{f"office:library-{one}": {"pk": draft} for one in steps},
        **{name: {"pk": public} for name in ("office:library-file", "portal:document", "portal:document-file")},
    }
