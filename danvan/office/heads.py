"""What the page of a dossier says of the head of the unit: approved or not, and who may say so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.utils import timezone

from danvan.accounts.access import Action, may
from danvan.accounts.models import User
from danvan.dossiers.actions import EDITABLE
from danvan.dossiers.heading import MAX_NAME, head_unconfirmed, is_approved, may_approve
from danvan.dossiers.models import Dossier
from danvan.kit import dates
from danvan.kit.fields import LineField


@dataclass(frozen=True)
class Head:
    """Where the approval stands; ``form`` asks a writer for the name of a head who has no account."""

    sentence: str
    approved: bool
    may_approve: bool
    form: HeadForm | None


class HeadForm(forms.Form):
    """The edition that was read, and whose approval it is."""

    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    head_name = LineField(
        label="Họ và tên người đứng đầu đã duyệt", max_length=MAX_NAME, required=False,
        help_text="Ghi theo bản giấy có chữ ký; đơn vị chưa có tài khoản của người đứng đầu.",
    )  # fmt: skip


def head_of(dossier: Dossier, user: User, at: datetime) -> Head | None:
    """The approval of a dossier that is being written, in a campaign that asks for one."""
    if dossier.state not in EDITABLE or not dossier.campaign.asks_head:
        return None
    if is_approved(dossier) and dossier.head_at:
        local = timezone.localtime(dossier.head_at)
        told = f"{dossier.head_name} đã duyệt nội dung này lúc {local:%H:%M} ngày {dates.plain(local.date())}."
        return Head(told, approved=True, may_approve=False, form=None)
    allowed = may_approve(user, dossier, at)
    form = HeadForm(initial={"edition": dossier.edition})
    named = allowed and not may(user, Action.CONFIRM, dossier.keeper)
    return Head(head_unconfirmed(dossier, at), approved=False, may_approve=allowed, form=form if named else None)
