"""The doors of stories, photographs and public contacts."""

from __future__ import annotations

from typing import Any

from danvan.stories.actions import show_story
from tests import make
from tests.unit.stories import rows
from tests.web.doors import ONLY_POST

PUBLIC = (200, 200, 200, 200, 200, 200, 200, 200)
STAFF = (302, 200, 200, 200, 200, 200, 200, 200)
EAST = (302, 200, 200, 404, 200, 200, 200, 200)

# fmt: off
DOORS = {
    #  address                    anonymous  an   binh  chi  dung giang hoa  quan
    "office:stories":             STAFF,
    "office:story":               EAST,
    "office:story-hide":          ONLY_POST,
    "office:photo":               EAST,
    "office:photo-file":          EAST,
    "office:photo-add":          (302,       200, 200,  404, 200, 200, 404, 404),
    "office:photo-consent":       ONLY_POST,
    "office:photo-place":         ONLY_POST,
    "office:photo-remove":        ONLY_POST,
    "office:contacts":           (302,       200, 200,  200, 200, 200, 404, 200),
    "office:contact":            (302,       200, 404,  404, 404, 404, 404, 404),
    "portal:photo":               PUBLIC,
}
# fmt: on


def addresses(cast, dossier, decision) -> dict[str, dict[str, Any]]:
    """One model whose story and photograph are shown, and one whose story is still being written."""
    shown, written = rows.model(cast), rows.model(cast, title="Đường hoa")
    rows.told(cast, shown)
    rows.told(cast, written)
    photo = rows.photo(cast, shown).pk
    show_story(dossier=shown, edition=1, by=cast.dung, at=make.NOON)
    return {
        "office:story": {"pk": shown.pk},
        "office:story-hide": {"pk": shown.pk},
        "office:photo-add": {"pk": written.pk},
        **{f"office:photo{one}": {"pk": photo} for one in ("", "-consent", "-place", "-remove")},
        **{name: {"pk": photo, "width": 480} for name in ("office:photo-file", "portal:photo")},
        "office:contact": {"pk": cast.village.pk},
    }
