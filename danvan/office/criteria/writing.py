"""What the buttons of the drafting screen do, each by its name, once everything typed there is stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import transaction

from danvan.criteria import drafting
from danvan.criteria.models import CriteriaGroup, CriteriaVersion, Criterion
from danvan.ledger.record import wait_for_writers
from danvan.office.criteria import stamps
from danvan.office.criteria.forms import LineForm
from danvan.office.criteria.keeping import Kept, Sent, keep, typed_texts

Order = list[tuple[int, list[int]]]
SAVE = "luu"


class Gone(drafting.StaleDraft):
    """The group or the criterion is not there any more."""

    sentence = "Nhóm hoặc tiêu chí này vừa được người khác bỏ hoặc chuyển. Hãy xem lại bản mới."


@dataclass(frozen=True)
class Done:
    """What came of a pressed button. With a ``sentence`` it was not done. The anchor is where its reader goes on,
    ``opened`` the criterion that stands open there."""

    kept: Kept
    told: list[str] = field(default_factory=list)
    anchor: str = "tong"
    opened: int = 0
    sentence: str = ""
    is_stale: bool = False  # someone else came before

    @property
    def is_whole(self) -> bool:
        """Was everything stored and done?"""
        return self.kept.is_whole and not self.sentence


@transaction.atomic
def do(sent: Sent) -> Done:
    """Store everything typed, then do what the button says unless something could not be stored."""
    wait_for_writers()
    sent.version.refresh_from_db()
    verb, _, place = sent.data.get("viec", SAVE).partition(":")
    if sent.version.is_issued:
        kept = Kept(lost=[f"Chưa lưu: {text}" for text in typed_texts(sent)])
        return Done(kept, sentence=f"«{sent.version}» đã ban hành, không sửa được.", is_stale=True)
    is_moved = stamps.of_order(order_of(sent.version)) != sent.data.get("thu-tu", "")
    kept = keep(sent, place if verb == SAVE else "")
    if verb == SAVE:
        return _saved(kept, place)
    if not kept.is_whole:
        return Done(kept, kept.stored)
    try:
        return _pressed(sent, kept, verb, place, is_moved=is_moved)
    except drafting.CannotDraft as refusal:
        return Done(kept, kept.stored, sentence=str(refusal), is_stale=isinstance(refusal, drafting.StaleDraft))


def _saved(kept: Kept, place: str) -> Done:
    """Where a saving leads: to what was saved, or to the criterion that was begun."""
    told = kept.stored or ([] if not kept.is_whole else ["Không có gì thay đổi."])
    if kept.made is not None:
        return Done(kept, told, f"tieu-chi-{kept.made.pk}", kept.made.pk)
    start, _, pk = place.partition("-")
    anchors = {"qt": "quy-tac", "moi": "nhom", "ten": f"nhom-{pk}", "tc": f"tieu-chi-{pk}"}
    return Done(kept, told, anchors.get(start, "tong"))


def _pressed(sent: Sent, kept: Kept, verb: str, place: str, *, is_moved: bool) -> Done:
    """Do the work of a button that is more than a saving. Raises ``CannotDraft``."""
    number = int(place) if place.isascii() and place.isdecimal() and len(place) < 18 else 0
    if is_moved and verb in {*_LINES, *_GROUPS}:
        raise drafting.StaleDraft
    if verb in _LINES:
        found = sent.version.criteria.select_related("version", "group").filter(pk=number).first()
        if found is None:
            raise Gone
        told, anchor = _LINES[verb](sent, found)
    elif verb in _GROUPS:
        told, anchor = _GROUPS[verb](sent, _group(sent, number))
    else:
        raise drafting.CannotDraft("Không rõ việc cần làm. Hãy tải lại trang rồi thử lại.")
    return Done(kept, [*kept.stored, told], anchor)


def _group(sent: Sent, pk: int) -> CriteriaGroup:
    found = sent.version.groups.select_related("version").filter(pk=pk).first()
    if found is None:
        raise Gone
    return found


def _named(sent: Sent, name: str) -> int:
    """The number sent under a name, or 0."""
    text = sent.data.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else 0


def _remove_group(sent: Sent, group: CriteriaGroup) -> tuple[str, str]:
    title = str(group)
    drafting.remove_group(group=group, edition=sent.edition, by=sent.by, at=sent.at)
    return f"Đã bỏ nhóm {title}.", "nhom"


def _remove_line(sent: Sent, line: Criterion) -> tuple[str, str]:
    prefix = f"tc-{line.pk}"
    if stamps.of_shown(LineForm(line, prefix=prefix)) != sent.data.get(f"{prefix}-{stamps.SAID}", ""):
        raise drafting.StaleDraft  # someone else has written on it since it was shown
    told = str(line)
    drafting.remove_criterion(criterion=line, edition=sent.edition, by=sent.by, at=sent.at)
    return f"Đã bỏ tiêu chí {told}.", f"nhom-{line.group_id}"


def order_of(version: CriteriaVersion) -> Order:
    """The groups and their criteria as they stand."""
    lines = list(version.criteria.order_by("order").values_list("group_id", "pk"))
    groups = version.groups.order_by("order").values_list("pk", flat=True)
    return [(group, [pk for own, pk in lines if own == group]) for group in groups]


def _arrange(sent: Sent, order: Order) -> None:
    drafting.arrange(version=sent.version, edition=sent.edition, order=order, by=sent.by, at=sent.at)


def _moved(line: Criterion, where: str = "") -> tuple[str, str]:
    return f"Đã chuyển tiêu chí “{line.title}”{where}.", f"tieu-chi-{line.pk}"


def _shift_line(step: int) -> Callable[[Sent, Criterion], tuple[str, str]]:
    """One place up or down; past the end of a group into the next one."""

    def shift(sent: Sent, line: Criterion) -> tuple[str, str]:
        order = order_of(sent.version)
        place = next((at for at, (group, _) in enumerate(order) if group == line.group_id), None)
        if place is None:
            raise Gone
        own = order[place][1]
        index = own.index(line.pk)
        if 0 <= index + step < len(own):
            own[index], own[index + step] = own[index + step], own[index]
        elif 0 <= place + step < len(order):
            own.remove(line.pk)
            order[place + step][1].insert(0 if step > 0 else len(order[place + step][1]), line.pk)
        _arrange(sent, order)
        return _moved(line)

    return shift


def _shift_group(step: int) -> Callable[[Sent, CriteriaGroup], tuple[str, str]]:
    """One place up or down, with everything in it."""

    def shift(sent: Sent, group: CriteriaGroup) -> tuple[str, str]:
        order = order_of(sent.version)
        place = [pk for pk, _ in order].index(group.pk)
        if 0 <= place + step < len(order):
            order[place], order[place + step] = order[place + step], order[place]
        _arrange(sent, order)
        return f"Đã chuyển nhóm “{group.title}”.", f"nhom-{group.pk}"

    return shift


def _move_line(sent: Sent, line: Criterion) -> tuple[str, str]:
    """To the end of the group chosen beside it."""
    group = _group(sent, _named(sent, f"sang-{line.pk}"))
    order = [(pk, [one for one in own if one != line.pk]) for pk, own in order_of(sent.version)]
    _arrange(sent, [(pk, [*own, line.pk] if pk == group.pk else own) for pk, own in order])
    return _moved(line, f" sang nhóm {group}")


def _drop_line(sent: Sent, line: Criterion) -> tuple[str, str]:
    """To the place where the pointer let go: into the group ``vao``, before the criterion ``truoc`` or at the end."""
    group, before = _group(sent, _named(sent, "vao")), _named(sent, "truoc")
    order = [(pk, [one for one in own if one != line.pk]) for pk, own in order_of(sent.version)]
    target = next(own for pk, own in order if pk == group.pk)
    target.insert(target.index(before) if before in target else len(target), line.pk)
    _arrange(sent, order)
    return _moved(line)


_LINES: dict[str, Callable[[Sent, Criterion], tuple[str, str]]] = {
    "len": _shift_line(-1), "xuong": _shift_line(1), "chuyen": _move_line, "tha": _drop_line,
    "bo-tieu-chi": _remove_line,
}  # fmt: skip
_GROUPS: dict[str, Callable[[Sent, CriteriaGroup], tuple[str, str]]] = {
    "nhom-len": _shift_group(-1),
    "nhom-xuong": _shift_group(1),
    "bo-nhom": _remove_group,
}
