"""The site for readers and for machines: its map, robots.txt, sitemap.xml, the manifest and the small icon."""

from __future__ import annotations

from django.conf import settings
from django.contrib.sitemaps import views as sitemaps
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from danvan.portal import links
from danvan.portal.sections import groups
from danvan.portal.sitemaps import SITEMAPS
from danvan.portal.views.about import crumbs

A_DAY = "public, max-age=86400"
ICONS = (("img/icon-192.png", "192x192", "any"), ("img/icon-512.png", "512x512", "any"),
         ("img/icon-mask.png", "512x512", "maskable"))  # fmt: skip
PAPER = "#FAF6EE"
CLOSED = ("/can-bo/", "/quan-tri/", "/dat-mat-khau/", "/suc-khoe/", "/gop-y/theo-doi/")


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """Every part of the site on one page."""
    return render(request, "portal/site_map.html", {"groups": groups(), "crumbs": crumbs("Sơ đồ cổng")})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may not read, and where the list of pages is."""
    check = reverse("portal:check")
    lines = ["User-agent: *", *(f"Disallow: {address}" for address in CLOSED)]
    lines += [f"Allow: {check}$", f"Disallow: {check}", f"Sitemap: {links.absolute(reverse('portal:sitemap'))}", ""]
    answer = HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
    answer["Cache-Control"] = A_DAY
    return answer


@require_safe
def sitemap(request: HttpRequest) -> TemplateResponse:
    """The index of all sitemaps, which are cut into pages."""
    return sitemaps.index(request, SITEMAPS, sitemap_url_name="portal:sitemap-part")


@require_safe
def sitemap_part(request: HttpRequest, section: str) -> TemplateResponse:
    """One page of the addresses of one kind."""
    return sitemaps.sitemap(request, SITEMAPS, section=section)


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a telephone shows when the site is put on its screen."""
    told = {
        "name": "Sổ vàng Dân vận khéo", "short_name": "Sổ vàng", "lang": "vi", "dir": "ltr", "start_url": links.home(),
        "scope": "/", "display": "minimal-ui", "background_color": PAPER, "theme_color": PAPER,
        "icons": [
            {"src": static(path), "sizes": sizes, "type": "image/png", "purpose": purpose}
            for path, sizes, purpose in ICONS
        ],
    }  # fmt: skip
    answer = JsonResponse(told, json_dumps_params={"ensure_ascii": False}, content_type="application/manifest+json")
    answer["Cache-Control"] = A_DAY
    return answer


@require_safe
def favicon(request: HttpRequest) -> HttpResponseBase:
    """The icon for those who ask for it at the root and read no page first."""
    icon = settings.BASE_DIR / "static" / "img" / "favicon.ico"
    return FileResponse(icon.open("rb"), content_type="image/x-icon", headers={"Cache-Control": A_DAY})
