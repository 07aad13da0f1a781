"""Reference tables of units and people, with every change written to the ledger.

They are registered here and not in their own packages because units and accounts lie below the ledger.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.db import models
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest
from django.utils import timezone
from import_export.admin import ExportMixin
from unfold.admin import ModelAdmin, TabularInline
from unfold.contrib.import_export.forms import ExportForm
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from danvan.accounts.models import Post, User
from danvan.ledger.models import Channel, Event
from danvan.ledger.record import Act, record, wait_for_writers
from danvan.units.actions import settle
from danvan.units.models import Division, Unit, UnitChange, UnitSpan


class RecordedAdmin(ModelAdmin):
    """An admin whose every save is an event; nothing is deleted here, history needs it."""

    list_per_page = 40

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: models.Model, form: ModelForm[Any], change: bool) -> None:
        wait_for_writers()
        super().save_model(request, obj, form, change)
        _record(request, obj, "change" if change else "add", _changed(form))

    def save_formset(
        self, request: HttpRequest, form: ModelForm[Any], formset: BaseInlineFormSet[Any, Any, Any], change: bool
    ) -> None:
        """The lines under a form, such as the posts of a person: each one added, changed or taken away."""
        super().save_formset(request, form, formset, change)
        for line in formset.forms:
            if line.has_changed() and line.instance.pk and line not in formset.deleted_forms:
                verb = "add" if line.instance in formset.new_objects else "change"
                _record(request, line.instance, verb, _changed(line))
        for gone in formset.deleted_objects:
            _record(request, form.instance, "remove", {str(gone._meta.verbose_name): [str(gone), ""]})


_LABELS = {"add": "Thêm vào danh mục", "change": "Sửa danh mục", "remove": "Bỏ khỏi danh mục"}


def _record(request: HttpRequest, obj: models.Model, verb: str, details: dict[str, list[str]]) -> None:
    assert isinstance(request.user, User)
    act = Act(obj, verb, f"{_LABELS[verb]}: {obj._meta.verbose_name}", details=details)
    record(act, by=request.user, at=timezone.now(), channel=Channel.ADMIN)


def _changed(form: ModelForm[Any]) -> dict[str, list[str]]:
    """The fields that were changed, with what they said before and after; never a password."""
    return {
        name: [str(form.initial.get(name, "")), str(form.cleaned_data.get(name, ""))]
        for name in form.changed_data
        if "password" not in name
    }


class ReadOnlyAdmin(ModelAdmin):
    """An admin to look through: what has a state, or is history, is changed on its own screens only."""

    list_per_page = 40

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class UnitSpanInline(TabularInline):
    model = UnitSpan
    fk_name = "unit"
    extra = 0
    fields = ["name", "kind", "parent", "valid_from", "valid_to", "legal_basis"]
    autocomplete_fields = ["parent"]
    can_delete = False


@admin.register(Unit)
class UnitAdmin(ExportMixin, RecordedAdmin):
    """Units by their periods; the name and place shown follow the newest period."""

    export_form_class = ExportForm
    list_display = ["name", "code", "kind", "parent", "ended_on"]
    list_filter = ["kind", "is_illustrative"]
    search_fields = ["name_fold", "code", "name"]
    fields = ["code", "is_illustrative"]
    inlines = [UnitSpanInline]

    def save_model(self, request: HttpRequest, obj: models.Model, form: ModelForm[Any], change: bool) -> None:
        assert isinstance(obj, Unit)
        obj.path = obj.path or f"{obj.code}/"
        super().save_model(request, obj, form, change)

    def save_formset(
        self, request: HttpRequest, form: ModelForm[Any], formset: BaseInlineFormSet[Any, Any, Any], change: bool
    ) -> None:
        super().save_formset(request, form, formset, change)
        settle(form.instance)


@admin.register(UnitChange)
class UnitChangeAdmin(ReadOnlyAdmin):
    list_display = ["on", "kind", "legal_basis"]
    list_filter = ["kind"]


@admin.register(Division)
class DivisionAdmin(RecordedAdmin):
    list_display = ["name", "code", "level", "valid_from", "valid_to"]
    list_filter = ["level"]
    search_fields = ["name", "code"]


class PostInline(TabularInline):
    model = Post
    extra = 0
    autocomplete_fields = ["unit"]
    can_delete = False


admin.site.unregister(Group)


@admin.register(User)
class UserAdmin(DjangoUserAdmin, RecordedAdmin):  # type: ignore[type-arg]
    """People and their posts."""

    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    list_display = ["username", "full_name", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["username", "full_name"]
    ordering = ["username"]
    fieldsets = (
        (None, {"fields": ("username", "password", "full_name", "email")}),
        ("Quyền vào khu quản trị", {"fields": ("is_active", "is_staff", "is_superuser")}),
    )
    filter_horizontal = ()
    inlines = [PostInline]


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_display = ["at", "actor", "label", "subject", "note", "channel"]
    list_filter = ["channel", "verb"]
    search_fields = ["subject", "note"]
    list_select_related = ["actor"]
