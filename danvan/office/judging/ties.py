"""The screen of ties: what was declared, what the portal knows by itself, and the form to declare or to add."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils import timezone

from danvan.accounts.models import User
from danvan.dossiers.conflicts import barred_dossiers
from danvan.dossiers.declaring import declaration_of, dossiers_to_name, ties_of
from danvan.dossiers.models import Campaign, Dossier, Tie
from danvan.kit import dates
from danvan.office.judging.forms import NONE, SOME, TiesForm


def form_for(user: User, campaign: Campaign, data: QueryDict | None, asked: QueryDict) -> TiesForm:
    """The form to declare, or to add to what was declared; ``ho-so`` in an address names a dossier to begin with."""
    first = dossiers_to_name(campaign).filter(pk=asked.get("ho-so") or 0).first() if _is_number(asked) else None
    initial = {"ho-so-0": named(first), "khai": SOME} if first else {"khai": None}
    return TiesForm(campaign, data, again=declaration_of(user, campaign) is not None, initial=initial)


def _is_number(asked: QueryDict) -> bool:
    text = asked.get("ho-so", "")
    return text.isascii() and text.isdecimal() and len(text) < 10


def named(dossier: Dossier) -> str:
    """A dossier as it is picked from the list: its number, what it is about, and whose it is."""
    what = dossier.title if dossier.is_model else dossier.get_track_display()
    return f"{dossier.pk}: {what}, {dossier.unit_name}"


def context(user: User, campaign: Campaign, form: TiesForm) -> dict[str, Any]:
    """What the page shows beside the form."""
    declaration = declaration_of(user, campaign)
    dossiers = list(dossiers_to_name(campaign))
    return {
        "form": form,
        "lines": form.lines(),
        "declared": _when(declaration.declared_at) if declaration else "",
        "ties": [_told(tie) for tie in ties_of(declaration)] if declaration else [],
        "options": [named(one) for one in dossiers],
        "barred": len(barred_dossiers(user, dossiers)),
        "asked": campaign.asks_ties,
    }


def _told(tie: Tie) -> dict[str, str]:
    whom = f"{tie.unit.name} và các đơn vị trực thuộc" if tie.unit else named(tie.dossier) if tie.dossier else ""
    return {"whom": whom, "reason": tie.reason, "at": _when(tie.added_at)}


def _when(moment: Any) -> str:
    local = timezone.localtime(moment)
    return f"{local:%H:%M} ngày {dates.plain(local.date())}"


def thanks(form: TiesForm, again: bool) -> str:
    """What is said once it is stored."""
    if again:
        return "Đã khai thêm. Những hồ sơ liên quan được chuyển cho người thẩm định khác."
    if form.cleaned_data.get("khai") == NONE:
        return "Đã ghi: bạn không có quan hệ nào phải khai trong đợt này. Có gì phát sinh thì khai thêm ở trang này."
    return "Đã ghi lời khai. Những hồ sơ liên quan được chuyển cho người thẩm định khác."
