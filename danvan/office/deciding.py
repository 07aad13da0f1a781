"""The decision bar: which conclusions a board can draw on a dossier, in words that say what will happen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.db import transaction

from danvan.accounts.access import Action
from danvan.accounts.models import User
from danvan.dossiers.blind import AnyCard, BlindCard
from danvan.dossiers.blinding import asks_two
from danvan.dossiers.enums import CardState
from danvan.dossiers.models import Dossier
from danvan.dossiers.returning import SENT_AGAIN_BY, Said, give_back
from danvan.dossiers.workflow import CARD_LIFE, LIFE
from danvan.ledger.machine import Step
from danvan.office.forms_cards import Conclusion
from danvan.office.sheet import Row

# The steps before which the board's own card is signed; pressed with an open card, the card is signed with them.
WITH_CARD = frozenset({"send_up", "confirm", "confirm_direct"})
SIGN = "sign_review"
UNJOINED = "Ký xong hai phiếu độc lập và phiếu thống nhất rồi mới xác nhận được."

# step: (what the choice says, what its button says, what is asked in the reason); {unit} and {superior} are names.
WORDS = {
    "accept": ("Tiếp nhận đăng ký", "Tiếp nhận đăng ký của {unit}", "Ý kiến kèm theo (không bắt buộc)"),
    "send_up": ("Gửi tỉnh thẩm định", "Gửi tỉnh thẩm định", "Ý kiến kèm theo (không bắt buộc)"),
    "confirm": ("Xác nhận thẩm định", "Xác nhận thẩm định", "Ý kiến kèm theo (không bắt buộc)"),
    "confirm_direct": ("Xác nhận thẩm định", "Xác nhận thẩm định", "Ý kiến kèm theo (không bắt buộc)"),
    "approve": ("Duyệt công nhận", "Duyệt đủ điều kiện công nhận", "Ý kiến kèm theo (không bắt buộc)"),
    "return": ("Trả lại đăng ký", "Trả lại đăng ký cho {unit}", "Cần sửa, bổ sung gì trước khi gửi lại"),
    "rework": ("Trả lại phiếu tự chấm", "Trả lại phiếu cho {unit}", "Cần làm gì trước khi gửi lại"),
    "send_back": ("Trả lại {superior}", "Trả lại {superior}", "Cấp dưới cần làm gì trước khi gửi lại"),
    "reconsider": ("Trả lại thẩm định", "Trả lại bước thẩm định", "Cần thẩm định lại điều gì"),
    "reconsider_direct": ("Trả lại thẩm định", "Trả lại bước thẩm định", "Cần thẩm định lại điều gì"),
    "decline": ("Không công nhận", "Ghi lý do từng tiêu chí, rồi kết luận", "Vì sao chưa công nhận (lý do chung)"),
}
# Ready sentences for a reason, by their word in addresses.
TEMPLATES = {
    "ket-qua-chua-ro": ("chưa rõ kết quả", "Mục sản phẩm, kết quả đầu ra: ghi số liệu kiểm chứng được."),
    "phan-cong-chua-ro": ("chưa rõ phân công", "Mục lực lượng thực hiện: ghi rõ ai chủ trì, phối hợp, tham gia."),
    "trung-mo-hinh": ("trùng mô hình", "Trùng với một mô hình đã đăng ký: ghi rõ điểm khác, hoặc rút bản này."),
    "chua-dat-nguong": ("chưa đạt ngưỡng", "Kết quả thẩm định chưa đạt ngưỡng công nhận của năm."),
    "thieu-minh-chung": ("thiếu minh chứng", "Tiêu chí {bare}: bổ sung minh chứng."),
    "so-lieu-khong-khop": ("số liệu không khớp", "Tiêu chí {apart}: đối chiếu, thống nhất lại số liệu giữa các cấp."),
    "sai-thoi-gian": (
        "sai thời gian",
        "Văn bản, biên bản gửi kèm không thuộc thời gian đánh giá của năm; gửi lại đúng năm.",
    ),
}
READY = {
    "return": ("ket-qua-chua-ro", "phan-cong-chua-ro", "trung-mo-hinh"),
    "decline": ("chua-dat-nguong", "so-lieu-khong-khop"),
}
READY_OTHERWISE = ("thieu-minh-chung", "so-lieu-khong-khop", "sai-thoi-gian")


@dataclass(frozen=True)
class Ready:
    """A ready sentence, as a link that writes it into the reason."""

    label: str
    url: str


@dataclass(frozen=True)
class Choice:
    """One conclusion on the bar."""

    name: str
    label: str
    button: str
    ask: str
    needs_note: bool
    note: str
    checked: bool
    lack: str
    ready: Sequence[Ready]

    @property
    def note_name(self) -> str:
        return f"note-{self.name}"

    @property
    def by_points(self) -> bool:
        """Can it be said point by point?"""
        return self.name in SENT_AGAIN_BY


def steps_for(dossier: Dossier, user: User) -> list[Step[Dossier]]:
    """The conclusions open to this person's board on this dossier now, in the order of ``WORDS``."""
    found = {step.name: step for step in LIFE.open_to(user, dossier) if step.action in {Action.REVIEW, Action.APPROVE}}
    return [found[name] for name in WORDS if name in found]


