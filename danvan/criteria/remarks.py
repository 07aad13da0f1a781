"""What units and reviewers say on the criteria they work by, kept for the next edition of the list."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from danvan.accounts.access import homes
from danvan.accounts.models import User
from danvan.criteria.models import CriteriaVersion, Criterion, CriterionLink, Remark
from danvan.kit import vi
from danvan.ledger.record import Act, record, wait_for_writers
from danvan.units.models import Unit

MAX_TEXT = 2_000


class CannotRemark(Exception):
    """The remark cannot be stored; the message says why."""


@transaction.atomic
def remark(*, criterion: Criterion, unit: Unit, year: int, text: str, by: User, at: datetime) -> Remark:
    """Say something on a criterion of an issued version, for a unit in which one holds a post. Raises ``CannotRemark``.

    Whether the person has to do with the version at all is asked before: cards are known one floor up.
    The same words sent twice are stored once.
    """
    wait_for_writers()
    if unit not in homes(by):
        raise CannotRemark(f"Bạn không góp ý thay «{unit.name}» được.")
    if not criterion.version.is_issued:
        raise CannotRemark("Chỉ góp ý cho bộ tiêu chí đã ban hành.")
    words = vi.clean_text(text)
    if not words:
        raise CannotRemark("Hãy ghi nội dung góp ý.")
    if len(words) > MAX_TEXT:
        raise CannotRemark(f"Góp ý dài {len(words)} ký tự, tối đa {MAX_TEXT}.")
    told = {"criterion": criterion, "unit": unit, "year": year, "text": words, "author": by}
    made, is_new = Remark.objects.get_or_create(**told, defaults={"at": at})
    if is_new:
        details = {"criterion": ["", criterion.code], "text": ["", words]}
        record(Act(criterion.version, "remark", "Góp ý tiêu chí", unit, details=details), by=by, at=at)
    return made


def remarks_by_key(version: CriteriaVersion, within: QuerySet[Remark] | None = None) -> dict[str, list[Remark]]:
    """What was said on each criterion, oldest first, by the key of the criterion; ``within`` are those one may read.

    For a draft: what was said on the lines of the earlier version from which each of its lines came.
    """
    told: dict[str, list[Remark]] = defaultdict(list)
    every = Remark.objects.all() if within is None else within
    found = every.select_related("unit", "author").order_by("at", "pk")
    if version.is_issued:
        for one in found.filter(criterion__version=version).select_related("criterion"):
            told[one.criterion.key].append(one)
        return dict(told)
    origins: dict[int, list[Remark]] = defaultdict(list)
    for one in found.filter(criterion__version=version.copied_from_id):
        origins[one.criterion_id].append(one)
    links = CriterionLink.objects.filter(after__version=version).select_related("after")
    for link in links.order_by("after__order", "before__order"):
        told[link.after.key] += origins[link.before_id]
    return {key: remarks for key, remarks in told.items() if remarks}
