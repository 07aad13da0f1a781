"""What the page of an import says: how many rows of each kind, the rows themselves, what can be done next."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse

from danvan.dossiers.models import Campaign
from danvan.exchange.models import Import
from danvan.exchange.preview import ALIKE, ASK, CONVERTED, SAME, Preview, RowPreview
from danvan.office.forms_imports import ALL, OUTCOMES

_ASKED = {
    CONVERTED: (
        "dòng có chữ kiểu cũ",
        "Tệp gõ bằng phông TCVN3 (ABC) hoặc VNI. Cổng đã chuyển sang chữ Unicode; mỗi ô ghi rõ chữ trong tệp và chữ "
        "sau khi chuyển ở bảng trên. Các dòng này chưa được ghi cho đến khi bạn đồng ý.",
        "Tôi đã xem phần chuyển mã, các ô đều đúng",
    ),
    ALIKE: (
        "dòng gần giống mô hình đã đăng ký",
        "Mỗi dòng ghi rõ giống hồ sơ nào. Nếu là cùng một mô hình, hãy sửa tên trong tệp cho như đã có rồi gửi lại.",
        "Tôi đã xem, đây là những mô hình khác",
    ),
}

PAGE_SIZE = 50
FEW = 5  # new rows whose cells are all in sight without a click


def line_of(staged: Import) -> dict[str, Any]:
    """One import in the list of those sent."""
    return {
        "name": staged.name, "url": reverse("office:import-preview", args=[staged.key]),
        "campaign": staged.campaign.name, "at": staged.created_at, "applied_at": staged.applied_at,
        "undone_at": staged.undone_at, "stored": stored(staged),
    }  # fmt: skip


def stored(staged: Import) -> str:
    """What storing an import did, in words."""
    scores = f", {staged.applied_scores} dòng tự chấm" if staged.applied_scores else ""
    return f"{staged.applied_new} hồ sơ mới, {staged.applied_changed} hồ sơ thay đổi{scores}"


def shown(preview: Preview, chosen: str) -> list[RowPreview]:
    """The rows of one kind; unasked, all but those that are stored already, unless there are no others."""
    if chosen in ("", ALL):
        return [row for row in preview.rows if not chosen and row.outcome != SAME] or list(preview.rows)
    return [row for row in preview.rows if row.outcome == chosen]


def questions(preview: Preview) -> list[dict[str, Any]]:
    """What waits for the reader, each question with how many rows it holds back."""
    found = [(question, len(preview.asking(question)), *words) for question, words in _ASKED.items()]
    return [
        {"value": question, "title": f"{count} {title}", "text": text, "consent": consent}
        for question, count, title, text, consent in found
        if count
    ]


def context_of(staged: Import, campaign: Campaign, preview: Preview, asked: dict[str, Any]) -> dict[str, Any]:
    """The page of one import, narrowed as asked."""
    chosen = asked["loai"]
    rows = shown(preview, chosen)
    counts = [(outcome, label, getattr(preview, outcome)) for outcome, label in OUTCOMES]
    counts = [(outcome, label, count) for outcome, label, count in counts if count or outcome != ASK]
    return {
        "staged": staged, "campaign": campaign,
        "counts": [{"key": o, "label": label, "count": n, "url": f"?loai={o}"} for o, label, n in counts],
        "tabs": [
            {"label": "Cần để ý", "url": "?", "current": not chosen, "count": len(shown(preview, ""))},
            *({"label": label, "url": f"?loai={o}", "current": chosen == o, "count": n} for o, label, n in counts),
            {"label": "Tất cả", "url": f"?loai={ALL}", "current": chosen == ALL, "count": len(preview.rows)},
        ],
        "pager": Paginator(rows, PAGE_SIZE).get_page(asked["page"] or 1), "opened": len(rows) <= FEW,
        "base": f"loai={chosen}&" if chosen else "", "notes": [note for note in preview.sheets if not note.is_read],
        "to_store": preview.to_store, "wrong": preview.wrong, "total": len(preview.rows), "seen": preview.fingerprint,
        "undo_url": reverse("office:import-undo", args=[staged.key]), "wrong_about": f"({preview.wrong} dòng)",
        "agree_url": reverse("office:import-agree", args=[staged.key]),
        "wrong_url": reverse("office:import-wrong", args=[staged.key]),
        "stored": stored(staged), "questions": questions(preview), "unread": "; ".join(preview.unread),
    }  # fmt: skip
