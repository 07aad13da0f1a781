"""Storing what was typed on the screen of a draft, whichever button was pressed: each part by itself, none of it lost.

A part that nobody typed into is left alone. A part that someone else stored meanwhile is told, with what they wrote,
and stays as typed; two people on different criteria never meet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from django import forms
from django.db import transaction
from django.http import QueryDict

from danvan.accounts.models import User
from danvan.criteria import drafting
from danvan.criteria.models import CriteriaGroup, CriteriaVersion, Criterion
from danvan.office.criteria import stamps
from danvan.office.criteria.forms import LineForm, NewLineForm, RulesForm, TitleForm

GONE = "vừa được người khác bỏ. Nội dung vừa nhập:"


@dataclass(frozen=True)
class Sent:
    """A button pressed on the screen of a draft, and everything typed there."""

    version: CriteriaVersion
    data: QueryDict
    by: User
    at: datetime

    @property
    def edition(self) -> int:
        """The edition as it stands: what may have changed meanwhile is told part by part."""
        return CriteriaVersion.objects.values_list("edition", flat=True).get(pk=self.version.pk)


@dataclass
class Kept:
    """What was stored, in words; and by the prefix of their forms, what was not: forms to be shown again as typed,
    and what someone else wrote there meanwhile. ``lost`` is what has no place any more. ``made`` is a new criterion."""

    stored: list[str] = field(default_factory=list)
    forms: dict[str, forms.Form] = field(default_factory=dict)
    clashes: dict[str, list[str]] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    made: Criterion | None = None

    @property
    def is_whole(self) -> bool:
        """Was everything stored?"""
        return not (self.forms or self.lost)


@dataclass(frozen=True)
class Part:
    """One form of the screen: as typed, as it would be shown now, and how it is stored."""

    prefix: str
    typed: forms.Form
    now: forms.Form | None  # none for what is added: nobody can have changed it
    store: Callable[[forms.Form], str]


def keep(sent: Sent, pressed: str) -> Kept:
    """Store every part that was typed into; ``pressed`` is the one whose button it was, which counts as typed."""
    kept = Kept()
    for part in _parts(sent, pressed, kept):
        _keep(part, sent.data, kept)
    return kept


def typed_texts(sent: Sent) -> list[str]:
    """Everything typed, as text: for a screen that has no place for it any more."""
    kept = Kept()
    parts = [stamps.sent(type(part.typed), part.prefix, sent.data).values() for part in _parts(sent, "", kept)]
    return [*kept.lost, *("; ".join(text for text in texts if len(text) > 1) for texts in parts)]


def _keep(part: Part, data: QueryDict, kept: Kept) -> None:
    if part.now is not None and stamps.of_shown(part.now) != data.get(f"{part.prefix}-{stamps.SAID}", ""):
        if theirs := _theirs(part, data):
            kept.forms[part.prefix], kept.clashes[part.prefix] = part.typed, theirs
        return
    if not part.typed.is_valid():
        kept.forms[part.prefix] = part.typed
        return
    try:
        with transaction.atomic():
            kept.stored.append(part.store(part.typed))
    except drafting.CannotDraft as refusal:
        known = refusal.field if refusal.field in part.typed.fields else None
        part.typed.add_error(known, str(refusal))
        kept.forms[part.prefix] = part.typed


def _theirs(part: Part, data: QueryDict) -> list[str]:
    """What stands there now and differs from what was typed, field by field."""
    assert part.now is not None
    typed, now = stamps.sent(type(part.typed), part.prefix, data), stamps.shown(part.now)
    words = {"True": "có", "": "không có"}
    return [
        f"{part.now.fields[name].label}: {words.get(text, text)}" for name, text in now.items() if text != typed[name]
    ]  # fmt: skip


def _parts(sent: Sent, pressed: str, kept: Kept) -> Iterator[Part]:
    """The forms that were typed into, in the order in which they are stored."""
    if _typed(RulesForm, "qt", sent, pressed):
        yield Part("qt", RulesForm(sent.version, sent.data), RulesForm(sent.version), partial(_rules, sent))
    groups = {group.pk: group for group in sent.version.groups.select_related("version").order_by("order")}
    for group in groups.values():
        prefix = f"ten-{group.pk}"
        if _typed(TitleForm, prefix, sent, pressed):
            shown = TitleForm(prefix=prefix, initial={"title": group.title})
            yield Part(prefix, TitleForm(sent.data, prefix=prefix), shown, partial(_rename, sent, group))
    yield from _lines(sent, pressed, kept)
    yield from _added(sent, pressed, groups, kept)


def _lines(sent: Sent, pressed: str, kept: Kept) -> Iterator[Part]:
    lines = {line.pk: line for line in sent.version.criteria.select_related("version", "group").order_by("order")}
    for pk in _numbers(sent.data, "tc"):
        prefix = f"tc-{pk}"
        if not _typed(LineForm, prefix, sent, pressed):
            continue
        if (line := lines.get(pk)) is None:
            told = "; ".join(text for text in stamps.sent(LineForm, prefix, sent.data).values() if len(text) > 1)
            kept.lost.append(f"Tiêu chí này {GONE} {told}")
            continue
        typed, now = LineForm(line, sent.data, prefix=prefix), LineForm(line, prefix=prefix)
        yield Part(prefix, typed, now, partial(_write, sent, line))


def _added(sent: Sent, pressed: str, groups: dict[int, CriteriaGroup], kept: Kept) -> Iterator[Part]:
    """New criteria, and a new group."""
    for pk in _numbers(sent.data, "moi"):
        prefix = f"moi-{pk}"
        texts = [text for text in stamps.sent(NewLineForm, prefix, sent.data).values() if text]
        if pk in groups and (texts or pressed == prefix):
            yield Part(prefix, NewLineForm(sent.data, prefix=prefix), None, partial(_add, sent, groups[pk], kept))
        elif texts:
            kept.lost.append(f"Nhóm này {GONE} {'; '.join(texts)}")
    if pressed == "moi" or stamps.sent(TitleForm, "moi", sent.data)["title"]:
        yield Part("moi", TitleForm(sent.data, prefix="moi"), None, partial(_add_group, sent))


def _typed(kind: type[forms.Form], prefix: str, sent: Sent, pressed: str) -> bool:
    """Did this form come back other than it was shown? What did not come back at all was not on the screen."""
    if not any(name.startswith(f"{prefix}-") for name in sent.data):
        return prefix == pressed
    return stamps.of_sent(kind, prefix, sent.data) != sent.data.get(f"{prefix}-{stamps.SAID}", "")


def _numbers(data: QueryDict, start: str) -> list[int]:
    """The ids of the forms of one kind that came back: 7 for “tc-7-title”."""
    parts = (name.split("-") for name in data)
    found = {part[1] for part in parts if len(part) == 3 and part[0] == start and part[1].isascii()}
    return sorted(int(text) for text in found if text.isdecimal() and len(text) < 18)


def _rules(sent: Sent, form: forms.Form) -> str:
    assert isinstance(form, RulesForm)
    drafting.write_rules(version=sent.version, edition=sent.edition, rules=form.rules(), by=sent.by, at=sent.at)
    return "Đã lưu quy tắc."


def _rename(sent: Sent, group: CriteriaGroup, form: forms.Form) -> str:
    title = form.cleaned_data["title"]
    drafting.rename_group(group=group, edition=sent.edition, title=title, by=sent.by, at=sent.at)
    return f"Đã đổi tên nhóm {group}."


def _write(sent: Sent, line: Criterion, form: forms.Form) -> str:
    assert isinstance(form, LineForm)
    drafting.write_criterion(criterion=line, edition=sent.edition, words=form.words(), by=sent.by, at=sent.at)
    return f"Đã lưu tiêu chí {line.order}."


def _add(sent: Sent, group: CriteriaGroup, kept: Kept, form: forms.Form) -> str:
    assert isinstance(form, NewLineForm)
    kept.made = drafting.add_criterion(
        group=group, edition=sent.edition, words=form.words(), by=sent.by, at=sent.at
    )  # fmt: skip
    return f"Đã thêm tiêu chí {kept.made.order}. Hãy ghi tiếp nội dung."


def _add_group(sent: Sent, form: forms.Form) -> str:
    title = form.cleaned_data["title"]
    group = drafting.add_group(version=sent.version, edition=sent.edition, title=title, by=sent.by, at=sent.at)
    return f"Đã thêm nhóm {group}."
