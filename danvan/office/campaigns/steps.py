"""The steps of preparing a campaign: their names in addresses, their forms, and how each is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.urls import reverse

from danvan.accounts.models import User
from danvan.criteria.enums import Track
from danvan.dossiers import campaigning
from danvan.dossiers.campaign_obstacles import FACTS, TRACKS, WINDOWS, Obstacle
from danvan.dossiers.campaign_rows import JUDGING
from danvan.dossiers.campaigning import CannotRun
from danvan.dossiers.enums import WindowStage
from danvan.dossiers.guidance import attach_guidance, detach_guidance
from danvan.dossiers.models import Campaign
from danvan.kit.uploads import BadUpload
from danvan.office.campaigns.forms import FactsForm, GuidanceForm
from danvan.office.campaigns.plan_forms import GROUPS, TracksForm, WindowsForm, window_name

GUIDANCE = "guidance"
WORDS = {"thong-tin": FACTS, "noi-dung": TRACKS, "thoi-han": WINDOWS, "huong-dan": GUIDANCE}  # by their addresses
LABELS = {
    FACTS: "Thông tin", TRACKS: "Nội dung và bộ tiêu chí", WINDOWS: "Thời hạn", GUIDANCE: "Hướng dẫn",
}  # fmt: skip
REVIEW = "Xem lại và mở"
_ORDER = list(LABELS)


@dataclass(frozen=True)
class Sent:
    """One step as it was sent: by whom, when, and on which edition of the campaign it was written."""

    campaign: Campaign
    edition: int
    by: User
    at: datetime

    def keywords(self) -> dict[str, Any]:
        """The same for the actions."""
        return {"campaign": self.campaign, "edition": self.edition, "by": self.by, "at": self.at}


def form_of(step: str, campaign: Campaign, data: QueryDict | None = None, files: Any = None) -> forms.Form:
    """The form of a step, as stored or as sent."""
    if step == GUIDANCE:
        return GuidanceForm(campaign, data, files)
    kinds: dict[str, Callable[..., forms.Form]] = {FACTS: FactsForm, TRACKS: TracksForm, WINDOWS: WindowsForm}
    return kinds[step](campaign, data)


def store(form: forms.Form, sent: Sent) -> None:
    """Store a valid form. Raises ``CannotRun``; a file that is refused is told on the form, the rest is kept."""
    if isinstance(form, FactsForm):
        campaigning.write(facts=form.facts(), **sent.keywords())
    elif isinstance(form, TracksForm):
        campaigning.set_tracks(rows=form.rows(), **sent.keywords())
    elif isinstance(form, WindowsForm):
        campaigning.set_windows(rows=form.rows(), **sent.keywords())
    elif isinstance(form, GuidanceForm):
        campaigning.set_guidance(guidance=form.cleaned_data["guidance"], **sent.keywords())
        _papers(form, sent)


def _papers(form: GuidanceForm, sent: Sent) -> None:
    for pk in form.cleaned_data.get("remove", []):
        detach_guidance(file=sent.campaign.files.select_related("campaign__keeper").get(pk=pk), by=sent.by, at=sent.at)
    for upload in form.cleaned_data["papers"]:
        _paper(form, upload, sent)


def _paper(form: GuidanceForm, upload: UploadedFile[bytes], sent: Sent) -> None:
    try:
        attach_guidance(campaign=sent.campaign, upload=upload, by=sent.by, at=sent.at)
    except (BadUpload, CannotRun) as refusal:
        form.add_error("papers", f"“{upload.name}”: {refusal}")


def after(step: str, campaign: Campaign) -> str:
    """The address of the next step; of an open campaign, its own page."""
    if campaign.opened_at is not None:
        return reverse("office:campaign", args=[campaign.pk])
    place = _ORDER.index(step) + 1
    if place < len(_ORDER):
        return reverse("office:campaign-step", kwargs={"pk": campaign.pk, "step": _ORDER[place]})
    return reverse("office:campaign-open", args=[campaign.pk])


def trail(campaign: Campaign, current: str) -> list[dict[str, Any]]:
    """The steps as a trail; the last is the look over everything before opening."""
    rows = [
        {"label": label, "url": reverse("office:campaign-step", kwargs={"pk": campaign.pk, "step": step}),
         "current": step == current}
        for step, label in LABELS.items()
    ]  # fmt: skip
    if campaign.opened_at is None:
        url = reverse("office:campaign-open", args=[campaign.pk])
        rows.append({"label": REVIEW, "url": url, "current": current == ""})
    return rows


@dataclass(frozen=True)
class Part:
    """A heading of a step with its fields; ``folded`` are those that few campaigns need."""

    title: str
    fields: Sequence[BoundField]
    folded: Sequence[BoundField] = ()
    opened: bool = False


def parts(step: str, form: forms.Form) -> list[Part]:
    """The fields of a step under their headings."""
    if step == TRACKS:
        return [
            Part(label, [field for field in form if field.name.startswith(f"{track}-")])
            for track, label in Track.choices
        ]  # fmt: skip
    if step == WINDOWS:
        return [_window(form, stage, label) for stage, label in WindowStage.choices]
    shown = [field for field in form if not field.is_hidden]
    judged = [field for field in shown if step == FACTS and field.name in JUDGING]
    first = Part("", [field for field in shown if field not in judged])
    return [first, Part("Thẩm định, bình xét, kiến nghị", judged)] if judged else [first]


def _window(form: forms.Form, stage: str, label: str) -> Part:
    def pair(group: str) -> list[BoundField]:
        return [form[window_name(stage, group, end)] for end in ("opens", "closes")]

    own = [field for group in GROUPS if group for field in pair(group)]
    return Part(label, pair(""), own, any(field.value() or field.errors for field in own))


def where(obstacle: Obstacle, campaign: Campaign) -> str:
    """The address of the field an obstacle is about."""
    url = reverse("office:campaign-step", kwargs={"pk": campaign.pk, "step": obstacle.step})
    place = {"tracks": "id_MODEL-on", "organiser": "main"}.get(obstacle.place, f"id_{obstacle.place}")
    for title in ("COMMUNE", "AGENCY"):
        if place in {f"id_{title}-at_least", f"id_{title}-asked_of"}:
            place = f"id_{title}-must"
    return f"{url}#{place}"


@dataclass(frozen=True)
class Kept:
    """A field that is stored otherwise than it was typed."""

    label: str
    stored: str


def stored_otherwise(form: forms.Form) -> list[Kept]:
    """What is stored now in the fields that were typed differently: shown beside what was typed, so neither is lost."""
    return [
        Kept(str(field.label), _said(field))
        for field in form
        if field.name in form.changed_data and not isinstance(field.field, forms.FileField)
    ]


def _said(field: BoundField) -> str:
    value = field.initial
    if isinstance(value, bool):
        return "có" if value else "không"
    chosen = getattr(field.field, "choices", None)
    if chosen is not None:
        wanted = {str(one) for one in _several(value)}
        return ", ".join(str(label) for key, label in chosen if str(key) in wanted) or "để trống"
    shown = field.field.prepare_value(value)
    return str(field.field.widget.format_value(shown) or "để trống")


def _several(value: Any) -> Iterable[Any]:
    one = getattr(value, "pk", value)
    return one if isinstance(one, list | tuple) else [one]
