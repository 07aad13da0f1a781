"""What is still missing before a step can be taken: each function returns a sentence, or ""."""

from __future__ import annotations

from datetime import datetime

from danvan.dossiers.enums import CardState, State, Voice, WindowStage
from danvan.dossiers.models import Dossier
from danvan.dossiers.results import shortfall
from danvan.dossiers.voices import last_voice
from danvan.dossiers.windows import closed

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


def registration_closed(dossier: Dossier, at: datetime) -> str:
    """Registrations are taken while the window of the unit is open, its own extension counted in.

    What a superior gave back may be sent again after the closing: it was there in time.
    """
    return "" if dossier.state == State.RETURNED else closed(dossier, WindowStage.REGISTER, at)


def report_closed(dossier: Dossier, at: datetime) -> str:
    """So are the self-scored cards, and those given back are taken after it."""
    return "" if dossier.state == State.REWORK else closed(dossier, WindowStage.REPORT, at)


def quota_full(dossier: Dossier, at: datetime) -> str:
    """A unit sends no more of a track in a year than the campaign takes from one unit."""
    found = dossier.campaign.tracks.filter(track=dossier.track, at_most__isnull=False)
    most = found.values_list("at_most", flat=True).first()
    if most is None:
        return ""
    same = Dossier.objects.registered().filter(campaign=dossier.campaign, unit=dossier.unit_id, track=dossier.track)
    sent = same.filter(year=dossier.year).exclude(pk=dossier.pk).count()
    if sent < most:
        return ""
    what = "mô hình" if dossier.is_model else "hồ sơ"
    return f"{dossier.unit_name} đã đăng ký {sent} {what}; đợt này mỗi đơn vị đăng ký nhiều nhất {most}."


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


def not_assessed(dossier: Dossier, at: datetime) -> str:
    """Where the campaign asks for it, only what an assessment found worthy by the share of votes is approved."""
    if not dossier.campaign.asks_assessment or dossier.assessed_pass:
        return ""
    if dossier.assessed_pass is None:
        return "Hồ sơ chưa qua họp bình xét."
    return f"Bình xét chưa đủ tỷ lệ tán thành ({dossier.assessed_as})."


def below_threshold(dossier: Dossier, at: datetime) -> str:
    """A dossier whose final card does not pass cannot be approved (domain.md §2.3.4); what is missing is said."""
    card = dossier.cards.filter(is_final=True).select_related("version").first()
    why = shortfall(card) if card else ""
    return f"{why} Không duyệt công nhận được." if why else ""
