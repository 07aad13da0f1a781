"""Taking in the lines of a card that a page sent, and what to show again when they could not all be kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from danvan.accounts.models import User
from danvan.dossiers.blind import AnyCard, AnyScore, BlindCard
from danvan.dossiers.scoring import CannotScore, why_not_score
from danvan.office.folder import Folder
from danvan.office.forms_cards import SheetForm, shown_points
from danvan.office.marking import Clash, Writer, keep, last_writers, stamp
from danvan.office.sheet import WORDS, Draft, says


@dataclass(frozen=True)
class Outcome:
    """``error`` is empty when everything was kept; ``drafts`` are the lines that were not."""

    error: str = ""
    drafts: Mapping[int, Draft] = field(default_factory=dict)
    clash: bool = False
    theirs: Mapping[int, AnyScore] = field(default_factory=dict)

    @property
    def status(self) -> int:
        """The HTTP status that says so: kept, refused, or in conflict."""
        return 409 if self.clash else 400 if self.error else 200


def receive(data: Any, folder: Folder, voice: str, by: User, at: datetime) -> Outcome:
    """Keep the lines that were sent for this voice; who does not speak with it is refused, even with none."""
    if why := why_not_score(by, folder.dossier, voice):
        return Outcome(why)
    form = SheetForm(data, folder.criteria)
    if not form.is_valid():
        return Outcome(_first_error(form), _typed(form, form.line_errors()))
    try:
        keep(dossier=folder.dossier, voice=voice, sent=form.sent(), by=by, at=at)
    except CannotScore as refusal:
        return Outcome(str(refusal), _typed(form, {}))
    except Clash as clash:
        return _conflict(clash, form, folder)
    return Outcome()


def _first_error(form: SheetForm) -> str:
    whole = form.non_field_errors()
    return str(whole[0]) if whole else "Chưa lưu được. Hãy sửa những dòng ghi chữ đỏ rồi lưu lại."


def _typed(form: SheetForm, errors: Mapping[int, str]) -> dict[int, Draft]:
    return {
        pk: Draft(line["kq"], line["diem"], line["ghi"], line["da"], error=errors.get(pk, ""))
        for pk, line in form.typed().items()
    }


def _conflict(clash: Clash, form: SheetForm, folder: Folder) -> Outcome:
    """Both values of every line on which two people wrote; saving again writes over what is shown now."""
    orders = {criterion.pk: criterion.order for criterion in folder.criteria if criterion.pk in clash.theirs}
    writers = last_writers(clash.card, set(orders.values()))
    typed = form.typed()
    drafts = {
        pk: Draft(
            typed[pk]["kq"], typed[pk]["diem"], typed[pk]["ghi"], stamp(line),
            theirs=_theirs(pk, line, _who(clash.card, writers.get(orders[pk])), folder, typed[pk]),
        )
        for pk, line in clash.theirs.items()
    }  # fmt: skip
    return Outcome(str(clash), drafts, clash=True, theirs=clash.theirs)


def _who(card: AnyCard, writer: Writer | None) -> tuple[str, str]:
    """Who wrote what stands there, and when; on one's own independent card that was oneself, on another page."""
    if isinstance(card, BlindCard):
        return "Ở một trang khác, anh/chị đã ghi", ""
    if writer is None:
        return "Người khác đã ghi", ""
    return f"{writer.name} đã ghi", f" lúc {timezone.localtime(writer.at):%H:%M}"


def _theirs(pk: int, line: AnyScore, who: tuple[str, str], folder: Folder, mine: Mapping[str, str]) -> str:
    weight = next(shown_points(c.weight) for c in folder.criteria if c.pk == pk)
    said = says(line, by_points=folder.by_points, weight=weight)[1]
    note = f", ghi chú: “{line.note}”" if line.note else ""
    own = mine["diem"] or WORDS.get(mine["kq"], WORDS[""])
    found = f"{who[0]} “{said}”{who[1]}{note}."
    return f"{found} Anh/chị đang chọn “{own}”. Lưu lần nữa là giữ giá trị đang chọn ở dòng này."
