"""The addresses of the open data for people and for spreadsheets."""

from django.urls import path

from danvan.api import files, pages

app_name = "data"
urlpatterns = [
    path("", pages.data, name="tables"),
    path("api/", pages.reference, name="reference"),
    path("<slug:name>.<slug:form>", files.table, name="file"),
]
