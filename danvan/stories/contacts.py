"""Keeping the public contact of a unit: the name of its office and how to reach it, never a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from danvan.accounts.models import User
from danvan.kit import vi
from danvan.ledger.record import Act, record, wait_for_writers
from danvan.stories.errors import EDITED, CannotTell, EditedMeanwhile
from danvan.stories.fields import label
from danvan.stories.models import ContactPoint
from danvan.stories.queries import contact_homes
from danvan.units.models import Unit


@dataclass(frozen=True)
class Contact:
    """How the public reaches an office."""

    name: str
    address: str = ""
    telephone: str = ""
    email: str = ""


_FIELDS = ("name", "address", "telephone", "email")


@transaction.atomic
def keep_contact(
    *, unit: Unit, contact: Contact, edition: int, by: User, at: datetime, is_illustrative: bool = False
) -> ContactPoint:  # fmt: skip
    """Keep the contact of a unit of one's own; ``edition`` is the one on the page, 0 before there was any.

    The event names what changed and not how it reads: a telephone number must not stay for ever.
    Raises ``CannotTell``.
    """
    wait_for_writers()
    if unit.pk not in {home.pk for home in contact_homes(by)}:
        raise CannotTell(f"Bạn không ghi được nơi liên hệ của “{unit.name}”.")
    new = {name: vi.clean_line(getattr(contact, name)) for name in _FIELDS}
    stored = ContactPoint.objects.filter(unit=unit).first()
    kept = stored or ContactPoint(unit=unit, edition=0, is_illustrative=is_illustrative)
    changed = [name for name in _FIELDS if getattr(kept, name) != new[name]]
    if stored is not None and not changed:
        return stored
    if edition != kept.edition:
        raise EditedMeanwhile(EDITED)
    for name, text in new.items():
        setattr(kept, name, text)
    kept.edition += 1
    _fitting(kept)
    kept.save()
    words = ", ".join(label(ContactPoint, name).lower() for name in changed)
    record(Act(kept, "keep_contact", "Ghi nơi liên hệ", unit, details={"đã sửa": ["", words]}), by=by, at=at)
    return kept


def _fitting(point: ContactPoint) -> None:
    if not point.name:
        raise CannotTell("Cần ghi tên ban hoặc bộ phận.")
    if not (point.address or point.telephone or point.email):
        raise CannotTell("Cần ghi ít nhất một cách liên hệ: địa chỉ, điện thoại hoặc thư điện tử.")
    try:
        point.clean_fields(exclude=["unit"])
    except ValidationError as wrong:
        names = ", ".join(label(ContactPoint, name) for name in wrong.message_dict)
        raise CannotTell(f"Nội dung quá dài hoặc chưa đúng ở: {names}.") from wrong
