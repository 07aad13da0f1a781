"""The open data as files: CSV and JSON of each table, sent piece by piece, kept by caches while nothing changed."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from danvan.api.answering import CACHED
from danvan.api.datasets import BY_NAME, Dataset
from danvan.kit.limits import limited
from danvan.kit.sheets import csv_safe
from danvan.reports.edition import changed_at, edition

LICENCE = "CC BY 4.0"
SOURCE = "Sổ vàng Dân vận khéo"


class _Echo:
    """A file that gives back what is written to it, so that each row can be sent at once."""

    def write(self, text: str) -> str:
        return text


def _csv(dataset: Dataset, at: datetime) -> Iterator[str]:
    """With a byte order mark: Excel reads Vietnamese letters right only with it."""
    pen = csv.writer(_Echo())
    yield "\ufeff" + pen.writerow([column.name for column in dataset.columns])
    for row in dataset.lines(timezone.localdate(at)):
        yield str(pen.writerow([csv_safe(_plain(value)) for value in row.values()]))


def _plain(value: Any) -> Any:
    """Nothing as an empty cell, yes and no as words that every program reads."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else value


def _json(dataset: Dataset, at: datetime) -> Iterator[str]:
    changed = changed_at()
    head = {
        "name": dataset.name, "title": dataset.title, "source": SOURCE, "licence": LICENCE,
        "last_modified": changed.isoformat() if changed else None,
    }  # fmt: skip
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "rows": ['
    for number, row in enumerate(dataset.lines(timezone.localdate(at))):
        yield ("," if number else "") + "\n" + json.dumps(row, ensure_ascii=False)
    yield "\n]}\n"


WRITERS: dict[str, tuple[Callable[[Dataset, datetime], Iterator[str]], str]] = {
    "csv": (_csv, "text/csv; charset=utf-8"),
    "json": (_json, "application/json; charset=utf-8"),
}


def _too_often(request: HttpRequest, seconds: int) -> HttpResponse:
    words = f"Bạn đã tải quá nhiều lần trong một phút. Hãy tải lại sau {seconds} giây."
    return HttpResponse(words, content_type="text/plain; charset=utf-8")


@require_safe
@limited("open-data", lambda: settings.DOWNLOADS_PER_MINUTE, _too_often)
def table(request: HttpRequest, name: str, form: str) -> HttpResponseBase:
    """One table in one form. Raises ``Http404`` for a name or a form there is not."""
    if name not in BY_NAME or form not in WRITERS:
        raise Http404
    at = timezone.now()
    mark = edition(at)
    same = get_conditional_response(request, etag=mark)
    writer, kind = WRITERS[form]
    answer = same or StreamingHttpResponse(_bytes(writer(BY_NAME[name], at)), content_type=kind)
    if same is None:
        answer["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return _open(answer, mark)


def _bytes(parts: Iterable[str]) -> Iterator[bytes]:
    return (part.encode() for part in parts)


def _open(answer: HttpResponseBase, mark: str) -> HttpResponseBase:
    """For every site to read; the time of the last change is told as well."""
    answer["ETag"] = mark
    answer["Cache-Control"] = CACHED
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Access-Control-Expose-Headers"] = "ETag, Last-Modified"
    if changed := changed_at():
        answer["Last-Modified"] = changed.strftime("%a, %d %b %Y %H:%M:%S GMT")
    return answer
