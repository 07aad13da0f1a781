"""Campaigns and stages as reference tables; dossiers and cards only to look through."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest
from unfold.admin import TabularInline

from danvan.criteria.models import CriteriaVersion
from danvan.dossiers.models import Campaign, CampaignTrack, Dossier, ReturnReason, Scorecard, Stage, Window
from danvan.ledger.admin import ReadOnlyAdmin, RecordedAdmin


class TrackInline(TabularInline):
    """What a campaign scores, on issued versions only: a draft could still change under the cards."""

    model = CampaignTrack
    extra = 0
    fields = ["track", "version"]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "version":
            kwargs["queryset"] = CriteriaVersion.objects.issued()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class WindowInline(TabularInline):
    model = Window
    extra = 0


@admin.register(Campaign)
class CampaignAdmin(RecordedAdmin):
    """Campaigns as rows: one added here is a draft, and is opened on the screen “Đợt thi đua” like every other."""

    list_display = ["name", "code", "organiser", "first_year", "last_year", "opened_at", "published_at"]
    list_filter = ["is_archive", "last_year"]
    autocomplete_fields = ["organiser"]
    readonly_fields = ["opened_at", "opened_by"]
    exclude = ["copied_from"]
    inlines = [TrackInline, WindowInline]

    def save_model(self, request: HttpRequest, obj: models.Model, form: ModelForm[Any], change: bool) -> None:
        """Whoever organises a campaign keeps it, until a rearrangement hands it over."""
        if isinstance(obj, Campaign) and "organiser" in form.changed_data:
            obj.keeper = obj.organiser
        super().save_model(request, obj, form, change)


@admin.register(Stage)
class StageAdmin(RecordedAdmin):
    list_display = ["name", "unit", "first_year", "last_year", "order"]
    autocomplete_fields = ["unit"]


@admin.register(ReturnReason)
class ReturnReasonAdmin(RecordedAdmin):
    """The reasons for returning a dossier; one that is no longer used is switched off, never taken away."""

    list_display = ["label", "code", "order", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["label"]
    ordering = ["order"]

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> list[str]:
        """A code is given once: returns of before are counted by it."""
        return ["code"] if obj else []


@admin.register(Dossier)
class DossierAdmin(ReadOnlyAdmin):
    list_display = ["title", "unit_name", "year", "track", "state"]
    list_filter = ["campaign", "track", "state"]
    search_fields = ["search"]


@admin.register(Scorecard)
class ScorecardAdmin(ReadOnlyAdmin):
    list_display = ["dossier", "voice", "state", "passed", "is_pass"]
    list_filter = ["voice", "state"]
    list_select_related = ["dossier"]
