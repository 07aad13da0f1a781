"""The kinds of work a desk can hold: whose dossiers each takes in, by when, and how it is said."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, Q

from danvan.accounts.access import Action, homes, may_somewhere, rows
from danvan.accounts.models import User
from danvan.dossiers.enums import State, Voice, WindowStage
from danvan.reports.desk import on_a_draft

ORGANISER = "campaign__keeper__path"
DIRECT = Q(superior=F("campaign__organiser")) | Q(superior=F("campaign__keeper"))


@dataclass(frozen=True)
class Kind:
    """One kind of work: in addresses ``viec=<key>``; the sentences take "của Đảng bộ xã …" or a number in words."""

    key: str
    stage: WindowStage
    one: str
    many: str
    button: str
    voice: str = ""


KINDS = (
    Kind("tinh-tra", WindowStage.REVIEW, "Tỉnh trả lại hồ sơ {of}", "{count} hồ sơ tỉnh trả lại", "Mở hồ sơ",
         Voice.SUPERIOR),
    Kind("phieu-bi-tra", WindowStage.REPORT, "Sửa phiếu tự chấm {of}", "{count} phiếu tự chấm bị trả lại", "Mở phiếu",
         Voice.SELF),
    Kind("dang-ky-bi-tra", WindowStage.REGISTER, "Sửa đăng ký {of}", "{count} đăng ký bị trả lại", "Sửa đăng ký"),
    Kind("nhap", WindowStage.REGISTER, "Hoàn thiện, gửi đăng ký {of}", "{count} đăng ký nháp chưa gửi", "Viết tiếp"),
    Kind("tiep-nhan", WindowStage.REGISTER, "Tiếp nhận đăng ký {of}", "{count} đăng ký chờ tiếp nhận", "Xem đăng ký"),
    Kind("tu-cham", WindowStage.REPORT, "Tự chấm, gửi phiếu {of}", "{count} hồ sơ cần tự chấm và gửi phiếu",
         "Tự chấm", Voice.SELF),
    Kind("cham", WindowStage.REVIEW, "Chấm phiếu {of}", "{count} phiếu tự chấm chờ chấm", "Chấm phiếu",
         Voice.SUPERIOR),
    Kind("tham-dinh", WindowStage.CONFIRM, "Thẩm định hồ sơ {of}", "{count} hồ sơ chờ thẩm định", "Thẩm định",
         Voice.PROVINCE),
    Kind("duyet", WindowStage.CONFIRM, "Duyệt hồ sơ {of}", "{count} hồ sơ chờ duyệt công nhận", "Xem hồ sơ"),
    Kind("cho-quyet-dinh", WindowStage.CONFIRM, "Đưa vào quyết định hồ sơ {of}",
         "{count} hồ sơ đủ điều kiện, chờ quyết định", "Soạn quyết định"),
)  # fmt: skip
BY_KEY = {kind.key: kind for kind in KINDS}
VOICES = {kind.key: str(kind.voice) for kind in KINDS if kind.voice}


def conditions(user: User) -> dict[str, Q]:
    """For each kind of work that this person can have, the dossiers it takes in; the list filters by the same."""
    found: dict[str, Q] = {}
    if may_somewhere(user, Action.EDIT):
        found |= _writing(user)
    if may_somewhere(user, Action.REVIEW):
        found |= _reviewing(user)
    if may_somewhere(user, Action.APPROVE):
        found["duyet"] = Q(state=State.CONFIRMED) & rows(user, Action.APPROVE, path=ORGANISER)
    if may_somewhere(user, Action.DRAFT_DECISION):
        free = Q(state=State.APPROVED, recognised_on__isnull=True) & ~Q(on_a_draft())
        found["cho-quyet-dinh"] = free & rows(user, Action.DRAFT_DECISION, path=ORGANISER)
    living = Q(campaign__is_archive=False)
    return {kind.key: found[kind.key] & living for kind in KINDS if kind.key in found}


def _writing(user: User) -> dict[str, Q]:
    """What a person writes: for the unit of their own post, or begun by themselves for a unit below."""
    own = rows(user, Action.EDIT) & (Q(unit__in=[home.pk for home in homes(user)]) | Q(created_by=user))
    return {
        "dang-ky-bi-tra": own & Q(state=State.RETURNED),
        "nhap": own & Q(state=State.DRAFT),
        "tu-cham": own & Q(state=State.ACCEPTED),
        "phieu-bi-tra": own & Q(state=State.REWORK),
    }


def _reviewing(user: User) -> dict[str, Q]:
    """What a board judges: as the one next above the unit, or as the organiser."""
    near = rows(user, Action.REVIEW, path="superior_keeper__path")
    last = rows(user, Action.REVIEW, path=ORGANISER)
    return {
        "tiep-nhan": near & Q(state=State.SUBMITTED),
        "cham": near & Q(state=State.REPORTED) & ~DIRECT,
        "tinh-tra": near & Q(state=State.SENT_BACK),
        "tham-dinh": last & (Q(state=State.SENT) | (Q(state=State.REPORTED) & DIRECT)),
    }
