"""The receipt of one sending (biên nhận): its number, the minute, who sent what to whom, and a mark of the content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from danvan.dossiers.models import Dossier, Revision
from danvan.kit import dates
from danvan.ledger.models import Event
from danvan.papers.paper import Paper, paper

SENDINGS = ("submit", "report")
MARK = 16  # characters of the mark of the content


@dataclass(frozen=True)
class Receipt:
    """The whole paper, ready to show and to print."""

    number: str
    taker: str  # the board the dossier was sent to
    sent_at: str  # to the minute, by the clock of the server
    rows: Sequence[tuple[str, str]]


def receipt_number(dossier: Dossier) -> str:
    """The number of the receipt of the newest sending of a dossier."""
    return f"{dossier.pk}-{dossier.revisions.count()}"


def content_mark(content: Mapping[str, str]) -> str:
    """A mark that changes with any letter of the content: "3f2a 91c0 …"."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(text.encode()).hexdigest()[:MARK]
    return " ".join(digest[at : at + 4] for at in range(0, MARK, 4))


def receipt_of(revision: Revision) -> Receipt:
    """The receipt of one sending, from what was frozen with it."""
    dossier = revision.dossier
    event = Event.objects.filter(
        subject=Event.subject_of(dossier), verb__in=SENDINGS, at=revision.sent_at
    ).first()  # fmt: skip
    taker = dossier.superior_name or dossier.campaign.organiser.name
    late = dossier.reported_late if event and event.verb == "report" else dossier.registered_late
    local = timezone.localtime(revision.sent_at)
    sent_at = f"{local:%H:%M} ngày {dates.plain(local.date())}"
    rows = [
        ("Việc", event.label if event else "Gửi hồ sơ"), ("Hồ sơ", revision.content.get("title") or dossier.title),
        ("Tập thể, cá nhân", revision.content.get("holder_name", "")), ("Đơn vị", dossier.unit_name),
        ("Đợt thi đua", dossier.campaign.name), ("Gửi lúc", sent_at), ("Người gửi", str(revision.sent_by)),
        ("Nơi nhận", taker), ("Lần gửi", str(revision.number)), ("Mã nội dung", content_mark(revision.content)),
        ("Ghi chú", "Gửi trong thời gian gia hạn, ghi là muộn" if late else ""),
    ]  # fmt: skip
    return Receipt(f"{dossier.pk}-{revision.number}", taker, sent_at, [row for row in rows if row[1]])


def receipt_paper(revision: Revision) -> Paper:
    """The receipt as a page to print."""
    receipt = receipt_of(revision)
    context = {"receipt": receipt, "title": f"Biên nhận số {receipt.number}"}
    return paper("receipt", context, css=("receipt",), filename=f"bien-nhan-{receipt.number}.pdf")
