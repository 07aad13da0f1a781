"""What a workbook would change in a draft, told row by row, and carried out all or none."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.http import QueryDict

from danvan.accounts.models import User
from danvan.criteria import drafting
from danvan.criteria.comparing import Change
from danvan.criteria.models import CriteriaGroup, CriteriaVersion, Criterion
from danvan.criteria.texts import RULES, WORDS, Rules, Words, put
from danvan.exchange.grid import BadSheet
from danvan.kit import vi
from danvan.office.criteria.forms import LineForm, RulesForm
from danvan.office.criteria.reading import text_of
from danvan.office.criteria.workbook import GROUP, OWN, Book, Row
from danvan.office.criteria.writing import order_of

TICKED = ("evidence_required", "is_veto", "is_bonus", "no_veto_fail", "rescale_not_applicable")


@dataclass
class Judged:
    """One row: the criterion it is, or none when it is new; what changes; what is wrong with it."""

    number: int
    group: str
    line: Criterion | None
    title: str
    words: Words | None = None
    changes: list[Change] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def outcome(self) -> str:
        """One of new, changed, same, wrong."""
        if self.faults:
            return "wrong"
        return "new" if self.line is None else ("changed" if self.changes else "same")


@dataclass(frozen=True)
class Plan:
    """What a workbook would change in a draft as it stands."""

    rows: Sequence[Judged]
    removed: Sequence[Criterion]
    rules: Rules | None  # None when nothing in them changes
    rule_changes: Sequence[Change]
    rule_faults: Sequence[str]
    is_moved: bool  # the order changes

    @property
    def faults(self) -> int:
        """How many rows are wrong, the rules counted as one."""
        return sum(bool(row.faults) for row in self.rows) + bool(self.rule_faults)

    @property
    def changes(self) -> int:
        """How many things would change."""
        return sum(row.outcome in {"new", "changed"} for row in self.rows) + len(self.removed) + len(self.rule_changes)


def packed(book: Book) -> str:
    """A workbook's content as a form carries it to the confirming."""
    rows = [[row.number, dict(row.cells)] for row in book.rows]
    return json.dumps([book.version, book.edition, dict(book.rules), rows], ensure_ascii=False)


def unpacked(text: str) -> Book:
    """The content that a form carried. Raises ``BadSheet`` when it is not what was sent out."""
    try:
        version, edition, rules, rows = json.loads(text)
        told = [Row(int(number), {str(k): str(v) for k, v in cells.items()}) for number, cells in rows]
        return Book(int(version), int(edition), {str(k): str(v) for k, v in rules.items()}, told)
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError) as broken:
        raise BadSheet("Nội dung gửi lại không đọc được. Hãy gửi lại tệp Excel.") from broken


def plan(version: CriteriaVersion, book: Book) -> Plan:
    """What this workbook would change. Raises ``BadSheet`` for a workbook of another version."""
    if book.version != version.pk:
        other = CriteriaVersion.objects.filter(pk=book.version, criteria_set=version.criteria_set).first()
        whose = f"«{other}»" if other else "một phiên bản khác"
        raise BadSheet(f"Tệp này được tải từ {whose}, không phải từ «{version}». Hãy tải tệp của đúng bản thảo này.")
    if not book.rows:
        raise BadSheet("Trang “Tiêu chí” không có dòng nào.")
    lines = {str(line.pk): line for line in version.criteria.select_related("group").order_by("order")}
    rows = [_judge(row, lines) for row in book.rows]
    _refuse_twins(rows)
    kept = {row.line.pk for row in rows if row.line}
    removed = [line for line in lines.values() if line.pk not in kept]
    rules, changes, faults = _judge_rules(version, book.rules)
    before = [line.pk for line in lines.values() if line.pk in kept]
    return Plan(rows, removed, rules, changes, faults, before != [row.line.pk for row in rows if row.line])


def _judge(row: Row, lines: Mapping[str, Criterion]) -> Judged:
    own, group = row.cells.get(OWN, ""), vi.clean_line(row.cells.get(GROUP, ""))
    line = lines.get(own)
    judged = Judged(row.number, group, line, row.cells.get("title", "") or row.cells.get("code", ""))
    form = LineForm(line, _data(row.cells))
    judged.faults = [*_own_faults(own, line, group), *_faults(form)]
    if not judged.faults:
        judged.words = form.words()
        judged.changes = _changes(line, judged.words, group) if line else []
    return judged


def _own_faults(own: str, line: Criterion | None, group: str) -> Iterator[str]:
    if own and line is None:
        yield f"Cột cuối ghi số {own[:20]}, không phải tiêu chí của bản thảo này. Hãy để trống nếu là tiêu chí mới."
    if not group:
        yield "Nhóm: chưa ghi tên nhóm."
    elif len(group) > 200:
        yield "Nhóm: tên nhóm dài quá 200 ký tự."


def _data(cells: Mapping[str, str]) -> QueryDict:
    """The cells as a browser would have sent them: a tick that is not set is not sent."""
    data = QueryDict(mutable=True)
    for name, text in cells.items():
        if name not in TICKED or text:
            data[name] = text
    return data


def _faults(form: LineForm | RulesForm) -> list[str]:
    told = [
        f"{form.fields[name].label}: {error}" if name in form.fields else str(error)
        for name, errors in form.errors.items() for error in errors
    ]  # fmt: skip
    odd = [
        name for name in TICKED if name in form.fields and form.data.get(form.add_prefix(name), "") not in {"", "on"}
    ]
    return [*told, *(f"{form.fields[name].label}: hãy ghi “có” hoặc “không”." for name in odd)]


