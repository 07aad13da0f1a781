"""Steps 2 and 3 of the drafting page: which dossiers can be taken, and what still keeps the decision from issue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from danvan.accounts.models import User
from danvan.decisions import blockers
from danvan.decisions import workflow as lack
from danvan.decisions.enums import DecisionKind
from danvan.decisions.models import Decision
from danvan.decisions.printed import measures_of, result
from danvan.decisions.queries import candidates, in_list_order, why_not
from danvan.dossiers.cards import Scorecard
from danvan.dossiers.models import Dossier
from danvan.kit import vi

FIRST = 8  # rows that stand open on the page; the others are folded under them
MOST_BLOCKED = 20  # dossiers that cannot be taken are named up to here, then counted

# What each blocker says once it is satisfied.
_DONE: dict[Callable[[Decision, datetime], str], str] = {
    lack.number_missing: "Đã ghi số, ký hiệu quyết định",
    lack.date_missing: "Đã ghi ngày ban hành",
    lack.signer_missing: "Đã ghi người ký và thẩm quyền ký",
    lack.list_empty: "Danh sách kèm theo đã có dòng",
    lack.number_taken: "Không trùng số quyết định trong năm",
    lack.items_not_approved: "Mọi hồ sơ trong danh sách đã được duyệt",
    lack.items_already_decided: "Không hồ sơ nào có trong quyết định khác",
    blockers.scan_missing: "Đã có bản quét văn bản đã ký",
    blockers.lines_missing: "Đã chọn dòng của quyết định gốc",
    blockers.reason_missing: "Dòng nào cũng có lý do",
    blockers.nothing_corrected: "Dòng nào cũng có chỗ sửa",
    blockers.name_taken: "Tên mới không trùng hồ sơ khác",
    blockers.original_unpublished: "Quyết định gốc đã công bố",
    blockers.lines_ended: "Các dòng còn hiệu lực",
}
_OF_AMENDING = {blockers.nothing_corrected, blockers.name_taken}


@dataclass(frozen=True)
class Check:
    """One condition of issuing, met or not."""

    kind: str
    label: str


@dataclass(frozen=True)
class Pick:
    """One dossier that may be ticked, or the reason why it may not."""

    pk: int
    title: str
    holder: str
    kind: str
    ticked: bool
    reason: str
    note: str


@dataclass(frozen=True)
class Picks:
    """What can be taken (the first rows, and the rest), what cannot, and how many of each."""

    first: list[Pick]
    rest: list[Pick]
    blocked: list[Pick]
    blocked_count: int
    ticked: int
    follows: bool = False  # the list of a submission, which says itself what it leaves out

    @property
    def free(self) -> int:
        return len(self.first) + len(self.rest)

    @property
    def more_blocked(self) -> int:
        return self.blocked_count - len(self.blocked)

    @property
    def is_open(self) -> bool:
        """A row left out by hand is worth seeing."""
        return not self.follows and any(not one.ticked for one in self.rest)


def checks(decision: Decision, at: datetime) -> list[Check]:
    """The conditions of the step that ends the draft, each with its grain."""
    step = next(step for step in lack.DECISION_LIFE.steps.values() if step.applies(decision))
    found = [(blocker, blocker(decision, at)) for blocker in step.blockers]
    amends = decision.kind == DecisionKind.AMEND
    shown = [(blocker, why) for blocker, why in found if amends or blocker not in _OF_AMENDING]
    return [Check("late", why) if why else Check("done", _DONE[blocker]) for blocker, why in shown]


def picks(decision: Decision, user: User, ticked: set[int]) -> Picks:
    """The registered dossiers of the campaign, those that can be taken first."""
    free: list[Pick] = []
    blocked: list[Pick] = []
    final = Prefetch("cards", queryset=Scorecard.objects.filter(is_final=True))
    found = in_list_order(decision, candidates(decision, user).prefetch_related(final))
    by = measures_of(found)
    for dossier in found:
        why = why_not(dossier, decision.kind)
        (blocked if why else free).append(_pick(dossier, dossier.pk in ticked and not why, why, result(dossier, by)))
    ticked_count = sum(one.ticked for one in free)
    follows = decision.submission_id is not None
    return Picks(free[:FIRST], free[FIRST:], blocked[:MOST_BLOCKED], len(blocked), ticked_count, follows)


def _pick(dossier: Dossier, ticked: bool, why: str, achieved: str) -> Pick:
    holder = dossier.holder_name if dossier.is_model else ""
    parts = dict.fromkeys(part for part in (holder, dossier.unit_name) if part)
    kind = dossier.get_holder_kind_display() if dossier.is_model else "Danh hiệu"
    note = "" if why else _note(dossier)
    told = ". ".join(part for part in (vi.capfirst_vi(achieved), note) if part)
    return Pick(dossier.pk, dossier.title, ", ".join(parts), kind, ticked, why, told)


def _note(dossier: Dossier) -> str:
    """What is worth knowing before the box is ticked."""
    if getattr(dossier, "elsewhere", False):
        return "Đang có trong một dự thảo khác"
    return "Đã có quyết định thu hồi" if getattr(dossier, "taken_back", False) else ""
