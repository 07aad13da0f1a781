"""Every address of the portal: the boards, the reference tables, the public data, the public site."""

from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import include, path, reverse_lazy

from danvan.health import health

handler400 = "danvan.errors.bad_request"
handler404 = "danvan.errors.not_found"
handler500 = "danvan.errors.server_error"

accounts = [
    path("dang-nhap/", auth.LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("dang-xuat/", auth.LogoutView.as_view(), name="logout"),
    path(
        "doi-mat-khau/",
        auth.PasswordChangeView.as_view(
            template_name="registration/password_change.html", success_url=reverse_lazy("office:desk")
        ),
        name="password_change",
    ),
]

choosing = auth.PasswordResetConfirmView.as_view(
    template_name="registration/password_set.html", success_url=reverse_lazy("login"), reset_url_token="moi"
)

urlpatterns = [
    path("suc-khoe/", health, name="health"),
    path("quan-tri/", admin.site.urls),
    path("dat-mat-khau/<uidb64>/<token>/", choosing, name="password_set"),
    path("can-bo/", include(accounts)),
    path("can-bo/", include("danvan.office.urls")),
    path("api/v1/", include("danvan.api.urls")),
    path("du-lieu/", include("danvan.api.data_urls")),
    path("", include("danvan.portal.urls")),
]
