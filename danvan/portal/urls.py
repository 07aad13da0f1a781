"""The public addresses, in Vietnamese without marks."""

from django.urls import path

from danvan.portal.views.about import about, accessibility, contacts, english, privacy
from danvan.portal.views.certificates import certificate, check
from danvan.portal.views.compare import compare
from danvan.portal.views.copies import copies
from danvan.portal.views.criteria_lists import criteria, criteria_list
from danvan.portal.views.decisions import decision, decisions, decisions_file
from danvan.portal.views.documents import document, document_file, documents
from danvan.portal.views.figures import download, figures
from danvan.portal.views.follow import follow, removal, sent
from danvan.portal.views.hearings import candidate, hearing, hearings, practice_opinion
from danvan.portal.views.home import home
from danvan.portal.views.maps import favicon, manifest, robots, site_map, sitemap, sitemap_part
from danvan.portal.views.photos import photo
from danvan.portal.views.practice import card, practice, practice_in_print, short
from danvan.portal.views.practice_files import as_csv, as_json, as_pdf, atom, export, rss
from danvan.portal.views.practices import practices
from danvan.portal.views.reading import practice_read
from danvan.portal.views.titles import titles
from danvan.portal.views.units import unit, units

app_name = "portal"
urlpatterns = [
    path("", home, name="home"),
    path("mo-hinh/", practices, name="practices"),
    path("mo-hinh/xuat.xlsx", export, name="practices-export"),
    path("mo-hinh/xuat.csv", as_csv, name="practices-csv"),
    path("mo-hinh/xuat.pdf", as_pdf, name="practices-pdf"),
    path("mo-hinh/xuat.json", as_json, name="practices-json"),
    path("mo-hinh/tin.atom", atom, name="practices-atom"),
    path("mo-hinh/tin.rss", rss, name="practices-rss"),
    path("mo-hinh/<int:pk>/", short, name="practice-short"),
    path("mo-hinh/<int:pk>-<slug:slug>/", practice, name="practice"),
    path("mo-hinh/<int:pk>-<slug:slug>/in.pdf", practice_in_print, name="practice-pdf"),
    path("mo-hinh/<int:pk>-<slug:slug>/anh-the.png", card, name="practice-card"),
    path("mo-hinh/<int:pk>/da-xem/", practice_read, name="practice-read"),
    path("anh/<int:pk>-<int:width>.jpg", photo, name="photo"),
    path("mo-hinh/<int:pk>-<slug:slug>/nhan-rong/", copies, name="practice-copies"),
    path("so-sanh/", compare, name="compare"),
    path("mo-hinh/<int:pk>-<slug:slug>/gop-y/", practice_opinion, name="practice-opinion"),
    path("gop-y/", hearings, name="hearings"),
    path("gop-y/theo-doi/", follow, name="follow"),
    path("gop-y/da-gui/", sent, name="opinion-sent"),
    path("gop-y/<int:pk>/", hearing, name="hearing"),
    path("gop-y/<int:pk>/<int:candidate>/", candidate, name="candidate"),
    path("go-thong-tin/", removal, name="removal"),
    path("don-vi/", units, name="units"),
    path("don-vi/<int:pk>-<slug:slug>/", unit, name="unit"),
    path("quyet-dinh/", decisions, name="decisions"),
    path("quyet-dinh/xuat.<str:form>", decisions_file, name="decisions-file"),
    path("quyet-dinh/<int:pk>/", decision, name="decision"),
    path("tra-cuu/", check, name="check"),
    path("tra-cuu/<str:code>/", certificate, name="certificate"),
    path("danh-hieu/", titles, name="titles"),
    path("thong-ke/", figures, name="figures"),
    path("thong-ke/<slug:key>.<str:form>", download, name="figures-download"),
    path("van-ban/", documents, name="documents"),
    path("van-ban/<int:pk>/", document, name="document"),
    path("van-ban/<int:pk>/tep/", document_file, name="document-file"),
    path("tieu-chi/", criteria, name="criteria"),
    path("tieu-chi/<int:pk>/", criteria_list, name="criteria-list"),
    path("gioi-thieu/", about, name="about"),
    path("lien-he/", contacts, name="contacts"),
    path("tiep-can/", accessibility, name="accessibility"),
    path("rieng-tu/", privacy, name="privacy"),
    path("so-do/", site_map, name="site-map"),
    path("en/", english, name="english"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemap_part, name="sitemap-part"),
    path("site.webmanifest", manifest, name="manifest"),
    path("favicon.ico", favicon, name="favicon"),
]
