"""Registrations like the one at hand, side by side with it: told before it is taken, to those who read them anyway."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import Truncator

from danvan.accounts.models import User
from danvan.dossiers.enums import Continuity, State
from danvan.dossiers.likeness import Alike, Kin, alike
from danvan.dossiers.models import Dossier
from danvan.kit import vi

TOLD_AT = frozenset({State.DRAFT, State.RETURNED, State.SUBMITTED})  # afterwards it has been looked at
METHOD = 160  # characters of the method that are shown
ADVICE = {
    Kin.SAME_YEAR: "Trong năm, đơn vị có hồ sơ giống hồ sơ này; nếu là một việc thì chỉ giữ một hồ sơ.",
    Kin.EARLIER: "Đơn vị đã đăng ký mô hình này ở năm khác; nếu làm tiếp thì chọn “Duy trì” thay cho “Đăng ký mới”.",
    Kin.ELSEWHERE: "Đơn vị khác có mô hình giống mô hình này. Mô hình của khu dân cư không được trùng với phong trào "
    "do Mặt trận Tổ quốc hoặc đoàn thể chủ trì; nếu là một việc thì thống nhất một nơi đăng ký.",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One registration beside the one at hand."""

    title: str
    unit: str
    year: int
    method: str
    told: str  # "gần như trùng, đơn vị khác"
    url: str


@dataclass(frozen=True)
class Likes:
    """The registration at hand, those like it, and what to make of it."""

    mine: Row
    rows: Sequence[Row]
    advice: Sequence[str]


def likes(dossier: Dossier, user: User) -> Likes | None:
    """What looks like a registration that waits to be taken, among what this person and the public may read."""
    if dossier.state not in TOLD_AT or dossier.campaign.is_archive:
        return None
    reach = Dossier.objects.for_user(user)
    found = alike(dossier, reach | Dossier.objects.public())
    if dossier.continuity == Continuity.KEPT:  # going on with what the unit did before is what this one says of itself
        found = [one for one in found if one.kin != Kin.EARLIER]
    if not found:
        return None
    near = set(reach.filter(pk__in=[one.pk for one in found]).values_list("pk", flat=True))
    mine = Row(dossier.title, dossier.unit_name, dossier.year, _short(dossier.method), "hồ sơ này", "")
    kinds = [kin for kin in ADVICE if any(one.kin == kin for one in found)]
    return Likes(mine, [_row(one, one.pk in near) for one in found], [ADVICE[kin] for kin in kinds])


def _row(one: Alike, is_near: bool) -> Row:
    """A registration in reach leads to its dossier, another to its public page."""
    public = reverse("portal:practice", kwargs={"pk": one.pk, "slug": vi.slug(one.title)})
    url = reverse("office:dossier", args=[one.pk]) if is_near else public
    return Row(one.title, one.unit_name, one.year, _short(one.method), f"{one.told}, {one.kin.value}", url)


def _short(text: str) -> str:
    return Truncator(" ".join(text.split())).chars(METHOD)