@dataclass(frozen=True)
class Asked:
    """What the address or the last sending had chosen on the bar."""

    step: str = ""
    note: str = ""
    template: str = ""
    query: str = ""  # the conditions of the queue, to be kept


def choices(
    steps: Sequence[Step[Dossier]], dossier: Dossier, card: AnyCard | None, rows: Sequence[Row], asked: Asked
) -> list[Choice]:
    """The bar, with what was chosen before still chosen."""
    return [_choice(step, dossier, card, rows, asked) for step in steps]


def _choice(step: Step[Dossier], dossier: Dossier, card: AnyCard | None, rows: Sequence[Row], asked: Asked) -> Choice:
    names = {"unit": dossier.unit_name, "superior": dossier.superior_name or "cấp dưới"}
    label, button, ask = (text.format(**names) for text in WORDS[step.name])
    lack = _lack(dossier, step, card, rows)
    filled = card is None and step.name in WITH_CARD and bool(rows)  # a card that is begun with the conclusion
    if (needs_signing(step.name, card) or filled) and not lack:
        button = f"Ký phiếu và {button[0].lower()}{button[1:]}"
    note = asked.note if asked.step == step.name else ""
    if asked.step == step.name and asked.template in TEMPLATES:
        note = _filled(asked.template, rows)
    keys = READY.get(step.name, READY_OTHERWISE) if step.needs_note else ()
    ready = [Ready(TEMPLATES[key][0], _address(step.name, key, asked.query)) for key in keys]
    return Choice(step.name, label, button, ask, step.needs_note, note, asked.step == step.name, lack, ready)


def _address(step: str, template: str, query: str) -> str:
    kept = f"{query}&" if query else ""
    return f"?{kept}{urlencode({'buoc': step, 'mau': template})}#ket-luan"


def _filled(template: str, rows: Sequence[Row]) -> str:
    bare = ", ".join(str(row.number) for row in rows if row.unproved)
    apart = ", ".join(str(row.number) for row in rows if row.differs)
    return TEMPLATES[template][1].format(bare=bare or "…", apart=apart or "…")


def needs_signing(step: str, card: AnyCard | None) -> bool:
    """Does this conclusion begin with signing the board's own card?"""
    if isinstance(card, BlindCard):
        return False
    return step in WITH_CARD and card is not None and card.state != CardState.SIGNED


def _lack(dossier: Dossier, step: Step[Dossier], card: AnyCard | None, rows: Sequence[Row]) -> str:
    """What is still missing on the board's own card before this conclusion."""
    if step.name not in WITH_CARD or not rows:
        return ""
    if isinstance(card, BlindCard) or (card is None and asks_two(dossier) and step.name != "send_up"):
        return UNJOINED
    if card is not None and card.state == CardState.SIGNED:
        return ""
    left = sum(row.is_open for row in rows)
    if left:
        return f"Còn {left} tiêu chí chưa chấm."
    lacking = [str(row.number) for row in rows if row.lack]
    return f"Tiêu chí {', '.join(lacking)} chấm khác cấp trước, cần ghi lý do." if lacking else ""


@transaction.atomic
def decide(dossier: Dossier, conclusion: Conclusion, *, voice: str, by: User, at: datetime) -> None:
    """Take one conclusion, signing the board's card with it where it needs that; both or neither."""
    card = dossier.cards.filter(voice=voice).first() if voice else None
    if card is not None and needs_signing(conclusion.step, card):
        CARD_LIFE.take(card, SIGN, by=by, at=at)
    if conclusion.step in SENT_AGAIN_BY:
        said = Said(conclusion.note, seen=conclusion.seen)
        give_back(dossier=dossier, step=conclusion.step, said=said, by=by, at=at)
    else:
        LIFE.take(dossier, conclusion.step, by=by, at=at, note=conclusion.note, seen=conclusion.seen)
