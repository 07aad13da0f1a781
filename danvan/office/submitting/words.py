"""What a new submission says before anyone edits it."""

from __future__ import annotations

from datetime import date

from danvan.decisions.actions import Frame
from danvan.decisions.enums import Authority, DecisionKind
from danvan.decisions.submitting import Asking
from danvan.decisions.wording import COUNT_MARK, board_of, period, place_of, starting
from danvan.units.queries import advisory_body

_WHAT = {
    DecisionKind.RECOGNISE: "công nhận mô hình, đơn vị “Dân vận khéo”",
    DecisionKind.COMMEND: "khen thưởng trong phong trào thi đua “Dân vận khéo”",
}
_ASKS = {
    DecisionKind.RECOGNISE: f"công nhận {COUNT_MARK}",
    DecisionKind.COMMEND: f"khen thưởng {COUNT_MARK} có thành tích trong phong trào thi đua “Dân vận khéo”",
}


def first_words(frame: Frame, today: date, *, authority: str = "", layout: str, found: str = "") -> Asking:
    """The words of a new submission, all of them there to be edited; ``found`` is what it rests on, a base."""
    unit, kind, span = frame.unit, DecisionKind(frame.kind), frame.campaign or frame.stage
    place, years = place_of(unit), period(frame.campaign, frame.stage)
    board = advisory_body(unit, today) or f"{board_of(unit, span)} {place}".strip()
    decision = starting(
        unit, kind, frame.campaign, advisory=board, stage=frame.stage, authority=authority or Authority.STATE
    )
    state = kind == DecisionKind.COMMEND and authority == Authority.STATE
    addressee = f"Chủ tịch {decision.body}" if state else f"Ban Thường vụ {unit.name}"
    bases = [line for line in decision.bases.splitlines() if line.startswith("Căn cứ ") and not _internal(line)]
    return Asking(
        body=board, addressee=addressee, superior_body=unit.name, layout=layout, place=place,
        summary=f"về việc đề nghị {_WHAT[kind]} {years}".strip(), signer_title="TRƯỞNG BAN",
        bases="\n".join([*bases, found] if found else bases), text="\n".join(_text(kind, board, addressee, years)),
        recipients=f"Như kính gửi\nLưu {board}",
    )  # fmt: skip


def _internal(line: str) -> bool:
    """A base of the deciding body's own rules, which only its decision cites."""
    return "Quy chế làm việc" in line or "Tổ chức chính quyền địa phương" in line


def _text(kind: DecisionKind, board: str, addressee: str, years: str) -> list[str]:
    done = "bình xét, thẩm định các mô hình, đơn vị đăng ký" if kind == DecisionKind.RECOGNISE else "tổng kết"
    return [
        f"Thực hiện phong trào thi đua “Dân vận khéo” {years}, {board} đã {done} và lập danh sách đề nghị.",
        f"{board} kính đề nghị {addressee} xem xét, {_ASKS[kind]} (có danh sách kèm theo).",
        f"{board} kính trình {addressee} xem xét, quyết định.",
    ]
