"""Addresses of the scorecards, their evidence, and the review by the boards."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from danvan.office.views import cards, evidence, owners, previews, review, reviewing

CARD = "ho-so/<int:pk>/phieu/<voice:voice>/"

urlpatterns: list[URLPattern] = [
    path(CARD, cards.card, name="card"),
    path(f"{CARD}luu/", cards.card_mark, name="card-mark"),
    path(f"{CARD}dien-san/", cards.card_prefill, name="card-prefill"),
    path(f"{CARD}buoc/<card_step:name>/", cards.card_step, name="card-step"),
    path("ho-so/<int:pk>/phan-cong/", owners.owners, name="owners"),
    path("ho-so/<int:pk>/minh-chung/", evidence.evidence_add, name="evidence-add"),
    path("ho-so/<int:pk>/minh-chung/dung-lai/<int:order>/", evidence.evidence_reuse, name="evidence-reuse"),
    path("minh-chung/<int:pk>/", evidence.evidence, name="evidence"),
    path("minh-chung/<int:pk>/xem/", previews.evidence_view, name="evidence-view"),
    path("minh-chung/<int:pk>/noi-dung/", previews.evidence_inline, name="evidence-inline"),
    path("minh-chung/<int:pk>/bo/", evidence.evidence_remove, name="evidence-remove"),
    path("tham-dinh/", review.review, name="review"),
    path("tham-dinh/<int:pk>/", review.review_dossier, name="review-dossier"),
    path("tham-dinh/nhieu/", reviewing.review_agree, name="review-agree"),
    path("tham-dinh/bo-loc/", reviewing.review_views, name="review-views"),
    path("tham-dinh/bo-loc/<int:pk>/", reviewing.review_view, name="review-view"),
]
