"""Which wording a unit's people read, and changing it: the one for everybody, or a board's own for those below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from danvan.accounts.access import Action, may, may_somewhere
from danvan.accounts.models import User
from danvan.ledger.record import Act, record, wait_for_writers
from danvan.notices import wording
from danvan.notices.models import ReminderRule, Template
from danvan.units.models import Unit

MOST_DAYS = 8


class CannotWrite(Exception):
    """Nothing was stored; the message says why."""


@dataclass(frozen=True)
class Wordings:
    """All the wordings of one kind, nearest owner first."""

    rows: Sequence[Template]

    def of(self, unit: Unit) -> Template:
        """The wording of the nearest board above the unit that has its own, or the one for everybody."""
        return next(row for row in self.rows if row.owner is None or unit.path.startswith(row.owner.path))


@dataclass(frozen=True)
class Words:
    """A wording as typed, and the edition of the row it was typed on (0: an own one is begun)."""

    subject: str
    body: str
    edition: int


def wordings(kind: str) -> Wordings:
    """The wordings of one kind; one query."""
    rows = Template.objects.filter(key=kind).select_related("owner")
    found = sorted(rows, key=lambda row: -len(row.owner.path) if row.owner else 0)
    if kind in wording.FIRST and not any(row.owner is None for row in found):
        subject, body = wording.FIRST[kind]
        found.append(Template(key=kind, subject=subject, body=body, edition=0))
    return Wordings(found)


def may_write(by: User, owner: Unit | None) -> bool:
    """The wording for everybody is kept by the administrator, a board's own by who runs its campaigns."""
    return may_somewhere(by, Action.MANAGE) if owner is None else may(by, Action.RUN, owner)


@transaction.atomic
def write_template(
    *, template: Template, owner: Unit | None, words: Words, by: User, at: datetime
) -> Template:  # fmt: skip
    """Change a wording, or begin an own one from that for everybody. Raises ``CannotWrite``."""
    wait_for_writers()
    if not may_write(by, owner):
        raise CannotWrite("Bạn không sửa được mẫu này.")
    subject, body = words.subject, words.body
    if wrong := [*wording.faults(template.key, subject, whole=False), *wording.faults(template.key, body, whole=True)]:
        raise CannotWrite(" ".join(wrong))
    kept = Template.objects.filter(key=template.key, owner=owner).first()
    if kept is not None and kept.edition != words.edition:
        raise CannotWrite("Người khác vừa sửa mẫu này. Nội dung bạn viết còn ở dưới; hãy tải lại trang để xem bản mới.")
    fresh = kept or Template(key=template.key, owner=owner, edition=0)
    if (fresh.subject, fresh.body) == (subject, body):
        return fresh
    details = {"subject": [fresh.subject, subject], "body": [fresh.body, body]}
    fresh.subject, fresh.body, fresh.edited_by, fresh.edited_at = subject, body, by, at
    fresh.edition += 1
    fresh.save()
    record(Act(fresh, "write_template", "Sửa mẫu thông báo", owner, details=details), by=by, at=at)
    return fresh


@transaction.atomic
def drop_template(*, template: Template, by: User, at: datetime) -> None:
    """A board goes back to the wording for everybody. Raises ``CannotWrite``."""
    wait_for_writers()
    if template.owner is None or not may_write(by, template.owner):
        raise CannotWrite("Bạn không bỏ được mẫu này.")
    details = {"subject": [template.subject, ""], "body": [template.body, ""]}
    record(Act(template, "drop_template", "Bỏ mẫu riêng", template.owner, details=details), by=by, at=at)
    template.delete()


@transaction.atomic
def set_days(*, rule: ReminderRule, days: Sequence[int], by: User, at: datetime) -> None:
    """Say how many days before a closing people are reminded; none: never. Raises ``CannotWrite``."""
    wait_for_writers()
    if not may_somewhere(by, Action.MANAGE):
        raise CannotWrite("Bạn không sửa được lịch nhắc.")
    wanted = sorted(set(days), reverse=True)
    if len(wanted) > MOST_DAYS or any(not 0 <= one <= 365 for one in wanted):
        raise CannotWrite(f"Mỗi bước nhắc nhiều nhất {MOST_DAYS} lần, trước từ 0 đến 365 ngày.")
    if wanted == rule.days_before:
        return
    details = {rule.stage: [", ".join(map(str, rule.days_before)), ", ".join(map(str, wanted))]}
    rule.days_before = wanted
    rule.save(update_fields=["days_before"])
    record(Act(rule, "set_days", "Sửa lịch nhắc", details=details), by=by, at=at)
