"""The doors of visits, findings and checklists."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile

from danvan.visits.models import Checklist, FindingProof, VisitPhoto
from tests import make
from tests.unit.visits import rows
from tests.web.doors import ONLY_POST

STAFF = (302, 200, 200, 200, 200, 200, 200, 200)
EAST = (302, 200, 200, 404, 200, 200, 200, 200)
VISITORS = (302, 404, 200, 200, 200, 404, 404, 404)  # whose boards visit others

# fmt: off
DOORS = {
    #  address                    anonymous  an   binh  chi  dung giang hoa  quan
    "office:visits":              STAFF,
    "office:visit-new":           VISITORS,
    "office:visit":               EAST,
    "office:visit-edit":         (302,       404, 200,  404, 200, 404, 404, 404),
    "office:visit-record":       (302,       404, 200,  404, 200, 404, 404, 404),
    "office:visit-pdf":          (302,       404, 200,  404, 200, 404, 404, 404),  # not finished: its writers only
    "office:visit-step":          ONLY_POST,
    "office:visit-photo":         EAST,
    "office:finding":             EAST,
    "office:finding-step":        ONLY_POST,
    "office:finding-proof":       EAST,
    "office:checklists":          VISITORS,
    "office:checklist-new":       VISITORS,
    "office:checklist":          (302,       404, 200,  404, 404, 404, 404, 404),
}
# fmt: on


def addresses(cast, dossier, decision) -> dict[str, dict[str, Any]]:
    """A visit ahead, and one that is done with a photograph, a finding and its proof; a checklist of the east."""
    done, ahead = rows.visit(cast), rows.visit(cast, state="PLANNED").pk
    finding = rows.finding(done, state="ANSWERED")
    kept = {"name": "a.jpg", "content_type": "image/jpeg", "size": 3, "sha256": "0" * 64, "added_by": cast.an,
            "added_at": make.NOON}  # fmt: skip
    photo, proof = VisitPhoto(visit=done, **kept), FindingProof(finding=finding, **kept)
    for one in (photo, proof):
        one.file.save("a.jpg", ContentFile(b"jpg"))
    own = Checklist.objects.create(name="Danh mục huyện", kind="REGULAR", unit=cast.east)
    return {
        "office:visit": {"pk": done.pk},
        **{f"office:visit-{one}": {"pk": ahead} for one in ("edit", "record", "pdf")},
        "office:visit-step": {"pk": ahead, "name": "cancel"},
        "office:visit-photo": {"pk": photo.pk},
        "office:finding": {"pk": finding.pk},
        "office:finding-step": {"pk": finding.pk, "name": "close"},
        "office:finding-proof": {"pk": proof.pk},
        "office:checklist": {"pk": own.pk},
    }
