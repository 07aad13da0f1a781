"""Rows of the sheet of own scores, each judged against the card as it stands."""

from __future__ import annotations

from decimal import Decimal

from danvan.accounts.models import User
from danvan.criteria.enums import Result
from danvan.criteria.models import Criterion
from danvan.dossiers.asking import criteria_locked
from danvan.dossiers.cards import Score
from danvan.dossiers.enums import CardState, State, Voice
from danvan.dossiers.models import Campaign, Dossier
from danvan.dossiers.scoring import Entry, may_score
from danvan.dossiers.turns import SELF_TURN
from danvan.exchange.cells import Value, name_key, text_of
from danvan.exchange.columns import Columns
from danvan.exchange.grid import Line
from danvan.exchange.parsing import CellProblem
from danvan.exchange.preview import CHANGED, NEW, SAME, WRONG, RowPreview, ScoreChange
from danvan.exchange.rows import Reading
from danvan.exchange.scoresheet import CardLists, card_of, held_by, is_by_points, with_cards
from danvan.kit import vi
from danvan.kit.numbers import NotANumber, parse_number, short
from danvan.kit.vi import clean_text

_RESULTS = {name_key(result.label): result for result in Result}
_SAID = {"self_score", "points", "explanation"}
MAX_NOTE = 4000


class ScoreJudge:
    """What judging the rows of scores of one workbook reads once."""

    def __init__(self, campaign: Campaign, by: User) -> None:
        self._campaign, self._by = campaign, by
        self._lists = CardLists(campaign)
        self._known: dict[int, Dossier] | None = None
        self._seen: dict[tuple[int, int], str] = {}
        self._locked: dict[int, str] = {}

    def rows(self, columns: Columns, line: Line) -> list[RowPreview]:
        """What one row says of one criterion; nothing for a row that was left blank."""
        reading = Reading(columns, line)
        dossier = reading.take("dossier", self._dossier, required="Thiếu số hồ sơ.")
        if dossier is not None:
            reading.take("unit", lambda value: self._same_unit(value, dossier))
        criterion = reading.take(
            "criterion", lambda value: self._criterion(value, dossier), required="Thiếu số tiêu chí."
        )  # fmt: skip
        if dossier is None or criterion is None:
            return [_row(reading, WRONG, " ".join(reading.problems.values()), dossier)]
        held = held_by(card_of(dossier)).get(criterion.pk)
        _read_entry(reading, criterion)
        entry = _entry(reading, held)
        old = _entry_of(held)
        if not reading.problems and entry == old:
            return [_row(reading, SAME, "Không đổi.", dossier, held)] if held else []
        self._refuse(reading, dossier, criterion)
        if reading.problems:
            return [_row(reading, WRONG, " ".join(dict.fromkeys(reading.problems.values())), dossier, held)]
        card = card_of(dossier)
        change = ScoreChange(dossier, criterion, entry, card.edition if card else 0)
        outcome, told = (CHANGED, "Sửa dòng tự chấm.") if held else (NEW, "Dòng tự chấm mới.")
        return [_row(reading, outcome, told, dossier, held, change)]

    def _dossiers(self) -> dict[int, Dossier]:
        if self._known is None:
            self._known = {one.pk: one for one in with_cards(self._campaign) if may_score(self._by, one, Voice.SELF)}
        return self._known

    def _dossier(self, value: Value) -> Dossier:
        found = self._dossiers().get(value) if isinstance(value, int) else None
        if found is None:
            raise CellProblem(f"Không có hồ sơ số {text_of(value)} của đơn vị bạn trong đợt này.")
        return found

    def _same_unit(self, value: Value, dossier: Dossier) -> str:
        said = text_of(value)
        if not vi.match_key(said).startswith(vi.match_key(dossier.unit_name)):
            raise CellProblem(f"Hồ sơ số {dossier.pk} là của «{dossier.unit_name}», không phải «{said}».")
        return said

    def _criterion(self, value: Value, dossier: Dossier | None) -> Criterion | None:
        if dossier is None:
            return None
        criteria = self._lists.of(dossier)
        if not criteria:
            raise CellProblem("Hồ sơ này không chấm theo bộ tiêu chí.")
        found = next((one for one in criteria if one.order == value), None)
        if found is None:
            raise CellProblem(f"Bộ tiêu chí có từ 1 đến {len(criteria)}, không có tiêu chí {text_of(value)}.")
        return found

    def _refuse(self, reading: Reading, dossier: Dossier, criterion: Criterion) -> None:
        """A row said twice, or a card that is not to be written on now."""
        where = f"dòng {reading.line.number}, trang «{reading.columns.table.sheet}»"
        first = self._seen.setdefault((dossier.pk, criterion.pk), where)
        if first != where:
            reading.blame("criterion", f"Trùng với {first}.")
        card = card_of(dossier)
        if card is not None and card.state == CardState.SIGNED:
            reading.blame("dossier", "Phiếu đã ký. Muốn sửa, hãy mở lại phiếu và ghi lý do.")
        elif dossier.state not in SELF_TURN and not dossier.campaign.is_archive:
            label = State(dossier.state).label
            reading.blame("dossier", f"Hồ sơ đang ở bước «{label}», chưa đến lượt hoặc đã qua lượt tự chấm.")
        elif why := criteria_locked(dossier, Voice.SELF, [criterion]):
            reading.blame("criterion", why)


