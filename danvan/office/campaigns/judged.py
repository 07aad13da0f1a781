"""How a campaign is judged, in words: independent cards, ties, the assessment and what may be asked after a refusal."""

from __future__ import annotations

from django.urls import reverse

from danvan.accounts.models import User
from danvan.assessments.queries import campaigns_to_read
from danvan.dossiers.enums import ShareOf
from danvan.dossiers.models import Campaign


def rules(campaign: Campaign) -> list[dict[str, str]]:
    """The rules of judging, as everybody who takes part reads them."""
    share = f"từ {campaign.share_needed} % {ShareOf(campaign.share_of).label.lower()} tán thành"
    asked = "bắt buộc trước khi duyệt" if campaign.asks_assessment else "không bắt buộc"
    days = campaign.appeal_days
    said = [
        ("Phiếu thẩm định", "hai phiếu độc lập mỗi hồ sơ" if campaign.asks_two else "một phiếu mỗi hồ sơ"),
        ("Quan hệ của người thẩm định", "khai trước khi chấm" if campaign.asks_ties else "không phải khai trước"),
        ("Họp bình xét", f"{asked}; cần {share}"),
        ("Kiến nghị xem lại", f"trong {days} ngày từ ngày kết luận không công nhận" if days else "không nhận"),
    ]
    return [{"label": label, "value": value} for label, value in said]


def meetings_url(campaign: Campaign, user: User) -> str:
    """Where the meetings of this campaign are read, for those who read them."""
    mine = campaigns_to_read(user).filter(pk=campaign.pk).exists()
    return f"{reverse('office:assessments')}?dot={campaign.pk}" if mine else ""


def hearing_url(campaign: Campaign, *, runs: bool) -> str:
    """Where its candidates are laid open to everyone, for those who run it while it lives."""
    return reverse("office:consultation-new", args=[campaign.pk]) if runs and not campaign.is_archive else ""
