"""The list attached to a decision: its lines in groups, as they are printed or, in a draft, as they would be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from danvan.criteria.enums import Track
from danvan.decisions.enums import DecisionKind, DecisionState
from danvan.decisions.models import Decision, DecisionItem
from danvan.decisions.printed import achieved, measures_of, result
from danvan.decisions.wording import counted, period, tally
from danvan.dossiers.enums import Holder
from danvan.dossiers.results import Measure
from danvan.kit.numbers import grouped
from danvan.papers.changed import NOW, Change, changes
from danvan.papers.heads import attached_to, unbroken
from danvan.papers.profiles import Profile

_MODELS = {Holder.COLLECTIVE: "TẬP THỂ", Holder.INDIVIDUAL: "CÁ NHÂN"}
_TITLES = {Track.COMMUNE: "ĐẢNG BỘ XÃ, PHƯỜNG, THỊ TRẤN", Track.AGENCY: "CƠ QUAN, ĐƠN VỊ"}
_NUMERALS = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class Line:
    """One line of a list, with its number in the group."""

    number: int
    title: str
    holder: str
    unit: str
    theme: str
    prize: str


@dataclass(frozen=True)
class Group:
    """A group of lines under its heading with the sub-total: "I. TẬP THỂ: 46 mô hình"."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Attached:
    """The whole list, ready to print."""

    heading: str
    title: str
    reference: str
    last_column: str
    groups: tuple[Group, ...]
    total: str
    has_prizes: bool = False
    changes: tuple[Change, ...] = ()
    now_column: str = ""

    @property
    def columns(self) -> int:
        return 6 if self.has_prizes else 5


def attached(decision: Decision, items: Sequence[DecisionItem], layout: Profile) -> Attached:
    """The list of a decision in the order of its items; of one that follows another, each line old and new."""
    reference = unbroken(attached_to(decision, layout))
    if found := changes(decision.kind, items):
        kind = DecisionKind(decision.kind)
        original = f" {decision.amends.reference}" if decision.amends else ""
        return Attached(
            heading="DANH SÁCH", title=unbroken(f"{kind.label.lower()} tại danh sách kèm theo{original}"),
            reference=reference, last_column="", groups=(), total=f"Tổng cộng: {len(found)} dòng.", changes=found,
            now_column=NOW[kind],
        )  # fmt: skip
    return _listed(decision, items, reference)


def _listed(decision: Decision, items: Sequence[DecisionItem], reference: str) -> Attached:
    frozen = decision.state != DecisionState.DRAFT
    by = {} if frozen else measures_of(item.dossier for item in items)
    found: dict[str, list[DecisionItem]] = {}
    for item in items:
        found.setdefault(_group_of(item), []).append(item)
    order = [name for name in (*_MODELS.values(), *_TITLES.values()) if name in found]
    groups = tuple(
        Group(
            f"{numeral}. {name}: {len(found[name])} {_noun(decision, name)}",
            tuple(_line(number, item, by, frozen=frozen) for number, item in enumerate(found[name], 1)),
        )
        for numeral, name in zip(_NUMERALS, order, strict=False)
    )
    has_titles = any(name in found for name in _TITLES.values())
    return Attached(
        heading="DANH SÁCH",
        title=unbroken(_title(decision, has_titles, any(name in found for name in _MODELS.values()))),
        reference=reference, groups=groups, total=_total(decision, items),
        last_column="Lĩnh vực, kết quả" if has_titles else "Lĩnh vực", has_prizes=any(item.prize for item in items),
    )  # fmt: skip


def _group_of(item: DecisionItem) -> str:
    track = Track(item.dossier.track)
    return _TITLES[track] if track in _TITLES else _MODELS[Holder(item.dossier.holder_kind)]


def _noun(decision: Decision, group: str) -> str:
    """What the sub-total of a group counts."""
    if group not in _MODELS.values():
        return "đơn vị"
    return group.lower() if decision.kind == DecisionKind.COMMEND else "mô hình"


def _line(number: int, item: DecisionItem, by: Mapping[int, Measure], *, frozen: bool) -> Line:
    dossier, prize = item.dossier, grouped(item.prize) if item.prize else ""
    if not dossier.is_model:
        told = achieved(item) or ("" if frozen else result(dossier, by))
        name, superior = (item.unit_name, item.superior_name) if frozen else (dossier.unit_name, dossier.superior_name)
        return Line(number, f"Danh hiệu {Track(dossier.track).label}", name, superior, told, prize)
    if frozen:
        return Line(number, item.title, item.holder_name, item.unit_name, item.theme_name, prize)
    theme = dossier.theme.name if dossier.theme else ""
    holder = dossier.holder_name or dossier.unit_name
    return Line(number, dossier.title, holder, dossier.unit_name, theme, prize)


def _title(decision: Decision, has_titles: bool, has_models: bool) -> str:
    years = period(decision.campaign, decision.stage) or (
        f"năm {decision.signed_on.year}" if decision.signed_on else ""
    )
    if decision.kind == DecisionKind.COMMEND:
        return f"tập thể, cá nhân được khen thưởng trong phong trào thi đua “Dân vận khéo” {years}".strip()
    what = "mô hình, đơn vị" if has_titles and has_models else "đơn vị" if has_titles else "mô hình"
    return f"{what} “Dân vận khéo” được công nhận {years}".strip()


def _total(decision: Decision, items: Sequence[DecisionItem]) -> str:
    count = tally(item.dossier for item in items)
    parts = []
    if decision.kind == DecisionKind.COMMEND:
        parts.append(counted(count, decision.kind, ""))
    elif count.models:
        parts.append(f"{count.models} mô hình ({count.collective} tập thể, {count.individual} cá nhân)")
    if count.committees + count.agencies and decision.kind != DecisionKind.COMMEND:
        parts.append(f"{count.committees + count.agencies} đơn vị đạt danh hiệu")
    if money := sum(item.prize or 0 for item in items):
        parts.append(f"tiền thưởng {grouped(money)} đồng")
    return f"Tổng cộng: {', '.join(parts)}." if parts else ""
