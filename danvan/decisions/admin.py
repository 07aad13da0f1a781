"""Decisions and certificates, only to look through: they are made on their own screens."""

from __future__ import annotations

from django.contrib import admin

from danvan.decisions.models import Certificate, Decision
from danvan.ledger.admin import ReadOnlyAdmin


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = ["number", "signed_on", "body", "kind", "state"]
    list_filter = ["kind", "state"]
    search_fields = ["number", "summary"]


@admin.register(Certificate)
class CertificateAdmin(ReadOnlyAdmin):
    list_display = ["serial", "code", "state", "issued_at"]
    search_fields = ["serial", "code"]
