"""Making the units that come out of a rearrangement for the first time."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError

from danvan.kit import vi
from danvan.units.batch import Batch
from danvan.units.enums import Confidence, UnitKind
from danvan.units.models import CODE, Unit, UnitSpan
from danvan.units.plans import CannotRearrange, Heir, Plan

CODE_LENGTH, NAME_LENGTH = 30, 200  # as in ``Unit``


def create_heirs(batch: Batch) -> None:
    """Make the units of these plans that do not exist yet, superiors first. Raises ``CannotRearrange``."""
    wanted: dict[str, tuple[Plan, Heir]] = {}
    for plan in batch.plans:  # a unit begins with the first plan it comes out of
        for heir in plan.heirs:
            if heir.code not in batch.units:
                wanted.setdefault(heir.code, (plan, heir))
    models, above = _models(wanted, batch)
    while wanted:
        ready = [code for code in wanted if above[code] not in wanted]
        if not ready:
            raise CannotRearrange(f"Cấp trên của các đơn vị mới đi vòng tròn: {', '.join(sorted(wanted))}.")
        for code in ready:
            plan, heir = wanted.pop(code)
            span = _create(plan, heir, models[code], batch.unit(above[code]) if above[code] else None)
            batch.made[code], batch.units[code] = span, span.unit


def _models(wanted: Mapping[str, tuple[Plan, Heir]], batch: Batch) -> tuple[dict[str, UnitSpan | None], dict[str, str]]:
    """The period that each new unit takes after, and the code of its superior.

    A model is the first old unit that is there already; else a unit of the same plans lends its own.
    """
    models, above = dict[str, UnitSpan | None](), dict[str, str]()
    for code, (plan, heir) in wanted.items():
        old = next((before for before in plan.before if before not in wanted), "")
        lender = "" if old else next((before for before in plan.before if before in models), "")
        models[code] = last_span(batch.unit(old)) if old else models.get(lender)
        as_before = above.get(lender, "")
        above[code] = heir.parent or (
            batch.homes.get((plan.on, as_before), as_before) if lender else above_of(models[code], plan, batch)
        )
    return models, above


def above_of(span: UnitSpan | None, plan: Plan, batch: Batch) -> str:
    """The code of the superior as before, or of the unit that this one's charges go to on the day; "" at the top."""
    code = span.parent.code if span and span.parent else ""
    return batch.homes.get((plan.on, code), code)


def _create(plan: Plan, heir: Heir, model: UnitSpan | None, parent: Unit | None) -> UnitSpan:
    refuse_strange(heir)
    name = vi.clean_line(heir.name)
    if not name or not (heir.kind or model):
        raise CannotRearrange(f"Đơn vị mới {heir.code}: cần ghi tên và loại.")
    unit = Unit.objects.create(
        code=heir.code, name=name, kind=heir.kind or (model.kind if model else ""), parent=parent,
        path=f"{parent.path if parent else ''}{heir.code}/", began_on=plan.on,
    )  # fmt: skip
    return UnitSpan.objects.create(
        unit=unit, name=name, kind=unit.kind, parent=parent, valid_from=plan.on, legal_basis=plan.basis,
        advisory_body=model.advisory_body if model else "", confidence=sure(plan),
    )  # fmt: skip


def refuse_strange(heir: Heir) -> None:
    """A code, name or kind that no unit can have."""
    try:
        CODE(heir.code)
    except ValidationError as wrong:
        raise CannotRearrange(f"“{heir.code}”: {wrong.message}") from wrong
    for what, text, limit in (("mã", heir.code, CODE_LENGTH), ("tên", vi.clean_line(heir.name), NAME_LENGTH)):
        if len(text) > limit:
            raise CannotRearrange(f"Đơn vị {heir.code[:CODE_LENGTH]}: {what} dài quá {limit} ký tự.")
    if heir.kind and heir.kind not in UnitKind.values:
        raise CannotRearrange(f"Đơn vị {heir.code}: không có loại “{heir.kind}”.")


def sure(plan: Plan) -> Confidence:
    """How sure a period is that a plan opens: with a legal basis surer than without."""
    return Confidence.SECONDARY if plan.basis else Confidence.INFERRED


def last_span(unit: Unit) -> UnitSpan | None:
    """The newest period of a unit, begun or not."""
    return UnitSpan.objects.filter(unit=unit).select_related("parent").order_by("-valid_from").first()
