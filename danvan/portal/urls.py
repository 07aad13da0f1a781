"""The public addresses, in Vietnamese without marks."""

from django.urls import path

from danvan.portal.views import certificates, decisions, home, practices, titles, units

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("mo-hinh/", practices.practices, name="practices"),
    path("mo-hinh/xuat.xlsx", practices.export, name="practices-export"),
    path("mo-hinh/<int:pk>-<slug:slug>/", practices.practice, name="practice"),
    path("don-vi/", units.units, name="units"),
    path("don-vi/<int:pk>-<slug:slug>/", units.unit, name="unit"),
    path("quyet-dinh/", decisions.decisions, name="decisions"),
    path("quyet-dinh/<int:pk>/", decisions.decision, name="decision"),
    path("tra-cuu/", certificates.check, name="check"),
    path("tra-cuu/<str:code>/", certificates.certificate, name="certificate"),
    path("danh-hieu/", titles.titles, name="titles"),
]
