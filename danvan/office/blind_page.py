"""What the screens say of two judges who work apart: whose card this is, and later where both differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from danvan.criteria.models import Criterion
from danvan.dossiers.blind import BlindCard, BlindScore
from danvan.dossiers.blinding import BlindState
from danvan.dossiers.turns import turn_states
from danvan.dossiers.voices import last_voice
from danvan.office.folder import Folder
from danvan.office.forms_cards import shown_points
from danvan.office.sheet import says

OWN = "Phiếu độc lập của bạn. Phiếu của người kia chỉ hiện khi cả hai đã ký."
JOINT = "Phiếu thống nhất của hai người thẩm định."
HIDDEN = "Đang thẩm định độc lập."
TO_OPEN = "Cả hai phiếu độc lập đã ký. Mở phiếu thống nhất để kết luận từng dòng hai người chấm khác nhau."


@dataclass(frozen=True)
class Said:
    """What one of the two judges says on a criterion."""

    who: str
    sign: str
    word: str
    note: str


@dataclass(frozen=True)
class Apart:
    """A criterion on which the two judges differ."""

    number: int
    title: str
    anchor: str
    first: Said
    second: Said


def apart(folder: Folder) -> list[Apart]:
    """The difference list, in official order; empty for those who may not know of it."""
    if folder.both is None:
        return []
    first, second = folder.both
    by_pk = {criterion.pk: criterion for criterion in folder.criteria}
    rows = []
    for pk, (one, other) in folder.apart.items():
        line = by_pk[pk]
        sides = _said(folder, first, one, line), _said(folder, second, other, line)
        rows.append(Apart(line.order, line.title, f"tieu-chi-{line.order}", *sides))
    return rows


def _said(folder: Folder, card: BlindCard, line: BlindScore, criterion: Criterion) -> Said:
    line.criterion = criterion
    sign, word = says(line, by_points=folder.by_points, weight=shown_points(criterion.weight))
    return Said(str(card.seat.person), sign, word, line.note)


def judges(folder: Folder) -> Sequence[str]:
    """The two judges by name, as the heads of the difference list."""
    return [str(card.seat.person) for card in folder.both] if folder.both else []


def banner(folder: Folder, voice: str) -> str:
    """The sentence over a card that is one of two, or made of two."""
    if voice != last_voice(folder.dossier):
        return ""
    if folder.seated:
        return OWN
    return JOINT if folder.blind == BlindState.JOINED else ""


def is_hidden(folder: Folder, voice: str) -> bool:
    """Are two others judging now, so that nothing but that is said here?"""
    return folder.hides(voice) and folder.dossier.state in turn_states(folder.dossier, voice)


def may_open(folder: Folder, voice: str) -> bool:
    """Are both cards signed, and the one that is made of them not opened yet?"""
    return folder.blind == BlindState.JOINED and voice == last_voice(folder.dossier) and voice not in folder.cards
