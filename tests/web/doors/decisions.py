"""The doors of scans, of publishing early, and of decisions that correct or take back lines of another."""

from __future__ import annotations

from typing import Any

from danvan.decisions.models import DecisionItem
from tests import make
from tests.web.doors import ONLY_POST

PROVINCE = (302, 404, 404, 404, 200, 200, 404, 404)  # who drafts for the province, where the decision is issued

# fmt: off
DOORS = {
    #  address                     anonymous  an   binh  chi  dung giang hoa  quan
    "office:decision-scan":        ONLY_POST,
    "office:decision-scan-file":  (302,       404, 404,  404, 200, 200,  200, 200),
    "office:decision-publish":     ONLY_POST,
    "office:decision-discard":     ONLY_POST,
    "office:decision-amend":       PROVINCE,
    "office:decision-revoke":      PROVINCE,
    "office:decision-lines":       PROVINCE,
    "api:certificate":            (200,) * 8,
}
# fmt: on


def addresses(cast, dossier, decision) -> dict[str, dict[str, Any]]:
    """The decision in force with its scan, and a draft that amends its line."""
    draft = make.decision(cast.province, kind="AMEND", amends=decision)
    item = decision.items.get()
    DecisionItem.objects.create(decision=draft, dossier=item.dossier, order=1, about=item, title="Tên đúng")
    scan = make.scan(decision, b"%PDF")
    return {
        **{f"office:decision-{one}": {"pk": decision.pk} for one in ("scan", "publish", "amend", "revoke")},
        "office:decision-scan-file": {"pk": decision.pk, "file": scan.pk},
        **{f"office:decision-{one}": {"pk": draft.pk} for one in ("lines", "discard")},
        "api:certificate": {"code": item.certificate.code},
    }
