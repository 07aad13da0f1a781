"""The registration of a dossier (bản đăng ký) with the ten items of its content (domain.md §1.4)."""

from __future__ import annotations

from django.utils import timezone

from danvan.dossiers.enums import State
from danvan.dossiers.models import Dossier, Revision
from danvan.kit.vi import slug
from danvan.papers.official import Plain, official
from danvan.papers.paper import Paper
from danvan.papers.parts import Body, Pair, Part, numbered, parted
from danvan.papers.profiles import PARTY, profile_for

_ITEMS = (
    ("situation", "Thực trạng, lý do"), ("objectives", "Mục tiêu, tiêu chí"), ("method", "Nội dung, cách thức"),
    ("place", "Địa bàn, đối tượng"), ("forces", "Lực lượng thực hiện"), ("resources", "Nguồn lực"),
    ("schedule", "Thời gian"), ("outputs", "Sản phẩm, kết quả đầu ra"), ("upkeep", "Khả năng duy trì, nhân rộng"),
    ("contact", "Người phụ trách"),
)  # fmt: skip


def registration_paper(dossier: Dossier) -> Paper:
    """The registration as it was last sent; what was never sent is a draft."""
    revision = dossier.revisions.order_by("number").last()
    day = timezone.localdate(revision.sent_at if revision else dossier.created_at)
    unit = dossier.unit_name
    page = official(Plain(
        layout=profile_for(PARTY, day).code, body=unit, superior_body=dossier.superior_name,
        signed_on=dossier.registered_on or (day if revision else None), year=dossier.year, type_name="BẢN ĐĂNG KÝ",
        summary=f"{_what(dossier)} năm {dossier.year}", is_draft=revision is None or dossier.state == State.DRAFT,
        note="Dữ liệu minh họa." if dossier.is_illustrative else "",
    ))  # fmt: skip
    head = dossier.head_name if dossier.head_edition == dossier.edition else ""
    pair = Pair("NGƯỜI LẬP", "", "NGƯỜI ĐỨNG ĐẦU", head)
    name = f"ban-dang-ky-{dossier.pk}-{slug(unit, 40)}.pdf"
    return parted(
        page, Body(_parts(dossier, revision), pair=pair), title=f"Bản đăng ký, {dossier.title}", filename=name
    )


def _what(dossier: Dossier) -> str:
    return "mô hình “Dân vận khéo”" if dossier.is_model else f"danh hiệu {dossier.get_track_display()}"


def _parts(dossier: Dossier, revision: Revision | None) -> tuple[Part, ...]:
    """What it is and whose, then each item that says something, as sent."""
    said = revision.content if revision else {}

    def value(name: str) -> str:
        return str(said.get(name) or getattr(dossier, name) or "")

    theme = said.get("theme") or (dossier.theme.name if dossier.theme else "")
    about = [
        ("Tên mô hình", value("title") if dossier.is_model else ""), ("Lĩnh vực", theme),
        ("Tập thể, cá nhân", value("holder_name")), ("Loại", dossier.get_holder_kind_display()),
        ("Đăng ký", dossier.get_continuity_display()), ("Đơn vị", dossier.unit_name),
        ("Số tiêu chí đăng ký đạt", str(dossier.target_count or "")),
    ]  # fmt: skip
    lines = tuple(f"{label}: {text}" for label, text in about if text)
    items = [Part(label, tuple(value(name).splitlines())) for name, label in _ITEMS if value(name).strip()]
    return numbered([Part("Thông tin chung", lines), *items])
