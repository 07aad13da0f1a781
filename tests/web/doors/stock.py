"""The doors of pre-printed stock, printers and batches."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile

from danvan.papers.models import Printer, PrintRun, Stock
from tests import make
from tests.web.doors import ONLY_POST

PRINTING = (302, 404, 404, 404, 200, 200, 404, 404)  # who drafts or issues

# fmt: off
DOORS = {
    #  address                    anonymous  an   binh  chi  dung giang hoa  quan
    "office:stock":              (302,       404, 404,  404, 200, 200, 404, 200),
    "office:stock-edit":         (302,       404, 404,  404, 200, 200, 404, 404),  # the province's own
    "office:stock-copy":         ONLY_POST,
    "office:stock-calibration":  PRINTING,
    "office:printer-new":        PRINTING,
    "office:printer-edit":       PRINTING,
    "office:print-runs":         PRINTING,
    "office:print-run":          PRINTING,
    "office:print-run-file":     PRINTING,
}
# fmt: on


def addresses(cast, dossier, decision) -> dict[str, dict[str, Any]]:
    """Stock and a printer of the province, and a batch of an issued decision that is done."""
    shipped = Stock.objects.get(code="giay-khen-a4")
    own = Stock.objects.create(
        code="tinh", name="Giấy khen của tỉnh", unit=cast.province, width=297, height=210, fields=shipped.fields
    )  # fmt: skip
    issued = make.decision(cast.province, state="ISSUED")
    run = PrintRun(
        decision=issued, total=1, done=1, asked_by=cast.dung, asked_at=make.NOON, finished_at=make.NOON
    )  # fmt: skip
    run.file.save("1.pdf", ContentFile(b"%PDF-"))
    return {
        **{f"office:stock-{one}": {"pk": own.pk} for one in ("edit", "copy", "calibration")},
        "office:printer-edit": {"pk": Printer.objects.create(unit=cast.province, name="Máy một").pk},
        "office:print-runs": {"pk": issued.pk},
        **{f"office:{one}": {"pk": run.pk} for one in ("print-run", "print-run-file")},
    }
