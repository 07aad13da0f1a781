"""The sheet of a unit's own scores: one row a criterion of each card whose turn it is, whatever list it follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from danvan.accounts.access import Action
from danvan.accounts.models import User
from danvan.criteria.enums import Result, ScoringMode
from danvan.criteria.models import Criterion
from danvan.dossiers.cards import Score, Scorecard
from danvan.dossiers.enums import CardState, Voice
from danvan.dossiers.models import Campaign, Dossier
from danvan.dossiers.turns import SELF_TURN
from danvan.exchange.finding import UnitFinder
from danvan.exchange.writing import Pen

NAME = "Tự chấm"
HEADER_ROW = 4
# fmt: off
COLUMNS = (
    ("dossier", "Hồ sơ số", 9), ("unit", "Đơn vị", 30), ("about", "Nội dung đăng ký", 34),
    ("criterion", "Tiêu chí số", 9), ("text", "Tiêu chí", 50), ("self_score", "Kết quả tự chấm", 15),
    ("points", "Điểm tự chấm", 10), ("most", "Điểm tối đa", 9), ("explanation", "Giải trình", 44),
)
# fmt: on


@dataclass(frozen=True)
class CardLine:
    """One criterion of one card as it stands, with the unit's name as the form writes it."""

    dossier: Dossier
    unit: str
    criterion: Criterion
    by_points: bool
    held: Score | None


class CardLists:
    """The criteria on which the dossiers of a campaign are scored: those of their card, or else of their track."""

    def __init__(self, campaign: Campaign) -> None:
        tracks = campaign.tracks.filter(version__isnull=False).values_list("track", "version_id")
        self.versions: dict[str, int] = {track: version for track, version in tracks if version}
        self._criteria: dict[int, list[Criterion]] = {}

    def of(self, dossier: Dossier) -> list[Criterion]:
        """The criteria of one dossier in official order; none when it is not scored."""
        card = card_of(dossier)
        version = card.version_id if card else self.versions.get(dossier.track)
        if version is None:
            return []
        if version not in self._criteria:
            criteria = Criterion.objects.filter(version=version).select_related("version").order_by("order")
            self._criteria[version] = list(criteria)
        return self._criteria[version]


def with_cards(campaign: Campaign) -> Any:
    """The dossiers of a campaign with their units' own cards and the scores on them."""
    cards = Scorecard.objects.filter(voice=Voice.SELF).prefetch_related("scores")
    return campaign.dossiers.select_related("unit", "keeper", "campaign").prefetch_related(
        Prefetch("cards", queryset=cards, to_attr="own_cards")
    )


def card_of(dossier: Dossier) -> Scorecard | None:
    """The unit's own card of a dossier that was read ``with_cards``."""
    cards: list[Scorecard] = getattr(dossier, "own_cards", [])
    return cards[0] if cards else None


def lines_of(campaign: Campaign, by: User, units: UnitFinder) -> list[CardLine]:
    """Every line of the cards that this person's units are to fill in now, unit by unit."""
    lists, labels = CardLists(campaign), units.own_labels()
    reach = with_cards(campaign).for_user(by, Action.EDIT).filter(state__in=SELF_TURN)
    order = {unit: place for place, unit in enumerate(labels)}
    found = [one for one in reach.order_by("pk") if not _is_signed(card_of(one))]
    found.sort(key=lambda one: order.get(one.unit_id, len(order)))
    return [line for one in found for line in _lines(one, labels.get(one.unit_id, one.unit_name), lists)]


def _lines(dossier: Dossier, unit: str, lists: CardLists) -> list[CardLine]:
    held = held_by(card_of(dossier))
    return [CardLine(dossier, unit, one, is_by_points(one), held.get(one.pk)) for one in lists.of(dossier)]


def _is_signed(card: Scorecard | None) -> bool:
    return card is not None and card.state == CardState.SIGNED


def held_by(card: Scorecard | None) -> dict[int, Score]:
    """The lines of a card by criterion id; none while there is no card."""
    return {score.criterion_id: score for score in card.scores.all()} if card else {}


def is_by_points(criterion: Criterion) -> bool:
    """Is this line judged by points?"""
    return criterion.version.mode == ScoringMode.POINTS


def write(pen: Pen, about: str, lines: Sequence[CardLine]) -> None:
    """The sheet with a drop-down of what may be chosen on each line, and the bounds of its points."""
    sheet = pen.book.add_worksheet(NAME)
    pen.put(sheet, 0, 0, "PHIẾU TỰ CHẤM", pen.title)
    pen.put(sheet, 1, 0, about, pen.title)
    none = "" if lines else " Chưa có hồ sơ nào đến lượt tự chấm."
    pen.put(sheet, 2, 0, f"Chọn kết quả, hoặc ghi điểm ở bộ tiêu chí chấm điểm. Ghi giải trình.{none}", pen.words)
    pen.put(sheet, HEADER_ROW, 0, "STT", pen.head)
    for place, (_, label, width) in enumerate(COLUMNS, 1):
        sheet.set_column(place, place, width)
        pen.put(sheet, HEADER_ROW, place, label, pen.head)
    for number, line in enumerate(lines, 1):
        row, cells = HEADER_ROW + number, cells_of(line)
        pen.put(sheet, row, 0, number)
        for place, (name, _, _) in enumerate(COLUMNS, 1):
            pen.put(sheet, row, place, cells.get(name))
        rules(sheet, row, {name: place for place, (name, _, _) in enumerate(COLUMNS, 1)}, line.criterion)
    sheet.freeze_panes(HEADER_ROW + 1, 4)
    sheet.autofilter(HEADER_ROW, 0, HEADER_ROW + max(len(lines), 1), len(COLUMNS))
    sheet.set_landscape()
    sheet.set_paper(9)


def cells_of(line: CardLine) -> Mapping[str, object]:
    """A line of a card as the cells of a row."""
    held, criterion = line.held, line.criterion
    return {
        "dossier": line.dossier.pk, "unit": line.unit,
        "about": line.dossier.title if line.dossier.is_model else line.dossier.get_track_display(),
        "criterion": criterion.order, "text": criterion.title,
        "self_score": Result(held.result).label if held and held.result else None,
        "points": float(held.points) if held and held.points is not None else None,
        "most": float(criterion.weight) if line.by_points else None,
        "explanation": (held.note or None) if held else None,
    }  # fmt: skip


def rules(sheet: Any, row: int, places: Mapping[str, int], criterion: Criterion) -> None:
    """What a row lets one choose and type."""
    choices = [Result.NOT_APPLICABLE.label] if criterion.may_not_apply else []
    if not is_by_points(criterion):
        choices = [Result.MET.label, Result.NOT_MET.label, *choices]
    elif "points" in places:
        most = float(criterion.weight)
        rule = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": most}
        sheet.data_validation(row, places["points"], row, places["points"], rule)
    if choices and "self_score" in places:
        rule = {"validate": "list", "source": choices, "error_title": "Chưa đúng",
                "error_message": "Hãy chọn trong danh sách."}  # fmt: skip
        sheet.data_validation(row, places["self_score"], row, places["self_score"], rule)
