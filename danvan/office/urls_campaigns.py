"""Addresses of the campaign screens."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from danvan.office.views import campaign_page, campaigns

urlpatterns: list[URLPattern] = [
    path("dot-thi-dua/", campaigns.campaigns, name="campaigns"),
    path("dot-thi-dua/lap/", campaigns.campaign_new, name="campaign-new"),
    path("dot-thi-dua/<int:pk>/", campaign_page.campaign, name="campaign"),
    path("dot-thi-dua/<int:pk>/buoc/<campaign_step:step>/", campaigns.campaign_step, name="campaign-step"),
    path("dot-thi-dua/<int:pk>/mo/", campaigns.campaign_open, name="campaign-open"),
    path("dot-thi-dua/<int:pk>/bo/", campaigns.campaign_discard, name="campaign-discard"),
    path("dot-thi-dua/<int:pk>/gia-han/", campaign_page.campaign_extend, name="campaign-extend"),
    path("dot-thi-dua/gia-han/<int:pk>/thoi/", campaign_page.campaign_extension_end, name="campaign-extension-end"),
    path("dot-thi-dua/tep/<int:pk>/", campaign_page.campaign_file, name="campaign-file"),
]
