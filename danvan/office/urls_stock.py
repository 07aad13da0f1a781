"""Addresses of pre-printed stock, printers and batches."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from danvan.office.views import stock

urlpatterns: list[URLPattern] = [
    path("phoi-in/", stock.stock_list, name="stock"),
    path("phoi-in/<int:pk>/", stock.stock_edit, name="stock-edit"),
    path("phoi-in/<int:pk>/chep/", stock.stock_copy, name="stock-copy"),
    path("phoi-in/<int:pk>/can-chinh.pdf", stock.stock_calibration, name="stock-calibration"),
    path("may-in/moi/", stock.printer_new, name="printer-new"),
    path("may-in/<int:pk>/", stock.printer_edit, name="printer-edit"),
    path("quyet-dinh/<int:pk>/in-giay/", stock.print_runs, name="print-runs"),
    path("in-giay/<int:pk>/", stock.print_run, name="print-run"),
    path("in-giay/<int:pk>/giay.pdf", stock.print_run_file, name="print-run-file"),
]
