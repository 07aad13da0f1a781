"""Reference tables of units and people, with every change written to the ledger.

They are registered here and not in their own packages because units and accounts lie below the ledger.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from import_export.admin import ExportMixin
from unfold.admin import ModelAdmin, TabularInline
from unfold.contrib.import_export.forms import ExportForm
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from danvan.accounts.models import Post, User
from danvan.ledger.models import UNTOLD, Channel, Event
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


class SpanFormSet(BaseInlineFormSet):  # type: ignore[type-arg]
    """The periods of one unit: no two share a day, and none stands under the unit itself or what is below it."""

    def clean(self) -> None:
        super().clean()
        spans = [form.cleaned_data for form in self.forms if form.is_valid() and form.cleaned_data.get("valid_from")]
        spans.sort(key=lambda span: span["valid_from"])
        for one, other in pairwise(spans):
            if other["valid_from"] <= (one["valid_to"] or date.max):
                raise ValidationError("Hai giai đoạn của đơn vị trùng ngày nhau. Hãy sửa ngày bắt đầu hoặc kết thúc.")
        own = self.instance.path
        if own and any(span["parent"] and span["parent"].path.startswith(own) for span in spans):
            raise ValidationError("Cấp trên không thể là chính đơn vị này hoặc đơn vị ở dưới nó.")


class UnitSpanInline(TabularInline):
    model = UnitSpan
    formset = SpanFormSet
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

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> list[str]:
        """A code is given once: old registrations say by it where they stood."""
        return ["code"] if obj else []

    def save_model(self, request: HttpRequest, obj: models.Model, form: ModelForm[Any], change: bool) -> None:
        assert isinstance(obj, Unit)
        obj.path = obj.path or f"{obj.code}/"
        super().save_model(request, obj, form, change)

    def save_formset(
        self, request: HttpRequest, form: ModelForm[Any], formset: BaseInlineFormSet[Any, Any, Any], change: bool
    ) -> None:
        super().save_formset(request, form, formset, change)
        settle(form.instance, timezone.localdate())


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

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        """A password set for someone is an event too, without a word of it."""
        response = super().user_change_password(request, id, form_url)
        person = self.get_object(request, id)
        if request.method == "POST" and response.status_code == 302 and person is not None:
            _record(request, person, "change", {"mật khẩu": ["", "đã đặt lại"]})
        return response


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_display = ["at", "actor", "label", "subject", "note", "channel"]
    list_filter = ["channel", "verb"]
    search_fields = ["subject", "note"]
    list_select_related = ["actor"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """All but what is nobody's business yet."""
        found: models.QuerySet[Any] = super().get_queryset(request)
        return found.exclude(verb__startswith=UNTOLD)
