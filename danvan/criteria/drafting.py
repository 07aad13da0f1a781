"""Writing a draft of a criteria list: begun blank or from an issued version, changed line by line, put in order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import count
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction
from django.db.models import F, Max

from danvan.accounts.access import Action, may, may_somewhere
from danvan.accounts.models import User
from danvan.criteria.enums import ScoringMode
from danvan.criteria.models import CriteriaGroup, CriteriaSet, CriteriaVersion, Criterion, CriterionLink, ThemeScheme
from danvan.criteria.places import FAR, place_lines, renumber, roman
from danvan.criteria.texts import WORDS, Rules, Words, put, rules_of
from danvan.kit import vi
from danvan.ledger.record import Act, record, wait_for_writers
from danvan.units.models import Unit

Details = dict[str, list[str]]


class CannotDraft(Exception):
    """The draft cannot be stored so; the message says what and how to mend it, ``field`` where it was typed."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class StaleDraft(CannotDraft):
    """Someone else changed the draft meanwhile."""

    sentence = "Bản thảo vừa được người khác sửa. Hãy tải lại trang để xem bản mới rồi sửa tiếp."

    def __init__(self) -> None:
        super().__init__(self.sentence)


def may_draft(by: User, criteria_set: CriteriaSet | ThemeScheme) -> bool:
    """Those who draft for the body whose list or scheme it is; what is common to all belongs to administrators."""
    if criteria_set.unit is None:
        return may_somewhere(by, Action.MANAGE)
    return may(by, Action.DRAFT_CRITERIA, criteria_set.unit)


@transaction.atomic
def begin_set(*, unit: Unit | None, code: str, name: str, track: str, by: User, at: datetime) -> CriteriaSet:
    """A new list. Raises ``CannotDraft`` for a code that is taken."""
    wait_for_writers()
    made = CriteriaSet(code=vi.clean_line(code), name=vi.clean_line(name), track=track, unit=unit)
    if not may_draft(by, made):
        raise CannotDraft("Bạn không được lập bộ tiêu chí cho cơ quan này.")
    checked(made)
    made.save()
    record(Act(made, "begin_set", "Lập bộ tiêu chí", unit, details={"name": ["", made.name]}), by=by, at=at)
    return made


def checked(thing: models.Model) -> None:
    """Refuse in sentences, each with the name of its field, what does not fit a field or is there already."""
    try:
        thing.full_clean(exclude=["version", "group", "criteria_set", "scheme", "unit", "copied_from"])
    except ValidationError as wrong:
        told = [f"{_field_name(thing, name)}{' '.join(texts)}" for name, texts in wrong.message_dict.items()]
        fields = [name for name in wrong.message_dict if name != NON_FIELD_ERRORS]
        raise CannotDraft(" ".join(told), fields[0] if len(fields) == 1 else "") from wrong


def _field_name(thing: models.Model, name: str) -> str:
    return "" if name == NON_FIELD_ERRORS else f"{vi.capfirst_vi(str(_verbose(thing, name)))}: "


def _verbose(thing: models.Model, name: str) -> object:
    return thing._meta.get_field(name).verbose_name  # type: ignore[union-attr]


@transaction.atomic
def begin(*, criteria_set: CriteriaSet, rules: Rules, by: User, at: datetime) -> CriteriaVersion:
    """A blank draft of a list."""
    wait_for_writers()
    if not may_draft(by, criteria_set):
        raise CannotDraft("Bạn không được soạn bộ tiêu chí này.")
    draft = CriteriaVersion(criteria_set=criteria_set)
    put(draft, rules)
    _with_label(draft)
    checked(draft)
    draft.save()
    record(Act(draft, "begin_draft", "Soạn phiên bản bộ tiêu chí", criteria_set.unit), by=by, at=at)
    return draft


def _with_label(draft: CriteriaVersion) -> None:
    if not draft.label:
        raise CannotDraft("Cần ghi tên phiên bản, ví dụ: Năm 2027.", "label")
    twins = CriteriaVersion.objects.filter(criteria_set=draft.criteria_set, label=draft.label).exclude(pk=draft.pk)
    if twins.exists():
        raise CannotDraft(f"Bộ tiêu chí này đã có phiên bản «{draft.label}».", "label")
    if draft.min_passed is None and draft.min_points is None:  # the database asks for one; issuing judges which
        draft.min_passed, draft.min_points = (0, None) if draft.mode == ScoringMode.COUNT else (None, 0)


