"""What a new decision says before anyone edits it, by the kind of unit that issues it, and the counts it cites."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from danvan.criteria.enums import Track
from danvan.decisions.actions import Words
from danvan.decisions.enums import Authority, DecisionKind, Layout
from danvan.dossiers.enums import Holder
from danvan.dossiers.models import Campaign, Dossier, Stage
from danvan.kit.numbers import two_digits
from danvan.units.enums import UnitKind
from danvan.units.models import Unit

COUNT_MARK = "[số lượng]"  # stands in the articles of a draft for the counts of its list
_PLACES = {"Tỉnh ủy": "tỉnh", "Huyện ủy": "huyện", "Thị ủy": "thị xã", "Thành ủy": "thành phố"}


@dataclass(frozen=True)
class Tally:
    """How many of each kind stand on a list."""

    collective: int = 0
    individual: int = 0
    committees: int = 0
    agencies: int = 0

    @property
    def models(self) -> int:
        return self.collective + self.individual

    @property
    def total(self) -> int:
        return self.models + self.committees + self.agencies


def tally(dossiers: Iterable[Dossier]) -> Tally:
    """Count a list by track and holder."""
    counts = {"collective": 0, "individual": 0, "committees": 0, "agencies": 0}
    for dossier in dossiers:
        models = "individual" if dossier.holder_kind == Holder.INDIVIDUAL else "collective"
        counts[{Track.COMMUNE: "committees", Track.AGENCY: "agencies"}.get(Track(dossier.track), models)] += 1
    return Tally(**counts)


def period(campaign: Campaign | None, stage: Stage | None = None) -> str:
    """The years a decision speaks of: "năm 2026", "giai đoạn 2018–2020"; empty when it has neither."""
    span = stage or campaign
    if span is None:
        return ""
    if span.first_year == span.last_year:
        return f"năm {span.last_year}"
    return f"giai đoạn {span.first_year}–{span.last_year}"


def counted(count: Tally, kind: str, years: str) -> str:
    """The counts as an article says them: "75 mô hình “Dân vận khéo” năm 2020, gồm 46 … và 29 …"."""
    if not count.total:
        return "…"
    if kind == DecisionKind.COMMEND:
        groups = count.collective + count.committees + count.agencies
        return _joined(" và ", (groups, "tập thể"), (count.individual, "cá nhân"))
    both = _joined(" và ", (count.collective, "mô hình tập thể"), (count.individual, "mô hình cá nhân"))
    models = f"{two_digits(count.models)} mô hình “Dân vận khéo” {years}, gồm {both}" if count.models else ""
    titles = _joined(
        "; ", (count.committees, f"đảng bộ xã, phường, thị trấn “Dân vận khéo” {years}"),
        (count.agencies, f"cơ quan, đơn vị “Dân vận khéo” {years}"),
    )  # fmt: skip
    return "; ".join(part for part in (models, titles) if part)


def _joined(between: str, *counts: tuple[int, str]) -> str:
    """Two-figure counts with their nouns; what is nought is left out."""
    return between.join(f"{two_digits(count)} {noun}" for count, noun in counts if count)


def filled(text: str, count: Tally, kind: str, years: str) -> str:
    """The articles with their counts written in."""
    return text.replace(COUNT_MARK, counted(count, kind, years))


def place_of(unit: Unit) -> str:
    """Where a unit issues its papers: "Chợ Đồn" for "Huyện ủy Chợ Đồn"."""
    for head in (*_PLACES, "tỉnh", "huyện"):
        _, found, after = unit.name.rpartition(f"{head} ")
        if found:
            return after
    return ""


def starting(
    unit: Unit, kind: str, campaign: Campaign | None, *, advisory: str = "", stage: Stage | None = None,
    authority: str = "",
) -> Words:  # fmt: skip
    """The words of a new draft, all of them there to be edited. ``advisory`` is the body that prepares it;
    ``authority`` whose act a commendation is, where that is known."""
    board = advisory or board_of(unit, campaign or stage)
    of_state = unit.kind in {UnitKind.PROVINCE, UnitKind.DISTRICT} and authority != Authority.PARTY
    if kind == DecisionKind.COMMEND and of_state:
        return _state(unit, period(campaign, stage), board)
    return _party(unit, kind, campaign, board, period(campaign, stage))


def board_of(unit: Unit, span: Campaign | Stage | None) -> str:
    """The board that prepares such papers: joined with that of propaganda in 2025 (domain.md §1.1)."""
    name = "Ban Dân vận" if span and span.last_year < 2025 else "Ban Tuyên giáo và Dân vận"
    head = next((head for head in (*_PLACES, "Đảng ủy") if unit.name.startswith(head)), "")
    return f"{name} {head}".strip()


def _party(unit: Unit, kind: str, campaign: Campaign | None, board: str, years: str) -> Words:
    above = unit.parent if unit.kind != UnitKind.PROVINCE else None
    committee = unit.name
    commends = kind == DecisionKind.COMMEND
    what = f"khen thưởng trong phong trào thi đua “Dân vận khéo” {years}"
    aim = what if commends else f"công nhận mô hình, đơn vị “Dân vận khéo” {years}"
    first = f"Tặng Giấy khen cho {COUNT_MARK} có thành tích trong phong trào thi đua “Dân vận khéo” {years}"
    second = "trao giấy khen và theo dõi" if commends else "cấp giấy công nhận, cập nhật sổ vàng và hướng dẫn"
    bases = [
        "Căn cứ Điều lệ Đảng Cộng sản Việt Nam",
        f"Căn cứ Quy chế làm việc của Ban Chấp hành Đảng bộ, Ban Thường vụ {committee}",
        *(_basis(line.strip()) for line in (campaign.basis if campaign else "").splitlines() if line.strip()),
        f"Xét đề nghị của {board}",
    ]
    articles = [
        f"Điều 1. {first if commends else f'Công nhận {COUNT_MARK}'} (có danh sách kèm theo).",
        f"Điều 2. {board} {second} các đơn vị duy trì, nhân rộng mô hình.",
        f"Điều 3. Văn phòng {committee}, {board}, các cấp ủy trực thuộc và các tập thể, cá nhân có tên trong danh "
        "sách chịu trách nhiệm thi hành Quyết định này.",
        "Quyết định này có hiệu lực kể từ ngày ký.",
    ]
    return Words(
        body=f"Ban Thường vụ {committee}", summary=f"về việc {aim}".strip(),
        superior_body=f"Đảng bộ tỉnh {place_of(above)}" if above else "", layout=Layout.PARTY_36,
        place=place_of(unit), capacity="T/M BAN THƯỜNG VỤ", signer_title="PHÓ BÍ THƯ", bases="\n".join(bases),
        articles="\n".join(articles), recipients=f"Như Điều 3\nLưu Văn phòng {committee}",
    )  # fmt: skip


def _basis(line: str) -> str:
    return line if line.lower().startswith("căn cứ") else f"Căn cứ {line}"


def _state(unit: Unit, years: str, board: str) -> Words:
    head = next((name for name in _PLACES if unit.name.startswith(name)), "")
    place = f"{_PLACES.get(head, '')} {place_of(unit)}".strip()
    award = award_of(unit, DecisionKind.COMMEND)
    body = f"Ủy ban nhân dân {place}"
    return Words(
        body=body, layout=Layout.STATE_30, place=place_of(unit), capacity="CHỦ TỊCH",
        summary=f"Về việc khen thưởng trong phong trào thi đua “Dân vận khéo” {years}".strip(),
        bases="\n".join([
            "Căn cứ Luật Tổ chức chính quyền địa phương", "Căn cứ Luật Thi đua, khen thưởng",
            f"Xét đề nghị của {board}",
        ]),
        articles="\n".join([
            f"Điều 1. Tặng {award} cho {COUNT_MARK} có thành tích trong phong trào thi đua “Dân vận khéo” {years} "
            "(có danh sách kèm theo).",
            "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.",
            f"Điều 3. Chánh Văn phòng {body}, thủ trưởng các cơ quan, đơn vị liên quan và các tập thể, cá nhân có "
            "tên trong danh sách chịu trách nhiệm thi hành Quyết định này.",
        ]),
        recipients="Như Điều 3\nLưu: VT",
    )  # fmt: skip


def award_of(unit: Unit, kind: str) -> str:
    """The paper that a commendation gives; a recognition gives none by that name."""
    if kind != DecisionKind.COMMEND:
        return ""
    return "Bằng khen" if unit.kind == UnitKind.PROVINCE else "Giấy khen"