def _changes(line: Criterion, words: Words, group: str) -> list[Change]:
    after = copy(line)
    put(after, words)
    told = _differences(line, after, WORDS)
    old = line.group.title if line.group else ""
    return [*told, *([Change("Nhóm", old, group)] if vi.match_key(old) != vi.match_key(group) else [])]


def _differences(
    old: Criterion | CriteriaVersion, new: Criterion | CriteriaVersion, names: Sequence[str]
) -> list[Change]:
    return [
        Change(vi.capfirst_vi(str(old._meta.get_field(name).verbose_name)),  # type: ignore[union-attr]
               text_of(old, name) or "không", text_of(new, name) or "không")
        for name in names if getattr(old, name) != getattr(new, name)
    ]  # fmt: skip


def _refuse_twins(rows: Sequence[Judged]) -> None:
    """A code, and a criterion of the draft, stand in one row only."""
    codes: dict[str, int] = {}
    owns: dict[int, int] = {}
    for row in rows:
        if row.words and (first := codes.setdefault(row.words.code, row.number)) != row.number:
            row.faults.append(f"Mã: {row.words.code} đã ghi ở dòng {first}.")
        if row.line and (first := owns.setdefault(row.line.pk, row.number)) != row.number:
            row.faults.append(f"Cột cuối trùng với dòng {first}. Hãy để trống nếu là tiêu chí mới.")


def _judge_rules(version: CriteriaVersion, told: Mapping[str, str]) -> tuple[Rules | None, list[Change], list[str]]:
    if not told:
        return None, [], []
    form = RulesForm(version, _data(told), prefix="")
    if faults := _faults(form):
        return None, [], faults
    rules, after = form.rules(), copy(version)
    put(after, rules)
    changes = _differences(version, after, RULES)
    return (rules if changes else None), changes, []


@transaction.atomic
def carry_out(version: CriteriaVersion, found: Plan, *, edition: int, by: User, at: datetime) -> None:
    """Do what the plan says to the draft at this edition. Raises ``CannotDraft``; then nothing was done."""
    _Carrier(version, edition, by, at).run(found)


class _Carrier:
    """Takes the steps one after another, each on the edition that the last one left."""

    def __init__(self, version: CriteriaVersion, edition: int, by: User, at: datetime) -> None:
        self.version, self.edition, self.by, self.at = version, edition, by, at

    def run(self, found: Plan) -> None:
        full = set(self.version.groups.filter(criteria__isnull=False).values_list("pk", flat=True))
        if found.rules:
            drafting.write_rules(version=self.version, rules=found.rules, edition=self.step(), by=self.by, at=self.at)
        for line in found.removed:
            drafting.remove_criterion(criterion=line, edition=self.step(), by=self.by, at=self.at)
        self.write([row for row in found.rows if row.line and row.changes])
        groups = self.groups([row.group for row in found.rows])
        self.add(found.rows, groups)
        self.arrange(found.rows, groups)
        for group in self.version.groups.filter(pk__in=full, criteria__isnull=True):
            drafting.remove_group(group=group, edition=self.step(), by=self.by, at=self.at)

    def step(self) -> int:
        """The edition the next step is taken on."""
        self.edition += 1
        return self.edition - 1

    def write(self, rows: list[Judged]) -> None:
        """Each after the one whose code it takes; two that change codes with one another cannot be stored at once."""
        used = {line.code: line.pk for line in self.version.criteria.all()}
        while rows:
            ready = [r for r in rows if r.line and r.words and used.get(r.words.code, r.line.pk) == r.line.pk]
            if not ready:
                told = ", ".join(str(row.number) for row in rows)
                raise drafting.CannotDraft(f"Dòng {told}: các mã đổi chỗ cho nhau. Hãy đổi mã trên màn hình soạn.")
            for row in ready:
                assert row.line and row.words
                used.pop(row.line.code, None)
                used[row.words.code] = row.line.pk
                drafting.write_criterion(
                    criterion=row.line, words=row.words, edition=self.step(), by=self.by, at=self.at
                )
            rows = [row for row in rows if row not in ready]

    def groups(self, titles: Sequence[str]) -> dict[str, CriteriaGroup]:
        """The groups by the spelling of their titles; those that are new are added, in the order of the rows."""
        found = {vi.match_key(group.title): group for group in self.version.groups.order_by("-order")}
        for title in titles:
            if vi.match_key(title) not in found:
                found[vi.match_key(title)] = drafting.add_group(
                    version=self.version, title=title, edition=self.step(), by=self.by, at=self.at
                )
        return found

    def add(self, rows: Sequence[Judged], groups: Mapping[str, CriteriaGroup]) -> None:
        for row in rows:
            if row.line is None and row.words is not None:
                row.line = drafting.add_criterion(
                    group=groups[vi.match_key(row.group)], words=row.words, edition=self.step(), by=self.by, at=self.at
                )

    def arrange(self, rows: Sequence[Judged], groups: Mapping[str, CriteriaGroup]) -> None:
        """Groups in the order in which the rows name them, the unnamed ones last; criteria in the order of the rows."""
        wanted: dict[int, list[int]] = {}
        for row in rows:
            if row.line:
                wanted.setdefault(groups[vi.match_key(row.group)].pk, []).append(row.line.pk)
        now = order_of(self.version)
        order = [*wanted.items(), *((pk, []) for pk, _ in now if pk not in wanted)]
        if order != now:
            drafting.arrange(version=self.version, order=order, edition=self.step(), by=self.by, at=self.at)
