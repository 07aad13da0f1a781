"""The letter that tells a unit its result (thông báo kết quả): the conclusion, its reasons, how to complain."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from danvan.appeals.queries import last_day
from danvan.dossiers.enums import State
from danvan.dossiers.models import Dossier, Refusal
from danvan.dossiers.refused import last_refusal
from danvan.dossiers.refusing import final_card
from danvan.dossiers.results import COUNTING, measures
from danvan.kit import dates
from danvan.kit.vi import slug
from danvan.ledger.models import Event
from danvan.papers.issuers import issuer
from danvan.papers.official import Plain, official
from danvan.papers.paper import Paper
from danvan.papers.parts import Body, Column, Part, grid, parted

_CONCLUDED = {
    State.APPROVED: "đủ điều kiện công nhận “Dân vận khéo”",
    State.DECLINED: "chưa được công nhận “Dân vận khéo”",
}  # fmt: skip


def result_paper(dossier: Dossier) -> Paper | None:
    """The letter of a concluded dossier, or nothing before there is a conclusion. It carries no number: the clerk's."""
    if dossier.state not in _CONCLUDED:
        return None
    host, refusal = dossier.campaign.keeper, last_refusal(dossier)
    declined = dossier.state == State.DECLINED
    day = timezone.localdate(_concluded_at(dossier))
    head = issuer(host, dossier.campaign, day)
    page = official(Plain(
        layout=head.layout, body=head.body, superior_body=head.superior, place=head.place, signed_on=day, kind="TB",
        type_name="THÔNG BÁO", summary=f"kết quả thẩm định hồ sơ “Dân vận khéo” năm {dossier.year}", year=day.year,
        addressee=dossier.unit_name, text=_text(dossier), capacity=head.body, recipients=f"Như trên\nLưu {head.body}",
        note="Dữ liệu minh họa." if dossier.is_illustrative else "",
    ))  # fmt: skip
    parts = _reasons(refusal) if declined and refusal else ()
    body = Body(parts, closing=_closing(refusal) if declined and refusal else ())
    name = f"thong-bao-ket-qua-{dossier.pk}-{slug(dossier.unit_name, 40)}.pdf"
    return parted(page, body, title=f"Thông báo kết quả, {dossier.title}", filename=name)


def _concluded_at(dossier: Dossier) -> datetime:
    """The moment of the conclusion that stands."""
    events = Event.objects.filter(subject=Event.subject_of(dossier), after=dossier.state).order_by("-pk")
    return events.values_list("at", flat=True).first() or dossier.created_at


def _text(dossier: Dossier) -> str:
    what = f"mô hình “{dossier.title}” của {dossier.holder_name or dossier.unit_name}"
    if not dossier.is_model:
        what = f"hồ sơ danh hiệu {dossier.get_track_display()} của {dossier.unit_name}"
    conclusion = _CONCLUDED[State(dossier.state)]
    lines = [f"Sau khi thẩm định, {dossier.campaign.keeper.name} thông báo: {what} {conclusion} ({dossier.campaign})."]
    if reached := _reached(dossier):
        lines.append(f"Kết quả thẩm định: {reached}.")
    if dossier.assessed_as:
        lines.append(f"Kết quả bình xét: {dossier.assessed_as}.")
    if dossier.recognised_on:
        lines.append(f"Đã được công nhận theo {dossier.recognised_by}.")
    return "\n".join(lines)


def _reached(dossier: Dossier) -> str:
    card = final_card(dossier)
    if card is None:
        return ""
    return measures([card.version_id]).get(card.version_id, COUNTING).words(card.marks, card.points, card.grade)


def _reasons(refusal: Refusal) -> tuple[Part, ...]:
    """The general reason, and those by criterion as a table."""
    points = list(refusal.points.select_related("criterion").order_by("criterion__order"))
    general = Part("", tuple(line for line in refusal.note.splitlines() if line.strip()))
    if not points:
        return (Part("", ("Lý do:",)), general)
    columns = [Column("Số", "number"), Column("Tiêu chí"), Column("Lý do")]
    rows = [[str(one.criterion.order), one.criterion.title, one.reason] for one in points]
    return (Part("", ("Lý do:",)), general, Part("", (), grid(columns, rows)))


def _closing(refusal: Refusal) -> tuple[str, ...]:
    until: date | None = last_day(refusal)
    if until is None:
        return ()
    return (f"Đơn vị có thể gửi kiến nghị xem lại trên cổng đến hết ngày {dates.short(until)}.",)
