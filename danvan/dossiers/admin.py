"""Campaigns and stages as reference tables; dossiers and cards only to look through."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest
from unfold.admin import TabularInline

from danvan.criteria.models import CriteriaVersion
from danvan.dossiers.models import Campaign, CampaignTrack, Dossier, Scorecard, Stage, Window
from danvan.ledger.admin import ReadOnlyAdmin, RecordedAdmin


class TrackInline(TabularInline):
    """What a campaign scores, on issued versions only: a draft could still change under the cards."""

    model = CampaignTrack
    extra = 0

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "version":
            kwargs["queryset"] = CriteriaVersion.objects.issued()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class WindowInline(TabularInline):
    model = Window
    extra = 0


@admin.register(Campaign)
class CampaignAdmin(RecordedAdmin):
    list_display = ["name", "code", "organiser", "first_year", "last_year", "published_at"]
    list_filter = ["is_archive", "last_year"]
    autocomplete_fields = ["organiser"]
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
