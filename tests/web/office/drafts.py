"""Drafts and their addresses, for the tests of the decision screens."""

from __future__ import annotations

from django.urls import reverse

from tests import make

WORDS = {
    "number": "86-QĐ/TU", "signed_on": "05/03/2026", "layout": "PARTY_36", "place": "Miền Trên",
    "body": "Ban Thường vụ Tỉnh ủy Miền Trên", "capacity": "T/M BAN THƯỜNG VỤ", "signer_title": "PHÓ BÍ THƯ",
    "signer_name": "Người Ký", "summary": "về việc công nhận", "bases": "Căn cứ Điều lệ Đảng",
    "articles": "Điều 1. Công nhận [số lượng].", "recipients": "Như Điều 3", "superior_body": "", "edition": "1",
}  # fmt: skip


def approved(cast, title="Tiếng mõ an ninh", **more):
    return make.dossier(cast.village, cast.campaign, state="APPROVED", title=title, **more)


def drafted(cast, *dossiers, **more):
    """A draft as it is before the clerk has a number."""
    empty = {"number": "", "number_key": "", "signed_on": None, "signer_name": "", "campaign": cast.campaign}
    return make.decision(cast.province, *dossiers, **{**empty, **more})


def page_of(decision, view="decision", **more):
    return reverse(f"office:{view}", kwargs={"pk": decision.pk, **more})


def step_of(decision, name="issue"):
    return page_of(decision, "decision-step", name=name)
