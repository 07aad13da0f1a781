"""Batches: all certificates of a decision in one file, printed piece by piece, taken up again where they broke."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from time import monotonic

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage
from django.db import transaction
from django.db.models import Q, QuerySet

from danvan.accounts.access import Action, may
from danvan.accounts.models import User
from danvan.decisions.enums import DecisionState
from danvan.decisions.models import Certificate, Decision
from danvan.ledger.record import Act, record, wait_for_writers
from danvan.papers import grounds, joining
from danvan.papers.certificate import BATCH, bare_paper, ground_paper, seal_year
from danvan.papers.kept import readable
from danvan.papers.models import Printer, PrintRun, Stock
from danvan.papers.render import CannotPrint, pdf
from danvan.papers.spots import edition
from danvan.papers.stock import overprint_paper

AT_ONCE = BATCH  # a decision with no more certificates is printed while its page is waited for
CHUNK = {True: 50, False: 50}  # sheets laid out at a time, over stock or with every ornament: bounds the memory
A_LOOK = 4  # pieces printed before the clock is looked at again
LEASE = timedelta(minutes=10)  # who has not told of a piece for so long is gone; a piece takes seconds
NO_ROOM = "Máy chủ không ghi được tệp, có thể đã hết chỗ chứa. Hãy báo quản trị viên rồi dựng lại."


class CannotRun(Exception):
    """The batch is not begun; the message says why."""


class _Taken(Exception):
    """Somebody else has this batch meanwhile."""


def may_print(by: User, decision: Decision) -> bool:
    """Those who write or issue decisions of the unit print what they give, once it is given."""
    able = any(may(by, action, decision.unit) for action in (Action.DRAFT_DECISION, Action.ISSUE))
    return able and decision.state != DecisionState.DRAFT


@transaction.atomic
def ask(*, decision: Decision, stock: Stock | None, printer: Printer | None, by: User, at: datetime) -> PrintRun:
    """Begin a batch; one that is on its way for the same stock and printer is given back. Raises ``CannotRun``."""
    if not may_print(by, decision):
        raise CannotRun("Bạn không in được giấy của quyết định này.")
    total = _given(decision).count()
    if not total:
        raise CannotRun("Quyết định này chưa có giấy nào để in.")
    wait_for_writers()
    same = PrintRun.objects.filter(decision=decision, stock=stock, printer=printer, error="", finished_at=None)
    if running := same.first():
        return running
    run = PrintRun.objects.create(
        decision=decision, stock=stock, printer=printer, total=total, asked_by=by, asked_at=at
    )  # fmt: skip
    over = {"stock": ["", stock.name]} if stock else {}
    record(Act(decision, "print", f"Dựng {total} giấy để in", decision.unit, details=over), by=by, at=at)
    return run


def _given(decision: Decision) -> QuerySet[Certificate]:
    return readable(Certificate.objects.filter(item__decision=decision)).order_by("item__order")


def unfinished() -> QuerySet[PrintRun]:
    """Batches on their way, the first asked first."""
    return PrintRun.objects.filter(finished_at=None, error="").order_by("asked_at", "pk")


def work(at: datetime, *, only: PrintRun | None = None) -> bool:
    """Print ``A_LOOK`` pieces of the first batch nobody is at; says whether there was one."""
    free = unfinished().filter(Q(taken_at=None) | Q(taken_at__lt=at - LEASE))
    for run in free.filter(pk=only.pk) if only else free:
        if PrintRun.objects.filter(pk=run.pk, taken_at=run.taken_at, finished_at=None).update(taken_at=at):
            run.taken_at = at
            _work(run, _Clock(at))
            return True
    return False


class _Clock:
    """The moment a look began, moved on by the time that passed since."""

    def __init__(self, at: datetime) -> None:
        self.at, self.begun = at, monotonic()

    def now(self) -> datetime:
        """Later at each call, by a microsecond at least: it also names who holds a batch."""
        self.at = max(self.at + timedelta(seconds=monotonic() - self.begun), self.at + timedelta(microseconds=1))
        self.begun = monotonic()
        return self.at


def _work(run: PrintRun, clock: _Clock) -> None:
    run = PrintRun.objects.select_related("decision__unit", "stock", "printer").get(pk=run.pk, taken_at=run.taken_at)
    try:
        if _pieces(run, clock):
            _finish(run, clock)
        else:
            _tell(run, taken_at=None)
    except _Taken:
        return
    except CannotPrint as refusal:
        _tell(run, error=str(refusal)[:300], taken_at=None)
    except OSError:
        _tell(run, error=NO_ROOM, taken_at=None)


def _tell(run: PrintRun, **news: object) -> None:
    """Write on the row, as long as it is ours. Raises ``_Taken``."""
    if not PrintRun.objects.filter(pk=run.pk, taken_at=run.taken_at, finished_at=None).update(**news):
        raise _Taken
    for name, value in news.items():
        setattr(run, name, value)


def _pieces(run: PrintRun, clock: _Clock) -> bool:
    """Print the pieces that are still missing, some of them; says whether all are there."""
    made, size = 0, CHUNK[run.stock_id is not None]
    for number, name in enumerate(_names(run)):
        if _storage().exists(name):
            continue
        if made == A_LOOK:
            return False
        some = list(_given(run.decision)[number * size : (number + 1) * size])
        _write(name, _printed(run, some))
        made += 1
        _tell(run, done=min((number + 1) * size, run.total), taken_at=clock.now())
    return True


def _printed(run: PrintRun, some: list[Certificate]) -> bytes:
    if run.stock:
        return grounds.plain(pdf(overprint_paper(some, run.stock, run.printer)))
    years = [seal_year(one) for one in some]
    return grounds.underlaid(pdf(bare_paper(some)), [_ground(year) for year in years])


@lru_cache(maxsize=8)
def _ground(year: int | None) -> bytes:
    return pdf(ground_paper(year))


def _storage() -> Storage:
    found: Storage = PrintRun._meta.get_field("file").storage
    return found


def _write(name: str, body: bytes) -> None:
    """Store a piece; of two who print the same one stays."""
    stored = _storage().save(name, ContentFile(body))
    if stored != name:
        _storage().delete(stored)


def _names(run: PrintRun) -> list[str]:
    """Where the pieces of a batch lie; other places once its stock or printer is changed on the way."""
    drift = f"{run.printer.right:.1f},{run.printer.down:.1f}" if run.printer else ""
    over = sha256(f"{edition(run.stock) if run.stock else ''}|{drift}".encode()).hexdigest()[:8]
    pieces = range(-(-run.total // CHUNK[run.stock_id is not None]))
    return [f"print/parts/{run.pk}/{over}-{number:04}.pdf" for number in pieces]


def _finish(run: PrintRun, clock: _Clock) -> None:
    """Put the pieces together, store the file, then say so; the pieces go last of all."""
    names = _names(run)
    with tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR) as target:
        joining.join(_bodies(names), target, title=f"{run.decision.reference}, {run.total} giấy")
        target.seek(0)
        digest = sha256(target.read()).hexdigest()
        target.seek(0)
        run.file.save(f"{run.pk}.pdf", File(target), save=False)
    stored = run.file.name or ""
    try:
        now = clock.now()
        _tell(run, file=stored, sha256=digest, done=run.total, finished_at=now)
    except _Taken:
        _storage().delete(stored)
        raise
    _clear(run)


def _bodies(names: list[str]) -> Iterator[bytes]:
    for name in names:
        with _storage().open(name) as file:
            yield file.read()


def _clear(run: PrintRun) -> None:
    folder = f"print/parts/{run.pk}"
    for name in _storage().listdir(folder)[1]:
        _storage().delete(f"{folder}/{name}")
    _storage().delete(folder)
