"""Saving what was typed on the drafting page: words and list together, refused with everything kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import QueryDict

from danvan.accounts.models import User
from danvan.decisions.actions import CannotDecide, Words, choose, rewrite
from danvan.decisions.kinds import base_kind
from danvan.decisions.models import Decision
from danvan.decisions.queries import candidates, in_list_order
from danvan.decisions.wording import award_of, filled, period, tally
from danvan.dossiers.models import Dossier
from danvan.office.forms_decisions import ListForm, WordsForm


class Unsaved(Exception):
    """Nothing was stored; ``form`` and ``ticked`` hold what was sent, to show the page again with it."""

    def __init__(
        self, sentence: str, form: WordsForm | None = None, ticked: set[int] | None = None, lines: Any = None
    ) -> None:  # fmt: skip
        """``lines`` are the forms of lines that are corrected or taken back (``correcting.LineForm``)."""
        super().__init__(sentence)
        self.form, self.ticked, self.lines = form, ticked, lines


def save_typed(decision: Decision, data: QueryDict, *, by: User, at: datetime, with_list: bool) -> bool:
    """Store the words and the list that were sent, both or neither; True when something changed.

    Words count as sent when their edition is, the list when ``list`` is. Raises ``Unsaved``.
    """
    form = WordsForm(decision, data)
    with_words, with_list = "edition" in data, with_list or "list" in data
    if with_words and not form.is_valid():
        raise Unsaved("Có chỗ chưa đúng.", form, _ticked(data) if with_list else None)
    chosen = _chosen(decision, data, by) if with_list else None
    try:
        with transaction.atomic():
            changed = with_words and save_words(decision, form, by, at)
            return (chosen is not None and _save_list(decision, chosen, by, at)) or changed
    except CannotDecide as refusal:
        if with_words:
            form.add_error(None, str(refusal))
        raise Unsaved(str(refusal), form if with_words else None, _ticked(data) if with_list else None) from refusal


def words_of(decision: Decision) -> Words:
    """The words as they are stored."""
    return Words(**{part.name: getattr(decision, part.name) for part in fields(Words)})


def write_counts(decision: Decision, *, by: User, at: datetime) -> Decision:
    """Write the counts of the list into the articles for good, just before the decision is issued."""
    words = words_of(decision)
    count = tally(item.dossier for item in decision.items.all())
    articles = filled(words.articles, count, base_kind(decision), period(decision.campaign, decision.stage))
    if articles == words.articles:
        return decision
    return rewrite(
        decision=decision, words=replace(words, articles=articles), edition=decision.edition, by=by, at=at
    )  # fmt: skip


def _chosen(decision: Decision, data: QueryDict, by: User) -> Sequence[Dossier]:
    ticked = ListForm(data, candidates(decision, by))
    if not ticked.is_valid():
        raise Unsaved(" ".join(str(error) for error in ticked.errors["dossiers"]))
    return in_list_order(decision, ticked.cleaned_data["dossiers"])


def _ticked(data: QueryDict) -> set[int]:
    """The boxes as they were ticked, readable or not."""
    return {int(pk) for pk in data.getlist("dossiers") if pk.isdecimal() and len(pk) < 19}


def save_words(decision: Decision, form: WordsForm, by: User, at: datetime) -> bool:
    """Store the words of a readable form; True when something changed, ``CannotDecide`` when someone else wrote."""
    words = form.words()
    if words == words_of(decision):
        return False
    if form.cleaned_data["edition"] != decision.edition:
        raise CannotDecide("Dự thảo vừa được người khác sửa, nên nội dung bạn ghi chưa được lưu. Hãy so hai bản.")
    rewrite(decision=decision, words=words, edition=form.cleaned_data["edition"], by=by, at=at)
    return True


def _save_list(decision: Decision, chosen: Sequence[Dossier], by: User, at: datetime) -> bool:
    if [item.dossier_id for item in decision.items.all()] == [dossier.pk for dossier in chosen]:
        return False
    choose(decision=decision, dossiers=chosen, by=by, at=at, award=award_of(decision.unit, decision.kind))
    return True
