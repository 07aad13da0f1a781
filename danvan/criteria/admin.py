"""Criteria sets while they are drafts; an issued version, and every theme scheme, can only be read here."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from import_export import resources
from import_export.admin import ExportMixin
from unfold.admin import TabularInline
from unfold.contrib.import_export.forms import ExportForm

from danvan.accounts.models import User
from danvan.criteria.actions import CannotIssue, issue
from danvan.criteria.models import CriteriaGroup, CriteriaSet, CriteriaVersion, Criterion, Theme, ThemeScheme
from danvan.ledger.admin import ReadOnlyAdmin, RecordedAdmin


def _version_of(obj: models.Model | None) -> CriteriaVersion | None:
    return obj if isinstance(obj, CriteriaVersion) else getattr(obj, "version", None)


class DraftOnlyInline(TabularInline):
    """Lines that can be changed only while their version is a draft."""

    extra = 0

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        version = _version_of(obj)
        return version is None or not version.is_issued

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self.has_change_permission(request, obj)


class GroupInline(DraftOnlyInline):
    model = CriteriaGroup
    fields = ["order", "numeral", "title"]


class CriterionInline(DraftOnlyInline):
    model = Criterion
    fields = ["order", "code", "key", "group", "title", "is_veto", "evidence_required", "weight"]


@admin.register(CriteriaSet)
class CriteriaSetAdmin(RecordedAdmin):
    list_display = ["name", "code", "track"]


@admin.register(CriteriaVersion)
class CriteriaVersionAdmin(RecordedAdmin):
    """One edition: edited as a draft, then issued by the action in the list."""

    list_display = ["__str__", "mode", "min_passed", "min_points", "is_sample", "issued_at"]
    list_filter = ["criteria_set", "is_sample"]
    inlines = [GroupInline, CriterionInline]
    actions = ["issue_selected"]

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        version = _version_of(obj)
        return super().has_change_permission(request, obj) and (version is None or not version.is_issued)

    @admin.action(description="Ban hành phiên bản đã chọn (không sửa được nữa)")
    def issue_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        assert isinstance(request.user, User)
        for version in queryset:
            try:
                issue(version=version, by=request.user, at=timezone.now())
            except CannotIssue as refusal:
                messages.error(request, f"{version}: {refusal}")
            else:
                messages.success(request, f"Đã ban hành {version}.")


@admin.register(Criterion)
class CriterionAdmin(RecordedAdmin):
    """The whole text of one criterion, while its version is a draft."""

    list_display = ["code", "title", "version", "is_veto"]
    list_filter = ["version"]
    search_fields = ["code", "title"]

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        version = _version_of(obj)
        return super().has_change_permission(request, obj) and (version is None or not version.is_issued)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A criterion is added to, or moved into, a draft only."""
        drafts = {"version": CriteriaVersion.objects.filter(issued_at__isnull=True),
                  "group": CriteriaGroup.objects.filter(version__issued_at__isnull=True)}  # fmt: skip
        if db_field.name in drafts:
            kwargs["queryset"] = drafts[db_field.name]
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class ThemeSheet(resources.ModelResource):
    """Themes as a sheet to take out."""

    class Meta:
        model = Theme
        fields = ("code", "scheme__code", "name", "short_name", "order", "common")


@admin.register(Theme)
class ThemeAdmin(ExportMixin, ReadOnlyAdmin):
    """Themes to look through and take out; they are written on the screen of their scheme."""

    resource_classes = [ThemeSheet]
    export_form_class = ExportForm
    list_display = ["name", "scheme", "order", "common"]
    list_filter = ["scheme"]
    search_fields = ["name"]


@admin.register(ThemeScheme)
class ThemeSchemeAdmin(ReadOnlyAdmin):
    """Schemes to look through; they are drafted, issued and ended on their own screens."""

    list_display = ["name", "code", "valid_from", "valid_to"]
