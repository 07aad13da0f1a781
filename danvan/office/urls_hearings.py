"""Addresses of reading opinions, of holding consultations and of answering requests to take names down."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from danvan.office.views import consultations, hearings, removals

urlpatterns: list[URLPattern] = [
    path("gop-y/", hearings.opinions, name="opinions"),
    path("gop-y/dang/", hearings.opinions_show, name="opinions-show"),
    path("gop-y/<int:pk>/", hearings.opinion, name="opinion"),
    path("gop-y/dot/", consultations.consultations, name="consultations"),
    path("gop-y/dot/moi/<int:pk>/", consultations.consultation_new, name="consultation-new"),
    path("gop-y/dot/<int:pk>/", consultations.consultation, name="consultation"),
    path("gop-y/dot/<int:pk>/sua/", consultations.consultation_edit, name="consultation-edit"),
    path("gop-y/dot/<int:pk>/buoc/<slug:name>/", consultations.consultation_step, name="consultation-step"),
    path("gop-y/dot/<int:pk>/tong-hop/<int:candidate>/", consultations.consultation_digest,
         name="consultation-digest"),
    path("gop-y/dot/<int:pk>/y-kien.xlsx", consultations.consultation_xlsx, name="consultation-xlsx"),
    path("go-thong-tin/", removals.removals, name="removals"),
    path("go-thong-tin/<int:pk>/", removals.removal, name="removal"),
]  # fmt: skip
