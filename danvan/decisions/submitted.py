"""The decision that follows a submission: its kind, its list in its order, and the paper it cites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from danvan.accounts.models import User
from danvan.decisions.actions import Award, Frame, Words, choose, draft
from danvan.decisions.enums import DecisionState, Layout, SubmissionState
from danvan.decisions.models import Decision, DecisionItem
from danvan.decisions.queries import why_not
from danvan.decisions.submissions import AwardForm, Submission, SubmissionItem
from danvan.decisions.submitting import CannotSubmit
from danvan.decisions.wording import filled, period, starting, tally
from danvan.kit import dates
from danvan.ledger.record import wait_for_writers

PRAISE = "Biểu dương"
PARTY = (Layout.PARTY_36, Layout.PARTY_05)  # between these two the day of the papers decides, not the issuer
_GIVES = re.compile(r"Tặng (Giấy khen|Bằng khen) cho")


@dataclass(frozen=True)
class Followed:
    """The draft, and why some lines are not on its list yet."""

    decision: Decision
    left: list[str]


@transaction.atomic
def decision_from(*, submission: Submission, by: User, at: datetime, request_key: str | None = None) -> Followed:
    """Draft the decision a sent submission asks for; the same form sent twice gives the same draft.

    Lines that cannot be decided yet, or stand in another draft, are left out and told. Raises ``CannotSubmit`` or
    ``CannotDecide``.
    """
    wait_for_writers()
    if not Submission.objects.filter(pk=submission.pk, state=SubmissionState.SENT).exists():
        raise CannotSubmit("Tờ trình chưa trình nên chưa soạn quyết định theo được.")
    items = list(submission.items.select_related("dossier", "form").order_by("order"))
    taken, left = _sorted_out(items, submission.kind)
    words = decision_words(submission, [item.form for item in taken if item.form])
    frame = Frame(
        unit=submission.unit, kind=submission.kind, campaign=submission.campaign, stage=submission.stage,
        is_illustrative=submission.is_illustrative, request_key=request_key, submission=submission,
    )  # fmt: skip
    if request_key and (twin := Decision.objects.filter(request_key=request_key, submission=submission).first()):
        return Followed(twin, [])
    if not taken:
        raise CannotSubmit(f"Chưa có dòng nào đưa vào quyết định được: {'; '.join(left[:3])}.")
    made = draft(frame=frame, words=words, by=by, at=at)
    awards = {item.dossier_id: _award(item) for item in taken}
    choose(decision=made, dossiers=[item.dossier for item in taken], by=by, at=at, award=awards)
    return Followed(made, left)


def _sorted_out(items: Sequence[SubmissionItem], kind: str) -> tuple[list[SubmissionItem], list[str]]:
    drafts = DecisionItem.objects.filter(decision__state=DecisionState.DRAFT, decision__kind=kind)
    elsewhere = set(drafts.filter(dossier__in=[item.dossier_id for item in items]).values_list("dossier_id", flat=True))
    taken, left = [], []
    for item in items:
        why = why_not(item.dossier, kind)
        if not why and item.dossier_id in elsewhere:
            why = "Đang có trong một dự thảo khác"
        if why:
            left.append(f"{item.order}. {item.title} ({why[0].lower()}{why[1:]})")
        else:
            taken.append(item)
    return taken, left


def _award(item: SubmissionItem) -> Award:
    return Award(item.form.name, item.form.prize_for(item.dossier.holder_kind)) if item.form else Award("")


def decision_words(submission: Submission, forms: Sequence[AwardForm]) -> Words:
    """The words of the decision asked for: by the authority of its forms, citing them and the submission."""
    words = starting(
        submission.unit, submission.kind, submission.campaign, advisory=submission.body, stage=submission.stage,
        authority=forms[0].authority if forms else "",
    )  # fmt: skip
    bases = _with_laws([line for line in words.bases.splitlines() if not line.startswith("Xét ")], _laws(forms))
    bases.append(f"Xét {cited(submission)}")
    names = list(dict.fromkeys(form.name for form in forms))
    articles = _GIVES.sub(_giving(names), words.articles) if names else words.articles
    layout = submission.layout if words.layout == Layout.PARTY_36 and submission.layout in PARTY else words.layout
    return replace(words, bases="\n".join(bases), articles=articles, layout=layout)


def _giving(names: Sequence[str]) -> str:
    """What the first article does: "Tặng Giấy khen cho", or where nothing is handed over "Biểu dương"."""
    papers = " và ".join(name for name in names if name != PRAISE)
    if not papers:
        return PRAISE
    return f"{PRAISE} và tặng {papers} cho" if PRAISE in names else f"Tặng {papers} cho"


def _with_laws(bases: list[str], laws: Iterable[str]) -> list[str]:
    """Each law in the place of the line that names it more shortly, otherwise behind the others."""
    for law in laws:
        place = next((at for at, line in enumerate(bases) if law.startswith(line)), len(bases))
        bases[place : place + 1] = [law]
    return bases


def cited(submission: Submission) -> str:
    """How the decision names the paper it follows: "Tờ trình số 15-TTr/BDV ngày 20/8/2020 của Ban Dân vận …"."""
    day = f" ngày {dates.short(submission.signed_on)}" if submission.signed_on else ""
    return f"Tờ trình số {submission.number}{day} của {submission.body}"


def _laws(forms: Iterable[AwardForm]) -> list[str]:
    found = [part.strip() for form in forms for part in form.legal_basis.split(";")]
    return [f"Căn cứ {part}" for part in dict.fromkeys(found) if part]


def text_of(submission: Submission, items: Sequence[SubmissionItem]) -> list[str]:
    """The paragraphs of the submission with the counts of its list written in (items with their dossiers)."""
    count = tally(item.dossier for item in items)
    years = period(submission.campaign, submission.stage)
    return filled(submission.text, count, submission.kind, years).splitlines()
