"""Certificates of recognition and commendation: A4 landscape, one page each, with the code that checks them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.urls import reverse

from danvan.criteria.enums import Track
from danvan.decisions.enums import DecisionKind
from danvan.decisions.kinds import base_kind
from danvan.decisions.models import Certificate, Decision, DecisionItem
from danvan.decisions.wording import period
from danvan.dossiers.enums import Holder
from danvan.dossiers.results import COUNTING, Measure, counted, measures
from danvan.kit import codes
from danvan.kit.vi import slug
from danvan.papers.fitting import largest
from danvan.papers.heads import Head, cited, head, unbroken
from danvan.papers.paper import Paper, paper

BATCH = 25  # certificates in one file: a few seconds of work even on a small machine
NAME_SIZES = (37, 33, 29, 26, 23, 20)  # points; each has its class in certificate.css
NAME_ROOM = 690.0  # points on one line inside the frame
# A title is spoken of by the kind of unit that holds it.
_HONOURS = {Track.COMMUNE: "Đảng bộ", Track.AGENCY: "Cơ quan, đơn vị"}
_COMMUNE_WORDS = ("xã", "phường", "thị trấn")


@dataclass(frozen=True)
class Page:
    """One certificate, ready to print."""

    head: Head
    heading: str
    giver: str
    name: str
    name_size: int
    where: str
    honour: str
    practice: str
    marks: str
    groups: Sequence[int] | None
    points: str
    achieved: str
    year: int | None
    code: str
    check_url: str
    serial: str
    reference: str
    note: str


def certificates_paper(certificates: Sequence[Certificate], *, bare: bool = False) -> Paper:
    """Certificates in the order given, in one file; each is read with its item, decision and dossier."""
    by = measures(version_of(certificate) for certificate in certificates)
    pages = [page(certificate, by) for certificate in certificates]
    title = f"{pages[0].heading.capitalize()} {pages[0].serial}" if pages else "Giấy công nhận"
    return paper(
        "certificate",
        {"pages": pages, "title": title, "bare": bare},
        css=("certificate",),
        filename=_filename(certificates),
    )


def bare_paper(certificates: Sequence[Certificate]) -> Paper:
    """The same without what every sheet has alike: the ground, the emblem and the seal, laid under them afterwards."""
    whole = certificates_paper(certificates, bare=True)
    return replace(whole, css=(*whole.css, "certificate_bare"))


def ground_paper(year: int | None) -> Paper:
    """What certificates of one year of the seal have alike, on one sheet."""
    return paper("certificate_ground", {"year": year, "title": "Nền giấy"}, css=("certificate",), filename="nen.pdf")


def page(certificate: Certificate, by: Mapping[int, Measure]) -> Page:
    """What one certificate says."""
    item = certificate.item
    decision, is_title = item.decision, not item.dossier.is_model
    commends = base_kind(decision) == DecisionKind.COMMEND
    name = item.unit_name if is_title else item.holder_name
    shows_marks = is_title and not commends and bool(item.marks)
    return Page(
        head=head(decision), heading=_heading(decision, item.award).upper(),
        giver=f"{decision.body} {'tặng' if commends else 'công nhận'}", name=name,
        name_size=largest(name, NAME_SIZES, NAME_ROOM), where=_where(certificate, name),
        honour=unbroken(_honour(certificate)), practice="" if is_title else item.title,
        marks=item.marks if shows_marks else "", groups=by.get(version_of(certificate), COUNTING).sizes,
        points=item.result.partition(" ")[0] if shows_marks else "",
        achieved=f"Đạt {_achieved(item)}" if shows_marks else "",
        year=seal_year(certificate),
        code=codes.shown(certificate.code), check_url=check_url(certificate), serial=certificate.serial,
        reference=cited(decision), note=_note(decision),
    )  # fmt: skip


def _achieved(item: DecisionItem) -> str:
    return item.result or counted(item.marks).replace("/", " trên ")


def check_url(certificate: Certificate) -> str:
    """Where anyone checks the certificate; the QR code says it."""
    return f"{settings.SITE_URL}{reverse('portal:certificate', args=[codes.shown(certificate.code)])}"


def version_of(certificate: Certificate) -> int:
    """The criteria version of the final card (prefetched), or nought."""
    return next((card.version_id for card in certificate.item.dossier.cards.all() if card.is_final), 0)


def _heading(decision: Decision, award: str) -> str:
    if base_kind(decision) == DecisionKind.COMMEND:
        return award or "Giấy khen"
    return "Giấy công nhận"


def _years(certificate: Certificate) -> str:
    """The stage when the decision closes one, else the year of the dossier."""
    decision, year = certificate.item.decision, certificate.item.year
    campaign = decision.campaign
    if decision.stage or year is None or (campaign and campaign.first_year != campaign.last_year):
        return period(campaign, decision.stage)
    return f"năm {year}"


def _honour(certificate: Certificate) -> str:
    """What it is given for; a title is named after the holder: "Đảng bộ xã “Dân vận khéo” năm 2020"."""
    item, years = certificate.item, _years(certificate)
    if base_kind(item.decision) == DecisionKind.COMMEND:
        years = period(item.decision.campaign, item.decision.stage) or years
        return f"đã có thành tích trong phong trào thi đua “Dân vận khéo” {years}"
    if item.dossier.is_model:
        who = "cá nhân" if item.holder_kind == Holder.INDIVIDUAL else "tập thể"
        return f"{who} có mô hình “Dân vận khéo” {years}"
    honour = _HONOURS[Track(item.dossier.track)]
    kind = next((word for word in _COMMUNE_WORDS if f" {word} " in f" {item.unit_name} "), "")
    held = f"{honour} {kind}" if kind and item.dossier.track == Track.COMMUNE else honour
    return f"đạt danh hiệu {held} “Dân vận khéo” {years}"


def _where(certificate: Certificate, name: str) -> str:
    """The unit and its superior under the name, without repeating what the name says."""
    item = certificate.item
    parts = [part for part in (item.unit_name, item.superior_name) if part and part != name]
    return ", ".join(parts)


def seal_year(certificate: Certificate) -> int | None:
    """The year in which it was written into the book; a commendation alone writes nothing."""
    decision = certificate.item.decision
    commends = base_kind(decision) == DecisionKind.COMMEND
    written_on = certificate.item.dossier.recognised_on if commends else decision.signed_on
    return written_on.year if written_on else None


def _note(decision: Decision) -> str:
    """What keeps an extract or a sample from passing for the signed paper."""
    if decision.is_archive:
        return "Bản trích từ sổ vàng, ghi lại theo văn bản cũ."
    return "Dữ liệu minh họa." if decision.is_illustrative else ""


def _filename(certificates: Sequence[Certificate]) -> str:
    if len(certificates) == 1:
        return f"giay-{slug(codes.shown(certificates[0].code))}.pdf"
    number = certificates[0].item.decision.number_key if certificates else ""
    return f"giay-quyet-dinh-{number or 'cu'}.pdf"
