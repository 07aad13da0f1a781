"""The doors of reading opinions, of holding consultations and of taking names down."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from danvan.dossiers.models import Dossier
from danvan.hearings.actions import Plan, Reading, Request, ask_removal, open_consultation, prepare, say, show
from tests import make
from tests.web.doors import ONLY_POST

STAFF = (302, 200, 200, 200, 200, 200, 200, 200)
BOARD = (302, 404, 404, 404, 200, 200, 404, 200)  # who runs the campaigns of the province
READERS = (302, 404, 404, 404, 200, 200, 200, 200)  # an open consultation, for those who see its board

# fmt: off
DOORS = {
    #  address                     anonymous  an   binh  chi  dung giang hoa  quan
    "office:opinions":              STAFF,
    "office:opinions-show":         ONLY_POST,
    "office:opinion":              (302,      200, 200,  404, 200, 200, 200, 200),  # shown, about the village
    "office:consultations":         STAFF,
    "office:consultation-new":      BOARD,
    "office:consultation":          READERS,
    "office:consultation-edit":     BOARD,
    "office:consultation-step":     ONLY_POST,
    "office:consultation-digest":   ONLY_POST,
    "office:consultation-xlsx":     BOARD,
    "office:removals":             (302,      404, 200,  200, 200, 200, 404, 200),
    "office:removal":               BOARD,
}
# fmt: on


def addresses(cast, dossier, decision) -> dict[str, dict[str, Any]]:
    """An open consultation with one opinion shown, one in draft, and a request that waits."""
    at, today = timezone.now(), timezone.localdate()
    found = make.dossier(cast.village, cast.campaign, state="CONFIRMED", title="Chợ quê sạch")
    candidate = Dossier.objects.select_related("campaign__keeper").get(pk=found.pk)
    draft, made = (
        prepare(
            campaign=cast.campaign, by=cast.dung, at=at,
            plan=Plan(title=title, opens_on=today, closes_on=today + timedelta(days=5), dossiers=[candidate]),
        )
        for title in ("Góp ý sau", "Góp ý")
    )  # fmt: skip
    made = open_consultation(consultation=made, by=cast.dung, at=at)
    row = made.candidates.select_related("consultation").get()
    opinion = say(dossier=candidate, candidate=row, text="Chợ sạch hơn nhiều.", request_key="d", at=at).opinion
    show(opinion=opinion, reading=Reading("SUPPORT", opinion.text), by=cast.dung, at=at)
    request = Request(about="Trang mô hình", text="Đề nghị gỡ tên tôi.", dossier=candidate)
    return {
        "office:opinion": {"pk": opinion.pk},
        "office:consultation-new": {"pk": cast.campaign.pk},
        "office:consultation-step": {"pk": made.pk, "name": "open"},
        "office:consultation-digest": {"pk": made.pk, "candidate": row.pk},
        "office:consultation-edit": {"pk": draft.pk},
        **{f"office:consultation{one}": {"pk": made.pk} for one in ("", "-xlsx")},
        "office:removal": {"pk": ask_removal(request=request, request_key="d", at=at).removal.pk},
    }
