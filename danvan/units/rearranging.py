"""Carrying a rearrangement out on the periods of units: some end, some begin, some go on under another name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field

from django.db.models import Q

from danvan.kit import dates, vi
from danvan.units.batch import Batch
from danvan.units.enums import ChangeKind
from danvan.units.models import Unit, UnitChange, UnitSpan
from danvan.units.newcomers import above_of, last_span, refuse_strange, sure
from danvan.units.plans import CannotRearrange, Heir, Plan


@dataclass
class Effects:
    """What was changed, so that it can be put back: periods closed (with the end they had), opened, units made."""

    closed: list[tuple[int, str | None]] = field(default_factory=list)
    opened: list[int] = field(default_factory=list)
    created: list[int] = field(default_factory=list)


def rearrange(plan: Plan, batch: Batch) -> tuple[UnitChange, Effects]:
    """Carry out one plan on the periods, but for what stood under the ended: ``move_children`` follows.

    A unit made for the batch belongs to the first plan it comes out of. Raises ``CannotRearrange``;
    the caller's transaction takes back the rest.
    """
    _refuse_unclear(plan)
    before, after = [batch.unit(code) for code in plan.before], [batch.unit(heir.code) for heir in plan.heirs]
    _refuse_twice(plan, batch, before, after)
    effects = Effects()
    kind = _kind(plan, before)
    for code, unit in zip(plan.before, before, strict=True):
        span = _on_the_eve(unit, plan)
        if code in plan.ending:
            _refuse_ended(unit, plan, batch)
            if span is not None:
                _close(span, plan, effects)
    for heir, unit in zip(plan.heirs, after, strict=True):
        if heir.code in batch.made:
            effects.opened.append(batch.made.pop(heir.code).pk)
            effects.created.append(unit.pk)
        else:
            refuse_strange(heir)
            _continue(unit, heir, plan, effects, batch)
    change = UnitChange.objects.create(
        kind=kind, on=plan.on, legal_basis=plan.basis, gap_reason=plan.gap_reason, effects=asdict(effects)
    )
    change.predecessors.add(*before)
    change.successors.add(*after)
    batch.enter(plan.on, before, after)
    return change, effects


def _refuse_unclear(plan: Plan) -> None:
    if not plan.before:
        raise CannotRearrange("Chưa ghi đơn vị cũ nào.")
    if not YEARS[0] <= plan.on.year <= YEARS[1]:
        raise CannotRearrange(f"Ngày sắp xếp {dates.short(plan.on)} không nằm trong các năm {YEARS[0]}–{YEARS[1]}.")
    for side, codes in (("cũ", plan.before), ("mới", tuple(heir.code for heir in plan.heirs))):
        if twice := [code for code, count in Counter(codes).items() if count > 1]:
            raise CannotRearrange(f"Đơn vị mã {', '.join(twice)} được ghi hai lần trong các đơn vị {side}.")


def _refuse_ended(unit: Unit, plan: Plan, batch: Batch) -> None:
    """A unit whose end was entered for this day or a later one cannot end again."""
    ends = [one for one in batch.entered if one.on >= plan.on and unit in one.before and unit not in one.after]
    for end in ends[:1]:
        heirs = ", ".join(f"«{heir.name}»" for heir in end.after)
        into = f", nhập vào {heirs}" if heirs else ""
        raise CannotRearrange(
            f"«{unit.name}» đã được ghi kết thúc theo lần sắp xếp ngày {dates.short(end.on)}{into}. "
            f"Hãy hoàn tác lần ấy trước khi ghi lần sắp xếp ngày {dates.short(plan.on)}."
        )


YEARS = (1930, 2100)  # of which an officer can mean a day


def _kind(plan: Plan, before: Sequence[Unit]) -> ChangeKind:
    if not plan.heirs:
        return ChangeKind.END
    if len(plan.heirs) > 1:
        return ChangeKind.SPLIT
    heir = plan.heirs[0]
    if plan.before == (heir.code,):
        last = last_span(before[0])
        moves = heir.parent and last is not None and (last.parent is None or last.parent.code != heir.parent)
        return ChangeKind.MOVE if moves and not heir.name else ChangeKind.RENAME
    return ChangeKind.MERGE if len(plan.before) > 1 or heir.code not in plan.before else ChangeKind.RENAME


def _refuse_twice(plan: Plan, batch: Batch, before: list[Unit], after: list[Unit]) -> None:
    for one in batch.entered:
        if (one.on, set(one.before), set(one.after)) == (plan.on, set(before), set(after)):
            names = ", ".join(unit.name for unit in before)
            raise CannotRearrange(f"Lần sắp xếp ngày {dates.short(plan.on)} của {names} đã được ghi.")


def _on_the_eve(unit: Unit, plan: Plan) -> UnitSpan | None:
    """The period that the plan ends; None when the unit had ended before, and the gap has a reason."""
    spans = list(unit.spans.select_related("parent").order_by("valid_from"))
    later = [span for span in spans if span.valid_from >= plan.on]
    if later:
        raise CannotRearrange(
            f"«{unit.name}» đã có giai đoạn bắt đầu ngày {dates.short(later[0].valid_from)}, không trước ngày sắp xếp "
            f"{dates.short(plan.on)}. Hãy hoàn tác lần sắp xếp đó, hoặc ghi ngày muộn hơn."
        )
    holding = [span for span in spans if span.valid_to is None or span.valid_to >= plan.eve]
    if holding:
        return holding[0]
    if not spans:
        raise CannotRearrange(f"«{unit.name}» chưa có giai đoạn hoạt động nào.")
    ended = spans[-1].valid_to
    if not plan.gap_reason and ended:
        raise CannotRearrange(
            f"«{unit.name}» đã kết thúc ngày {dates.short(ended)}, trước ngày sắp xếp {dates.short(plan.on)}. "
            "Nếu đúng vậy, hãy ghi lý do của khoảng trống."
        )
    return None


def _close(span: UnitSpan, plan: Plan, effects: Effects) -> None:
    effects.closed.append((span.pk, span.valid_to.isoformat() if span.valid_to else None))
    span.valid_to = plan.eve
    span.save(update_fields=["valid_to"])


def _continue(unit: Unit, heir: Heir, plan: Plan, effects: Effects, batch: Batch) -> None:
    """An existing unit takes over, or goes on: with a new period where something about it changes."""
    span = UnitSpan.objects.as_of(plan.on).filter(unit=unit).select_related("parent").first()
    if span is None:
        _refuse_absent(unit, plan)
        return
    above = heir.parent or above_of(span, plan, batch)
    parent = batch.unit(above) if above else None
    name, kind = vi.clean_line(heir.name) or span.name, heir.kind or span.kind
    if (name, kind, parent) == (span.name, span.kind, span.parent):
        if plan.before == (heir.code,) and len(plan.heirs) == 1:
            raise CannotRearrange(f"«{unit.name}»: tên, loại và cấp trên mới không khác gì cũ.")
        return
    if span.valid_from >= plan.on:
        _on_the_eve(unit, plan)
    _open_next(span, plan, effects, name=name, kind=kind, parent=parent)


def _refuse_absent(unit: Unit, plan: Plan) -> None:
    day = dates.short(plan.on)
    if unit.began_on and unit.began_on > plan.on:
        if not plan.gap_reason:
            raise CannotRearrange(
                f"«{unit.name}» bắt đầu hoạt động ngày {dates.short(unit.began_on)}, sau ngày sắp xếp {day}. "
                "Nếu đúng vậy, hãy ghi lý do của khoảng trống."
            )
        return
    raise CannotRearrange(f"«{unit.name}» không hoạt động vào ngày {day} nên không nhận bàn giao được.")


def _open_next(span: UnitSpan, plan: Plan, effects: Effects, *, name: str, kind: str, parent: Unit | None) -> None:
    until = span.valid_to
    _close(span, plan, effects)
    opened = UnitSpan.objects.create(
        unit_id=span.unit_id, name=name, kind=kind, parent=parent, division_id=span.division_id,
        advisory_body=span.advisory_body, valid_from=plan.on, valid_to=until, legal_basis=plan.basis,
        confidence=sure(plan), is_illustrative=span.is_illustrative,
    )  # fmt: skip
    effects.opened.append(opened.pk)


def move_children(plan: Plan, ended: Sequence[Unit], effects: Effects, batch: Batch) -> None:
    """Units that still stand directly under an ended one go to ``children_to``, or to the only heir."""
    if not plan.home or not ended:
        return
    target = batch.unit(plan.home)
    under = UnitSpan.objects.as_of(plan.on).filter(parent__in=ended, valid_from__lt=plan.on)
    for span in under.order_by("unit__path"):
        _open_next(span, plan, effects, name=span.name, kind=span.kind, parent=target)


def touched(all_effects: Iterable[Effects]) -> list[Unit]:
    """The units whose periods were changed."""
    spans, created = list[int](), list[int]()
    for effects in all_effects:
        spans += [*(pk for pk, _ in effects.closed), *effects.opened]
        created += effects.created
    return list(Unit.objects.filter(Q(spans__in=spans) | Q(pk__in=created)).distinct().order_by("path"))
