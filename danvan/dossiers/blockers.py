"""What is still missing before a step can be taken: each function returns a sentence, or ""."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from danvan.dossiers.enums import CardState, Voice, WindowStage
from danvan.dossiers.models import Dossier
from danvan.dossiers.voices import last_voice

REQUIRED = {
    "title": "tên mô hình", "situation": "thực trạng, lý do", "objectives": "mục tiêu, tiêu chí",
    "method": "nội dung, cách thức", "place": "địa bàn, đối tượng", "forces": "lực lượng thực hiện",
    "resources": "nguồn lực", "schedule": "thời gian", "outputs": "sản phẩm, kết quả đầu ra",
    "holder_name": "tập thể, cá nhân đăng ký", "contact": "người phụ trách",
}  # fmt: skip


def missing_items(dossier: Dossier) -> list[tuple[str, str]]:
    """The compulsory items not yet filled in, as (field name, Vietnamese label), in the order of the form."""
    if not dossier.is_model:
        return [] if dossier.contact.strip() else [("contact", "người phụ trách")]
    missing = [(name, label) for name, label in REQUIRED.items() if not str(getattr(dossier, name)).strip()]
    if dossier.theme_id is None:
        missing.insert(1 if missing[:1] == [("title", "tên mô hình")] else 0, ("theme", "lĩnh vực"))
    return missing


def content_missing(dossier: Dossier, at: datetime) -> str:
    """Names every compulsory item that is empty (domain.md §1.4)."""
    labels = [label for _, label in missing_items(dossier)]
    return f"Còn thiếu: {'; '.join(labels)}." if labels else ""


def _closed(dossier: Dossier, stage: str, at: datetime) -> str:
    window = dossier.campaign.windows.filter(stage=stage).first()
    if window is None or window.opens_at <= at <= window.closes_at:
        return ""
    if at < window.opens_at:
        return f"{window.get_stage_display()} mở từ {timezone.localtime(window.opens_at):%H:%M ngày %d/%m/%Y}."
    return f"{window.get_stage_display()} đã đóng lúc {timezone.localtime(window.closes_at):%H:%M ngày %d/%m/%Y}."


def registration_closed(dossier: Dossier, at: datetime) -> str:
    return _closed(dossier, WindowStage.REGISTER, at)


def report_closed(dossier: Dossier, at: datetime) -> str:
    return _closed(dossier, WindowStage.REPORT, at)


def _unsigned(dossier: Dossier, voice: str, sentence: str) -> str:
    if not dossier.campaign.tracks.filter(track=dossier.track, version__isnull=False).exists():
        return ""
    return "" if dossier.cards.filter(voice=voice, state=CardState.SIGNED).exists() else sentence


def self_card_unsigned(dossier: Dossier, at: datetime) -> str:
    return _unsigned(dossier, Voice.SELF, "Phiếu tự chấm chưa ký.")


def superior_card_unsigned(dossier: Dossier, at: datetime) -> str:
    return _unsigned(dossier, Voice.SUPERIOR, "Phiếu chấm của cấp trên chưa ký.")


def last_card_unsigned(dossier: Dossier, at: datetime) -> str:
    return _unsigned(dossier, last_voice(dossier), "Phiếu thẩm định chưa ký.")


def below_threshold(dossier: Dossier, at: datetime) -> str:
    """A dossier whose final card does not pass cannot be approved."""
    card = dossier.cards.filter(is_final=True).first()
    if card is None or card.is_pass:
        return ""
    return "Phiếu thẩm định chưa đạt ngưỡng hoặc trượt tiêu chí điểm liệt, không duyệt công nhận được."