@transaction.atomic
def adopt(
    *, source: CriteriaVersion, unit: Unit, label: str, by: User, at: datetime, name: str = ""
) -> CriteriaVersion:  # fmt: skip
    """A draft in a list of one's own body, with everything an issued version of another's (a sample) says.

    A list of that body that was begun so before is gone on with, under its own name.
    """
    code = f"{source.criteria_set.code}-{unit.code}"[:30]
    own = CriteriaSet.objects.filter(code=code, unit=unit).first() or begin_set(
        unit=unit, code=code, name=name or source.criteria_set.name, track=source.criteria_set.track, by=by, at=at
    )
    return copy(source=source, label=label, by=by, at=at, into=own)


@transaction.atomic
def copy(
    *, source: CriteriaVersion, label: str, by: User, at: datetime, editorial: bool = False,
    into: CriteriaSet | None = None,
) -> CriteriaVersion:  # fmt: skip
    """A draft with everything an issued version says, each line linked to the one it came from."""
    if not source.is_issued:
        raise CannotDraft("Chỉ soạn tiếp từ một phiên bản đã ban hành.")
    rules = rules_of(source)
    spans: dict[str, Any] = {} if editorial else {"valid_from": None, "valid_to": None}
    if source.is_sample:
        spans["basis"] = ""  # a sample says there that it is nobody's list
    draft = begin(
        criteria_set=into or source.criteria_set, rules=Rules(**{**vars(rules), "label": label, **spans}), by=by, at=at
    )
    CriteriaVersion.objects.filter(pk=draft.pk).update(copied_from=source, is_editorial=editorial)
    groups = {}
    for group in source.groups.order_by("order"):
        groups[group.pk] = CriteriaGroup.objects.create(
            version=draft, numeral=group.numeral, title=group.title, order=group.order
        )
    for line in source.criteria.order_by("order"):
        made = Criterion(version=draft, group=groups.get(line.group_id or 0), order=line.order, key=line.key)
        for name in WORDS:
            setattr(made, name, getattr(line, name))
        made.save()
        CriterionLink.objects.create(before=line, after=made)
    draft.refresh_from_db()
    return draft


def open_draft(version: CriteriaVersion, edition: int, by: User) -> CriteriaVersion:
    """The draft as it stands, for writing. Raises ``CannotDraft`` when issued, not one's own, or changed since."""
    wait_for_writers()
    fresh = CriteriaVersion.objects.select_for_update(of=("self",)).select_related("criteria_set__unit").get(
        pk=version.pk
    )  # fmt: skip
    if not may_draft(by, fresh.criteria_set):
        raise CannotDraft("Bạn không được sửa bộ tiêu chí này.")
    if fresh.is_issued:
        raise CannotDraft(f"«{fresh}» đã ban hành, không sửa được. Muốn đổi, hãy soạn phiên bản mới.")
    if fresh.edition != edition:
        raise StaleDraft
    return fresh


def close_draft(
    draft: CriteriaVersion, act: tuple[str, str], by: User, at: datetime, details: Details | None = None
) -> None:
    """The next edition, and what was done (its verb and its name) in the ledger."""
    CriteriaVersion.objects.filter(pk=draft.pk).update(edition=F("edition") + 1)
    verb, label = act
    record(Act(draft, verb, label, draft.criteria_set.unit, details=details or {}), by=by, at=at)


@transaction.atomic
def write_rules(*, version: CriteriaVersion, edition: int, rules: Rules, by: User, at: datetime) -> None:
    """Change label, ground, period and pass rule of a draft."""
    draft = open_draft(version, edition, by)
    changed = put(draft, rules)
    _with_label(draft)
    checked(draft)
    draft.save()
    close_draft(draft, ("write_rules", "Sửa quy tắc bộ tiêu chí"), by, at, changed)


@transaction.atomic
def add_group(*, version: CriteriaVersion, edition: int, title: str, by: User, at: datetime) -> CriteriaGroup:
    """A new group at the end."""
    draft = open_draft(version, edition, by)
    last = draft.groups.aggregate(last=Max("order"))["last"] or 0
    group = CriteriaGroup(version=draft, numeral=roman(last + 1), title=vi.clean_line(title), order=last + 1)
    checked(group)
    group.save()
    close_draft(draft, ("add_group", "Thêm nhóm tiêu chí"), by, at, {"title": ["", group.title]})
    return group


