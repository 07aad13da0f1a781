"""What there is to read of a decision: its record, its scan, what followed from it, and what may still be done."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse

from danvan.accounts.models import User
from danvan.decisions.enums import CertificateState, DecisionKind, DecisionState
from danvan.decisions.following import may_follow
from danvan.decisions.kinds import commends
from danvan.decisions.models import Decision, DecisionFile, DecisionItem
from danvan.decisions.naming import reason_of
from danvan.decisions.printed import achieved
from danvan.decisions.publishing import may_publish
from danvan.decisions.scans import may_scan
from danvan.kit import codes, dates
from danvan.papers.certificate import BATCH
from danvan.papers.runs import may_print

HEADINGS = {
    DecisionKind.RECOGNISE: "Soạn quyết định công nhận", DecisionKind.COMMEND: "Soạn quyết định khen thưởng",
    DecisionKind.AMEND: "Soạn quyết định đính chính", DecisionKind.REVOKE: "Soạn quyết định thu hồi",
}  # fmt: skip


def papers_of(decision: Decision) -> str:
    """What is given to each line."""
    return "giấy khen" if commends(decision) else "giấy công nhận"


def issued_words(decision: Decision) -> str:
    """What issuing does, on its button and in the sentence after it: "cấp 3 giấy công nhận"."""
    verb = "thu hồi" if decision.kind == DecisionKind.REVOKE else "cấp"
    return f"{verb} {len(decision.items.all())} {papers_of(decision)}"


def drafted(decision: Decision) -> dict[str, Any]:
    """What the drafting page tells beside its steps."""
    told = HEADINGS[DecisionKind(decision.kind)]
    words, original = issued_words(decision), _link(decision.amends)
    return {"heading": told, "issue_words": words, "original": original, **_scans(decision)}


def reading(decision: Decision, user: User, at: datetime) -> dict[str, Any]:
    """Everything the page to read shows."""
    rows = [_row(item, decision) for item in decision.items.all()]
    given = sum(bool(row["certificate"]) for row in rows)
    files = range(1, -(-given // BATCH) + 1)
    return {
        "facts": _facts(decision), "rows": rows, "given": given,
        "files": [{"part": part, "label": _part(part, given, len(files))} for part in files],
        "original": _link(decision.amends), "followers": _followers(decision, user), **_scans(decision),
        "may_scan": may_scan(user, decision), "may_print": given > 0 and may_print(user, decision),
        "may_publish": may_publish(user, decision),
        "may_follow": may_follow(user, decision, at) and any(row["open"] for row in rows),
        "publish_words": dates.at_hour(decision.publish_at) if decision.publish_at else "",
        "is_public": decision.state != DecisionState.DRAFT and decision.published_at is not None,
    }  # fmt: skip


def _link(decision: Decision | None) -> dict[str, str] | None:
    if decision is None:
        return None
    return {"label": decision.reference, "url": reverse("office:decision", args=[decision.pk])}


def _followers(decision: Decision, user: User) -> list[dict[str, str]]:
    """The decisions in reach that correct or take back lines of this one, drafts too."""
    found = Decision.objects.for_user(user).filter(amends=decision).order_by("pk")
    return [
        {"label": f"{one.get_kind_display()}: {one.reference}", "url": reverse("office:decision", args=[one.pk]),
         "state": "" if one.state == DecisionState.ISSUED and one.published_at else _standing(one)}
        for one in found
    ]  # fmt: skip


def _standing(decision: Decision) -> str:
    if decision.state == DecisionState.ISSUED and decision.publish_at:
        return f"chờ công bố lúc {dates.at_hour(decision.publish_at)}"
    return decision.state_label.lower()


def _scans(decision: Decision) -> dict[str, Any]:
    """The scan of the signed paper, and those it took the place of."""
    kept = [_scan(one) for one in decision.files.all()]
    return {
        "scan": next((one for one in kept if not one["removed"]), None),
        "old_scans": [one for one in kept if one["removed"]],
    }  # fmt: skip


def _scan(scan: DecisionFile) -> dict[str, Any]:
    return {
        "name": scan.name, "url": reverse("office:decision-scan-file", args=[scan.decision_id, scan.pk]),
        "note": f"{scan.added_by} thêm lúc {dates.at_hour(scan.added_at)}", "removed": scan.removed_at is not None,
        "sha256": scan.sha256,
    }  # fmt: skip


def _part(part: int, given: int, files: int) -> str:
    if files == 1:
        return f"Tải cả {given} giấy"
    return f"Giấy {(part - 1) * BATCH + 1}–{min(part * BATCH, given)}"


def _row(item: DecisionItem, decision: Decision) -> dict[str, Any]:
    frozen, dossier = bool(item.title), item.dossier
    item.decision = decision
    certificate = getattr(item, "certificate", None)
    holder = (item.holder_name or item.unit_name) if frozen else (dossier.holder_name or dossier.unit_name)
    return {
        "order": item.order, "title": item.title or dossier.title, "dossier": item.dossier_id, "holder": holder,
        "unit": item.unit_name if frozen else dossier.unit_name, "kind": dossier.get_holder_kind_display(),
        "result": achieved(item), "certificate": certificate,
        "code": codes.shown(certificate.code) if certificate else "",
        "void": certificate is not None and certificate.state != CertificateState.VALID,
        "ended": _link(item.ended_by), "open": item.ended_by_id is None, "about": _about(item),
    }  # fmt: skip


def _about(item: DecisionItem) -> str:
    """Which line it corrects or takes back, what that said, and why."""
    if item.about is None:
        return ""
    before = item.about
    said = f": “{before.title}”, {before.holder_name}" if item.decision.kind == DecisionKind.AMEND else ""
    reason = reason_of(item)
    return f"Dòng {before.order}, {before.decision.reference}{said}{f'. Lý do: {reason}' if reason else ''}"


def _facts(decision: Decision) -> list[dict[str, str]]:
    day = decision.date_text or (dates.short(decision.signed_on) if decision.signed_on else "")
    signer = ", ".join(part for part in (decision.capacity, decision.signer_title, decision.signer_name) if part)
    pairs = {
        "Số, ký hiệu": decision.number or "Chưa rõ số", "Ngày ban hành": day, "Cơ quan ban hành": decision.body,
        "Người ký": signer, "Loại": decision.get_kind_display(), "Thể thức": decision.get_layout_display(),
        "Đợt thi đua": decision.campaign.name if decision.campaign else "",
        "Công bố": dates.at_hour(decision.published_at) if decision.published_at else "",
    }  # fmt: skip
    return [{"label": label, "value": value} for label, value in pairs.items() if value]
