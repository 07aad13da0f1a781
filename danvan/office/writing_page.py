"""What the page on which a registration is written shows: its tabs, its sections, and what is left to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.forms.boundfield import BoundField
from django.urls import reverse

from danvan.criteria.enums import Track
from danvan.dossiers.actions import EDITABLE
from danvan.dossiers.blockers import missing_items
from danvan.dossiers.models import Campaign, CampaignTrack, Dossier
from danvan.kit import vi
from danvan.office.forms_dossiers import WritingForm
from danvan.office.listing import SHORT_TRACKS


@dataclass(frozen=True)
class Item:
    """One compulsory item, and whether it is there already."""

    label: str
    url: str
    done: bool


@dataclass(frozen=True)
class Section:
    """Some fields under one heading, with what of them must be there before sending."""

    title: str
    anchor: str
    fields: Sequence[BoundField]
    items: Sequence[Item]

    @property
    def left(self) -> int:
        """How many compulsory items are not there yet."""
        return sum(not item.done for item in self.items)


def sections(form: WritingForm, dossier: Dossier | None) -> list[Section]:
    """The sections of a form in order; ``dossier`` says what counts as filled in, None asks for nothing."""
    whole = dict(missing_items(Dossier(track=dossier.track))) if dossier else {}
    left = {name for name, _ in missing_items(dossier)} if dossier else set()
    found = []
    for number, (title, fields) in enumerate(form.sections(), 1):
        asked = [field for field in fields if field.name in whole]
        items = [Item(vi.capfirst_vi(whole[f.name]), f"#{_first(f)}", f.name not in left) for f in asked]
        found.append(Section(title, f"muc-{number}", fields, items))
    return found


def _first(field: BoundField) -> str:
    """What can be jumped to: of several choices the first."""
    return f"{field.auto_id}_0" if field.use_fieldset else str(field.auto_id)


def new_context(
    campaign: Campaign, tracks: Sequence[CampaignTrack], track: CampaignTrack, form: WritingForm
) -> dict[str, Any]:
    """The page of a new registration."""
    here = reverse("office:dossier-new", args=[campaign.code])
    unit = form.initial.get("unit") or ""  # a tab keeps the unit that was chosen on the desk
    is_model = track.track == Track.MODEL
    return {
        "form": form,
        "sections": sections(form, Dossier(track=track.track)),
        "campaign": campaign,
        "heading": "Đăng ký mô hình" if is_model else f"Đăng ký {SHORT_TRACKS[Track(track.track)].lower()}",
        "track": Track(track.track),
        "tabs": [
            {
                "label": SHORT_TRACKS[Track(t.track)],
                "url": f"{here}?noi-dung={t.track}&don-vi={unit}",
                "current": t == track,
            }
            for t in tracks
        ],
        "asks": True,
        "save_label": "Lưu bản nháp",
        "send_label": "Lưu và gửi đăng ký",
    }


def edit_context(dossier: Dossier, form: WritingForm, *, asks: bool) -> dict[str, Any]:
    """The page of a registration that is changed; ``asks`` for what must be there before sending."""
    is_open = dossier.state in EDITABLE
    return {
        "form": form,
        "asks": is_open and asks,
        "sections": sections(form, dossier if is_open and asks else None),
        "campaign": dossier.campaign,
        "dossier": dossier,
        "heading": "Sửa đăng ký" if is_open else "Ghi kết quả thực hiện",
        "save_label": "Lưu bản nháp" if is_open else "Lưu kết quả",
        "send_label": "Lưu và gửi đăng ký" if is_open else "",
    }
