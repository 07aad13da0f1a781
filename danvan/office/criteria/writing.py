"""What the buttons of the drafting screen do, each by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.http import QueryDict

from danvan.accounts.models import User
from danvan.criteria import drafting
from danvan.criteria.models import CriteriaGroup, CriteriaVersion, Criterion
from danvan.kit.fields import LineField
from danvan.office.criteria.forms import LineForm, NewLineForm, RulesForm

Order = list[tuple[int, list[int]]]


class NotTyped(Exception):
    """What was typed cannot be stored; ``forms`` are the bound forms by their prefix."""

    def __init__(self, forms: Mapping[str, forms.Form]) -> None:
        super().__init__("Chưa lưu được.")
        self.forms = forms


class Gone(drafting.CannotDraft):
    """The group or the criterion is not there any more."""

    def __init__(self) -> None:
        super().__init__("Nhóm hoặc tiêu chí này vừa được người khác bỏ hoặc chuyển. Hãy xem lại bản mới.")


@dataclass(frozen=True)
class Done:
    """What was done, and where on the screen its reader goes on; ``opened`` is the criterion to stand open."""

    sentence: str
    anchor: str
    opened: int = 0


@dataclass(frozen=True)
class Sent:
    """A button pressed on the screen of a draft."""

    version: CriteriaVersion
    data: QueryDict
    edition: int
    by: User
    at: datetime

    def number(self, name: str) -> int:
        """The number sent under a name, or 0."""
        text = self.data.get(name, "")
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else 0

    def group(self, name: str = "nhom") -> CriteriaGroup:
        """The group that was meant. Raises ``Gone``."""
        found = self.version.groups.select_related("version").filter(pk=self.number(name)).first()
        if found is None:
            raise Gone
        return found

    def line(self) -> Criterion:
        """The criterion that was meant. Raises ``Gone``."""
        found = self.version.criteria.select_related("version", "group").filter(pk=self.number("dong")).first()
        if found is None:
            raise Gone
        return found


class TitleForm(forms.Form):
    """The title of a group."""

    title = LineField(label="Tên nhóm", max_length=200, error_messages={"required": "Cần ghi tên nhóm."})


def typed_forms(sent: Sent) -> dict[str, forms.Form]:
    """What was typed on the button's form, bound, to be shown again when it is not stored."""
    button = sent.data.get("viec", "")
    if button == "quy-tac":
        return {"qt": RulesForm(sent.version, sent.data)}
    if button == "them-nhom":
        return {"moi": TitleForm(sent.data, prefix="moi")}
    if button == "them-tieu-chi":
        prefix = f"moi-{sent.number('nhom')}"
        return {prefix: NewLineForm(sent.data, prefix=prefix)}
    if button == "tieu-chi":
        line = sent.version.criteria.filter(pk=sent.number("dong")).first()
        prefix = f"tc-{sent.number('dong')}"
        return {prefix: LineForm(line, sent.data, prefix=prefix)}
    return {}


def do(sent: Sent) -> Done:
    """Do what the button says. Raises ``NotTyped`` or ``CannotDraft``."""
    work = _WORKS.get(sent.data.get("viec", ""))
    if work is None:
        raise drafting.CannotDraft("Không rõ việc cần làm. Hãy tải lại trang rồi thử lại.")
    bound = typed_forms(sent)
    if not all(form.is_valid() for form in bound.values()):
        raise NotTyped(bound)
    return work(sent, next(iter(bound.values()), forms.Form()))


def _rules(sent: Sent, form: forms.Form) -> Done:
    assert isinstance(form, RulesForm)
    drafting.write_rules(version=sent.version, edition=sent.edition, rules=form.rules(), by=sent.by, at=sent.at)
    return Done("Đã lưu quy tắc.", "quy-tac")


def _add_group(sent: Sent, form: forms.Form) -> Done:
    title = form.cleaned_data["title"]
    group = drafting.add_group(version=sent.version, edition=sent.edition, title=title, by=sent.by, at=sent.at)
    return Done(f"Đã thêm nhóm {group}.", f"nhom-{group.pk}")


def _rename_group(sent: Sent, form: forms.Form) -> Done:
    group, title = sent.group(), sent.data.get("ten", "")
    drafting.rename_group(group=group, edition=sent.edition, title=title, by=sent.by, at=sent.at)
    return Done("Đã đổi tên nhóm.", f"nhom-{group.pk}")


