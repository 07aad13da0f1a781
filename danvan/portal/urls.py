"""The public addresses, in Vietnamese without marks."""

from django.urls import path

from danvan.portal.views.certificates import certificate, check
from danvan.portal.views.decisions import decision, decisions
from danvan.portal.views.home import home
from danvan.portal.views.practices import export, practice, practices
from danvan.portal.views.titles import titles
from danvan.portal.views.units import unit, units

app_name = "portal"
urlpatterns = [
    path("", home, name="home"),
    path("mo-hinh/", practices, name="practices"),
    path("mo-hinh/xuat.xlsx", export, name="practices-export"),
    path("mo-hinh/<int:pk>-<slug:slug>/", practice, name="practice"),
    path("don-vi/", units, name="units"),
    path("don-vi/<int:pk>-<slug:slug>/", unit, name="unit"),
    path("quyet-dinh/", decisions, name="decisions"),
    path("quyet-dinh/<int:pk>/", decision, name="decision"),
    path("tra-cuu/", check, name="check"),
    path("tra-cuu/<str:code>/", certificate, name="certificate"),
    path("danh-hieu/", titles, name="titles"),
]