def _read_entry(reading: Reading, criterion: Criterion) -> None:
    reading.take("self_score", lambda value: _result(value, criterion))
    reading.take("points", lambda value: _points(value, criterion))
    reading.take("explanation", _note)
    if "self_score" in reading.values and "points" in reading.values:
        reading.problems["points"] = "Ghi không áp dụng thì để trống điểm."


def _result(value: Value, criterion: Criterion) -> Result:
    found = _RESULTS.get(name_key(text_of(value)))
    if found is None:
        raise CellProblem(f"«{text_of(value)}» không đọc được. Hãy ghi Đạt, Không đạt hoặc Không áp dụng.")
    if found == Result.NOT_APPLICABLE and not criterion.may_not_apply:
        raise CellProblem(f"Tiêu chí {criterion.order} luôn áp dụng, không chọn «Không áp dụng» được.")
    if is_by_points(criterion) and found != Result.NOT_APPLICABLE:
        raise CellProblem("Bộ tiêu chí này chấm điểm: hãy ghi điểm ở cột điểm.")
    return found


def _points(value: Value, criterion: Criterion) -> Decimal | None:
    if not is_by_points(criterion):
        raise CellProblem("Bộ tiêu chí này không chấm điểm: hãy chọn kết quả.")
    try:
        points = parse_number(value)
    except NotANumber as wrong:
        raise CellProblem(str(wrong)) from wrong
    if points is not None and not 0 <= points <= criterion.weight:
        raise CellProblem(f"Điểm phải từ 0 đến {short(criterion.weight)}.")
    if points is not None and points != round(points, 2):
        raise CellProblem("Điểm ghi nhiều nhất hai chữ số sau dấu phẩy.")
    return points


def _note(value: Value) -> str:
    words = clean_text(text_of(value))
    if len(words) > MAX_NOTE:
        raise CellProblem(f"Ô dài {len(words)} ký tự, tối đa {MAX_NOTE}. Hãy rút gọn.")
    return words


def _entry_of(held: Score | None) -> Entry:
    return Entry(held.result, held.points, held.note) if held else Entry()


def _entry(reading: Reading, held: Score | None) -> Entry:
    """What the row says, over what is stored: a blank cell leaves it alone; a result and points put each other out."""
    old, values = _entry_of(held), reading.values
    result, points = values.get("self_score", ""), values.get("points")
    if not result and points is None:
        result, points = old.result, old.points
    return Entry(result, points, values.get("explanation", old.note))


def _row(
    reading: Reading, outcome: str, sentence: str, dossier: Dossier | None = None, held: Score | None = None,
    change: ScoreChange | None = None,
) -> RowPreview:  # fmt: skip
    reading.order = [name for name in reading.order if name in _SAID or name in reading.problems]
    number = text_of(reading.columns.value(reading.line, "criterion"))
    title = f"{dossier.title}, tiêu chí {number}" if dossier else f"Dòng {reading.line.number}"
    return RowPreview(
        sheet=reading.columns.table.sheet, row=reading.line.number, outcome=outcome, sentence=sentence, title=title,
        cells=reading.cells(lambda name: _held(held, name)), dossier=dossier, score=change,
    )  # fmt: skip


def _held(held: Score | None, name: str) -> str:
    if held is None:
        return ""
    if name == "self_score":
        return Result(held.result).label if held.result else ""
    if name == "points":
        return short(held.points) if held.points is not None else ""
    return held.note if name == "explanation" else ""