@transaction.atomic
def rename_group(*, group: CriteriaGroup, edition: int, title: str, by: User, at: datetime) -> None:
    """Another title for a group."""
    draft = open_draft(group.version, edition, by)
    old, group.title = group.title, vi.clean_line(title)
    checked(group)
    group.save(update_fields=["title"])
    close_draft(draft, ("rename_group", "Đổi tên nhóm tiêu chí"), by, at, {"title": [old, group.title]})


@transaction.atomic
def remove_group(*, group: CriteriaGroup, edition: int, by: User, at: datetime) -> None:
    """Take an empty group away."""
    draft = open_draft(group.version, edition, by)
    if group.criteria.exists():
        raise CannotDraft(f"Nhóm «{group}» còn tiêu chí. Hãy chuyển hoặc bỏ các tiêu chí trước.")
    title = group.title
    group.delete()
    renumber(draft)
    close_draft(draft, ("remove_group", "Bỏ nhóm tiêu chí"), by, at, {"title": [title, ""]})


@transaction.atomic
def add_criterion(*, group: CriteriaGroup, edition: int, words: Words, by: User, at: datetime) -> Criterion:
    """A new line at the end of a group."""
    draft = open_draft(group.version, edition, by)
    made = Criterion(version=draft, group=group, order=FAR + draft.criteria.count())
    put(made, words)
    made.key = _fresh_key(draft, made.code)
    _refuse_unfit(made)
    made.save()
    renumber(draft)
    close_draft(draft, ("add_criterion", "Thêm tiêu chí"), by, at, {"code": ["", made.code], "title": ["", made.title]})
    made.refresh_from_db()
    return made


def _fresh_key(draft: CriteriaVersion, code: str) -> str:
    """The code, or the code with a number when an earlier criterion of the list went by it: years are followed by
    key, and a new line is not the old one of the same code."""
    used = set(Criterion.objects.filter(version__criteria_set=draft.criteria_set_id).values_list("key", flat=True))
    tries = (f"{code[:16]}-{number}" for number in count(2))
    return code if code not in used else next(key for key in tries if key not in used)


def _refuse_unfit(line: Criterion) -> None:
    checked(line)
    if line.weight <= 0:
        raise CannotDraft("Điểm tối đa: phải lớn hơn 0.", "weight")
    twin = Criterion.objects.filter(version=line.version, code=line.code).exclude(pk=line.pk).first()
    if twin is not None:
        told = f"Mã {line.code} đã dùng cho tiêu chí {twin.order}, “{twin.title}”. Hãy đặt mã khác."
        raise CannotDraft(told, "code")


@transaction.atomic
def write_criterion(*, criterion: Criterion, edition: int, words: Words, by: User, at: datetime) -> None:
    """Change the words and rules of one line."""
    draft = open_draft(criterion.version, edition, by)
    changed = put(criterion, words)
    _refuse_unfit(criterion)
    criterion.save()
    close_draft(draft, ("write_criterion", f"Sửa tiêu chí {criterion.code}"), by, at, changed)


@transaction.atomic
def remove_criterion(*, criterion: Criterion, edition: int, by: User, at: datetime) -> None:
    """Take a line away, with the links that led to it."""
    draft = open_draft(criterion.version, edition, by)
    told = [f"{criterion.code} {criterion.title}", ""]
    criterion.links_back.all().delete()
    criterion.delete()
    renumber(draft)
    close_draft(draft, ("remove_criterion", "Bỏ tiêu chí"), by, at, {"title": told})


@transaction.atomic
def arrange(
    *, version: CriteriaVersion, edition: int, order: Sequence[tuple[int, Sequence[int]]], by: User, at: datetime
) -> None:
    """Put groups and lines in this order: (group id, its criteria ids). Every one of them must be there once."""
    draft = open_draft(version, edition, by)
    groups = {group.pk: group for group in draft.groups.all()}
    lines = {line.pk: line for line in draft.criteria.all()}
    told = [pk for _, pks in order for pk in pks]
    if sorted(groups) != sorted(pk for pk, _ in order) or sorted(lines) != sorted(told):
        raise StaleDraft
    for place, (group, pks) in enumerate(order, 1):
        groups[group].order = place
        for pk in pks:
            lines[pk].group_id = group
    place_lines(draft, [groups[pk] for pk, _ in order], [lines[pk] for pk in told])
    close_draft(draft, ("arrange", "Sắp xếp lại bộ tiêu chí"), by, at)
