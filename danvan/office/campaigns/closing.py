"""Until when something may be sent, in words, by the server's clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.urls import reverse

from danvan.criteria.enums import Track
from danvan.dossiers.enums import State, UnitGroup, WindowStage
from danvan.dossiers.models import Campaign, Dossier
from danvan.dossiers.windows import Closing, closing, closing_for_group, closing_of, told
from danvan.units.models import Unit

# What is due while a dossier stands where it does; the others wait for a decision.
STAGES = {
    State.DRAFT: WindowStage.REGISTER, State.RETURNED: WindowStage.REGISTER, State.ACCEPTED: WindowStage.REPORT,
    State.REWORK: WindowStage.REPORT, State.REPORTED: WindowStage.REVIEW, State.SENT_BACK: WindowStage.REVIEW,
    State.SENT: WindowStage.CONFIRM,
}  # fmt: skip
_GROUPS = {Track.COMMUNE: UnitGroup.COMMUNES, Track.AGENCY: UnitGroup.AGENCIES}


@dataclass(frozen=True)
class Note:
    """The closing of a stage in a sentence, and where the guidance of the campaign is read."""

    sentence: str
    url: str
    kind: str  # "cham" while there is time; "" (red) once it is closed or late


def of_dossier(dossier: Dossier, at: datetime) -> Note | None:
    """What is due on a dossier now; nothing for one that waits for a decision, or from old books."""
    stage = STAGES.get(State(dossier.state))
    if stage is None or dossier.campaign.is_archive:
        return None
    return note(dossier.campaign, stage, closing_of(dossier, stage, at), at)


def of_registration(campaign: Campaign, track: str, unit: Unit | None, at: datetime) -> Note | None:
    """Until when a new registration may be sent: by the chosen unit, or by any unit this track is for."""
    if campaign.is_archive:
        return None
    stage = WindowStage.REGISTER
    group = _GROUPS.get(Track(track), "")
    found = closing(campaign, stage, unit, at) if unit else closing_for_group(campaign, stage, group, at)
    return note(campaign, stage, found, at)


def of_form(campaign: Campaign, track: str, form: forms.Form, at: datetime) -> Note | None:
    """The same for a form with a choice of units, by the one it begins with or that was chosen on it."""
    chosen = form["unit"].value()
    pk = int(chosen) if str(chosen or "").isdecimal() and len(str(chosen)) < 18 else 0
    units = form.fields["unit"].queryset  # type: ignore[attr-defined]
    return of_registration(campaign, track, units.filter(pk=pk).first() if pk else None, at)


def note(campaign: Campaign, stage: str, found: Closing | None, at: datetime) -> Note:
    """The note of a closing; without one, only the way to the guidance."""
    url = reverse("office:campaign", args=[campaign.pk])
    if found is None:
        return Note("", url, "cham")
    calm = found.is_open(at) and not found.is_late(at)
    return Note(f"{WindowStage(stage).label}{words(found, at)}", url, "cham" if calm or at < found.opens_at else "")


def words(found: Closing, at: datetime) -> str:
    """ " đóng lúc 17:00 ngày 31/03/2027, còn 12 ngày." and its like, to follow the name of a stage."""
    closes = told(found.closes_at)
    if at < found.opens_at:
        return f" mở từ {told(found.opens_at)}, đóng lúc {closes}."
    if not found.is_late(at):
        longer = f"; gia hạn cho đơn vị đến {told(found.until)}" if found.until else ""
        return f" đóng lúc {closes}, {left(found.closes_at, at)}{longer}."
    if found.until and at <= found.until:
        return f" đã đóng lúc {closes}; gia hạn cho đơn vị đến {told(found.until)}, {left(found.until, at)}. " \
               "Gửi lúc này được ghi là muộn."  # fmt: skip
    longer = f"; gia hạn cho đơn vị đến {told(found.until)} cũng đã hết" if found.until else ""
    return f" đã đóng lúc {closes}{longer}."


def left(moment: datetime, at: datetime) -> str:
    """How much time is left: in days, near the end in hours and minutes."""
    seconds = int((moment - at).total_seconds())
    if seconds < 0:
        return "đã hết"
    minutes, hours, days = seconds // 60, seconds // 3600, seconds // 86400
    if days >= 3:
        return f"còn {days} ngày"
    if days:
        return f"còn {days} ngày {hours - 24 * days} giờ"
    if hours:
        return f"còn {hours} giờ {minutes - 60 * hours} phút"
    return f"còn {minutes} phút" if minutes else "còn dưới 1 phút"
