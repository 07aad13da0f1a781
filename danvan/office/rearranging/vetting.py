"""What can be told of every row of a table at once, before anything is tried: codes that nobody has, heirs unnamed."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError

from danvan.succession.table import Fault
from danvan.units.models import CODE, Unit
from danvan.units.plans import Heir, Plan


def missing(plans: Sequence[Plan]) -> list[Fault]:
    """A sentence at the first row of each plan that names a unit that neither exists nor is made by the table."""
    wanted = {code for plan in plans for code in plan.named}
    existing = set(Unit.objects.filter(code__in=wanted).values_list("code", flat=True))
    known = existing | {heir.code for plan in plans for heir in plan.heirs}
    faults = []
    for plan in plans:
        row = min(plan.rows, default=0)
        told = [f"Không có đơn vị nào mang mã {code}." for code in dict.fromkeys(plan.named) if code not in known]
        told += [wrong for heir in plan.heirs if heir.code not in existing and (wrong := _wrong(heir))]
        faults += [Fault(row, sentence) for sentence in told]
    return faults


def _wrong(heir: Heir) -> str:
    """Why a new unit cannot be made, as far as its row tells; "" when nothing is wrong."""
    try:
        CODE(heir.code)
    except ValidationError as wrong:
        return f"{heir.code}: {wrong.message}"
    return "" if heir.name else f"Đơn vị mới {heir.code}: chưa ghi tên. Nếu là đơn vị đang có, hãy xem lại mã."