def _remove_group(sent: Sent, form: forms.Form) -> Done:
    group = sent.group()
    title = str(group)
    drafting.remove_group(group=group, edition=sent.edition, by=sent.by, at=sent.at)
    return Done(f"Đã bỏ nhóm {title}.", "nhom")


def _add_line(sent: Sent, form: forms.Form) -> Done:
    assert isinstance(form, NewLineForm)
    line = drafting.add_criterion(group=sent.group(), edition=sent.edition, words=form.words(), by=sent.by, at=sent.at)
    return Done(f"Đã thêm tiêu chí {line.order}. Hãy ghi tiếp nội dung.", f"tieu-chi-{line.pk}", line.pk)


def _write_line(sent: Sent, form: forms.Form) -> Done:
    assert isinstance(form, LineForm)
    line = sent.line()
    drafting.write_criterion(criterion=line, edition=sent.edition, words=form.words(), by=sent.by, at=sent.at)
    return Done(f"Đã lưu tiêu chí {line.order}.", f"tieu-chi-{line.pk}")


def _remove_line(sent: Sent, form: forms.Form) -> Done:
    line = sent.line()
    told = str(line)
    drafting.remove_criterion(criterion=line, edition=sent.edition, by=sent.by, at=sent.at)
    return Done(f"Đã bỏ tiêu chí {told}.", f"nhom-{line.group_id}")


def order_of(version: CriteriaVersion) -> Order:
    """The groups and their criteria as they stand."""
    lines = list(version.criteria.order_by("order").values_list("group_id", "pk"))
    groups = version.groups.order_by("order").values_list("pk", flat=True)
    return [(group, [pk for own, pk in lines if own == group]) for group in groups]


def _arrange(sent: Sent, order: Sequence[tuple[int, Sequence[int]]]) -> None:
    drafting.arrange(version=sent.version, edition=sent.edition, order=order, by=sent.by, at=sent.at)


def _shift_line(step: int) -> Callable[[Sent, forms.Form], Done]:
    """One place up or down; past the end of a group into the next one."""

    def shift(sent: Sent, form: forms.Form) -> Done:
        line, order = sent.line(), order_of(sent.version)
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
        return Done(f"Đã chuyển tiêu chí “{line.title}”.", f"tieu-chi-{line.pk}")

    return shift


def _shift_group(step: int) -> Callable[[Sent, forms.Form], Done]:
    """One place up or down, with everything in it."""

    def shift(sent: Sent, form: forms.Form) -> Done:
        group, order = sent.group(), order_of(sent.version)
        place = [pk for pk, _ in order].index(group.pk)
        if 0 <= place + step < len(order):
            order[place], order[place + step] = order[place + step], order[place]
        _arrange(sent, order)
        return Done(f"Đã chuyển nhóm “{group.title}”.", f"nhom-{group.pk}")

    return shift


def _move_line(sent: Sent, form: forms.Form) -> Done:
    """To the end of another group."""
    line, group = sent.line(), sent.group()
    order = [(pk, [one for one in own if one != line.pk]) for pk, own in order_of(sent.version)]
    _arrange(sent, [(pk, [*own, line.pk] if pk == group.pk else own) for pk, own in order])
    return Done(f"Đã chuyển tiêu chí “{line.title}” sang nhóm {group}.", f"tieu-chi-{line.pk}")


def _drop_line(sent: Sent, form: forms.Form) -> Done:
    """To the place where the pointer let go: before the criterion ``truoc``, or at the end of the group."""
    line, group, before = sent.line(), sent.group(), sent.number("truoc")
    order = [(pk, [one for one in own if one != line.pk]) for pk, own in order_of(sent.version)]
    target = next(own for pk, own in order if pk == group.pk)
    target.insert(target.index(before) if before in target else len(target), line.pk)
    _arrange(sent, order)
    return Done(f"Đã chuyển tiêu chí “{line.title}”.", f"tieu-chi-{line.pk}")


_WORKS: dict[str, Callable[[Sent, forms.Form], Done]] = {
    "quy-tac": _rules, "them-nhom": _add_group, "doi-ten-nhom": _rename_group, "bo-nhom": _remove_group,
    "nhom-len": _shift_group(-1), "nhom-xuong": _shift_group(1), "them-tieu-chi": _add_line, "tieu-chi": _write_line,
    "bo-tieu-chi": _remove_line, "len": _shift_line(-1), "xuong": _shift_line(1), "chuyen": _move_line,
    "tha": _drop_line,
}  # fmt: skip
