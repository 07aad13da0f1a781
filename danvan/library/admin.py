"""The kinds of documents as a reference table; documents have their own screen."""

from __future__ import annotations

from django.contrib import admin

from danvan.ledger.admin import RecordedAdmin
from danvan.library.models import DocumentKind


@admin.register(DocumentKind)
class DocumentKindAdmin(RecordedAdmin):
    list_display = ["name", "code", "order"]
