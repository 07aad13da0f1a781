"""The answers to a code: the certificate is real, there is none, it no longer holds; or too much was asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from danvan.criteria.enums import Track
from danvan.decisions.checking import ending_line
from danvan.decisions.enums import CertificateState
from danvan.decisions.kinds import commends
from danvan.decisions.models import Certificate, Decision, DecisionItem
from danvan.decisions.naming import reason_of
from danvan.dossiers.enums import Holder
from danvan.dossiers.naming import printed_holder, printed_text, public_title
from danvan.kit import codes, dates
from danvan.portal import links
from danvan.portal.rows import together
from danvan.portal.story import Fact


@dataclass(frozen=True)
class Verdict:
    """One answer; ``kind`` is real, none or void."""

    kind: str
    state_kind: str
    state_label: str
    title: str
    text: str = ""
    year: int = 0
    facts: list[Fact] = field(default_factory=list)
    url: str = ""
    url_label: str = ""


def missing(typed: str) -> Verdict:
    """There is no such certificate; a slip of one character is told apart from a code we never gave."""
    code = codes.normalise(typed)
    if len(code) != codes.LENGTH:
        text = f"Mã gồm đúng {codes.LENGTH} ký tự, in dưới mã QR trên giấy. Mã vừa nhập có {len(code)} ký tự."
    elif not codes.check(code):
        text = (
            "Trong mã có ký tự bị nhầm hoặc đổi chỗ: ký tự kiểm tra không khớp. "
            "Mã không có chữ O, chữ I, số 0 và số 1; hãy xem lại trên giấy."
        )
    else:
        text = (
            "Mã viết đúng kiểu nhưng không có trong sổ. "
            "Nếu mã này in trên một tờ giấy, hãy báo cho Ban Dân vận nơi ghi trên giấy."
        )
    return Verdict(
        "none", "idle", f"Mã {codes.shown(code)[:24]}", "Không có giấy nào mang mã này", text,
        url=links.check(), url_label="Nhập lại mã",
    )  # fmt: skip


def too_often(seconds: int) -> Verdict:
    """Too many codes were tried in this minute."""
    text = f"Mỗi phút chỉ kiểm tra được một số mã nhất định từ cùng một nơi. Hãy thử lại sau {seconds} giây."
    return Verdict("none", "idle", "Tạm dừng kiểm tra", "Bạn đã kiểm tra quá nhiều mã", text)


def found(certificate: Certificate, at: datetime) -> Verdict:
    """What a certificate is for, by which decision, and whether it holds."""
    item = certificate.item
    decision, commended = item.decision, commends(item.decision)
    noun = "Giấy khen" if commended else "Giấy công nhận"
    year = decision.signed_on.year if decision.signed_on else item.year or at.year
    if certificate.state == CertificateState.VALID:
        return Verdict(
            "real", "rec", "Có trong sổ vàng, còn hiệu lực", f"{noun} này là thật", year=year,
            facts=_facts(certificate, at, commended=commended),
        )  # fmt: skip
    ended, later = item.ended_by, ending_line(item)
    how = "Đã thay thế" if certificate.state == CertificateState.REPLACED else "Đã thu hồi"
    day = f" ngày {dates.short(ended.signed_on)}" if ended and ended.signed_on else ""
    new = getattr(later, "certificate", None) if later else None
    url, label = (links.decision(ended.pk), f"Xem {ended.reference}") if ended else ("", "")
    return Verdict(
        "void", "late", f"{how}{day}", "Giấy này không còn hiệu lực", _ended_words(how, ended, later), year=year,
        facts=_facts(certificate, at, commended=commended, new=new), url=url, url_label=label,
    )  # fmt: skip


def _ended_words(how: str, ended: Decision | None, later: DecisionItem | None) -> str:
    """By which decision a certificate ended, and why."""
    if ended is None:
        return f"{how}."
    reason = printed_text(later.dossier, reason_of(later), later.holder_name).rstrip(".") if later else ""
    return f"{how} theo {ended.reference}. {f'Lý do: {reason}.' if reason else 'Lý do được ghi trong quyết định.'}"


def _facts(
    certificate: Certificate, at: datetime, *, commended: bool, new: Certificate | None = None
) -> list[Fact]:  # fmt: skip
    """The record of a certificate; ``new`` is the one that took its place."""
    item, now = certificate.item, timezone.localtime(at)
    model = item.dossier.track == Track.MODEL
    public = item.dossier.recognised_on is not None
    where = together(printed_holder(item.dossier, item.holder_name), item.unit_name, item.superior_name)
    told = [
        Fact("Mô hình" if model else "Đơn vị", printed_text(item.dossier, item.title, item.holder_name),
             links.practice(item.dossier_id, public_title(item.dossier)) if model and public else ""),
        Fact("Chủ thể", where),
        Fact("Danh hiệu", _honour(item, commended=commended)),
        Fact("Căn cứ", f"{item.decision.reference}, số thứ tự {item.order:02d} trong danh sách",
             links.decision(item.decision_id)),
        Fact("Giấy mới", codes.shown(new.code) if new else "", links.certificate(codes.shown(new.code)) if new else ""),
        Fact("Số vào sổ", certificate.serial),
        Fact("Mã giấy", f"{codes.shown(certificate.code)}, kiểm tra lúc {now:%H:%M} ngày {dates.short(now.date())}"),
    ]  # fmt: skip
    return [fact for fact in told if fact.value]


def _honour(item: DecisionItem, *, commended: bool) -> str:
    if commended:
        return item.award or "Khen thưởng"
    kind = f", {Holder(item.holder_kind).label.lower()}" if item.holder_kind else ""
    what = Track(item.dossier.track).label
    return f"{what}{f' năm {item.year}' if item.year else ''}{kind if item.dossier.track == Track.MODEL else ''}"
