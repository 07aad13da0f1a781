"""The addresses of the public data; none ends with a slash."""

from django.urls import path

from danvan.api import views

app_name = "api"
urlpatterns = [
    path("practices", views.practices, name="practices"),
    path("practices/<int:pk>", views.practice, name="practice"),
    path("units", views.units, name="units"),
    path("decisions", views.decisions, name="decisions"),
    path("certificates/<str:code>", views.certificate, name="certificate"),
    path("statistics", views.statistics, name="statistics"),
    path("openapi.json", views.openapi, name="openapi"),
]
