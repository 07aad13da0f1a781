"""The catalogue of forms of award; decisions and certificates only to look through, they have their own screens."""

from __future__ import annotations

from django.contrib import admin

from danvan.decisions.models import AwardForm, Certificate, Decision
from danvan.ledger.admin import ReadOnlyAdmin, RecordedAdmin


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = ["number", "signed_on", "body", "kind", "state"]
    list_filter = ["kind", "state"]
    search_fields = ["number", "summary"]


@admin.register(Certificate)
class CertificateAdmin(ReadOnlyAdmin):
    list_display = ["serial", "code", "state", "issued_at"]
    search_fields = ["serial", "code"]


@admin.register(AwardForm)
class AwardFormAdmin(RecordedAdmin):
    list_display = ["name", "issuer", "authority", "issuer_kind", "ended_on"]
    list_filter = ["authority", "issuer_kind"]
