"""The two large forms of preparing a campaign: what it takes of each track, and when each stage is open."""

from __future__ import annotations

from typing import Any

from django import forms

from danvan.criteria.enums import Track
from danvan.criteria.models import CriteriaVersion
from danvan.dossiers.campaigning import TrackRow, WindowRow, versions_for
from danvan.dossiers.enums import UnitGroup, WindowStage
from danvan.dossiers.models import Campaign, CampaignTrack
from danvan.office.campaigns.fields import CLOSES, OPENS, MomentField, weekday

GROUPS = ("", *UnitGroup.values)
TITLE_GROUPS = {Track.COMMUNE: str(UnitGroup.COMMUNES), Track.AGENCY: str(UnitGroup.AGENCIES)}
MUST = {
    Track.COMMUNE: "Mọi xã, phường, thị trấn phải đăng ký",
    Track.AGENCY: "Mọi cơ quan, đơn vị phải đăng ký",
}


class VersionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A criteria list with its edition; one that is no longer in use says so."""

    def label_from_instance(self, obj: Any) -> str:
        ended = " (đã thôi áp dụng)" if obj.retired_on else "" if obj.is_issued else " (bản thảo)"
        return f"{obj.criteria_set.name}, {obj.label}{ended}"


class TracksForm(forms.Form):
    """What a campaign takes of each track."""

    def __init__(self, campaign: Campaign, data: Any = None) -> None:
        super().__init__(data)
        stored = {one.track: one for one in campaign.tracks.select_related("version")}
        fixed = campaign.opened_at is not None
        for track in Track.values:
            one = stored.get(track)
            chosen = versions_for(campaign.keeper, track)
            if one is not None and one.version_id:
                chosen = chosen | CriteriaVersion.objects.filter(pk=one.version_id).select_related("criteria_set")
            self.fields[f"{track}-on"] = forms.BooleanField(
                label="Có trong đợt này", required=False, initial=one is not None, disabled=fixed
            )
            self.fields[f"{track}-version"] = VersionChoice(
                queryset=chosen, label="Bộ tiêu chí", required=False, disabled=fixed,
                empty_label="không chấm theo bộ tiêu chí" if track == Track.MODEL else "chưa chọn",
                initial=one.version_id if one else None,
            )  # fmt: skip
            if track == Track.MODEL:
                self._numbers(one)
            else:
                self.fields[f"{track}-must"] = forms.BooleanField(
                    label=MUST[Track(track)], required=False, initial=bool(one and one.asked_of)
                )

    def _numbers(self, one: CampaignTrack | None) -> None:
        wrong = {"invalid": "Hãy ghi một số.", "min_value": "Hãy ghi từ {}.", "max_value": "Không quá 99."}
        for name, label, least in (("at_least", "ít nhất", 0), ("at_most", "nhiều nhất", 1)):
            self.fields[f"MODEL-{name}"] = forms.IntegerField(
                label=f"Mỗi đơn vị {label}", required=False, min_value=least, max_value=99,
                initial=(getattr(one, name) or None) if one else None,
                error_messages={**wrong, "min_value": wrong["min_value"].format(least)},
                help_text="Để trống nếu không hạn chế." if least else "Để trống nếu không bắt buộc.",
            )  # fmt: skip
        self.fields["MODEL-asked_of"] = forms.MultipleChoiceField(
            label="Ai phải đăng ký ít nhất số đó", required=False, choices=UnitGroup.choices,
            widget=forms.CheckboxSelectMultiple, initial=one.asked_of if one else [],
        )  # fmt: skip

    def rows(self) -> list[TrackRow]:
        """The tracks that are ticked, as typed; a title that must be registered is asked of its own group, once."""
        typed = self.cleaned_data
        rows = []
        for track in (one for one in Track.values if typed[f"{one}-on"]):
            version = typed[f"{track}-version"]
            if track == Track.MODEL:
                least, most = typed["MODEL-at_least"] or 0, typed["MODEL-at_most"]
                rows.append(TrackRow(track, version, least, most, typed["MODEL-asked_of"]))
            else:
                must = typed[f"{track}-must"]
                rows.append(TrackRow(track, version, int(must), None, [TITLE_GROUPS[Track(track)]] if must else []))
        return rows


def window_name(stage: str, group: str, end: str) -> str:
    """The name of a field of the windows form: REGISTER-closes, REGISTER-COMMUNES-opens."""
    return "-".join(filter(None, [stage, group, end]))


class WindowsForm(forms.Form):
    """From when to when each stage is open, for all and, where it differs, for a group."""

    def __init__(self, campaign: Campaign, data: Any = None) -> None:
        super().__init__(data)
        stored = {(one.stage, one.unit_group): one for one in campaign.windows.all()}
        for stage, label in WindowStage.choices:
            for group in GROUPS:
                one = stored.get((stage, group))
                whose = f" ({UnitGroup(group).label.lower()})" if group else ""
                for end, word, hour in (("opens", "mở", OPENS), ("closes", "đóng", CLOSES)):
                    moment = getattr(one, f"{end}_at") if one else None
                    self.fields[window_name(stage, group, end)] = MomentField(
                        hour=hour, label=f"{label} {word} lúc{whose}", required=False, initial=moment,
                        help_text=weekday(moment) if moment else "",
                    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Both ends or neither, and the closing after the opening."""
        typed: dict[str, Any] = super().clean() or {}
        for stage in WindowStage.values:
            for group in GROUPS:
                names = [window_name(stage, group, end) for end in ("opens", "closes")]
                opens, closes = (typed.get(name) for name in names)
                if any(name in self.errors for name in names):
                    continue
                if bool(opens) != bool(closes):
                    self.add_error(names[bool(opens)], "Hãy ghi cả lúc mở và lúc đóng, hoặc để trống cả hai.")
                elif opens and closes <= opens:
                    self.add_error(names[1], "Giờ đóng phải sau giờ mở.")
        return typed

    def rows(self) -> list[WindowRow]:
        """The windows that have dates."""
        typed = self.cleaned_data
        return [
            WindowRow(stage, group, opens, typed[window_name(stage, group, "closes")])
            for stage in WindowStage.values
            for group in GROUPS
            if (opens := typed[window_name(stage, group, "opens")])
        ]
