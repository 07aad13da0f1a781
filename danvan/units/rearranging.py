"""Carrying a rearrangement out on the periods of units: some end, some begin, some go on under another name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field

from django.core.exceptions import ValidationError
from django.db.models import Q

from danvan.kit import dates, vi
from danvan.units.enums import ChangeKind, Confidence
from danvan.units.models import CODE, Unit, UnitChange, UnitSpan
from danvan.units.plans import CannotRearrange, Heir, Plan


@dataclass
class Effects:
    """What was changed, so that it can be put back: periods closed (with the end they had), opened, units made."""

    closed: list[tuple[int, str | None]] = field(default_factory=list)
    opened: list[int] = field(default_factory=list)
    created: list[int] = field(default_factory=list)


def found(code: str) -> Unit:
    """The unit with a code. Raises ``CannotRearrange`` when there is none."""
    unit = Unit.objects.filter(code=code).first()
    if unit is None:
        raise CannotRearrange(f"Không có đơn vị nào mang mã {code}.")
    return unit


def create_heirs(plans: Iterable[Plan]) -> dict[str, UnitSpan]:
    """Make the units of these plans that do not exist yet, superiors first; their first periods by code."""
    wanted = {heir.code: (plan, heir) for plan in plans for heir in plan.heirs}
    for code in Unit.objects.filter(code__in=list(wanted)).values_list("code", flat=True):
        del wanted[code]
    made: dict[str, UnitSpan] = {}
    while wanted:
        ready = [code for code, (_, heir) in wanted.items() if heir.parent not in wanted]
        if not ready:
            raise CannotRearrange(f"Cấp trên của các đơn vị mới đi vòng tròn: {', '.join(sorted(wanted))}.")
        for code in ready:
            made[code] = _create(*wanted.pop(code))
    return made


def _create(plan: Plan, heir: Heir) -> UnitSpan:
    try:
        CODE(heir.code)
    except ValidationError as wrong:
        raise CannotRearrange(f"{heir.code}: {wrong.message}") from wrong
    model = _last_span(plan.before[0]) if plan.before else None
    if not heir.name or not (heir.kind or model):
        raise CannotRearrange(f"Đơn vị mới {heir.code}: cần ghi tên và loại.")
    parent = found(heir.parent) if heir.parent else model.parent if model else None
    name = vi.clean_line(heir.name)
    unit = Unit.objects.create(
        code=heir.code, name=name, kind=heir.kind or (model.kind if model else ""), parent=parent,
        path=f"{parent.path if parent else ''}{heir.code}/", began_on=plan.on,
    )  # fmt: skip
    return UnitSpan.objects.create(
        unit=unit, name=name, kind=unit.kind, parent=parent, valid_from=plan.on, legal_basis=plan.basis,
        advisory_body=model.advisory_body if model else "", confidence=_sure(plan),
    )  # fmt: skip


def _sure(plan: Plan) -> Confidence:
    return Confidence.SECONDARY if plan.basis else Confidence.INFERRED


def _last_span(code: str) -> UnitSpan | None:
    spans = UnitSpan.objects.filter(unit=found(code)).select_related("parent")
    return spans.order_by("-valid_from").first()


def rearrange(plan: Plan, made: Mapping[str, UnitSpan]) -> tuple[UnitChange, Effects]:
    """Carry out one plan on the periods. Raises ``CannotRearrange``; the caller's transaction takes back the rest."""
    if not plan.before:
        raise CannotRearrange("Chưa ghi đơn vị cũ nào.")
    before, after = [found(code) for code in plan.before], [found(heir.code) for heir in plan.heirs]
    _refuse_twice(plan, before, after)
    effects = Effects()
    kind = _kind(plan)
    for code, unit in zip(plan.before, before, strict=True):
        span = _on_the_eve(unit, plan)
        if code in plan.ending and span is not None:
            _close(span, plan, effects)
    for heir, unit in zip(plan.heirs, after, strict=True):
        if heir.code in made:
            effects.opened.append(made[heir.code].pk)
            effects.created.append(unit.pk)
        else:
            _continue(unit, heir, plan, effects)
    _move_children(plan, before, effects)
    change = UnitChange.objects.create(
        kind=kind, on=plan.on, legal_basis=plan.basis, gap_reason=plan.gap_reason, effects=asdict(effects)
    )
    change.predecessors.add(*before)
    change.successors.add(*after)
    return change, effects


def _kind(plan: Plan) -> ChangeKind:
    if not plan.heirs:
        return ChangeKind.END
    if len(plan.heirs) > 1:
        return ChangeKind.SPLIT
    heir = plan.heirs[0]
    if plan.before == (heir.code,):
        last = _last_span(heir.code)
        moves = heir.parent and last is not None and (last.parent is None or last.parent.code != heir.parent)
        return ChangeKind.MOVE if moves and not heir.name else ChangeKind.RENAME
    return ChangeKind.MERGE if len(plan.before) > 1 or heir.code not in plan.before else ChangeKind.RENAME


def _refuse_twice(plan: Plan, before: list[Unit], after: list[Unit]) -> None:
    for change in UnitChange.objects.filter(on=plan.on, predecessors__in=before).distinct():
        if set(change.predecessors.all()) == set(before) and set(change.successors.all()) == set(after):
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


def _continue(unit: Unit, heir: Heir, plan: Plan, effects: Effects) -> None:
    """An existing unit takes over, or goes on: with a new period where something about it changes."""
    span = UnitSpan.objects.as_of(plan.on).filter(unit=unit).select_related("parent").first()
    if span is None:
        _refuse_absent(unit, plan)
        return
    parent = found(heir.parent) if heir.parent else span.parent
    name, kind = vi.clean_line(heir.name) or span.name, heir.kind or span.kind
    if (name, kind, parent) == (span.name, span.kind, span.parent):
        if plan.before == (heir.code,):
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
        confidence=_sure(plan), is_illustrative=span.is_illustrative,
    )  # fmt: skip
    effects.opened.append(opened.pk)


def _move_children(plan: Plan, before: list[Unit], effects: Effects) -> None:
    """Units that stand directly under an ended one go to ``children_to``, or to the only heir."""
    target = plan.children_to or (plan.heirs[0].code if len(plan.heirs) == 1 else "")
    ended = [unit for unit in before if unit.code in plan.ending]
    under = UnitSpan.objects.as_of(plan.on).filter(parent__in=ended, valid_from__lt=plan.on)
    for span in under.order_by("unit__path") if target else ():
        _open_next(span, plan, effects, name=span.name, kind=span.kind, parent=found(target))


def touched(effects: Effects) -> list[Unit]:
    """The units whose periods were changed, superiors first."""
    spans = [pk for pk, _ in effects.closed] + effects.opened
    units = Unit.objects.filter(Q(spans__in=spans) | Q(pk__in=effects.created)).distinct()
    return sorted(units, key=lambda unit: (unit.path.count("/"), unit.pk))
